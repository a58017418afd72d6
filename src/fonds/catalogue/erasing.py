"""Erasing (floor 3): taking what a document says out of the whole catalogue, inside the transaction of a release.

What a document says stands in more places than its own versions: entities that it named are described by it, and the
trees of other documents show its title (where they cite it) and the names of those entities, in every version that was
ever released. So every version of the catalogue is looked through, once; a purge is rare, and has to be sure.

Numbers, datestamps and the slug stay. Versions of the document are left as rows without content.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from fonds.catalogue.citing import CitationWriter
from fonds.catalogue.compression import Packer, inflate, inflate_beside, pack_together
from fonds.catalogue.fragments import FragmentWriter
from fonds.catalogue.memberships import MembershipWriter
from fonds.catalogue.outlines import OutlineWriter
from fonds.catalogue.packing import pack_parts, parse_extra, unpack_evidence, unpack_extra
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.search import add_words, merge_words, remove_words
from fonds.catalogue.tables import (
    UNDATED,
    changes,
    documents,
    entities,
    entity_names,
    entity_versions,
    relation_counts,
    slugs,
    versions,
)
from fonds.catalogue.walking import in_stretches
from fonds.catalogue.withholding import withhold
from fonds.errors import NotFoundError
from fonds.rdf.literals import name_term, parse_term

_BATCH = 200
_BLOBS = ("page_text", "tree", "own", "cards", "extra", "evidence")
_DIGESTS = ("file_digest", "input_digest", "content_digest")
_LISTED = ("label", "genre", "date", "earliest", "latest", "archive", "summary")
_NAMING = tuple(
    name_term(name)
    for name in ("rdf:type", "rdfs:label", "schema:name", "dcterms:title", "fonds:identityStatus")
)
"""What every document that names an entity says of it."""

_FAMILY = Prepared(
    select(documents.c.id, documents.c.slug, documents.c.version, documents.c.modified_in)
    .join_from(slugs, documents, documents.c.slug == slugs.c.slug)
    .where(slugs.c.source == bindparam("at_source"))
)
_SOURCE = Prepared(select(slugs.c.source, slugs.c.current).where(slugs.c.slug == bindparam("at_slug")))
_OWN_VERSIONS = Prepared(
    select(versions.c.file_digest, versions.c.extra, versions.c.page_text).where(
        versions.c.document == bindparam("at_id")
    )
)
_ERASE_VERSIONS = Prepared(
    update(versions)
    .where(versions.c.document == bindparam("at_id"))
    .values({"source": "", **dict.fromkeys(_DIGESTS, ""), **dict.fromkeys(_BLOBS, b"")})
)
_ERASE_DOCUMENT = Prepared(
    update(documents)
    .where(documents.c.id == bindparam("at_id"))
    .values(
        state="deleted", modified_in=bindparam("release"), reason=bindparam("why"), successor="", lists="",
        sort_key=UNDATED, **dict.fromkeys((*_DIGESTS, *_LISTED), ""),
    )
)
_CHANGE = Prepared(insert(changes), "kind", "slug", "version", "release", "reason", "successor")
_ENTITY = Prepared(
    select(entities.c.id, entities.c.state, entities.c.version).where(entities.c.key == bindparam("at_key"))
)
_ENTITY_VERSIONS = Prepared(
    select(
        entity_versions.c.id, entity_versions.c.version, entity_versions.c.own, entity_versions.c.cards,
        entity_versions.c.label,
    ).where(entity_versions.c.entity == bindparam("at_id"))
)
_REWRITE_ENTITY = Prepared(
    update(entity_versions)
    .where(entity_versions.c.id == bindparam("at_id"))
    .values({name: bindparam(f"new_{name}") for name in ("label", "digest", "own", "tree", "cards")})
)
_REDIGEST_ENTITY = Prepared(
    update(entities).where(entities.c.id == bindparam("at_id")).values(digest=bindparam("new_digest"))
)
_DROP_ENTITY = (
    Prepared(delete(entity_versions).where(entity_versions.c.entity == bindparam("at_id"))),
    Prepared(delete(relation_counts).where(relation_counts.c.entity == bindparam("at_id"))),
    Prepared(delete(entity_names).where(entity_names.c.entity == bindparam("at_id"))),
    Prepared(delete(entities).where(entities.c.id == bindparam("at_id"))),
)
_OTHERS = Prepared(
    select(
        versions.c.id, versions.c.document, versions.c.version, versions.c.page_text, versions.c.own,
        versions.c.cards, versions.c.extra, versions.c.evidence,
    )
    .where(versions.c.id > bindparam("after"))
    .order_by(versions.c.id)
    .limit(_BATCH)
)
_REWRITE = Prepared(
    update(versions)
    .where(versions.c.id == bindparam("at_id"))
    .values({**{name: bindparam(f"new_{name}") for name in _BLOBS}, "content_digest": bindparam("new_digest")})
)
_PRESENT = Prepared(
    select(documents.c.state, documents.c.version, documents.c.slug).where(documents.c.id == bindparam("at_id"))
)
_REDIGEST = Prepared(
    update(documents).where(documents.c.id == bindparam("at_id")).values(content_digest=bindparam("new_digest"))
)
_ALL_ENTITIES = Prepared(
    select(entities.c.id, entities.c.key, entities.c.version)
    .where(entities.c.id > bindparam("after"))
    .order_by(entities.c.id)
    .limit(_BATCH)
)


@dataclass(frozen=True, slots=True)
class Remade:
    """A description framed again: its tree and the digest of what it says."""

    tree: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Remaking:
    """What the mapper knows and the catalogue does not: how trees and digests are made, and what an IRI is.

    ``document`` is given slug, own triples, cards and evidence; ``entity`` is given key, own triples and cards.
    """

    document: Callable[[str, bytes, bytes, bytes], Remade]
    entity: Callable[[str, bytes, bytes], Remade]
    iri: Callable[[str], str]


@dataclass(slots=True)
class _Traces:
    """What must not be left: lines of triples, beginnings of lines, names to be found by; and who named what."""

    lines: set[bytes] = field(default_factory=set)
    subjects: tuple[bytes, ...] = ()
    names: set[str] = field(default_factory=set)
    gone: dict[str, int] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    def cleaned(self, lines: bytes) -> bytes:
        """Return N-Triples without what must not be left."""
        return b"".join(
            line for line in lines.splitlines(keepends=True)
            if line not in self.lines and not line.startswith(self.subjects)
        )


class Eraser:
    """Erases documents in one release; entities must agree with the links already."""

    def __init__(self, cursor: Any, release: int, remaking: Remaking, fragments: FragmentWriter) -> None:
        self._cursor = cursor
        self._fragments = fragments
        self._release = release
        self._remaking = remaking

    def erase(self, slug: str, reason: str) -> int:
        """Take a document out, under every slug its source ever had; return how many changes were logged for it.

        NotFoundError for a slug never published.
        """
        found = _SOURCE.one(self._cursor, at_slug=slug)
        if found is None:
            raise NotFoundError(f"No document has the slug {slug!r}.", "Slugs stand behind /doc/ in addresses.")
        source, present = found
        family = _FAMILY.all(self._cursor, at_source=source)
        named: set[str] = set()
        digests: set[str] = set()
        for document, *_ in family:
            for digest, extra, page in _OWN_VERSIONS.all(self._cursor, at_id=document):
                digests.add(digest)
                named.update(link.entity for link in (unpack_extra(extra, page)[1] if extra else ()))
        logged = sum(self._empty(row, reason) for row in family)
        traces = self._traces(named, [row[1] for row in family])
        self._sweep(traces, {row[0] for row in family})
        self._settle_entities(traces)
        OutlineWriter(self._cursor).forget_terms()
        withhold(self._cursor, present, source, digests, reason, self._release)
        merge_words(self._cursor)
        return logged

    def _empty(self, row: Any, reason: str) -> int:
        """Empty a document's own rows; log it unless its deletion is logged in this release already."""
        document, slug, version, modified_in = row
        _ERASE_VERSIONS.run(self._cursor, at_id=document)
        _ERASE_DOCUMENT.run(self._cursor, at_id=document, release=self._release, why=reason)
        CitationWriter(self._cursor).clear(document)
        self._fragments.write(document, b"")
        memberships = MembershipWriter(self._cursor, self._release)
        memberships.forget(document)
        if modified_in == self._release:
            return 0
        _CHANGE.run(
            self._cursor,
            kind="delete", slug=slug, version=version, release=self._release, reason=reason, successor="",
        )
        memberships.touch_all(document)
        return 1

    # ── what is left of it elsewhere ────────────────────────────────────────────────────────────────

    def _traces(self, named: set[str], family: list[str]) -> _Traces:
        traces = _Traces()
        iris = [self._remaking.iri(slug).encode() for slug in family]
        traces.subjects = tuple(beginning for iri in iris for beginning in (b"<%s>" % iri, b"<%s#" % iri))
        for key in sorted(named):
            found = _ENTITY.one(self._cursor, at_key=key)
            if found is None:
                continue
            rows = _ENTITY_VERSIONS.all(self._cursor, at_id=found[0])
            if found[1] == "live":
                traces.lines |= self._stale(rows, found[2])
            else:
                traces.gone[key] = found[0]
                traces.lines |= {line for row in rows for line in _lines(row[2]) if not _is_naming(line)}
        traces.names = {name for line in traces.lines for name in _name_in(line)}
        return traces

    def _stale(self, rows: list[Any], version: int) -> set[bytes]:
        """Return what earlier descriptions of an entity said and the present one does not."""
        present = {line for row in rows if row[1] == version for line in _lines(row[2])}
        return {line for row in rows for line in _lines(row[2])} - present

    def _sweep(self, traces: _Traces, family: set[int]) -> None:
        """Look through every version of every other document."""
        for row in in_stretches(lambda after: _OTHERS.all(self._cursor, after=after)):
            if row[1] not in family and row[6]:
                self._look_at(traces, row)

    def _look_at(self, traces: _Traces, row: Any) -> None:
        number, document, version, packed_page, *packed, packed_evidence = row
        own, cards, extra_bytes = (inflate_beside(each, packed_page) for each in packed)
        extra = json.loads(extra_bytes)
        traces.kept.update(key for key, _ in extra["links"] if key in traces.gone)
        cleaned = traces.cleaned(cards)
        names = str(extra["search"]["names"])
        left = "\n".join(name for name in names.split("\n") if name not in traces.names)
        if (cleaned, left) == (cards, names):
            return
        evidence = unpack_evidence(packed_evidence, packed_page, packed[0])
        state, present, slug = _PRESENT.one(self._cursor, at_id=document) or ("", 0, "")
        remade = self._remaking.document(slug, own, cleaned, evidence)
        if state == "live" and present == version:
            listing, links, before = parse_extra(extra)
            remove_words(self._cursor, document, listing, links, before)
            add_words(self._cursor, document, listing, links, replace(before, names=left))
            _REDIGEST.run(self._cursor, at_id=document, new_digest=remade.digest)
            self._fragments.write(document, b"")  # who asks for it makes it
        extra["search"]["names"] = left
        page = inflate(packed_page).decode()  # all is packed anew, for all lies beside the tree as it was
        parts = pack_parts(page, remade.tree, own, cleaned, evidence, extra)
        _REWRITE.run(
            self._cursor,
            at_id=number, new_digest=remade.digest, **{f"new_{name}": part for name, part in parts.items()},
        )

    # ── entities ────────────────────────────────────────────────────────────────────────────────────

    def _settle_entities(self, traces: _Traces) -> None:
        """Drop those nobody else ever named; of the others nothing is left that must not be."""
        for key, entity in traces.gone.items():
            if key not in traces.kept:
                for statement in _DROP_ENTITY:
                    statement.run(self._cursor, at_id=entity)
        if traces.lines:
            for entity, key, version in in_stretches(lambda after: _ALL_ENTITIES.all(self._cursor, after=after)):
                self._clean_entity(traces, key, entity, version)

    def _clean_entity(self, traces: _Traces, key: str, entity: int, version: int) -> None:
        for number, each, packed_own, packed_cards, label in _ENTITY_VERSIONS.all(self._cursor, at_id=entity):
            own = inflate(packed_own)
            cards = inflate_beside(packed_cards, packed_own)
            new_own, new_cards = traces.cleaned(own), traces.cleaned(cards)
            if (own, cards) == (new_own, new_cards):
                continue
            remade = self._remaking.entity(key, new_own, new_cards)
            packed_new, packed_tree = pack_together(new_own, remade.tree)
            _REWRITE_ENTITY.run(
                self._cursor,
                at_id=number, new_label="" if label in traces.names else label, new_digest=remade.digest,
                new_own=packed_new, new_tree=packed_tree,
                new_cards=Packer(new_own, remade.tree).triples_beside(new_cards),
            )
            if each == version:
                _REDIGEST_ENTITY.run(self._cursor, at_id=entity, new_digest=remade.digest)


def _lines(own: bytes) -> list[bytes]:
    return inflate(own).splitlines(keepends=True)


def _is_naming(line: bytes) -> bool:
    return line.decode().split(" ", 2)[1] in _NAMING


def _name_in(line: bytes) -> Iterator[str]:
    """Yield the text of a line that gives one, as it stands among the names a document is found by."""
    term = line.decode().split(" ", 2)[2].removesuffix(" .\n")
    if term.startswith('"'):
        yield parse_term(term).value
