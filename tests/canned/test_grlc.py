"""A folder made for grlc runs as it is."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql.parser import parseQuery

from fonds.canned.binding import Value, bind, bind_offers, run
from fonds.canned.loading import load_queries, read_query
from fonds.canned.parameters import FROM_DATA
from fonds.canned.query import CannedQuery
from fonds.errors import ParameterError, VocabularyError
from fonds.rdf.iris import Iris

IRIS = Iris("https://letters.example.org")
DATA = b"""@prefix e: <http://e.example/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:a e:label "Rome"@en, "Rom"@de ; e:size 3 ; e:kind e:town ;
  e:born "1900-01-01"^^xsd:date ; e:code "x"^^e:code .
e:b e:label "Paris"@en ; e:size 2 ; e:kind e:town .
e:c e:label "Tiber"@en ; e:size 3 ; e:kind e:river .
"""
FILES = {
    "by-label": """#+ summary: Things by label
#+ endpoint: http://elsewhere.example/sparql
#+ endpoint_in_url: False
#+ method: POST
#+ pagination: 100
#+ tags:
#+   - labels
#+ defaults:
#+   - label: Rome
PREFIX e: <http://e.example/>
SELECT ?s WHERE { ?s e:label ?_label_en }
""",
    "by-kind": """#+ enumerate:
#+   - kind:
#+     - http://e.example/town
#+     - http://e.example/river
PREFIX e: <http://e.example/>
SELECT ?s ?size WHERE {
  ?s e:kind ?_kind_iri .
  OPTIONAL { ?s e:size ?size ; e:kind ?_kind_iri }
} ORDER BY ?s LIMIT 10
""",
    "by-size": """PREFIX e: <http://e.example/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {
  { SELECT ?s WHERE { ?s e:size ?_size_xsd_integer } } UNION { ?s e:size ?x FILTER(?x > ?_size_xsd_integer) }
}
""",
    "any-size": "PREFIX e: <http://e.example/> SELECT ?s WHERE { ?s e:size ?__size_integer } ORDER BY ?s",
    "by-code": "PREFIX e: <http://e.example/> ASK { ?s e:code ?_code_e_code }",
    "by-day": "PREFIX e: <http://e.example/> SELECT ?s WHERE { ?s e:born ?_day_date }",
    "template": "PREFIX e: <http://e.example/> CONSTRUCT { ?s e:is ?_what } WHERE { ?s e:kind e:river }",
}


@pytest.fixture
def queries(tmp_path: Path) -> dict[str, CannedQuery]:
    """The queries of a folder as grlc's users write it."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    return load_queries(tmp_path)


def rows(query: CannedQuery, values: dict[str, Value]) -> list[tuple[str, ...]]:
    """The rows an engine gives, with short names."""
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.TURTLE)
    found = run(query, values, IRIS, store.query)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return [
        tuple(str(getattr(term, "value", "")).removeprefix("http://e.example/") for term in row)
        for row in found
    ]


def test_parameters_come_from_variables(queries: dict[str, CannedQuery]) -> None:
    """Name, type, language, default and choices are those that the variable and the decorators say."""
    label, kind = queries["by-label"].parameters[0], queries["by-kind"].parameters[0]
    assert (label.name, label.variable, label.type, label.language, label.default) == (
        "label", "_label_en", "string", "en", ("Rome",),
    )
    assert (kind.name, kind.type, kind.required) == ("kind", "iri", True)
    assert kind.choices == ("http://e.example/town", "http://e.example/river")
    size = queries["by-size"].parameters[0]
    assert (size.name, size.type) == ("size", "integer")
    assert queries["by-day"].parameters[0].type == "date"
    assert queries["by-code"].parameters[0].datatype == "http://e.example/code"
    assert queries["by-label"].pagination == 100
    assert [note.split()[0] for note in queries["by-label"].notes[:3]] == [
        "'endpoint'", "'endpoint_in_url'", "'method'",
    ]
    assert "no ORDER BY" in queries["by-label"].notes[3]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("by-label", {}, [("a",)]),
        ("by-label", {"label": "Paris"}, [("b",)]),
        ("by-label", {"label": "Rom"}, []),
        ("by-kind", {"kind": "http://e.example/town"}, [("a", "3"), ("b", "2")]),
        ("by-kind", {"kind": "http://e.example/river"}, [("c", "3")]),
        ("by-size", {"size": "2"}, [("3",)]),
        ("by-size", {"size": "3"}, [("2",)]),
        ("any-size", {}, [("a",), ("b",), ("c",)]),
        ("any-size", {"size": "2"}, [("b",)]),
        ("by-day", {"day": "1900-01-01"}, [("a",)]),
    ],
)
def test_answers(
    queries: dict[str, CannedQuery], name: str, values: dict[str, Value], expected: list[tuple[str, ...]]
) -> None:
    """A value counts in every group that uses the variable, in filters and sub-queries too."""
    assert rows(queries[name], values) == expected


