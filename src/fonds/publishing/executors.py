"""Executors (floor 6): where tasks are done. Three rows: this process, processes of this machine, a Dask cluster.

:func:`run_all` gives tasks out and takes results as they come; the executors differ in where a task goes. Only so many
are under way that memory stays bounded. A process that dies costs its tasks one more try each; a task that was under
way at several deaths is done alone, in a process of its own and in halves, until the one file is found that ends it.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from types import TracebackType
from typing import Protocol, Self, TypeVar

ALONE = 2
"""How often one file is tried alone."""
_LOOK = 5.0
"""Seconds after which an executor is asked whether anything can still come."""


class Divisible(Protocol):
    """A task that can be divided."""

    def halves(self) -> tuple[Self, ...]:
        """Return two tasks that are this one together; nothing where there is one file."""


T = TypeVar("T", bound=Divisible)
R = TypeVar("R")


class Executor(Protocol):
    """Where tasks are done; used in a ``with`` block, whose end by an exception ends the work at once."""

    @property
    def tries(self) -> int:
        """How often a task may be lost before it is done alone."""

    @property
    def room(self) -> int:
        """How many tasks may be under way."""

    def submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        """Begin a task."""

    def is_loss(self, error: BaseException) -> bool:
        """Whether this says that a worker died, and not that the work failed."""

    def renew(self) -> None:
        """Make good what a death has broken."""

    def check(self) -> None:
        """Raise StateError where nothing can be expected any more."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Here:
    """This very process, one task after the other."""

    tries = room = 1

    def submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        """Do a task."""
        future: Future[R] = Future()
        future.set_result(work(task))
        return future

    def is_loss(self, error: BaseException) -> bool:
        """Never."""
        return False

    def renew(self) -> None:
        """Nothing breaks."""

    def check(self) -> None:
        """Nothing is waited for."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left."""


def run_all(executor: Executor, work: Callable[[T], R], tasks: Iterable[T]) -> Generator[tuple[T, R | None]]:
    """Yield tasks with their results as they come; None for one that ended every process it was done in.

    A task that had to be divided comes in pieces. What the work itself raises is raised.
    """
    coming = iter(tasks)
    again: deque[tuple[T, int]] = deque()
    suspects: list[T] = []
    under_way: dict[Future[R], tuple[T, int]] = {}
    while True:
        while len(under_way) < executor.room:
            task, tries = again.popleft() if again else (next(coming, None), 0)
            if task is None:
                break
            under_way[executor.submit(work, task)] = task, tries + 1
        if not under_way:
            break
        done, _ = wait(under_way, timeout=_LOOK, return_when=FIRST_COMPLETED)
        executor.check()
        if any(_is_lost(future, executor) for future in done):
            executor.renew()
            done = {future for future in under_way if future.done()}
        for future in done:
            task, tries = under_way.pop(future)
            if not _is_lost(future, executor):
                yield task, future.result()
            elif tries < executor.tries:
                again.append((task, tries))
            else:
                suspects.append(task)
    yield from _run_alone(work, suspects)


def _is_lost(future: Future[R], executor: Executor) -> bool:
    error = CancelledError() if future.cancelled() else future.exception()
    return error is not None and executor.is_loss(error)


def _run_alone(work: Callable[[T], R], suspects: list[T]) -> Generator[tuple[T, R | None]]:
    """Do tasks one by one, so that a death has one cause; divide those that cause one."""
    if not suspects:
        return
    from concurrent.futures.process import BrokenProcessPool

    from fonds.publishing.processes import Processes

    left = deque(suspects)
    with Processes(1) as alone:
        while left:
            task = left.popleft()
            halves = task.halves()
            for _ in range(1 if halves else ALONE):
                try:
                    yield task, alone.submit(work, task).result()
                    break
                except BrokenProcessPool:
                    alone.renew()
            else:
                left.extendleft(reversed(halves))
                if not halves:
                    yield task, None
