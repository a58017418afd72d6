"""Extended dates (floor 2): the level an EDTF text belongs to (ISO 8601-2:2019), judged by a library."""

import warnings
from collections.abc import Callable
from functools import cache

_LEVEL_0 = frozenset({"Date", "DateAndTime", "Interval"})
_LEVEL_1 = frozenset({"Unspecified", "UncertainOrApproximate", "LongYear", "Season"})


def edtf_level(text: str) -> int | None:
    """Return the lowest level whose syntax a text has, None for text that is no EDTF.

    >>> edtf_level("1979-12"), edtf_level("1989-03~/1989-09-02"), edtf_level("[1979,1980]"), edtf_level("in spring")
    (0, 1, 2, None)
    """
    parse, failure = _library()
    try:
        name = type(parse(text)).__name__
    except failure:
        return None
    if name in _LEVEL_0:
        return 0
    return 1 if name.startswith("Level1") or name in _LEVEL_1 else 2


@cache
def _library() -> tuple[Callable[[str], object], type[Exception]]:
    """Return the library's parser and its exception; its grammar makes pyparsing warn when it is first loaded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import edtf
    return edtf.parse_edtf, edtf.EDTFParseException
