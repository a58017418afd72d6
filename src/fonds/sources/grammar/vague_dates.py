"""Dates said loosely (floor 3): "circa 1950", "27–28 October 1962", "between May and June 1950", "the 1960s".

A line is cut into words and figures; what doubts a date or bounds it stands before it. A range takes what its first
half leaves out from its second half. Nothing is made more exact than it is: "early 1968" and "summer 1968" are 1968.
Figures alone ("3/4/1979") stay unread.
"""

import re
from dataclasses import dataclass

from fonds.record.dates import DateExpression, make_date
from fonds.record.evidence import Span
from fonds.record.spans import AnyDate, make_span
from fonds.sources.grammar.dates import LONGEST_DATE, MONTHS, month_number, parse_date_line
from fonds.sources.grammar.names import INVISIBLE, phrase
from fonds.sources.local_dates import months_in_english

_UNDATED = re.compile(r"[\s(\[]*(?:undated|not\s+dated|no\s+date|n\.\s?d\.)[\s)\],.;:–—-]*", re.IGNORECASE)
_EDGES = " \t\u00a0[](){}.,:;" + INVISIBLE
_CLOCK = (
    r"(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:[ap]\.?\s?m\b\.?|h(?:ou)?rs?\b\.?|h\b))?"
    r"|\d{1,2}\s?[ap]\.?\s?m\b\.?|noon\b|midnight\b)"
    r"(?:\s+(?:[A-Z]\w+\s+time|GMT|UTC|EST|EDT))?"
)
_OLD_STYLE = r"O\.?\s?S\b|old\s+style|julian"
"""Remarks by which the date is another one than its words."""
_REMARK = re.compile(
    rf"(?:\s*[(\[](?!\s*(?:{_OLD_STYLE}))[^()\[\]\d]{{3,60}}[)\]]|[,\s–—]\s*(?:-\s+)?{_CLOCK})\s*\Z", re.IGNORECASE
)
_CLOCK_FIRST = re.compile(rf"{_CLOCK},?\s+(?=\w)", re.IGNORECASE)
"""The time of the day beside a date, and a remark behind it: "(exact date unknown)", "(Gregorian)"."""
_DOUBT = re.compile(r"[\s\[(]*\?[\s\])]*\Z")
_ABOUT = re.compile(r"(?:circa|ca\b\.?|c\.|approximately|approx\b\.?|around|(?:on\s+or\s+)?about)\s*", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:probably|possibly|presumably|perhaps|likely)\s+", re.IGNORECASE)
_LEAD = re.compile(r"(?:dated?|the|sometime(?:\s+in)?)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"(?:before|prior\s+to|(?:not?|no)\s+later\s+than|until|by)\s+", re.IGNORECASE)
_AFTER = re.compile(r"(?:after|(?:not?|no)\s+earlier\s+than|since)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?:the\s+)?(?:very\s+)?(?:early|mid|middle|late|beginning|end|first\s+half|second\s+half|spring|summer|autumn"
    r"|fall|winter)(?:\s+of)?(?:\s*-\s*|,?\s+)(?:the\s+)?)",
    re.IGNORECASE,
)
_DECADE = re.compile(r"(?P<decade>1\d|20)(?P<tens>\d)0['’]?s", re.IGNORECASE)
_WIDE_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+(?:to|through|till|until)\s+", re.IGNORECASE)
_HYPHEN = re.compile(r"\s*-\s*")
_STROKE = re.compile(r"\s*/\s*")
_FROM = re.compile(r"from\s+", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<day>\d{1,2})(?:\.\s?|\s|/|-)(?P<month>[IVX]{1,4})(?:\.\s?|\s|/|-)(?P<year>[12]\d{3})(?:\s?r)?\.?")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_INSIDE = re.compile(r"[\[\]]")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)\.?|(?P<figure>\d+)(?:st|nd|rd|th)?\b|(?P<gap>[\s,]+)", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>1\d{3}|20\d\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?")
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun".split()
)


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a range: what it says of day, month and year; 0 where it says nothing."""

    day: int = 0
    month: int = 0
    year: int = 0

    def filled(self, other: "_Half") -> "_Half":
        """Return it with the month and year it leaves out taken from the other side."""
        month = self.month or (other.month if self.day else 0)
        return _Half(self.day, month, self.year or other.year)

    def date(self) -> DateExpression | None:
        """Return the date it is, if the calendar has it."""
        return make_date(self.year, self.month, self.day) if self.year else None


def parse_dating(page: str, span: Span) -> tuple[AnyDate, Span] | None:
    """Return the date, or the span of time, that a line consists of, with the words that say it; else None.

    >>> def said(text): return (found := parse_dating(text, Span(0, len(text)))) and found[0].edtf
    >>> said("circa 1950"), said("27–28 October 1962"), said("[May 1968?]"), said("before May 1950")
    ('1950~', '1962-10-27/1962-10-28', '1968-05?', '[..1950-05]')
    >>> said("(undated) [1967]"), said("between May 1950 and June 1951"), said("3/4/1979"), said("1960s")
    ('1967', '[1950-05..1951-06]', None, '[1960..1969]')
    """
    if span.end - span.start > LONGEST_DATE or not any(map(str.isdigit, span.of(page))):
        return None
    if said := parse_date_line(page, span) or _loose(page, span):
        return said
    bare = _without_remarks(page, span)
    if bare != span and (said := parse_date_line(page, bare) or _loose(page, bare)):
        return said
    words = bare.of(page)
    english = months_in_english(_INSIDE.sub("", words))
    said = parse_dating(english, Span(0, len(english))) if english != words else None
    return (said[0], Span(*_trim(page, bare.start, bare.end))) if said else None


def _without_remarks(page: str, span: Span) -> Span:
    """Leave out what stands around a date and is none: marks nobody sees, the time of the day, a remark in brackets."""
    start, end = span.start, span.end
    while remark := _REMARK.search(page, start, end):
        end = remark.start()
    if clock := _CLOCK_FIRST.match(page, start, end):
        start = clock.end()
    return phrase(page, start, end).span


def _loose(page: str, span: Span) -> tuple[AnyDate, Span] | None:
    """Read a line that is one date with doubts and bounds before it, or two."""
    start, end = span.start, span.end
    if undated := _UNDATED.match(page, start, end):
        start = undated.end()
    start, end = _trim(page, start, end)
    where = Span(start, end)
    uncertain = approximate = False
    if doubt := _DOUBT.search(page, start, end):
        end, uncertain = doubt.start(), True
        start, end = _trim(page, start, end)
    while match := _PERHAPS.match(page, start, end) or _ABOUT.match(page, start, end) or _LEAD.match(page, start, end):
        uncertain = uncertain or match.re is _PERHAPS
        approximate = approximate or match.re is _ABOUT
        start = match.end()
    found = _bounded(page[start:end].strip(_EDGES))
    if found is None:
        return None
    first, last, choice = found
    date = make_span(first, last, choice=choice, uncertain=uncertain, approximate=approximate)
    if where.of(page).count("(") > where.of(page).count(")") and page[where.end : span.end][:1] == ")":
        where = Span(where.start, where.end + 1)
    return (date, where) if date else None


def _trim(page: str, start: int, end: int) -> tuple[int, int]:
    while start < end and page[start] in _EDGES:
        start += 1
    while start < end and page[end - 1] in _EDGES:
        end -= 1
    return start, end


_Ends = tuple[DateExpression | None, DateExpression | None, bool]


def _bounded(text: str) -> _Ends | None:
    """Read "before X", "after X", "between X and Y", a range, or one date or decade."""
    if match := _BEFORE.match(text):
        one = _one(text[match.end() :])
        return (None, one[1], True) if one else None
    if match := _AFTER.match(text):
        one = _one(text[match.end() :])
        return (one[0], None, True) if one else None
    if match := _BETWEEN.match(text):
        halves = _AND.split(text[match.end() :])
        return _range(halves, choice=True) if len(halves) == 2 else None
    if match := _FROM.match(text):
        return _range(_WIDE_DASH.split(text[match.end() :]), choice=False)
    if one := _one(text):
        return (*one, one[0] != one[1])
    if "/" in text:
        ends = _range(_STROKE.split(text), choice=False)
        return ends if ends and _follow(ends[0], ends[1]) else None
    return _range(_WIDE_DASH.split(text), choice=False) or _range(_HYPHEN.split(text), choice=False)


def _follow(first: DateExpression | None, last: DateExpression | None) -> bool:
    """Whether two days or two years follow each other: "3/4 May"; "12/25 March" is one day in two calendars."""
    if first is None or last is None or (first.month and not first.day):
        return False
    if first.day:
        return (last.earliest - first.earliest).days == 1
    return last.year - first.year == 1


def _one(text: str) -> tuple[DateExpression, DateExpression] | None:
    """Read one date, part of one, or a decade: the first and the last date it may be."""
    if part := _PART.match(text):
        text = text[part.end() :]
    if decade := _DECADE.fullmatch(text):
        first = int(decade["decade"] + decade["tens"] + "0")
        return DateExpression(first), DateExpression(first + 9)
    half = _half(text)
    date = half.date() if half else None
    return (date, date) if date else None


def _range(halves: list[str], *, choice: bool) -> _Ends | None:
    if len(halves) != 2:
        return None
    first, last = _half(halves[0]), _half(halves[1])
    if first is None or last is None:
        return None
    if first.year and not (first.month or first.day) and last.day and not (last.month or last.year):
        last = _Half(year=first.year // 100 * 100 + last.day) if last.day > 12 else _Half()
    first, last = first.filled(last), last.filled(first)
    start, end = first.date(), last.date()
    if start is None or end is None or (start.month > 0) != (end.month > 0) or (start.day > 0) != (end.day > 0):
        return None
    return (start, end, choice) if start.earliest <= end.latest else None


def _half(text: str) -> _Half | None:
    """Read the words and figures of one side; None where anything else stands there."""
    text = text.strip(_EDGES)
    if part := _PART.match(text):
        text = text[part.end() :]
    if iso := _ISO.fullmatch(text):
        return _Half(int(iso["day"] or 0), int(iso["month"]), int(iso["year"]))
    if (roman := _ROMAN.fullmatch(text)) and roman["month"] in _ROMANS:
        return _Half(int(roman["day"]), _ROMANS.index(roman["month"]) + 1, int(roman["year"]))
    day = month = year = at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            return None
        at = match.end()
        word, figure = match["word"], match["figure"]
        if word and not month and word.lower()[:3] in MONTHS and (number := month_number(word)):
            month = number
        elif word and word.lower() not in _WEEKDAYS and not (word.lower() == "of" and day):
            return None
        elif figure and len(figure) == 4 and not year and figure[0] in "12":
            year = int(figure)
        elif figure and len(figure) < 3 and not day and int(figure):
            day = int(figure)
        elif figure:
            return None
    return _Half(day, month, year) if day or month or year else None
