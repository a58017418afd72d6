"""Reading single things (floor 3): documents, entities, versions, changes, the current release.

Every method is one statement, prepared once, so it is fast and cannot mix two releases; whoever asks several
questions that must fit together asks them inside ``Catalogue.snapshot()``. ``find_`` may be None.
"""

import sys
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from fonds.catalogue.compression import Told, as_turtle, inflate, inflate_beside, inflate_tree, is_alone, unfold
from fonds.catalogue.database import Connections
from fonds.catalogue.packing import unpack_citing, unpack_evidence, unpack_extra
from fonds.catalogue.prepared import Prepared, Row
from fonds.catalogue.rows import (
    Change,
    DocumentRow,
    EntityLink,
    Listing,
    Release,
    SourceState,
    StoredDocument,
    StoredEntity,
    StoredTree,
    Version,
)
from fonds.catalogue.stamps import stamped
from fonds.catalogue.tables import (
    changes,
    documents,
    entities,
    entity_versions,
    links,
    relation_counts,
    relations,
    releases,
    slugs,
    versions,
)
from fonds.catalogue.walking import in_stretches, is_live, is_present

_BATCH = 500
_LARGEST = 2**62
_created = releases.alias("created")
_modified = releases.alias("modified")
_listing = (
    documents.c.label, documents.c.genre, documents.c.date, documents.c.earliest, documents.c.latest,
    documents.c.archive, documents.c.summary,
)


def _packed(name: str) -> Select[Any]:
    """Select the page and one packed column of the current version of a live document."""
    return (
        select(versions.c.page_text, versions.c[name])
        .join_from(documents, versions, is_present())
        .where(documents.c.slug == bindparam("at_slug"), documents.c.state == "live")
    )


_DOCUMENT_COLUMNS = (
    documents.c.slug, versions.c.version, documents.c.state, _created.c.stamp, _modified.c.stamp,
    versions.c.content_digest, *_listing, documents.c.reason, documents.c.successor,
    versions.c.page_text, versions.c.tree, versions.c.own, versions.c.cards,
)

