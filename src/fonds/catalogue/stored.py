"""What the store holds beside what documents and entities say (floor 3): triples of no description, and evidence.

Triples of no description (the vocabulary, the canned queries described) are kept as they were when the store was made,
so that the next release knows what to take out of it, whatever has changed on disk meanwhile; and with what they were
made of, so that they need not be made again of the same. Evidence follows from
the versions of documents: whose is loaded, a release notes as the beginning of their sources.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from fonds.catalogue.compression import deflate, inflate
from fonds.catalogue.meta import find_meta, set_meta
from fonds.catalogue.packing import unpack_evidence
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.tables import common_triples, documents, versions
from fonds.catalogue.walking import is_live, is_present

_BATCH = 500
_MADE_OF = "common_made_of"
"""What the catalogue says of itself: a digest of what the triples of no description were made of, a space, theirs."""
_COMMON = Prepared(select(common_triples.c.content).where(common_triples.c.digest == bindparam("at_digest")))
_KEEP = Prepared(insert(common_triples), "digest", "content")
_FORGET = Prepared(delete(common_triples).where(common_triples.c.digest != bindparam("at_digest")))
_EVIDENCE = Prepared(
    select(documents.c.id, documents.c.slug, versions.c.page_text, versions.c.own, versions.c.evidence)
    .join_from(documents, versions, is_present())
    .where(
        is_live(documents), documents.c.id > bindparam("after"),
        func.substr(versions.c.source, 1, func.length(bindparam("prefix"))) == bindparam("prefix"),
    )
    .order_by(documents.c.id)
    .limit(_BATCH)
)


def _silent(slug: str, evidence: bytes) -> bytes:
    """Say nothing of any evidence."""
    return b""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a store is to hold beside the descriptions.

    ``common`` are N-Triples of no description, ``made_of`` a digest of all they were made of (empty: nobody knows, so they
    are made again at the next release). ``prefix`` begins the sources of the documents whose evidence is loaded,
    too; None: of none. ``written`` makes N-Triples of a slug and the evidence kept of that document, none of them twice.
    """

    common: bytes = b""
    prefix: str | None = None
    written: Callable[[str, bytes], bytes] = _silent
    made_of: str = ""

    @property
    def digest(self) -> str:
        """What the triples of no description are known by."""
        return hashlib.blake2b(self.common, digest_size=12).hexdigest()

    def evidence(self, slug: str, source: str, packed: tuple[bytes, bytes, bytes]) -> bytes:
        """Return a version's evidence as the store has it; ``packed`` are its columns page_text, own and evidence."""
        if self.prefix is None or not packed[2] or not source.startswith(self.prefix):
            return b""
        page, own, evidence = packed
        return self.written(slug, unpack_evidence(evidence, page, own))


class StoredReader(RecordReader):
    """Answers what stands in the store beside the descriptions."""

    def find_common(self, digest: str) -> bytes | None:
        """Return triples of no description that a release had, or None where they are not known any more."""
        row = self._one(_COMMON, at_digest=digest)
        return None if row is None else inflate(row[0])

    def find_common_made_of(self, made_of: str) -> bytes | None:
        """Return the triples of no description of the current release, where they were made of this; else None."""
        with self._connections.cursor() as cursor:
            known, _, digest = find_meta(cursor, _MADE_OF).partition(" ")
        return self.find_common(digest) if made_of and known == made_of else None

    def evidence(self, beside: Beside) -> Iterator[bytes]:
        """Yield the evidence of all live documents it is wanted of, a piece each; ask inside a snapshot."""
        if beside.prefix is None:
            return
        for _, slug, page, own, evidence in self._through(_EVIDENCE, prefix=beside.prefix):
            yield beside.evidence(slug, beside.prefix, (page, own, evidence))


def keep_common(cursor: Any, beside: Beside) -> None:
    """Keep the triples of no description for the release after this one, and forget all others."""
    digest = beside.digest
    _FORGET.run(cursor, at_digest=digest)
    if _COMMON.one(cursor, at_digest=digest) is None:
        _KEEP.run(cursor, digest=digest, content=deflate(beside.common))
    set_meta(cursor, _MADE_OF, f"{beside.made_of} {digest}")
