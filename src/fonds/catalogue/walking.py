"""Walking (floor 3): through all that is live, in stretches, in order of number."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, select

from fonds.catalogue.prepared import Prepared, Row, unindexed
from fonds.catalogue.tables import documents, versions


def is_live(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row of ``table`` is live, for a stretch of rows in order of number.

    It leaves the index of live rows alone: the database would read and sort all of them for every stretch, since it cannot
    know that few are not live.
    """
    return unindexed(table.c.state) == "live"


class Walk:
    """The number of each live document, and columns of its present version, in order.

    They are read in stretches, so that the cursor may write between two of them.
    """

    def __init__(self, *columns: ColumnElement[Any], together: int) -> None:
        self._stretch = Prepared(
            select(documents.c.id, *columns)
            .join_from(
                documents, versions,
                (versions.c.document == documents.c.id) & (versions.c.version == documents.c.version),
            )
            .where(is_live(documents), documents.c.id > bindparam("after"))
            .order_by(documents.c.id)
            .limit(together)
        )

    def through(self, cursor: Any) -> Iterator[Row]:
        """Yield them all."""
        after = 0
        while rows := self._stretch.all(cursor, after=after):
            yield from rows
            after = rows[-1][0]
