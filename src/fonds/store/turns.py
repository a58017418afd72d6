"""Who is next (floor 3): a fair queue before a fixed number of workers.

A worker that becomes free is handed to whoever has waited longest; newcomers cannot overtake. More than so
many do not wait at all, and nobody waits longer than is useful.

A client that is named shares with the others: it may ask so many queries at a time, and have only so many workers, so
that who sends nothing but slow queries waits for itself, and others find a free one. Whoever has no name (the site's own
commands) is bound by neither.
"""

import threading
from collections import Counter, deque
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field

from fonds.errors import QueryLimitError, StateError
from fonds.store.sandbox import Worker

_LATER = "Try again a little later."
_STOPPING = "Queries are no longer answered: the server is stopping."


@dataclass(eq=False, slots=True)
class _Place:
    """A place in the queue; its turn gives a worker."""

    client: str
    turn: "Future[Worker]" = field(default_factory=Future)


class Turns:
    """Hands out workers in the order of asking."""

    def __init__(self, waiting: int, *, each: int = 0, share: int = 0) -> None:
        """``waiting`` is how many may wait at the same time.

        A named client may run and wait for ``each`` queries, and have ``share`` workers, at a time; 0: any number.
        """
        self._most = waiting
        self._each = each
        self._share = share
        self._idle: deque[Worker] = deque()
        self._queue: deque[_Place] = deque()
        self._asking: Counter[str] = Counter()
        self._running: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._closed = False

    def take(self, seconds: float, client: str = "") -> Worker:
        """Return a worker, waiting for one if need be; who took it gives it back for the same client.

        Raises QueryLimitError: "client" where this client asks too many queries at a time, "load" where too many wait
        already or none becomes free in that time.
        """
        with self._lock:
            if self._closed:
                raise StateError(_STOPPING)
            self._check_client(client)
            if self._idle and self._may_run(client):
                self._asking[client] += 1
                self._running[client] += 1
                return self._idle.pop()  # the one used last: its caches are warm
            if len(self._queue) >= self._most:
                raise QueryLimitError("load", "Too many queries are waiting.", _LATER)
            self._asking[client] += 1
            place = _Place(client)
            self._queue.append(place)
        try:
            return place.turn.result(seconds)
        except TimeoutError:
            return self._give_up(place)
        except CancelledError:
            raise StateError(_STOPPING) from None

    def give(self, worker: Worker, client: str = "", *, fresh: bool = False) -> bool:
        """Take a worker back that ``client`` had, or a new one in; False means that nobody wants it any more.

        A ``fresh`` one is still starting, so it is handed out after all others.
        """
        with self._lock:
            if self._closed:
                return False
            self._forget(client, self._running)
            if fresh:
                self._idle.appendleft(worker)
            else:
                self._idle.append(worker)
            self._call()
            return True

    def close(self) -> list[Worker]:
        """Send everybody home and return the workers that were idle."""
        with self._lock:
            self._closed = True
            for place in self._queue:
                place.turn.cancel()
            self._queue.clear()
            idle = list(self._idle)
            self._idle.clear()
            return idle

    @property
    def closed(self) -> bool:
        """Whether everybody has been sent home."""
        return self._closed

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._queue)

    def _check_client(self, client: str) -> None:
        if client and self._each and self._asking[client] >= self._each:
            raise QueryLimitError(
                "client", f"You have {self._asking[client]} queries running or waiting, which is as many as one may have.",
                "Wait for an answer before you send the next.",
            )

    def _may_run(self, client: str) -> bool:
        return not client or not self._share or self._running[client] < self._share

    def _call(self) -> None:
        """Hand idle workers to those who have waited longest and may have one."""
        for place in list(self._queue):
            if not self._idle:
                return
            if self._may_run(place.client):
                self._queue.remove(place)
                self._running[place.client] += 1
                place.turn.set_result(self._idle.pop())

    def _forget(self, client: str, *more: "Counter[str]") -> None:
        """Count one query of a client less; a client without any is not remembered."""
        for counts in (self._asking, *more):
            counts[client] -= 1
            if counts[client] <= 0:
                del counts[client]

    def _give_up(self, place: _Place) -> Worker:
        with self._lock:
            if place.turn.done() and not place.turn.cancelled():  # handed over at the last moment
                return place.turn.result()
            if place in self._queue:
                self._queue.remove(place)
            self._forget(place.client)
            own = bool(self._idle)  # what this client had running kept it from the worker that is left
        raise QueryLimitError("client" if own else "load", "No query process became free in time.", _LATER)
