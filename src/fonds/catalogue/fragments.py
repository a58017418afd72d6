"""Fragments (floor 3): what harvesters are given most of each document, made ready when it is published.

They are alike, and asked for in the order of the documents' numbers; so 64 lie together in one packed block: a tenth
of the size, and unpacked in a tenth of the time, that each would take alone. An empty place means that whoever asks has
to make it. A fragment holds no NUL, as nothing in XML does.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from fonds.catalogue.compression import inflate, inflate_beside, pack
from fonds.catalogue.meta import find_meta
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.tables import fragments, refusals, versions
from fonds.catalogue.walking import Walk

TOGETHER = 64
"""Documents of a block. It is part of the layout."""
_WAITING = 64
"""Blocks that are held in memory while writing."""
_BATCH = 200
_END = b"\0"

_BLOCK = Prepared(select(fragments.c.body).where(fragments.c.block == bindparam("at_block")))
_writing = insert_or(fragments)
_WRITE = Prepared(
    _writing.on_conflict_do_update(index_elements=[fragments.c.block], set_={"body": _writing.excluded.body}),
    "block", "body",
)
_REFUSED = Prepared(select(refusals.c.format).where(refusals.c.document == bindparam("at_id")))
_REFUSE = Prepared(insert(refusals), "format", "document", "given")
_ALLOW = Prepared(
    delete(refusals).where(refusals.c.format == bindparam("at_format"), refusals.c.document == bindparam("at_id"))
)
_LIVE = Walk(versions.c.tree, versions.c.page_text, together=_BATCH)

Dissemination = Callable[[bytes], tuple[bytes, tuple[str, ...]]]
"""Makes of a document's tree (with marks for datestamps) its fragment, and tells the formats that refuse it."""


def read_block(cursor: Any, block: int) -> list[bytes]:
    """Return the fragments of a block in order; those that are not there are empty."""
    row = _BLOCK.one(cursor, at_block=block)
    return inflate(row[0]).split(_END) if row else [b""] * TOGETHER


class FragmentWriter:
    """Writes fragments and refusals inside the transaction of a release."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._blocks: dict[int, list[bytes]] = {}
        self._offered: frozenset[str] | None = None

    def write(self, document: int, fragment: bytes) -> None:
        """Keep a document's fragment; an empty one where there is none."""
        block, place = divmod(document, TOGETHER)
        if block not in self._blocks:
            if len(self._blocks) >= _WAITING:
                self.flush()
            self._blocks[block] = read_block(self._cursor, block)
        self._blocks[block][place] = fragment

    def refuse(self, document: int, formats: tuple[str, ...], *, existed: bool) -> None:
        """Keep in which formats a document cannot be given. ``existed``: it was published before.

        Where it could be given in a format before, those who have it so are to hear that it is gone there.
        """
        before = {row[0] for row in _REFUSED.all(self._cursor, at_id=document)} if existed else set()
        for name in before.difference(formats):
            _ALLOW.run(self._cursor, at_format=name, at_id=document)
        for name in formats:
            if name not in before:
                given = existed and name in self.offered
                _REFUSE.run(self._cursor, format=name, document=document, given=int(given))

    @property
    def offered(self) -> frozenset[str]:
        """The formats that could be had from the site before this release."""
        if self._offered is None:
            self._offered = frozenset(find_meta(self._cursor, "formats").split())
        return self._offered

    def flush(self) -> None:
        """Write what is held."""
        for block, places in self._blocks.items():
            _WRITE.run(self._cursor, block=block, body=pack(_END.join(places)))
        self._blocks.clear()


def make_all_again(cursor: Any, writer: FragmentWriter, make: Dissemination) -> None:
    """Make the fragments and refusals of all live documents again."""
    for document, tree, page in _LIVE.through(cursor):
        fragment, refused = make(inflate_beside(tree, page))
        writer.write(document, fragment)
        writer.refuse(document, refused, existed=True)
    writer.flush()
