"""What a release changes in the store (floor 3): all its triples, or those it takes away and adds.

That is what documents and entities say, and what stands beside it (`stored.py`).

Both are asked inside the transaction that writes the release, before it has a datestamp. The lines that will bear that
stamp are therefore left out and given to ``later``, with their marks (`stamps.py`): whoever makes the store adds them
last, once the stamp is known.

A subject belongs to one document or to one entity, so what a description loses nobody else says: the difference
between what was released of it and what is released now is exact.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from fonds.catalogue.compression import as_turtle, inflate, inflate_beside, unfold
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import Release
from fonds.catalogue.stamps import CREATED, MODIFIED, stamped
from fonds.catalogue.stored import Beside, StoredReader
from fonds.catalogue.tables import (
    documents,
    entities,
    entity_versions,
    former_documents,
    former_entities,
    releases,
    versions,
)
from fonds.rdf.tally import Tally

Later = Callable[[bytes], object]
"""Takes lines that wait for the stamp of this release."""

_BATCH = 500
_MARKS = (CREATED.encode(), MODIFIED.encode())
_WAITING = re.compile(rb"\n (<[^>]*> \"(?:%s|%s)\"\^\^<[^>]*>)(?=\n(?!  )|\Z)" % _MARKS)
"""A line with a mark as it is folded: the only statement of its predicate, and not the first of its subject."""

_old, _new = versions.alias("old"), versions.alias("new")
_issued, _before, _since = releases.alias("issued"), releases.alias("before"), releases.alias("since")
_DOCUMENTS = Prepared(
    select(
        documents.c.id, former_documents.c.version, _old.c.page_text, _old.c.own, _before.c.stamp,
        _new.c.page_text, _new.c.own, _since.c.stamp, _issued.c.stamp,
    )
    .select_from(documents)
    .join(_issued, _issued.c.number == documents.c.created_in)
    .join(_since, _since.c.number == documents.c.modified_in)
    .outerjoin(former_documents, former_documents.c.document == documents.c.id)
    .outerjoin(_old, and_(_old.c.document == documents.c.id, _old.c.version == former_documents.c.version))
    .outerjoin(_before, _before.c.number == _old.c.release)
    .outerjoin(
        _new,
        and_(_new.c.document == documents.c.id, _new.c.version == documents.c.version, documents.c.state == "live"),
    )
    .where(documents.c.modified_in == bindparam("release"), documents.c.id > bindparam("after"))
    .order_by(documents.c.id)
    .limit(_BATCH)
)
_EVIDENCE = Prepared(
    select(
        documents.c.id, documents.c.slug,
        *(_old.c[name] for name in ("source", "page_text", "own", "evidence")),
        *(_new.c[name] for name in ("source", "page_text", "own", "evidence")),
    )
    .select_from(documents)
    .outerjoin(former_documents, former_documents.c.document == documents.c.id)
    .outerjoin(_old, and_(_old.c.document == documents.c.id, _old.c.version == former_documents.c.version))
    .outerjoin(
        _new,
        and_(_new.c.document == documents.c.id, _new.c.version == documents.c.version, documents.c.state == "live"),
    )
    .where(
        documents.c.modified_in == bindparam("release"), documents.c.id > bindparam("after"),
        or_(
            *(
                func.substr(each.c.source, 1, func.length(bindparam("prefix"))) == bindparam("prefix")
                for each in (_old, _new)
            )
        ),
    )
    .order_by(documents.c.id)
    .limit(_BATCH)
)
_said, _says = entity_versions.alias("said"), entity_versions.alias("says")
_ENTITIES = Prepared(
    select(entities.c.id, former_entities.c.version, _said.c.own, _says.c.own)
    .select_from(entities)
    .outerjoin(former_entities, former_entities.c.entity == entities.c.id)
    .outerjoin(_said, and_(_said.c.entity == entities.c.id, _said.c.version == former_entities.c.version))
    .outerjoin(
        _says,
        and_(_says.c.entity == entities.c.id, _says.c.version == entities.c.version, entities.c.state == "live"),
    )
    .where(
        or_(entities.c.modified_in == bindparam("release"), former_entities.c.entity.is_not(None)),
        entities.c.id > bindparam("after"),
    )
    .order_by(entities.c.id)
    .limit(_BATCH)
)


@dataclass(frozen=True, slots=True)
class Delta:
    """What one description loses and wins: N-Triples, no line in both."""

    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]


class DeltaReader(StoredReader):
    """Answers what the release in the making does to the store."""

    def whole(self, later: Later, beside: Beside, tally: Tally) -> Iterator[bytes]:
        """Yield all triples as Turtle, but for the lines that wait for the stamp; what is yielded is counted."""
        folded = (_folded_held_back(own, later) for own in self.own(bytes))
        for triples in chain((beside.common,), folded, self.evidence(beside)):
            tally.add(triples)
            yield as_turtle(triples)

    def delta(self, before: Release | None, release: int, later: Later, beside: Beside) -> Iterator[Delta | None]:
        """Yield how each part differs from what was released before; None where that is not known any more."""
        if before is None or before.evidence != beside.prefix:
            yield None
            return
        if before.vocabulary != beside.digest:
            common = self.find_common(before.vocabulary)
            yield None if common is None else _difference(common, beside.common)
        yield from self._document_deltas(release, later)
        yield from self._entity_deltas(release)
        if beside.prefix is not None:
            yield from self._evidence_deltas(release, beside, beside.prefix)

    def _document_deltas(self, release: int, later: Later) -> Iterator[Delta | None]:
        rows = self._through(_DOCUMENTS, release=release)
        for _, former, old_page, old, before, page, own, since, issued in rows:
            if former is not None and old is None:
                yield None
            said = stamped(inflate_beside(old, old_page), issued, before) if old else b""
            says = stamped(inflate_beside(own, page), issued, since) if own else b""
            yield _difference(said, _held_back(says, later))

    def _entity_deltas(self, release: int) -> Iterator[Delta | None]:
        for _, former, old, own in self._through(_ENTITIES, release=release):
            if former is not None and old is None:
                yield None
            yield _difference(inflate(old or b""), inflate(own or b""))

    def _evidence_deltas(self, release: int, beside: Beside, prefix: str) -> Iterator[Delta]:
        """A former version that is not known any more has been told of by the document itself."""
        for _, slug, *columns in self._through(_EVIDENCE, release=release, prefix=prefix):
            yield _difference(*(_evidence(slug, columns[start : start + 4], beside) for start in (0, 4)))


def _evidence(slug: str, columns: list[Any], beside: Beside) -> bytes:
    """Return the evidence of a version as the store has it; nothing where there is no such version."""
    source, *packed = columns
    return b"" if source is None else beside.evidence(slug, source, (packed[0], packed[1], packed[2]))


def _difference(said: bytes, says: bytes) -> Delta:
    old, new = set(said.splitlines(keepends=True)), set(says.splitlines(keepends=True))
    return Delta(tuple(sorted(old - new)), tuple(sorted(new - old)))


def _held_back(own: bytes, later: Later) -> bytes:
    """Return the lines without a mark; the others are given to ``later``."""
    if not any(mark in own for mark in _MARKS):
        return own
    lines = own.splitlines(keepends=True)
    waiting = [line for line in lines if any(mark in line for mark in _MARKS)]
    later(b"".join(waiting))
    return b"".join(line for line in lines if line not in waiting)


def _folded_held_back(own: bytes, later: Later) -> bytes:
    """Return triples, folded perhaps, without those that bear a mark; those are given to ``later`` as N-Triples."""

    def wait(match: re.Match[bytes]) -> bytes:
        start = max(own.rfind(begins, 0, match.start()) for begins in (b"\n<", b"\n_")) + 1
        later(b"%s %s .\n" % (own[start : own.index(b" ", start)], match[1]))
        return b""

    rest = _WAITING.sub(wait, own)
    return _held_back(unfold(rest), later) if any(mark in rest for mark in _MARKS) else rest
