"""Whatever a caller gives as a value, the query keeps its shape: 500 attempts, judged by a parser we did not write."""

import random
from typing import Any

import pyoxigraph
import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from fonds.canned.binding import bind, bind_count
from fonds.canned.loading import parse_query
from fonds.canned.parameters import TYPES, Parameter, parameter_terms
from fonds.canned.query import SITE_BASE, CannedQuery
from fonds.errors import ParameterError
from fonds.rdf.iris import Iris

IRIS = Iris("https://letters.example.org")
ATTEMPTS = 500
GOOD = {
    "agent": "agent/a", "archive": "agent/a", "archival-unit": "archival-unit/a/b", "boolean": "true",
    "collection": "collection/a", "concept": "genre/letter", "creative-work": "creative-work/a", "date": "1979-12-27", "decimal": "1.5",
    "document": "doc/a", "entity": "place/a", "event": "event/a", "genre": "letter", "integer": "3",
    "iri": "http://e.example/a", "marking": "secret", "month-day": "12-27", "number": "3", "place": "place/a", "position": "position/a",
    "rights": "rights/a", "role": "sender", "status": "stated", "string": "a", "year": "1979",
}
KINDS = [*((kind, "") for kind in sorted(GOOD)), ("string", "en")]
PIECES = (
    '"', "'", '"""', "'''", "\\", "\\\\", "\\u0022", "\\U00000022", "\\u005C", "\\u007D", "\\u003E", "\\n", "\n", "\r", "\r\n",
    "\u2028", "\t", "{", "}", "} }", ">", "<", "> ", "#", "# ", "#x\n", ";", ".", ",", "|", "^^", "@en", "@en-x} #", "`", "%", "%22",
    "%3E", "UNION", " UNION { ?s ?p ?o } ", " . ?a ?b ?c . ", "VALUES", "UNDEF", "SERVICE <http://evil.example/>",
    "INSERT DATA { <a> <b> <c> }", "; DROP ALL", "?s", "$s", "_:b", "<http://evil.example/>", "javascript:", "\x00", "\x0b", "\ufeff",
    "\u202e", "\ud83d\ude00", "é", "漢", "=", "&&", "||", "FILTER(false)", "SELECT * {", "//", "/", "..", "a", "1", "-", "http://e.example/",
)
ESCAPES = ('" }', '"} UNION {?s ?p ?o} #', '> } #', '\\" } #', '\\\\" } #', '\\u0022 } #', '"^^<x> } #', "'''} #", '"@en } #', '""" } #')


def query_of(kind: str, language: str) -> CannedQuery:
    """Return a query with one parameter of a type, used in a pattern, a sub-SELECT, a filter and the columns."""
    tag = f", language: {language}" if language else ""
    term = bind_term(kind, language)
    return parse_query("q", (
        f"#+ params:\n#+   - {{name: p, type: {kind}, many: true, example: '{GOOD[kind]}'{tag}}}\n"
        f"BASE <{SITE_BASE}>\nSELECT ?s ?p WHERE {{ VALUES ?p {{ {term} }} ?s <http://e.example/is> ?p .\n"
        f"  {{ SELECT ?s {{ VALUES ?p {{ {term} }} ?s ?q ?p FILTER(?p != 1) }} }} }} ORDER BY ?s"
    ))


def bind_term(kind: str, language: str) -> str:
    """Return the example of a type as a file writes it, on the base that stands for the site."""
    parameter = Parameter("p", "p", kind, language=language)
    return parameter_terms(parameter, [GOOD[kind]], Iris(SITE_BASE.rstrip("/")))[0].replace(f"<{SITE_BASE}", "<")


def shape(text: str) -> Any:
    """Return the algebra with each value of the VALUES blocks in its place counted, and nothing of it told."""
    return told(translateQuery(parseQuery(text)).algebra)


def told(node: Any, inside: bool = False) -> Any:
    """Return a part of the algebra as plain lists."""
    if isinstance(node, CompValue):
        if node.name in ("values", "ToMultiSet"):
            return [node.name, *(sorted({str(name) for row in node.res for name in row}) if "res" in node else ())]
        return [node.name, *((key, told(node[key])) for key in sorted(node) if key not in ("_vars", "lazy"))]
    if isinstance(node, dict):
        return sorted((str(key), told(value)) for key, value in node.items())
    if isinstance(node, list | tuple | set):
        return sorted(str(told(each)) for each in node)
    return str(node)


