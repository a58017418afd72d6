"""Facets (floor 3): what a list of documents can be narrowed to, and how many documents each value leaves.

Those of the whole site come from sums that every release makes anew; those of a narrowed list are counted,
over its first FACETED documents.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import bindparam, func, select

from fonds.catalogue.naming import KINDS, count_named
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Facets, FacetValue
from fonds.catalogue.selection import Selection, Shape
from fonds.catalogue.tables import UNDATED, counters, entities, outlines

FACETED = 1_000
"""Documents that the facets of a narrowed list are counted over."""

TOLD = (outlines.c.sort_key, outlines.c.genre, outlines.c.archive, *(outlines.c[name] for name in KINDS.values()))
"""What facets have to be told of a document."""

Columns = Sequence[Sequence[Any]]
"""The same of many documents, by column."""

NOTHING: Columns = [()] * len(TOLD)

_ENTITIES = "SELECT e.id, e.key, e.label FROM json_each(?) n CROSS JOIN entities e ON e.id = n.value"
_TERMS = """
SELECT t.id, t.name, coalesce(e.label, '') FROM json_each(?) n CROSS JOIN terms t ON t.id = n.value
LEFT JOIN entities e ON e.key = t.name
"""
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


def all_facets(cursor: Any, limit: int, named: int) -> Facets:
    """Return the facets of all documents; ``named`` is the limit of those that are entities."""
    values: dict[str, Any] = {}
    for facet in ("genre", "year", "archive"):
        rows = _SUMS.all(cursor, facet_is=facet, most=limit)
        values[facet] = tuple(FacetValue(*row) for row in rows)
    for kind in KINDS:
        rows = _HEAVIEST.all(cursor, kind_is=kind, most=named)
        values[kind] = tuple(FacetValue(*row) for row in rows)
    return Facets(**values)


def facets_of(cursor: Any, told: Columns, limit: int) -> Facets:
    """Return the facets of documents of which TOLD is given, FACETED of them at most."""
    keys, genres, archives, *named = told
    years = (FacetValue(year, "", times) for year, times in _years(keys).items())
    terms = {"genre": Counter(genres), "archive": Counter(archives)}
    for found in terms.values():
        del found[None]  # those that have none
    entities = {kind: count_named(columns) for kind, columns in zip(KINDS, named, strict=True)}
    return Facets(
        year=_most(years, limit), **_values(cursor, _TERMS, terms, limit), **_values(cursor, _ENTITIES, entities, limit),
        capped=len(keys) >= FACETED,
    )


def first_documents(cursor: Any, selection: Selection) -> Columns:
    """Return what facets are told of the first documents of a list."""
    rows = _first(selection.shape).all(cursor, **selection.values, chosen_most=FACETED)
    return list(zip(*rows, strict=True)) if rows else NOTHING


@cache
def _first(shape: Shape) -> Prepared:
    few = shape.first(bindparam("chosen_most")).subquery("few")
    return Prepared(select(*TOLD).join_from(few, outlines, outlines.c.document == few.c.document))


def _values(
    cursor: Any, names: str, found: Mapping[str, Counter[int]], limit: int
) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of some facets, of which it was counted how often each number stands; ``names`` tells what they
    are called, and is asked of those alone that come into question."""
    ahead = {facet: _ahead(numbers, limit) for facet, numbers in found.items()}
    wanted = [number for numbers in ahead.values() for number in numbers]
    rows = cursor.execute(names, (json.dumps(wanted),)) if wanted else ()
    called: dict[int, tuple[str, str]] = {number: (value, label) for number, value, label in rows}
    return {
        facet: _most((FacetValue(*called[number], found[facet][number]) for number in numbers if number in called), limit)
        for facet, numbers in ahead.items()
    }


def _ahead(found: Counter[int], limit: int) -> list[int]:
    """Return the numbers that stand most often; of those that stand equally often, all."""
    if not found or limit < 1:
        return []
    least = nlargest(limit, found.values())[-1]
    return [number for number, times in found.items() if times >= least]


def _most(values: Iterable[FacetValue], limit: int) -> tuple[FacetValue, ...]:
    """Return the values of most documents, those of one number in order."""
    return tuple(sorted(values, key=lambda each: (-each.documents, each.value))[:limit])


def _years(keys: Iterable[int]) -> Counter[str]:
    """Return how many sort keys lie in each year; undated documents lie in none.

    >>> _years([19890907, 99999999, 19890101, -439685])
    Counter({'1989': 2, '-44': 1})
    """
    found = Counter(key // 10_000 for key in keys)
    return Counter({str(year): number for year, number in found.items() if year != UNDATED // 10_000})
