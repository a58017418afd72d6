"""What every route promises (floor 7): the table `openapi.py` describes the site from.

A view's row says what it gives, what it takes in its path and query, and which statuses it answers with. The words come
from the view's docstring, addresses and methods from the routes themselves. To add a route: a row under its endpoint
(``blueprint.view``); a test names those that have none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fonds.rdf.formats import FORMATS, HTML, JSONLD, LINKSETS, RESULTS, TURTLE, Format
from fonds.rdf.iris import ENTITY_KINDS
from fonds.rdf.vocabulary import FILES, SCHEMES
from fonds.web.answers import GRAPHS
from fonds.web.documents import EVIDENCE_FORMATS
from fonds.web.negotiation import DESCRIPTIONS, FORMS
from fonds.web.pages.lists import LAST_PAGE
from fonds.web.parameters import LONGEST_TEXT, PROFILES
from fonds.web.suggest import GROUPS, LONGEST_PREFIX
from fonds.web.vocabulary import SHAPES

Schema = Mapping[str, Any]
"""A JSON Schema (2020-12), as OpenAPI 3.1 takes it."""

JSON = Format("plain-json", "application/json", "json", "JSON")
CSS = Format("css", "text/css", "css", "style sheet")
SVG = Format("svg", "image/svg+xml", "svg", "SVG")
SCRIPT = Format("js", "text/javascript", "js", "script")

NAME: Schema = {"type": "string", "minLength": 1, "pattern": "^[^/.?#]+$"}
"""A part of a path: a slug, the name of a query."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row. ``path`` has the schemas of path parameters that are no plain :data:`NAME`, ``query`` names of QUERY.

    ``suffixes`` are the formats of ``{suffix}``. ``statuses`` are those besides 200 and ALWAYS.
    """

    tag: str
    gives: tuple[Format, ...]
    query: tuple[str, ...] = ()
    path: Mapping[str, Schema] = field(default_factory=dict)
    suffixes: tuple[Format, ...] = ()
    statuses: tuple[int, ...] = ()


def one_of(*values: str) -> Schema:
    """Return the schema of a choice."""
    return {"type": "string", "enum": list(values)}


QUERY: dict[str, tuple[str, Schema]] = {
    "page": ("The page of a list.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
    "q": ("Words that documents have, the last ones in quotes together.", {"type": "string", "maxLength": LONGEST_TEXT}),
    "year": ("The year of documents.", {"type": "integer", "minimum": -99_999, "maximum": 999_999}),
    "genre": ("The genre of documents, such as `letter`.", {"type": "string", "maxLength": LONGEST_TEXT}),
    "relation": ("How documents lead to the agent, place or event.", {"type": "string", "maxLength": LONGEST_TEXT}),
    **{
        name: (f"The key of {words}.", {"type": "string", "maxLength": LONGEST_TEXT})
        for name, words in (
            ("agent", "a person or body, such as `agent/red-army`"), ("place", "a place"), ("event", "an event"),
            ("archive", "a holding archive"),
        )
    },
    "form": ("How JSON-LD is arranged; giving it asks for JSON-LD.", one_of(*FORMS)),
    "profile": ("What descriptions are offered in.", one_of(*PROFILES)),
    "prefix": ("What was typed so far.", {"type": "string", "maxLength": LONGEST_PREFIX, "default": ""}),
}
"""Name of a parameter in the query of an address → what it is, its schema."""

ALWAYS: tuple[int, ...] = (304, 400, 404, 406, 414, 503)
"""Statuses any route may answer with: kept already, an ill value, nothing there, no such format, too long, not ready."""
STATUSES: Mapping[int, str] = {
    200: "What was asked for.",
    301: "It has another address now, or one without a slash at its end.",
    304: "The asker has it already (`If-None-Match`, `If-Modified-Since`).",
    400: "A value does not fit; `parameter` names it.",
    404: "There is nothing at this address.",
    406: "It does not exist in any format that is accepted; `available` lists those there are.",
    410: "It was withdrawn; what is left of it is said in the format asked for.",
    413: "The query is longer than the limit.",
    414: "The address is longer than what is read.",
    415: "Only forms and SPARQL queries can be posted.",
    429: "This client asks too much at once; `Retry-After` says when to come back.",
    431: "The address or the headers are longer than the server reads; there is no body.",
    503: "Nothing is published yet, or a query ran into a limit; `Retry-After` says when to come back.",
}
"""Status → when it is given."""

_DESCRIBED = ("form", "profile")
_SEARCH = ("q", "year", "genre", "agent", "place", "event", "archive", "relation", "page")
_ENTITY = {"kind": one_of(*ENTITY_KINDS), "rest": {"type": "string", "minLength": 1, "pattern": "^[^/?#]+(/[^/?#]+)*$"}}
_ANY_NAME: Schema = {"type": "string", "minLength": 1, "pattern": "^[^/?#]+$"}

ROUTES: Mapping[str, Route] = {
    "front.front": Route("pages", (HTML,)),
    "front.search": Route("pages", (HTML,), _SEARCH),
    "documents.listing": Route("documents", (HTML,), ("page",)),
    "documents.document": Route("documents", DESCRIPTIONS, _DESCRIBED, {"name": _ANY_NAME}, statuses=(301, 410)),
    "documents.evidence": Route(
        "documents", EVIDENCE_FORMATS, path={"name": one_of("evidence", *(f"evidence.{f.suffix}" for f in EVIDENCE_FORMATS))},
        statuses=(301, 410),
    ),
    "signposting.links": Route("documents", LINKSETS, suffixes=LINKSETS, statuses=(301, 410)),
    "entities.listing": Route("entities", (HTML,), ("page",), _ENTITY),
    "entities.entity": Route("entities", DESCRIPTIONS, _DESCRIBED, _ENTITY, statuses=(301, 410)),
    "suggest.suggest": Route("entities", (JSON,), ("prefix",), {"kind": one_of(*GROUPS)}),
    "vocabulary.context": Route("vocabulary", (JSONLD,)),
    "vocabulary.everything": Route("vocabulary", DESCRIPTIONS, _DESCRIBED, suffixes=DESCRIPTIONS),
    "vocabulary.file": Route(
        "vocabulary", DESCRIPTIONS, _DESCRIBED, {"name": one_of(*FILES, SHAPES, f"{SHAPES}.{TURTLE.suffix}")}
    ),
    "vocabulary.one_concept": Route(
        "vocabulary", DESCRIPTIONS, _DESCRIBED, {"scheme": one_of(*SCHEMES), "name": _ANY_NAME}
    ),
    "queries.listing": Route("queries", (HTML,)),
    "queries.query": Route("queries", (*RESULTS, *GRAPHS, HTML), statuses=(413, 429)),
    "queries.citation": Route("queries", (JSON,), statuses=(413, 429)),
    "executables.description": Route("queries", FORMATS, suffixes=FORMATS),
    "sparql.endpoint": Route("queries", (*RESULTS, *GRAPHS, HTML), statuses=(413, 415, 429, 431)),
    "operations.dataset": Route("operations", DESCRIPTIONS, _DESCRIBED, suffixes=DESCRIPTIONS),
    "operations.health": Route("operations", (JSON,)),
    "operations.static": Route(
        "operations", (CSS, SVG, SCRIPT), path={"name": {"type": "string", "pattern": "^[a-z0-9-]+\\.(css|js|svg)$"}},
    ),
    "openapi.contract": Route("operations", (JSON,)),
}
"""Endpoint → its row."""