def test_graphs_and_questions(queries: dict[str, CannedQuery]) -> None:
    """A variable that only the template uses is bound as well, and so is one of the file's own datatype."""
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.TURTLE)
    triples = run(queries["template"], {"what": "wet"}, IRIS, store.query)
    assert isinstance(triples, pyoxigraph.QueryTriples)
    assert [str(triple.object) for triple in triples] == ['"wet"']
    assert bool(run(queries["by-code"], {"code": "x"}, IRIS, store.query))
    assert not bool(run(queries["by-code"], {"code": "y"}, IRIS, store.query))


def test_bound_queries_are_sparql(queries: dict[str, CannedQuery]) -> None:
    """With blocks put in, unbound or bound, every file is still a query to a parser we did not write."""
    for query in queries.values():
        parseQuery(query.text)
    parseQuery(bind(queries["by-kind"], {"kind": "http://e.example/town"}, IRIS, 3, 2))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("by-kind", {}, "'kind' is missing"),
        ("by-kind", {"kind": "http://e.example/lake"}, "one of"),
        ("by-size", {"size": "3 } #"}, "whole number"),
        ("any-size", {"_size": "3"}, "no parameter '_size'"),
    ],
)
def test_wrong_values(
    queries: dict[str, CannedQuery], name: str, values: dict[str, Value], message: str
) -> None:
    """What grlc would paste into the query is refused here, naming the parameter."""
    with pytest.raises(ParameterError, match=message):
        bind(queries[name], values, IRIS)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { ?s ?_a ?o ; <p> ?_a_iri }", "Two variables make the parameter 'a'"),
        ("#+ params: [{name: a, example: x}]\nASK { VALUES ?a { \"x\" } ?a ?_a_iri ?o }", "Two variables"),
        ("SELECT * { ?s ?p ?_a_x_y }", "prefix 'x' of a parameter's datatype"),
        ("SELECT * { ?s ?p ?_limit }", "about the answer"),
        ("DESCRIBE ?_a_iri", "stands beside no group"),
        ("SELECT * { ?s ?p ?o FILTER(?o < ?__a_integer) }", "optional, but"),
        ("#+ defaults:\n#+   - a: x\nSELECT * { ?s ?p ?_a_integer }", "does not take 'x'"),
    ],
)
def test_what_cannot_be_a_parameter(tmp_path: Path, text: str, message: str) -> None:
    """A variable that cannot be a parameter is told with file and line."""
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        read_query(path)
    assert str(caught.value).startswith(f"{path}:")
    assert message in str(caught.value)


