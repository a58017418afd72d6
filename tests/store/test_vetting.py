"""What is refused before it runs, however it is dressed up."""

import pyoxigraph as ox
import pytest

from fonds.errors import QueryRefusedError
from fonds.store import vetting
from fonds.store.vetting import check_query

AWAY = "SERVICE <http://127.0.0.1:1/sparql> { ?a ?b ?c }"

DISGUISES = {
    "plain": f"SELECT * {{ {AWAY} }}",
    "silent": "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "case": "SELECT * { sErViCe <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "comment before": "SELECT * { # nothing to see\nSERVICE#here\n<http://127.0.0.1:1/> { ?a ?b ?c } }",
    "no space": "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:1/>{ ?a ?b ?c } }",
    "prefixed": "PREFIX e: <http://127.0.0.1:1/> SELECT * { SERVICE e:x { ?a ?b ?c } }",
    "variable": "SELECT * { VALUES ?x { <http://127.0.0.1:1/> } SERVICE ?x { ?a ?b ?c } }",
    "EXISTS": f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {AWAY} }} }}",
    "NOT EXISTS": f"ASK {{ FILTER(1 = 1 && NOT EXISTS {{ {AWAY} }}) }}",
    "subselect": f"SELECT * {{ {{ SELECT ?a {{ {{ SELECT * {{ {AWAY} }} }} }} }} }}",
    "OPTIONAL": f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {AWAY} }} }}",
    "MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ {AWAY} }} }}",
    "UNION": f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ {AWAY} }} }}",
    "GRAPH": f"SELECT * {{ GRAPH ?g {{ {AWAY} }} }}",
    "BIND": f"SELECT * {{ BIND(EXISTS {{ {AWAY} }} AS ?x) }}",
    "ORDER BY": f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {AWAY} }})",
    "HAVING": f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {AWAY} }})",
    "SELECT expression": f"SELECT (EXISTS {{ {AWAY} }} AS ?x) {{ ?s ?p ?o }}",
    "CONSTRUCT": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {AWAY} }}",
    "DESCRIBE": f"DESCRIBE ?a WHERE {{ {AWAY} }}",
    "IF": f"SELECT (IF(EXISTS {{ {AWAY} }}, 1, 2) AS ?x) {{ }}",
    "COALESCE": f"SELECT * {{ FILTER(COALESCE(?x, EXISTS {{ {AWAY} }})) }}",
    "IN": f"SELECT * {{ FILTER(true IN (EXISTS {{ {AWAY} }})) }}",
    "aggregate": f"SELECT (COUNT(EXISTS {{ {AWAY} }}) AS ?n) {{ ?s ?p ?o }}",
    "after a hash in a string": f'SELECT * {{ ?s ?p "a.#" . {AWAY} }}',
    "carriage return ends the comment": f"SELECT * {{ ?s ?p ?o . # comment\r{AWAY}\n}}",
    "escaped quote": f'SELECT * {{ ?s ?p "a\\u0022 .#" . {AWAY}\n}}',
    "escaped quote, long form": f'SELECT * {{ ?s ?p "a\\U00000022 .#" . {AWAY}\n}}',
    "escaped line feed": f"SELECT * {{ ?s ?p 'a\\u000A' . {AWAY}\n}}",
    "escaped backslash": f'SELECT * {{ ?s ?p "\\\\" . {AWAY} ?d ?e "\\\\" }}',
    "an IRI that looks like a string": f"SELECT * {{ FILTER(?a<'>' && true) {AWAY} FILTER('x' = '<') }}",
    "long strings": f"SELECT * {{ ?s ?p '''it's''' , \"\"\"a \"quoted\" one\"\"\" . {AWAY} }}",
}


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES.keys())
def test_service(query: str) -> None:
    """A call to another server is refused by that name, wherever it stands and whatever it looks like."""
    with pytest.raises(QueryRefusedError, match=r"SERVICE.* would make this server send a request"):
        check_query(query)


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES.keys())
def test_first_reader(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parse tree alone is enough to refuse each of them."""
    monkeypatch.setattr(vetting, "_has_service_word", lambda query: False)
    with pytest.raises(QueryRefusedError):
        check_query(query)


@pytest.mark.parametrize("name", sorted(DISGUISES.keys() - {"an IRI that looks like a string"}))
def test_second_reader(name: str) -> None:
    """The scan alone finds the word in each of them but one, which takes a grammar to see."""
    assert vetting._has_service_word(DISGUISES[name])


@pytest.mark.parametrize("query", DISGUISES.values(), ids=DISGUISES.keys())
def test_disguises_are_real(query: str) -> None:
    """Every disguise is a query the engine would have run, so refusing it is no accident."""
    quiet = query.replace("SERVICE <", "SERVICE SILENT <")
    try:
        ox.Store().query(quiet)
    except (OSError, RuntimeError):  # it was read, and then nobody listened
        return


@pytest.mark.parametrize("text", [
    "\\u0053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c }",
    "\\U00000053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c }",
    "SERV\\u0049CE <http://127.0.0.1:1/> { ?a ?b ?c }",
])
def test_escaped_keyword(text: str) -> None:
    """A keyword written with escapes is no keyword: the query is refused as no SPARQL, and the engine agrees."""
    query = f"SELECT * {{ {text} }}"
    with pytest.raises(QueryRefusedError, match="Line 1, column 12: the query is not SPARQL"):
        check_query(query)
    with pytest.raises(SyntaxError):
        ox.Store().query(query)


@pytest.mark.parametrize("query", [
    'SELECT * { ?s ?p "Secret Service" }',
    "SELECT * { ?s ?p '''SERVICE <http://x/> { }''' }",
    "SELECT ?service { ?service ?p $SERVICE }",
    "PREFIX service: <http://x/> SELECT * { ?s service:service service:SERVICE-2 }",
    "SELECT * { ?s <http://x/SERVICE> <http://SERVICE/> } # SERVICE <http://x/> {}",
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT * { ?service_of ?p _:service }",
])
def test_service_in_passing(query: str) -> None:
    """The word may stand in strings, IRIs, names, variables, tags and comments."""
    assert check_query(query) == "select"


@pytest.mark.parametrize(("query", "words"), [
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM <file:///etc/passwd>"),
    ("ASK FROM NAMED <http://x/> { ?s ?p ?o }", "FROM NAMED <http://x/>"),
    ("PREFIX e: <http://x/> CONSTRUCT { ?s ?p ?o } from e:y WHERE { ?s ?p ?o }", "FROM e:y"),
    ("CONSTRUCT FROM <http://x/> WHERE { ?s ?p ?o }", "FROM <http://x/>"),
    ("DESCRIBE ?s FROM <http://x/> { ?s ?p ?o }", "FROM <http://x/>"),
])
def test_from(query: str, words: str) -> None:
    """A graph to be read from elsewhere is refused by name."""
    with pytest.raises(QueryRefusedError, match=f"{words} is not allowed here"):
        check_query(query)


@pytest.mark.parametrize(("query", "word"), [
    ("INSERT DATA { <http://x/> <http://x/> 1 }", "INSERT DATA"),
    ("DELETE DATA { <http://x/> <http://x/> 1 }", "DELETE DATA"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE WHERE"),
    ("DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", "DELETE/INSERT"),
    ("WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE/INSERT"),
    ("PREFIX e: <http://x/> # a comment\nload e:y", "LOAD"),
    ("LOAD SILENT <file:///etc/passwd> INTO GRAPH <http://x/>", "LOAD"),
    ("CLEAR ALL", "CLEAR"), ("DROP DEFAULT", "DROP"), ("CREATE GRAPH <http://x/>", "CREATE"),
    ("COPY <http://x/> TO DEFAULT", "COPY"), ("MOVE <http://x/> TO DEFAULT", "MOVE"),
    ("ADD <http://x/> TO DEFAULT", "ADD"),
])
def test_updates(query: str, word: str) -> None:
    """An update is refused by its name, and the reader is told what can be asked."""
    with pytest.raises(QueryRefusedError, match=f"^{word} changes data.* SELECT, ASK, CONSTRUCT or DESCRIBE"):
        check_query(query)


@pytest.mark.parametrize(("query", "place"), [
    ("SELECT * { ?s ?p ", "Line 1, column 18: .* near “SELECT"),
    ("SELECT *\nWHERE {\n  ?s ?p ?o\n  FILTR(?o)\n}", r"Line 4, column \d+: .* near “FILTR\(\?o\)”"),
    ("SELECT *\r\nWHERE {\r\n  ?s ?p ?o\r\n  FILTR(?o)\r\n}", r"Line 4, column \d+: .* near “FILTR\(\?o\)”"),
    ("SELECT * { ?s ?p ?o } ; CLEAR ALL", "Line 1, column 23: .*; CLEAR ALL”"),
    ("SELECT * { ?s ?p ?o } SELECT * { ?s ?p ?o }", "Line 1, column 23: .*SELECT"),
    ("Dear Sir", r"Line 1, column \d: .* near “Dear Sir”"),
    ("", "The query is empty"), (" \n ", "The query is empty"),
])
def test_syntax_errors(query: str, place: str) -> None:
    """A syntax error names line and column and shows what stands there."""
    with pytest.raises(QueryRefusedError, match=place):
        check_query(query)


@pytest.mark.parametrize("query", [
    "SELECT * { ?s ?p ?o LATERAL { SELECT * { ?s ?q ?z } LIMIT 1 } }",
    "SELECT * { << ?s ?p ?o >> ?q ?z }",
    "SELECT * { ?s ?p <<( ?a ?b ?c )>> }",
])
def test_extensions(query: str) -> None:
    """What only one of the two parsers knows is refused, whichever it is."""
    ox.Store().query(query)
    with pytest.raises(QueryRefusedError, match="query is not SPARQL"):
        check_query(query)


@pytest.mark.parametrize(("query", "words"), [
    ("SELECT * { ?s e:p ?o }", "prefix of e:p is not declared.*PREFIX e:"),
    ("SELECT * { ?s :p ?o }", "prefix of :p is not declared"),
    ('SELECT * { ?s ?p "1"^^xsd:integer }', "xsd:integer is not declared"),
    ("SELECT * { ?s <p> ?o }", "<p> is relative"),
])
def test_names(query: str, words: str) -> None:
    """A prefix or base that is missing is named."""
    with pytest.raises(QueryRefusedError, match=words):
        check_query(query)


@pytest.mark.parametrize(("query", "kind"), [
    ("BASE <http://x/> PREFIX : <y/> SELECT * { ?s :p <z> }", "select"),
    ("ASK {}", "ask"),
    ("CONSTRUCT WHERE { ?s ?p ?o }", "construct"),
    ("DESCRIBE <http://x/>", "construct"),
    ("SELECT * { { SELECT ?s { ?s ?p ?o } } } VALUES ?s { <http://x/> }", "select"),
    ("ASK { { SELECT ?s { ?s ?p ?o } } }", "ask"),
    ("SELECT (?a-5.5 AS ?b) { ?s ?p -5.0, -.5, -1.5e3 FILTER(?o>-5.5 && ?o < - 5.5 && (?o)-1.5 > 2) }", "select"),
    ('PREFIX e: <http://x/> SELECT * { e:a-5.5 e:1979-12.27 "-1.5", <http://x/-1.5> }', "select"),
    ('SELECT * { ?s ?p "C:\\\\users" , "\\u00e9", \'\'\'a\r\nb\'\'\' }', "select"),
])
def test_kinds(query: str, kind: str) -> None:
    """The kind of a query is that of its outermost form."""
    assert check_query(query) == kind


def test_nesting() -> None:
    """A query nested beyond all measure is refused, and nothing crashes."""
    with pytest.raises(QueryRefusedError, match="nested too deeply"):
        check_query("SELECT * " + "{" * 100_000)
