"""What a worker found out once (floor 7): small values under keys that name all they depend on, the release among them.

Nothing is ever forgotten for being old: a key of a release that has gone is not asked for again and makes room.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Value = TypeVar("Value")

MOST = 500
"""Values kept."""


class Remembered:
    """Values by key, the ``most`` that were asked for last. Many threads may use it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what is kept under the key, made at this moment where nothing is. What ``make`` raises is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("Value", self._values[key])
        made = make()
        with self._lock:
            self._values[key] = made
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made
