"""How a query says that it is best seen."""

from pathlib import Path

import pytest

from fonds.canned.loading import load_queries, parse_query, read_query
from fonds.canned.scanner import QueryTextError, scan
from fonds.canned.view import View, selected_variables
from fonds.errors import VocabularyError

SELECT = "SELECT ?year (COUNT(?d) AS ?documents) WHERE { ?d <http://x/year> ?year } GROUP BY ?year\n"


def view_of(header: str, query: str = SELECT) -> View | None:
    """Return the view of a query with these lines in its header."""
    return parse_query("q", "".join(f"#+ {line}\n" for line in header.splitlines()) + query).view


def test_type_alone() -> None:
    """A type alone is a view that leaves its parts to the rows."""
    assert view_of("view: bar") == View("bar", lines=(1,))


def test_parts() -> None:
    """Parts are named by variables, with or without their mark."""
    found = view_of("view:\n  type: bar\n  x: ?year\n  y: documents")
    assert found is not None
    assert (found.type, found.roles) == ("bar", (("x", "year"), ("y", "documents")))


def test_no_view() -> None:
    """A query that says nothing of how it is seen has no view."""
    assert view_of("summary: A question") is None


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        ("summary: A\nview: pie", 2, "no view of type 'pie'"),
        ("view:\n  type: bar\n  x: year\n  z: documents", 4, "no part 'z'"),
        ("view:\n  type: bar\n  x: year\n  y: document", 4, "does not select"),
        ("view:\n  x: year", 2, "has no type"),
        ("view:\n  type: bar\n  arrows: false", 3, "no part 'arrows'"),
        ("view:\n  type: network\n  arrows: perhaps", 3, "true or false"),
        ("view: [bar]", 1, "must be lines"),
    ],
)
def test_mistakes(header: str, line: int, words: str) -> None:
    """A type, a part or a variable that does not exist is refused with the line of the header that names it."""
    with pytest.raises(QueryTextError, match=words) as caught:
        view_of(header)
    assert caught.value.line == line


def test_near_variable() -> None:
    """A slip in the name of a variable is told with the name that was meant."""
    with pytest.raises(QueryTextError) as caught:
        view_of("view:\n  type: bar\n  y: document")
    assert caught.value.remedy == "Did you mean 'documents'?"


def test_mistake_names_the_file(tmp_path: Path) -> None:
    """The folder's reader tells file and line."""
    path = tmp_path / "a.rq"
    path.write_text(f"#+ summary: A\n#+ view: pie\n{SELECT}")
    with pytest.raises(VocabularyError, match=r"a\.rq:2: "):
        read_query(path)


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
def test_graphs_have_no_view(query: str) -> None:
    """A query without rows cannot be seen as a picture."""
    with pytest.raises(QueryTextError, match="gives no rows"):
        view_of("view: network", query)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT ?a (COUNT(DISTINCT ?b) AS ?n) ?c WHERE { ?a ?b ?c }", ("a", "n", "c")),
        ("SELECT DISTINCT ?a { { SELECT ?hidden WHERE { ?hidden ?p ?a } } }", ("a",)),
        ("SELECT * WHERE { ?a ?b ?c }", ("a", "b", "c")),
        ("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }", ("n",)),
        ("select $a (str(?b) as ?c) where { $a ?p ?b }", ("a", "c")),
    ],
)
def test_selected_variables(query: str, names: tuple[str, ...]) -> None:
    """A row has the variables of the outermost SELECT and the names behind AS, and no others."""
    assert selected_variables(scan(query)) == names


def test_shipped_queries_are_seen() -> None:
    """Most of the queries shipped with Fonds have a picture, of every type that the archive's facts allow."""
    views = [query.view for query in load_queries(Path(__file__).parents[2] / "queries").values()]
    drawn = [view.type for view in views if view is not None and view.drawn]
    assert len(drawn) > len(views) / 2
    assert {"bar", "timeline", "network", "tree", "cards"} <= set(drawn)
