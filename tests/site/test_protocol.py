"""The endpoint against SPARQL 1.1 Protocol and Service Description: the tests of the W3C that fit one default graph.

The numbers of sections are those of the two recommendations. Requests are written by hand, byte for byte.
"""

import http.client
import json
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = Namespace("https://schema.org/")
BASE = "http://127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK, SELECT = "ASK { ?s ?p ?o }", "SELECT ?d { ?d a <https://schema.org/Message> }"
CONSTRUCT = "CONSTRUCT { ?d a ?t } WHERE { ?d a <https://schema.org/Message>, ?t }"
ELSEWHERE = "http://elsewhere.example/data.rdf"


@dataclass
class Told:
    """An answer as it came."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def kind(self) -> str:
        """Its media type."""
        return self.headers.get_content_type()


def ask(site: str, method: str, query: str = "", body: bytes | None = None, **headers: str) -> Told:
    """Send one request to the endpoint; ``query`` is what follows the question mark, ``headers`` have _ for -."""
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=60)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/sparql{'?' if query else ''}{query}", body, sent)
        answer = connection.getresponse()
        return Told(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def fields(*pairs: tuple[str, str]) -> str:
    """Return pairs as a form and an address write them."""
    return urllib.parse.urlencode(pairs)


def truth(told: Told) -> bool:
    """Return the answer to an ASK, read from JSON or XML."""
    if told.kind == "application/sparql-results+json":
        return bool(json.loads(told.body)["boolean"])
    [boolean] = ElementTree.fromstring(told.body).findall("{http://www.w3.org/2005/sparql-results#}boolean")  # noqa: S314
    return boolean.text == "true"


GRAPHS = ([("default-graph-uri", ELSEWHERE)], [("named-graph-uri", ELSEWHERE)], [
    ("default-graph-uri", ELSEWHERE), ("default-graph-uri", f"{ELSEWHERE}2"), ("named-graph-uri", ELSEWHERE),
])


def test_query_get(site: str) -> None:
    """2.1.1: a query by GET is answered."""
    told = ask(site, "GET", fields(("query", ASK)))
    assert (told.status, truth(told)) == (200, True)


def test_query_post_form(site: str) -> None:
    """2.1.2: a query by POST of a form is answered."""
    told = ask(site, "POST", body=fields(("query", ASK)).encode(), Content_Type=FORM)
    assert (told.status, truth(told)) == (200, True)


def test_query_post_direct(site: str) -> None:
    """2.1.3: a query by POST of itself is answered."""
    told = ask(site, "POST", body=ASK.encode(), Content_Type=DIRECT)
    assert (told.status, truth(told)) == (200, True)


@pytest.mark.parametrize("graphs", GRAPHS)
def test_query_dataset(site: str, graphs: list[tuple[str, str]]) -> None:
    """2.1.4: graphs named beside a query, in every way of sending it, are not fetched: the one graph answers."""
    by_get = ask(site, "GET", fields(("query", SELECT), *graphs), Accept="text/csv")
    by_form = ask(site, "POST", body=fields(("query", SELECT), *graphs).encode(), Content_Type=FORM, Accept="text/csv")
    direct = ask(site, "POST", fields(*graphs), SELECT.encode(), Content_Type=DIRECT, Accept="text/csv")
    assert {each.status for each in (by_get, by_form, direct)} == {200}
    assert [len(each.body.splitlines()) for each in (by_get, by_form, direct)] == [3, 3, 3]


@pytest.mark.parametrize(("query", "kinds"), [
    (SELECT, {
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values",
    }),
    (ASK, {"application/sparql-results+json", "application/sparql-results+xml"}),
    (CONSTRUCT, {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}),
    (f"DESCRIBE <{BASE}/dataset>", {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}),
])
def test_query_content_type(site: str, query: str, kinds: set[str]) -> None:
    """2.1.6: each kind of query has one of its own media types, asked or not, and every one of them where asked."""
    address = fields(("query", query))
    assert ask(site, "GET", address).kind in kinds
    assert {ask(site, "GET", address, Accept=kind).kind for kind in kinds} == kinds


@pytest.mark.parametrize(("accept", "kind"), [
    ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", "application/sparql-results+xml"),
    ("text/html;q=0.1, text/tab-separated-values", "text/tab-separated-values"),
    ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ("application/json", "application/json"),
    ("text/turtle, text/csv;q=0.01", "text/csv"),
    ("text/html;q=0.9, application/xhtml+xml;q=0.2", "text/html"),
])
def test_weights(site: str, accept: str, kind: str) -> None:
    """The weights of an Accept header are heeded for rows."""
    assert ask(site, "GET", fields(("query", SELECT)), Accept=accept).kind == kind


def test_a_page_named_last_is_no_wish(site: str) -> None:
    """A program that reads graphs and takes pages at a pinch, as crawlers of RDF do, gets its graph."""
    told = ask(site, "GET", fields(("query", CONSTRUCT)), Accept="application/n-quads, text/turtle;q=0.9, text/html;q=0.2")
    assert told.kind == "text/turtle"
    assert ask(site, "GET", fields(("query", ASK)), Accept="text/turtle;q=0.9, text/html;q=0.2").kind in {
        "application/sparql-results+json", "text/html",
    }


def test_nothing_acceptable(site: str) -> None:
    """Rows in a format of graphs are 406, and what there is is told."""
    told = ask(site, "GET", fields(("query", SELECT)), Accept="text/turtle")
    assert told.status == 406
    assert "text/csv" in json.loads(told.body)["available"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(site: str, method: str) -> None:
    """Another method is refused, and the answer names those that are allowed."""
    told = ask(site, method, fields(("query", ASK)))
    assert told.status == 405
    assert set(told.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


BAD: dict[str, tuple[int, str, bytes | None, str]] = {
    "bad_multiple_queries": (400, fields(("query", ASK), ("query", SELECT)), None, ""),
    "bad_multiple_queries, form": (400, "", fields(("query", ASK), ("query", ASK)).encode(), FORM),
    "bad_multiple_queries, form and address": (400, fields(("query", ASK)), fields(("query", ASK)).encode(), FORM),
    "bad_multiple_queries, body and address": (400, fields(("query", ASK)), ASK.encode(), DIRECT),
    "bad_query_wrong_media_type": (415, "", ASK.encode(), "text/plain"),
    "bad_query_missing_form_type": (415, "", fields(("query", ASK)).encode(), ""),
    "bad_query_missing_direct_type": (415, "", ASK.encode(), ""),
    "bad_query_non_utf8": (415, "", ASK.encode("utf-16"), f"{DIRECT}; charset=UTF-16"),
    "bad_query_non_utf8, unsaid": (400, "", "ASK { ?s ?p 'é' }".encode("latin-1"), DIRECT),
    "bad_query_syntax": (400, fields(("query", "ASK { ?s ?p")), None, ""),
    "empty": (400, fields(("query", "")), None, ""),
    "form without a query": (400, "", b"", FORM),
    "bad_update_get": (400, fields(("update", "CLEAR ALL")), None, ""),
    "update_post_form": (400, "", fields(("update", "CLEAR ALL")).encode(), FORM),
    "update_post_direct": (415, "", b"CLEAR ALL", "application/sparql-update"),
    "update beside a query": (400, fields(("update", "CLEAR ALL")), ASK.encode(), DIRECT),
    "update as a query": (400, fields(("query", "INSERT DATA { <urn:a> <urn:b> 1 }")), None, ""),
    "more than is read": (413, "", b"ASK {} #" + b"x" * 100_000, DIRECT),
    "a body without end": (413, "", b"x" * 400_000, DIRECT),
}


@pytest.mark.parametrize(("status", "query", "body", "kind"), BAD.values(), ids=BAD.keys())
def test_bad_requests(site: str, status: int, query: str, body: bytes | None, kind: str) -> None:
    """What is no query, or more than one, or an update, is the client's mistake, and the answer says which."""
    told = ask(site, "GET" if body is None else "POST", query, body, **({"Content_Type": kind} if kind else {}))
    assert (told.status, told.kind) == (status, "application/problem+json")
    assert json.loads(told.body)["detail"]


def test_head_is_get_without_a_body(site: str) -> None:
    """HEAD tells the headers of GET."""
    get, head = (ask(site, method, fields(("query", SELECT)), Accept="text/csv") for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Fonds-Query-Limits", "Access-Control-Allow-Origin"):
        assert head.headers[name] == get.headers[name]


def test_other_sites_scripts_may_ask(site: str) -> None:
    """A browser's preflight for POST is allowed with its headers, and the answer may be read, limits and all."""
    told = ask(
        site, "OPTIONS", Origin="http://partner.example", Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type, accept",
    )
    assert told.status in (200, 204)
    assert "POST" in told.headers["Access-Control-Allow-Methods"]
    assert {"content-type", "accept"} <= set(told.headers["Access-Control-Allow-Headers"].lower().split(", "))
    answer = ask(site, "POST", body=ASK.encode(), Content_Type=DIRECT, Origin="http://partner.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    exposed = answer.headers["Access-Control-Expose-Headers"]
    assert all(name in exposed for name in ("Fonds-Query-Limits", "Fonds-Result-Cut", "Retry-After"))


@pytest.mark.parametrize("query", [fields(("query", ASK)), fields(("query", "ASK {")), ""])
def test_limits_in_every_answer(site: str, query: str) -> None:
    """Answers, refusals and the description state the limits in a header."""
    stated = dict(part.split("=") for part in ask(site, "GET", query).headers["Fonds-Query-Limits"].split(", "))
    assert stated == {
        "seconds": "3", "memory": "2000000000", "length": "100000", "rows": "10000", "bytes": "20000000", "queries": "6",
    }


def description(site: str, accept: str = "text/turtle") -> Graph:
    """Return what the endpoint says of itself."""
    told = ask(site, "GET", Accept=accept)
    assert told.kind == accept
    return Graph().parse(data=told.body, format={"application/ld+json": "json-ld"}.get(accept, accept))


def test_service_description_under_its_suffixes(site: str) -> None:
    """The formats that the description links to are there, and are what the links say."""
    links = ask(site, "GET").headers["Link"].split(", ")
    addresses = [link.partition(">")[0].removeprefix("<sparql") for link in links if "alternate" in link]
    assert sorted(addresses) == [".html", ".jsonld", ".nt", ".rdf", ".ttl"]
    for suffix, link in zip(addresses, (link for link in links if "alternate" in link), strict=True):
        with urllib.request.urlopen(f"{site}/sparql{suffix}") as answer:
            assert f'type="{answer.headers.get_content_type()}"' in link


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_service_description_returns_rdf(site: str, accept: str) -> None:
    """Service Description, 2: a GET of the endpoint without a query returns RDF."""
    assert len(description(site, accept)) > 100


def test_service_description_has_endpoint_triple(site: str) -> None:
    """Service Description, 3.2.1: there is one sd:Service, whose sd:endpoint is the endpoint."""
    graph = description(site)
    [service] = graph.subjects(RDF.type, SD.Service)
    assert list(graph.objects(service, SD.endpoint)) == [URIRef(f"{BASE}/sparql")]


def test_service_description_conforms_to_schema(site: str) -> None:
    """Service Description, 3: terms of its vocabulary stand between things of the classes they are meant for."""
    graph = description(site)
    [service] = graph.subjects(RDF.type, SD.Service)
    [dataset] = graph.objects(service, SD.defaultDataset)
    [default] = graph.objects(dataset, SD.defaultGraph)
    assert (dataset, RDF.type, SD.Dataset) in graph
    assert (default, RDF.type, SD.Graph) in graph
    assert list(graph.objects(service, SD.supportedLanguage)) == [SD.SPARQL11Query]
    formats = {str(each).rpartition("/")[2] for each in graph.objects(service, SD.resultFormat)}
    assert formats == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
        "RDF_XML", "JSON-LD",
    }
    named = {*graph.predicates(), *graph.objects(None, RDF.type)}
    assert {each for each in named if str(each).startswith(str(SD))} == {
        SD.endpoint, SD.defaultDataset, SD.defaultGraph, SD.supportedLanguage, SD.resultFormat, SD.Service, SD.Dataset, SD.Graph,
    }


def test_service_description_states_the_limits(site: str) -> None:
    """Each limit of the header is a property value of the service, of the same number."""
    graph = description(site)
    stated = ask(site, "GET").headers["Fonds-Query-Limits"]
    [service] = graph.subjects(RDF.type, SD.Service)
    said = {
        f"{graph.value(each, SCHEMA.propertyID)}={graph.value(each, SCHEMA.maxValue)}"
        for each in graph.objects(service, SCHEMA.additionalProperty)
    }
    assert said == set(stated.split(", "))


def test_too_many_queries_of_one_client(site: str) -> None:
    """Of more queries at a time than a client may have, those beyond are 429 with a time to come back; the rest end."""
    endless = fields(("query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
    with ThreadPoolExecutor(9) as pool:
        told = list(pool.map(lambda _: ask(site, "GET", endless), range(9)))
    refused = [each for each in told if each.status == 429]
    assert len(refused) >= 3
    for each in refused:
        assert int(each.headers["Retry-After"]) > 0
        assert json.loads(each.body)["limit"] == "client"
    stopped = [each for each in told if each.status == 503 and json.loads(each.body)["limit"] == "time"]
    assert stopped
    assert not any("Retry-After" in each.headers for each in stopped)
    assert ask(site, "GET", fields(("query", ASK))).status == 200
