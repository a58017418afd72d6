"""The description of the SPARQL endpoint (floor 7): SPARQL 1.1 Service Description, with the limits in words."""

from collections.abc import Iterator

from fonds.catalogue.rows import Release
from fonds.rdf.formats import FORMATS, RESULTS
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, plain, typed
from fonds.rdf.namespaces import SD, VOID
from fonds.settings import Settings

_FORMATS = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "jsonld": "JSON-LD", "turtle": "Turtle", "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
}
"""Our formats → their names below http://www.w3.org/ns/formats/."""


def limits_words(settings: Settings) -> str:
    """Return the limits of a query, in a sentence."""
    return (
        f"A query may take {settings.query_seconds:g} seconds, {settings.query_memory_mb:,} megabytes of memory and "
        f"{settings.query_length:,} bytes of text; a result is cut after {settings.query_rows:,} rows or "
        f"{settings.query_bytes:,} bytes. SERVICE, FROM of what is not here, and every update are refused."
    )


def service_triples(settings: Settings, iris: Iris, release: Release) -> list[Triple]:
    """Return the description of the endpoint of one release."""
    return sorted(_service(settings, iris, release))


def _service(settings: Settings, iris: Iris, release: Release) -> Iterator[Triple]:
    service = iri_term(f"{iris.base}/sparql")
    dataset, graph = iri_term(f"{iris.base}/sparql#dataset"), iri_term(f"{iris.base}/sparql#default-graph")
    yield service, name_term("rdf:type"), iri_term(f"{SD}Service")
    yield service, name_term("rdfs:label"), plain(f"SPARQL endpoint of {settings.title}")
    yield service, name_term("rdfs:comment"), lang_string(limits_words(settings), "en")
    yield service, iri_term(f"{SD}endpoint"), service
    yield service, iri_term(f"{SD}supportedLanguage"), iri_term(f"{SD}SPARQL11Query")
    for form in (*RESULTS, *FORMATS):
        format_iri = f"http://www.w3.org/ns/formats/{_FORMATS[form.name]}"
        yield service, iri_term(f"{SD}resultFormat"), iri_term(format_iri)
    yield service, iri_term(f"{SD}defaultDataset"), dataset
    yield dataset, name_term("rdf:type"), iri_term(f"{SD}Dataset")
    yield dataset, iri_term(f"{SD}defaultGraph"), graph
    yield dataset, name_term("rdfs:seeAlso"), iri_term(iris.dataset())
    yield graph, name_term("rdf:type"), iri_term(f"{SD}Graph")
    yield graph, iri_term(f"{VOID}triples"), typed(str(release.triples), "xsd:integer")
