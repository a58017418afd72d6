"""Graphs that are only read hold what rdflib's parsers and stores would, and answer alike."""

import logging
from itertools import product

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from fonds.rdf.graphs import Property, ReadGraph, node_of
from fonds.rdf.literals import Triple, lang_string, ntriples, plain, typed
from vocab.graphs import SEEDS, good_graph

ODD: list[Triple] = [
    ("<http://example.org/a>", "<http://example.org/says>", value)
    for value in (
        plain("a \"b\"\\ \n\t\x07 ü 𝔘 "), plain(""), lang_string("Brief", "DE-ch"), typed("1979-02-30", "xsd:date"),
        typed("01", "xsd:integer"), typed("1979", "xsd:gYear"), typed("0.50", "xsd:decimal"), plain("http://example.org/a"),
        "<http://example.org/a>", "<http://example.org/%20>", '"\\u00FC"', typed("1", "xsd:boolean"),
    )
]
"""Values that a reader may get wrong."""


def both(triples: list[Triple]) -> tuple[ReadGraph, Graph]:
    """Return triples as our graph, and as rdflib's own parser and store hold them."""
    nodes = {term: node_of(term) for triple in triples for term in triple}
    ours = ReadGraph((nodes[subject], nodes[predicate], nodes[value]) for subject, predicate, value in triples)
    return ours, Graph(bind_namespaces="none").parse(data=ntriples(triples), format="nt")


@pytest.mark.parametrize("triples", [ODD, *(sorted(good_graph(seed)) for seed in SEEDS)], ids=["odd", *SEEDS])
def test_a_graph_holds_what_a_parser_reads(triples: list[Triple], caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is asked for, by any of the three places, our graph finds what rdflib's store finds."""
    caplog.set_level(logging.CRITICAL)  # rdflib tells of the day that there is not
    ours, theirs = both(triples)
    assert len(ours) == len(theirs) == len(set(triples)) and set(ours) == set(theirs)
    for subject, predicate, value in theirs:
        for asked in product((subject, None), (predicate, None), (value, None)):
            assert set(ours.triples(asked)) == set(theirs.triples(asked))
            assert asked in ours
        assert set(ours.objects(subject, predicate)) == set(theirs.objects(subject, predicate))
        assert set(ours.subjects(predicate, value)) == set(theirs.subjects(predicate, value))
        assert set(ours.predicate_objects(subject)) == set(theirs.predicate_objects(subject))
        assert set(ours.subject_objects(predicate)) == set(theirs.subject_objects(predicate))


def test_what_is_given_twice_is_held_once() -> None:
    """A triple that is there is not put in again, and what was never said is not found."""
    ours, _ = both([*ODD, *ODD])
    assert len(ours) == len(list(ours)) == len(ODD)
    nowhere: Node = URIRef("http://example.org/nowhere")
    assert (nowhere, None, None) not in ours and (None, None, nowhere) not in ours
    assert not list(ours.objects(nowhere, RDF.type)) and not list(ours.subjects(RDF.type, nowhere))


@pytest.mark.parametrize("seed", SEEDS)
def test_queries_are_answered_alike(seed: str) -> None:
    """SPARQL with paths and values given beforehand finds the same in our graph, the first time and again."""
    ours, theirs = both(sorted(good_graph(seed)))
    foaf, label = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2000/01/rdf-schema#label"
    text = f"SELECT ?words WHERE {{ ?this (<{foaf}primaryTopic>|<{foaf}isPrimaryTopicOf>)+/<{label}> ?words }}"
    record = URIRef(str(next(theirs.subjects(URIRef(foaf + "primaryTopic")))))
    rows = set(theirs.query(text, initBindings={"this": record}))
    assert rows
    for _ in range(2):
        assert set(ours.query(text, initBindings={"this": record})) == rows


def test_properties_are_iris() -> None:
    """A property's IRI is found under that IRI, and that IRI under the property's, wherever it is looked for."""
    name, other = "http://example.org/name", URIRef("http://example.org/other")
    assert Property(name) == URIRef(name) and URIRef(name) == Property(name) and hash(Property(name)) == hash(URIRef(name))
    assert Property(name) in [other, URIRef(name)] and Property(name) not in [other] and Property(name) != other
    graph = ReadGraph([(other, Property(name), Literal("x"))])
    assert list(graph.objects(other, URIRef(name))) == [Literal("x")]
