"""A page folded for matching (floor 3): one kind of space, apostrophe and hyphen, and the way back to its offsets.

Runs of white space become one space, so that a name may stand at a line's end; a blank line stays one, so that no
name reaches over it.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from fonds.linking.spelling import fold
from fonds.record.evidence import Span

_RARE_SPACES = (
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a"
    "\u2028\u2029\u205f\u3000"
)
"""White space that :func:`fold` leaves as it is."""
_RUN = re.compile("  +")
_BLANK_LINE = re.compile(r"(?>\r\n|\n|\r)[^\S\r\n]*[\r\n]")
_BREAK = "\x1e"
"""Stands for a blank line: no name holds it."""


class Folded:
    """A page folded. ``text`` is shorter than the page where runs of white space were."""

    def __init__(self, page: str) -> None:
        parts: list[str] = []
        self._folded: list[int] = [0]
        self._offsets: list[int] = [0]
        at = length = 0
        spaced = _spaced(page)
        for run in _RUN.finditer(spaced):
            start, end = run.span()
            parts.append(spaced[at:start])
            parts.append(_standing_for(page[start:end]))
            length += start - at + 1
            at = end
            self._folded.append(length)
            self._offsets.append(at)
        parts.append(spaced[at:])
        self.text = "".join(parts)

    def offset(self, at: int) -> int:
        """Return the offset in the page of an offset in the folded text."""
        index = bisect_right(self._folded, at) - 1
        return self._offsets[index] + at - self._folded[index]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the page that a stretch of the folded text stands for.

        >>> Folded("Ahmad  Shah").span(0, 10)
        Span(start=0, end=11)
        """
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def at(self, offset: int) -> int:
        """Return the offset in the folded text of one in the page; inside a run, where the run ends."""
        index = bisect_right(self._offsets, offset) - 1
        inside = self._folded[index] + offset - self._offsets[index]
        return min(inside, self._folded[index + 1]) if index + 1 < len(self._folded) else inside


def _spaced(page: str) -> str:
    """Fold a page, every white space of which becomes a space; each code point keeps its place."""
    spaced = fold(page)
    for char in _RARE_SPACES:
        if char in spaced:  # as in fold(): far faster than looking at every code point
            spaced = spaced.replace(char, " ")
    return spaced


@lru_cache(256)
def _standing_for(run: str) -> str:
    """Return what a run of white space becomes: most are the same few."""
    return _BREAK if _BLANK_LINE.search(run) else " "
