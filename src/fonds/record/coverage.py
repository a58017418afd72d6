"""Coverage (floor 2): which stretches of a page are taken, asked in logarithmic time however many there are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from fonds.record.evidence import Span


class Coverage:
    """A set of spans that answers whether another one meets any of them."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            self.add(span)

    def add(self, span: Span) -> None:
        """Take a span; it is joined with those it meets. An empty one takes nothing."""
        if span.start >= span.end:
            return
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        start, end = span.start, span.end
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def meets(self, span: Span) -> bool:
        """Whether the span shares a code point with any that is taken.

        >>> Coverage([Span(2, 4), Span(8, 9)]).meets(Span(4, 8)), Coverage([Span(2, 4)]).meets(Span(3, 9))
        (False, True)
        """
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] < span.end

    def holds(self, span: Span) -> bool:
        """Whether all of a span that is not empty is taken."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._starts) and self._starts[at] <= span.start and span.end <= self._ends[at]
