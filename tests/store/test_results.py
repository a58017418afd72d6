"""The four result formats, read by parsers we did not write."""

import csv
import io
import json
from collections.abc import Iterable
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib.query import Result

from fonds.rdf.formats import RESULTS
from fonds.rdf.literals import Parsed
from fonds.store.results import LAYOUTS, Row, render_boolean, render_rows

HARD = [
    "", "plain", 'quote " and comma ,', "tab\tnewline\nreturn\r", "back\\slash", "<&>]]>", "\u0001\ufffe", "Ω 😀 é",
    "  spaces  ", "{}[]", "_:b0", "'",
]
ROWS: list[Row] = [
    *([Parsed("iri", f"http://example.org/é?a=b&c#{n}"), Parsed("literal", text)] for n, text in enumerate(HARD)),
    [Parsed("blank", "b0"), None],
    [None, Parsed("literal", "text", "en-gb")],
    [None, Parsed("literal", "1989-11", "", "http://www.w3.org/2001/XMLSchema#gYearMonth")],
    [None, None],
]
NAMES = ["s", "Größe"]
NOT_XML = str.maketrans({"\u0001": "\ufffd", "\ufffe": "\ufffd"})


def _body(name: str, rows: Iterable[Row] = ROWS) -> bytes:
    return render_rows(name, NAMES, rows, most=None, size=None).body


def _flat(term: object) -> tuple[str, ...]:
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        return term.value, term.language or "", "" if datatype.endswith(("#string", "#langString")) else datatype
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return (type(term).__name__, term.value)
    return ()


def _expected(rows: Iterable[Row] = ROWS) -> list[list[tuple[str, ...]]]:
    names = {"iri": "NamedNode", "blank": "BlankNode"}
    return [
        [() if t is None else t[1:] if t.kind == "literal" else (names[t.kind], t.value) for t in row] for row in rows
    ]


def test_every_format_has_a_layout() -> None:
    """Each format of the table of formats can be written."""
    assert {form.name for form in RESULTS} == set(LAYOUTS)


@pytest.mark.parametrize("name", ["json", "tsv"])
def test_oxigraph_reads(name: str) -> None:
    """Oxigraph reads back every term, kind, language and datatype from JSON and TSV."""
    form = {"json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}[name]
    found = ox.parse_query_results(_body(name), form)
    assert isinstance(found, ox.QuerySolutions)
    assert [variable.value for variable in found.variables] == NAMES
    rows = [[_flat(term) for term in row] for row in found]
    blanks = [term[0] for row in rows for term in row if term and term[0] == "BlankNode"]
    assert len(blanks) == 1
    assert [[t[:1] if t and t[0] == "BlankNode" else t for t in row] for row in rows] == [
        [t[:1] if t and t[0] == "BlankNode" else t for t in row] for row in _expected()
    ]


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rdflib_counts(name: str) -> None:
    """rdflib reads as many rows from every format as were written."""
    rows = [row for row in ROWS if row[1] is not None and row[1].value not in {"", "\u0001\ufffe"} and row[0]]
    if name == "tsv":  # rdflib unescapes nothing in TSV and stumbles over what is escaped
        rows = [row for row in rows if row[1] is not None and not set(row[1].value) & set('"\\\t\n\r')]
    found = Result.parse(io.BytesIO(_body(name, rows)), format=name)
    assert len(list(found)) == len(rows)


def test_json_is_json() -> None:
    """The standard library reads the JSON, with all values unchanged."""
    bindings = json.loads(_body("json"))["results"]["bindings"]
    assert [row["Größe"]["value"] for row in bindings if "Größe" in row][: len(HARD)] == HARD


def test_xml_is_xml() -> None:
    """The standard library reads the XML with values unchanged, but for characters that XML cannot hold."""
    space = {"r": "http://www.w3.org/2005/sparql-results#"}
    tree = ElementTree.fromstring(_body("xml"))  # noqa: S314 (our own bytes)
    values = [node.text or "" for node in tree.findall(".//r:binding[@name='Größe']/r:literal", space)]
    assert values[: len(HARD)] == [text.translate(NOT_XML) for text in HARD]
    assert len(tree.findall(".//r:result", space)) == len(ROWS)


def test_csv_is_csv() -> None:
    """The standard library reads the CSV: values bare, an unbound variable as an empty field."""
    rows = list(csv.reader(io.StringIO(_body("csv").decode(), newline="")))
    assert rows[0] == NAMES
    assert [row[1] for row in rows[1 : len(HARD) + 1]] == HARD
    assert rows[-1] == ["", ""]


@pytest.mark.parametrize("name", list(LAYOUTS))
@pytest.mark.parametrize("value", [True, False])
def test_truth_values(name: str, value: bool) -> None:
    """The answer to an ASK says true or false in every format, as the engine's own reader finds."""
    body = render_boolean(name, value)
    if name == "csv":
        assert body == (b"true\n" if value else b"false\n")
        return
    form = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}
    assert bool(ox.parse_query_results(body, form[name])) is value


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_cut_by_rows(name: str) -> None:
    """A table cut at a number of rows says so, and is the whole table of those rows."""
    written = render_rows(name, NAMES, ROWS, most=3, size=None)
    assert (written.count, written.truncated) == (3, "rows")
    assert written.body == _body(name, ROWS[:3])


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_not_cut_at_the_last_row(name: str) -> None:
    """A table with exactly as many rows as allowed is not called cut."""
    written = render_rows(name, NAMES, ROWS, most=len(ROWS), size=None)
    assert (written.count, written.truncated) == (len(ROWS), None)


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_cut_by_bytes(name: str) -> None:
    """At every size, a cut table is the whole table of its rows and no larger than the size."""
    whole = _body(name)
    empty = len(_body(name, []))
    assert render_rows(name, NAMES, ROWS, most=None, size=len(whole)).truncated is None
    for size in range(empty, len(whole)):
        written = render_rows(name, NAMES, ROWS, most=None, size=size)
        assert written.truncated == "bytes"
        assert len(written.body) <= size
        assert written.body == _body(name, ROWS[: written.count])


def test_rows_are_not_read_ahead() -> None:
    """No more than one row beyond the limit is taken from the engine."""
    taken: list[int] = []

    def rows() -> Iterable[Row]:
        for number in range(100):
            taken.append(number)
            yield [None, None]

    render_rows("csv", NAMES, rows(), most=5, size=None)
    assert len(taken) == 6
