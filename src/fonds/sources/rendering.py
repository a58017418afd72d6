"""Rendering (floor 3): the text of a part whose values are no running text, and where each value stands in it.

Values of attributes, cells and fields are written out as lines (``date: 1827-05-12``), so that every statement has
words to rest on and a reader sees what was read.
"""

from fonds.record.evidence import Span
from fonds.record.names import Phrase


class TextBuilder:
    """Text that grows; what is added comes back as the Phrase it became."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)

    @property
    def length(self) -> int:
        """Code points so far: where the next words will begin."""
        return self._length

    def add(self, words: str) -> Phrase:
        """Add words as they are.

        >>> TextBuilder().add("Paris").span
        Span(start=0, end=5)
        """
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        return Phrase(words, Span(start, self._length))

    def line(self, label: str, value: str) -> Phrase:
        """Add a line with a label, its value on one line; the value's Phrase comes back.

        >>> TextBuilder().line("date", "1827-05-12").span
        Span(start=6, end=16)
        """
        self.add(f"{label}: ")
        found = self.add(one_line(value))
        self.add("\n")
        return found

    def block(self, words: str) -> Phrase:
        """Add a block of its own, as it is, between blank lines."""
        if self._length:
            self.add("\n")
        found = self.add(words)
        self.add("\n")
        return found


def one_line(words: str) -> str:
    """Return words with single spaces, as XML writes them over many lines.

    >>> one_line(" Paul\\n   Klee ")
    'Paul Klee'
    """
    return " ".join(words.split())
