"""Documents and works that a document cites, answers, belongs to or was printed in (floor 7)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fonds.crosswalks.nodes import Node, date, edtf, first, label, nodes, text, texts, values
from fonds.rdf.iris import Iris
from fonds.web.pages.dates import date_words
from fonds.web.pages.links import Links
from fonds.web.pages.things import Thing, distinct, things
from fonds.web.pages.words import genre_words

_RELATIONS = (("isReplyTo", "reply to"), ("transmits", "transmits"), ("isPartOf", "part of"), ("citation", "cites"))
_TEXT_RELATIONS = (("isBasedOn", "printed in"),)


Wordings = tuple[tuple[str, str], ...]
"""Fragments of this document's page, and the words of the citation that each of them is."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Something cited. ``fragment`` is set where it is known from this document alone; ``whole`` is what it is in.

    ``held`` says that the document itself can be read here; ``wordings`` are the citations that lead to it, each with
    its fragment and its words.
    """

    iri: str
    label: str
    href: str
    fragment: str
    held: bool
    relations: tuple[str, ...] = ()
    genre: str = ""
    when: str = ""
    number: str = ""
    place: str = ""
    by: tuple[Thing, ...] = ()
    to: tuple[Thing, ...] = ()
    publishers: tuple[Thing, ...] = ()
    other_names: tuple[str, ...] = ()
    whole: "Cited | None" = None
    wordings: Wordings = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the document lies: the archive, and the units from the highest to the lowest."""

    archive: Thing | None
    units: tuple[Thing, ...]
    reference: str


def cited(tree: Node, texts_of: tuple[Node, ...], links: Links) -> tuple[Cited, ...]:
    """Return all that a document and its texts cite, each once, with all its relations."""
    found: dict[str, Cited] = {}
    relations: dict[str, dict[str, None]] = {}
    wordings = _wordings(tree)
    named = [(str(node["id"]), node, relation) for node, relation in _named(tree, texts_of)]
    own = {iri: wordings.pop(iri) for iri, *_ in named if iri in wordings}
    for iri, node, relation in named:
        if iri not in found:
            found[iri] = replace(_cited(node, str(tree["id"]), links, wordings), wordings=own.get(iri, ()))
        relations.setdefault(iri, {})[relation] = None
    return tuple(_related(each, tuple(relations[iri])) for iri, each in found.items())


def shelf(tree: Node, links: Links) -> Shelf | None:
    """Return where the document lies, or None where that is not stated."""
    archives, reference = things(tree, "holdingArchive", links), first(tree, "itemLocation")
    unit = next((each for each in nodes(tree, "isPartOf") if is_unit(str(each["id"]), links.iris)), None)
    if not archives and not reference and unit is None:
        return None
    units: list[Thing] = []
    while unit is not None:
        name = " ".join(dict.fromkeys((first(unit, "levelAsWritten"), first(unit, "identifier")))).strip() or label(unit)
        units.insert(0, Thing(name, links.iri(str(unit["id"]))))
        archives = archives or things(unit, "holdingArchive", links)
        unit = next(iter(nodes(unit, "isPartOf")), None)
    return Shelf(archives[0] if archives else None, tuple(units), reference)


def is_unit(iri: str, iris: Iris) -> bool:
    """Whether an IRI is that of an archival unit of this site."""
    return (iris.local(iri) or "").startswith("archival-unit/")


def _wordings(tree: Node) -> dict[str, Wordings]:
    """Return the citations that lead to documents that are held, by the document's IRI."""
    found: dict[str, Wordings] = {}
    for node in nodes(tree, "citedAs"):
        for iri in values(node, "sameAs"):
            found[iri] = (*found.get(iri, ()), (str(node["id"]).partition("#")[2], label(node)))
    return found


def _named(tree: Node, texts_of: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    owners = [(tree, key, words) for key, words in _RELATIONS]
    owners += [(each, key, words) for each in texts_of for key, words in _TEXT_RELATIONS]
    for owner, key, words in owners:
        for node in nodes(owner, key):
            if "archival-unit/" not in str(node["id"]):
                yield node, words


def _cited(node: Node, document: str, links: Links, wordings: dict[str, Wordings]) -> Cited:
    """Return something cited; of each citation in ``wordings`` the words are shown once."""
    iri = str(node["id"])
    own = iri.startswith(f"{document}#")
    whole = next((each for each in nodes(node, "isPartOf")), None)
    genres = values(node, "genre") or values(node, "documentType")
    return Cited(
        iri=iri,
        label=label(node),
        href=links.iri(iri),
        fragment=iri.partition("#")[2] if own else "",
        held=not own and (links.iris.local(iri) or "").startswith("doc/"),
        genre=genre_words(genres[0]) if genres else "",
        when=date_words(date(node, "dateCreated", "datePublished", "created", "issued") or edtf(node)),
        number=first(node, "number"),
        place=_place(node),
        by=distinct((*things(node, "author", links), *things(node, "creator", links))),
        to=things(node, "recipient", links),
        publishers=things(node, "publisher", links),
        other_names=tuple(name for name in texts(node, "alternateName") if name != text(node, "name")),
        whole=_cited(whole, document, links, wordings) if whole else None,
        wordings=wordings.pop(iri, ()),
    )


def _place(node: Node) -> str:
    locator, pages = first(node, "locator"), first(node, "pages")
    return f"no. {locator}" if locator else f"p. {pages}" if pages else ""


def _related(one: Cited, relations: tuple[str, ...]) -> Cited:
    narrowed = tuple(each for each in relations if each != "cites") or relations
    return replace(one, relations=narrowed)
