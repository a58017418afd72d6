"""Registers (floor 6): what a publish must remember of every document, in a few bytes of memory for each.

A dictionary of a million keys takes several hundred megabytes. Here the words lie in the spool, and memory holds a
number for each word and the place it lies at; whatever is found by its number is compared with the words themselves.
"""

from array import array
from collections.abc import Iterator, MutableMapping

from fonds.publishing.spool import Spool

_SMALLEST = 1_024
_FREE = -1


class Places:
    """Numbers of 64 bits and the places that belong to them; one number may have several. 24 to 48 bytes each."""

    __slots__ = ("_numbers", "_places", "_used")

    def __init__(self) -> None:
        self._allot(_SMALLEST)

    def __len__(self) -> int:
        return self._used

    def __iter__(self) -> Iterator[int]:
        """Yield all places, the lowest first."""
        return iter(array("q", sorted(place for place in self._places if place != _FREE)))

    def find(self, number: int) -> Iterator[int]:
        """Yield the places of a number."""
        mask = len(self._places) - 1
        slot = number & mask
        while (place := self._places[slot]) != _FREE:
            if self._numbers[slot] == number:
                yield place
            slot = (slot + 1) & mask

    def add(self, number: int, place: int) -> None:
        """Add a place; the same one twice is two."""
        if 3 * self._used >= 2 * len(self._places):
            numbers, places = self._numbers, self._places
            self._allot(2 * len(places))
            for known, where in zip(numbers, places, strict=True):
                if where != _FREE:
                    self._put(known, where)
        self._put(number, place)

    def replace(self, number: int, old: int, new: int) -> None:
        """Let another place stand for one that is known."""
        mask = len(self._places) - 1
        slot = number & mask
        while self._places[slot] != old or self._numbers[slot] != number:
            slot = (slot + 1) & mask
        self._places[slot] = new

    def _allot(self, size: int) -> None:
        self._numbers = array("q", bytes(8 * size))
        self._places = array("q", [_FREE]) * size
        self._used = 0

    def _put(self, number: int, place: int) -> None:
        mask = len(self._places) - 1
        slot = number & mask
        while self._places[slot] != _FREE:
            slot = (slot + 1) & mask
        self._numbers[slot], self._places[slot] = number, place
        self._used += 1


class Register(MutableMapping[str, str]):
    """A dictionary of texts that lies in the spool; its keys come in the order they were last set."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._places = Places()
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, key: str) -> str:
        found = self._find(key)
        if found is None or found[1] is None:
            raise KeyError(key)
        return found[1]

    def __setitem__(self, key: str, value: str) -> None:
        self._length += self._put(key, value) is None

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._put(key, None)
        self._length -= 1

    def __iter__(self) -> Iterator[str]:
        for place in self._places:
            key, value = self._spool.read(place)
            if value is not None:
                yield key

    def _put(self, key: str, value: str | None) -> str | None:
        """Set a value, None for "taken out"; return the one before."""
        found = self._find(key)
        place = self._spool.keep((key, value))
        if found is None:
            self._places.add(hash(key), place)
            return None
        self._places.replace(hash(key), found[0], place)
        return found[1]

    def _find(self, key: str) -> tuple[int, str | None] | None:
        for place in self._places.find(hash(key)):
            known, value = self._spool.read(place)
            if known == key:
                return place, value
        return None