def attempts() -> list[tuple[str, str, list[str]]]:
    """Return types with values to try: every type has some that only break out, and others put together at random."""
    chance = random.Random(1989)
    made: list[tuple[str, str, list[str]]] = []
    for number in range(ATTEMPTS):
        kind, language = KINDS[number % len(KINDS)]
        if number < len(KINDS) * len(ESCAPES) // 2:
            text = GOOD[kind] + ESCAPES[number % len(ESCAPES)]
        else:
            pieces = [chance.choice(PIECES) for _ in range(chance.randint(1, 6))]
            text = "".join([GOOD[kind] * chance.randint(0, 1), *pieces])
        texts = [text] if number % 3 else [GOOD[kind], text]
        made.append((kind, language, texts))
    return made


def test_every_type_is_tried() -> None:
    """No type of parameter is forgotten, and every way out is tried on strings, IRIs and language strings."""
    assert set(GOOD) == set(TYPES) - {"literal"}
    assert len(attempts()) == ATTEMPTS


def test_no_value_changes_the_shape_of_a_query() -> None:
    """Each attempt is refused by name, or the query is the one it was, to two parsers, and the value is in it as it was given."""
    queries = {key: query_of(*key) for key in KINDS}
    shapes = {key: shape(bind(query, {"p": GOOD[key[0]]}, IRIS)) for key, query in queries.items()}
    refused = 0
    store = pyoxigraph.Store()
    for kind, language, texts in attempts():
        query = queries[kind, language]
        try:
            text = bind(query, {"p": texts}, IRIS)
        except ParameterError as error:
            assert error.parameter == "p"
            refused += 1
            continue
        assert shape(text) == shapes[kind, language], texts
        found = store.query(text)
        assert isinstance(found, pyoxigraph.QuerySolutions) and list(found) == []
        count = bind_count(query, {"p": texts}, IRIS)
        assert count is not None and "COUNT" in count
        store.query(count)
        if kind == "string":
            given = store.query(values_of(query, texts))
            assert isinstance(given, pyoxigraph.QuerySolutions)
            values = [str(getattr(row[0], "value", "")) for row in given]
            assert values == list(dict.fromkeys(each for each in texts if each.strip()))
    assert ATTEMPTS // 4 < refused < ATTEMPTS  # neither is everything refused, nor anything let in


def values_of(query: CannedQuery, texts: list[str]) -> str:
    """Return a query that gives back the values alone, as the engine reads them from the bound text."""
    text = bind(query, {"p": texts}, IRIS)
    start = text.index("VALUES")
    block = text[start : text.index("?s <http://e.example/is>")]
    return f"SELECT ?p WHERE {{ {block} }}"


@pytest.mark.parametrize("way", ESCAPES)
def test_files_for_grlc_are_as_safe(way: str) -> None:
    """Where grlc would paste the text, a term comes in, or the value is refused."""
    query = parse_query("q", "SELECT * { ?s <http://e.example/a> ?_name ; <http://e.example/b> ?_thing_iri }")
    good = shape(bind(query, {"name": "a", "thing": "http://e.example/x"}, IRIS))
    assert shape(bind(query, {"name": way, "thing": "http://e.example/x"}, IRIS)) == good
    with pytest.raises(ParameterError):
        bind(query, {"name": "a", "thing": f"http://e.example/{way}"}, IRIS)


def test_the_judge_sees_a_change() -> None:
    """A query with one pattern more has another shape: the comparison is not blind."""
    assert shape("SELECT ?s { ?s ?p ?o }") != shape("SELECT ?s { ?s ?p ?o . ?o ?p ?s }")
    assert shape('SELECT ?s { VALUES ?p { "a" } ?s ?q ?p }') == shape('SELECT ?s { VALUES ?p { "b" "c" } ?s ?q ?p }')
    assert shape('SELECT ?s { VALUES ?p { "a" } ?s ?q ?p }') != shape('SELECT ?s { VALUES ?p { "a" } ?s ?q ?p FILTER(?p > 1) }')
