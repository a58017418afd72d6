"""Selections (floor 3): from filters to the documents they leave, in order, as one statement.

What leaves the fewest documents leads: an entity's links, or the documents of a genre or an archive. All of them lie
in an index in order of date, so the first page of a hub costs no more than that of a hermit. Everything else is a
condition on what the leader yields, written so that the database cannot choose another way: with a million documents
and a few statistics it chooses wrong. Links lead to live documents only, so nothing else is asked of their state.

A statement depends on the *shape* of the filters only (which of them are given), so that it is built and compiled once
for each shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, bindparam, exists, select

from fonds.catalogue.prepared import Prepared, unindexed
from fonds.catalogue.rows import Filters
from fonds.catalogue.tables import counters, documents, entities, links, outlines, relations, terms

_LAST_YEAR = 9_998
"""Beyond it no document is dated: 9999 is where undated ones sort."""

_ENTITY = Prepared(
    select(entities.c.id, entities.c.documents).where(
        entities.c.key == bindparam("at_key"), entities.c.state == "live"
    )
)


_SUM = Prepared(
    select(counters.c.documents).where(
        counters.c.facet == bindparam("facet_is"), counters.c.value == bindparam("value_is")
    )
)

Leader = Literal["all", "genre", "archive", "any", "one"]
"""What leads: all documents, those of a genre or an archive, or the links of an entity in any relation or in one."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which filters are given, and what leads.

    ``others``: for each entity that does not lead, whether it is asked for in one relation.
    """

    genre: bool = False
    year: bool = False
    archive: bool = False
    relation: bool = False
    leader: Leader = "all"
    others: tuple[bool, ...] = ()

    def among(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the statement for some columns of the outlines that something else, joined to it, leads to."""
        conditions = self._conditions(outlines.c.document, outlines.c.sort_key, outlines)
        if self._is_linked:
            conditions.append(_also(outlines.c.document, "leader", "relation_is" if self.leader == "one" else ""))
        return select(*columns).where(*conditions)

    def window(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Return the statement for some columns of a stretch of the list, in order, by ``skip`` and ``most``.

        What is passed over is only counted in an index; of what is shown alone, rows are read.
        """
        few = self._in_order().offset(bindparam("skip")).limit(bindparam("most")).subquery("few")
        place = (few.c.sort_key, few.c.document if self._is_linked else documents.c.slug)
        return select(*columns).join_from(few, documents, documents.c.id == few.c.document).order_by(*place)

    def first(self, most: Any) -> Select[Any]:
        """Return the statement for the numbers of the first documents of the list, as ``document``."""
        return self._in_order().limit(most)

    @property
    def _is_linked(self) -> bool:
        return self.leader in ("any", "one")

    def _in_order(self) -> Select[Any]:
        """Return the statement for number and place: by date; those of one day by slug, or as they were published."""
        if not self._is_linked:
            conditions = self._conditions(documents.c.id, documents.c.sort_key, documents)
            found = select(documents.c.id.label("document"), documents.c.sort_key)
            found = found.where(documents.c.state == "live", *conditions)
            return found.order_by(documents.c.sort_key, documents.c.slug)
        document, place = links.c.document, links.c.sort_key
        found = select(document, place).where(links.c.entity == bindparam("leader"))
        if self.genre or self.archive:
            found = found.join_from(links, outlines, outlines.c.document == unindexed(links.c.document))
        if self.leader == "one":
            found = found.where(links.c.relation == _number(relations, "relation_is"))
        else:  # the links of one document lie side by side in the index
            found = found.group_by(place, document)
        return found.where(*self._conditions(document, place, outlines)).order_by(place, document)

    def _conditions(
        self, document: ColumnElement[Any], place: ColumnElement[Any], described_in: Table
    ) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        for name, given in (("genre", self.genre), ("archive", self.archive)):
            column = described_in.c[name]
            if given and described_in is outlines:
                conditions.append(column == _number(terms, f"{name}_is"))
            elif given:
                conditions.append((column if self.leader == name else unindexed(column)) == bindparam(f"{name}_is"))
        if self.year:
            conditions.append(place.between(bindparam("first_day"), bindparam("last_day")))
        if self.relation:
            link = links.alias("any_link")
            related_so = link.c.relation == _number(relations, "relation_is")
            conditions.append(exists().where(link.c.document == document, related_so))
        for number, related in enumerate(self.others):
            conditions.append(_also(document, f"other_{number}", f"other_relation_{number}" if related else ""))
        return conditions


@dataclass(frozen=True, slots=True)
class Selection:
    """A shape, and the values of its parameters."""

    shape: Shape
    values: Mapping[str, Any]


def find_selection(cursor: Any, filters: Filters) -> Selection | None:
    """Return the selection, or None where a filter names an entity nobody speaks of."""
    wanted = _wanted(cursor, filters)
    if wanted is None or (filters.year is not None and abs(filters.year) > _LAST_YEAR):
        return None
    leader = _leader(cursor, filters, wanted)
    values: dict[str, Any] = {
        "genre_is": filters.genre, "archive_is": filters.archive, "relation_is": filters.relation
    }
    if filters.year is not None:
        first = filters.year * 10_000
        values |= {"first_day": first, "last_day": first + 9_999}
    others = wanted
    if leader in ("any", "one"):
        values |= {"leader": wanted[0].number, "relation_is": wanted[0].relation}
        others = wanted[1:]
    for number, each in enumerate(others):
        values |= {f"other_{number}": each.number, f"other_relation_{number}": each.relation}
    shape = Shape(
        genre=bool(filters.genre),
        year=filters.year is not None,
        archive=bool(filters.archive),
        relation=bool(filters.relation) and not wanted,
        leader=leader,
        others=tuple(bool(each.relation) for each in others),
    )
    return Selection(shape, values)


class _Wanted(NamedTuple):
    """An entity that is asked for; the one with the fewest documents sorts first."""

    documents: int
    number: int
    relation: str


def _wanted(cursor: Any, filters: Filters) -> list[_Wanted] | None:
    """Return the entities asked for, or None where nobody speaks of one of them."""
    wanted: list[_Wanted] = []
    for key in (filters.agent, filters.place, filters.event):
        if key:
            found = _ENTITY.one(cursor, at_key=key)
            if found is None:
                return None
            narrowed = not filters.agent or key == filters.agent
            wanted.append(_Wanted(found[1], found[0], filters.relation if narrowed else ""))
    return sorted(wanted)


def _leader(cursor: Any, filters: Filters, wanted: list[_Wanted]) -> Leader:
    """Return what leaves the fewest documents."""
    sizes: list[tuple[int, Leader]] = []
    if wanted:
        sizes.append((wanted[0].documents, "one" if wanted[0].relation else "any"))
    given: tuple[tuple[Leader, str], ...] = (("genre", filters.genre), ("archive", filters.archive))
    for facet, value in given:
        if value:
            row = _SUM.one(cursor, facet_is=facet, value_is=value)
            sizes.append((row[0] if row else 0, facet))
    return min(sizes)[1] if sizes else "all"


def _also(document: ColumnElement[Any], entity: str, relation: str) -> ColumnElement[bool]:
    """Return the condition that a document is linked to one more entity; both are names of parameters."""
    link = links.alias(f"of_{entity}")
    found = exists().where(link.c.document == document, link.c.entity == bindparam(entity))
    return found.where(link.c.relation == _number(relations, relation)) if relation else found


def _number(table: Table, name: str) -> ScalarSelect[Any]:
    """Return the number of a relation or a term whose name is a parameter; none where no document has any such."""
    return select(table.c.id).where(table.c.name == bindparam(name)).scalar_subquery()
