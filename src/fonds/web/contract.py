"""What every route promises (floor 7): the table `openapi.py` describes the site from.

A view's row says what it gives, what it takes in its path and query, and which statuses it answers with. The words come
from the view's docstring, addresses and methods from the routes themselves. To add a route: a row under its endpoint
(``blueprint.view``); a test names those that have none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fonds.feeds.dumps.making import MANIFEST, PACKED, SUMS
from fonds.feeds.dumps.table import DUMPS
from fonds.feeds.oai.arguments import LONGEST
from fonds.rdf.formats import FORMATS, HTML, JSONLD, LINKSETS, PICTURES, PNG, RESULTS, SVG, TURTLE, Format
from fonds.rdf.iris import ENTITY_KINDS
from fonds.rdf.vocabulary import FILES, SCHEMES
from fonds.reports.aggregators.table import AGGREGATORS
from fonds.web.answers import GRAPHS
from fonds.web.documents import EVIDENCE_FORMATS
from fonds.web.feeds import STREAM_FORMATS
from fonds.web.negotiation import DESCRIPTIONS, FORMS
from fonds.web.pages.lists import LAST_PAGE
from fonds.web.parameters import LONGEST_TEXT
from fonds.web.parameters import PROFILES as OWN_PROFILES
from fonds.web.profiles import DEFAULT, SUFFIXES, profiles
from fonds.web.questions import LARGEST
from fonds.web.suggest import GROUPS, LONGEST_PREFIX
from fonds.web.vocabulary import SHAPES

Schema = Mapping[str, Any]
"""A JSON Schema (2020-12), as OpenAPI 3.1 takes it."""


def _plain(media_type: str, suffix: str = "") -> Format:
    """Return a format that has no name but its media type, and is given under no other."""
    return Format(media_type, media_type, suffix, media_type)


JSON = _plain("application/json", "json")
TEXT = _plain("text/plain", "txt")
XML = _plain("application/xml", "xml")
OAI = _plain("text/xml", "xml")
ATOM = _plain("application/atom+xml", "atom")
PLAIN_JSONLD = _plain(JSONLD.media_type, JSONLD.suffix)
"""JSON-LD where nobody can ask for it as ``application/json``."""
STATIC = (_plain("text/css", "css"), SVG, _plain("text/javascript", "js"))
CITATIONS = tuple(_plain(each.media_type, each.suffix) for each in SUFFIXES.values())
PROFILED = tuple({each.media_type: _plain(each.media_type) for each in profiles().values()}.values())
"""What documents are given in by profile."""
DUMPED = tuple(
    _plain(media_type) for media_type in dict.fromkeys(
        (*(each.media_type for each in DUMPS), "application/gzip", XML.media_type, "application/zip", "application/json")
    )
)
"""What dumps are given in."""

NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 500, "pattern": "^[^/.?#]+$"}
"""A part of a path: a slug, the name of a query."""
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": LARGEST}
"""The number of a page."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row. ``path`` has the schemas of path parameters that are no plain :data:`NAME`; ``query``, ``form`` and
    ``headers`` are names of TAKEN: what stands in the address, in the form that is posted, in the head of a request.

    What ``gives`` nothing leads elsewhere. ``suffixes`` are the formats of ``{suffix}``. ``statuses`` are those besides
    200 and ALWAYS. ``schema`` is the component its JSON is; failures named in ``own`` are told in that, too.
    ``negotiated`` says that the Accept header is looked at, ``canned`` that ``{name}`` is a canned query, whose
    parameters are taken.
    """

    tag: str
    gives: tuple[Format, ...]
    query: tuple[str, ...] = ()
    path: Mapping[str, Schema] = field(default_factory=dict)
    suffixes: tuple[Format, ...] = ()
    statuses: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    schema: str = ""
    own: tuple[int, ...] = ()
    negotiated: bool = True
    canned: bool = False


def one_of(*values: str) -> Schema:
    """Return the schema of a choice."""
    return {"type": "string", "enum": list(values)}


def matching(pattern: str) -> Schema:
    """Return the schema of a text that a pattern matches as a whole."""
    return {"type": "string", "pattern": f"^({pattern})$"}


_PROFILE_NAMES = (*OWN_PROFILES, *profiles())
_NAMESPACES = (DEFAULT[1], *(each.namespace for each in profiles().values()))
_TEXT: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
_ARGUMENT: Schema = {"type": "string", "maxLength": LONGEST}

TAKEN: dict[str, tuple[str, Schema]] = {
    "page": ("The page of a list.", {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}),
    "page:archive": ("A page of earlier changes, from 1; without it the newest.", NUMBER),
    "q": ("Words that documents have, the last ones in quotes together.", _TEXT),
    "year": ("The year of documents.", {"type": "integer", "minimum": -99_999, "maximum": 999_999}),
    "genre": ("The genre of documents, such as `letter`.", _TEXT),
    "relation": ("How documents lead to the agent, place or event.", _TEXT),
    **{
        name: (f"The key of {words}.", _TEXT)
        for name, words in (
            ("agent", "a person or body, such as `agent/red-army`"), ("place", "a place"), ("event", "an event"),
            ("archive", "a holding archive"),
        )
    },
    "form": ("How JSON-LD is arranged; giving it asks for JSON-LD.", one_of(*FORMS)),
    "profile": ("What descriptions are offered in.", one_of(*OWN_PROFILES)),
    "profile:document": (
        "What a document is described in, by name or by namespace: our own way, or that of an aggregator.",
        one_of(*_PROFILE_NAMES, *_NAMESPACES[1:]),
    ),
    "Accept-Profile": (
        "The same by preference, as the Accept header has media types (Content Negotiation by Profile, section 7).",
        matching("|".join(f"<{each}>" for each in _NAMESPACES).replace(".", "[.]")),
    ),
    "Range": ("The part of a file that is wanted (RFC 9110, section 14).", matching("bytes=[0-9]{1,9}-[0-9]{0,9}")),
    "prefix": ("What was typed so far.", {"type": "string", "maxLength": LONGEST_PREFIX, "default": ""}),
    "verb": ("What is asked (OAI-PMH 2.0, section 4); an unknown one is told in the response, as all faults are.", one_of(
        "Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord"
    )),
    "metadataPrefix": ("The format of records, such as `oai_dc`.", _ARGUMENT),
    "identifier": ("The identifier of a record.", _ARGUMENT),
    "set": ("The set that records belong to.", _ARGUMENT),
    "from": ("Records that changed then or later: a day, or a moment of UTC.", _ARGUMENT),
    "until": ("Records that changed then or earlier.", _ARGUMENT),
    "resumptionToken": ("Where an answer went on; it stands alone beside the verb.", _ARGUMENT),
}
"""Name of a parameter → what it is, its schema. What follows a colon tells apart those that have one name."""

ALWAYS: tuple[int, ...] = (304, 400, 414, 431, 503)
"""Statuses any route may answer with: kept already, an ill value, too long, not ready."""
STATUSES: Mapping[int, str] = {
    200: "What was asked for.",
    206: "The part of it that was asked for (`Range`).",
    301: "It has another address now, or one without a slash at its end.",
    302: "It is described at another address.",
    304: "The asker has it already (`If-None-Match`, `If-Modified-Since`).",
    400: "A value does not fit; `parameter` names it.",
    404: "There is nothing at this address.",
    406: "It does not exist in any format that is accepted; `available` lists those there are.",
    410: "It was withdrawn; what is left of it is said in the format asked for.",
    413: "What was sent is longer than the limit.",
    414: "The address is longer than what is read.",
    415: "Nothing but a form can be posted here, or a SPARQL query where they are answered.",
    416: "The file has no such part; `Content-Range` says how long it is.",
    429: "This client asks too much at once; `Retry-After` says when to come back.",
    431: "The address or the headers are longer than the server reads; there is no body.",
    503: "Nothing is published yet, or a query ran into a limit; `Retry-After` says when to come back.",
}
"""Status → when it is given."""

_DESCRIBED = ("form", "profile")
_SEARCH = ("q", "year", "genre", "agent", "place", "event", "archive", "relation", "page")
_ARGUMENTS = ("verb", "metadataPrefix", "identifier", "set", "from", "until", "resumptionToken")
_ENTITY = {
    "kind": one_of(*ENTITY_KINDS),
    "rest": {"type": "string", "minLength": 1, "maxLength": 500, "pattern": "^[^/?#]+(/[^/?#]+)*$"},
}
_ANY_NAME: Schema = {"type": "string", "minLength": 1, "maxLength": 500, "pattern": "^[^/?#]+$"}
_AGGREGATOR = {"name": one_of(*(name + tail for name in AGGREGATORS for tail in ("", f".{HTML.suffix}")))}
_NODE = matching(rf"(view|(group-)?[1-9][0-9]{{0,8}})([.]({'|'.join(form.suffix for form in STREAM_FORMATS)}))?")
_DUMP: Schema = {
    "anyOf": [
        one_of(*(name for each in DUMPS for name in (each.name, each.name + PACKED)), MANIFEST, SUMS),
        matching("resourcelist-[1-9][0-9]{0,5}[.]xml([.]gz)?|resourcedump-[1-9][0-9]{0,5}[.]zip"),
    ]
}
_ASKED = (413, 429)
"""Statuses of whatever asks the store."""


def _feed(form: Format, **more: Any) -> Route:
    return Route("feeds", (form,), negotiated=False, **more)


ROUTES: Mapping[str, Route] = {
    "front.front": Route("pages", (HTML,)),
    "front.search": Route("pages", (HTML,), _SEARCH),
    "documents.listing": Route("documents", (HTML,), ("page",)),
    "documents.document": Route(
        "documents", (*DESCRIPTIONS, *CITATIONS, *PROFILED), ("form", "profile:document"), {"name": _ANY_NAME},
        statuses=(301, 410), headers=("Accept-Profile",),
    ),
    "documents.evidence": Route(
        "documents", EVIDENCE_FORMATS, path={"name": one_of("evidence", *(f"evidence.{f.suffix}" for f in EVIDENCE_FORMATS))},
        statuses=(301, 410),
    ),
    "signposting.links": Route("documents", LINKSETS, suffixes=LINKSETS, statuses=(301, 410)),
    "aggregators.document": Route("aggregators", (HTML,), path=_AGGREGATOR, statuses=(301, 410)),
    "aggregators.collection": Route("aggregators", (HTML,), path=_AGGREGATOR),
    "entities.listing": Route("entities", (HTML,), ("page",), _ENTITY),
    "entities.entity": Route("entities", DESCRIPTIONS, _DESCRIBED, _ENTITY, statuses=(301, 410)),
    "suggest.suggest": Route(
        "entities", (JSON,), ("prefix",), {"kind": one_of(*GROUPS)}, schema="Suggestions", negotiated=False
    ),
    "vocabulary.context": Route("vocabulary", (PLAIN_JSONLD,), negotiated=False),
    "vocabulary.everything": Route("vocabulary", DESCRIPTIONS, _DESCRIBED, suffixes=DESCRIPTIONS),
    "vocabulary.file": Route(
        "vocabulary", DESCRIPTIONS, _DESCRIBED, {"name": one_of(*FILES, SHAPES, f"{SHAPES}.{TURTLE.suffix}")}
    ),
    "vocabulary.one_concept": Route(
        "vocabulary", DESCRIPTIONS, _DESCRIBED, {"scheme": one_of(*SCHEMES), "name": _ANY_NAME}
    ),
    "queries.listing": Route("queries", (HTML,)),
    "queries.query": Route(
        "queries", (*RESULTS, *GRAPHS, HTML, *PICTURES), suffixes=(*RESULTS, *GRAPHS, HTML), statuses=_ASKED, canned=True
    ),
    "queries.citation": Route("queries", (JSON,), statuses=_ASKED, schema="Citation", negotiated=False, canned=True),
    "views.svg": Route("queries", (SVG,), statuses=_ASKED, negotiated=False, canned=True),
    "views.png": Route("queries", (PNG,), statuses=_ASKED, negotiated=False, canned=True),
    "views.embed": Route("queries", (HTML,), statuses=_ASKED, negotiated=False, canned=True),
    "executables.description": Route("queries", FORMATS, _DESCRIBED, suffixes=FORMATS),
    "sparql.endpoint": Route("queries", (*RESULTS, *GRAPHS, HTML), statuses=(404, *_ASKED, 415)),
    "sparql.description": Route("queries", (*GRAPHS, HTML), _DESCRIBED, suffixes=(*GRAPHS, HTML)),
    "oai.oai": Route("feeds", (OAI, HTML), _ARGUMENTS, form=_ARGUMENTS, statuses=(413, 415), negotiated=False),
    "dumps.listing": Route("feeds", (HTML,)),
    "dumps.dump": Route(
        "feeds", DUMPED, path={"name": _DUMP}, headers=("Range",), statuses=(206, 416), negotiated=False,
    ),
    "feeds.robots": _feed(TEXT),
    "feeds.sitemap_index": _feed(XML),
    "feeds.sitemap_file": _feed(XML, path={"name": matching("site|(documents|entities)-[1-9][0-9]{0,8}")}),
    "feeds.newest": _feed(ATOM, query=("page:archive",), statuses=(404,)),
    "feeds.activity_collection": _feed(PLAIN_JSONLD),
    "feeds.activity_page": _feed(PLAIN_JSONLD, path={"number": NUMBER}),
    "feeds.stream": Route("feeds", STREAM_FORMATS, _DESCRIBED, suffixes=STREAM_FORMATS),
    "feeds.fragment": Route("feeds", STREAM_FORMATS, _DESCRIBED, {"name": _NODE}),
    "resourcesync.source": _feed(XML),
    "resourcesync.capabilities": _feed(XML),
    "resourcesync.change_list": _feed(XML),
    "resourcesync.change_page": _feed(XML, path={"number": NUMBER}),
    "resourcesync.resources": _feed(XML),
    "resourcesync.packages": _feed(XML),
    "operations.dataset": Route("operations", DESCRIPTIONS, _DESCRIBED, suffixes=DESCRIPTIONS),
    "operations.void": Route("operations", (), statuses=(302,), negotiated=False),
    "operations.health": Route("operations", (JSON,), schema="Health", own=(503,), negotiated=False),
    "operations.static": Route(
        "operations", STATIC, path={"name": matching("[a-z0-9-]+[.](css|js|svg)")}, negotiated=False,
    ),
    "openapi.contract": Route("operations", (JSON,), negotiated=False),
}
"""Endpoint → its row."""
