"""Rows (floor 3): what every kind of table comes down to, and the temporary file they wait in.

A reader looks through a whole table once; its rows are kept in a file that vanishes, so that what was checked is what
is read, and memory does not grow with the table.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``number`` is the row people see in a spreadsheet (JSON Lines: the line), ``line`` the line of the file.

    ``cells`` are values by column, those that are empty left out. ``fault`` (a Problem's code and its detail) keeps
    the row from being published; ``remarks`` are Problems that do not.
    """

    number: int
    line: int
    cells: dict[str, list[str]]
    fault: tuple[str, str] | None = None
    remarks: tuple[tuple[str, str], ...] = ()

    def place(self, column: str = "") -> str:
        """Return the words for a place in the table.

        >>> Row(7, 9, {}).place("Date")
        "row 7, column 'Date'"
        """
        return f"row {self.number}, column {column!r}" if column else f"row {self.number}"


class RowFile:
    """Rows in a temporary file, in the order they were kept."""

    def __init__(self) -> None:
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - close() does

    def keep(self, row: Row) -> None:
        """Add a row at the end."""
        values = [row.number, row.line, row.cells, row.fault, row.remarks]
        self._file.write(json.dumps(values, ensure_ascii=False) + "\n")

    def __iter__(self) -> Iterator[Row]:
        self._file.seek(0)
        for line in self._file:
            number, at, cells, fault, remarks = json.loads(line)
            yield Row(number, at, cells, tuple(fault) if fault else None, tuple(map(tuple, remarks)))

    def close(self) -> None:
        """Let the file vanish."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell of a table as a whole; an error among the notes refuses it."""

    code: str
    detail: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, in order; a name that stands twice has ``(2)`` behind it the second time.

    ``twice`` are the names that do.
    """

    columns: tuple[str, ...]
    twice: frozenset[str] = frozenset()


Item = Header | Row | Note
"""What a reader of one kind of table yields: the header first, then rows; notes at any time."""


def make_header(names: list[str]) -> Header:
    """Return the header that some cells make; a column without a name is called by its place.

    >>> make_header(["Nr", "", "Note", "Note"]).columns
    ('Nr', 'column 2', 'Note', 'Note (2)')
    """
    while names and not names[-1]:
        names.pop()
    columns: dict[str, None] = {}
    counts: dict[str, int] = {}
    for place, given in enumerate(names, 1):
        name = given or f"column {place}"
        counts[name] = counts.get(name, 0) + 1
        again = counts[name]
        while name in columns:
            name = f"{given} ({again})"
            again += 1
        columns[name] = None
    return Header(tuple(columns), frozenset(name for name, count in counts.items() if count > 1))
