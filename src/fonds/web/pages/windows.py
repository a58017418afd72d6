"""Windows (floor 7): which rows of a result are shown, and where the others are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """Rows of a result: ``shown`` of them from ``offset`` on, in pages of ``size``.

    ``more`` says whether others follow, ``total`` how many there are in all, None where nobody counted.
    """

    offset: int
    size: int
    shown: int
    more: bool
    total: int | None = None

    @property
    def paged(self) -> bool:
        """Whether there are rows besides those shown."""
        return self.more or self.offset > 0

    @property
    def first_row(self) -> int:
        """The number of the first row shown, from 1."""
        return self.offset + 1 if self.shown else 0

    @property
    def last_row(self) -> int:
        """The number of the last row shown."""
        return self.offset + self.shown if self.shown else 0

    def places(self) -> dict[str, int]:
        """Return the offset of the first, previous, next and last page, those that there are (RFC 8288's names).

        >>> Window(100, 50, 50, True, 220).places()
        {'first': 0, 'prev': 50, 'next': 150, 'last': 200}
        >>> Window(0, 50, 30, False, 30).places()
        {}
        """
        if not self.paged:
            return {}
        found = {"first": 0}
        last = self._last()
        if self.offset:
            before = self.offset - self.size
            found["prev"] = max(0, before if last is None or self.shown else min(before, last))
        if self.more:
            found["next"] = self.offset + self.shown
        if last is not None:
            found["last"] = last
        return found

    def _last(self) -> int | None:
        """Return where the last page begins, counted in pages from this one; None where nobody knows."""
        if self.total is None or self.size < 1 or (self.more and self.shown != self.size):
            return None
        start = self.offset % self.size
        return start + (self.total - 1 - start) // self.size * self.size if self.total > start else 0
