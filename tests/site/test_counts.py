"""The numbers the site states of its graph, against another engine's count of all its triples."""

import urllib.parse
import urllib.request

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from fonds.rdf.iris import ENTITY_KINDS

VOID = Namespace("http://rdfs.org/ns/void#")
BASE = "http://127.0.0.1:8000"


def _graph(address: str, accept: str) -> Graph:
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        assert "Fonds-Result-Cut" not in answer.headers
        return Graph().parse(data=answer.read(), format=accept)


@pytest.fixture(scope="module")
def whole(site: str) -> Graph:
    """Return all triples there are, read by rdflib from N-Triples."""
    query = urllib.parse.urlencode({"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    return _graph(f"{site}/sparql?{query}", "application/n-triples")


@pytest.mark.parametrize(("path", "node"), [("sparql", f"{BASE}/sparql#default-graph"), ("dataset", f"{BASE}/dataset")])
def test_void_numbers_are_true(site: str, whole: Graph, path: str, node: str) -> None:
    """Triples, entities, distinct subjects and objects, classes and properties are as many as are said."""
    said = _graph(f"{site}/{path}", "text/turtle")
    pages = [f"{BASE}/{kind}/" for kind in ("doc", *ENTITY_KINDS)]
    entities = {
        each for each in map(str, set(whole.subjects())) if any(each.startswith(page) for page in pages) and "#" not in each
    }
    expected = {
        "triples": len(whole), "distinctSubjects": len(set(whole.subjects())), "distinctObjects": len(set(whole.objects())),
        "classes": len(set(whole.objects(None, RDF.type))), "properties": len(set(whole.predicates())),
        "entities": len(entities),
    }
    assert expected["triples"] > 1_000
    assert {name: int(str(said.value(URIRef(node), VOID[name]))) for name in expected} == expected


@pytest.mark.parametrize("path", ["sparql", "dataset"])
def test_void_partitions_are_true(site: str, whole: Graph, path: str) -> None:
    """Each class and each property has one partition, with as many instances or triples as there are."""
    said = _graph(f"{site}/{path}", "text/turtle")
    classes = {(c, len(set(whole.subjects(RDF.type, c)))) for c in set(whole.objects(None, RDF.type))}
    properties = {(p, len(list(whole.triples((None, p, None))))) for p in set(whole.predicates())}
    for kind, unit, link, expected in (
        (VOID["class"], VOID.entities, VOID.classPartition, classes),
        (VOID.property, VOID.triples, VOID.propertyPartition, properties),
    ):
        found = [(said.value(part, kind), said.value(part, unit)) for part in said.objects(None, link)]
        assert sorted(found) == sorted((iri, Literal(number)) for iri, number in expected)
