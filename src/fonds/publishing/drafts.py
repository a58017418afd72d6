"""Drafts (floor 6): documents as they wait until all others have been heard, and are completed (`completing.py`).

Nothing of a draft reaches the catalogue, so it is not packed as that wants it, which costs more than mapping a page: each
part is compressed as it is. What is asked for of a draft before that, its marks and its triples, lies apart.
"""

import pickle
from dataclasses import dataclass, replace

from isal import isal_zlib

from fonds.catalogue.rows import NOTHING_KNOWN, DocumentRow, Identity

_QUICKLY = 1
"""How hard a draft is packed: it is gone in minutes. The catalogue's way takes six times as long for two thirds of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that is not complete: ``own`` is its N-Triples, packed, ``rest`` all but these two, pickled and packed."""

    identity: Identity
    own: bytes
    rest: bytes

    def triples(self) -> bytes:
        """Return the N-Triples of the document itself."""
        return isal_zlib.decompress(self.own)

    def row(self) -> DocumentRow:
        """Return the row that was put by."""
        rest: DocumentRow = pickle.loads(isal_zlib.decompress(self.rest))  # noqa: S301 - from our own spool, or a worker of ours
        return replace(rest, own=self.triples(), identity=self.identity)


def pickled_draft(row: DocumentRow) -> bytes:
    """Return a row as it waits in the spool: a pickled :class:`Draft`."""
    rest = pickle.dumps(replace(row, own=b"", identity=NOTHING_KNOWN))
    return pickle.dumps(Draft(row.identity, isal_zlib.compress(row.own, _QUICKLY), isal_zlib.compress(rest, _QUICKLY)))


def unpickled_draft(data: bytes) -> Draft:
    """Return what was pickled so."""
    draft: Draft = pickle.loads(data)  # noqa: S301 - from our own spool, or a worker of ours
    return draft
