"""Pages of the change log (floor 6): entries 1 to 100 are page 1, and stay so for ever.

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


def page_stamps(log: ChangeLog, number: int, size: int = PAGE) -> tuple[str, str]:
    """Return the datestamps of the first and of the last entry of a page that there is; two entries are read."""
    first = log.entries(after=(number - 1) * size, most=1)
    last = log.entries(after=min(number * size, log.last_sequence) - 1, most=1)
    return (first[0].stamp, last[0].stamp) if first and last else (log.earliest, log.earliest)


def get_page(log: ChangeLog, number: int, size: int = PAGE) -> LogPage:
    """Return a page. NotFoundError where there is none."""
    last = count_pages(log, size)
    if not 1 <= number <= last:
        raise NotFoundError("There is no such page.", f"Pages go from 1 to {last}.")
    return LogPage(number, last, log.entries(after=(number - 1) * size, most=size))
