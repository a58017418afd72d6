"""Numbers for names (floor 3): of relations, of genres and archives, of sets, which rows of other tables bear instead.

A name gets its number when a release first meets it. What is to be numbered is a table of ``id`` and a unique name, perhaps
with more beside it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, select

from fonds.catalogue.prepared import Prepared


class Numbers:
    """The numbers of one table, for one release; each name is looked up once."""

    def __init__(self, cursor: Any, table: Table) -> None:
        """``table`` has its numbers first, then its names."""
        self._cursor = cursor
        self._name, self._find, self._add = _statements(table)
        self._known: dict[str, int] = {}

    def of(self, name: str, **beside: str) -> int:
        """Return the number of a name; ``beside`` are the other columns of a row that is made for it."""
        if name not in self._known:
            found = self._find.one(self._cursor, at_name=name)
            if found is None:
                self._add.run(self._cursor, **{self._name: name}, **beside)
            self._known[name] = int(self._cursor.lastrowid) if found is None else found[0]
        return self._known[name]

    def forget(self) -> None:
        """Look names up again: rows have been taken away."""
        self._known.clear()


@cache
def _statements(table: Table) -> tuple[str, Prepared, Prepared]:
    """Return the column of the names, what finds a number and what adds a row."""
    _, name, *_ = names = [column.name for column in table.c]
    found = select(table.c.id).where(table.c[name] == bindparam("at_name"))
    return name, Prepared(found), Prepared(insert(table), *names[1:])
