"""The running site, asked by clients and read by parsers we did not write, with counts asserted."""

import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import warnings
from typing import Any

import pyoxigraph
import pytest

from acceptance_rows import SLUGS

BASE = "http://127.0.0.1:8000"
FORMATS = {
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
RAPPER = {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml"}
MESSAGES = "SELECT ?d { ?d a <https://schema.org/Message> }"


def _read(url: str, accept: str = "*/*", **more: Any) -> tuple[bytes, Any]:
    request = urllib.request.Request(url, headers={"Accept": accept}, **more)
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers


def _status(url: str, **more: Any) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, **more)) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)


def _context_free(tree: bytes, site: str) -> bytes:
    """Return a JSON-LD tree with the context's own content in the place of its address, for a parser that fetches none."""
    import json

    document = json.loads(tree)
    document["@context"] = json.loads(_read(f"{site}/context.jsonld")[0])["@context"]
    return json.dumps(document).encode()


@pytest.mark.parametrize("seed", SLUGS)
def test_every_format_has_the_same_triples(site: str, seed: str) -> None:
    """Oxigraph reads JSON-LD, Turtle, N-Triples and RDF/XML of a document to one and the same graph."""
    graphs = {}
    for suffix, form in FORMATS.items():
        data, _ = _read(f"{site}/doc/{SLUGS[seed]}.{suffix}")
        if suffix == "jsonld":
            data = _context_free(data, site)
        graphs[suffix] = {quad.triple for quad in pyoxigraph.parse(data, format=form)}
    assert len(graphs["nt"]) > 200
    assert all(graph == graphs["nt"] for graph in graphs.values())


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (Debian raptor2-utils) is not on this machine")
@pytest.mark.parametrize("seed", SLUGS)
@pytest.mark.parametrize("suffix", RAPPER)
def test_rapper_counts_the_same(site: str, seed: str, suffix: str) -> None:
    """rapper reads each format to as many triples as the N-Triples have lines."""
    lines = len(_read(f"{site}/doc/{SLUGS[seed]}.nt")[0].splitlines())
    data, _ = _read(f"{site}/doc/{SLUGS[seed]}.{suffix}")
    done = subprocess.run(
        ["rapper", "-q", "-i", RAPPER[suffix], "-o", "ntriples", "-", f"{BASE}/"], input=data, capture_output=True, check=True,
    )
    assert len(set(done.stdout.splitlines())) == lines


def test_sparqlwrapper_gets_rows_and_graphs(site: str) -> None:
    """SPARQLWrapper, the usual Python client, reads a SELECT as JSON and a CONSTRUCT as a graph."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

        client = SPARQLWrapper(f"{site}/sparql", returnFormat=JSON)
        client.setTimeout(10)
        client.setQuery(MESSAGES)
        by_get: Any = client.queryAndConvert()
        client.setMethod("POST")
        by_post: Any = client.queryAndConvert()
        client.setReturnFormat(TURTLE)
        client.setQuery("CONSTRUCT { ?d a <https://schema.org/Message> } WHERE { ?d a <https://schema.org/Message> }")
        graph: Any = client.queryAndConvert()
    assert by_post == by_get
    rows = by_get["results"]["bindings"]
    assert {row["d"]["value"] for row in rows} == {f"{BASE}/doc/{slug}" for slug in SLUGS.values()}
    assert len(set(pyoxigraph.parse(graph, format=pyoxigraph.RdfFormat.TURTLE))) == 2


def test_oxigraph_federates_to_us(site: str) -> None:
    """Another SPARQL engine reaches the endpoint by SERVICE and gets the same rows."""
    found: Any = pyoxigraph.Store().query(f"SELECT * {{ SERVICE <{site}/sparql> {{ ?d a <https://schema.org/Message> }} }}")
    assert len(list(found)) == 2


def test_machines_that_ask_for_anything_get_data(site: str) -> None:
    """Evidence and the endpoint's description are data unless a page is asked for; a document is a page."""
    for path, kind in (
        (f"doc/{SLUGS['003']}/evidence", "application/ld+json"), ("sparql", "text/turtle"), (f"doc/{SLUGS['003']}", "text/html"),
    ):
        _, headers = _read(f"{site}/{path}")
        assert headers.get_content_type() == kind
        assert _read(f"{site}/{path}", "text/html")[1].get_content_type() == "text/html"


