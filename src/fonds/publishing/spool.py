"""The spool (floor 6): what a publish has made and not yet released, on disk, gone with the process.

The memory a publish takes does not grow with what its pages say, and with their number by a few bytes each only
(`register.py`).
"""

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

from fonds.catalogue.packing import PackedDocument, unpack_extra
from fonds.catalogue.rows import Listing, SearchText
from fonds.publishing.scratch import Scratch

_NO_LISTING, _NO_SEARCH = Listing(""), SearchText("")


class Spool(Scratch):
    """Keeps things by the place it returns for them. Not for several threads."""

    def __init__(self, directory: Path | None) -> None:
        """``directory`` as of :class:`Scratch`."""
        super().__init__(directory)
        self._end = 0

    def keep(self, thing: object) -> int:
        """Write anything; return its place."""
        return self.keep_pickled(pickle.dumps(thing))

    def keep_pickled(self, data: bytes) -> int:
        """Write what was pickled already, in another process perhaps; return its place."""
        place = self._end
        self._file.seek(place)
        self._file.write(len(data).to_bytes(8) + data)
        self._end += 8 + len(data)
        return place

    def read(self, place: int) -> Any:
        """Return what was kept there."""
        return pickle.loads(self.read_pickled(place))  # noqa: S301 - our own file, which nobody else can open

    def read_pickled(self, place: int) -> bytes:
        """Return what was kept there as it lies there, for another process."""
        self._file.seek(place)
        size = int.from_bytes(self._file.read(8))
        return self._file.read(size)

    def keep_document(self, packed: PackedDocument) -> int:
        """Write a packed document; what its ``extra`` holds anyway is left out."""
        return self.keep_pickled(pickled_document(packed))

    def read_document(self, place: int) -> PackedDocument:
        """Return a packed document."""
        return unpickled_document(self.read_pickled(place))


def pickled_document(packed: PackedDocument) -> bytes:
    """Return a packed document as the spool keeps it."""
    return pickle.dumps(replace(packed, listing=_NO_LISTING, links=(), search=_NO_SEARCH))


def unpickled_document(data: bytes) -> PackedDocument:
    """Return a packed document as it was before it was pickled."""
    packed: PackedDocument = pickle.loads(data)  # noqa: S301 - from our own spool, or a worker of ours
    listing, links, search = unpack_extra(packed.extra, packed.page_text)
    return replace(packed, listing=listing, links=links, search=search)
