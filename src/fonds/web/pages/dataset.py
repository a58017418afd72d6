"""The description of the whole dataset (floor 7): what is in it, under which terms, and where to ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from fonds.catalogue.rows import Release
from fonds.feeds.dumps.making import Manifest
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain, typed
from fonds.rdf.namespaces import DCAT, SCHEMA, VOID
from fonds.settings import Settings
from fonds.store.counts import Counts
from fonds.web.pages.data_services import data_service_triples
from fonds.web.pages.distributions import distribution_triples
from fonds.web.pages.void import void_triples

ISO639_1 = "http://id.loc.gov/vocabulary/iso639-1/"


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What is true of the dataset as a release has it: when the first one was, the earliest and latest day of a document
    (empty: none has one), the numbers of its store and its dumps, where they have been made.
    """

    release: Release
    first_stamp: str
    coverage: tuple[str, str] = ("", "")
    counts: Counts | None = None
    dumps: Manifest | None = None


def dataset_triples(settings: Settings, iris: Iris, facts: DatasetFacts) -> list[Triple]:
    """Return the description of what a release holds: VoID, DCAT 3 and schema.org."""
    licence = settings.metadata_licence
    parts = [
        _said(settings, iris, facts.release, facts.first_stamp),
        void_triples(iri_term(iris.dataset()), iris, facts.release, facts.counts),
        _coverage(iris, *facts.coverage),
        _languages(iris, facts.counts),
        data_service_triples(iris, settings.title, licence),
        distribution_triples(iris, licence, facts.dumps) if facts.dumps else (),
    ]
    return sorted({triple for part in parts for triple in part})


def _coverage(iris: Iris, earliest: str, latest: str) -> Iterator[Triple]:
    if not (earliest and latest):
        return
    node, period = iri_term(iris.dataset()), iri_term(f"{iris.dataset()}#coverage")
    yield node, name_term("schema:temporalCoverage"), plain(f"{earliest}/{latest}")
    yield node, name_term("dcterms:temporal"), period
    yield period, name_term("rdf:type"), name_term("dcterms:PeriodOfTime")
    yield period, iri_term(f"{DCAT}startDate"), typed(earliest, "xsd:date")
    yield period, iri_term(f"{DCAT}endDate"), typed(latest, "xsd:date")


def _languages(iris: Iris, counts: Counts | None) -> Iterator[Triple]:
    """Yield the languages that anything is stated to be in: tags for schema.org, IRIs for DCAT (section 6.4.12)."""
    for tag in (counts.languages or {}) if counts else ():
        code = tag.partition("-")[0].lower()
        yield iri_term(iris.dataset()), name_term("schema:inLanguage"), plain(tag)
        if code.isascii() and code.isalpha() and len(code) == 2:
            yield iri_term(iris.dataset()), name_term("dcterms:language"), iri_term(ISO639_1 + code)


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
    yield node, name_term("schema:sdDatePublished"), typed(release.stamp, "xsd:dateTime")
    yield node, name_term("schema:sdLicense"), licence
    yield node, name_term("schema:isAccessibleForFree"), typed("true", "xsd:boolean")
    for version in (name_term("schema:version"), iri_term(f"{DCAT}version")):
        yield node, version, plain(str(release.number))
    for name in ("schema:identifier", "dcterms:identifier"):
        yield node, name_term(name), plain(iris.dataset())
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
    for name in ("schema:publisher", "schema:creator", "dcterms:publisher", "dcterms:creator"):
        yield node, name_term(name), publisher
    for kind in ("schema:Organization", "foaf:Agent"):
        yield publisher, name_term("rdf:type"), name_term(kind)
    yield publisher, name_term("foaf:name"), plain(settings.publisher)
    yield publisher, name_term("rdfs:label"), plain(settings.publisher)
    yield publisher, name_term("schema:name"), lang_string(settings.publisher, "und")


def _void(name: str) -> Term:
    return iri_term(VOID + name)
