"""Canned queries described: whoever finds one in the store can run it."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, RDFS, SH, XSD
from rdflib.plugins.sparql.parser import parseQuery

from fonds.bundled import bundled_path
from fonds.canned.descriptions import description_triples, query_iri
from fonds.canned.loading import load_queries, parse_query
from fonds.rdf.formats import TURTLE
from fonds.rdf.iris import Iris
from fonds.rdf.literals import ntriples
from fonds.rdf.namespaces import PREFIXES
from fonds.rdf.serialise import render

IRIS = Iris("https://letters.example.org/archive")
SCHEMA = Namespace("https://schema.org/")
TEXTS = {
    SH.SPARQLSelectExecutable: SH.select, SH.SPARQLConstructExecutable: SH.construct, SH.SPARQLAskExecutable: SH.ask,
}
BUNDLED = load_queries(bundled_path("queries"))
DATA = Path(__file__).with_name("archive.ttl")


def described(*texts: str) -> Graph:
    """Return the description of queries (q0, q1 …), or of those shipped, as rdflib reads it from Turtle."""
    queries = [parse_query(f"q{number}", text) for number, text in enumerate(texts)] or BUNDLED.values()
    return Graph().parse(data=render(ntriples(list(description_triples(queries, IRIS))), TURTLE), format="turtle")


def test_every_shipped_query_is_found_and_runs() -> None:
    """Asked as an editor does, a store gives name, comment and text of every query, and runs each text as it is."""
    store = pyoxigraph.Store()
    store.load(ntriples(list(description_triples(BUNDLED.values(), IRIS))), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        " SELECT ?query ?comment ?text WHERE { ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ;"
        " <https://schema.org/target> <https://letters.example.org/archive/sparql> ; sh:select|sh:ask|sh:construct ?text }"
    )
    assert isinstance(found, pyoxigraph.QuerySolutions)
    texts = {row["query"].value: row["text"].value for row in found if row["comment"].value}
    assert set(texts) == {query_iri(IRIS, name) for name in BUNDLED}
    archive = pyoxigraph.Store()
    archive.load(DATA.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    answered = 0
    for text in texts.values():
        parseQuery(text)
        result = archive.query(text)
        answered += bool(result) if isinstance(result, pyoxigraph.QueryBoolean) else next(iter(result), None) is not None
    assert answered > len(texts) / 2


def test_examples_are_of_this_site() -> None:
    """No description names the machine that stands in the files, and examples are those of the header."""
    texts = [str(text) for _, _, text in described().triples((None, SH.select, None))]
    assert texts and not any("127.0.0.1" in text for text in texts)
    assert any(f"<{IRIS.base}/agent/" in text or f"BASE <{IRIS.base}/>" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * {}", SH.SPARQLSelectExecutable),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", SH.SPARQLConstructExecutable),
        ("ASK { ?s ?p ?o }", SH.SPARQLAskExecutable),
    ],
)
def test_class_and_property_fit_the_form(text: str, kind: URIRef) -> None:
    """A query has the class of its form and its text under the property of that class, and under no other."""
    graph, query = described(text), URIRef(query_iri(IRIS, "q0"))
    assert set(graph.objects(query, RDF.type)) == {SH.SPARQLExecutable, kind}
    assert [str(each).strip() for each in graph.objects(query, TEXTS[kind])] == [text]
    assert sum(1 for name in TEXTS.values() for _ in graph.objects(query, name)) == 1


def test_a_description_query_has_its_text() -> None:
    """A DESCRIBE, which SHACL does not know, is executable, too, and its text is there."""
    graph, query = described("#+ tags: [a, b c]\nDESCRIBE <http://x/y>"), URIRef(query_iri(IRIS, "q0"))
    assert set(graph.objects(query, RDF.type)) == {SH.SPARQLExecutable}
    assert [str(each).strip() for each in graph.objects(query, SCHEMA.text)] == ["DESCRIBE <http://x/y>"]
    assert {str(each) for each in graph.objects(query, SCHEMA.keywords)} == {"a", "b c"}


def test_prefixes_are_declared_once_and_without_blank_nodes() -> None:
    """All queries share one set of declarations, from which the prefixes of the site can be read."""
    graph = described()
    (declared,) = set(graph.objects(None, SH.prefixes))
    read = {
        str(graph.value(each, SH.prefix)): graph.value(each, SH.namespace) for each in graph.objects(declared, SH.declare)
    }
    assert read == {name: Literal(space, datatype=XSD.anyURI) for name, space in PREFIXES.items()}
    assert all(isinstance(node, URIRef) for node in graph.subjects())
    assert {len(list(graph.objects(each, RDFS.label))) for each in set(graph.subjects())} == {1}


def test_hostile_words_stay_words() -> None:
    """Quotes, line ends and braces of a header come out as they went in."""
    graph = described('#+ summary: \'He said """}" \\ <b>\'\n#+ description: "a\\nb"\nASK { ?s ?p "\\"" }')
    assert str(graph.value(URIRef(query_iri(IRIS, "q0")), RDFS.label)) == 'He said """}" \\ <b>'
