"""Rules for file servers (floor 7): with them a twin answers its IRIs as the application does.

``rules/`` has two files for nginx (one for ``http``, one for ``server``); ``.htaccess`` is Apache's; ``_headers``,
``_redirects`` and the edge function are Netlify's. All are written from the layout and the same tables of formats, so a
format that is added is known to them all. What was at an address and is there no more is in them by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.responses import SECURITY
from fonds.web.twin.layout import Layout
from fonds.web.twin.shelf import Folder

TYPES: tuple[tuple[str, str], ...] = (
    ("html", "text/html"), ("css", "text/css"), ("js", "text/javascript"), ("svg", "image/svg+xml"), ("png", "image/png"),
    ("jsonld", "application/ld+json"), ("ttl", "text/turtle"), ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"), ("json", "application/json"), ("xml", "application/xml"),
    ("atom", "application/atom+xml"), ("csv", "text/csv"), ("tsv", "text/tab-separated-values"), ("txt", "text/plain"),
    ("jsonl", "application/jsonl"), ("gexf", "application/gexf+xml"), ("gz", "application/gzip"),
    ("zip", "application/zip"), ("bib", "application/x-bibtex"), ("ris", "application/x-research-info-systems"),
)
"""Suffix → media type."""

SPECIAL: tuple[tuple[str, str], ...] = (
    ("queries/[^/]+\\.json", "application/sparql-results+json"),
    ("queries/[^/]+\\.xml", "application/sparql-results+xml"),
    ("doc/[^/]+/linkset\\.json", "application/linkset+json"),
    ("doc/[^/]+/linkset\\.txt", "application/linkset"),
    ("doc/[^/]+\\.csl\\.json", "application/vnd.citationstyles.csl+json"),
    ("\\.well-known/resourcesync", "application/xml"),
    ("\\.well-known/void", "text/turtle"),
    ("oai-static-repository\\.xml", "text/xml"),
)
"""Patterns of files below the site whose media type does not follow from their suffix."""

HEADERS: tuple[tuple[str, str], ...] = (
    ("Access-Control-Allow-Origin", "*"), ("Vary", "Accept"),
    *((name, value.replace("frame-ancestors 'self'", "frame-ancestors *; script-src 'self'")) for name, value in SECURITY),
)
"""What every answer bears. Pages with pictures have a script of ours, and may be framed: one policy does for all files."""

NUMBERED_LISTS = "|".join(("doc", *ENTITY_KINDS))
"""Lists that have pages, as a pattern."""


@dataclass(frozen=True, slots=True)
class Told:
    """What rules are made of: ``prefix`` is the path the site lies below, empty or beginning with a slash.

    ``moved`` are addresses (below the site, without slash) and where their things are, ``gone`` those of withdrawn ones.
    """

    layout: Layout
    prefix: str
    moved: Sequence[tuple[str, str]]
    gone: Sequence[str]


def write_rules(folder: Folder, layout: Layout, base: str, moved: Sequence[tuple[str, str]], gone: Sequence[str]) -> None:
    """Write the rules of all servers."""
    from fonds.web.twin import rules_apache, rules_netlify, rules_nginx

    told = Told(layout, urlsplit(base).path.rstrip("/"), moved, gone)
    for module in (rules_nginx, rules_apache, rules_netlify):
        for file, text in module.render(told):
            folder.put(file, text.encode())


def is_text(media_type: str) -> bool:
    """Say whether a media type is told with its charset."""
    return media_type.startswith("text/") and media_type != "text/xml"
