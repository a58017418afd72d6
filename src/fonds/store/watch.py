"""The watch over running queries (floor 3): one thread that ends what takes too long or too much.

It looks at every running query 40 times a second and kills its process for the first reason that holds.
Limits inside the engine are none: a sort over a cross product ignores them for minutes.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fonds.store.sandbox import Worker

_TICK = 0.025
_NEAR = 0.94
"""Share of its memory at which a process is ended: between two looks it may take some twenty megabytes more."""
_STAY_AWAKE = 1.0
"""Seconds without a query after which the watch sleeps until it is woken; waking it costs a query 0.1 ms."""


@dataclass(eq=False, slots=True)
class _Guarded:
    """One running query: until when it may run, and how much its process may hold."""

    worker: Worker
    deadline: float
    memory_mb: float
    abandoned: Callable[[], bool] | None

    def reason(self, now: float) -> str:
        """Return why it must end ("time", "abandoned", "memory"), or an empty text."""
        if now > self.deadline:
            return "time"
        if self.abandoned is not None and self.abandoned():
            return "abandoned"
        held = self.worker.memory_mb()
        return "memory" if held is not None and held > self.memory_mb * _NEAR else ""


class Watch:
    """Guards workers while they run. It is a thread from the first query on, until :meth:`close`."""

    def __init__(self) -> None:
        self._guarded: set[_Guarded] = set()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._asleep = False
        self._closed = False

    @contextmanager
    def guard(
        self, worker: Worker, seconds: float, memory_mb: float, abandoned: Callable[[], bool] | None = None
    ) -> Iterator[None]:
        """Kill ``worker`` if the block takes longer, its process holds more, or ``abandoned`` says so.

        After the block it is certain that the worker will not be killed for it any more.
        """
        guarded = _Guarded(worker, time.monotonic() + seconds, memory_mb, abandoned)
        with self._change:
            if self._closed:  # nobody looks any more
                worker.kill("stopping")
            self._guarded.add(guarded)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="query watch", daemon=True)
                self._thread.start()
            elif self._asleep:
                self._change.notify()
        try:
            yield
        finally:
            with self._change:
                self._guarded.discard(guarded)

    def close(self) -> None:
        """End the thread, and whatever is guarded."""
        with self._change:
            self._closed = True
            for guarded in self._guarded:
                guarded.worker.kill("stopping")
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        idle_since = time.monotonic()
        with self._change:
            while not self._closed:
                now = time.monotonic()
                if self._guarded:
                    idle_since = now
                self._asleep = now - idle_since > _STAY_AWAKE
                self._change.wait(None if self._asleep else _TICK)
                self._asleep = False
                for guarded in list(self._guarded):
                    reason = guarded.reason(time.monotonic())
                    if reason:
                        self._guarded.discard(guarded)
                        guarded.worker.kill(reason)
