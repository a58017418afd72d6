"""What authority lists said (floor 3): kept for as long as a document was read with them.

So whoever publishes can tell which documents an edit of the lists touches, and leave the others as they are. What the
bytes mean is the publisher's business.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update

from fonds.catalogue.compression import deflate, inflate
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.reading import RecordReader
from fonds.catalogue.tables import authority_lists, documents, entities, links

_TOGETHER = 5_000
_IN_USE = Prepared(select(documents.c.lists).distinct().where(documents.c.state == "live"))
_CONTENT = Prepared(select(authority_lists.c.content).where(authority_lists.c.digest == bindparam("at_digest")))
_NAMING = Prepared(
    select(documents.c.slug)
    .distinct()
    .join_from(links, entities, entities.c.id == links.c.entity)
    .join(documents, documents.c.id == links.c.document)
    .where(entities.c.key == bindparam("at_key"))
)
_KEEP = Prepared(insert(authority_lists), "digest", "content")
_NOTE = Prepared(
    update(documents).where(documents.c.source == bindparam("at_source")).values(lists=bindparam("new_lists"))
)
_FORGET = Prepared(delete(authority_lists).where(~exists().where(documents.c.lists == authority_lists.c.digest)))


class ListsReader(RecordReader):
    """Answers which lists documents were read with."""

    def lists_in_use(self) -> frozenset[str]:
        """Return the digests of the lists that live documents were read with; empty for one nobody knows of."""
        return frozenset(row[0] for row in self._all(_IN_USE))

    def find_lists(self, digest: str) -> bytes | None:
        """Return what lists said, or None where it was never kept."""
        row = self._one(_CONTENT, at_digest=digest)
        return None if row is None else inflate(row[0])

    def slugs_naming(self, key: str) -> frozenset[str]:
        """Return the slugs of the live documents that lead to an entity."""
        return frozenset(row[0] for row in self._all(_NAMING, at_key=key))


def keep_lists(cursor: Any, digest: str, content: Callable[[], bytes], read_again: Iterable[str]) -> None:
    """Keep what lists say, let them be those of some sources, and forget lists no document was read with.

    ``content`` is asked for what they say where that is not kept yet.
    """
    if _CONTENT.one(cursor, at_digest=digest) is None:
        _KEEP.run(cursor, digest=digest, content=deflate(content()))
    for sources in _stretches(read_again):
        _NOTE.run_many(cursor, ({"at_source": source, "new_lists": digest} for source in sources))
    _FORGET.run(cursor)


def _stretches(sources: Iterable[str]) -> Iterator[list[str]]:
    stretch: list[str] = []
    for source in sources:
        stretch.append(source)
        if len(stretch) == _TOGETHER:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
