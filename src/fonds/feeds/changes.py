"""The one change log (floor 6): what every feed reads, so that all of them tell the same story.

A feed asks for one of three things, inside one snapshot of the catalogue (``Catalogue.snapshot()``):

* *items*: each document once, as it is now, live or a tombstone, if it changed last within a window. Pages follow each
  other by :attr:`Item.number <fonds.catalogue.rows.FeedItem.number>`, which never changes.
* *entries*: everything that ever happened, in the order of datestamp and sequence; one document may stand there often.
* *latest*: the same, the newest first.

A window has datestamps at both ends, both inclusive, as OAI-PMH has it; an open end is an empty text. To add a feed:
a module here that renders what these give, and a blueprint in ``web``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fonds.catalogue.feeding import FEW, LARGEST, FeedReader, Span
from fonds.catalogue.rows import Change, FeedItem, State

PAGE = 1_000
"""Items or entries that are read at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """From one datestamp to another (``YYYY-MM-DDThh:mm:ssZ``), both inclusive; empty: without end."""

    since: str = ""
    until: str = ""


EVER = Window()
"""All there is."""


class ChangeLog:
    """The change log of one snapshot. ``reader`` must stay open meanwhile."""

    def __init__(self, reader: FeedReader) -> None:
        self._reader = reader

    @property
    def stamp(self) -> str:
        """The datestamp of the newest release, empty before the first: what has changed later is not seen here."""
        release = self._reader.current_release()
        return release.stamp if release else ""

    @property
    def earliest(self) -> str:
        """The datestamp that nothing is older than, empty before the first release."""
        return self._reader.earliest_stamp()

    @property
    def last_sequence(self) -> int:
        """The number of the newest entry, 0 where there is none. Entries are numbered without gaps and stay for ever, so
        it is their count as well."""
        return self._reader.last_change()

    def count_items(self, window: Window = EVER, state: State | None = None) -> int:
        """Return how many documents changed last within a window: live ones, tombstones, or (None) both."""
        span = self._span(window)
        return self._reader.count_items(span, state) if span else 0

    def items(
        self, window: Window = EVER, state: State | None = None, *, after: int = 0, until: int = LARGEST, most: int = PAGE
    ) -> tuple[FeedItem, ...]:
        """Return one page of items: those whose number follows ``after``, up to ``until``, at most ``most`` of them."""
        span = self._span(window)
        if span is None:
            return ()
        few = bool(span.first) and self._reader.count_items(span) * FEW < self._reader.highest_item()
        return self._reader.feed_items(span, after, until, most, state=state, few=few)

    def all_items(self, window: Window = EVER, state: State | None = None) -> Iterator[FeedItem]:
        """Yield all items of a window, by number."""
        after = 0
        while page := self.items(window, state, after=after):
            yield from page
            after = page[-1].number

    def live(self) -> Iterator[FeedItem]:
        """Yield all documents that are live."""
        return self.all_items(state="live")

    def count_entries(self, window: Window = EVER) -> int:
        """Return how many things happened within a window."""
        span = self._span(window)
        return self._reader.count_entries(span) if span else 0

    def entries(self, window: Window = EVER, *, after: int = 0, most: int = PAGE) -> tuple[Change, ...]:
        """Return one page of entries, the oldest first: those whose sequence number follows ``after``."""
        span = self._span(window)
        return self._reader.entries(span, after, most) if span else ()

    def all_entries(self, window: Window = EVER) -> Iterator[Change]:
        """Yield all entries of a window, the oldest first."""
        after = 0
        while page := self.entries(window, after=after):
            yield from page
            after = page[-1].seq

    def latest(self, *, before: int = LARGEST, most: int = PAGE) -> tuple[Change, ...]:
        """Return one page of entries, the newest first: those whose sequence number precedes ``before``."""
        return self._reader.latest_entries(before, most)

    def _span(self, window: Window) -> Span | None:
        return self._reader.find_span(window.since, window.until)
