"""XLSX (floor 3): the values of one sheet, as they would be read on the screen. The only importer of openpyxl.

Formulas count as the value the spreadsheet last computed; of merged cells only the first has a value. A date is as
exact as the cell shows it: one shown as "December 1979" is a month, though the file holds its first day.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from fonds.sources.rendering import one_line
from fonds.sources.tables.mapping import TableMapping
from fonds.sources.tables.package import PackageError, Sheet, check_package
from fonds.sources.tables.rows import Header, Item, Note, Row, make_header

MOST_TOLD = 5
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How line ends stand in the texts of a workbook (ECMA-376 part 1, 22.9.2.19)."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')


def read_workbook(path: Path, mapping: TableMapping, limit: int, longest: int) -> Iterator[Item]:
    """Yield header, rows and notes of the sheet the mapping names, else of the first one that is not hidden.

    ``limit`` is how many bytes it may unpack into, ``longest`` how many characters the cells of one row may have.
    """
    try:
        parts = check_package(path, limit)
        with _opened(path) as book, _opened(path, formulas=True) as formulas:
            sheets = list(book.worksheets)
            index = _find_sheet(sheets, mapping.sheet)
            if index is None:
                names = ", ".join(repr(sheet.title) for sheet in sheets) or "no sheet"
                yield Note("table-sheet-missing", f"sheet {mapping.sheet!r}; it has {names}" if mapping.sheet else names)
                return
            seen = parts.get(getattr(sheets[index], "_worksheet_path", ""), Sheet())
            others = ", ".join(repr(sheet.title) for place, sheet in enumerate(sheets) if place != index)
            if others and not mapping.sheet:
                yield Note("table-sheets-unread", f"read: {sheets[index].title!r}; not read: {others}")
            twin = formulas.worksheets[index] if seen.formulas else None
            yield from _rows(sheets[index], twin, seen, mapping.header, longest)
    except PackageError as error:
        yield Note("workbook-broken", str(error))
    except Exception as error:  # whatever a broken workbook makes the library raise: it has no exception of its own
        yield Note("workbook-broken", f"{type(error).__name__}: {error}")


@contextmanager
def _opened(path: Path, *, formulas: bool = False) -> Iterator[Any]:
    """Open a workbook to be read row by row; the library's warnings are of what it leaves out, styles and the like."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=not formulas, keep_links=False)) as book:
            yield book


def _find_sheet(sheets: list[Any], name: str) -> int | None:
    if name:
        return next((place for place, sheet in enumerate(sheets) if one_line(sheet.title) == name), None)
    return next((place for place, sheet in enumerate(sheets) if sheet.sheet_state == "visible"), None)


def _merged(seen: Sheet, header_row: int) -> Iterator[Note]:
    """Tell of merged cells below the header; a heading over several columns does no harm."""
    merged = [ref for ref in seen.merged if not ref.rpartition(":")[2].lstrip(_LETTERS).isdigit()
              or int(ref.rpartition(":")[2].lstrip(_LETTERS)) > header_row]
    if merged:
        more = f" and {len(merged) - MOST_TOLD:,} more" if len(merged) > MOST_TOLD else ""
        yield Note("table-cells-merged", ", ".join(merged[:MOST_TOLD]) + more)


def _rows(sheet: Any, twin: Any, seen: Sheet, header_row: int, longest: int) -> Iterator[Item]:
    header: Header | None = None
    sheet.reset_dimensions()
    doubles: Iterable[Any] = ()
    if twin is not None:
        twin.reset_dimensions()
        doubles = twin.iter_rows()
    written = iter(doubles)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        formulas = next(written, ())
        texts = [text_of(cell) for cell in cells]
        if not any(text.strip() for text in texts) and header is None:
            continue
        if header is None:
            if number >= header_row:
                header = make_header([one_line(text) for text in texts])
                yield header
                yield from _merged(seen, number)
        elif any(cell.value is not None for cell in (*cells, *formulas)):
            yield _row(number, cells, texts, formulas, header, longest)


def _row(number: int, cells: Any, texts: list[str], formulas: Any, header: Header, longest: int) -> Row:
    columns = header.columns
    place = Row(number, number, {})
    if any(text.strip() for text in texts[len(columns) :]):
        return Row(number, number, {}, ("table-row-ragged", f"{place.place()} has more cells than the header"))
    if (size := sum(map(len, texts))) > longest:
        return Row(number, number, {}, ("table-row-too-large", f"{place.place()}: {size:,} characters"))
    remarks: list[tuple[str, str]] = []
    for index, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        if cell.data_type == "e" and cell.value is not None:
            remarks.append(("table-cell-unreadable", f"{place.place(column)}: {cell.value}"))
            texts[index] = ""
        elif cell.value is None and index < len(formulas) and formulas[index].data_type == "f":
            remarks.append(("table-cell-unreadable", f"{place.place(column)}: a formula that was never computed"))
    values = {column: [text] for column, text in zip(columns, texts, strict=False) if text.strip()}
    return Row(number, number, values, remarks=tuple(remarks))


def text_of(cell: Any) -> str:
    """Return the value of a cell as text: dates by ISO 8601 as exactly as the cell shows them."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return shown_date(value, str(cell.number_format or ""))
    if isinstance(value, time | timedelta):
        return str(value)
    return _ESCAPED.sub(_unescaped, str(value))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1].upper() in ("0009", "000A", "000D", "005F") else match[0]


def shown_date(value: datetime | date, number_format: str) -> str:
    """Return a date at the precision a number format shows (ECMA-376 part 1, 18.8.31).

    >>> shown_date(date(1979, 12, 1), "mmm yyyy"), shown_date(date(1979, 1, 1), "yyyy"), shown_date(date(1979, 1, 1), "")
    ('1979-12', '1979', '1979-01-01')
    """
    letters = _QUOTED.sub("", number_format.partition(";")[0]).lower()
    if "y" in letters and "d" not in letters:
        return value.isoformat()[: 7 if "m" in letters.replace("am/pm", "") else 4]
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep="T", timespec="minutes")
    return value.isoformat()[:10]
