"""The last row of a table is taken off its bytes, and parsers we did not write read what is left."""

import csv
import io

import pytest
import rdflib
from rdflib.query import Result, ResultRow

from fonds.rdf.literals import Parsed
from fonds.store.last_row import drop_last_row
from fonds.store.results import Row, render_rows

NAMES = ("a", "b")
TEXTS = (
    'line\r\nend, "quoted"', "\n", '"', '""\r\n""', ",\n", "<result>", "</result>\n", '"bindings":[\n', "\t\n", "", "]}}",
)
ROWS: list[Row] = [
    *([Parsed("literal", text), Parsed("literal", text[::-1], "en")] for text in TEXTS),
    [Parsed("iri", "http://e.example/x"), None], [None, None],
]


def written(name: str, rows: list[Row]) -> bytes:
    """Return rows as the store writes them."""
    return render_rows(name, NAMES, rows, most=None, size=None).body


@pytest.mark.parametrize("name", ["json", "xml", "tsv", "csv"])
def test_what_is_left_is_the_table_of_the_other_rows(name: str) -> None:
    """From the whole table down to an empty one, what is left is what had been written without that row."""
    for count in range(len(ROWS), 0, -1):
        assert drop_last_row(name, written(name, ROWS[:count])) == written(name, ROWS[: count - 1]), (name, count)


@pytest.mark.parametrize(("name", "reader"), [("json", "json"), ("xml", "xml")])
def test_others_read_what_is_left(name: str, reader: str) -> None:
    """A parser of results finds one row less, and the last of them whole."""
    found = list(Result.parse(io.BytesIO(drop_last_row(name, written(name, ROWS[:4]))), format=reader))
    assert len(found) == 3
    last = found[2]
    assert isinstance(last, ResultRow)
    assert last[0] == rdflib.Literal(TEXTS[2])


def test_a_csv_reader_finds_one_row_less() -> None:
    """Line ends inside of quotes are not taken for the end of a row."""
    found = list(csv.reader(io.StringIO(drop_last_row("csv", written("csv", ROWS[:3])).decode(), newline="")))
    assert found == [["a", "b"], [TEXTS[0], TEXTS[0][::-1]], [TEXTS[1], TEXTS[1]]]


@pytest.mark.parametrize("name", ["json", "xml", "tsv", "csv"])
def test_a_table_without_rows_has_no_last_one(name: str) -> None:
    """There is nothing to take off an empty table."""
    with pytest.raises(ValueError, match=r"no row|not found"):
        drop_last_row(name, written(name, []))
