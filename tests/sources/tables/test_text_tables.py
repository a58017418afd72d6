"""CSV, TSV and JSON Lines: what is read of them, and what refuses a file or leaves out a row."""

import csv
import json
from pathlib import Path

import pytest

from fonds.problems import Problem
from fonds.sources.parts import Part, ReadOptions
from sources.tables.sheets import codes, found, parts, previews, records, write

LETTER = "title,date\nLetter,1979\n"


def _titles(path: Path) -> list[str]:
    return [each.title.value if each.title else "" for each in records(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_by_their_marks(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with or without a mark and UTF-16 with one are read; the mark is no part of the first header."""
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    path = write(tmp_path, (mark + "title,date\nBrief über Грозный,1979\n").encode(encoding))
    assert _titles(path) == ["Brief über Грозный"]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("title,date\nx,1979\nGrüße,1979\n".encode("latin-1"), "table-not-utf8", 3),
        (b"title,date\nx,1979\na\0b,1\n", "table-not-utf8", 3),
        (b'title,date\nx,1979\n"y,1979\n', "table-malformed", 3),
        (b'title,date\n"x" y,1979\n', "table-malformed", 2),
        (b"", "file-empty", None),
        (b"\xef\xbb\xbf \n\n", "file-empty", None),
        (b"title,date,date\nx,1979,1980\n", "table-header-broken", None),
        (b"title,dc:title,date\nx,y,1980\n", "table-header-broken", None),
    ],
)
def test_a_broken_file_is_refused_whole(tmp_path: Path, data: bytes, code: str, line: int | None) -> None:
    """A fault of the file, however late, refuses all of it and says where."""
    (problem,) = found(write(tmp_path, data))
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_a_late_fault_publishes_nothing_before_it(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 in the last of many rows refuse the first one too."""
    path = write(tmp_path, b"title,date\n" + b"Letter,1979\n" * 20_000 + b"\xff,1979\n")
    (problem,) = found(path)
    assert isinstance(problem, Problem) and (problem.code, problem.line) == ("table-not-utf8", 20_002)


@pytest.mark.parametrize(
    "text",
    [
        "Title;Date;Note, as written\nA, B;1979;x\n", "Title\tDate\nA, B\t1979\n", "Title|Date\nA, B|1979\n",
        "sep=;\nTitle;Date\nA, B;1979\n", "\n ;;\nTitle;Date\n;;\nA, B;1979\n", "Title;Date\r\nA, B;1979\r\n",
        "Title;Date\rA, B;1979\r",
    ],
)
def test_the_delimiter_is_what_divides_the_header(tmp_path: Path, text: str) -> None:
    """Semicolons, tabs and bars divide cells as well as commas; rows without words are no rows."""
    assert _titles(write(tmp_path, text)) == ["A, B"]


def test_tabs_divide_with_and_without_quotes(tmp_path: Path) -> None:
    """In TSV a cell in quotes is read as spreadsheets write it; where quotes do not close they are words."""
    assert _titles(write(tmp_path, 'title\tdate\n"A ""B"""\t1979\n', "a.tsv")) == ['A "B"']
    assert _titles(write(tmp_path, 'title\tdate\n"A" B\t1979\n', "b.tsv")) == ['"A" B']


def test_a_row_with_too_few_or_too_many_cells_is_left_out(tmp_path: Path) -> None:
    """Its values may belong to other columns; the other rows are read, and empty cells at the end do no harm."""
    path = write(tmp_path, "title,date,sender\nA,1979,x\nB,1979\nC,1979,x,y\nD,1979,x,,\n")
    told = [each for each in found(path) if isinstance(each, Problem)]
    assert _titles(path) == ["A", "D"]
    assert [(each.code, each.line, each.detail) for each in told] == [
        ("table-row-ragged", 3, "row 3 has 2 cells, the header 3"),
        ("table-row-ragged", 4, "row 4 has 4 cells, the header 3"),
    ]


def test_a_row_is_told_by_its_row_and_its_line(tmp_path: Path) -> None:
    """Where a cell has line ends, the row people see in a spreadsheet and the line of the file differ; both are told."""
    path = write(tmp_path, 'title,date,text\nA,1979,"one\ntwo\nthree"\nB,soon,x\n')
    told = [problem for preview in previews(path) for problem in preview.problems if problem.code.startswith("table-date")]
    assert [(problem.line, problem.detail) for problem in told] == [(5, "row 3, column 'date': “soon”")]


@pytest.mark.parametrize("ids", [("7", ""), ("7", "unknown")])
def test_a_row_without_its_id_is_left_out(tmp_path: Path, ids: tuple[str, str]) -> None:
    """Where a column names rows for ever, a row without a name cannot be known again."""
    path = write(tmp_path, f"id,title,date\n{ids[0]},A,1979\n{ids[1]},B,1979\n")
    first, second = found(path)
    assert isinstance(first, Part) and first.id == "7"
    assert isinstance(second, Problem) and (second.code, second.detail) == ("table-id-missing", "row 3, column 'id'")


def test_the_second_row_with_an_id_is_left_out(tmp_path: Path) -> None:
    """Two rows with one id cannot both be it; the Problem names both."""
    path = write(tmp_path, "id,title,date\n7,A,1979\n8,B,1979\n7,C,1979\n")
    *_, last = found(path)
    assert [part.id for part in parts(path)] == ["7", "8"]
    assert isinstance(last, Problem) and last.code == "table-id-duplicate"
    assert last.detail == "row 4, column 'id': “7” is the id of row 2 too"


def test_ids_that_would_look_alike_are_told_apart_whatever_their_order(tmp_path: Path) -> None:
    """Two ids that differ only in signs no key can hold get a digest of their own words, in any order of rows."""
    rows = ["A/1,x,1979", "A 1,y,1979", "B 1,z,1979"]
    ids = [
        {part.id for part in parts(write(tmp_path, "\n".join(["id,title,date", *order]), "a.csv"))}
        for order in (rows, rows[::-1])
    ]
    assert ids[0] == ids[1] and len(ids[0]) == 3 and "B-1" in ids[0]


def test_without_ids_a_row_is_known_by_its_words(tmp_path: Path) -> None:
    """A row keeps its key wherever it stands in the file; two equal rows are two."""
    first = parts(write(tmp_path, "title,date\nA,1979\nB,1980\nA,1979\n"))
    again = parts(write(tmp_path, "title,date\nB,1980\nA,1979\nA,1979\n"))
    assert {part.source.key for part in first} == {part.source.key for part in again}
    assert len({part.source.key for part in first}) == 3


def test_a_table_that_describes_no_documents_is_told(tmp_path: Path) -> None:
    """Without a title and without parties nothing is read; the columns are named."""
    path = write(tmp_path, "name,size\nx,1\n")
    (problem,) = found(path)
    assert isinstance(problem, Problem) and problem.code == "table-columns-unknown" and "'name', 'size'" in problem.detail


def test_json_lines_are_rows(tmp_path: Path) -> None:
    """Each line is a row: lists are several values, nested keys a path, numbers as they are printed."""
    rows = [
        {"id": 7, "title": "A", "date": 1979, "mentions": ["Klee", "Marc"], "x": {"y": [{"z": 1.50}, {"w": True}]}},
        {"id": "8", "title": "B", "date": None, "sender": "Klee"},
    ]
    path = write(tmp_path, "\n\n".join(map(json.dumps, rows)), "a.jsonl")
    first, second = records(path)
    assert [each.value.phrase.text for each in first.mentions] == ["Klee", "Marc"]
    assert first.dates[0].date.value.edtf == "1979" and second.dates == ()
    assert "x.y.z: 1.5; \n" in first.source.page and "x.y.w: ; true\n" in first.source.page
    assert [part.line for part in parts(path)] == [1, 3] and codes(path) == ["table-column-unread"]


@pytest.mark.parametrize(
    "line",
    [
        "[1]", "7", '{"a": NaN}', '{"a": 1, "a": 2}', '{"a": "\\ud800"}', '{"a": "\\u0000"}', "{'a': 1}", '{"a"',
        '{"title": ' * 30 + "1" + "}" * 30, "[" * 100_000,
        '{"a": [' + ",".join(f'{{"k{n}": 1}}' for n in range(1_900)) + "]}",
    ],
)
def test_a_bad_line_refuses_the_file_and_is_named(tmp_path: Path, line: str) -> None:
    """A line that is no object of JSON refuses the file; the Problem has its number, once."""
    path = write(tmp_path, f'{{"title": "A", "date": "1979"}}\n{line}\n', "a.jsonl")
    (problem,) = found(path)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.line) == ("table-malformed", 2) and problem.detail and "line 2" not in problem.detail


def test_rows_and_lines_are_bounded(tmp_path: Path) -> None:
    """One line, one row and one file may only be so large; each is told with its place."""
    long = "x" * 300
    small = ReadOptions(page_bytes=200, file_bytes=100_000)
    (line,) = found(write(tmp_path, f"title,date\n{long},1979\n"), small)
    row = found(write(tmp_path, 'title,date\n"' + "\n".join(["y" * 50] * 3) + '",1979\n' + 'A,1979\n'), small)
    cells = found(write(tmp_path, 'title,date\n"' + "\n".join(["y" * 50] * 9) + '",1979\n'), small)
    (whole,) = found(write(tmp_path, "title,date\n" + "A,1979\n" * 20_000), small)
    assert isinstance(line, Problem) and (line.code, line.line) == ("table-too-large", 2)
    assert [type(each) for each in row] == [Part, Part]
    assert [each.code for each in cells if isinstance(each, Problem)] == ["table-row-too-large"]
    assert isinstance(whole, Problem) and whole.code == "table-too-large"


def test_a_wide_row_is_left_out_alone(tmp_path: Path) -> None:
    """A row whose cells are too large together is left out; the others are read."""
    small = ReadOptions(page_bytes=100, file_bytes=100_000)
    text = 'title,date,box\nA,1979,x\n"' + "\n".join(["y" * 40] * 2) + '",1979,"' + "\n".join(["z" * 40] * 2) + '"\n'
    told = [each.code for each in found(write(tmp_path, text), small) if isinstance(each, Problem)]
    assert told == ["table-column-unread", "table-row-too-large"]


def test_a_small_limit_is_nobody_elses(tmp_path: Path) -> None:
    """A file read with a small limit leaves other readers of CSV in the program the fields they had."""
    before = csv.field_size_limit()
    found(write(tmp_path, "title,date\nA,1979\n"), ReadOptions(page_bytes=200, file_bytes=100_000))
    assert csv.field_size_limit() >= before
