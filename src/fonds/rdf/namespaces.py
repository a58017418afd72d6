"""Namespaces (floor 2): every prefix Fonds uses, once.

schema.org is stored as https (http is understood wherever it comes in).
"""

BIBO = "http://purl.org/ontology/bibo/"
DCAT = "http://www.w3.org/ns/dcat#"
DCMITYPE = "http://purl.org/dc/dcmitype/"
DCTERMS = "http://purl.org/dc/terms/"
EDTF = "http://id.loc.gov/datatypes/edtf/"
FOAF = "http://xmlns.com/foaf/0.1/"
FONDS = "https://w3id.org/fonds/terms#"
GENRE = "https://w3id.org/fonds/genre/"
ISO639_2 = "http://id.loc.gov/vocabulary/iso639-2/"
MARKING = "https://w3id.org/fonds/marking/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RICO = "https://www.ica.org/standards/RiC/ontology#"
ROLE = "https://w3id.org/fonds/role/"
SCHEMA = "https://schema.org/"
SD = "http://www.w3.org/ns/sparql-service-description#"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
STATUS = "https://w3id.org/fonds/status/"
VOID = "http://rdfs.org/ns/void#"
VOCABULARY = "https://w3id.org/fonds/"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: dict[str, str] = {
    "bibo": BIBO,
    "dcmitype": DCMITYPE,
    "dcterms": DCTERMS,
    "edtf": EDTF,
    "foaf": FOAF,
    "fonds": FONDS,
    "genre": GENRE,
    "iso639-2": ISO639_2,
    "marking": MARKING,
    "oa": OA,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "rico": RICO,
    "role": ROLE,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "status": STATUS,
    "xsd": XSD,
}
"""The prefixes of every serialisation, query and page, in the order they are written."""


def expand(name: str) -> str:
    """Return the IRI of a prefixed name.

    >>> expand("schema:sender")
    'https://schema.org/sender'

    Raises KeyError for a prefix that is not in :data:`PREFIXES`.
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def shorten(iri: str) -> str:
    """Return the prefixed name of an IRI, or the IRI itself where no prefix fits.

    >>> shorten("https://schema.org/sender"), shorten("urn:x")
    ('schema:sender', 'urn:x')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace):]}"
    return iri
