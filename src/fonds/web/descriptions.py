"""Descriptions (floor 7): one graph in every format, as representations.

JSON-LD is the tree as the catalogue keeps it; all else is written from the same triples. The links of a
description lead to its other formats, relative to where it is served, and to its own IRI.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from fonds.rdf.contexts import expanded, flattened
from fonds.rdf.formats import FORMATS, HTML, JSONLD, LINKSETS
from fonds.rdf.literals import Triple, ntriples
from fonds.rdf.serialise import render
from fonds.web.negotiation import Choice
from fonds.web.pages.graphs import graph_tree
from fonds.web.representation import Header, Link, Representation, link_header

TERMS = "https://w3id.org/fonds/terms"
"""The profile of our descriptions (RFC 6906): the vocabulary says how they are to be read."""

_IRI, _STEM = "\1", "\2"
"""Marks that no address holds."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one thing. ``tree`` is JSON, ``graph`` N-Triples; ``modified`` is when that last changed.

    ``links`` are those of this one thing, for its page; ``linkset`` says that there is a link set beside it, ``has_page``
    that it is given to people, too.
    """

    iri: str
    tree: bytes
    graph: bytes
    modified: datetime
    classes: tuple[str, ...] = ()
    stem: str = ""
    links: tuple[Link, ...] = ()
    linkset: bool = False
    has_page: bool = True


def describe(
    choice: Choice, description: Description, page: Callable[[], bytes], page_modified: datetime
) -> Representation:
    """Return a description as chosen; ``page`` makes the HTML, which may be newer than what it describes."""
    headers = (
        links_of(
            description.iri, description.classes, description.stem, linkset=description.linkset,
            has_page=description.has_page,
        ),
    )
    if choice.format is HTML:
        headers = (*headers, *((link_header(description.links),) if description.links else ()))
        return Representation(page(), choice.content_type, modified=page_modified, headers=headers)
    body = serialise(choice, description)
    return Representation(body, choice.content_type, modified=description.modified, headers=headers)


def describe_graph(
    choice: Choice, description: Description, triples: list[Triple], context_iri: str, page: Callable[[], bytes]
) -> Representation:
    """Return a graph that is no entry of the catalogue; tree and graph of the description are made from it."""
    if choice.format is JSONLD:
        tree = json.dumps(graph_tree(triples, context_iri), ensure_ascii=False).encode()
        description = replace(description, tree=tree)
    elif choice.format is not HTML:
        description = replace(description, graph=ntriples(triples))
    return describe(choice, description, page, description.modified)


def serialise(choice: Choice, description: Description) -> bytes:
    """Return a description in a machine's format, in the form that was asked for."""
    if choice.format is not JSONLD:
        return render(description.graph, choice.format)
    if choice.form == "framed":
        return description.tree
    tree: dict[str, Any] = json.loads(description.tree)
    arranged: object = expanded(tree) if choice.form == "expanded" else flattened(tree)
    return json.dumps(arranged, ensure_ascii=False).encode()


def links_of(iri: str, classes: tuple[str, ...], stem: str = "", *, linkset: bool, has_page: bool = True) -> Header:
    """Return the Link header: canonical, every format, what it is described by, profile, types (signposting).

    A document's leads to its link set besides, which every format has: whoever has one finds the others. What is given
    is as in a :class:`Description`.
    """
    name, pattern = _pattern(classes, linkset, has_page)
    return name, pattern.replace(_IRI, iri).replace(_STEM, stem or iri.rpartition("/")[2])


@cache
def _pattern(classes: tuple[str, ...], linkset: bool, has_page: bool) -> Header:
    """Return the header with marks for what differs among things of the same classes."""
    links = [Link(_IRI, "canonical"), Link(_IRI, "cite-as")]
    if has_page:
        links.append(Link(f"{_STEM}.{HTML.suffix}", "alternate", HTML.media_type))
    links += [Link(f"{_STEM}.{form.suffix}", "alternate describedby", form.media_type) for form in FORMATS]
    links.append(Link(TERMS, "profile"))
    links += [Link(iri, "type") for iri in classes]
    if linkset:
        links += [Link(f"{_STEM}/linkset.{form.suffix}", "linkset", form.media_type) for form in LINKSETS]
    return link_header(links)
