"""Datelines (floor 3): when and where a document was written or received, by the tags of its datelines.

The attributes of a date say when; its words may say less, or (where they contradict) something else. A dateline
without tags is read by its words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fonds.record.dates import DateExpression
from fonds.record.evidence import Evidence, Found, Span, Status, normalised, stated
from fonds.record.names import Name
from fonds.record.record import Dated
from fonds.record.spans import AnyDate, make_span
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.endings import find_dateline
from fonds.sources.tei.datable import certainty, parse_datable
from fonds.sources.tei.flow import Mark
from fonds.sources.tei.heading import is_withheld, trimmed
from fonds.sources.tei.named import PLACES

_RECEIVED = re.compile(r"\brec(?:eive|['’])?d\b|\brec\.", re.IGNORECASE)
_PARTS = frozenset({"date", *PLACES})
_TRIM = "[]() \t\n"


@dataclass(slots=True)
class Datelines:
    """What the datelines of one document say; ``unread`` are those with a date that nothing could read."""

    dates: list[Dated] = field(default_factory=list)
    place: Found[Name] | None = None
    received: Found[DateExpression] | None = None
    unread: list[Span] = field(default_factory=list)
    used: list[Span] = field(default_factory=list)


def read_datelines(page: str, marks: Iterable[Mark]) -> Datelines:
    """Read the dates and places that stand in datelines, which are marks themselves."""
    found = Datelines()
    inside: dict[int, tuple[Mark, list[Mark]]] = {}
    for mark in marks:
        if mark.inner or mark.start >= mark.end:
            continue
        if mark.name == "dateline":
            inside[id(mark)] = (mark, [])
        elif mark.name in _PARTS and (line := mark.within("dateline")) is not None and id(line) in inside:
            inside[id(line)][1].append(mark)
    for line, parts in inside.values():
        found.used.append(line.span)
        places = [part for part in parts if part.name in PLACES]
        dates = [part for part in parts if part.name == "date"]
        if found.place is None:
            found.place = next((place for each in places if (place := _place(page, each))), None)
        if dates:
            _read_dates(page, line, dates, found)
        elif read := find_dateline(page, line.span):
            _add(found, Dated("dateline", read[0]))
            found.place = found.place or read[1]
    return found


def _read_dates(page: str, line: Mark, marks: list[Mark], found: Datelines) -> None:
    """Read the tagged dates of a dateline: of several that are one statement, the first and the last are its ends."""
    written: list[Found[AnyDate]] = []
    before = line.start
    for mark in marks:
        received = _RECEIVED.search(page, before, mark.start) is not None
        before = mark.end
        value = parse_datable(mark)
        if value is None:
            if any(char.isdigit() for char in page[mark.start : mark.end]):
                _read_words(page, mark, written, found, received=received)
        elif not received:
            written.append(Found(value, _evidence(mark)))
        elif isinstance(value, DateExpression):
            found.received = found.received or Found(value, normalised("received-line", mark.span))
    if not written:
        return
    ends = [written[0].value.earliest, written[-1].value.latest]
    first, last = written[0].value, written[-1].value
    if len(written) > 1 and isinstance(first, DateExpression) and isinstance(last, DateExpression) and all(ends):
        whole = make_span(first, last)
        if whole:
            spans = [each.evidence.spans[0] for each in written]
            _add(found, Dated("dateline", Found(whole, normalised("dateline", *spans))))
            return
    _add(found, Dated("dateline", written[0]))
    _contradicted(page, written[0], found)


def _read_words(page: str, mark: Mark, written: list[Found[AnyDate]], found: Datelines, *, received: bool) -> None:
    """A date without attributes that a calendar knows: by its words, else it is told of."""
    dates = find_dates(page, mark.span)
    if len(dates) != 1:
        found.unread.append(mark.span)
    elif received:
        found.received = found.received or Found(dates[0][0], normalised("received-line", dates[0][1]))
    else:
        written.append(Found(dates[0][0], normalised("dateline", dates[0][1])))


def _contradicted(page: str, tagged: Found[AnyDate], found: Datelines) -> None:
    """Keep the words of a date too, where they name another day than its attributes."""
    dates = find_dates(page, tagged.span)
    if len(dates) != 1 or not isinstance(tagged.value, DateExpression):
        return
    words, span = dates[0]
    if not (words.allows(tagged.value) or tagged.value.allows(words)):
        _add(found, Dated("words", Found(words, stated("dateline-words", span))))


def _add(found: Datelines, dated: Dated) -> None:
    if all(known.date.value != dated.date.value for known in found.dates):
        found.dates.append(dated)


def _evidence(mark: Mark) -> Evidence:
    """The attributes are the same content in another form; editors may say by ``@ana`` how they came to it."""
    said = " ".join(word.rpartition("#")[2].replace("_", " ").replace("-", " ") for word in (mark.get("ana") or "").split())
    doubts = "; ".join(filter(None, (certainty(mark), said)))
    return Evidence(Status.NORMALISED, "dateline", (mark.span,), certainty=doubts)


def _place(page: str, mark: Mark) -> Found[Name] | None:
    """Return the place a tag names; None for words that only say it is withheld."""
    words = trimmed(page, mark.span)
    if is_withheld(words.text):
        return None
    bare = words.text.strip(_TRIM)
    if not any(char.isalpha() for char in bare):
        return None
    start = words.span.start + words.text.index(bare)
    name = Name(trimmed(page, Span(start, start + len(bare))), kind="place")
    return Found(name, stated("dateline", name.phrase.span))
