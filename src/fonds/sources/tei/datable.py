"""Dates of TEI (floor 3): the attributes of att.datable.w3c (TEI P5, 13.4) → a date at its own precision.

``@when`` is a date, ``@from``/``@to`` last, ``@notBefore``/``@notAfter`` are the bounds of one date; ``@cert`` and
``@evidence`` are the editor's doubts: a date of low or medium certainty, or by conjecture, is an uncertain one.
"""

from typing import Any

from fonds.record.dates import DateExpression, parse_iso
from fonds.record.spans import AnyDate, make_span

_DOUBTFUL = frozenset({"low", "medium", "unknown"})
DATING = ("when", "from", "to", "notBefore", "notAfter", "when-iso", "from-iso", "to-iso", "notBefore-iso", "notAfter-iso")
"""Attributes that say when."""
_FORMS = tuple((name, f"{name}-iso") for name in ("when", "from", "to", "notBefore", "notAfter"))


def parse_when(text: str | None) -> DateExpression | None:
    """Return the date of an attribute: a day, month or year; the time of a dateTime is left out.

    >>> parse_when("1963-11-22T12:30:00-06:00"), parse_when("--11-22")
    (DateExpression(year=1963, month=11, day=22), None)
    """
    return parse_iso((text or "").strip().partition("T")[0]) if text else None


def parse_datable(element: Any) -> AnyDate | None:
    """Return what the attributes of a TEI element say of when; None where they say nothing a calendar knows."""
    when, first, last, after, before = [
        parse_when(element.get(name) or element.get(iso)) for name, iso in _FORMS
    ]
    doubtful = is_doubtful(element)
    if when:
        return make_span(when, when, uncertain=doubtful)
    if first or last:
        return make_span(first, last, uncertain=doubtful)
    return make_span(after, before, choice=True, uncertain=doubtful)


def is_doubtful(element: Any) -> bool:
    """Whether the editor doubts what an element says."""
    return element.get("cert") in _DOUBTFUL or element.get("evidence") == "conjecture"


def certainty(element: Any) -> str:
    """Return the editor's own words on how sure it is and why: ``@cert`` and ``@evidence``.

    Written as ``certainty: low; evidence: conjecture``; empty where nothing is said.
    """
    words = (("certainty", element.get("cert")), ("evidence", element.get("evidence")))
    return "; ".join(f"{label}: {word}" for label, word in words if word)
