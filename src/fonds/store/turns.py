"""Who is next (floor 3): a fair queue before a fixed number of workers.

A worker that becomes free is handed to whoever has waited longest; newcomers cannot overtake. More than so
many do not wait at all, and nobody waits longer than is useful.
"""

import threading
from collections import deque
from concurrent.futures import CancelledError, Future

from fonds.errors import QueryLimitError, StateError
from fonds.store.sandbox import Worker

_LATER = "Try again a little later."


class Turns:
    """Hands out workers in the order of asking."""

    def __init__(self, waiting: int) -> None:
        """``waiting`` is how many may wait at the same time."""
        self._most = waiting
        self._idle: deque[Worker] = deque()
        self._queue: deque[Future[Worker]] = deque()
        self._lock = threading.Lock()
        self._closed = False

    def take(self, seconds: float) -> Worker:
        """Return a worker, waiting for one if need be.

        Raises QueryLimitError("load") where too many wait already or none becomes free in that time.
        """
        with self._lock:
            if self._closed:
                raise StateError("Queries are no longer answered: the server is stopping.")
            if self._idle:
                return self._idle.pop()  # the one used last: its caches are warm
            if len(self._queue) >= self._most:
                raise QueryLimitError("load", "Too many queries are waiting.", _LATER)
            place: Future[Worker] = Future()
            self._queue.append(place)
        try:
            return place.result(seconds)
        except TimeoutError:
            return self._give_up(place)
        except CancelledError:
            raise StateError("Queries are no longer answered: the server is stopping.") from None

    def give(self, worker: Worker) -> bool:
        """Take a worker back, or a new one in; False means that nobody wants it any more."""
        with self._lock:
            if self._closed:
                return False
            if self._queue:
                self._queue.popleft().set_result(worker)
            else:
                self._idle.append(worker)
            return True

    def close(self) -> list[Worker]:
        """Send everybody home and return the workers that were idle."""
        with self._lock:
            self._closed = True
            for place in self._queue:
                place.cancel()
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

    def _give_up(self, place: "Future[Worker]") -> Worker:
        with self._lock:
            if place.done() and not place.cancelled():  # handed over at the last moment
                return place.result()
            if place in self._queue:
                self._queue.remove(place)
        raise QueryLimitError("load", "No query process became free in time.", _LATER)
