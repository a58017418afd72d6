"""The catalogue as it was (floor 3): what was live in an earlier release, for one that brings it back.

Only what has changed since then is looked at: everything else is as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, and_, bindparam, func, or_, select

from fonds.catalogue.compression import inflate, inflate_beside
from fonds.catalogue.packing import PackedDocument, unpack_citing, unpack_extra
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import EntityRow
from fonds.catalogue.tables import changes, documents, entities, entity_versions, slugs, versions, withheld

_BATCH = 500


def _last(column: str) -> Select[tuple[object]]:
    """Select something of a document's last entry in the change log up to a release."""
    return (
        select(changes.c[column])
        .where(changes.c.slug == documents.c.slug, changes.c.release <= bindparam("release"))
        .order_by(changes.c.seq.desc())
        .limit(1)
    )


_CHANGED = Prepared(
    select(
        documents.c.id, documents.c.slug, documents.c.state, documents.c.reason,
        _last("kind").scalar_subquery(), _last("version").scalar_subquery(),
    )
    .where(documents.c.modified_in > bindparam("release"), documents.c.id > bindparam("after"))
    .order_by(documents.c.id)
    .limit(_BATCH)
)
_VERSION = Prepared(
    select(
        versions.c.file_digest, versions.c.content_digest, versions.c.page_text, versions.c.tree, versions.c.own,
        versions.c.cards, versions.c.evidence, versions.c.extra, slugs.c.source, documents.c.lists,
    )
    .join_from(documents, versions, versions.c.document == documents.c.id)
    .join(slugs, slugs.c.slug == documents.c.slug)
    .where(documents.c.slug == bindparam("at_slug"), versions.c.version == bindparam("number"))
)
_WITHHELD = Prepared(
    select(withheld.c.slug)
    .where(
        or_(
            withheld.c.slug == bindparam("at_slug"),
            and_(withheld.c.source != "", withheld.c.source == bindparam("at_source")),
            and_(withheld.c.file_digest != "", withheld.c.file_digest == bindparam("digest")),
        )
    )
    .limit(1)
)
_earlier = entity_versions.alias("earlier")
_WAS = (
    select(func.max(_earlier.c.version))
    .where(_earlier.c.entity == entities.c.id, _earlier.c.release <= bindparam("release"))
    .correlate(entities)
    .scalar_subquery()
)
_ENTITIES = Prepared(
    select(
        entities.c.id, entities.c.key, entity_versions.c.type, entity_versions.c.label, entity_versions.c.digest,
        entity_versions.c.own, entity_versions.c.tree, entity_versions.c.cards,
    )
    .join_from(
        entities, entity_versions,
        and_(entity_versions.c.entity == entities.c.id, entity_versions.c.version == _WAS),
    )
    .where(entities.c.modified_in > bindparam("release"), entities.c.id > bindparam("after"))
    .order_by(entities.c.id)
    .limit(_BATCH)
)


@dataclass(frozen=True, slots=True)
class Past:
    """A document that has changed since a release: whether it is live, why it is not, the version that was live then."""

    slug: str
    is_live: bool
    reason: str
    version: int | None


class HistoryReader(RecordReader):
    """Answers what an earlier release held, as far as it differs from what is held. Ask inside a snapshot."""

    def changed_since(self, release: int) -> Iterator[Past]:
        """Yield every document that has changed since a release."""
        for _, slug, state, reason, kind, version in self._through(_CHANGED, release=release):
            yield Past(slug, state == "live", reason, version if kind in ("create", "update") else None)

    def find_past(self, slug: str, version: int) -> PackedDocument | None:
        """Return a version as it can be released again, under its source's present name; None where it was erased.

        What it was made from counts as unknown, so that the next publish reads its source again.
        """
        row = self._one(_VERSION, at_slug=slug, number=version)
        if row is None or not row[3]:
            return None
        file_digest, content_digest, page_text, tree, own, cards, evidence, extra, source, lists = row
        listing, found, words = unpack_extra(extra, page_text)
        identity, references = unpack_citing(extra, page_text)
        return PackedDocument(
            slug=slug, source=source, file_digest=file_digest, input_digest="", content_digest=content_digest,
            listing=listing, links=found, search=words, page_text=page_text, tree=tree, own=own, cards=cards,
            evidence=evidence, extra=extra, identity=identity, references=references, lists=lists,
        )

    def is_withheld(self, slug: str, source: str, file_digest: str) -> bool:
        """Whether a document must not be published, by its slug, its source or what its file says."""
        return self._one(_WITHHELD, at_slug=slug, at_source=source, digest=file_digest) is not None

    def entities_then(self, release: int) -> Iterator[EntityRow]:
        """Yield entities that have changed since a release, as they were described then."""
        for _, key, kind, label, digest, packed, tree, cards in self._through(_ENTITIES, release=release):
            own, shown, others = inflate(packed), inflate_beside(tree, packed), inflate_beside(cards, packed)
            yield EntityRow(key, kind, label, shown, own, others, digest)
