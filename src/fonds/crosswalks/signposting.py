"""Signposting (floor 5): the typed links of a document, for machines that land on its page.

Level 1 of the FAIR Signposting profile gives them in the Link header of the page, level 2 all of them, and what leads
back from each format, as a link set (RFC 9264). A link is given for what the tree states, and for nothing else: an
author is who is stated as one, a licence is that of the record. To add a relation: a function and a row of :data:`RELATIONS`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from fonds.crosswalks.nodes import Node, nodes, values
from fonds.rdf.formats import FORMATS, HTML

_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What an IRI keeps when it becomes a URI (RFC 3987, section 3.1), besides letters, digits, ``-._``."""


class TypedLink(NamedTuple):
    """A link of the document to an address; ``media_type`` is empty where there is no one type."""

    relation: str
    target: str
    media_type: str = ""


def document_links(tree: Node) -> list[TypedLink]:
    """Return what a document's own links are besides those that every description has: level 1 less ``cite-as``.

    The types and formats of a description hang on its kind alone, and stand in every answer's header already.
    """
    return [link for make in RELATIONS for link in make(tree)]


def linkset(tree: Node, types: Iterable[str]) -> dict[str, Any]:
    """Return all typed links of a document and of its formats as a link set (RFC 9264, section 4.2)."""
    iri = str(tree["id"])
    formats = [TypedLink("describedby", f"{_uri(iri)}.{form.suffix}", form.media_type) for form in FORMATS]
    own = [TypedLink("cite-as", _uri(iri)), *(TypedLink("type", each) for each in types), *document_links(tree), *formats]
    contexts = [_context(iri, own)]
    contexts += [_context(link.target, [TypedLink("describes", _uri(iri), HTML.media_type)]) for link in formats]
    return {"linkset": contexts}


def render_linkset(made: dict[str, Any]) -> str:
    """Return a link set as text, in the format of the Link header (RFC 9264, section 4.1)."""
    return ",\n".join(_lines(made)) + "\n"


def _lines(made: dict[str, Any]) -> Iterator[str]:
    for context in made["linkset"]:
        for relation, targets in context.items():
            for target in targets if relation != "anchor" else ():
                kind = f'; type="{target["type"]}"' if "type" in target else ""
                yield f'<{target["href"]}>; rel="{relation}"{kind}; anchor="{context["anchor"]}"'


def _context(anchor: str, links: Iterable[TypedLink]) -> dict[str, Any]:
    context: dict[str, Any] = {"anchor": _uri(anchor)}
    for link in links:
        target = {"href": link.target, **({"type": link.media_type} if link.media_type else {})}
        context.setdefault(link.relation, []).append(target)
    return context


def _authors(tree: Node) -> Iterator[TypedLink]:
    for each in nodes(tree, "author"):
        if iri := str(each.get("id", "")):
            yield TypedLink("author", _uri(iri))


def _licences(tree: Node) -> Iterator[TypedLink]:
    for record in nodes(tree, "isPrimaryTopicOf"):
        for iri in values(record, "sdLicense"):
            yield TypedLink("license", _uri(iri))


def _items(tree: Node) -> Iterator[TypedLink]:
    """The page is the one file we hold of a text; where no text is held there is no item."""
    if any("text" in each for key in ("workTranslation", "workExample") for each in nodes(tree, key)):
        yield TypedLink("item", f"{_uri(str(tree['id']))}.{HTML.suffix}", HTML.media_type)


def _collections(tree: Node) -> Iterator[TypedLink]:
    for record in nodes(tree, "isPrimaryTopicOf"):
        for iri in values(record, "isPartOf"):
            yield TypedLink("collection", _uri(iri))


RELATIONS: tuple[Callable[[Node], Iterator[TypedLink]], ...] = (_authors, _licences, _items, _collections)
"""One function a relation: what a tree states of it."""


def _uri(iri: str) -> str:
    """Return an IRI as a header and a link set may hold it."""
    return quote(iri, safe=_KEPT)
