"""The catalogue's rows (floor 4): triples → JSON-LD tree, cards, links, listing, words to be found by.

A row depends on the document's own triples and on the present descriptions of the entities and of the held documents
they lead to. The mapper's own descriptions give the first row, which leads to no other document; where another record
changes what is said of an entity, or is what a citation means (`held.py`), :func:`completed` makes the row again from
what the catalogue kept.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import orjson

from fonds.catalogue.rows import DocumentRow, EntityRow, Listing, SearchText
from fonds.mapping.identity import identity_of
from fonds.mapping.mapper import Mapped
from fonds.mapping.reach import reached
from fonds.mapping.statements import Site
from fonds.rdf.framing import Framer
from fonds.rdf.literals import Term, Triple, name_term, ntriples, parse_ntriples, parse_term

FindEntity = Callable[[str], Sequence[Triple] | None]
"""Returns the published triples of an entity by its key, or None where there is no such entity."""

FindHeld = Callable[[str], Sequence[Triple]]
"""Returns what others show of a held document by its slug."""

_NOT_CONTENT = frozenset(
    name_term(name)
    for name in ("schema:softwareVersion", "fonds:rulesVersion", "dcterms:issued", "dcterms:modified")
)
"""What may differ though the record says the same."""

_NOT_SEARCHED = ("rights/", "archival-unit/")
"""Kinds of entities nobody looks a document up by."""


def document_row(
    mapped: Mapped, find_entity: FindEntity, framer: Framer, site: Site, input_digest: str, lists: str = ""
) -> DocumentRow:
    """Return the row of a mapped document. Raises ValueError naming a triple that the tree would lose."""
    row = bare_row(mapped, site, input_digest, lists)
    return _completed(row, mapped.own, mapped.evidence, find_entity, framer, site)


def bare_row(mapped: Mapped, site: Site, input_digest: str, lists: str = "") -> DocumentRow:
    """Return the row of a mapped document without what :func:`completed` makes: tree, cards, links, names, digest."""
    record = mapped.linked.record
    return DocumentRow(
        slug=mapped.slug, source=record.source.key, input_digest=input_digest, content_digest="", tree=b"",
        own=ntriples(list(mapped.own)), cards=b"", evidence=orjson.dumps(mapped.evidence), page_text=record.source.page,
        listing=_listing(mapped, site),
        search=SearchText(
            title=record.title.value if record.title else "",
            summary=record.summary.value if record.summary else "",
            body=record.body.value if record.body else "",
        ),
        file_digest=record.source.sha256, lists=lists,
        identity=identity_of(mapped.linked, site.iris.document(mapped.slug), mapped.own),
    )


def completed(
    row: DocumentRow, find_entity: FindEntity, framer: Framer, site: Site, find_held: FindHeld | None = None
) -> DocumentRow:
    """Return a row as it is with the present descriptions of what it leads to. Raises ValueError as above.

    ``find_held`` is asked for the documents that ``row.references`` lead to.
    """
    own, evidence = parse_ntriples(row.own), orjson.loads(row.evidence)
    slugs = sorted({each.slug for each in row.references}) if find_held else []
    held = {triple for slug in slugs for triple in find_held(slug)} if find_held else set()
    return _completed(row, own, evidence, find_entity, framer, site, held)


def _completed(
    row: DocumentRow, own: Sequence[Triple], evidence: list[dict[str, Any]], find_entity: FindEntity,
    framer: Framer, site: Site, held: Iterable[Triple] = (),
) -> DocumentRow:
    doc = site.iris.document(row.slug)
    links = reached(own, find_entity, site.iris)
    entities = {link.entity: find_entity(link.entity) or () for link in links}
    others = {*held, *(triple for triples in entities.values() for triple in triples)}
    tree, cards = _framed(framer, doc, own, others)
    rows = orjson.dumps(_flagged(evidence, {*own, *others}))
    description = [*own, *cards]
    return replace(
        row, cards=ntriples(cards), evidence=rows, links=links, tree=tree,
        search=replace(row.search, names=_names(own, entities, site)),
        content_digest=_digest(description, rows),
    )


def entity_row(key: str, find_entity: FindEntity, framer: Framer, site: Site) -> EntityRow:
    """Return the row of an entity. Raises KeyError where there is none, ValueError for what the tree would lose."""
    node = site.iris.entity(key)
    own = find_entity(key)
    if not own:
        raise KeyError(key)
    near = {link.entity for link in reached(own, find_entity, site.iris)} - {key}
    tree, cards = _framed(framer, node, own, {triple for other in near for triple in find_entity(other) or ()})
    types = sorted(o for s, p, o in own if s == f"<{node}>" and p == name_term("rdf:type"))
    return EntityRow(
        key=key, type=parse_term(types[0]).value.rpartition("/")[2], label=_value(own, node, "rdfs:label"),
        tree=tree, own=ntriples(list(own)), cards=ntriples(cards),
        digest=_digest([*own, *cards]),
    )


def _framed(framer: Framer, node: str, own: Sequence[Triple], others: set[Triple]) -> tuple[bytes, list[Triple]]:
    """Return the tree, and those triples of the entities that it shows; it must show all of its own."""
    tree, hidden = framer.frame_apart(node, others.union(own))
    lost = hidden.intersection(own)
    if lost:
        raise ValueError(f"the tree of {node} loses {' '.join(min(lost))}")
    return orjson.dumps(tree), sorted(others - hidden)


def _flagged(evidence: list[dict[str, Any]], published: set[Triple]) -> list[dict[str, Any]]:
    """Say of each statement whether it is in the graph: others may know better, and then it is withheld."""
    flags = [(row["s"], row["p"], row["o"]) in published for row in evidence]
    return [
        row if row.get("published") is flag else {**row, "published": flag}
        for row, flag in zip(evidence, flags, strict=True)
    ]


def _digest(triples: Iterable[Triple], evidence: bytes = b"") -> str:
    """Return the digest of what is said and what it rests on, without dates of the record and versions."""
    said = [triple for triple in triples if triple[1] not in _NOT_CONTENT]
    return hashlib.sha256(ntriples(said) + evidence).hexdigest()


def content_digest(own: bytes, cards: bytes, evidence: bytes = b"") -> str:
    """Return the digest of a row, or of an entity, made from its bytes alone."""
    return _digest([*parse_ntriples(own), *parse_ntriples(cards)], evidence)


def reframed(node: str, own: bytes, cards: bytes, framer: Framer) -> bytes:
    """Return the tree of a node of which this is said."""
    return orjson.dumps(framer.frame(node, [*parse_ntriples(own), *parse_ntriples(cards)]))


def _values(triples: Iterable[Triple], node: str, name: str) -> list[str]:
    subject, predicate = f"<{node}>", name_term(name)
    return [parse_term(o).value for s, p, o in triples if s == subject and p == predicate]


def _value(triples: Iterable[Triple], node: str, name: str) -> str:
    return next(iter(_values(triples, node, name)), "")


def _listing(mapped: Mapped, site: Site) -> Listing:
    doc = site.iris.document(mapped.slug)
    own = mapped.own
    archive = mapped.linked.archive
    genre = mapped.linked.record.genre
    return Listing(
        label=_value(own, doc, "rdfs:label"), genre=genre.value if genre else "",
        date=_value(own, doc, "dcterms:date"), earliest=_value(own, doc, "fonds:earliest"),
        latest=_value(own, doc, "fonds:latest"), archive=archive.key if archive else "",
        summary=_value(own, doc, "schema:abstract"),
    )


_LABEL, _ALTERNATE, _WRITTEN = (
    name_term(name) for name in ("rdfs:label", "schema:alternateName", "fonds:nameAsWritten")
)


def _names(own: Sequence[Triple], entities: dict[str, Sequence[Triple]], site: Site) -> str:
    """Return every name of those it speaks of, one a line: the lists' and the written ones."""
    terms: dict[Term, None] = {}
    for key, triples in entities.items():
        if not key.startswith(_NOT_SEARCHED):
            node = f"<{site.iris.entity(key)}>"
            terms.update((o, None) for s, p, o in triples if s == node and p in (_LABEL, _ALTERNATE))
    terms.update((o, None) for _, p, o in own if p == _WRITTEN)
    return "\n".join(dict.fromkeys(parse_term(term).value for term in terms))

