"""XLSX as a file (floor 3): looked through part by part before a library opens it (ECMA-376, parts 1 and 2).

What could do harm is refused here: parts that unpack into far more than a workbook needs, a DTD (Open Packaging
Conventions forbid it, 8.1.4), rows or cells beyond the size of a sheet (18,278 columns of one row a million times
over), rows out of order, which a reader would leave out unseen. Formulas and merged cells are counted on the way.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

MOST_PARTS = 5_000
LARGEST_PART = 32_000_000
"""Bytes of a part that is no sheet: styles, relations."""
LARGEST_STRINGS = 256_000_000
"""Bytes of the texts that all sheets share, which a reader keeps in memory."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The size of a sheet (Excel's own limits)."""
MOST_CELLS = 50_000_000
"""Cells of all sheets, those left out before the last one of a row included."""
DEEPEST = 100
_CHUNK = 1 << 18
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class PackageError(Exception):
    """A file is no workbook, or one that is refused; the words say why."""


@dataclass(slots=True)
class Sheet:
    """What was seen of one part: its formulas, and the merged cells (``A3:A5``)."""

    formulas: int = 0
    merged: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Look:
    """Where the look at one part is."""

    sheet: Sheet
    cells: int
    depth: int = 0
    row: int = 0
    column: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise PackageError(f"elements are nested more than {DEEPEST} deep")
        local = name.rpartition(" ")[2]
        if local == "c":
            self.cell(attributes.get("r", ""))
        elif local == "row":
            self.next_row(attributes.get("r", ""))
        elif local == "f":
            self.sheet.formulas += 1
        elif local == "mergeCell":
            self.sheet.merged.append(attributes.get("ref", "")[:40])

    def end(self, name: str) -> None:
        self.depth -= 1
        if name.rpartition(" ")[2] == "row":
            self.cells += self.column

    def next_row(self, written: str) -> None:
        number = self.row + 1
        if written:
            number = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0
        if not self.row < number <= LAST_ROW:
            raise PackageError(f"row {written or number!r} is out of order, or beyond a sheet's end")
        self.row, self.column = number, 0

    def cell(self, written: str) -> None:
        column = self.column + 1
        if written:
            match = _REFERENCE.fullmatch(written)
            column = column_number(match[1]) if match else 0
            if match and int(match[2]) != self.row:
                raise PackageError(f"the cell {written[:20]!r} stands in row {self.row}")
        if not self.column < column <= LAST_COLUMN:
            raise PackageError(f"the cell {written[:20]!r} is out of order, or beyond a sheet's end")
        self.column = column
        if self.cells + column > MOST_CELLS:
            raise PackageError(f"it has more than {MOST_CELLS:,} cells")

    def doctype(self, *_: object) -> None:
        raise PackageError("it has a document type declaration")


def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def check_package(path: Path, limit: int) -> dict[str, Sheet]:
    """Look through a workbook that unpacks into at most ``limit`` bytes; return what is in its parts, by their names.

    Raises PackageError.
    """
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS:
                raise PackageError(f"it has more than {MOST_PARTS:,} parts")
            names = [entry.filename for entry in entries]
            if len(set(names)) < len(names):
                raise PackageError("two parts have the same name")
            if "[Content_Types].xml" not in names:
                raise PackageError("it is no workbook")
            return _check_parts(package, [each for each in entries if _is_xml(each.filename)], limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise PackageError(f"it is no whole workbook, or protected by a password ({error})") from error
    except expat.ExpatError as error:
        raise PackageError(f"one of its parts is not well-formed XML ({error})") from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_parts(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limit: int) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    size = cells = 0
    for entry in entries:
        name = entry.filename
        largest = LARGEST_STRINGS if name.startswith("xl/sharedStrings") else LARGEST_PART
        if name.startswith("xl/worksheets/"):
            largest = limit
        sheet = found[name] = Sheet()
        look = _Look(sheet, cells)
        size += _check_part(package, entry, look, min(largest, limit - size))
        cells = look.cells
    return found


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, look: _Look, limit: int) -> int:
    """Look through one part; return how many bytes it has."""
    size = 0
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.StartDoctypeDeclHandler = look.doctype
    for data in _chunks(package, entry):
        size += len(data)
        if size > limit:
            raise PackageError(f"its part {entry.filename[:80]!r} unpacks into more than {limit:,} bytes")
        parser.Parse(data, False)
    parser.Parse(b"", True)
    return size


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as stream:
        while data := stream.read(_CHUNK):
            yield data
