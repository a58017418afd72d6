"""Dates in words (floor 7), at the precision they are stated in, never more."""

import re
from functools import lru_cache

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)
_ISO = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
_SET = re.compile(r"([\[{])(.*)[\]}]")
_RANGE = re.compile(r"\[([^,\[\]]*)\.\.([^,\[\]]*)\]")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_MARKS = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


@lru_cache(maxsize=1_024)
def date_words(text: str) -> str:
    """Return an xsd date, month or year, or an EDTF date, as people write it; as it is where no rule fits.

    >>> date_words("1979-12-27"), date_words("1978-04"), date_words("1999")
    ('27 December 1979', 'April 1978', '1999')
    >>> date_words("[1989-09-02,1989-09-07]"), date_words("1989-03~/1989-09-02")
    ('2 September 1989 or 7 September 1989', 'about March 1989 – 2 September 1989')
    >>> date_words("198X"), date_words("1985?")
    ('1980s', 'perhaps 1985')
    >>> date_words("[1898-10-30..1898-10-31]"), date_words("[1898..]"), date_words("1898-10-30/..")
    ('between 30 October 1898 and 31 October 1898', '1898 or later', 'from 30 October 1898')
    """
    if match := _RANGE.fullmatch(text):
        return _between(match[1], match[2])
    if match := _SET.fullmatch(text):
        joint = " or " if match[1] == "[" else " and "
        return joint.join(date_words(f"[{part}]" if ".." in part else part) for part in match[2].split(","))
    if "/" in text:
        start, _, end = text.partition("/")
        if start == ".." or end == "..":
            return f"from {date_words(start)}" if end == ".." else f"until {date_words(end)}"
        return f"{_open(start)} – {_open(end)}"
    if text[-1:] in _MARKS:
        return _MARKS[text[-1]] + date_words(text[:-1])
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}0s"
    if match := _CENTURY.fullmatch(text):
        return f"{match[1]}00–{match[1]}99"
    return _plain(text)


def year_of(text: str) -> str:
    """Return the year of an xsd date, or an empty text.

    >>> year_of("1979-12-27"), year_of("")
    ('1979', '')
    """
    match = _ISO.fullmatch(text)
    return match[1] if match else ""


def _plain(text: str) -> str:
    match = _ISO.fullmatch(text)
    if not match or not 0 <= int(match[2] or 0) <= 12:
        return text
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    parts = (str(day) if day else "", MONTHS[month - 1] if month else "", year)
    return " ".join(part for part in parts if part)


def _between(start: str, end: str) -> str:
    if not start or not end:
        return f"{date_words(start)} or later" if start else f"{date_words(end)} or earlier"
    return f"between {date_words(start)} and {date_words(end)}"


def _open(text: str) -> str:
    return {"": "unknown", "..": "open"}.get(text) or date_words(text)
