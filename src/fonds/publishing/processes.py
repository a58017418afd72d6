"""Processes of this machine that work (floor 6): each starts afresh, and ends when the one that started it ends.

They are not forked, so that no lock or connection of a running program is copied into them. Where Python programs call
`publish` themselves, their main module must be guarded by ``if __name__ == "__main__"``, as always with processes.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self, TypeVar

from fonds.errors import StateError

T = TypeVar("T")
R = TypeVar("R")


class Processes:
    """So many processes. What one does when it dies is lost for all that are under way: the pool is made anew."""

    tries = 2
    """At a death all tasks under way are lost, whichever is to blame: so each has a second try."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._context = multiprocessing.get_context("spawn")
        self._start()

    @property
    def room(self) -> int:
        """One task for each process, and another one that waits for it."""
        return 2 * self.number

    def submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        """Begin a task; where the pool is broken already, the task is lost like those under way."""
        try:
            return self._pool.submit(work, task)
        except BrokenProcessPool as error:
            future: Future[R] = Future()
            future.set_exception(error)
            return future

    def is_loss(self, error: BaseException) -> bool:
        """Whether a process has died."""
        return isinstance(error, BrokenProcessPool | CancelledError)

    def renew(self) -> None:
        """Start other processes."""
        self._stop()
        self._start()

    def check(self) -> None:
        """A pool tells of itself that it is broken."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.shutdown(wait=True)
        self._stop()

    def _start(self) -> None:
        self._watched, self._alive = self._context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.number, self._context, _begin, (self._watched,))
        try:
            self._pool.submit(os.getpid).result()
        except BrokenProcessPool as error:
            self._stop()
            raise StateError(
                "No process for reading could be started.",
                "Look at the memory and the limits of processes; or publish with --workers 1.",
            ) from error

    def _stop(self) -> None:
        """End the processes, whatever they are at."""
        self._alive.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._watched.close()


def _begin(watched: Connection) -> None:
    """Begin a process: Ctrl+C is the business of the one that started it, and its end is the end of this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(watched,), daemon=True).start()


def _end_with(watched: Connection) -> None:
    wait([watched])
    os._exit(0)
