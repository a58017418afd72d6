"""Pages of the change log (floor 6): entry 1 to 100 are page 1, and stay so for ever.

Whoever goes through pages while somebody publishes neither misses nor repeats anything: only the last page grows.
"""

from dataclasses import dataclass

from fonds.catalogue.rows import Change
from fonds.errors import NotFoundError
from fonds.feeds.changes import ChangeLog

PAGE = 100
"""Entries of a page."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the change log, the oldest entry first; ``last`` is the number of the last page there is."""

    number: int
    last: int
    entries: tuple[Change, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing will be added to it."""
        return self.number < self.last


def count_pages(log: ChangeLog, size: int = PAGE) -> int:
    """Return how many pages there are; one, without entries, before the first."""
    return max(1, -(-log.last_sequence // size))


def get_page(log: ChangeLog, number: int, size: int = PAGE) -> LogPage:
    """Return a page. NotFoundError where there is none."""
    last = count_pages(log, size)
    if not 1 <= number <= last:
        raise NotFoundError("There is no such page.", f"Pages go from 1 to {last}.")
    after = (number - 1) * size
    entries = tuple(each for each in log.entries(after=after, most=size) if each.seq <= after + size)
    return LogPage(number, last, entries)
