"""The spool (floor 6): what a publish has made and not yet released, on disk, gone with the process.

The memory a publish takes does not grow with what its pages say, and with their number by a few bytes each only
(`register.py`).
"""

import pickle
import tempfile
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from fonds.catalogue.compression import inflate, inflate_beside
from fonds.catalogue.packing import PackedDocument, unpack_evidence, unpack_extra
from fonds.catalogue.rows import DocumentRow, Listing, SearchText

_NO_LISTING, _NO_SEARCH = Listing(""), SearchText("")


class Spool:
    """Keeps things by the place it returns for them. Not for several threads."""

    def __init__(self, directory: Path | None) -> None:
        """``directory`` is where there is room; None: where the system keeps temporary files."""
        self._file = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - closed by __exit__
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

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


def unpack_document(packed: PackedDocument) -> DocumentRow:
    """Return the row that was packed."""
    page = inflate(packed.page_text)
    tree, own, cards = (inflate_beside(each, packed.page_text) for each in (packed.tree, packed.own, packed.cards))
    evidence = unpack_evidence(packed.evidence, packed.page_text, packed.own)
    return DocumentRow(
        slug=packed.slug, source=packed.source, input_digest=packed.input_digest,
        content_digest=packed.content_digest, tree=tree, own=own, cards=cards, evidence=evidence,
        page_text=page.decode(), listing=packed.listing, links=packed.links, search=packed.search,
        file_digest=packed.file_digest, identity=packed.identity, references=packed.references, lists=packed.lists,
    )
