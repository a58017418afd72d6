"""Feeds (floor 3): the change log and the documents as harvesters ask for them, in stretches.

Two orders. Entries of the change log come in the order in which they happened; the last one of a document says what it
is now. Documents come in the order of their numbers, which never change: a list of them that somebody goes through for
hours neither loses nor repeats one, whatever is published meanwhile. A moment becomes a release first, for a release
has one datestamp, later than those before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Table, and_, bindparam, func, select

from fonds.catalogue.compression import inflate_beside
from fonds.catalogue.prepared import Prepared, unindexed
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import Change, FeedItem, State
from fonds.catalogue.tables import UNDATED, changes, documents, entities, entity_versions, releases
from fonds.catalogue.walking import is_live

LARGEST = 2**62
"""Later than every release, more than every number."""

FEW = 20
"""A list shorter than so much of all (one in FEW) is found by its releases, a longer one by walking through all."""

_BATCH = 500
_created = releases.alias("created")
_modified = releases.alias("modified")
_FIRST = Prepared(select(func.min(releases.c.number)).where(releases.c.stamp >= bindparam("moment")))
_LAST = Prepared(select(func.max(releases.c.number)).where(releases.c.stamp <= bindparam("moment")))
_EARLIEST = Prepared(select(func.min(releases.c.stamp)))
_HIGHEST = Prepared(select(func.max(documents.c.id)))
_WITHIN = documents.c.modified_in.between(bindparam("first"), bindparam("last"))
_COUNT = Prepared(select(func.count()).select_from(documents).where(_WITHIN))
_COUNT_STATE = Prepared(
    select(func.count()).select_from(documents).where(documents.c.state == bindparam("state_is"), _WITHIN)
)


def _items(number: ColumnElement[int], modified: ColumnElement[int], *, one_state: bool) -> Prepared:
    """Return the statement for a stretch of documents; what is marked by a plus is found by no index."""
    found = (
        select(
            documents.c.id, documents.c.slug, documents.c.state, documents.c.version, _created.c.stamp,
            _modified.c.stamp, documents.c.reason, documents.c.successor,
        )
        .join_from(documents, _created, _created.c.number == documents.c.created_in)
        .join(_modified, _modified.c.number == documents.c.modified_in)
        .where(
            number > bindparam("after"), number <= bindparam("until"),
            modified.between(bindparam("first"), bindparam("last")),
        )
        .order_by(number)
        .limit(bindparam("most"))
    )
    return Prepared(found.where(unindexed(documents.c.state) == bindparam("state_is")) if one_state else found)


_WALKING, _WALKING_STATE = (
    _items(documents.c.id, unindexed(documents.c.modified_in), one_state=each) for each in (False, True)
)
_SEEKING, _SEEKING_STATE = (
    _items(unindexed(documents.c.id), documents.c.modified_in, one_state=each) for each in (False, True)
)
_ENTRY = (
    changes.c.seq, changes.c.kind, changes.c.slug, changes.c.version, changes.c.release, releases.c.stamp,
    changes.c.reason, changes.c.successor,
)
_BETWEEN = (changes.c.release.between(bindparam("first"), bindparam("last")),)
_IN_ORDER = unindexed(changes.c.release).between(bindparam("first"), bindparam("last"))
_ENTRIES = Prepared(
    select(*_ENTRY)
    .join_from(changes, releases, releases.c.number == changes.c.release)
    .where(changes.c.seq > bindparam("after"), _IN_ORDER)
    .order_by(changes.c.seq)
    .limit(bindparam("most"))
)
_LATEST = Prepared(
    select(*_ENTRY)
    .join_from(changes, releases, releases.c.number == changes.c.release)
    .where(changes.c.seq < bindparam("before"))
    .order_by(changes.c.seq.desc())
    .limit(bindparam("most"))
)
_FIRST_ENTRY = Prepared(select(func.min(changes.c.seq)).where(*_BETWEEN))
_COUNT_ENTRIES = Prepared(select(func.count()).select_from(changes).where(*_BETWEEN))
_LIVE = documents.c.state == "live"
_FIRST_DAY = Prepared(
    select(documents.c.earliest)
    .where(_LIVE, documents.c.sort_key < UNDATED)
    .order_by(documents.c.sort_key, documents.c.slug)
    .limit(1)
)
_LAST_DAY = Prepared(select(func.max(documents.c.latest)).where(_LIVE))
_HIGHEST_ENTITY = Prepared(select(func.max(entities.c.id)))
_ENTITY_ITEMS = Prepared(
    select(entities.c.id, entities.c.key, releases.c.stamp)
    .join_from(entities, releases, releases.c.number == entities.c.modified_in)
    .where(is_live(entities), entities.c.id > bindparam("after"), entities.c.id <= bindparam("until"))
    .order_by(entities.c.id)
)
_FORMER_ENTITIES = Prepared(
    select(entities.c.id, entities.c.key)
    .where(entities.c.state != "live", entities.c.id > bindparam("after"))
    .order_by(entities.c.id)
    .limit(_BATCH)
)
_ENTITY_TREES = Prepared(
    select(entities.c.id, entity_versions.c.tree, entity_versions.c.own)
    .join_from(
        entities, entity_versions,
        and_(entity_versions.c.entity == entities.c.id, entity_versions.c.version == entities.c.version),
    )
    .where(is_live(entities), entities.c.id > bindparam("after"))
    .order_by(entities.c.id)
    .limit(_BATCH)
)



def _newest(table: Table) -> Prepared:
    """Return the statement for the datestamp of the newest change in each stretch of numbers; it reads an index at most."""
    part = ((table.c.id - 1) // bindparam("size")).label("part")
    newest = select(part, func.max(table.c.modified_in).label("newest")).group_by(part).subquery()
    return Prepared(
        select(newest.c.part, releases.c.stamp)
        .join_from(newest, releases, releases.c.number == newest.c.newest)
        .order_by(newest.c.part)
    )


def _one_live(table: Table) -> Prepared:
    found = select(table.c.id).where(table.c.id > bindparam("after"), table.c.id <= bindparam("until"))
    return Prepared(found.where(is_live(table)).limit(1))


_NEWEST = {table.name: _newest(table) for table in (documents, entities)}
_ONE_LIVE = {table.name: _one_live(table) for table in (documents, entities)}


@dataclass(frozen=True, slots=True)
class Span:
    """Releases from ``first`` to ``last``, both among them."""

    first: int = 0
    last: int = LARGEST


class FeedReader(RecordReader):
    """Answers harvesters. Several answers belong together inside one snapshot only."""

    def find_span(self, since: str = "", until: str = "") -> Span | None:
        """Return the releases whose datestamps lie between two (both inclusive; empty: open), or None for none."""
        first = self._value(_FIRST, moment=since) if since else 0
        last = self._value(_LAST, moment=until) if until else LARGEST
        return None if first is None or last is None or first > last else Span(first, last)

    def earliest_stamp(self) -> str:
        """Return the datestamp nothing is older than; empty before the first release."""
        row = self._one(_EARLIEST)
        return str(row[0] or "") if row else ""

    def highest_item(self) -> int:
        """Return the number of the document that came last, 0 where there is none."""
        return self._value(_HIGHEST) or 0

    def count_items(self, span: Span, state: State | None = None) -> int:
        """Return how many documents (tombstones among them) changed last in these releases."""
        statement = _COUNT if state is None else _COUNT_STATE
        return self._value(statement, first=span.first, last=span.last, state_is=state) or 0

    def feed_items(
        self, span: Span, after: int = 0, until: int = LARGEST, most: int = 1_000, *, state: State | None = None,
        few: bool = False,
    ) -> tuple[FeedItem, ...]:
        """Return documents that changed last in these releases, by their numbers, from the one that follows ``after``.

        ``few`` says that there are few among many (see FEW).
        """
        whole, part = (_SEEKING, _SEEKING_STATE) if few else (_WALKING, _WALKING_STATE)
        rows = self._all(
            whole if state is None else part,
            first=span.first, last=span.last, after=after, until=until, most=most, state_is=state,
        )
        return tuple(FeedItem(*row) for row in rows)

    def entries(self, span: Span, after: int = 0, most: int = 1_000) -> tuple[Change, ...]:
        """Return entries of the change log that were made in these releases, the oldest first, after one of them."""
        if not after and span.first:
            after = (self._value(_FIRST_ENTRY, first=span.first, last=span.last) or 1) - 1
        rows = self._all(_ENTRIES, first=span.first, last=span.last, after=after, most=most)
        return tuple(Change(*row) for row in rows)

    def latest_entries(self, before: int = LARGEST, most: int = 1_000) -> tuple[Change, ...]:
        """Return entries of the change log, the newest first, from the one that precedes ``before``."""
        return tuple(Change(*row) for row in self._all(_LATEST, before=before, most=most))

    def count_entries(self, span: Span) -> int:
        """Return how many entries were made in these releases."""
        return self._value(_COUNT_ENTRIES, first=span.first, last=span.last) or 0

    def stretches(self, kind: Literal["documents", "entities"], size: int) -> tuple[tuple[int, str], ...]:
        """Return each stretch of so many numbers (from 1) that has anything live, and when anything in it last changed.

        What was deleted counts as changed: a list of the stretch is another one without it.
        """
        return tuple(
            (part + 1, stamp)
            for part, stamp in self._all(_NEWEST[kind], size=size)
            if self._one(_ONE_LIVE[kind], after=part * size, until=(part + 1) * size)
        )

    def coverage(self) -> tuple[str, str]:
        """Return the earliest and the latest day that a live document may be of, empty where none has a date.

        The latter is looked for in all documents: half a second a million.
        """
        first, last = self._one(_FIRST_DAY), self._one(_LAST_DAY)
        return (str(first[0]) if first else ""), (str(last[0] or "") if last else "")

    def highest_entity(self) -> int:
        """Return the number of the entity that came last, 0 where there is none."""
        return self._value(_HIGHEST_ENTITY) or 0

    def entity_items(self, after: int, until: int) -> tuple[tuple[str, str], ...]:
        """Return key and datestamp of the live entities whose numbers follow ``after``, up to ``until``."""
        return tuple((key, stamp) for _, key, stamp in self._all(_ENTITY_ITEMS, after=after, until=until))

    def former_entities(self) -> Iterator[str]:
        """Yield the keys of entities that were merged into others, or that no document speaks of any more."""
        yield from (key for _, key in self._through(_FORMER_ENTITIES))

    def entity_trees(self) -> Iterator[bytes]:
        """Yield the framed JSON-LD of every live entity, in the order in which they came."""
        yield from (inflate_beside(tree, own) for _, tree, own in self._through(_ENTITY_TREES))

    def _value(self, statement: Prepared, **values: object) -> int | None:
        row = self._one(statement, **values)
        return None if row is None or row[0] is None else int(row[0])