FOLDER = {
    "endpoint.txt": "http://elsewhere.example/sparql\n",
    "local-api-config.ini": "[repo_info]\nrepo_title = Things\n",
    "README.md": "{ not a query",
    "rest-call.json": "{}",
    ".github/workflow.rq": "not read",
    "numbers.rq": "PREFIX e: <http://e.example/>\nSELECT ?s WHERE { ?s e:size ?_size_number } ORDER BY ?s\n",
    "kinds.sparql": (
        "#+ summary: Kinds\n#+ endpoint: http://elsewhere.example/sparql\n#+ mime: application/json\n#+ enumerate:\n#+   - kind\n"
        "PREFIX e: <http://e.example/>\nSELECT ?s WHERE { ?s e:kind ?_kind_iri } ORDER BY ?s\n"
    ),
    "shaped.rq": (
        '#+ transform: {\n#+     "thing": "?s",\n#+     "$anchor": "thing"\n#+   }\n#+ pagination: 2\n'
        "PREFIX e: <http://e.example/>\nSELECT * WHERE { ?s e:label ?__label_en } ORDER BY ?s LIMIT 100\n"
    ),
    "larger.rq": (
        "#+ enumerate:\n#+   - size\nPREFIX e: <http://e.example/>\n"
        "SELECT ?s WHERE { ?s e:size ?x FILTER(?x > ?_size_integer) } ORDER BY ?s\n"
    ),
    "letters/by-day.rq": (
        "PREFIX e: <http://e.example/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        "SELECT ?s WHERE { ?s e:born ?_day_xsd_date }\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole repository as grlc is given one: queries in folders, its own files beside them."""
    for name, text in FOLDER.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_whole_folder_loads_as_it_is(folder: Path) -> None:
    """Queries come from the folder and those inside it, whatever else lies there; what is ignored is noted."""
    found = load_queries(folder)
    assert list(found) == ["kinds", "larger", "letters-by-day", "numbers", "shaped"]
    assert [note.split()[0] for note in found["kinds"].notes] == ["'endpoint'", "'mime'"]
    assert [note.split()[0] for note in found["shaped"].notes] == ["'transform'"]
    assert "'enumerate' of 'size' is ignored" in found["larger"].notes[0]
    assert rows(found["numbers"], {"size": "3"}) == [("a",), ("c",)]
    assert rows(found["numbers"], {"size": "3.0"}) == []
    assert rows(found["letters-by-day"], {"day": "1900-01-01"}) == [("a",)]
    assert len(rows(found["shaped"], {})) == 2


def test_a_bare_enumeration_offers_what_the_data_have(folder: Path) -> None:
    """``enumerate: [kind]`` asks for all values of the variable, and each of them finds something."""
    query = load_queries(folder)["kinds"]
    (parameter,) = query.parameters
    assert parameter.offers == FROM_DATA
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.TURTLE)
    found = store.query(bind_offers(query, parameter, IRIS, 10))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    values = [str(getattr(row[0], "value", "")) for row in found]
    assert values == ["http://e.example/river", "http://e.example/town"]
    assert all(rows(query, {"kind": value}) for value in values)


def test_two_files_of_one_name_are_refused(folder: Path) -> None:
    """A file of an inner folder and one that has its whole name cannot both be the query."""
    (folder / "letters-by-day.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(VocabularyError, match="have the same name 'letters-by-day'"):
        load_queries(folder)


def test_blocks_that_are_there_already(tmp_path: Path) -> None:
    """A group that holds the variable's block is not given a second one."""
    path = tmp_path / "q.rq"
    path.write_text("SELECT * { VALUES ?_a_integer { 3 } ?s ?p ?_a_integer }", encoding="utf-8")
    assert bind(read_query(path), {"a": "4"}, IRIS).count("VALUES") == 1


def test_other_datatypes(tmp_path: Path) -> None:
    """A datatype of XML Schema that has no type of ours is taken as it is named."""
    path = tmp_path / "q.rq"
    path.write_text("SELECT * { ?s ?p ?_a_dateTime }", encoding="utf-8")
    moment = '"1979-12-27T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
    assert f"{{ {moment} }}" in bind(read_query(path), {"a": "1979-12-27T00:00:00"}, IRIS)


def test_defaults_for_nobody_are_noted(tmp_path: Path) -> None:
    """A default for a variable that is not there is noted, not lost in silence."""
    path = tmp_path / "q.rq"
    path.write_text("#+ defaults:\n#+   - b: x\nSELECT * { ?s ?p ?_a }", encoding="utf-8")
    assert read_query(path).notes == ("'defaults' of 'b' is ignored: no variable asks for it.",)
