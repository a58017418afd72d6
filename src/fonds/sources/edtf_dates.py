"""EDTF texts → dates (floor 3): what ISO 8601-2:2019 can say and a date of ours can keep.

Dates, intervals, open ends, ``?``, ``~``, ``%``, years with digits left open (``197X``), sets of one (``[1979..1980]``)
and of several dates. Seasons, months or days left open, and sets that mean all members are not read: they would have
to be said in another way.
"""

import re

from fonds.record.dates import DateExpression, parse_iso
from fonds.record.spans import AnyDate, make_span

LONGEST = 120
_ONE = re.compile(r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)(?P<mark>[?~%]?)")
_OPEN_YEAR = re.compile(r"(?P<year>\d{2}(?:\dX|XX))(?P<mark>[?~%]?)")
_MEMBER = re.compile(r"(?P<first>[\d-]*)(?P<range>\.\.)?(?P<last>[\d-]*)")


def parse_edtf(text: str) -> tuple[AnyDate, ...]:
    """Return the dates an EDTF text says: one, or the members of a set; nothing for what is not read.

    >>> [date.edtf for date in parse_edtf("1979-12~/1980")], [date.edtf for date in parse_edtf("[1979-12-27,1980-01]")]
    (['1979-12~/1980~'], ['1979-12-27', '1980-01'])
    >>> [date.edtf for date in parse_edtf("197X")], parse_edtf("1979-21"), parse_edtf("spring")
    (['[1970..1979]'], (), ())
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return ()
    if text.startswith("[") and text.endswith("]"):
        return _set(text[1:-1])
    one = _interval(text) if "/" in text else _single(text)
    return (one,) if one else ()


def _single(text: str) -> AnyDate | None:
    if match := _ONE.fullmatch(text):
        date = parse_iso(match["date"])
        return make_span(date, date, **_doubts(match["mark"])) if date else None
    if match := _OPEN_YEAR.fullmatch(text):
        first, last = (parse_iso(match["year"].replace("X", digit)) for digit in "09")
        return make_span(first, last, choice=True, **_doubts(match["mark"])) if first and last else None
    return None


def _interval(text: str) -> AnyDate | None:
    """Read ``A/B``; an end may be open (``..``) or unknown (nothing). A doubt about one end is one about the span."""
    ends: list[DateExpression | None] = []
    marks = ""
    halves = text.split("/")
    for half in halves:
        match = _ONE.fullmatch(half)
        date = parse_iso(match["date"]) if match else None
        if date is None and half not in ("", ".."):
            return None
        ends.append(date)
        marks += match["mark"] if match else ""
    return make_span(ends[0], ends[1], **_doubts(marks)) if len(halves) == 2 else None


def _set(text: str) -> tuple[AnyDate, ...]:
    found: list[AnyDate] = []
    for member in text.split(","):
        match = _MEMBER.fullmatch(member.strip())
        if match is None:
            return ()
        first, last = (parse_iso(match[end]) if match[end] else None for end in ("first", "last"))
        wrong = (match["first"] and not first) or (match["last"] and not last)
        date = make_span(first, last, choice=True) if match["range"] else first
        if wrong or date is None or (match["last"] and not match["range"]):
            return ()
        found.append(date)
    return tuple(found)


def _doubts(marks: str) -> dict[str, bool]:
    return {
        "uncertain": "?" in marks or "%" in marks,
        "approximate": "~" in marks or "%" in marks,
    }
