"""Lines of a record of a talk (floor 3): "Date of conversation: 25 September 1979", "Date and Time: Nov. 3, 1972 10:15".

A line that says only "Date:" leaves open whose date it is; the caller knows what the page records.
"""

import re

from fonds.record.evidence import Found, Span, normalised
from fonds.record.spans import AnyDate
from fonds.sources.grammar.dates import find_dates

_DATE = re.compile(
    r"(?:(?P<talk>(?:date|day|time)(?:\s+and\s+(?:time|place|hour))?\s+of\s+(?:the\s+)?(?:conversations?|talks?|meetings?"
    r"|discussions?|interview|session|reception|call|visit|audience|plenum|negotiations?)|(?:the\s+)?(?:conversation|meeting"
    r"|talk|session)\s+(?:was\s+held|took\s+place|date)(?:\s+on)?)|date(?:\s+and\s+(?:time|place|hour))?)\s*[:–-]?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\s,;:.()\[\]–—-]|\d{1,2}(?:[:.]\d{2})?(?=\D|\Z)|[ap]\.?m\b\.?|at\b|to\b|until\b|from\b|hours?\b|hrs?\b|noon\b"
    r"|o['’]clock\b|local\s+time\b)*+"
)
_WEEKDAY = re.compile(r"\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?,?\s*", re.IGNORECASE)


def find_date_line(page: str, line: Span) -> tuple[bool, Found[AnyDate]] | None:
    """Read a line that says when: whether its words speak of a talk, and the date.

    >>> of_talk, date = find_date_line("Date of conversation: 25 September 1979, 10:30 a.m.", Span(0, 51))
    >>> of_talk, date.value.iso
    (True, '1979-09-25')
    >>> find_date_line("Date: unknown", Span(0, 13)) is None
    True
    """
    match = _DATE.match(page, line.start, line.end)
    if not match or (not match["talk"] and not re.search(r"[:–-]", match[0])):
        return None
    dates = find_dates(page, Span(match.end(), line.end))
    if len(dates) != 1:
        return None
    date, where = dates[0]
    if _WEEKDAY.fullmatch(page, match.end(), where.start) is None:
        return None
    if _AFTER.fullmatch(page, where.end, line.end) is None:
        return None
    return match["talk"] is not None, Found(date, normalised("date-of-talk" if match["talk"] else "date-label", where))
