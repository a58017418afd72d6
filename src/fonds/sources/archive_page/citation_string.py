"""How a page asks to be cited (floor 3): “TITLE,” DATE, COLLECTION, REFERENCE. CREDIT. ADDRESS

::

    "Letter from A to B," May 05, 1962, History and Public Policy Program Digital Archive, RGANI, f. 5, op. 30,
    d. 12. Translated by C. D. http://digitalarchive.example.org/document/110000

The title may hold quotes and commas of its own: it ends at the first closing quote behind which a date or the name of
a collection stands. What follows these, up to the address, is the reference with the translator's credit.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Span
from fonds.sources.grammar.dates import is_undated
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.vague_dates import parse_dating

_OPEN = re.compile(r"[\"“”«„]")
_CLOSE = re.compile(r"[\"”“»]")
_ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+|\b[\w.-]+\.(?:org|edu|gov|net|com)/\S+", re.IGNORECASE)
_COLLECTION = re.compile(
    r"\b(?:digital|online|virtual|electronic)\s+(?:archives?|library|collections?|repository)\b"
    r"|\b(?:program|project|center|centre)\b[^,]*\barchives?\b",
    re.IGNORECASE,
)
LONGEST = 3_000
"""Characters a citation may have."""
LONGEST_TITLE = 800
LONGEST_COLLECTION = 160
MOST_QUOTES = 24
"""Closing quotes that are tried for the end of the title."""


@dataclass(frozen=True, slots=True)
class CitationString:
    """The parts of a citation, each where it stands; ``whole`` includes the address."""

    whole: Span
    title: Span | None = None
    date: Span | None = None
    collection: Span | None = None
    reference: Span | None = None
    address: Span | None = None


def opens_citation(text: str) -> bool:
    """Whether words begin as a citation does: with a quote.

    >>> opens_citation('"Letter from A to B," May 05, 1962'), opens_citation("Letter")
    (True, False)
    """
    return _OPEN.match(text) is not None


def parse_citation_string(page: str, span: Span) -> CitationString | None:
    """Read a citation; None where the words have not its form: a quoted title, then a date or a collection.

    >>> page = '"Note, Embassy in Seoul," May 05, 1962, Example Digital Archive, MOL, Box 3. http://a.org/1'
    >>> found = parse_citation_string(page, Span(0, len(page)))
    >>> [part.of(page) for part in (found.title, found.date, found.collection, found.reference)]
    ['Note, Embassy in Seoul', 'May 05, 1962', 'Example Digital Archive', 'MOL, Box 3.']
    """
    if span.end - span.start > LONGEST or not opens_citation(page[span.start : span.start + 1]):
        return None
    address = _ADDRESS.search(page, span.start, span.end)
    end = address.start() if address else span.end
    for title_end, after in _title_ends(page, Span(span.start, end)):
        start = _skip(page, after, end)
        date = _date(page, start, end)
        rest = _skip(page, date.end, end) if date else start
        collection = _collection(page, rest, end)
        if date or collection:
            rest = _skip(page, collection.end, end) if collection else rest
            return CitationString(
                whole=phrase(page, span.start, address.end() if address else end).span,
                title=_bare(page, span.start + 1, title_end),
                date=date, collection=collection, reference=_bare(page, rest, end),
                address=_address(page, address) if address else None,
            )
    return None


def _title_ends(page: str, span: Span) -> list[tuple[int, int]]:
    """Return where a title may end, and where what follows it begins: "…," or "…",."""
    found: list[tuple[int, int]] = []
    for quote in _CLOSE.finditer(page, span.start + 1, min(span.end, span.start + LONGEST_TITLE)):
        before = page[quote.start() - 1]
        if before in ",." or page[quote.end() : quote.end() + 1] in (",", "."):
            found.append((quote.start() - (before == ","), quote.end()))
        elif before in "'’?!":
            found.append((quote.start(), quote.end()))
        if len(found) == MOST_QUOTES:
            break
    return found


def _skip(page: str, at: int, end: int) -> int:
    while at < end and (page[at].isspace() or page[at] in ",.;"):
        at += 1
    return at


def _date(page: str, start: int, end: int) -> Span | None:
    """Return the date that begins here: up to the second comma, else up to the first one."""
    stops: list[int] = []
    at = start
    while len(stops) < 2 and (at := page.find(",", at, min(end, start + 80))) >= 0:
        stops.append(at)
        at += 1
    for stop in reversed(stops or [min(end, start + 80)]):
        words = phrase(page, start, stop).span
        if words.start < words.end and (parse_dating(page, words) or is_undated(words.of(page))):
            return words
    return None


def _collection(page: str, start: int, end: int) -> Span | None:
    stop = page.find(",", start, min(end, start + LONGEST_COLLECTION))
    words = _bare(page, start, stop if stop >= 0 else min(end, start + LONGEST_COLLECTION))
    return words if words and _COLLECTION.search(words.of(page)) else None


def _bare(page: str, start: int, end: int) -> Span | None:
    words = phrase(page, start, end).span
    return words if any(char.isalnum() for char in words.of(page)) else None


def _address(page: str, match: re.Match[str]) -> Span:
    words = match[0].rstrip(".,;)>]\"'”")
    return Span(match.start(), match.start() + len(words))
