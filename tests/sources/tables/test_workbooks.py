"""XLSX: the values people see, and the workbooks that are refused."""

import datetime
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fonds.problems import Problem
from fonds.sources.parts import ReadOptions
from fonds.sources.tables import package
from sources.tables.sheets import found, parts, records, said

SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["id", "title", "date", "sender"]


def book(folder: Path, *rows: list[Any], change: Callable[[Any], None] = lambda _: None) -> Path:
    """Write a workbook whose first sheet has these rows."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made)
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def rewritten(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Change the bytes of one part of a workbook; an empty ``old`` puts the new ones behind all others."""
    with zipfile.ZipFile(path) as source:
        contents = {entry.filename: source.read(entry) for entry in source.infolist()}
    changed = contents[name].replace(old, new) if old else contents[name] + new
    assert changed != contents[name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for each, data in {**contents, name: changed}.items():
            target.writestr(each, data)
    return path


def refusal(path: Path, **options: int) -> str:
    """Return why a workbook is refused."""
    (problem,) = found(path, ReadOptions(**options))  # type: ignore[arg-type]  # only sizes are given here
    assert isinstance(problem, Problem) and problem.code == "workbook-broken", problem
    return problem.detail


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    """Whole numbers have no point, days no time, and a date shown as a month or a year is one."""

    def shown(made: Any) -> None:
        made.active["C3"].number_format = "mmmm yyyy"
        made.active["C4"].number_format = '"Jahr" yyyy'

    day = datetime.date(1979, 12, 1)
    path = book(tmp_path, HEADER, [1.0, "A", day, True], [2, "B", day, "x"], [3, "C", day], [4, "D", 1979], change=shown)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found_records = records(path)
    assert [part.id for part in parts(path)] == ["1", "2", "3", "4"]
    assert [each.dates[0].date.value.edtf for each in found_records] == ["1979-12-01", "1979-12", "1979", "1979"]
    assert said(found_records[0]) == {"sender": ["TRUE"]}


def test_the_first_sheet_that_is_not_hidden_is_read(tmp_path: Path) -> None:
    """The other sheets are named in a note; a mapping may choose any of them, and a wrong name is refused."""

    def sheets(made: Any) -> None:
        made.active.title, made.active.sheet_state = "Hidden", "hidden"
        for title in ("Briefe", "Rest"):
            sheet = made.create_sheet(title)
            sheet.append(HEADER)
            sheet.append([title, title, 1979])

    path = book(tmp_path, HEADER, ["h", "Hidden", 1979], change=sheets)
    assert [part.id for part in parts(path)] == ["Briefe"]
    note = found(path)[0]
    assert isinstance(note, Problem) and note.detail == "read: 'Briefe'; not read: 'Hidden', 'Rest'"
    table: dict[str, Any] = {"id": "id", "columns": {"title": "title"}}
    assert [part.id for part in parts(path, a={**table, "sheet": "Hidden"})] == ["h"]
    (missing,) = found(path, a={**table, "sheet": "Letters"})
    assert isinstance(missing, Problem) and "'Letters'; it has 'Hidden', 'Briefe', 'Rest'" in missing.detail


def test_formulas_without_a_value_and_errors_are_told(tmp_path: Path) -> None:
    """A cell whose formula was never computed, or that shows an error, has no value, and its row and column are named."""
    path = book(tmp_path, HEADER, [1, "A", 1979, "=B2"], [2, "B", 1979, "#N/A"])
    told = [[p.detail for p in each.problems if p.code == "table-cell-unreadable"] for each in records(path)]
    assert told == [["row 2, column 'sender': a formula that was never computed"], ["row 3, column 'sender': #N/A"]]


def test_merged_cells_are_told_below_the_header(tmp_path: Path) -> None:
    """Of merged cells the first has the value; a heading over several columns is no fault."""
    rows = (["Letters"], HEADER, [1, "A", 1979, "Klee"], [2, "B", 1979])

    def heading(made: Any) -> None:
        made.active.merge_cells("A1:D1")

    def both(made: Any) -> None:
        heading(made)
        made.active.merge_cells("D3:D4")

    table = {"header": 2, "id": "id", "columns": {"title": "title", "date": "date", "sender": "sender"}}
    assert [e.code for e in found(book(tmp_path, *rows, change=heading), a=table) if isinstance(e, Problem)] == []
    path = book(tmp_path, *rows, change=both)
    (note,) = [each for each in found(path, a=table) if isinstance(each, Problem)]
    assert (note.code, note.detail) == ("table-cells-merged", "D3:D4")
    assert [said(each) for each in records(path, a=table)] == [{"sender": ["Klee"]}, {}]


def test_line_ends_of_other_programs_are_line_ends(tmp_path: Path) -> None:
    """The escapes a workbook writes for control characters do not show in the text."""
    one = records(book(tmp_path, [*HEADER, "text"], [1, "A", 1979, "x", "one_x000D_\ntwo_x005F_three"]))[0]
    assert one.body and one.body.value.split() == ["one", "two_three"]


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        (SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "document type declaration"),
        (SHEET, b'<row r="2"', b'<row r="9999999"', "beyond a sheet's end"),
        (SHEET, b'<row r="2"', b'<row r="1"', "out of order"),
        (SHEET, b'r="B2"', b'r="ZZZ2"', "beyond a sheet's end"),
        (SHEET, b'r="B2"', b'r="B7"', "stands in row 2"),
        (SHEET, b"</sheetData>", b"</sheetDat>", "not well-formed"),
        (SHEET, b"<sheetData>", b"<a>" * 200 + b"<sheetData>", "nested more than"),
        ("xl/styles.xml", b"", b" " * (package.LARGEST_PART + 1), "unpacks into more than"),
        ("xl/workbook.xml", b"<sheets>", b"<sheet>", "not well-formed"),
    ],
)
def test_a_hostile_workbook_is_refused(tmp_path: Path, name: str, old: bytes, new: bytes, why: str) -> None:
    """Entities, bombs, rows and cells out of place, broken parts: nothing is read, and the Problem says why."""
    path = rewritten(book(tmp_path, HEADER, [1, "A", 1979, "x"]), name, old, new)
    told = found(path)
    assert all(isinstance(each, Problem) and each.severity == "error" for each in told) and len(told) == 1
    assert why in str(told[0])


def test_a_false_size_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    """A sheet that claims a million rows and has two is read as two."""
    path = book(tmp_path, HEADER, [1, "A", 1979, "x"])
    assert len(parts(rewritten(path, SHEET, b'ref="A1:D2"', b'ref="A1:XFD1048576"'))) == 1


def test_what_it_unpacks_into_is_bounded(tmp_path: Path) -> None:
    """A small file that unpacks into more than the limit is refused while it is unpacked."""
    path = book(tmp_path, HEADER, *([n, "A" * 50, 1979, "x"] for n in range(2_000)))
    assert path.stat().st_size < 100_000
    assert "unpacks into more than" in refusal(path, file_bytes=100_000)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    """An empty file, a torn one and one with a password are no workbooks."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert "protected by a password" in refusal(path)


def test_a_torn_workbook_is_refused(tmp_path: Path) -> None:
    """A file that was cut short is refused, wherever it was cut."""
    path = book(tmp_path, HEADER, [1, "A", 1979, "x"])
    data = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(data[: int(len(data) * share)])
        assert refusal(path)
