"""Files (floor 6): all files of the sources in the order of their keys, each once, however many there are.

They are sorted in stretches that lie in the spool, and merged.
"""

from collections.abc import Iterable, Iterator
from heapq import merge
from operator import itemgetter

from fonds.publishing.spool import Spool

STRETCH = 20_000
"""Files that are sorted at a time."""
_BLOCK = 500


class Files:
    """Pairs of key and path, by key; of two with the same key the one that came last."""

    def __init__(self, spool: Spool, pairs: Iterable[tuple[str, str]]) -> None:
        self._spool = spool
        self._stretches: list[list[int]] = []
        self._kept = 0
        stretch: list[tuple[str, str]] = []
        for pair in pairs:
            stretch.append(pair)
            if len(stretch) == STRETCH:
                self._keep(stretch)
                stretch = []
        self._keep(stretch)
        self._number = self._kept if len(self._stretches) < 2 else sum(1 for _ in self)

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[tuple[str, str]]:
        before: tuple[str, str] | None = None
        for pair in merge(*map(self._read, self._stretches), key=itemgetter(0)):
            if before is not None and before[0] != pair[0]:
                yield before
            before = pair
        if before is not None:
            yield before

    def _keep(self, stretch: list[tuple[str, str]]) -> None:
        pairs = sorted(dict(stretch).items())
        blocks = [self._spool.keep(pairs[start : start + _BLOCK]) for start in range(0, len(pairs), _BLOCK)]
        self._stretches.append(blocks)
        self._kept += len(pairs)

    def _read(self, places: list[int]) -> Iterator[tuple[str, str]]:
        for place in places:
            yield from self._spool.read(place)
