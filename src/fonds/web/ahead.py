"""Answers made ahead (floor 7): what somebody will most likely ask for next is made while they read what they have.

One thread makes them, one after the other; few are kept, and not for long: an answer that nobody comes for, or that
belongs to a release before the present one, is made anew when it is asked for after all.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

KEPT = 16
"""Answers that are made or waiting."""
KEPT_SECONDS = 60.0
"""After which an answer is made anew: it says when it was made."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class _Begun(Generic[Answer]):
    release: int
    moment: float
    future: "Future[Answer]"


class Ahead(Generic[Answer]):
    """Many threads may use it. ``now`` tells seconds that only grow."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._begun: OrderedDict[Hashable, _Begun[Answer]] = OrderedDict()
        self._thread: ThreadPoolExecutor | None = None

    def begin(self, key: Hashable, release: int, make: Callable[[], Answer]) -> None:
        """Let an answer be made that will be asked for under the key, if the release is still the same then."""
        with self._lock:
            if key in self._begun:
                return
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "ahead")
            with suppress(RuntimeError):  # the process is ending
                self._begun[key] = _Begun(release, self._now(), self._thread.submit(make))
            while len(self._begun) > KEPT:
                self._begun.popitem(last=False)[1].future.cancel()

    def take(self, key: Hashable, release: int) -> Answer | None:
        """Return the answer begun under the key, once; None where there is none that is fit to be given."""
        with self._lock:
            found = self._begun.pop(key, None)
        if found is None:
            return None
        if found.release != release or self._now() - found.moment > KEPT_SECONDS:
            found.future.cancel()
            return None
        try:
            return found.future.result()
        except Exception:  # whatever went wrong then is found out again, and told, by making it now
            return None
