"""Rows of a result (floor 5): SPARQL results in JSON → plain values, and which variable plays which part.

What the header does not name is found by its name (``senderName`` goes with ``sender``) and, where names say
nothing, by what the rows hold: numbers, days, addresses. Nothing here knows how anything is drawn.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fonds.canned.view import ROLES, View

_DAY = re.compile(r"\s*-?\d{4,}(-\d\d(-\d\d)?)?(T|Z|[+/~?%.]|\s*$)")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words, and its IRI where it is one. An unbound variable is an empty value."""

    text: str = ""
    iri: str = ""

    @property
    def number(self) -> float | None:
        """The value as a finite number, or None."""
        try:
            found = float(self.text)
        except ValueError:
            return None
        return found if math.isfinite(found) else None

    @property
    def words(self) -> str:
        """What to call it on one line: of an IRI the last part."""
        return " ".join((re.split("[/#]", self.iri.rstrip("/#"))[-1] or self.iri if self.iri else self.text).split())


Row = Mapping[str, Value]
"""Variable → value; what is unbound is missing."""

NOTHING = Value()
"""What an unbound variable has."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A result: the variables in their order, and the rows in theirs."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def values(self, name: str) -> Iterator[Value]:
        """Yield what a variable is bound to, row by row, without the gaps."""
        return (row[name] for row in self.rows if name in row)


def parse_rows(body: bytes) -> Rows:
    """Read SPARQL 1.1 results in JSON (section 3). ASK has no rows: it counts as a result without variables."""
    data = json.loads(body)
    names = tuple(data.get("head", {}).get("vars", ()))
    bindings = data.get("results", {}).get("bindings", ())
    return Rows(names, tuple({name: _value(term) for name, term in row.items()} for row in bindings))


def _value(term: Mapping[str, str]) -> Value:
    text = term.get("value", "")
    return Value(text, text if term.get("type") == "uri" else "")


def find_roles(view: View, rows: Rows) -> dict[str, str]:
    """Return the variable of each part: the one the header names, else one whose name or values fit.

    A part for which nothing fits is missing. One variable plays one part, except that what is drawn may also lead
    somewhere.
    """
    found = {role: variable for role, variable in view.roles if variable in rows.names}
    for role in ROLES[view.type]:
        if role not in found:
            free = [name for name in rows.names if name not in found.values()]
            chosen = _by_name(role, free, found) or _by_values(view.type, role, free, rows)
            if chosen:
                found[role] = chosen
    return found


_NAMES: dict[str, tuple[str, ...]] = {
    "x": ("year", "name", "month", "decade"),
    "y": ("documents", "count", "number", "total"),
    "series": ("series", "kind", "genre"),
    "start": ("earliest", "start", "first", "date"),
    "end": ("latest", "end", "last"),
    "label": ("title", "name", "label"),
    "group": ("group", "relation", "genre"),
    "link": ("document", "link"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "long", "lon", "lng"),
    "size": ("size", "documents", "count", "number"),
    "source": ("source", "sender", "person", "first"),
    "target": ("target", "recipient", "other"),
    "weight": ("weight", "documents", "count", "number"),
    "node": ("node", "document", "unit"),
    "parent": ("parent", "whole", "first"),
    "title": ("title", "name", "label"),
    "text": ("text", "summary", "abstract", "description"),
    "date": ("date", "earliest", "year"),
}
"""Part → names that say it, the surest first."""


def _by_name(role: str, free: list[str], found: Mapping[str, str]) -> str:
    if role in ("sourceLabel", "targetLabel"):
        stem = found.get(role.removesuffix("Label"), "")
        wanted: tuple[str, ...] = tuple(f"{stem}{end}" for end in ("Label", "Name", "Title"))
        if role == "sourceLabel":
            wanted += ("name",)
    else:
        wanted = _NAMES.get(role, ())
    return next((name for name in wanted if name in free), "")


def _by_values(kind: str, role: str, free: list[str], rows: Rows) -> str:
    """Return the first free variable whose values can play the part; only for parts nothing can be drawn without."""
    fits = _FITTING.get((kind, role))
    if fits is None:
        return ""
    for name in free:
        values = list(rows.values(name))
        if values and all(fits(value) for value in values):
            return name
    return ""


def _is_day(value: Value) -> bool:
    return bool(_DAY.match(value.text))


_FITTING: dict[tuple[str, str], Callable[[Value], bool]] = {
    ("bar", "x"): lambda value: not value.iri,
    ("bar", "y"): lambda value: value.number is not None,
    ("bar", "link"): lambda value: bool(value.iri),
    ("timeline", "start"): _is_day,
    ("timeline", "label"): lambda value: not value.iri and not _is_day(value),
    ("timeline", "link"): lambda value: bool(value.iri),
    ("map", "label"): lambda value: not value.iri and value.number is None,
    ("map", "link"): lambda value: bool(value.iri),
    ("network", "source"): lambda value: bool(value.iri),
    ("network", "target"): lambda value: bool(value.iri),
    ("network", "weight"): lambda value: value.number is not None,
    ("tree", "node"): lambda value: bool(value.iri),
    ("tree", "parent"): lambda value: bool(value.iri),
    ("tree", "label"): lambda value: not value.iri,
    ("cards", "title"): lambda value: not value.iri,
    ("cards", "link"): lambda value: bool(value.iri),
}
"""Type and part → whether a value can play it."""
