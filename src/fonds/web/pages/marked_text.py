"""Text with the words marked that statements rest on (floor 7).

Spans may overlap in any way, and HTML elements may not: so a text is cut wherever a span begins or ends, and
each piece knows all spans it lies in. Offsets are code points of the page as it was read. A span has one
address, on its first piece: ``w-{start}-{end}``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK = re.compile(r"[ \t\r]*\n(?:[ \t\r]*\n)+[ \t\r]*")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the page and the number of the statement that rests on it."""

    start: int
    end: int
    statement: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text inside the same spans. ``anchors`` are the addresses of spans that begin with it."""

    text: str
    statements: tuple[int, ...] = ()
    anchors: tuple[str, ...] = ()


def anchor(start: int, end: int) -> str:
    """Return the address of a span on its page."""
    return f"w-{start}-{end}"


def paragraphs(page: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """Return a stretch of the page as paragraphs, each cut into pieces; blank lines part paragraphs.

    A span that runs over several paragraphs is marked in each and addressed in the first.
    """
    inside = sorted(mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end)
    given: set[str] = set()
    return tuple(
        pieces(page, first, last, [mark for mark in inside if mark.start < last and mark.end > first], given)
        for first, last in _stretches(page, start, end)
    )


def pieces(
    page: str, start: int, end: int, marks: Sequence[Mark], given: set[str] | None = None
) -> tuple[Piece, ...]:
    """Cut a stretch of the page at the ends of all spans. ``given`` collects addresses, so that each is given once.

    >>> [(p.text, p.statements) for p in pieces("Red Army", 0, 8, [Mark(0, 3, 1), Mark(0, 8, 2)])]
    [('Red', (1, 2)), (' Army', (2,))]
    """
    given = set() if given is None else given
    ends = {min(max(at, start), end) for mark in marks for at in (mark.start, mark.end)}
    bounds = sorted({start, end} | ends)
    found: list[Piece] = []
    for first, last in pairwise(bounds):
        covering = [mark for mark in marks if mark.start <= first and mark.end >= last]
        anchors = [anchor(mark.start, mark.end) for mark in covering]
        fresh = tuple(dict.fromkeys(each for each in anchors if each not in given))
        given.update(fresh)
        numbers = tuple(dict.fromkeys(mark.statement for mark in covering))
        found.append(Piece(page[first:last], numbers, fresh))
    return tuple(found)


def _stretches(page: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Yield the paragraphs of a stretch, without the blanks around them."""
    first = start
    for gap in _BLANK.finditer(page, start, end):
        yield from _trimmed(page, first, gap.start())
        first = gap.end()
    yield from _trimmed(page, first, end)


def _trimmed(page: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    words = page[start:end]
    left, right = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    if left < len(words):
        yield start + left, end - right
