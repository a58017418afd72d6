"""The description of the whole dataset (floor 7): what is in it, under which terms, and where to ask for it."""

from collections.abc import Iterator

from fonds.catalogue.rows import Release
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain, typed
from fonds.rdf.namespaces import DCAT, SCHEMA, VOID
from fonds.settings import Settings
from fonds.store.counts import Counts
from fonds.web.pages.void import void_triples


def dataset_triples(
    settings: Settings, iris: Iris, release: Release, first_stamp: str, counts: Counts | None = None
) -> list[Triple]:
    """Return the description of what a release holds: VoID, DCAT 3 and schema.org.

    ``counts`` are those of its store, where that was counted.
    """
    statistics = void_triples(iri_term(iris.dataset()), iris, release, counts)
    return sorted({*_said(settings, iris, release, first_stamp), *statistics})


def _said(settings: Settings, iris: Iris, release: Release, first_stamp: str) -> Iterator[Triple]:
    node = iri_term(iris.dataset())
    for kind in (name_term("schema:Dataset"), _void("Dataset"), iri_term(f"{DCAT}Dataset")):
        yield node, name_term("rdf:type"), kind
    title = lang_string(settings.title, "en")
    yield node, name_term("rdfs:label"), plain(settings.title)
    yield node, name_term("schema:name"), title
    yield node, name_term("dcterms:title"), title
    description = lang_string(
        f"Descriptions of {release.documents:,} historical documents and of the {release.entities:,} people, "
        "bodies, places, events and works they speak of, as linked data.", "en",
    )
    yield node, name_term("schema:description"), description
    yield node, name_term("dcterms:description"), description
    licence = iri_term(settings.metadata_licence)
    for name in ("schema:license", "dcterms:license"):
        yield node, name_term(name), licence
    for prefix in ("schema:datePublished", "dcterms:issued"):
        yield node, name_term(prefix), typed(first_stamp, "xsd:dateTime")
    for prefix in ("schema:dateModified", "dcterms:modified"):
        yield node, name_term(prefix), typed(release.stamp, "xsd:dateTime")
    yield from _publisher(settings, iris, node)
    yield node, name_term("schema:url"), iri_term(iris.dataset())
    yield node, iri_term(f"{DCAT}landingPage"), iri_term(iris.dataset())
    yield node, _void("documents"), typed(str(release.documents), "xsd:integer")
    yield node, _void("uriSpace"), plain(f"{iris.base}/")
    yield node, _void("sparqlEndpoint"), iri_term(f"{iris.base}/sparql")
    for vocabulary in (SCHEMA, "http://purl.org/dc/terms/", "https://w3id.org/fonds/terms#"):
        yield node, _void("vocabulary"), iri_term(vocabulary)


def _publisher(settings: Settings, iris: Iris, node: Term) -> Iterator[Triple]:
    if not settings.publisher:
        return
    publisher = iri_term(f"{iris.dataset()}#publisher")
    for name in ("schema:publisher", "dcterms:publisher"):
        yield node, name_term(name), publisher
    yield publisher, name_term("rdf:type"), name_term("schema:Organization")
    yield publisher, name_term("rdfs:label"), plain(settings.publisher)
    yield publisher, name_term("schema:name"), lang_string(settings.publisher, "und")


def _void(name: str) -> Term:
    return iri_term(VOID + name)
