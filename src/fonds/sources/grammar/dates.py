"""Dates in words (floor 3): English forms at their true precision, nothing invented.

Day, month and year in either order ("December 27, 1979", "27 December 1979", "27th of Dec. 1979", ISO), month and
year, or a year alone where the caller expects a date. Numbers only ("3/4/1979") are ambiguous and not read.
"""

import re
from functools import lru_cache

from fonds.record.dates import DateExpression, make_date
from fonds.record.evidence import Span

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
"""The number of a month by the first three letters of its name."""
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w/–-]){form}(?![\w-]|\s?[–/-]\s?(?:\w+\s)?\d)", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}",
        r"(?P<year>1\d{3}|20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)",
        rf"(?<!\d\s){_MONTH},?\s+{_YEAR}",
    )
)
_ANY_YEAR = re.compile(r"1\d{3}|20\d\d")
_ANY_MONTH = re.compile(r"Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|-", re.IGNORECASE)
"""A month, or the hyphen of figures."""
_YEAR_ONLY = re.compile(rf"(?<![\w-]){_YEAR}(?![\w-])")
_MONTH_ISO = re.compile(r"\W*(?P<date>(?:1\d{3}|20\d\d)-(?:0[1-9]|1[0-2]))\W*")
_DATE_WORDS = frozenset(
    """a about after and approximately around at autumn before beginning between by c ca century circa date dated day
    days decade during early end evening fall from half in late later mid middle month morning night no not of on or
    part possibly probably quarter second several spring start summer than the third first through till to until week
    weeks winter year years""".split()
)
_DATE_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_UNDATED = re.compile(r"\W*(?:undated|no date|n\.\s?d\.|date unknown|not dated)\W*", re.IGNORECASE)
_WEEKDAY_NAME = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAY = re.compile(rf"\s*{_WEEKDAY_NAME},?\s+", re.IGNORECASE)
LONGEST_DATE = 60
"""Characters a line that is a date may have."""
MOST_LINES = 1024
"""Lines that are remembered with their date, or with having none."""


def find_dates(page: str, span: Span) -> list[tuple[DateExpression, Span]]:
    """Return every date with at least a month in the span, in the order they stand.

    A range ("27–28 December 1979") gives none: half of it would be another date.

    >>> find_dates("letter of 31 July 1989", Span(0, 22))
    [(DateExpression(year=1989, month=7, day=31), Span(start=10, end=22))]
    """
    if not (_ANY_YEAR.search(page, span.start, span.end) and _ANY_MONTH.search(page, span.start, span.end)):
        return []
    candidates = [
        (date, Span(*match.span()))
        for form in _FORMS
        for match in form.finditer(page, span.start, span.end)
        if (date := _read(match))
    ]
    found: list[tuple[DateExpression, Span]] = []
    for date, place in sorted(candidates, key=lambda pair: (pair[1].start, -pair[1].end)):
        if (not found or found[-1][1].end <= place.start) and not _ends_range(page, place.start, span.start):
            found.append((date, place))
    return found


def _ends_range(page: str, at: int, start: int) -> bool:
    """Whether a figure and a dash stand before a date: it is the end of a range."""
    before = page[max(start, at - 6) : at].rstrip()
    return before[-1:] in ("–", "-", "/") and before[:-1].rstrip()[-1:].isdigit()


def parse_date_line(page: str, span: Span) -> tuple[DateExpression, Span] | None:
    """Return the date a line consists of (a weekday and brackets may stand around it), or None.

    >>> parse_date_line("[November 1967]", Span(0, 15))
    (DateExpression(year=1967, month=11, day=0), Span(start=1, end=14))
    >>> parse_date_line("In 1967 we met", Span(0, 14)) is None
    True
    """
    if span.end - span.start > LONGEST_DATE:
        return None
    found = _remembered(page[max(0, span.start - 1) : span.end], min(span.start, 1))
    if found is None:
        return None
    date, place = found
    by = span.start - min(span.start, 1)
    return date, Span(place.start + by, place.end + by)


@lru_cache(MOST_LINES)
def _remembered(page: str, start: int) -> tuple[DateExpression, Span] | None:
    """Read a line with the character before it: several rules ask what the same line says."""
    span = Span(start, len(page))
    if month := _MONTH_ISO.fullmatch(page, span.start, span.end):
        year, number = month["date"].split("-")
        date = make_date(int(year), int(number))
        return (date, Span(*month.span("date"))) if date else None
    start = span.start
    if weekday := _WEEKDAY.match(page, start, span.end):
        start = weekday.end()
    dates = find_dates(page, Span(start, span.end)) or [
        (date, Span(*match.span()))
        for match in _YEAR_ONLY.finditer(page, start, span.end)
        if (date := make_date(int(match["year"])))
    ]
    if len(dates) != 1:
        return None
    date, place = dates[0]
    around = page[start : place.start] + page[place.end : span.end]
    return (date, place) if not around.strip(" \t[]().,:;") else None


def is_undated(text: str) -> bool:
    """Whether a line says that there is no date.

    >>> is_undated("(undated)"), is_undated("undated letters")
    (True, False)
    """
    return _UNDATED.fullmatch(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether a short line was meant as a date though it is none that can be read.

    A day there never was, figures alone, a season, a range, "about": nothing but words and figures of dates.

    >>> looks_like_date("February 31, 1980"), looks_like_date("27.12.1979"), looks_like_date("circa summer 1968")
    (True, True, True)
    >>> looks_like_date("Letter of May 1980"), looks_like_date("In the Spring")
    (False, False)
    """
    if len(text) > LONGEST_DATE:
        return False
    tokens = _DATE_TOKEN.findall(text.lower())
    known = all(token.isdigit() or token in _DATE_WORDS or _is_calendar_word(token) for token in tokens)
    return known and any(token.isdigit() for token in tokens)


def month_number(word: str) -> int:
    """Return the number of a month by its name or an abbreviation of it, 0 for any other word.

    >>> month_number("Sept"), month_number("Mayor")
    (9, 0)
    """
    known = word[:3].lower() in MONTHS and re.fullmatch(_MONTH, word, re.IGNORECASE) is not None
    return MONTHS[word[:3].lower()] if known else 0


def _is_calendar_word(token: str) -> bool:
    month = month_number(token) > 0
    return month or token in ("s", "st", "nd", "rd", "th") or re.fullmatch(_WEEKDAY_NAME, token) is not None


def _read(match: re.Match[str]) -> DateExpression | None:
    parts = match.groupdict()
    month = parts.get("month") or "0"
    number = int(month) if month.isdigit() else MONTHS[month[:3].lower()]
    return make_date(int(parts["year"]), number, int(parts.get("day") or 0))
