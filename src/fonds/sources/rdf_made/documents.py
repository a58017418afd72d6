"""The documents of a file (floor 3): what its records are about, or else what is described as a document is.

A text, a claim, a cited document, a book somebody cites and an archival unit are described too, and are none.
"""

import re
from collections.abc import Iterable, Iterator

from fonds.record.lines import Lines
from fonds.sources.rdf_made.graph import Graph
from fonds.sources.rdf_made.terms import DOCUMENTS

_SAYING = (
    "schema:sender", "schema:recipient", "schema:author", "dcterms:creator", "schema:dateCreated", "dcterms:created",
    "dcterms:date", "schema:abstract", "dcterms:abstract", "schema:holdingArchive", "schema:text", "schema:genre",
    "dcterms:type",
)
_NOT = (
    "schema:translationOfWork", "schema:exampleOfWork", "fonds:levelAsWritten", "schema:roleName", "foaf:primaryTopic",
    "schema:appearance",
)
_LEADING = (
    "schema:workTranslation", "schema:workExample", "dcterms:references", "schema:citation", "dcterms:isPartOf",
    "schema:isPartOf", "rico:isReplyTo", "schema:isBasedOn", "dcterms:source", "schema:usageInfo", "dcterms:rights",
    "schema:interpretedAsClaim", "fonds:citedAs", "schema:mentions",
)
_WRITTEN = re.compile(r"[<\"](?P<iri>[^<>\"\s\\]++)[>\"]")
_SEGMENT = re.compile(r"[^/#?]+")


def find_documents(graph: Graph) -> Iterator[str]:
    """Yield the IRIs of the documents a file describes, in order."""
    topics = {
        node for subject in graph.subjects("foaf:primaryTopic") for node in graph.nodes(subject, "foaf:primaryTopic")
    } | set(graph.subjects("foaf:isPrimaryTopicOf"))
    if topics:
        graph.used.clear()
        yield from sorted(topic for topic in topics if topic in graph.said)
        return
    cited = {node for subject in graph.said for node in graph.nodes(subject, *_LEADING)}
    graph.used.clear()
    yield from sorted(subject for subject in graph.said if subject not in cited and _is_document(graph, subject))


def document_id(document: str) -> str:
    """Return what a document is known by in its file: the last words of its IRI.

    >>> document_id("https://archive.example/doc/1979-letter"), document_id("_:b0")
    ('1979-letter', '_:b0')
    """
    segments: list[str] = _SEGMENT.findall(document)
    return segments[-1] if segments else document


def find_lines(text: str, documents: Iterable[str]) -> dict[str, int]:
    """Return the line each document's IRI first stands in, written out; nothing for one written in another way.

    >>> find_lines("<urn:a> <urn:b> <urn:c>, <urn:d> .", ["urn:d"])
    {'urn:d': 1}
    """
    wanted = set(documents)
    found: dict[str, int] = {}
    lines = Lines(text)
    for match in _WRITTEN.finditer(text):
        if match["iri"] in wanted and match["iri"] not in found:
            found[match["iri"]] = lines.line(match.start())
    return found


def _is_document(graph: Graph, subject: str) -> bool:
    if graph.types(subject).isdisjoint(DOCUMENTS) or graph.is_a(subject, "fonds:CitedDocument"):
        return False
    return graph.has(subject, *_SAYING) and not graph.has(subject, *_NOT)
