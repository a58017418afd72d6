"""The worklist as a table: what is written is read again, whatever spreadsheets and OpenRefine make of it."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from fonds.linking.candidates import Candidate, LocalName
from fonds.linking.judgements import COLUMNS
from fonds.linking.worklist import WorklistRow, guarded, parse_decisions, parse_rows
from fonds.reports.worklist import FORMATS, columns_of

NAME = LocalName("agent/ivan-petrov", "Person", "Ivan Petrov", ("IVAN PETROV",), 7)
ROW = WorklistRow(
    NAME, ("1979-letter", "1980-note"), "…from «Ivan Petrov» to…",
    (Candidate("agent/petrov", "I. Petrov", 85, "the same surname, initials that fit"),),
    (Candidate("https://d-nb.info/gnd/1", "Petrov, Ivan", 61.5, "GND", False),),
)


def table(*rows: Mapping[str, str], delimiter: str = ",") -> str:
    """Return rows as a table whose columns are those of the first."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def filled(**cells: str) -> dict[str, str]:
    """Return the cells of a row as a person filled it."""
    return {**ROW.cells(), **cells}


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_every_format_is_read_again(form: str) -> None:
    """A worklist says after reading just what was written, in every format that can be read."""
    rows, problems = parse_rows(FORMATS[form]([ROW]).encode(), "w")
    assert problems == [] and [row.cells() for row in rows] == [ROW.cells()]
    assert rows[0].name == LocalName("agent/ivan-petrov", "Person", "Ivan Petrov", ("Ivan Petrov", "IVAN PETROV"), 7)
    assert rows[0].candidates == ROW.candidates and rows[0].outside == ROW.outside


def test_columns_of_outside_services() -> None:
    """Columns for outside services are there only once one was asked, and every cell has its column."""
    plain = WorklistRow(NAME)
    assert "outside_1" not in columns_of([plain]) and "outside_1_match" in columns_of([plain, ROW])
    assert set(columns_of([ROW])) == set(ROW.cells())


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-5", "@x", "'x", "' =y", '"', "a\u2028b"])
def test_nothing_runs_in_a_spreadsheet(name: str) -> None:
    """A cell that a spreadsheet would run as a formula is guarded, and comes back as it was."""
    row = WorklistRow(LocalName("agent/x", "Person", name))
    text = FORMATS["csv"]([row])
    cells = next(csv.DictReader(io.StringIO(text)))
    assert cells["name"][0] not in "=+-@" and parse_rows(text.encode(), "w")[0][0].name.name == " ".join(name.split())
    assert guarded("Ivan") == "Ivan"


def test_every_column_is_documented() -> None:
    """The manual names every column of the worklist and of the file of judgements."""
    manual = (Path(__file__).parents[2] / "docs" / "authorities.md").read_text(encoding="utf-8")
    names = {column.replace("_1", "_N").replace("_2", "_N").replace("_3", "_N") for column in (*columns_of([ROW]), *COLUMNS)}
    assert [name for name in sorted(names) if f"`{name}`" not in manual] == []


def test_nothing_runs_in_a_terminal() -> None:
    """The table for a terminal holds no character that a terminal would obey."""
    text = FORMATS["table"]([WorklistRow(LocalName("agent/x", "Person", "A\x1b[2JB"), context="\u202e\x07")])
    assert "A [2JB  (Person, 0 documents)" in text and all(char.isprintable() or char == "\n" for char in text)


SAVED = {
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "old line ends": lambda text: text.replace("\r\n", "\r").encode(),
}


@pytest.mark.parametrize("how", SAVED)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_as_spreadsheets_save_it(how: str, delimiter: str) -> None:
    """Commas, semicolons or tabs, with a mark or without: the decision is understood."""
    data = SAVED[how](table(filled(decision="Accept", authority_id="agent/petrov"), delimiter=delimiter))
    found = parse_decisions(data, "w")
    assert found.problems == ()
    assert [(each.verdict, each.ids, each.name.key) for each in found.decisions] == [
        ("accept", ("agent/petrov",), "agent/ivan-petrov")
    ]


def test_as_openrefine_exports_it() -> None:
    """Its words for a decision count, a match that replaced the name does not, and an id alone is a match."""
    rows = [
        {"key": "agent/ivan-petrov", "name": "Петров, Иван", "written_forms": "Ivan Petrov | IVAN PETROV",
            "decision": "matched", "authority_id": "https://d-nb.info/gnd/1", "reconciled": "x", "documents": 7},
        {"key": "agent/b", "name": "B", "decision": "", "authority_id": "agent/c", "same_as": None},
        {"key": "agent/d", "name": "D", "decision": "none", "authority_id": ""}, {"key": "agent/e", "name": "E", "decision": "new"},
    ]
    for data in (json.dumps({"rows": rows}), json.dumps(rows)):
        found = parse_decisions(data.encode(), "w")
        assert found.problems == () and found.undecided == 1
        assert [(each.name.name, each.verdict) for each in found.decisions] == [
            ("Ivan Petrov", "accept"), ("B", "accept"), ("E", "new"),
        ]


def test_undecided_rows_are_counted() -> None:
    """A row nobody filled says nothing, and its name is known."""
    found = parse_decisions(table(ROW.cells()).encode(), "w")
    assert (found.decisions, found.undecided, list(found.names)) == ((), 1, ["agent/ivan-petrov"])


FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "word": ({"decision": "acept"}, "column decision: 'acept'"),
    "key": ({"key": "", "decision": "new"}, "column key"),
    "name": ({"name": "", "decision": "new"}, "column name"),
    "address alone": ({"same_as": "https://example.org/1"}, "column decision: it is empty"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cell_that_is_not_understood(fault: str) -> None:
    """A cell that cannot be understood is told with file, row and column, and what can be done."""
    cells, told = FAULTS[fault]
    found = parse_decisions(table(ROW.cells(), filled(**cells)).encode(), "work.csv")
    (problem,) = found.problems
    assert (problem.code, problem.where, problem.line) == ("worklist-row-broken", "work.csv", 3)
    assert told in problem.detail and problem.kind.remedy


def test_rows_that_contradict_each_other() -> None:
    """One name decided in two ways is told; decided twice in the same way it is not."""
    one = filled(decision="accept", authority_id="agent/petrov")
    assert parse_decisions(table(one, one).encode(), "w").problems == ()
    (problem,) = parse_decisions(table(one, filled(decision="reject", authority_id="agent/petrov")).encode(), "w").problems
    assert problem.line == 3 and "row 2" in problem.detail


HOSTILE: dict[str, bytes] = {
    "nothing": b"", "blank": b" \n", "binary": b"\x00\xff\xfe\x00" * 40, "latin": b"key,name,decision\nagent/x,J\xfcrgen,new\n",
    "workbook": b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + b"\xff" * 30, "no columns": b"a,b\n1,2\n",
    "json text": b'["x"]', "json object": b'{"a": 1}', "broken json": b'{"rows": [', "deep json": b"[" * 100_000,
    "cells": b"key,name\nagent/x,X,Y\n", "quotes": b'key,name\n"agent/x,X\n',
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_worklist_is_told(kind: str) -> None:
    """A file that is no worklist is a Problem naming it, and nothing comes of it."""
    found = parse_decisions(HOSTILE[kind], "w")
    assert found.problems and found.decisions == () and all(each.where == "w" for each in found.problems)
