"""Prepared statements (floor 3): SQLAlchemy Core compiled once, run on the driver's cursor ever after.

Core's execution costs several times what SQLite needs to find a row, so what runs for every request or every
document of a publish goes this way. To run on another database, compile for its dialect here.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from fonds.catalogue.digests import Digest, kept

Row = tuple[Any, ...]


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column of a table as one that no index is used for: a plus before it keeps SQLite from any (The SQLite
    Query Optimizer Overview, "Disqualifying WHERE Clause Terms Using Unary-+")."""
    return literal_column(f"+{column}")


class Prepared:
    """One statement with named parameters; for an INSERT name its ``columns``."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._names: list[str] = []
        self._defaults: dict[str, Any] = {}
        self._digests: frozenset[str] = frozenset()

    def one(self, cursor: Any, **values: Any) -> Row | None:
        """Run and return the first row, or None."""
        row: Row | None = cursor.execute(self.sql, self._ordered(values)).fetchone()
        return row

    def all(self, cursor: Any, **values: Any) -> list[Row]:
        """Run and return all rows."""
        rows: list[Row] = cursor.execute(self.sql, self._ordered(values)).fetchall()
        return rows

    def each(self, cursor: Any, **values: Any) -> Iterator[Row]:
        """Run and yield the rows one by one, on a cursor of their own beside the one that is given."""
        own = cursor.connection.cursor()
        try:
            yield from own.execute(self.sql, self._ordered(values))
        finally:
            own.close()

    def run(self, cursor: Any, **values: Any) -> int:
        """Run a statement that writes, and return the number of rows it wrote."""
        return int(cursor.execute(self.sql, self._ordered(values)).rowcount)

    def run_many(self, cursor: Any, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement that writes once for each row; the rows, of which one is held at a time, must not ask ``cursor``."""
        cursor.executemany(self.sql, map(self._ordered, rows))

    @cached_property
    def sql(self) -> str:
        """The statement as the driver takes it; compiled when first asked for."""
        compiled = self._statement.compile(
            dialect=sqlite.dialect(), column_keys=list(self._columns) or None
        )
        self._names = list(getattr(compiled, "positiontup", None) or [])
        self._defaults = dict(compiled.params)
        bound = getattr(compiled, "binds", {})
        self._digests = frozenset(name for name in self._names if isinstance(bound[name].type, Digest))
        return str(compiled)

    def _ordered(self, values: Mapping[str, Any]) -> list[Any]:
        _ = self.sql
        given = [values[name] if name in values else self._defaults[name] for name in self._names]
        if self._digests:
            return [kept(value) if name in self._digests else value for name, value in zip(self._names, given, strict=True)]
        return given
