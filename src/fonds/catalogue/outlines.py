"""Outlines (floor 3): of each live document what ranking and facets need, and nothing else.

A search puts up to a thousand documents in order and counts what they name, wherever they lie in a file of gigabytes:
each of them is another place there. Rows so small that all of them stay in memory tell it, too. What else is to be ranked
or counted by is a column of ``outlines``, and a new layout.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, union

from fonds.catalogue.naming import KINDS, pack_named
from fonds.catalogue.numbering import Numbers
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.tables import documents, entities, links, outlines, terms
from fonds.catalogue.walking import Walk

_PUT = Prepared(insert(outlines), "document", "sort_key", "genre", "archive", *KINDS.values())
_REMOVE = Prepared(delete(outlines).where(outlines.c.document == bindparam("at_id")))
_EMPTY = (Prepared(delete(outlines)), Prepared(delete(terms)))
_USED = [select(column).where(column.is_not(None)) for column in (outlines.c.genre, outlines.c.archive)]
_FORGET = Prepared(delete(terms).where(terms.c.id.not_in(union(*_USED))))
_LIVE = Walk(documents.c.sort_key, documents.c.genre, documents.c.archive, together=500)
_LINKED = Prepared(
    select(entities.c.kind, entities.c.id)
    .join_from(links, entities, entities.c.id == links.c.entity)
    .where(links.c.document == bindparam("at_id"))
)


class OutlineWriter:
    """Writes outlines for one release."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._terms = Numbers(cursor, terms)

    def write(self, document: int, place: int, genre: str, archive: str, linked: Iterable[tuple[str, int]]) -> None:
        """Write the outline of a document that has none; ``place`` is its sort key, ``linked`` as for `pack_named`."""
        _PUT.run(
            self._cursor,
            document=document, sort_key=place, genre=self._term(genre), archive=self._term(archive), **pack_named(linked),
        )

    def remove(self, document: int) -> None:
        """Take the outline of a document away."""
        _REMOVE.run(self._cursor, at_id=document)

    def make_all(self) -> None:
        """Make the outlines of all live documents from what ``documents`` and ``links`` say."""
        self._terms.forget()
        for statement in _EMPTY:
            statement.run(self._cursor)
        for document, place, genre, archive in _LIVE.through(self._cursor):
            self.write(document, place, genre, archive, _LINKED.all(self._cursor, at_id=document))

    def forget_terms(self) -> None:
        """Take away the genres and archives that no document has."""
        self._terms.forget()
        _FORGET.run(self._cursor)

    def _term(self, name: str) -> int | None:
        """Return the number of a genre or an archive; None where there is none."""
        return self._terms.of(name) if name else None
