"""Citations among documents (floor 3): who bears a mark, who seeks it, and which held documents cite which.

What a mark means is the mapper's business; here it is a number that two documents share, so that a document that
comes, changes or goes finds those that cite it in an index and never by looking at all.
"""

from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from fonds.catalogue.compression import inflate, pack
from fonds.catalogue.packing import PackedDocument
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import Identity, ListedDocument, Listing, Page
from fonds.catalogue.tables import BORNE, SOUGHT, citations, documents, identities, marks, sort_key

_LARGEST = 2**62
_DESCRIBE = Prepared(insert(identities), "document", "described")
_MARK = Prepared(insert(marks), "mark", "side", "document")
_CITE = Prepared(insert(citations), "target", "document", "relation", "sort_key")
_CLEAR = tuple(
    Prepared(delete(table).where(table.c.document == bindparam("at_id"))) for table in (identities, marks, citations)
)
_FORGET = _CLEAR[:2]
_DESCRIBED = Prepared(select(identities.c.described).where(identities.c.document == bindparam("at_id")))

_IDENTITY = Prepared(
    select(documents.c.id, identities.c.described)
    .join_from(documents, identities, identities.c.document == documents.c.id)
    .where(documents.c.slug == bindparam("at_slug"))
)
_MARKS = Prepared(
    select(marks.c.mark, marks.c.side).where(marks.c.document == bindparam("at_id")).order_by(marks.c.mark)
)
_BEARING = Prepared(
    select(documents.c.slug, identities.c.described)
    .join_from(marks, documents, documents.c.id == marks.c.document)
    .join(identities, identities.c.document == documents.c.id)
    .where(marks.c.mark == bindparam("at_mark"), marks.c.side == BORNE)
    .limit(bindparam("most"))
)
_SEEKING = Prepared(
    select(documents.c.slug)
    .join_from(marks, documents, documents.c.id == marks.c.document)
    .where(marks.c.mark == bindparam("at_mark"), marks.c.side == SOUGHT)
)
_ANY_SOUGHT = Prepared(select(marks.c.mark).where(marks.c.side == SOUGHT).limit(1))
_CITED_BY = Prepared(
    select(
        documents.c.id, documents.c.slug, documents.c.label, documents.c.genre, documents.c.date,
        documents.c.earliest, documents.c.latest, documents.c.archive, documents.c.summary,
    )
    .distinct()
    .join_from(citations, documents, documents.c.id == citations.c.document)
    .where(citations.c.target == bindparam("at_slug"))
    .order_by(citations.c.sort_key, documents.c.slug)
    .offset(bindparam("skip"))
    .limit(bindparam("most"))
)
_HOW = Prepared(
    select(citations.c.relation)
    .where(citations.c.target == bindparam("at_slug"), citations.c.document == bindparam("at_id"))
    .order_by(citations.c.relation)
)
_NUMBER_CITING = Prepared(
    select(func.count(citations.c.document.distinct())).where(citations.c.target == bindparam("at_slug"))
)


def _described(packed: bytes) -> str:
    return inflate(packed).decode()


class CitationWriter:
    """Writes what documents are known by and what they cite, inside a release."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def write(self, document: int, row: PackedDocument) -> None:
        """Write identity, marks and citations of a document that has none yet."""
        self._identify(document, row.identity)
        place = sort_key(row.listing.earliest)
        found = dict.fromkeys((each.slug, each.relation) for each in row.references)
        _CITE.run_many(
            self._cursor,
            (
                {"target": slug, "document": document, "relation": relation, "sort_key": place}
                for slug, relation in found
            ),
        )

    def keep(self, document: int, row: PackedDocument) -> None:
        """Let a document that says what it said be known by what it is known by now."""
        stored = _DESCRIBED.one(self._cursor, at_id=document)
        if (_described(stored[0]) if stored else "") != row.identity.described:
            for statement in _FORGET:
                statement.run(self._cursor, at_id=document)
            self._identify(document, row.identity)

    def clear(self, document: int) -> None:
        """Take all of it away."""
        for statement in _CLEAR:
            statement.run(self._cursor, at_id=document)

    def _identify(self, document: int, identity: Identity) -> None:
        if not identity.described:
            return
        _DESCRIBE.run(self._cursor, document=document, described=pack(identity.described.encode()))
        sides = {*((mark, BORNE) for mark in identity.marks), *((mark, SOUGHT) for mark in identity.sought)}
        _MARK.run_many(
            self._cursor, ({"mark": mark, "side": side, "document": document} for mark, side in sorted(sides))
        )


class CitationReader(RecordReader):
    """Answers which documents may be cited, and which are."""

    def find_identity(self, slug: str) -> Identity | None:
        """Return what a live document is known by and what it seeks; None where nothing is kept of it."""
        with self._connections.transaction() as cursor:
            row = _IDENTITY.one(cursor, at_slug=slug)
            if row is None:
                return None
            found = _MARKS.all(cursor, at_id=row[0])
        borne, sought = ([mark for mark, each in found if each == side] for side in (BORNE, SOUGHT))
        return Identity(_described(row[1]), tuple(borne), tuple(sought))

    def bearing(self, mark: int, limit: int) -> tuple[tuple[str, str], ...]:
        """Return slug and description of live documents that are known by a mark, in no order."""
        return tuple((slug, _described(described)) for slug, described in self._all(_BEARING, at_mark=mark, most=limit))

    def seeking(self, mark: int) -> tuple[str, ...]:
        """Return the slugs of live documents that cite what is known by a mark, in no order."""
        return tuple(slug for (slug,) in self._all(_SEEKING, at_mark=mark))

    def seeks_anything(self) -> bool:
        """Whether any document cites something that might be held."""
        return self._one(_ANY_SOUGHT) is not None

    def cited_by(self, slug: str, offset: int = 0, limit: int = 50) -> Page[ListedDocument]:
        """Return the documents that cite a held document, by date, each with its relations to it."""
        with self._connections.transaction() as cursor:
            window = {"skip": min(max(offset, 0), _LARGEST), "most": min(max(limit, 0), _LARGEST)}
            rows = _CITED_BY.all(cursor, at_slug=slug, **window)
            how = [_HOW.all(cursor, at_slug=slug, at_id=row[0]) for row in rows]
            total = _NUMBER_CITING.one(cursor, at_slug=slug)
        items = (
            ListedDocument(row[1], Listing(*row[2:]), tuple(name for (name,) in names))
            for row, names in zip(rows, how, strict=True)
        )
        return Page(int(total[0]) if total else 0, tuple(items))
