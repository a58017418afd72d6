"""Facets (floor 3): what a list of documents can be narrowed to, and how many documents each value leaves.

Those of the whole site come from sums that every release makes anew; those of a narrowed list are counted,
over its first FACETED documents.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Facets, FacetValue
from fonds.catalogue.search import matching
from fonds.catalogue.selection import Selection, Shape
from fonds.catalogue.tables import UNDATED, counters, documents, entities, links

FACETED = 1_000
"""Documents that the facets of a narrowed list are counted over."""

_KINDS = ("agent", "place", "event")
_SUMS = Prepared(
    select(counters.c.value, func.coalesce(entities.c.label, ""), counters.c.documents)
    .join_from(counters, entities, entities.c.key == counters.c.value, isouter=True)
    .where(counters.c.facet == bindparam("facet_is"))
    .order_by(counters.c.documents.desc(), counters.c.value)
    .limit(bindparam("most"))
)
_HEAVIEST = Prepared(
    select(entities.c.key, entities.c.label, entities.c.documents)
    .where(entities.c.state == "live", entities.c.kind == bindparam("kind_is"))
    .order_by(entities.c.documents.desc(), entities.c.id)
    .limit(bindparam("most"))
)
_LABEL = Prepared(select(entities.c.label).where(entities.c.key == bindparam("at_key")))


def all_facets(cursor: Any, limit: int) -> Facets:
    """Return the facets of all documents."""
    values: dict[str, Any] = {}
    for facet in ("genre", "year", "archive"):
        rows = _SUMS.all(cursor, facet_is=facet, most=limit)
        values[facet] = tuple(FacetValue(*row) for row in rows)
    for kind in _KINDS:
        rows = _HEAVIEST.all(cursor, kind_is=kind, most=limit)
        values[kind] = tuple(FacetValue(*row) for row in rows)
    return Facets(**values)


def facets_of(cursor: Any, selection: Selection, words: str, limit: int) -> Facets:
    """Return the facets of a selection, or of those of its documents that have the words."""
    parameters = {**selection.values, "words": words, "chosen_most": FACETED}
    counts: dict[str, dict[str, int]] = {"genre": {}, "year": {}, "archive": {}}
    rows = _plain(selection.shape, bool(words)).all(cursor, **parameters)
    for genre, key, archive in rows:
        for facet, value in (("genre", genre), ("year", year_of(key)), ("archive", archive)):
            if value:
                counts[facet][value] = counts[facet].get(value, 0) + 1
    values: dict[str, Any] = {
        facet: tuple(FacetValue(value, "", number) for value, number in _most(found, limit))
        for facet, found in counts.items()
    }
    values["archive"] = tuple(
        replace(archive, label=_label(cursor, archive.value)) for archive in values["archive"]
    )
    named: dict[str, list[FacetValue]] = {kind: [] for kind in _KINDS}
    for kind, *value in _linked(selection.shape, bool(words)).all(cursor, **parameters):
        if len(named[kind]) < limit:
            named[kind].append(FacetValue(*value))
    return Facets(**values, **{k: tuple(v) for k, v in named.items()}, capped=len(rows) >= FACETED)


@cache
def _plain(shape: Shape, with_words: bool) -> Prepared:
    columns = (documents.c.genre, documents.c.sort_key, documents.c.archive)
    return Prepared(_chosen(shape, with_words, *columns))


@cache
def _linked(shape: Shape, with_words: bool) -> Prepared:
    some = _chosen(shape, with_words, documents.c.id).cte("chosen")
    counted = (
        select(links.c.entity, func.count(links.c.document.distinct()).label("number"))
        .join_from(some, links, links.c.document == some.c.id)
        .group_by(links.c.entity)
        .cte("counted")
    )
    return Prepared(
        select(entities.c.kind, entities.c.key, entities.c.label, counted.c.number)
        .join_from(counted, entities, entities.c.id == counted.c.entity)
        .where(or_(*(entities.c.kind == kind for kind in _KINDS)))
        .order_by(counted.c.number.desc(), entities.c.key)
    )


def _chosen(shape: Shape, with_words: bool, *columns: Any) -> Select[Any]:
    most: Any = bindparam("chosen_most")
    if not with_words:
        few = shape.first(most).subquery("few")
        return select(*columns).join_from(few, documents, documents.c.id == few.c.document)
    index, condition = matching(documents.c.id, titles=False)
    return shape.among(*columns).join_from(index, documents, condition).limit(most)


def _label(cursor: Any, key: str) -> str:
    row = _LABEL.one(cursor, at_key=key)
    return "" if row is None else str(row[0])


def _most(found: dict[str, int], limit: int) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:limit]


def year_of(key: int) -> str:
    """Return the year of a sort key, empty for an undated document.

    >>> year_of(19890907), year_of(99999999)
    ('1989', '')
    """
    return "" if key == UNDATED else str(key // 10_000)
