"""When a document was made, in the grammars that formats have for it (floor 5).

The tree states dates in EDTF (ISO 8601-2). W3CDTF (the W3C's note of 1997: YYYY, YYYY-MM, YYYY-MM-DD) can say none of an
EDTF date's doubts; so what is uncertain, open or one of several days is given in W3CDTF only as far as all it can mean
agrees: "one day of May 1952" is 1952-05, "1 May 1952?" is nothing.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from fonds.crosswalks.nodes import Node, date, edtf, first

_DAY = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_W3CDTF = re.compile(_DAY)
_SPAN = re.compile(rf"({_DAY}|\.\.)/({_DAY}|\.\.)")
_RANGE = re.compile(rf"\[({_DAY})?\.\.({_DAY})?\]")
_ONE_OF = re.compile(rf"\[{_DAY}(?:,{_DAY})+\]")
_DOUBT = frozenset("?~%")
_OPEN = ("", "")


@dataclass(frozen=True, slots=True)
class Dating:
    """A date. ``edtf`` is what is stated, empty where nothing is; everything else follows from it.

    ``exact`` is the date in W3CDTF where it is one, and nothing is doubtful; ``certain`` the most that W3CDTF can truly
    say (a year for a day somewhere in it); ``span`` first and last day of a time that the document was made *in the course
    of*; ``bounds`` the first and the last date that is possible; either end of both may be empty; ``doubtful`` where the
    source says that it may be otherwise.
    """

    edtf: str
    exact: str = ""
    certain: str = ""
    span: tuple[str, str] = _OPEN
    bounds: tuple[str, str] = _OPEN
    doubtful: bool = False

    @property
    def interval(self) -> str:
        """The exact date, or the span as ISO 8601 writes it; else what is certain (DCMI Metadata Terms, ``date``)."""
        whole = all(self.span) and not self.doubtful
        return self.exact or ("/".join(self.span) if whole else self.certain)

    @property
    def note(self) -> str:
        """What has to be said in words, since W3CDTF cannot say it; empty where nothing is lost.

        >>> dating_of("1952-05-01?").note, dating_of("1952").note
        ('Date as far as it is known, in EDTF: 1952-05-01?', '')
        """
        return f"Date as far as it is known, in EDTF: {self.edtf}" if self.edtf and self.edtf != self.interval else ""

    @property
    def year(self) -> str:
        """The year, where it is certain."""
        return (self.exact or self.certain)[:4]


def dating(tree: Node) -> Dating:
    """Return when a document was made, or sent where only that is stated."""
    found = dating_of(edtf(tree) or date(tree, "dateCreated", "created", "dateSent"))
    if found.edtf and found.bounds == _OPEN:
        return replace(found, bounds=(first(tree, "earliest"), first(tree, "latest")))
    return found


def sent(tree: Node) -> Dating:
    """Return when a letter was sent: as stated, or else when it was written, as letter indexes count it."""
    stated = date(tree, "dateSent")
    return dating_of(stated) if stated else dating(tree)


def received(tree: Node) -> Dating:
    """Return when a letter was received."""
    return dating_of(date(tree, "dateReceived") or first(tree, *(f"dateReceivedLevel{level}" for level in range(3))))


@lru_cache(maxsize=4_096)
def dating_of(text: str) -> Dating:
    """Return what an EDTF date says.

    >>> dating_of("[1952-05-02..1952-05-30]").certain, dating_of("[1952..]").certain
    ('1952-05', '')
    >>> dating_of("1952-05/1953").interval, dating_of("1952-05-01?").interval, dating_of("1952/..").interval
    ('1952-05/1953', '', '')
    >>> dating_of("1952/..").bounds, dating_of("1952-21").exact
    (('1952', ''), '')
    """
    if _W3CDTF.fullmatch(text):
        return Dating(text, exact=text, certain=text, bounds=(text, text))
    if match := _SPAN.fullmatch(text):
        ends = (match[1].strip("."), match[2].strip("."))
        return Dating(text, certain=_shared(*ends), span=ends, bounds=ends)
    if match := _RANGE.fullmatch(text):
        start, end = match[1] or "", match[2] or ""
        return Dating(text, certain=_shared(start, end), bounds=(start, end))
    if _ONE_OF.fullmatch(text):
        days = text[1:-1].split(",")
        return Dating(text, certain=_shared(*days), bounds=(min(days), max(days)))
    if _DOUBT & set(text):
        sure = dating_of(text.translate({ord(mark): "" for mark in _DOUBT}))
        return Dating(text, span=sure.span, bounds=sure.bounds, doubtful=True) if sure.bounds != _OPEN else Dating(text)
    return Dating(text)


def _shared(*dates: str) -> str:
    """Return the year and month, or the year, that all dates have.

    >>> _shared("1952-05-02", "1952-06"), _shared("1952-05", "1952-05-31"), _shared("1952", "1953")
    ('1952', '1952-05', '')
    """
    for length in (7, 4):
        if len({each[:length] for each in dates}) == 1 and len(dates[0]) >= length:
            return dates[0][:length]
    return ""
