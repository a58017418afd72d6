"""Facets (floor 3): what a list of documents can be narrowed to, and how many documents each value leaves.

Those of the whole site come from sums that every release makes anew; those of a narrowed list are counted,
over its first FACETED documents.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import bindparam, func, select

from fonds.catalogue.naming import KINDS, count_named
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Facets, FacetValue
from fonds.catalogue.selection import Selection, Shape
from fonds.catalogue.tables import UNDATED, counters, documents, entities

FACETED = 1_000
"""Documents that the facets of a narrowed list are counted over."""

TOLD = (documents.c.sort_key, documents.c.genre, documents.c.archive, *(documents.c[name] for name in KINDS.values()))
"""What facets have to be told of a document."""

Columns = Sequence[Sequence[Any]]
"""The same of many documents, by column."""

NOTHING: Columns = [()] * len(TOLD)

_NAMES = "SELECT e.id, e.key, e.label FROM json_each(?) n CROSS JOIN entities e ON e.id = n.value"
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
    values: dict[str, tuple[FacetValue, ...]] = {
        facet: tuple(FacetValue(value, "", number) for value, number in _most(found, limit))
        for facet, found in (("genre", Counter(genres)), ("year", _years(keys)), ("archive", Counter(archives)))
    }
    values["archive"] = tuple(
        archive._replace(label=_label(cursor, archive.value)) for archive in values["archive"]
    )
    for kind, columns in zip(KINDS, named, strict=True):
        values[kind] = _most_named(cursor, count_named(columns), limit)
    return Facets(**values, capped=len(keys) >= FACETED)


def first_documents(cursor: Any, selection: Selection) -> Columns:
    """Return what facets are told of the first documents of a list."""
    rows = _first(selection.shape).all(cursor, **selection.values, chosen_most=FACETED)
    return list(zip(*rows, strict=True)) if rows else NOTHING


@cache
def _first(shape: Shape) -> Prepared:
    few = shape.first(bindparam("chosen_most")).subquery("few")
    return Prepared(select(*TOLD).join_from(few, documents, documents.c.id == few.c.document))


def _most_named(cursor: Any, found: Counter[int], limit: int) -> tuple[FacetValue, ...]:
    """Return the entities that stand in most documents, those of one number in order of their keys."""
    if not found or limit < 1:
        return ()
    least = nlargest(limit, found.values())[-1]
    numbers = json.dumps([number for number, times in found.items() if times >= least])
    rows = cursor.execute(_NAMES, (numbers,)).fetchall()
    values = (FacetValue(key, label, found[number]) for number, key, label in rows)
    return tuple(sorted(values, key=lambda each: (-each.documents, each.value))[:limit])


def _label(cursor: Any, key: str) -> str:
    row = _LABEL.one(cursor, at_key=key)
    return "" if row is None else str(row[0])


def _most(found: Counter[str], limit: int) -> list[tuple[str, int]]:
    given = ((value, number) for value, number in found.items() if value)
    return sorted(given, key=lambda item: (-item[1], item[0]))[:limit]


def _years(keys: Iterable[int]) -> Counter[str]:
    """Return how many sort keys lie in each year; undated documents lie in none.

    >>> _years([19890907, 99999999, 19890101, -439685])
    Counter({'1989': 2, '-44': 1})
    """
    found = Counter(key // 10_000 for key in keys)
    return Counter({str(year): number for year, number in found.items() if year != UNDATED // 10_000})
