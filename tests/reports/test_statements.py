"""One document as a table, and query results as one."""

import json

import pyoxigraph
import pytest

from acceptance_rows import SEEDS
from fonds.errors import UsageError
from fonds.rdf.formats import FORMATS
from fonds.rdf.literals import parse_ntriples
from fonds.reports.description import render_description
from fonds.reports.rows import render_table
from fonds.reports.statements import render_statements
from mapping.samples import BASE, seed

OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE, "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML, "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def _described(number: str, form: str) -> str:
    row = seed(number).row
    return render_description(form, row.tree, row.own + row.cards, row.evidence)


@pytest.mark.parametrize("number", SEEDS)
def test_a_table_holds_every_statement(number: str) -> None:
    """Every triple has its line, the document first, and what is kept out of the graph comes last, under its heading."""
    row = seed(number).row
    text = _described(number, "table")
    published, _, hidden = text.partition("\nKept as evidence, not published:\n")
    statements = [line for line in published.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    triples = set(parse_ntriples(row.own + row.cards))
    rows = {(r["s"], r["p"], r["o"]): r["published"] for r in json.loads(row.evidence)}
    assert len(statements) == len(triples | {triple for triple, out in rows.items() if out}) > 250
    assert text.startswith(f"{BASE}/doc/{row.slug}\n  dcterms:abstract")
    kept_out = [line for line in hidden.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    assert len(kept_out) == len([triple for triple, out in rows.items() if not out]) > 0


def test_a_line_shows_what_it_rests_on() -> None:
    """Under each statement stand status, place and words, or the rule where there are no words."""
    text = _described("003", "table")
    assert "  schema:author  agent/masoud-ahmad-shah\n      normalised at 2757: Respectfully, Ahmad Shah Masoud\n" in text
    assert "\n#record\n" in text and "      observed: looked-for\n" in text
    assert max(len(line) for line in text.splitlines()) < 200


def test_a_table_of_nothing_is_empty() -> None:
    """No triples and no evidence make no lines."""
    assert render_statements(b"", [], f"{BASE}/doc/a") == ""


@pytest.mark.parametrize("number", SEEDS)
@pytest.mark.parametrize("form", [form.name for form in FORMATS if form.name != "jsonld"])
def test_formats_hold_the_same_graph(number: str, form: str) -> None:
    """Each format is read by another parser as just the triples there are."""
    row = seed(number).row
    text = _described(number, form)
    read = {quad.triple for quad in pyoxigraph.parse(text.encode(), format=OXIGRAPH[form])}
    assert read == {quad.triple for quad in pyoxigraph.parse(row.own + row.cards, format=OXIGRAPH["ntriples"])}


def test_json_forms_are_json() -> None:
    """JSON-LD is the tree and evidence the rows, both to be read by people."""
    row = seed("003").row
    assert json.loads(_described("003", "jsonld")) == json.loads(row.tree)
    assert json.loads(_described("003", "evidence")) == json.loads(row.evidence)
    assert "\n  " in _described("003", "jsonld") and "“" not in _described("003", "jsonld")[:50]


def test_an_unknown_form_is_refused() -> None:
    """A form there is not is named."""
    with pytest.raises(UsageError, match="'word'"):
        _described("003", "word")


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────


def _results(*rows: dict[str, dict[str, str]]) -> bytes:
    return json.dumps({"head": {"vars": ["who", "what"]}, "results": {"bindings": list(rows)}}).encode()


def test_rows_are_aligned() -> None:
    """Columns are as wide as what they hold; what is unbound is empty; lines end where their words do."""
    text = render_table(
        _results(
            {"who": {"type": "uri", "value": "https://schema.org/sender"}, "what": {"type": "literal", "value": "a\nb"}},
            {"what": {"type": "literal", "value": "x " * 60}},
        )
    )
    lines = text.splitlines()
    assert lines[0].split() == ["who", "what"] and lines[2] == "schema:sender  a b"
    assert lines[3].startswith(" " * 15 + "x x") and lines[3].endswith("…") and lines[-1] == "(2 rows)"
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize(("answer", "word"), [(True, "yes\n"), (False, "no\n")])
def test_an_ask_is_answered_in_a_word(answer: bool, word: str) -> None:
    """The answer of an ASK is yes or no."""
    assert render_table(json.dumps({"head": {}, "boolean": answer}).encode()) == word


@pytest.mark.parametrize(("value", "cell"), [
    ("x" * 100, "x" * 47 + "…"), ("\x1b[31mred\x9b0m \u202eback\n\there", "[31mred 0m back here"), ("…", "…"),
])
def test_cells_tell_something_and_command_no_terminal(value: str, cell: str) -> None:
    """A value of one endless word shows its beginning, and signs that a terminal would obey are left out."""
    rows = {"head": {"vars": ["v"]}, "results": {"bindings": [{"v": {"type": "literal", "value": value}}]}}
    assert render_table(json.dumps(rows).encode()).splitlines()[2] == cell


def test_no_rows_are_told() -> None:
    """An empty result has its columns and says that there are no rows."""
    assert render_table(_results()).splitlines()[-1] == "(0 rows)"
