"""Formats (floor 2): media types, suffixes and names, in three tables; nowhere else.

:data:`FORMATS` are serialisations of a description, :data:`RESULTS` of a table of query results, :data:`LINKSETS` of
typed links. To add one, add a row and the function that writes it (``rdf/serialise.py``, ``store/results.py``).
"""

from typing import NamedTuple


class Format(NamedTuple):
    """One format: the name commands use, the media type, the suffix in addresses, the word on pages."""

    name: str
    media_type: str
    suffix: str
    label: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header: text types say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML = Format("html", "text/html", "html", "HTML", ("application/xhtml+xml",))
JSONLD = Format("jsonld", "application/ld+json", "jsonld", "JSON-LD", ("application/json",))
TURTLE = Format("turtle", "text/turtle", "ttl", "Turtle")
NTRIPLES = Format("ntriples", "application/n-triples", "nt", "N-Triples")
RDFXML = Format("rdfxml", "application/rdf+xml", "rdf", "RDF/XML")

FORMATS: tuple[Format, ...] = (JSONLD, TURTLE, NTRIPLES, RDFXML)
"""How a description is given to machines; the first is the default."""

RESULTS_JSON = Format("json", "application/sparql-results+json", "json", "JSON", ("application/json",))
RESULTS_XML = Format("xml", "application/sparql-results+xml", "xml", "XML", ("application/xml", "text/xml"))
RESULTS_CSV = Format("csv", "text/csv", "csv", "CSV")
RESULTS_TSV = Format("tsv", "text/tab-separated-values", "tsv", "TSV")

RESULTS: tuple[Format, ...] = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
"""How rows of a SELECT (and the answer of an ASK) are given; the first is the default."""

SVG = Format("svg", "image/svg+xml", "svg", "SVG")
PNG = Format("png", "image/png", "png", "PNG")

PICTURES: tuple[Format, ...] = (SVG, PNG)
"""How rows are given as a picture, where their query says how they are best seen; the first is the default."""


LINKSET_JSON = Format("linkset", "application/linkset+json", "json", "link set as JSON", ("application/json",))
LINKSET_TEXT = Format("linkset-text", "application/linkset", "txt", "link set")

LINKSETS: tuple[Format, ...] = (LINKSET_JSON, LINKSET_TEXT)
"""How the typed links of a document are given (RFC 9264); the first is the default."""


def find_format(name: str, formats: tuple[Format, ...]) -> Format | None:
    """Return the format with that name, suffix or media type, or None.

    >>> find_format("ttl", FORMATS).name
    'turtle'
    """
    for candidate in formats:
        if name in (candidate.name, candidate.suffix, candidate.media_type):
            return candidate
    return None
