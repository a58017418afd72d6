"""The description of the SPARQL endpoint (floor 7): SPARQL 1.1 Service Description, with limits and numbers."""

from collections.abc import Iterator

from fonds.catalogue.rows import Release
from fonds.rdf.formats import FORMATS, RESULTS
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, plain
from fonds.rdf.namespaces import SD
from fonds.settings import Settings
from fonds.store.counts import Counts
from fonds.web.pages.limits import limit_triples, limits_words
from fonds.web.pages.void import void_triples

_FORMATS = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "jsonld": "JSON-LD", "turtle": "Turtle", "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
}
"""Our formats → their names below http://www.w3.org/ns/formats/."""


def service_triples(settings: Settings, iris: Iris, release: Release, counts: Counts | None) -> list[Triple]:
    """Return the description of the endpoint of one release, whose store has these numbers (None: not counted)."""
    return sorted(_service(settings, iris, release, counts))


def _service(settings: Settings, iris: Iris, release: Release, counts: Counts | None) -> Iterator[Triple]:
    endpoint = f"{iris.base}/sparql"
    service = iri_term(endpoint)
    dataset, graph = iri_term(f"{endpoint}#dataset"), iri_term(f"{endpoint}#default-graph")
    yield service, name_term("rdf:type"), iri_term(f"{SD}Service")
    yield service, name_term("rdfs:label"), plain(f"SPARQL endpoint of {settings.title}")
    yield service, name_term("rdfs:comment"), lang_string(limits_words(settings), "en")
    yield service, iri_term(f"{SD}endpoint"), service
    yield service, iri_term(f"{SD}supportedLanguage"), iri_term(f"{SD}SPARQL11Query")
    for form in (*RESULTS, *FORMATS):
        format_iri = f"http://www.w3.org/ns/formats/{_FORMATS[form.name]}"
        yield service, iri_term(f"{SD}resultFormat"), iri_term(format_iri)
    yield from limit_triples(service, endpoint, settings)
    yield service, iri_term(f"{SD}defaultDataset"), dataset
    yield dataset, name_term("rdf:type"), iri_term(f"{SD}Dataset")
    yield dataset, iri_term(f"{SD}defaultGraph"), graph
    yield dataset, name_term("rdfs:seeAlso"), iri_term(iris.dataset())
    yield graph, name_term("rdf:type"), iri_term(f"{SD}Graph")
    yield from void_triples(graph, iris, release, counts)
