"""Canned queries as RDF on the web: each says of itself what an editor needs, and the endpoint leads to all."""

import json

import pytest
from flask.testing import FlaskClient
from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS, SH

from fonds.bundled import bundled_path
from fonds.canned.loading import load_queries
from web.archive import BASE

NAMES = tuple(load_queries(bundled_path("queries")))


@pytest.mark.parametrize(("suffix", "form"), [(".ttl", "turtle"), (".nt", "nt"), (".rdf", "xml"), (".jsonld", "json-ld")])
def test_a_query_is_described_in_every_format(client: FlaskClient, suffix: str, form: str) -> None:
    """Each format says the same of a query: its text, its name, its prefixes."""
    answer = client.get(f"/queries/documents-by-sender/description{suffix}")
    assert answer.status_code == 200
    data, read = answer.data, form
    if form == "json-ld":  # an outsider reads it with the context it names
        tree = json.loads(data) | json.loads(bundled_path("vocab", "context.jsonld").read_bytes())
        data, read = jsonld.normalize(tree, {"format": "application/n-quads"}).encode(), "nt"
    graph, query = Graph().parse(data=data, format=read), URIRef(f"{BASE}/queries/documents-by-sender")
    assert str(graph.value(query, SH.select)).rstrip().endswith("LIMIT 100") and graph.value(query, RDFS.label)
    assert len(list(graph.objects(None, SH.prefix))) > 15


def test_the_format_is_chosen_by_accept(client: FlaskClient) -> None:
    """Without a suffix the Accept header chooses; what is not there is 406, a query that is not there 404."""
    told = client.get("/queries/documents-by-sender/description", headers={"Accept": "text/turtle"})
    assert (told.content_type, told.headers["Vary"]) == ("text/turtle; charset=utf-8", "Accept")
    assert f'<{BASE}/queries/documents-by-sender>; rel="describes"' in told.headers["Link"]
    assert client.get("/queries/documents-by-sender/description", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/queries/no-such/description.ttl").status_code == 404


def test_the_endpoint_leads_to_every_query(client: FlaskClient) -> None:
    """The service description names every canned query and declares the prefixes they share."""
    told = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data, format="turtle")
    leads = {str(each) for each in told.objects(URIRef(f"{BASE}/sparql"), RDFS.seeAlso)}
    assert leads == {f"{BASE}/queries/{name}" for name in NAMES} and len(NAMES) > 10
    assert (URIRef(f"{BASE}/sparql#prefixes"), SH.declare, URIRef(f"{BASE}/sparql#prefix-schema")) in told
