"""Where programs can ask for the dataset (floor 7): each protocol as a ``dcat:DataService`` (DCAT 3, section 6.9).

To add one: a row of :data:`SERVICES`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term
from fonds.rdf.namespaces import DCAT


@dataclass(frozen=True, slots=True)
class DataService:
    """One protocol: paths below the site of the address it is spoken at and of what describes it; the specification."""

    name: str
    label: str
    endpoint: str
    description: str
    specification: str


SERVICES = (
    DataService("sparql", "SPARQL endpoint", "sparql", "sparql", "https://www.w3.org/TR/sparql11-protocol/"),
    DataService(
        "oai", "OAI-PMH 2.0", "oai", "oai?verb=Identify", "http://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm"
    ),
    DataService(
        "resourcesync", "ResourceSync", ".well-known/resourcesync", "resourcesync/capabilitylist.xml",
        "http://www.openarchives.org/rs/1.1/resourcesync",
    ),
    DataService("ldes", "Linked data event stream (LDES)", "ldes", "ldes", "https://w3id.org/ldes/specification"),
    DataService("changes", "Activity stream of changes", "changes", "changes", "https://iiif.io/api/discovery/1.0/"),
)
"""All protocols, in the order in which pages list them."""


def data_service_triples(iris: Iris, title: str, licence: str) -> Iterator[Triple]:
    """Yield each service, and a distribution of the dataset that it gives access to."""
    dataset = iri_term(iris.dataset())
    for each in SERVICES:
        service, access = (iri_term(f"{iris.dataset()}#{part}-{each.name}") for part in ("service", "access"))
        endpoint, name = iri_term(f"{iris.base}/{each.endpoint}"), lang_string(f"{each.label}: {title}", "en")
        yield service, name_term("rdf:type"), iri_term(f"{DCAT}DataService")
        yield service, name_term("dcterms:title"), name
        yield service, name_term("dcterms:conformsTo"), iri_term(each.specification)
        yield service, name_term("dcterms:license"), iri_term(licence)
        yield service, iri_term(f"{DCAT}endpointURL"), endpoint
        yield service, iri_term(f"{DCAT}endpointDescription"), iri_term(f"{iris.base}/{each.description}")
        yield service, iri_term(f"{DCAT}servesDataset"), dataset
        yield dataset, iri_term(f"{DCAT}distribution"), access
        yield access, name_term("rdf:type"), iri_term(f"{DCAT}Distribution")
        yield access, name_term("dcterms:title"), name
        yield access, name_term("dcterms:license"), iri_term(licence)
        yield access, iri_term(f"{DCAT}accessURL"), endpoint
        yield access, iri_term(f"{DCAT}accessService"), service
