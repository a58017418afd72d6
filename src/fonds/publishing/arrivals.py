"""Arrivals (floor 6): results of tasks as they come, in whatever order, put by and given back in the order of the files.

So a release is the same however many processes worked on it, and whichever was done first.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge

from fonds.problems import Problem
from fonds.publishing.heard import Voices
from fonds.publishing.spool import Spool
from fonds.publishing.tasks import Document, Result, Task, Told

Item = Told | Document
_BLOCK = 100


class Arrivals:
    """All that came of some tasks. Drafts and voices lie in the spool from the moment they arrive."""

    def __init__(self, spool: Spool, voices: Voices) -> None:
        self._spool = spool
        self._voices = voices
        self._pieces: dict[int, list[list[int]]] = {}
        self._shares: set[int] = set()
        self.lost = 0
        """Tasks of which nothing came."""

    def receive(self, task: Task, result: Result) -> None:
        """Put by what came of a task, or of a half of one."""
        said = [(key, self._voices.keep(key, words)) for key, words in result.voices]
        places = [self._spool.keep_pickled(draft) for draft in result.drafts]
        self._keep(task, [_placed(item, said, places) for item in result.items])

    def lose(self, task: Task) -> None:
        """Note that nothing came of a task, and that nothing will."""
        self.lost += 1
        self._keep(task, [Told(job.order, -1, job.path, Problem("worker-lost", job.path)) for job in task.jobs])

    def in_order(self) -> Iterator[tuple[int, Item]]:
        """Yield everything, each with the number of its task, in the order of the files and of their documents."""
        together: list[tuple[int, list[int]]] = []
        for number in sorted(self._pieces):
            if number not in self._shares:
                yield from self._merged(together)
                together = []
            together.extend((number, places) for places in self._pieces[number])
        yield from self._merged(together)

    def _merged(self, pieces: list[tuple[int, list[int]]]) -> Iterator[tuple[int, Item]]:
        return merge(*(self._read(*piece) for piece in pieces), key=lambda pair: (pair[1].order, pair[1].ordinal))

    def _read(self, number: int, places: list[int]) -> Iterator[tuple[int, Item]]:
        for place in places:
            yield from ((number, item) for item in self._spool.read(place))

    def _keep(self, task: Task, items: list[Item]) -> None:
        blocks = [self._spool.keep(items[start : start + _BLOCK]) for start in range(0, len(items), _BLOCK)]
        self._pieces.setdefault(task.number, []).append(blocks)
        if task.jobs[0].share:
            self._shares.add(task.number)


class Unchanged:
    """Documents that turned out to be unchanged before any task was made of them, in the order of the files."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._blocks = array("q")
        self._waiting: list[Document] = []

    def extend(self, documents: Sequence[Document]) -> None:
        """Put by those of one file."""
        self._waiting.extend(documents)
        if len(self._waiting) >= _BLOCK:
            self._blocks.append(self._spool.keep(self._waiting))
            self._waiting = []

    def in_order(self) -> Iterator[Document]:
        """Yield them all."""
        for block in self._blocks:
            yield from self._spool.read(block)
        yield from self._waiting


def _placed(item: Item, said: list[tuple[str, int]], places: list[int]) -> Item:
    if isinstance(item, Told) or item.state != "made":
        return item
    voices = [said[number] for number in item.voices]
    return replace(
        item, named=tuple(key for key, _ in voices), voices=tuple(voice for _, voice in voices), place=places[item.place]
    )
