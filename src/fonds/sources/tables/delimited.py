"""CSV and TSV (floor 3): rows of cells by RFC 4180 and IANA's text/tab-separated-values.

The delimiter is the one the mapping names, the one an Excel line ``sep=;`` names, or the one that makes most of the
header. A row with more or fewer cells than the header is not published: its values may belong to other columns.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fonds.sources.rendering import one_line
from fonds.sources.tables.fields import field_of
from fonds.sources.tables.mapping import TableMapping
from fonds.sources.tables.rows import Header, Item, Note, Row, make_header

DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class _Form:
    """How cells stand apart: the delimiter, whether quotes bound cells, and a first line that is no row."""

    delimiter: str
    quoted: bool = True
    lead: int = 0


def read_delimited(path: Path, encoding: str, mapping: TableMapping, longest: int) -> Iterator[Item]:
    """Yield header, rows and notes of a file that `text_files.check_text` has looked through.

    ``longest`` is how many characters the cells of one row may have.
    """
    csv.field_size_limit(max(longest, csv.field_size_limit()))  # of the whole process: never below what others rely on
    try:
        with path.open(encoding=encoding, newline="") as stream:
            head = stream.read(_HEAD)
        form = _form(head, path, mapping)
        if form.delimiter == "\t" and form.quoted and not _is_quoted(path, encoding, form):
            form = _Form("\t", quoted=False, lead=form.lead)
        with path.open(encoding=encoding, newline="") as stream:
            yield from _read(stream, form, mapping.header, longest)
    except (OSError, UnicodeError) as error:
        yield Note("file-unreadable", f"it changed while it was read ({type(error).__name__})")


def _form(head: str, path: Path, mapping: TableMapping) -> _Form:
    first, _, rest = head.partition("\n")
    first = first.strip()
    lead = 0
    if first.lower().startswith("sep=") and len(first) == 5:
        if not mapping.delimiter:
            return _Form(first[4], lead=1)
        lead, head = 1, rest
    if mapping.delimiter:
        return _Form(mapping.delimiter, lead=lead)
    if path.suffix.lower() == ".tsv":
        return _Form("\t", lead=lead)
    return _Form(find_delimiter(head, {column for columns in mapping.columns.values() for column in columns}))


def find_delimiter(head: str, columns: set[str]) -> str:
    """Return the delimiter that makes most known columns of the first row, or else most columns.

    >>> find_delimiter("Nr;Title;Date, as written\\n", set())
    ';'
    """

    def score(delimiter: str) -> tuple[int, int]:
        names = [one_line(name) for name in _first_row(head, delimiter)]
        return sum(name in columns or field_of(name) != "" for name in names), len(names)

    return max(DELIMITERS, key=score)


def _first_row(head: str, delimiter: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if any(row)), [])
    except csv.Error:
        return []


def _is_quoted(path: Path, encoding: str, form: _Form) -> bool:
    """Whether quotes bound cells in a file with tabs: IANA's form has none, spreadsheets write them."""
    with path.open(encoding=encoding, newline="") as stream:
        try:
            for _ in _reader(stream, form):
                pass
        except csv.Error:
            return False
    return True


def _reader(stream: Iterable[str], form: _Form) -> Any:
    if form.quoted:
        return csv.reader(stream, delimiter=form.delimiter, strict=True)
    return csv.reader(stream, delimiter=form.delimiter, quoting=csv.QUOTE_NONE, quotechar=None)


def _read(stream: Iterable[str], form: _Form, header_row: int, longest: int) -> Iterator[Item]:
    reader = _reader(stream, form)
    header: Header | None = None
    number, line = 0, 1
    try:
        for cells in reader:
            number += 1
            here, line = line, reader.line_num + 1
            if number <= form.lead or not any(cell.strip() for cell in cells):
                continue
            if header is not None:
                yield _row(Row(number, here, {}), cells, header, longest)
            elif number - form.lead >= header_row:
                header = make_header([one_line(cell) for cell in cells])
                yield header
    except csv.Error as error:
        yield Note("table-malformed", f"row {number + 1}: {error}", line)


def _row(row: Row, cells: list[str], header: Header, longest: int) -> Row:
    columns = header.columns
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        detail = f"{row.place()} has {len(cells)} cells, the header {len(columns)}"
        return Row(row.number, row.line, {}, ("table-row-ragged", detail))
    if (size := sum(map(len, cells))) > longest:
        return Row(row.number, row.line, {}, ("table-row-too-large", f"{row.place()}: {size:,} characters"))
    values = {column: [cell] for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    return Row(row.number, row.line, values)
