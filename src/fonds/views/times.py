"""Times (floor 5): a date as data have it → the days it may mean, first and last.

Years, months, days, moments (their day counts) and EDTF's spans, sets, masks (``198X``) and marks of
doubt. Years before 1 and after 9999 are not read: no archive's letters lie there, and a time line that reached them
would show nothing else.
"""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d[\dX]{3})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T\S*|Z|[+-]\d\d:\d\d)?[~?%]?")

_BETWEEN = re.compile(r"\s*(?:/|,|\.\.)\s*")


def parse_days(text: str) -> tuple[int, int] | None:
    """Return the first and the last day a date may mean (``date.toordinal``), or None for no date.

    >>> low, high = parse_days("1979-12")
    >>> date.fromordinal(low).isoformat(), date.fromordinal(high).isoformat()
    ('1979-12-01', '1979-12-31')
    >>> parse_days("198X") == (parse_days("1980")[0], parse_days("1989")[1])
    True
    >>> parse_days("soon") is None
    True
    """
    found = [_days(part) for part in _BETWEEN.split(text.strip().strip("[]{}"))]
    known = [days for days in found if days is not None]
    if len(known) < len(found) or known != sorted(known):
        return None
    return known[0][0], max(last for _, last in known)


def _days(text: str) -> tuple[int, int] | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    months = (1, 12) if month in (None, "XX") or low != high else (int(month), int(month))
    try:
        if day in (None, "XX") or months[0] != months[1]:
            last = date(high, months[1], monthrange(high, months[1])[1])
            return date(max(low, 1), months[0], 1).toordinal(), last.toordinal()
        exact = date(low, months[0], int(day)).toordinal()
    except ValueError:
        return None
    return exact, exact
