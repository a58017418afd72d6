"""Lines (floor 2): the line of a page an offset is in, for telling people where something stands."""

from bisect import bisect_right
from itertools import accumulate


class Lines:
    """Where the lines of a page begin, so that many places can be told by their line."""

    def __init__(self, page: str) -> None:
        self._starts = list(accumulate(map((1).__add__, map(len, page.split("\n")))))
        """Where the second line begins, the third …; the last is beyond the page."""

    def line(self, offset: int) -> int:
        """Return the line (from 1) that an offset is in.

        >>> Lines("one\\ntwo").line(4)
        2
        """
        return bisect_right(self._starts, offset) + 1
