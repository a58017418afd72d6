"""Facets (floor 3): what a list of documents can be narrowed to, and how many documents each value leaves.

Those of the whole site come from sums that every release makes anew; those of a narrowed list are counted,
over its first FACETED documents.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import bindparam, func, select

from fonds.catalogue.naming import KINDS, count_named
from fonds.catalogue.prepared import Prepared, Row
from fonds.catalogue.rows import Facets, FacetValue
from fonds.catalogue.selection import Selection, Shape
from fonds.catalogue.tables import UNDATED, counters, documents, entities

FACETED = 1_000
"""Documents that the facets of a narrowed list are counted over."""

TOLD = (documents.c.genre, documents.c.sort_key, documents.c.archive, *(documents.c[name] for name in KINDS.values()))
"""What facets have to be told of a document."""

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


def all_facets(cursor: Any, limit: int) -> Facets:
    """Return the facets of all documents."""
    values: dict[str, Any] = {}
    for facet in ("genre", "year", "archive"):
        rows = _SUMS.all(cursor, facet_is=facet, most=limit)
        values[facet] = tuple(FacetValue(*row) for row in rows)
    for kind in KINDS:
        rows = _HEAVIEST.all(cursor, kind_is=kind, most=limit)
        values[kind] = tuple(FacetValue(*row) for row in rows)
    return Facets(**values)


def facets_of(cursor: Any, chosen: Sequence[Row], limit: int) -> Facets:
    """Return the facets of documents of which TOLD is given, FACETED of them at most."""
    genres, keys, archives, *named = zip(*chosen[:FACETED], strict=True) if chosen else ((),) * len(TOLD)
    years = Counter(map(year_of, keys))
    values: dict[str, tuple[FacetValue, ...]] = {
        facet: tuple(FacetValue(value, "", number) for value, number in _most(found, limit))
        for facet, found in (("genre", Counter(genres)), ("year", years), ("archive", Counter(archives)))
    }
    values["archive"] = tuple(
        replace(archive, label=_label(cursor, archive.value)) for archive in values["archive"]
    )
    for kind, columns in zip(KINDS, named, strict=True):
        values[kind] = _most_named(cursor, count_named(columns), limit)
    return Facets(**values, capped=len(chosen) >= FACETED)


def first_documents(cursor: Any, selection: Selection) -> list[Row]:
    """Return what facets count of the first documents of a list."""
    return _first(selection.shape).all(cursor, **selection.values, chosen_most=FACETED)


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


def year_of(key: int) -> str:
    """Return the year of a sort key, empty for an undated document.

    >>> year_of(19890907), year_of(99999999)
    ('1989', '')
    """
    return "" if key == UNDATED else str(key // 10_000)
