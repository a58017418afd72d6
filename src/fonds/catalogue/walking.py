"""Walking (floor 3): through many rows, in stretches, in order of number.

What reads so says ``number > :after``, is ordered by number and limited; a test looks at how each such statement is done.
"""

from collections.abc import Callable, Iterator, Sequence
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


def is_present() -> ColumnElement[bool]:
    """Return the condition that a version is the present one of a document: what both are joined on."""
    return (versions.c.document == documents.c.id) & (versions.c.version == documents.c.version)


def in_stretches(ask: Callable[[Any], Sequence[Row]], after: int | str = 0) -> Iterator[Row]:
    """Yield all rows: ``ask`` gives those that follow a number (or a text), and the first value of a row is its own.

    Nothing is being read between two stretches, so that whoever takes the rows may write meanwhile.
    """
    while rows := ask(after):
        yield from rows
        after = rows[-1][0]


class Walk:
    """The number of each live document, and columns of its present version, in order, in stretches."""

    def __init__(self, *columns: ColumnElement[Any], together: int) -> None:
        self._stretch = Prepared(
            select(documents.c.id, *columns)
            .join_from(documents, versions, is_present())
            .where(is_live(documents), documents.c.id > bindparam("after"))
            .order_by(documents.c.id)
            .limit(together)
        )

    def through(self, cursor: Any) -> Iterator[Row]:
        """Return them all, one by one."""
        return in_stretches(lambda after: self._stretch.all(cursor, after=after))
