"""Rules for Netlify (floor 7): headers and redirects, and an edge function that looks at the Accept header.

Netlify's own redirects know nothing of that header. Where edge functions are not wanted, leave ``netlify.toml`` out: then
an IRI gives its page, and data are to be had by suffix.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from fonds.web.negotiation import DESCRIPTIONS
from fonds.web.twin.rules import HEADERS, TYPES, Told, is_text

_FUNCTION = "netlify/edge-functions/negotiate.js"
_CONFIGURATION = """[build]
  publish = "."

[[edge_functions]]
  function = "negotiate"
  path = "/*"
"""
_SPECIAL = (
    ("/queries/*.json", "application/sparql-results+json"), ("/queries/*.xml", "application/sparql-results+xml"),
    ("/doc/*/linkset.json", "application/linkset+json"), ("/doc/*/linkset.txt", "application/linkset"),
    ("/doc/*.csl.json", "application/vnd.citationstyles.csl+json"),
    ("/.well-known/resourcesync", "application/xml"), ("/.well-known/void", "text/turtle"),
    ("/oai-static-repository.xml", "text/xml"),
)


def render(told: Told) -> Iterator[tuple[str, str]]:
    """Yield the names of the files and their text."""
    yield "_headers", "".join(_headers(told.prefix))
    yield "_redirects", "".join(_redirects(told))
    yield "netlify.toml", _CONFIGURATION
    site = {
        "prefix": told.prefix,
        "kinds": [
            {
                "pattern": kind.pattern,
                "formats": [{"suffix": each.suffix, "types": [each.media_type, *each.aliases]} for each in kind.formats],
            }
            for kind in told.layout.kinds
        ],
        "former": [*(path for path, _ in told.moved), *told.gone],
    }
    code = (Path(__file__).parent / "negotiate.js").read_text(encoding="utf-8")
    yield _FUNCTION, code.replace("/* site */ {}", json.dumps(site, ensure_ascii=False), 1)


def _headers(prefix: str) -> Iterator[str]:
    yield f"{prefix}/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS)
    for suffix, media_type in TYPES:
        yield f"{prefix}/*.{suffix}\n  Content-Type: {media_type}{'; charset=utf-8' if is_text(media_type) else ''}\n"
    yield from (f"{prefix}{path}\n  Content-Type: {media_type}\n" for path, media_type in _SPECIAL)


def _redirects(told: Told) -> Iterator[str]:
    start = told.prefix
    for path, there in told.moved:
        yield f"{start}/{path} {start}/{there} 301!\n"
        yield from (f"{start}/{path}.{each.suffix} {start}/{there}.{each.suffix} 301!\n" for each in DESCRIPTIONS)
    for path in told.gone:
        yield f"{start}/{path} {start}/{path}.html 410!\n"
        yield from (f"{start}/{path}.{each.suffix} {start}/{path}.{each.suffix} 410!\n" for each in DESCRIPTIONS)
    yield f"{start}/rules/* {start}/404 404!\n"
