"""Selections (floor 3): from filters to the documents they leave, in order, as one statement.

The entity with the fewest documents leads: its links lie in order of date, so the first page of a hub costs
no more than that of a hermit. Everything else is a condition on what it yields. A statement depends on the
*shape* of the filters only (which of them are given), so that it is built and compiled once for each shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, exists, select

from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Filters
from fonds.catalogue.tables import documents, entities, links

_LAST_YEAR = 9_998
"""Beyond it no document is dated: 9999 is where undated ones sort."""

_ENTITY = Prepared(
    select(entities.c.id, entities.c.documents).where(
        entities.c.key == bindparam("at_key"), entities.c.state == "live"
    )
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which filters are given. ``leader``: whether an entity leads, in any relation or in one.

    ``others``: for each further entity, whether it is asked for in one relation.
    """

    genre: bool = False
    year: bool = False
    archive: bool = False
    relation: bool = False
    leader: Literal["none", "any", "one"] = "none"
    others: tuple[bool, ...] = ()

    def select(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the statement for some columns of ``documents``, unordered; one document is one row."""
        return select(*columns).select_from(self._source()).where(*self._conditions())

    def in_order(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the statement for some columns, by date and slug."""
        first = documents.c.sort_key if self.leader == "none" else _lead(self.leader).c.sort_key
        return self.select(*columns).order_by(first, documents.c.slug)

    def _source(self) -> FromClause:
        if self.leader == "none":
            return documents
        lead = _lead(self.leader)
        return lead.join(documents, documents.c.id == lead.c.document)

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = [documents.c.state == "live"]
        if self.genre:
            conditions.append(documents.c.genre == bindparam("genre_is"))
        if self.archive:
            conditions.append(documents.c.archive == bindparam("archive_is"))
        if self.year:
            conditions.append(documents.c.sort_key.between(bindparam("first_day"), bindparam("last_day")))
        if self.relation:
            of_document = links.c.document == documents.c.id
            conditions.append(exists().where(of_document, links.c.relation == bindparam("relation_is")))
        conditions += [_also(number, related) for number, related in enumerate(self.others)]
        return conditions


@dataclass(frozen=True, slots=True)
class Selection:
    """A shape, and the values of its parameters."""

    shape: Shape
    values: Mapping[str, Any]


def find_selection(cursor: Any, filters: Filters) -> Selection | None:
    """Return the selection, or None where a filter names an entity nobody speaks of."""
    wanted: list[tuple[int, int, str]] = []
    for key in (filters.agent, filters.place, filters.event):
        if key:
            found = _ENTITY.one(cursor, at_key=key)
            if found is None:
                return None
            narrowed = not filters.agent or key == filters.agent
            wanted.append((found[1], found[0], filters.relation if narrowed else ""))
    if filters.year is not None and abs(filters.year) > _LAST_YEAR:
        return None
    wanted.sort()
    values: dict[str, Any] = {"genre_is": filters.genre, "archive_is": filters.archive}
    if filters.year is not None:
        first = filters.year * 10_000
        values |= {"first_day": first, "last_day": first + 9_999}
    leader: Literal["none", "any", "one"] = "none"
    if wanted:
        leader = "one" if wanted[0][2] else "any"
        values |= {"leader": wanted[0][1], "relation_is": wanted[0][2]}
    else:
        values["relation_is"] = filters.relation
    for number, (_, identity, relation) in enumerate(wanted[1:]):
        values |= {f"other_{number}": identity, f"other_relation_{number}": relation}
    shape = Shape(
        genre=bool(filters.genre),
        year=filters.year is not None,
        archive=bool(filters.archive),
        relation=bool(filters.relation) and not wanted,
        leader=leader,
        others=tuple(bool(relation) for _, _, relation in wanted[1:]),
    )
    return Selection(shape, values)


def _leading(leader: Literal["any", "one"]) -> FromClause:
    """Return the links of one entity, once for each document."""
    found = select(links.c.document, links.c.sort_key).where(links.c.entity == bindparam("leader"))
    if leader == "one":
        return found.where(links.c.relation == bindparam("relation_is")).subquery("lead")
    other = links.alias("other")
    is_first = ~exists().where(
        other.c.document == links.c.document,
        other.c.entity == bindparam("leader"),
        other.c.relation < links.c.relation,
    )
    return found.where(is_first).subquery("lead")


_LEADS = {"any": _leading("any"), "one": _leading("one")}


def _lead(leader: str) -> FromClause:
    return _LEADS[leader]


def _also(number: int, related: bool) -> ColumnElement[bool]:
    """Return the condition that a document is linked to one more entity."""
    link = links.alias(f"also_{number}")
    found = exists().where(link.c.document == documents.c.id, link.c.entity == bindparam(f"other_{number}"))
    return found.where(link.c.relation == bindparam(f"other_relation_{number}")) if related else found
