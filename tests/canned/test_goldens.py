"""What every shipped query answers about the two pages shipped with Fonds: ``goldens/NAME.csv``, read by two engines.

A query's own examples are its values. A golden shows sameness; that the answers are true is shown on archives whose
answers were worked out by hand (``test_bundled``, ``test_questions``). To write a golden anew: delete the file, run the
test, and read the difference.
"""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from canned import test_bundled, test_questions
from canned.asking import Archive, Row
from fonds.bundled import bundled_path
from fonds.canned.binding import Value, bind
from fonds.canned.loading import load_queries, parse_query
from fonds.canned.query import CannedQuery
from fonds.canned.view import ROLES
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import given_sources
from fonds.rdf.iris import Iris
from fonds.settings import Settings

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
GOLDENS = Path(__file__).with_name("goldens")
SLOW = frozenset({"document-in-full", "reply-chains"})
"""Queries the second engine needs ten seconds for on the shipped pages; it is asked on the smaller archives."""
NAMES = sorted(path.stem for path in bundled_path("queries").glob("*.rq"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The shipped pages, published at a fixed moment."""
    settings = Settings(state=str(tmp_path_factory.mktemp("state")))
    publish(given_sources((), settings), settings, Options(clock=lambda: datetime(2026, 1, 2, 12, tzinfo=UTC)))
    store = pyoxigraph.Store.read_only(str(next(Path(settings.state).glob("store-*"))))
    triples = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    assert triples
    return Archive(settings.base_iri, store, rdflib.Graph().parse(data=triples, format="nt"))


@pytest.fixture(scope="module")
def queries() -> dict[str, CannedQuery]:
    """The queries of the package."""
    return load_queries(bundled_path("queries"))


def examples(query: CannedQuery) -> dict[str, Value]:
    """Return the values a query shows in its own header, for the parameters that need one."""
    return {each.name: list(each.example) for each in query.parameters if each.required}


def table(columns: Row, rows: list[Row]) -> str:
    """Write rows as CSV, one a line."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *rows])
    return text.getvalue()


def triples(archive: Archive, query: CannedQuery) -> list[Row]:
    """Return the statements of a CONSTRUCT, sorted, in both engines where the second is not too slow for it."""
    text = bind(query, examples(query), Iris(archive.base))
    found = archive.store.query(text)
    assert isinstance(found, pyoxigraph.QueryTriples)
    made = sorted(archive.rows([(each.subject, each.predicate, each.object) for each in found]))
    if query.name not in SLOW:
        second = archive.graph.query(text).graph
        assert second is not None
        assert made == sorted(archive.rows(second))
    return [row for row in made if not row[1].endswith(("/text", "softwareVersion", "rulesVersion"))]


@pytest.mark.parametrize("name", NAMES)
def test_golden(queries: dict[str, CannedQuery], archive: Archive, name: str) -> None:
    """Two engines give the rows that stand in the query's golden file, in its order."""
    query = queries[name]
    if query.form == "CONSTRUCT":
        written = table(("subject", "predicate", "object"), triples(archive, query))
    else:
        columns, rows = archive.first(query, examples(query))
        assert name in SLOW or archive.second(query, examples(query)) == rows
        written = table(columns, rows)
    path = GOLDENS / f"{name}.csv"
    if not path.exists():
        path.write_text(written, encoding="utf-8")
        pytest.fail(f"{path} was missing; it is written: read it, and run the test again")
    assert written.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_the_manuals_first_query_answers(archive: Archive) -> None:
    """The query that the manual tells newcomers to write is read, is drawn as bars, and counts the one letter there is."""
    manual = MANUAL.read_text(encoding="utf-8")
    text = manual.split("<!-- tested: first-query -->")[1].split("```")[1].removeprefix("sparql")
    query = parse_query("letters-by-year", text)
    assert query.view is not None
    assert (query.view.type, dict(query.view.roles)) == ("bar", {"x": "year", "y": "letters"})
    assert query.notes == ()
    columns, rows = archive.first(query, {"sender": "agent/masoud-ahmad-shah"})
    assert (columns, rows) == (("year", "letters"), [("1989", "1")])


def test_the_manual_names_every_view() -> None:
    """Each type of view stands in the manual, with every part it has."""
    manual = MANUAL.read_text(encoding="utf-8")
    for kind, parts in ROLES.items():
        (row,) = (line for line in manual.splitlines() if line.startswith(f"| `{kind}` |"))
        assert [part for part in parts if f"`{part}`" not in row] == []


def test_every_query_is_tried() -> None:
    """No query is shipped without a golden, nor without an answer that was worked out by hand."""
    assert {path.stem for path in GOLDENS.iterdir()} == set(NAMES)
    truths = {case[0] for case in (*test_bundled.CASES, *test_questions.CASES)}
    assert {*truths, "document-in-full"} == set(NAMES)


def test_every_query_is_found_somewhere(queries: dict[str, CannedQuery]) -> None:
    """Every query that gives rows has a case worked out by hand in which it gives some."""
    answered = {name for name, _, rows in (*test_bundled.CASES, *test_questions.CASES) if rows}
    assert answered == {query.name for query in queries.values() if query.form == "SELECT"}


def test_order_is_total(queries: dict[str, CannedQuery], archive: Archive) -> None:
    """Every query with pages says an order, so that no row falls between two of them."""
    for query in queries.values():
        if query.pagination:
            assert "ORDER BY" in query.text, query.name
