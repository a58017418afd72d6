"""Rows of a CSV file (floor 3): cells by column, each row with the line it begins at. Pure.

A file whose quotes do not close is read line by line, so that one slip costs one row. What cannot be read is a
Problem with the code the caller names.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fonds.problems import Problem


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line it begins at (from 1) and its cells by column, white space made single."""

    line: int
    cells: dict[str, str]


def parse_csv(
    data: bytes, where: str, code: str, needed: Sequence[str], *, delimiter: str = ",", text: str | None = None
) -> Iterator[CsvRow | list[str] | Problem]:
    """Yield the columns first, then a CsvRow or a Problem for each row that is not blank.

    ``needed`` columns must be there; where they are not, one Problem is all there is. ``text`` is the file's text
    where the caller has decoded it already; otherwise it must be UTF-8.
    """
    if text is None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            yield Problem(code, where, "it is not UTF-8 text", data[: error.start].count(b"\n") + 1)
            return
    lines = list(_lines(text, where, code, delimiter))
    header = next((cells for _, cells in lines if not isinstance(cells, Problem)), None)
    if header is None:
        return
    columns = [cell.strip() for cell in header]
    if fault := _header_fault(columns, needed):
        yield Problem(code, where, fault, 1)
        return
    yield columns
    seen_header = False
    for line, cells in lines:
        if isinstance(cells, Problem):
            yield cells
        elif not seen_header:
            seen_header = True
        elif any(cell.strip() for cell in cells):
            yield _row(columns, cells, line, where, code)


def parse_known(
    data: bytes, where: str, code: str, needed: Sequence[str], known: Sequence[str]
) -> Iterator[CsvRow | Problem]:
    """Yield the rows of a file whose columns have fixed names; a Problem names those it has besides."""
    for row in parse_csv(data, where, code, needed):
        if not isinstance(row, list):
            yield row
        elif unknown := [name for name in row if name not in known]:
            yield Problem("authority-column-unknown", where, ", ".join(map(repr, unknown)), 1)


def _lines(text: str, where: str, code: str, delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield the rows with the line each begins at; where quotes do not close, every line is read by itself."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
        found: list[tuple[int, list[str] | Problem]] = []
        begins = 1
        for cells in reader:
            if cells:
                found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        found = [
            (number, _line(line, number, where, code, delimiter))
            for number, line in enumerate(text.splitlines(), 1) if line
        ]
    yield from found


def _line(line: str, number: int, where: str, code: str, delimiter: str) -> list[str] | Problem:
    try:
        return next(csv.reader([line], strict=True, delimiter=delimiter), [])
    except csv.Error as error:
        return Problem(code, where, str(error), number)


def _header_fault(columns: list[str], needed: Sequence[str]) -> str:
    missing = [name for name in needed if name not in columns]
    if missing:
        hint = "; cells are separated by commas" if len(columns) == 1 else ""
        return f"no column {', '.join(missing)}{hint}"
    return "two columns have one name" if len(set(columns)) < len(columns) else ""


def _row(columns: list[str], values: list[str], line: int, where: str, code: str) -> CsvRow | Problem:
    if len(values) != len(columns):
        return Problem(code, where, f"it has {len(values)} cells, the header {len(columns)}", line)
    return CsvRow(line, {column: " ".join(value.split()) for column, value in zip(columns, values, strict=True)})
