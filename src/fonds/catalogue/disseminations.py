"""Disseminations (floor 3): documents as OAI-PMH lists them, by set and format, with their fragments.

A list is a window of releases, a set or none, and a format. A document that was in the set, or could be had in the
format, and is no more, stands in the list as gone: who harvested it there must hear of it. One that never could be had
in the format stands in no list of it. See `feeding.py` on the order of documents.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, Text, and_, bindparam, cast, func, or_, select

from fonds.catalogue.feeding import FEW, LARGEST, FeedReader, Span
from fonds.catalogue.fragments import TOGETHER, read_block
from fonds.catalogue.meta import find_meta
from fonds.catalogue.prepared import Prepared, unindexed
from fonds.catalogue.tables import documents, entities, memberships, refusals, releases, sets

_BLOCKS_KEPT = 64
_SPAN: tuple[BindParameter[int], BindParameter[int]] = (bindparam("first"), bindparam("last"))
_SETS = Prepared(
    select(sets.c.id, sets.c.spec, sets.c.entity, func.coalesce(entities.c.label, ""))
    .join_from(sets, entities, entities.c.key == sets.c.entity, isouter=True)
    .where(sets.c.id > bindparam("after"))
    .order_by(sets.c.id)
    .limit(bindparam("most"))
)
_COUNT_SETS = Prepared(select(func.count()).select_from(sets))
_SET = Prepared(select(sets.c.id).where(sets.c.spec == bindparam("at_spec")))
_SPEC = Prepared(select(sets.c.spec).where(sets.c.id == bindparam("at_id")))
_ONE = Prepared(
    select(documents.c.id, documents.c.slug, documents.c.state == "deleted", releases.c.stamp, documents.c.sets)
    .join_from(documents, releases, releases.c.number == documents.c.modified_in)
    .where(documents.c.slug == bindparam("at_slug"))
)
_REFUSED = Prepared(select(refusals.c.format).where(refusals.c.document == bindparam("at_id")))


class Harvested(NamedTuple):
    """A document in a list. ``sets`` are numbers of sets; ``is_gone``: it is to be told as deleted."""

    number: int
    slug: str
    is_gone: int
    stamp: str
    sets: str


class ListedSet(NamedTuple):
    """A set; ``label`` is the name of the entity it is about, empty where it is about none that is described."""

    number: int
    spec: str
    entity: str
    label: str


@dataclass(frozen=True, slots=True)
class Selected:
    """What a list holds. ``set_number`` 0: everything. ``known`` is the last release whose documents may be in it."""

    span: Span
    format: str
    set_number: int = 0
    known: int = LARGEST

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of its statements."""
        return {
            "first": self.span.first, "last": self.span.last, "format_is": self.format, "set_is": self.set_number,
            "known": self.known,
        }


def _chosen(columns: tuple[ColumnElement[Any], ...], *, in_set: bool, few: bool) -> tuple[Select[Any], ColumnElement[Any]]:
    """Return the statement for columns of the documents of a list, and the column of their numbers."""
    refused = and_(refusals.c.document == documents.c.id, refusals.c.format == bindparam("format_is"))
    if in_set:
        number: ColumnElement[Any] = memberships.c.document
        found = select(*columns).join_from(memberships, documents, documents.c.id == memberships.c.document)
        found = found.where(
            memberships.c.set_id == bindparam("set_is"), memberships.c.changed_in.between(*_SPAN),
            memberships.c.joined_in <= bindparam("known"),
        )
    else:
        number = unindexed(documents.c.id) if few else documents.c.id
        modified: ColumnElement[Any] = documents.c.modified_in if few else unindexed(documents.c.modified_in)
        found = select(*columns).select_from(documents).where(
            modified.between(*_SPAN), unindexed(documents.c.created_in) <= bindparam("known")
        )
    found = found.join(refusals, refused, isouter=True)
    return found.where(or_(refusals.c.given.is_(None), refusals.c.given == 1)), number


@cache
def _listing(*, in_set: bool, few: bool) -> Prepared:
    """Return the statement for a stretch of a list."""
    changed = memberships.c.changed_in if in_set else documents.c.modified_in
    is_gone = or_(documents.c.state == "deleted", refusals.c.given == 1, *([memberships.c.has_left == 1] if in_set else []))
    within: ColumnElement[Any] = documents.c.sets
    if in_set:  # one that left it is told of in that set alone
        within = func.iif(memberships.c.has_left == 1, cast(memberships.c.set_id, Text), within)
    columns = (documents.c.id, documents.c.slug, func.coalesce(is_gone, 0), releases.c.stamp, within)
    found, number = _chosen(columns, in_set=in_set, few=few)
    return Prepared(
        found.join(releases, releases.c.number == changed)
        .where(number > bindparam("after"), number <= bindparam("until"))
        .order_by(number)
        .limit(bindparam("most"))
    )


@cache
def _counting(*, in_set: bool) -> Prepared:
    found, _ = _chosen((func.count(),), in_set=in_set, few=False)
    return Prepared(found)


class HarvestReader(FeedReader):
    """Answers harvesters of OAI-PMH. Ask inside a snapshot."""

    def site_word(self, name: str) -> str:
        """Return what was kept of the site: ``facts`` (JSON), ``formats`` (names), ``token_key``; or an empty text."""
        with self._connections.cursor() as cursor:
            return find_meta(cursor, name)

    def sets(self, after: int = 0, most: int = 1_000) -> tuple[ListedSet, ...]:
        """Return the sets there are, in the order in which they came to be."""
        return tuple(ListedSet(*row) for row in self._all(_SETS, after=after, most=most))

    def count_sets(self) -> int:
        """Return how many sets there are."""
        return self._value(_COUNT_SETS) or 0

    def find_set(self, spec: str) -> int | None:
        """Return the number of a set, or None."""
        return self._value(_SET, at_spec=spec)

    def find_spec(self, number: int) -> str:
        """Return the name of a set, empty where there is none."""
        row = self._one(_SPEC, at_id=number)
        return str(row[0]) if row else ""

    def count_harvested(self, selected: Selected) -> int:
        """Return how many documents a list holds."""
        return self._value(_counting(in_set=bool(selected.set_number)), **selected.values) or 0

    def harvested(
        self, selected: Selected, *, after: int = 0, until: int = LARGEST, most: int = 1_000, size: int = LARGEST
    ) -> list[Harvested]:
        """Return a stretch of a list, by the documents' numbers. ``size`` is how many it holds in all, if known."""
        few = not selected.set_number and size * FEW < until
        statement = _listing(in_set=bool(selected.set_number), few=few)
        rows = self._all(statement, after=after, until=until, most=most, **selected.values)
        return list(map(Harvested._make, rows))

    def find_harvested(self, slug: str) -> tuple[Harvested, frozenset[str]] | None:
        """Return a document or its tombstone, and the formats that refuse it; None for a slug never published."""
        row = self._one(_ONE, at_slug=slug)
        if row is None:
            return None
        return Harvested(*row), frozenset(each[0] for each in self._all(_REFUSED, at_id=row[0]))

    def fragments(self, numbers: list[int]) -> list[bytes]:
        """Return the fragments of documents, in the order asked for; those that are not there are empty."""
        blocks: dict[int, list[bytes]] = {}
        found: list[bytes] = []
        with self._connections.cursor() as cursor:
            for number in numbers:
                block, place = divmod(number, TOGETHER)
                if block not in blocks:
                    if len(blocks) >= _BLOCKS_KEPT:
                        blocks.clear()
                    blocks[block] = read_block(cursor, block)
                found.append(blocks[block][place])
        return found
