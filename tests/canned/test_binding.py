"""Putting values into a query: whatever is given, it stays one term."""

import hashlib
import itertools

import pyoxigraph
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from fonds.canned.binding import Value, bind, bind_count, bind_offers, run, sparql_term
from fonds.canned.loading import parse_query
from fonds.canned.query import CannedQuery
from fonds.canned.scanner import QueryTextError, scan
from fonds.errors import ParameterError
from fonds.rdf.iris import Iris

IRIS = Iris("https://letters.example.org/archive")
TEXT = parse_query("text", """#+ params: [{name: x, example: a}, {name: many, many: true, default: [b, c]}]
SELECT ?x ?many WHERE { VALUES ?x { "a" } VALUES ?many { "b" "c" } }
""")
THING = parse_query("thing", """#+ params: [{name: x, type: iri, example: agent/a}]
BASE <http://127.0.0.1:8000/>
SELECT ?x ?y WHERE {
  VALUES ?x { <agent/a> } BIND(<doc/y> AS ?y) OPTIONAL { VALUES ?x { <agent/a> } ?x ?p ?o }
}
""")
FREE = parse_query("free", """#+ params: [{name: s, type: iri, optional: true, example: "urn:a"}]
SELECT ?s WHERE { VALUES ?s { <urn:a> } ?s <urn:p> ?o }
""")
GRAPH = parse_query("graph", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

ATTACKS = [
    '"', "'", '"""', "\\", '\\"', "}", '" } ?s ?p ?o {', '"@en', '"^^<http://x/>', "a\nb", "a\r\nb",
    "\n", "\t#", "# comment", "\\u0022 } UNION { ?s ?p ?o", "\\u0022", "\\\\u0022", "\\U00000022",
    "\\u005c\\u0022", "\\u000a", "\\u005c", "\\\\", '\\\\"', "\\n", "> ; DROP ALL", "<http://x/>", "?x", "$x", "{}",
    "VALUES ?x { 1 }", "\u2028", "\u0085", "\ufeff", "\u202e", "%22", "&quot;", "UNDEF", "\\uD83D\\uDE00",
    "\\u00750022", "\\Uu",
]


def rows_of(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The rows of both engines, sorted."""
    first = pyoxigraph.Store().query(text)
    assert isinstance(first, pyoxigraph.QuerySolutions)
    second = rdflib.Graph().query(text)
    return (
        sorted(tuple(str(getattr(t, "value", "")) for t in row) for row in first),
        sorted(tuple(str(t) for t in row) for row in second if isinstance(row, rdflib.query.ResultRow)),
    )


@pytest.mark.parametrize("attack", [*ATTACKS, "é", "😀", "e\u0301"])
def test_text_stays_one_literal(attack: str) -> None:
    """Whatever text is given, two engines see a query of the same build, and read exactly that text back."""
    bound = bind(TEXT, {"x": attack + "!", "many": "m"}, IRIS)
    harmless = bind(TEXT, {"x": "harmless", "many": "m"}, IRIS)
    assert [token.kind for token in scan(bound)] == [token.kind for token in scan(harmless)]
    assert rows_of(bound) == ([(attack + "!", "m")], [(attack + "!", "m")])


def test_random_text_stays_one_literal() -> None:
    """Every mixture of the characters that mean something in SPARQL comes back as it went in."""
    for letters in itertools.product('\\u"0}', repeat=3):
        text = "".join(letters) + "0022"
        assert rows_of(bind(TEXT, {"x": text, "many": "m"}, IRIS)) == ([(text, "m")], [(text, "m")])


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_breaks_out_of_an_iri(attack: str) -> None:
    """What is no IRI is refused; it is never trimmed into one."""
    with pytest.raises(ParameterError):
        bind(THING, {"x": f"http://x/{attack}>"}, IRIS)
    with pytest.raises(ParameterError):
        bind(THING, {"x": f"agent/{attack}"}, IRIS)


def test_values_are_the_data_of_the_block() -> None:
    """A parser finds in the bound query one block with the values given, and nothing else changed."""
    bound = bind(TEXT, {"x": "}", "many": ["1", "2", "3"]}, IRIS)
    assert bound == 'SELECT ?x ?many WHERE { VALUES ?x { "}" } VALUES ?many { "1" "2" "3" } }\n'
    found = str(prepareQuery(bound).algebra)
    assert all(repr(rdflib.Literal(each)) in found for each in ("}", "1", "2", "3"))


def test_every_block_is_filled_and_the_base_is_the_sites() -> None:
    """All blocks of a parameter change together, and relative IRIs are the site's."""
    assert bind(THING, {"x": "/agent/b"}, IRIS) == (
        "BASE <https://letters.example.org/archive/>\n"
        "SELECT ?x ?y WHERE {\n"
        "  VALUES ?x { <https://letters.example.org/archive/agent/b> } BIND(<doc/y> AS ?y)"
        " OPTIONAL { VALUES ?x { <https://letters.example.org/archive/agent/b> } ?x ?p ?o }\n}\n"
    )
    row = ("https://letters.example.org/archive/agent/b", "https://letters.example.org/archive/doc/y")
    assert rows_of(bind(THING, {"x": "agent/b"}, IRIS)) == ([row], [row])


@pytest.mark.parametrize("values", [{"x": "a"}, {"x": "a", "many": ""}, {"x": "a", "many": []}])
def test_default(values: dict[str, Value]) -> None:
    """Where nothing is given, or a blank, the default stands in."""
    assert rows_of(bind(TEXT, values, IRIS))[0] == [("a", "b"), ("a", "c")]


def test_nothing_given_means_any() -> None:
    """An optional parameter without a value restricts nothing; with one it does."""
    store = pyoxigraph.Store()
    store.load(b"<urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 .", pyoxigraph.RdfFormat.TURTLE)

    def count(values: dict[str, Value]) -> int:
        found = run(FREE, values, IRIS, store.query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        return len(list(found))

    assert (count({}), count({"s": " "}), count({"s": "urn:b"}), count({"s": "urn:c"})) == (2, 2, 1, 0)


@pytest.mark.parametrize(
    ("values", "parameter", "message"),
    [
        ({}, "x", "is missing"),
        ({"x": "  "}, "x", "is missing"),
        ({"x": []}, "x", "is missing"),
        ({"x": "a", "y": "b"}, "y", "no parameter 'y'. It has: x, many."),
        ({"x": "a", "manny": "b"}, "manny", "Did you mean 'many'?"),
        ({"x": ["a", "b"]}, "x", "takes one value"),
    ],
)
def test_wrong_parameters_are_named(values: dict[str, Value], parameter: str, message: str) -> None:
    """An unknown, a missing and a repeated parameter are each refused by name."""
    with pytest.raises(ParameterError) as caught:
        bind(TEXT, values, IRIS)
    assert caught.value.parameter == parameter
    assert message in str(caught.value)


def test_query_without_parameters() -> None:
    """A query without parameters refuses all of them."""
    with pytest.raises(ParameterError, match="It has none"):
        bind(GRAPH, {"x": "a"}, IRIS)


def paged(tail: str, header: str = "") -> CannedQuery:
    """A query with this end."""
    return parse_query("paged", f"{header}SELECT ?s WHERE {{ ?s ?p ?o }} ORDER BY ?s {tail}")


@pytest.mark.parametrize(
    ("query", "limit", "offset", "expected"),
    [
        (paged(""), None, 0, ""),
        (paged(""), 5, 0, "LIMIT 5\n"),
        (paged(""), 0, 3, "LIMIT 0\nOFFSET 3\n"),
        (paged("", "#+ pagination: 20\n"), None, 40, "LIMIT 20\nOFFSET 40\n"),
        (paged("", "#+ pagination: 20\n"), 50, 0, "LIMIT 50\n"),
        (paged("# done"), 5, 0, "LIMIT 5\n"),
        (paged("LIMIT 10"), None, 0, "LIMIT 10\n"),
        (paged("LIMIT 10"), 50, 0, "LIMIT 10\n"),
        (paged("LIMIT 10"), 4, 8, "LIMIT 2\nOFFSET 8\n"),
        (paged("limit 10 offset 3"), 4, 20, "LIMIT 0\nOFFSET 23\n"),
        (paged("OFFSET 3"), None, 2, "OFFSET 5\n"),
    ],
)
def test_pages(query: CannedQuery, limit: int | None, offset: int, expected: str) -> None:
    """Pages are cut by the caller's numbers, within the file's own, and both parsers accept them."""
    bound = bind(query, {}, IRIS, limit, offset)
    assert bound.partition("ORDER BY ?s")[2].strip("\n ").removeprefix("# done").strip() == expected.strip()
    assert rows_of(bound) == ([], [])


@pytest.mark.parametrize("number", [-1, True, "5", 1.5])
def test_limits_are_whole_numbers(number: object) -> None:
    """A limit or an offset that is no whole number from 0 is refused by name."""
    query = paged("")
    with pytest.raises(ParameterError) as caught:
        bind(query, {}, IRIS, number)  # type: ignore[arg-type]
    assert caught.value.parameter == "limit"
    with pytest.raises(ParameterError) as caught:
        bind(query, {}, IRIS, None, number)  # type: ignore[arg-type]
    assert caught.value.parameter == "offset"


def test_graphs_are_not_cut() -> None:
    """A graph has no pages: asking for one is refused."""
    assert "LIMIT" not in bind(GRAPH, {}, IRIS)
    with pytest.raises(ParameterError, match="in one piece"):
        bind(GRAPH, {}, IRIS, 10)
    with pytest.raises(ParameterError, match="in one piece"):
        bind(GRAPH, {}, IRIS, None, 10)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (r'"a\\n"', r'"a\\n"'),
        (r'"a\n\"u"', r'"a\n\"u"'),
        (r'"a\\u0022"', r'"a\\\U000000750022"'),
        (r'"a\\\\U"', r'"a\\\\\U00000055"'),
        ("<http://x/u>", "<http://x/u>"),
    ],
)
def test_only_a_backslash_before_u_is_written_otherwise(term: str, expected: str) -> None:
    """All other escapes of N-Triples are SPARQL's as well, and stay."""
    assert sparql_term(term) == expected


COUNTED = """#+ pagination: 2
#+ params:
#+   - {name: kind, type: integer, many: true, example: ["1", "2"]}
PREFIX e: <http://e.example/> # FROM nowhere
SELECT DISTINCT ?n ?rows WHERE { VALUES ?kind { 1 2 } VALUES ?n { 1 2 3 4 } FILTER(?n >= ?kind) } # all
ORDER BY DESC(?n) # the largest first
"""


@pytest.mark.parametrize(
    ("text", "values", "count"),
    [
        (COUNTED, {"kind": "1"}, 4),
        (COUNTED, {"kind": ["3", "4"]}, 2),
        (f"{COUNTED}LIMIT 3", {"kind": "1"}, 3),
        (f"{COUNTED}OFFSET 3 LIMIT 30", {"kind": "1"}, 1),
        ("SELECT ?n (COUNT(*) AS ?m) { VALUES ?n { 1 1 2 } } GROUP BY ?n ORDER BY ?m", {}, 2),
        ("SELECT * { VALUES ?n { 1 2 } } ORDER BY ?n LIMIT 0", {}, 0),
        ("SELECT * { { SELECT ?n { VALUES ?n { 1 2 3 } } ORDER BY ?n LIMIT 2 } }", {}, 2),
    ],
)
def test_rows_are_counted_whatever_the_page(text: str, values: dict[str, Value], count: int) -> None:
    """The count is that of all rows within the file's own LIMIT and OFFSET, without order and pages, in both engines."""
    query = parse_query("q", text)
    counting = bind_count(query, values, IRIS)
    assert counting is not None and "ORDER BY DESC" not in counting
    found = pyoxigraph.Store().query(counting)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [str(getattr(row[0], "value", "")) for row in found] == [str(count)]
    (row,) = rdflib.Graph().query(counting)
    assert isinstance(row, rdflib.query.ResultRow) and int(row[0]) == count


@pytest.mark.parametrize(
    "text", ["ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "SELECT * FROM <http://e.example/> { ?s ?p ?o }"]
)
def test_what_has_no_rows_to_count_is_not_counted(text: str) -> None:
    """Truths, graphs, and queries of a dataset of their own, which no sub-SELECT can have, give no count."""
    assert bind_count(parse_query("q", text), {}, IRIS) is None


def test_the_version_is_that_of_the_file() -> None:
    """Any change of the file's text makes another version; the same text has the same one under any name."""
    first, again, other = parse_query("a", "ASK {}"), parse_query("b", "ASK {}"), parse_query("a", "ASK {} # x")
    assert first.version == again.version == hashlib.sha256(b"ASK {}").hexdigest()[:12]
    assert first.version != other.version


OFFERED = """#+ params:
#+   - {name: kind, type: iri, enumerate: from the data, example: "urn:a"}
#+   - {name: least, type: integer, default: "2"}
#+   - {name: other, type: iri, optional: true, example: "urn:b"}
SELECT ?s WHERE {
  VALUES ?kind { <urn:a> } VALUES ?least { 2 } VALUES ?other { <urn:b> }
  ?s <urn:kind> ?kind ; <urn:size> ?size ; <urn:other> ?other FILTER(?size >= ?least)
} ORDER BY ?s
"""


def offered(text: str, most: int = 10) -> list[str]:
    """The first column of what is offered for the first parameter."""
    query = parse_query("q", text)
    store = pyoxigraph.Store()
    for number in range(1, 5):
        store.update(f"INSERT DATA {{ <urn:s{number}> <urn:kind> <urn:k{number}> ; <urn:size> {number} ; <urn:other> <urn:o> }}")
    found = store.query(bind_offers(query, query.parameters[0], IRIS, most))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [str(getattr(row[0], "value", "")) for row in found]


def test_offers_are_what_the_pattern_finds() -> None:
    """All values of the variable come, in order, with other parameters free but for those in expressions."""
    assert offered(OFFERED) == ["urn:k2", "urn:k3", "urn:k4"]
    assert offered(OFFERED, 2) == ["urn:k2", "urn:k3"]


def test_offers_may_be_a_query_of_their_own() -> None:
    """A SELECT behind ``enumerate`` uses the prefixes of the file, and is asked as it stands."""
    text = OFFERED.replace("from the data", "'SELECT ?k { ?s u:kind ?k ; u:size 1 }'").replace("SELECT ?s WHERE", "PREFIX u: <urn:> SELECT ?s WHERE")
    assert offered(text) == ["urn:k1"]


def test_offers_need_a_pattern() -> None:
    """A parameter that stands in expressions only cannot be asked of the data."""
    with pytest.raises(QueryTextError, match="The data offer no values of 'least'"):
        parse_query("q", OFFERED.replace("name: least, type: integer,", "name: least, type: integer, enumerate: from the data,"))