_DOCUMENT = Prepared(
    select(*_DOCUMENT_COLUMNS)
    .join_from(documents, versions, is_present())
    .join(_created, _created.c.number == documents.c.created_in)
    .join(_modified, _modified.c.number == documents.c.modified_in)
    .where(documents.c.slug == bindparam("at_slug"))
)
_TREE = Prepared(
    select(
        versions.c.tree, versions.c.page_text, _created.c.stamp, _modified.c.stamp, documents.c.genre,
        select(func.max(releases.c.number)).scalar_subquery(),
    )
    .join_from(documents, versions, is_present())
    .join(_created, _created.c.number == documents.c.created_in)
    .join(_modified, _modified.c.number == documents.c.modified_in)
    .where(documents.c.slug == bindparam("at_slug"), documents.c.state == "live")
)
_OLD_DOCUMENT = Prepared(
    select(*_DOCUMENT_COLUMNS, versions.c.extra)
    .join_from(documents, versions, versions.c.document == documents.c.id)
    .join(_created, _created.c.number == documents.c.created_in)
    .join(_modified, _modified.c.number == versions.c.release)
    .where(documents.c.slug == bindparam("at_slug"), versions.c.version == bindparam("at_version"))
)
_OLD_ROW = Prepared(
    select(
        documents.c.slug, versions.c.source, versions.c.input_digest, versions.c.content_digest,
        versions.c.file_digest, versions.c.page_text, versions.c.tree, versions.c.own, versions.c.cards,
        versions.c.evidence, versions.c.extra, documents.c.lists,
    )
    .join_from(documents, versions, versions.c.document == documents.c.id)
    .where(documents.c.slug == bindparam("at_slug"), versions.c.version == bindparam("at_version"))
)
_EVIDENCE = Prepared(_packed("evidence").add_columns(versions.c.own))
_PAGE_TEXT = Prepared(_packed("page_text"))
_VERSIONS = Prepared(
    select(versions.c.version, releases.c.stamp, versions.c.release, versions.c.content_digest)
    .join_from(documents, versions, versions.c.document == documents.c.id)
    .join(releases, releases.c.number == versions.c.release)
    .where(documents.c.slug == bindparam("at_slug"))
    .order_by(versions.c.version)
)
_REDIRECT = Prepared(
    select(slugs.c.current).where(slugs.c.slug == bindparam("at_slug"), slugs.c.current != slugs.c.slug)
)
_RELEASE = Prepared(select(*releases.c).order_by(releases.c.number.desc()).limit(1))
_NUMBER = Prepared(select(func.max(releases.c.number)))
_RELEASES = Prepared(select(*releases.c).order_by(releases.c.number.desc()))
_ENTITY = Prepared(
    select(
        entities.c.key, entities.c.type, entities.c.label, entities.c.state, releases.c.stamp,
        entities.c.digest, entities.c.documents, entities.c.successor,
        entity_versions.c.own, entity_versions.c.tree, entity_versions.c.cards,
    )
    .join_from(
        entities, entity_versions,
        and_(entity_versions.c.entity == entities.c.id, entity_versions.c.version == entities.c.version),
    )
    .join(releases, releases.c.number == entities.c.modified_in)
    .where(entities.c.key == bindparam("at_key"))
)
_ENTITY_LINKS = Prepared(
    select(entities.c.key, entities.c.type, entities.c.label, relations.c.name)
    .join_from(documents, links, links.c.document == documents.c.id)
    .join(entities, entities.c.id == links.c.entity)
    .join(relations, relations.c.id == links.c.relation)
    .where(documents.c.slug == bindparam("at_slug"))
    .order_by(relations.c.name, entities.c.sort_label, entities.c.key)
)
_RELATED = Prepared(
    select(relation_counts.c.relation, relation_counts.c.documents)
    .join_from(entities, relation_counts, relation_counts.c.entity == entities.c.id)
    .where(entities.c.key == bindparam("at_key"))
    .order_by(relation_counts.c.relation)
)
_CHANGES = Prepared(
    select(
        changes.c.seq, changes.c.kind, changes.c.slug, changes.c.version, changes.c.release,
        releases.c.stamp, changes.c.reason, changes.c.successor,
    )
    .join_from(changes, releases, releases.c.number == changes.c.release)
    .where(changes.c.seq > bindparam("after"))
    .order_by(changes.c.seq)
    .limit(bindparam("most"))
)
_LAST_CHANGE = Prepared(select(func.coalesce(func.max(changes.c.seq), 0)))
_SOURCE_COLUMNS = (
    documents.c.source, documents.c.slug, documents.c.state, documents.c.file_digest,
    documents.c.input_digest, documents.c.content_digest, documents.c.lists,
)
_SOURCE = Prepared(select(*_SOURCE_COLUMNS).where(documents.c.source == bindparam("at_source")))
_STATE = Prepared(
    select(slugs.c.source, *_SOURCE_COLUMNS[1:])
    .join_from(documents, slugs, slugs.c.slug == documents.c.slug)
    .where(documents.c.slug == bindparam("at_slug"))
)
_SOURCES = Prepared(
    select(*_SOURCE_COLUMNS)
    .where(
        documents.c.source >= bindparam("first"),
        documents.c.source < bindparam("beyond"),
    )
    .order_by(documents.c.source)
    .limit(_BATCH)
)
_BY_FILE = Prepared(
    select(*_SOURCE_COLUMNS)
    .where(documents.c.file_digest == bindparam("digest"), documents.c.source.is_not(None))
    .order_by(documents.c.source)
)
_SLUG = Prepared(select(slugs.c.source, slugs.c.current).where(slugs.c.slug == bindparam("at_slug")))
_SLUGS = Prepared(
    select(slugs.c.slug, slugs.c.source, slugs.c.current)
    .where(slugs.c.slug > bindparam("after"))
    .order_by(slugs.c.slug)
    .limit(_BATCH)
)
_OWN_OF_DOCUMENTS = Prepared(
    select(documents.c.id, versions.c.page_text, versions.c.own, _created.c.stamp, _modified.c.stamp)
    .join_from(documents, versions, is_present())
    .join(_created, _created.c.number == documents.c.created_in)
    .join(_modified, _modified.c.number == documents.c.modified_in)
    .where(is_live(documents), documents.c.id > bindparam("after"))
    .order_by(documents.c.id)
    .limit(_BATCH)
)
_OWN_OF_ENTITIES = Prepared(
    select(entities.c.id, entity_versions.c.own)
    .join_from(
        entities, entity_versions,
        and_(entity_versions.c.entity == entities.c.id, entity_versions.c.version == entities.c.version),
    )
    .where(is_live(entities), entities.c.id > bindparam("after"))
    .order_by(entities.c.id)
    .limit(_BATCH)
)


