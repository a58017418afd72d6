"""The dumps as distributions of the dataset (floor 7): DCAT 3 (section 6.8), schema.org, VoID; sizes and digests as made.

DCAT can say that a file is packed, so it is led to the file as it lies there; schema.org cannot, and is led to the plain one.
"""

from collections.abc import Iterator

from fonds.feeds.dumps.making import Made, Manifest
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain, typed
from fonds.rdf.namespaces import DCAT, VOID

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
"""Where media types have IRIs, as DCAT wants them."""
SPDX = "http://spdx.org/rdf/terms#"
GZIP = "application/gzip"
_GRAPHS = ("application/n-triples", "text/turtle")


def distribution_triples(iris: Iris, licence: str, manifest: Manifest) -> Iterator[Triple]:
    """Yield each dump as a distribution of the dataset, a node of its own."""
    for made in manifest.files:
        yield from _distribution(iris, licence, manifest.stamp, made)


def _distribution(iris: Iris, licence: str, stamp: str, made: Made) -> Iterator[Triple]:
    dataset = iri_term(iris.dataset())
    node, address = iri_term(f"{iris.dataset()}#dump-{made.name}"), iri_term(f"{iris.base}/dumps/{made.file}")
    for name in (f"{DCAT}distribution", "schema:distribution"):
        yield dataset, _term(name), node
    if made.media_type in _GRAPHS:
        yield dataset, iri_term(f"{VOID}dataDump"), address
    for kind in (f"{DCAT}Distribution", "schema:DataDownload"):
        yield node, name_term("rdf:type"), _term(kind)
    label, when = lang_string(made.label, "en"), typed(stamp, "xsd:dateTime")
    said: list[tuple[str, Term]] = [
        ("rdfs:label", plain(made.label)), ("dcterms:title", label), ("schema:name", label),
        ("dcterms:license", iri_term(licence)), ("schema:license", iri_term(licence)),
        ("dcterms:modified", when), ("schema:dateModified", when),
        (f"{DCAT}accessURL", iri_term(f"{iris.base}/dumps")),
        (f"{DCAT}downloadURL", address), ("schema:contentUrl", iri_term(f"{iris.base}/dumps/{made.name}")),
        (f"{DCAT}mediaType", iri_term(MEDIA_TYPES + made.media_type)), ("schema:encodingFormat", plain(made.media_type)),
        (f"{DCAT}byteSize", typed(str(made.size), "xsd:nonNegativeInteger")),
        ("schema:contentSize", plain(f"{made.plain_size} B")), ("schema:sha256", plain(made.plain_sha256)),
    ]
    if made.packed:
        said.append((f"{DCAT}compressFormat", iri_term(MEDIA_TYPES + GZIP)))
    yield from ((node, _term(name), term) for name, term in said)
    yield from _checksum(iris, node, made)


def _checksum(iris: Iris, node: Term, made: Made) -> Iterator[Triple]:
    checksum = iri_term(f"{iris.dataset()}#dump-{made.name}-sha256")
    yield node, iri_term(f"{SPDX}checksum"), checksum
    yield checksum, name_term("rdf:type"), iri_term(f"{SPDX}Checksum")
    yield checksum, iri_term(f"{SPDX}algorithm"), iri_term(f"{SPDX}checksumAlgorithm_sha256")
    yield checksum, iri_term(f"{SPDX}checksumValue"), typed(made.sha256, "xsd:hexBinary")


def _term(name: str) -> Term:
    """Return a prefixed name or a whole IRI as a term."""
    return iri_term(name) if name.startswith("http") else name_term(name)
