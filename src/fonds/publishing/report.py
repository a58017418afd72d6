"""What a publish did (floor 6): numbers and Problems, plain enough for any view of it."""

import pickle
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from fonds.problems import Problem

_BLOCK = 1_024


class ProblemLog(Sequence[Problem]):
    """Problems in the order they were noted. A large archive has millions, so all but the last ones are compressed."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._blocks: list[bytes] = []
        self._last: list[Problem] = []
        self.extend(problems)

    def append(self, problem: Problem) -> None:
        """Note one more."""
        self._last.append(problem)
        if len(self._last) == _BLOCK:
            rows = [(each.code, each.where, each.detail, each.line) for each in self._last]
            self._blocks.append(zlib.compress(pickle.dumps(rows), 1))
            self._last = []

    def extend(self, problems: Iterable[Problem]) -> None:
        """Note more."""
        for problem in problems:
            self.append(problem)

    def __len__(self) -> int:
        return _BLOCK * len(self._blocks) + len(self._last)

    def __iter__(self) -> Iterator[Problem]:
        for number in range(len(self._blocks)):
            yield from self._block(number)
        yield from tuple(self._last)

    @overload
    def __getitem__(self, index: int) -> Problem: ...
    @overload
    def __getitem__(self, index: slice) -> list[Problem]: ...
    def __getitem__(self, index: int | slice) -> Problem | list[Problem]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        return self._block(place // _BLOCK)[place % _BLOCK]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))

    def _block(self, number: int) -> list[Problem]:
        if number == len(self._blocks):
            return self._last
        rows = pickle.loads(zlib.decompress(self._blocks[number]))  # noqa: S301 - our own, never outside this object
        return [Problem(*row) for row in rows]


@dataclass(slots=True)
class Report:
    """One publish. ``release`` is 0 where nothing was released; ``stopped`` says why, if it was on purpose.

    ``read`` counts files read; each of them is new, changed, unchanged or left out, and what could not be read at all
    is left out, too. ``followed`` counts documents of other pages whose description changed with an entity's.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    left_out: int = 0
    followed: int = 0
    release: int = 0
    documents: int = 0
    entities: int = 0
    triples: int = 0
    stopped: str = ""
    layouts: Counter[str] = field(default_factory=Counter)
    problems: ProblemLog = field(default_factory=ProblemLog)

    @property
    def in_vain(self) -> bool:
        """Whether there were errors and no page came of it."""
        return bool(self.problems_of("error")) and not self.new + self.changed + self.unchanged + self.deleted

    def problems_of(self, *severities: str) -> list[Problem]:
        """Return the problems that are this grave."""
        return [problem for problem in self.problems if problem.severity in severities]

    def counts(self) -> dict[str, int]:
        """The numbers, in the order they are told."""
        names = (
            "read", "new", "changed", "unchanged", "deleted", "left_out", "followed", "release", "documents",
            "entities", "triples",
        )
        return {name: getattr(self, name) for name in names}
