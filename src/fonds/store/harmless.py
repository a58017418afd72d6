"""Queries that were read and found harmless (floor 3), so that no process needs to read them again.

Reading takes the parser in pure Python some milliseconds, and what people ask is asked again: by the next page of a
result, by everybody who opens a link. It was read in one process; the others are told.
"""

import threading
from collections import OrderedDict

_MOST = 256
_SHORT = 10_000
"""Queries up to this length (characters) are remembered."""


class Harmless:
    """The texts that were found harmless last. Many threads may use it."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, query: str) -> bool:
        with self._lock:
            if query not in self._texts:
                return False
            self._texts.move_to_end(query)
            return True

    def add(self, query: str) -> None:
        """Remember one that was read; the one that was asked for longest ago makes room for it."""
        if len(query) > _SHORT:
            return
        with self._lock:
            self._texts[query] = None
            self._texts.move_to_end(query)
            if len(self._texts) > _MOST:
                self._texts.popitem(last=False)
