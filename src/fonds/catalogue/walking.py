"""Walking (floor 3): through all live documents, for what is made again of each."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from fonds.catalogue.prepared import Prepared, Row
from fonds.catalogue.tables import documents, versions


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
            .where(documents.c.state == "live", documents.c.id > bindparam("after"))
            .order_by(documents.c.id)
            .limit(together)
        )

    def through(self, cursor: Any) -> Iterator[Row]:
        """Yield them all."""
        after = 0
        while rows := self._stretch.all(cursor, after=after):
            yield from rows
            after = rows[-1][0]