class RecordReader:
    """Answers about single things. Safe to use from several threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    # ── releases ────────────────────────────────────────────────────────────────────────────────────
    def current_release(self) -> Release | None:
        """Return the release that is served, or None before the first."""
        row = self._one(_RELEASE)
        return None if row is None else Release(*row)

    def release_number(self) -> int:
        """Return the number of the release that is served, 0 before the first."""
        row = self._one(_NUMBER)
        return 0 if row is None else row[0] or 0

    def releases(self) -> tuple[Release, ...]:
        """Return all releases, the newest first."""
        return tuple(Release(*row) for row in self._all(_RELEASES))

    # ── documents ───────────────────────────────────────────────────────────────────────────────────
    def find_document(self, slug: str) -> StoredDocument | None:
        """Return a document or its tombstone; None where the slug was never published."""
        row = self._one(_DOCUMENT, at_slug=slug)
        if row is None:
            return None
        document = _document(row)
        if document.state == "live":
            return document
        return document._replace(packed_text=b"", packed_tree=b"", packed_own=b"", packed_cards=b"")

    def find_tree(self, slug: str) -> StoredTree | None:
        """Return the framed JSON-LD of a live document and no more, or None: the answer that is asked for most.

        One statement says of which release it is, so nobody needs a snapshot for it.
        """
        row = self._one(_TREE, at_slug=slug)
        if row is None:
            return None
        packed, page, created, modified, genre, release = row
        made_of = b"\0".join((packed, b"" if is_alone(packed) else page, created.encode(), modified.encode()))
        plain, start = inflate_tree(packed, page)
        return StoredTree(stamped(plain, created, modified, start), modified, genre, release, made_of)

    def find_version(self, slug: str, version: int) -> StoredDocument | None:
        """Return a document as one of its versions described it; ``modified`` is that version's stamp.

        None where there is no such version, and of a document that was purged.
        """
        row = self._one(_OLD_DOCUMENT, at_slug=slug, at_version=version)
        if row is None or not row[19]:  # purged
            return None
        listing, _, _ = unpack_extra(row[19], row[15])
        return _document(row[:19])._replace(state="live", listing=listing, reason="", successor="")

    def find_version_row(self, slug: str, version: int) -> DocumentRow | None:
        """Return a version as it was given to the catalogue, so that it can be released again; None as above."""
        row = self._one(_OLD_ROW, at_slug=slug, at_version=version)
        if row is None or not row[10]:  # purged
            return None
        listing, found, words = unpack_extra(row[10], row[5])
        identity, references = unpack_citing(row[10], row[5])
        tree, own, cards = (inflate_beside(each, row[5]) for each in row[6:9])
        evidence = unpack_evidence(row[9], row[5], row[7])
        return DocumentRow(
            slug=row[0], source=row[1], input_digest=row[2], content_digest=row[3], file_digest=row[4],
            tree=tree, own=own, cards=cards, evidence=evidence, page_text=inflate(row[5]).decode(),
            listing=listing, links=found, search=words, identity=identity, references=references, lists=row[11],
        )

    def versions(self, slug: str) -> tuple[Version, ...]:
        """Return all versions of a document, the oldest first."""
        return tuple(Version(*row) for row in self._all(_VERSIONS, at_slug=slug))

    def find_redirect(self, slug: str) -> str | None:
        """Return the slug that took the place of this one, or None."""
        row = self._one(_REDIRECT, at_slug=slug)
        return None if row is None else str(row[0])

    def find_evidence(self, slug: str) -> bytes | None:
        """Return the evidence of a live document as JSON, or None."""
        row = self._one(_EVIDENCE, at_slug=slug)
        return None if row is None else unpack_evidence(row[1], row[0], row[2])

    def find_page_text(self, slug: str) -> str | None:
        """Return the page a live document was read from, or None."""
        row = self._one(_PAGE_TEXT, at_slug=slug)
        return None if row is None else inflate(row[0]).decode()

    def entity_links(self, slug: str) -> tuple[EntityLink, ...]:
        """Return the entities a live document is linked to, by relation and name."""
        return tuple(EntityLink(*row) for row in self._all(_ENTITY_LINKS, at_slug=slug))

    # ── entities ────────────────────────────────────────────────────────────────────────────────────
    def find_entity(self, key: str) -> StoredEntity | None:
        """Return an entity, gone or not; None where the key was never published."""
        row = self._one(_ENTITY, at_key=key)
        if row is None:
            return None
        entity = StoredEntity(*row)
        if entity.state == "live":
            return entity
        return entity._replace(packed_own=b"", packed_tree=b"", packed_cards=b"")

    def related_counts(self, key: str) -> dict[str, int]:
        """Return in how many documents an entity stands, for each relation."""
        return {row[0]: row[1] for row in self._all(_RELATED, at_key=key)}

    # ── the change log, sources, slugs ──────────────────────────────────────────────────────────────
    def changes(self, after: int = 0, limit: int = 1_000) -> tuple[Change, ...]:
        """Return the entries of the change log that follow the entry ``after``, oldest first."""
        return tuple(Change(*row) for row in self._all(_CHANGES, after=min(after, _LARGEST), most=max(limit, 0)))

    def last_change(self) -> int:
        """Return the number of the newest entry of the change log, 0 where there is none."""
        row = self._one(_LAST_CHANGE)
        return 0 if row is None else int(row[0])

    def find_source(self, source: str) -> SourceState | None:
        """Return what is known of one source, or None."""
        row = self._one(_SOURCE, at_source=source)
        return None if row is None else SourceState(*row)

    def find_state(self, slug: str) -> SourceState | None:
        """Return what is known of the source a document is read from, by its slug; None for one never published."""
        row = self._one(_STATE, at_slug=slug)
        return None if row is None else SourceState(*row)

    def sources(self, prefix: str = "") -> Iterator[SourceState]:
        """Yield what is known of all sources whose key begins so, in order of their keys."""
        first = prefix
        while rows := self._all(_SOURCES, first=first, beyond=prefix + chr(sys.maxunicode)):
            yield from (SourceState(*row) for row in rows)
            first = rows[-1][0] + "\0"  # the next text there can be

    def sources_of_file(self, file_digest: str) -> tuple[SourceState, ...]:
        """Return the sources whose file had these bytes: where one of them is gone, a new file is a move."""
        return tuple(SourceState(*row) for row in self._all(_BY_FILE, digest=file_digest))

    def find_slug(self, slug: str) -> tuple[str, str] | None:
        """Return the source a slug belongs to and the slug that is current for it, or None."""
        row = self._one(_SLUG, at_slug=slug)
        return None if row is None else (row[0], row[1])

    def slug_register(self) -> Iterator[tuple[str, str, str]]:
        """Yield every slug ever published, its source, and the slug that is current for it."""
        yield from ((slug, source, current) for slug, source, current in self._through(_SLUGS, ""))

    # ── everything ──────────────────────────────────────────────────────────────────────────────────
    def ntriples(self) -> Iterator[bytes]:
        """Yield the own triples of all live documents and entities: what the SPARQL store holds.

        Ask inside a snapshot: it is read in stretches.
        """
        yield from self.own(unfold)

    def turtle(self) -> Iterator[bytes]:
        """Yield the same as Turtle: half as long, and read by an engine in two thirds of the time."""
        yield from self.own(as_turtle)

    def own(self, told: Told) -> Iterator[bytes]:
        """Yield the same, written by ``told`` where it lies folded; what does not is N-Triples."""
        for _, page, own, created, modified in self._through(_OWN_OF_DOCUMENTS):
            yield stamped(inflate_beside(own, page, told=told), created, modified)
        for _, own in self._through(_OWN_OF_ENTITIES):
            yield inflate(own, told=told)

    def _one(self, statement: Prepared, **values: object) -> Row | None:
        with self._connections.cursor() as cursor:
            return statement.one(cursor, **values)

    def _all(self, statement: Prepared, **values: object) -> list[Row]:
        with self._connections.cursor() as cursor:
            return statement.all(cursor, **values)

    def _through(self, statement: Prepared, start: int | str = 0, **values: object) -> Iterator[Row]:
        return in_stretches(lambda after: self._all(statement, after=after, **values), start)


def _document(row: Row) -> StoredDocument:
    return StoredDocument(
        slug=row[0], version=row[1], state=row[2], created=row[3], modified=row[4], digest=row[5],
        listing=Listing(*row[6:13]), reason=row[13], successor=row[14],
        packed_text=row[15], packed_tree=row[16], packed_own=row[17], packed_cards=row[18],
    )
