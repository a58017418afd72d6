"""Dates in descriptions (floor 3): the coded forms of W3CDTF, ISO 8601 and EDTF, and the few ways words say the same.

A code is what an attribute or an encoded element holds; words are what a cataloguer wrote. What is neither is no date:
the caller tells of it. Nothing is made more precise; an interval of just one year or month is that year or month.
"""

import calendar
import re

from fonds.record.dates import DateExpression, make_date, parse_iso
from fonds.record.evidence import Span
from fonds.record.spans import AnyDate, DateSpan, make_span
from fonds.sources.grammar.dates import is_undated, parse_date_line
from fonds.sources.grammar.vague_dates import parse_dating
from fonds.sources.local_dates import in_english

LONGEST = 80
"""Characters a date may have."""
_OPEN = frozenset({"", "..", "open", "9999", "uuuu"})
_CODE = re.compile(
    r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{8})(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"(?P<mark>[?~%]?)"
)
_UNSPECIFIED = re.compile(r"(?P<known>\d{2,3})[XxUu]{1,2}(?P<mark>[?~%]?)")
_ZERO = re.compile(r"(?:-(?:00|[XxUu]{2})){1,2}(?=[?~%]?\Z)")
"""A month or a day that is left open: as old programs write it, and in EDTF."""
_CIRCA = re.compile(
    r"\W{0,3}(?:circa|cca|ca|c|approximately|approx|about|around|um|gegen|vers|environ|około|ok|kolem|около|прибл)\b"
    r"[.\s]*", re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\W{0,3}(?:possibly|probably|presumably|perhaps|wahrscheinlich|vermutlich|wohl|probablement|peut-être|вероятно)\b[,\s]*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?:between|zwischen|entre|между)\s+(?P<first>\S.{0,40}?)\s+(?:and|und|et|и)\s+(?P<last>\S.{0,40})", re.IGNORECASE
)
_YEARS = re.compile(r"(?P<first>\d{4})\s?[–—/-]\s?(?P<last>\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"\d{4},?\s+[^\W\d_]{3,}")
"""As American finding aids write dates (DACS, chapter 2.4): "1962 May 5", "1962 May 5-June 2"."""
_RANGE = re.compile(r"\s+(?:–|—|-|/|to|until|bis|à|au|до)\s+|\s?[–—]\s?", re.IGNORECASE)
_DECADE = re.compile(r"(?:the\s+)?(?P<known>\d{3})0(?:s|'s|’s|er|er Jahre)", re.IGNORECASE)
_UNDATED = frozenset(
    """undated|no date|not dated|date unknown|unknown|n d|s d|o d|o dat|ohne datum|undatiert|sans date|non daté|sin fecha
    |senza data|bez daty|b d|без даты|б д|unbekannt|s a|o j""".replace("\n", "").replace("    ", "").split("|")
)


def parse_coded(text: str) -> AnyDate | None:
    """Return the date of a code: W3CDTF, ISO 8601 (intervals too), or the simpler forms of EDTF.

    >>> parse_coded("1911-04-02/1911-05").edtf, parse_coded("19110402").edtf, parse_coded("1911?").edtf
    ('1911-04-02/1911-05', '1911-04-02', '1911?')
    >>> parse_coded("1984-01-01 / 1984-12-31").edtf, parse_coded("1911/..").edtf, parse_coded("191X").edtf
    ('1984', '1911/..', '[1910..1919]')
    >>> parse_coded("1911-04-XX?").edtf, parse_coded("1911-00-00").edtf
    ('1911-04?', '1911')
    >>> parse_coded("spring 1911") is None
    True
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        return None
    if words.startswith("[") and words.endswith("]") and words.count("..") == 1:
        first, _, last = words[1:-1].partition("..")
        return _interval(first, last, choice=True)
    first, slash, last = words.partition("/")
    if slash:
        return _interval(first, last)
    if match := _UNSPECIFIED.fullmatch(words):
        return _unspecified(match)
    return _one(words)


def parse_written(text: str) -> AnyDate | None:
    """Return the date that words say: a code, or a date in words with its doubts; None where they say none.

    >>> parse_written("ca. 12 May 1962").edtf, parse_written("1911-1915").edtf, parse_written("[1911?]").edtf
    ('1962-05-12~', '1911/1915', '1911?')
    >>> parse_written("between 1911 and 1914").edtf, parse_written("May 1911 – July 1912").edtf
    ('[1911..1914]', '1911-05/1912-07')
    >>> parse_written("12. März 1923").edtf, parse_written("vers le 5 mars 1906") is None, parse_written("05.03.1971").edtf
    ('1923-03-12', True, '1971-03-05')
    >>> parse_written("1962 May 5").edtf, parse_written("ca. 1962 May 5-1963 June 2").edtf
    ('1962-05-05', '1962-05-05~/1963-06-02~')
    >>> parse_written("summer of 1911") is None
    True
    """
    words = " ".join(text.split()).strip()
    if not words or len(words) > LONGEST:
        return None
    if (coded := parse_coded(words)) is not None:
        return coded
    words, uncertain = _without(_DOUBT, in_english(words).strip("[]()").strip())
    words, approximate = _without(_CIRCA, words)
    uncertain = uncertain or "?" in words
    words = words.replace("?", "").strip("[](). ")
    found = _worded(words)
    if found is None or not (uncertain or approximate):
        return found
    if isinstance(found, DateExpression):
        return make_span(found, found, uncertain=uncertain, approximate=approximate)
    return make_span(
        found.first, found.last, choice=found.choice, uncertain=found.uncertain or uncertain,
        approximate=found.approximate or approximate,
    )


def says_undated(text: str) -> bool:
    """Whether words say that there is no date.

    >>> says_undated("[s.d.]"), says_undated("ohne Datum"), says_undated("1911")
    (True, True, False)
    """
    folded = re.sub(r"[\W_]+", " ", text.lower()).strip()
    return is_undated(text) or folded in _UNDATED


def _without(pattern: re.Pattern[str], words: str) -> tuple[str, bool]:
    match = pattern.match(words)
    return (words[match.end() :], True) if match else (words, False)


def _worded(words: str) -> AnyDate | None:
    if _YEAR_FIRST.match(words) and (said := parse_dating(words, Span(0, len(words)))):
        return said[0]
    if match := _YEARS.fullmatch(words):
        last = match["last"] if len(match["last"]) == 4 else match["first"][:2] + match["last"]
        return make_span(make_date(int(match["first"])), make_date(int(last))) if last > match["first"] else None
    if match := _BETWEEN.fullmatch(words):
        return _bounded(match["first"], match["last"], choice=True)
    if match := _DECADE.fullmatch(words):
        return _of_years(int(match["known"]) * 10, 10)
    if (single := _worded_one(words)) is not None:
        return single
    ends = _RANGE.split(words)
    return _bounded(*ends) if len(ends) == 2 else None


def _worded_one(words: str) -> DateExpression | None:
    if (coded := _one(words)) is not None:
        return coded if isinstance(coded, DateExpression) else None
    found = parse_date_line(words, Span(0, len(words)))
    return found[0] if found else None


def _bounded(first: str, last: str, *, choice: bool = False) -> AnyDate | None:
    ends = _worded_one(first.strip()), _worded_one(last.strip())
    return make_span(*ends, choice=choice) if all(ends) else None


def _interval(first: str, last: str, *, choice: bool = False) -> AnyDate | None:
    """Return an interval; an end that is written but is no date makes the whole none."""
    first, last = first.strip(), last.strip()
    ends: list[DateExpression | None] = []
    uncertain = approximate = False
    for words in (first, _completed(last, first)):
        end = _one(words) if words.lower() not in _OPEN else None
        if end is None and words.lower() not in _OPEN:
            return None
        if isinstance(end, DateSpan):
            uncertain, approximate = uncertain or end.uncertain, approximate or end.approximate
            end = end.first
        ends.append(end)
    return make_span(*_widened(ends[0], ends[1]), choice=choice, uncertain=uncertain, approximate=approximate)


def _completed(last: str, first: str) -> str:
    """Return the end of an interval with what it shares with the beginning (ISO 8601: "1911-04-02/05")."""
    if re.fullmatch(r"\d{2}", last) and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", first):
        return first[:-2] + last
    return last


def _widened(
    first: DateExpression | None, last: DateExpression | None
) -> tuple[DateExpression | None, DateExpression | None]:
    """Return whole years for an interval from the first to the last day of years; months likewise."""
    if not first or not last or not first.day or not last.day or first.day != 1:
        return first, last
    if (first.month, last.month, last.day) == (1, 12, 31):
        return DateExpression(first.year), DateExpression(last.year)
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        return DateExpression(first.year, first.month), DateExpression(last.year, last.month)
    return first, last


def _one(words: str) -> AnyDate | None:
    match = _CODE.fullmatch(_ZERO.sub("", words))
    if not match:
        return None
    code = match["date"]
    date = parse_iso(f"{code[:4]}-{code[4:6]}-{code[6:]}" if len(code) == 8 and "-" not in code else code)
    mark = match["mark"]
    return make_span(date, date, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%")) if date and mark else date


def _unspecified(match: re.Match[str]) -> AnyDate | None:
    known, mark = match["known"], match["mark"]
    if len(known) + len(match[0].removesuffix(mark)[len(known) :]) != 4:
        return None
    width = 10 ** (4 - len(known))
    return _of_years(int(known) * width, width, uncertain=mark in ("?", "%"), approximate=mark in ("~", "%"))


def _of_years(first: int, width: int, *, uncertain: bool = False, approximate: bool = False) -> AnyDate | None:
    """Return some time within ``width`` years from ``first`` on."""
    ends = make_date(first), make_date(first + width - 1)
    return make_span(*ends, choice=True, uncertain=uncertain, approximate=approximate) if all(ends) else None
