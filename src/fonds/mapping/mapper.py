"""The mapper (floor 4): a linked Record → all that is published of it, and of the entities it names.

The same record gives the same bytes. The catalogue's rows are made from this by `rows.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fonds.linking.authorities import AuthorityList
from fonds.linking.linker import Linked
from fonds.mapping.citations import citation_statements
from fonds.mapping.document import FIELDS
from fonds.mapping.entities import described_entities
from fonds.mapping.participations import meeting_statements, participation_statements
from fonds.mapping.reach import reached
from fonds.mapping.record_node import record_statements, source_statements
from fonds.mapping.statements import Site, Statement, evidence_rows, is_published, merge
from fonds.mapping.text import text_statements
from fonds.rdf import iris
from fonds.rdf.literals import Triple
from fonds.record.evidence import Evidence
from fonds.slugs import slugify

Merged = dict[Triple, tuple[Evidence, ...]]

UNDATED = "undated"
"""What the slug of a document without a date begins with."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One document mapped. ``own`` are its triples; ``entities`` holds those of each entity it leads to; all sorted.

    ``evidence`` has a row for each way a statement rests on the page, those kept out of the graph included.
    """

    slug: str
    own: tuple[Triple, ...]
    evidence: list[dict[str, Any]]
    entities: dict[str, tuple[Triple, ...]]
    linked: Linked

    @property
    def description(self) -> list[Triple]:
        """Its own triples, and those of its entities as this record knows them."""
        return [*self.own, *(triple for triples in self.entities.values() for triple in triples)]


def map_record(linked: Linked, slug: str, authorities: AuthorityList, site: Site) -> Mapped:
    """Return what is said of a document under a slug, and of the entities it names."""
    doc = site.iris.document(slug)
    merged = merge(_document_statements(linked, doc, site))
    said = _published(merged, site)
    record = merge(record_statements(linked, doc, site, said))
    merged.update(record)
    own = tuple(sorted(said.difference(record) | _published(record, site)))
    described = {key: merge(found) for key, found in described_entities(linked, authorities, site).items()}
    triples = {key: tuple(sorted(_published(found, site))) for key, found in described.items()}
    keys = sorted({link.entity for link in reached(own, triples.get, site.iris)})
    entities = {key: triples[key] for key in keys}
    published = {*own, *(triple for found in entities.values() for triple in found)}
    page = linked.record.source.page
    evidence = evidence_rows(merged, page, published)
    for found in described.values():
        evidence.extend(evidence_rows(found, page, published, quoted_only=True))
    return Mapped(slug, own, evidence, entities, linked)


def _document_statements(linked: Linked, doc: str, site: Site) -> Iterable[Statement]:
    """Yield all but the record: what that says depends on what the others said."""
    for field in FIELDS:
        yield from field(linked, doc, site)
    yield from citation_statements(linked, doc, site)
    yield from meeting_statements(linked, doc, site)
    yield from text_statements(linked, doc, site)
    text = iris.text_iri(doc, linked.record.language)
    yield from participation_statements(linked, doc, text, site)
    yield from source_statements(linked, doc)


def _published(merged: Merged, site: Site) -> set[Triple]:
    return {triple for triple, evidence in merged.items() if not evidence or is_published(evidence, triple[1], site)}


def wanted_slug(linked: Linked) -> str:
    """Return the slug a document would have: the curation file's, or its date and title (model: Slugs)."""
    record = linked.record
    if record.curation.slug:
        return record.curation.slug
    date = record.dates[0].date.value.slug if record.dates else UNDATED
    title = slugify(record.title.value).removesuffix(f"-{date}") if record.title else ""
    if sum(map(str.isalpha, title)) < 3:
        title = record.source.sha256[:8]
    return f"{date}-{title}"
