"""Lines (floor 2): the line of a page an offset is in, for telling people where something stands."""

from bisect import bisect_left


class Lines:
    """Where the lines of a page begin, so that many places can be told by their line."""

    def __init__(self, page: str) -> None:
        self._breaks: list[int] = []
        at = page.find("\n")
        while at >= 0:
            self._breaks.append(at)
            at = page.find("\n", at + 1)

    def line(self, offset: int) -> int:
        """Return the line (from 1) that an offset is in.

        >>> Lines("one\\ntwo").line(4)
        2
        """
        return bisect_left(self._breaks, offset) + 1
