"""The mapper (floor 4): a linked Record → all that is published of it, and of the entities it names.

Own triples (the document and its fragments), cards (what its tree shows of others), the framed tree, evidence, and
the rows the catalogue keeps. The same record gives the same bytes.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fonds.catalogue.rows import DocumentRow, EntityRow, Link, Listing, SearchText
from fonds.linking.authorities import AuthorityList
from fonds.linking.linker import Linked
from fonds.mapping.citations import citation_statements
from fonds.mapping.document import FIELDS
from fonds.mapping.entities import described_entities
from fonds.mapping.participations import meeting_statements, participation_statements
from fonds.mapping.record_node import record_statements, source_statements
from fonds.mapping.statements import Site, Statement, evidence_rows, is_published, merge
from fonds.mapping.text import text_statements
from fonds.rdf import iris
from fonds.rdf.framing import Framer
from fonds.rdf.literals import Term, Triple, name_term, ntriples, parse_term
from fonds.slugs import slugify

Evidence = list[dict[str, Any]]
_NOT_CONTENT = frozenset(
    name_term(name)
    for name in ("schema:softwareVersion", "fonds:rulesVersion", "dcterms:issued", "dcterms:modified")
)
"""What may differ though the record says the same."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One document mapped. ``entities`` holds the published triples of each entity it names, by key."""

    slug: str
    own: tuple[Triple, ...]
    evidence: Evidence
    entities: dict[str, tuple[Triple, ...]]
    linked: Linked


def map_record(linked: Linked, slug: str, authorities: AuthorityList, site: Site) -> Mapped:
    """Return what is said of a document under a slug, and of the entities it names."""
    doc = site.iris.document(slug)
    text = iris.text_iri(doc, linked.record.language)
    page = linked.record.source.page
    statements = [statement for field in FIELDS for statement in field(linked, doc, site)]
    statements.extend(citation_statements(linked, doc, site))
    statements.extend(meeting_statements(linked, doc, site))
    statements.extend(text_statements(linked, doc, site))
    statements.extend(participation_statements(linked, doc, text, site))
    statements.extend(source_statements(linked, doc))
    statements.extend(record_statements(linked, doc, site, _published(statements, site)))
    entities = described_entities(linked, authorities, site)
    merged = merge(statements)
    evidence = evidence_rows(merged, page, site)
    for said in entities.values():
        rows = evidence_rows(merge(said), page, site)
        evidence.extend(row for row in rows if row["quotes"])
    return Mapped(
        slug, tuple(sorted(_published(statements, site))), evidence,
        {key: tuple(sorted(_published(said, site))) for key, said in entities.items()}, linked,
    )


def wanted_slug(linked: Linked) -> str:
    """Return the slug a document would have: the curation file's, or its date and title (model: Slugs)."""
    record = linked.record
    if record.curation.slug:
        return record.curation.slug
    date = record.dates[0].date.value.iso if record.dates else "undated"
    title = slugify(record.title.value) if record.title else ""
    if sum(char.isalpha() for char in title) < 3:
        title = record.source.sha256[:8]
    return f"{date}-{title}"


def cards_of(framer: Framer, doc: str, own: Iterable[Triple], entities: Iterable[Triple]) -> list[Triple]:
    """Return those triples of the entities that the document's tree shows."""
    others = set(entities)
    hidden = set(framer.unframed(doc, [*own, *others]))
    return sorted(others - hidden)


def document_row(
    mapped: Mapped, entities: dict[str, tuple[Triple, ...]], framer: Framer, site: Site, input_digest: str
) -> DocumentRow:
    """Return the catalogue's row; ``entities`` are the descriptions all records agreed on.

    Raises ValueError naming a triple that the tree would lose: the frame lacks it.
    """
    doc = site.iris.document(mapped.slug)
    cards = cards_of(framer, doc, mapped.own, (t for triples in entities.values() for t in triples))
    description = [*mapped.own, *cards]
    lost = framer.unframed(doc, description)
    if lost:
        raise ValueError(f"the tree of {mapped.slug} loses {' '.join(lost[0])}")
    record = mapped.linked.record
    return DocumentRow(
        slug=mapped.slug, source=record.source.key, input_digest=input_digest,
        content_digest=content_digest(description),
        tree=_json(framer.frame(doc, description)), own=ntriples(list(mapped.own)), cards=ntriples(cards),
        evidence=_json(mapped.evidence), page_text=record.source.page,
        listing=_listing(mapped, site), links=_links(mapped, entities, site), search=_search(mapped, entities, site),
        file_digest=record.source.sha256,
    )


def entity_row(key: str, entities: dict[str, tuple[Triple, ...]], framer: Framer, site: Site) -> EntityRow:
    """Return the catalogue's row of an entity; ``entities`` must hold it and those it leads to."""
    node = site.iris.entity(key)
    own = entities[key]
    others = (t for other, triples in entities.items() if other != key for t in triples)
    cards = cards_of(framer, node, own, others)
    types = sorted(o for s, p, o in own if s == f"<{node}>" and p == name_term("rdf:type"))
    return EntityRow(
        key=key, type=parse_term(types[0]).value.rpartition("/")[2], label=_value(own, node, "rdfs:label"),
        tree=_json(framer.frame(node, [*own, *cards])), own=ntriples(list(own)), cards=ntriples(cards),
        digest=content_digest([*own, *cards]),
    )


def content_digest(triples: Iterable[Triple]) -> str:
    """Return the digest of what is said: without dates of the record, software and rules version."""
    said = [triple for triple in triples if triple[1] not in _NOT_CONTENT]
    return hashlib.sha256(ntriples(said)).hexdigest()


def _published(statements: Iterable[Statement], site: Site) -> set[Triple]:
    return {
        triple for triple, evidence in merge(statements).items() if is_published(evidence, triple[1], site)
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


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


def _links(mapped: Mapped, entities: dict[str, tuple[Triple, ...]], site: Site) -> tuple[Link, ...]:
    """Every entity the record's triples lead to: by the property that names it, or through another entity."""
    found: dict[Link, None] = {}
    for _, predicate, obj in mapped.own:
        if (key := _key(obj, site)) in entities:
            found[Link(key, _local_name(predicate))] = None
    reached = {link.entity for link in found}
    waiting = list(reached)
    while waiting:
        for _, predicate, obj in entities[waiting.pop()]:
            key = _key(obj, site)
            if key in entities and key not in reached:
                found[Link(key, f"via-{_local_name(predicate)}")] = None
                reached.add(key)
                waiting.append(key)
    return tuple(found)


def _key(term: Term, site: Site) -> str:
    """Return the key of an entity of ours that a term names; an empty text for anything else."""
    if not term.startswith(f"<{site.iris.base}/"):
        return ""
    return (site.iris.local(term[1:-1]) or "").partition("#")[0]


def _local_name(predicate: Term) -> str:
    return predicate[1:-1].replace("#", "/").rpartition("/")[2]


def _search(mapped: Mapped, entities: dict[str, tuple[Triple, ...]], site: Site) -> SearchText:
    record = mapped.linked.record
    names = [
        name
        for key, triples in entities.items()
        if not key.startswith(("rights/", "archival-unit/"))
        for property_ in ("rdfs:label", "schema:alternateName")
        for name in _values(triples, site.iris.entity(key), property_)
    ]
    names.extend(part.written.text for part in mapped.linked.parts.values())
    return SearchText(
        title=record.title.value if record.title else "", summary=record.summary.value if record.summary else "",
        names="\n".join(dict.fromkeys(names)), body=record.body.value if record.body else "",
    )
