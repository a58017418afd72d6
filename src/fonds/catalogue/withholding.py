"""What is withheld (floor 3): documents that were taken out of everything, and must not come back.

A row of ``withheld`` is all that is left of where a document came from: the key of its source and the digest of its
file, once for each digest it ever had. Whoever publishes asks here first.
"""

from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select

from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import Withheld
from fonds.catalogue.tables import documents, releases, slugs, withheld

_COLUMNS = (
    withheld.c.slug, func.min(withheld.c.source), withheld.c.reason, withheld.c.release, releases.c.stamp,
)
_ALL = Prepared(
    select(*_COLUMNS)
    .join_from(withheld, releases, releases.c.number == withheld.c.release)
    .group_by(withheld.c.slug)
    .order_by(withheld.c.slug)
)
_PLACES = Prepared(
    select(withheld.c.slug, withheld.c.source, withheld.c.file_digest, withheld.c.reason)
    .order_by(withheld.c.slug, withheld.c.file_digest)
)
_FITTING = Prepared(
    select(withheld.c.slug, withheld.c.source, withheld.c.reason, withheld.c.release, releases.c.stamp)
    .join_from(withheld, releases, releases.c.number == withheld.c.release)
    .where(or_(withheld.c.source == bindparam("at_source"), withheld.c.file_digest == bindparam("at_digest")))
    .order_by(withheld.c.slug)
    .limit(1)
)
_ANY = Prepared(select(withheld.c.slug).limit(1))
_KNOWN = Prepared(select(withheld.c.slug).where(withheld.c.slug == bindparam("at_slug")).limit(1))
_WITHHOLD = Prepared(insert(withheld), "slug", "source", "file_digest", "reason", "release")
_REGISTERED = Prepared(select(slugs.c.source).where(slugs.c.slug == bindparam("at_slug")))
_REGISTER = Prepared(insert(slugs), "slug", "source", "current")
_UNREGISTER = Prepared(
    delete(slugs).where(
        slugs.c.slug == bindparam("at_slug"), ~exists().where(documents.c.slug == slugs.c.slug)
    )
)
_LIFT = Prepared(delete(withheld).where(withheld.c.slug == bindparam("at_slug")))


class WithheldReader(RecordReader):
    """Answers what must not be published."""

    def withheld(self) -> tuple[Withheld, ...]:
        """Return every document that is withheld, by slug."""
        return tuple(Withheld(*row) for row in self._all(_ALL))

    def withheld_places(self) -> tuple[tuple[str, str, str, str], ...]:
        """Return slug, source, digest of the file and reason of all that is withheld, to carry it to another catalogue."""
        return tuple((row[0], row[1], row[2], row[3]) for row in self._all(_PLACES))

    def find_withheld(self, source: str, file_digest: str) -> Withheld | None:
        """Return what is withheld of a source, or of a file with these bytes wherever it lies; or None."""
        row = self._one(_FITTING, at_source=source, at_digest=file_digest)
        return None if row is None else Withheld(*row)

    def withholds(self) -> bool:
        """Whether anything is withheld."""
        return self._one(_ANY) is not None

    def is_withheld(self, slug: str) -> bool:
        """Whether a slug is that of a document that is withheld."""
        return self._one(_KNOWN, at_slug=slug) is not None


def withhold(cursor: Any, slug: str, source: str, digests: set[str], reason: str, release: int) -> None:
    """Let no document come back from this source, nor one whose file has one of these digests."""
    _LIFT.run(cursor, at_slug=slug)
    if _REGISTERED.one(cursor, at_slug=slug) is None:  # withheld elsewhere, and never published here
        _REGISTER.run(cursor, slug=slug, source=source, current=slug)
    _WITHHOLD.run_many(
        cursor,
        (
            {"slug": slug, "source": source, "file_digest": digest, "reason": reason, "release": release}
            for digest in sorted({*digests} - {""}) or ("",)
        ),
    )


def lift(cursor: Any, slug: str) -> bool:
    """Let a document come back; False where it was not withheld."""
    if not _LIFT.run(cursor, at_slug=slug):
        return False
    _UNREGISTER.run(cursor, at_slug=slug)
    return True