def _query(site: str, **fields: str) -> str:
    return f"{site}/sparql?{urllib.parse.urlencode(fields)}"




@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"query": "SELECT * { ?s ?p ?o } LIMIT 1", "default-graph-uri": "http://elsewhere.example/g"}, 200),
        ({"query": "ASK { ?s ?p ?o }", "named-graph-uri": "http://elsewhere.example/g"}, 200),
        ({"query": "SELECT nonsense"}, 400),
        ({"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, 400),
        ({"query": "SELECT * { s\\u0045rvice <http://127.0.0.1:1/> { ?s ?p ?o } }"}, 400),
        ({"query": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"}, 400),
        ({"query": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, 400),
        ({"query": "LOAD <http://127.0.0.1:1/>"}, 400),
        ({"query": "DROP ALL"}, 400),
        ({"update": "DROP ALL"}, 400),
        ({"query": "{" * 20_000}, 400),
    ],
)
def test_protocol_statuses(site: str, fields: dict[str, str], status: int) -> None:
    """What is allowed is answered, what is not is refused as the client's mistake, and the server lives on."""
    assert _status(f"{site}/sparql", data=urllib.parse.urlencode(fields).encode()) == status
    assert _status(f"{site}/health") == 200


def test_http_form_of_schema_org_is_understood(site: str) -> None:
    """A query that writes schema.org with http finds the same documents."""
    data, _ = _read(_query(site, query=MESSAGES.replace("https:", "http:")), "text/csv")
    assert len(data.splitlines()) == 3




def test_a_runaway_query_is_stopped_while_others_are_answered(site: str) -> None:
    """A cross product with ORDER BY ends in 503 at the time limit; a small query beside it is answered at once."""
    import threading

    slow = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?a"
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(_status(_query(site, query=slow))))
    thread.start()
    data, _ = _read(_query(site, query=MESSAGES), "text/csv")
    assert len(data.splitlines()) == 3
    assert thread.is_alive()
    thread.join(60)
    assert statuses == [503]


def test_results_over_the_row_limit_are_cut_and_say_so(site: str) -> None:
    """More rows than allowed are cut, in a header, and the result is still well-formed."""
    data, headers = _read(_query(site, query="SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 50000"), "text/csv")
    assert headers["Fonds-Result-Cut"] == "rows; limit=10000"
    assert len(data.splitlines()) == 10_001


def test_snippet_is_read_by_extruct(site: str) -> None:
    """A harvester's library finds the schema.org description in each document's page: one type, no licence."""
    import extruct

    for slug in SLUGS.values():
        html, _ = _read(f"{site}/doc/{slug}", "text/html")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extruct.extract(html.decode(), syntaxes=["json-ld"])["json-ld"]
        assert len(found) == 1
        assert found[0]["@context"] == "https://schema.org"
        assert found[0]["@type"] == "Message"
        assert "license" not in found[0]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "xml"])
def test_canned_query_in_every_format(site: str, suffix: str) -> None:
    """One sender is found in each result format, by name."""
    data, _ = _read(f"{site}/queries/documents-by-sender.{suffix}?sender=agent/masoud-ahmad-shah")
    assert data.count(b"Letter from Ahmad Shah Masoud") == 1


def test_canned_query_names_what_is_wrong(site: str) -> None:
    """An unknown, an ill-typed and a missing parameter are each 400."""
    for query in ("?nobody=1", "?sender=two%20words", ""):
        assert _status(f"{site}/queries/documents-by-sender.csv{query}") == 400
