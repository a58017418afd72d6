"""What a page says of itself (floor 3): JSON-LD of schema.org, ``<meta>`` of Dublin Core and of others.

All of it becomes plain :class:`Said` values; which of them describe the document and which the page is told here:
``datePublished`` of an article is when the page appeared, never the date of a document.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fonds.sources.web_page.markup import Markup

MOST_VALUES = 500
LONGEST = 20_000
_ABOUT_PAGES = frozenset(
    """WebSite WebPage ItemPage AboutPage CollectionPage BreadcrumbList SearchAction Organization Person ImageObject
    VideoObject WebPageElement SiteNavigationElement ListItem Place Event""".split()
)
_KINDS = {
    "Person": "person", "Organization": "organization", "GovernmentOrganization": "organization",
    "PoliticalParty": "organization", "NGO": "organization", "Corporation": "organization", "Place": "place",
    "City": "place", "Country": "place", "AdministrativeArea": "place", "Audience": "group",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One value: ``field`` is a name of :data:`FIELDS`, ``iris`` those the page gives a name; ``kind`` as of Name."""

    field: str
    value: str
    label: str
    kind: str = "unknown"
    iris: tuple[str, ...] = ()


_PROPERTIES: dict[str, str] = {
    "name": "title", "headline": "title", "dateCreated": "date", "dateSent": "date", "dateReceived": "received",
    "author": "author", "creator": "author", "sender": "sender", "recipient": "addressee", "toRecipient": "addressee",
    "about": "subject", "mentions": "mention", "contentLocation": "place", "spatialCoverage": "place",
    "locationCreated": "place-written", "abstract": "summary", "description": "summary", "inLanguage": "language",
    "identifier": "identifier", "url": "address", "sameAs": "address", "keywords": "keyword",
    "itemLocation": "source", "holdingArchive": "archive", "usageInfo": "notice", "text": "body",
}
"""Properties of schema.org → the field they fill."""

_DUBLIN_CORE: dict[str, str] = {
    "title": "title", "creator": "author", "date": "date", "created": "date", "abstract": "summary",
    "description": "summary", "subject": "keyword", "spatial": "place", "language": "language", "source": "source",
    "identifier": "identifier", "rights": "notice", "bibliographicCitation": "source",
}
"""Properties of Dublin Core in JSON-LD, behind their prefix → the field they fill."""
_PREFIXES = ("dcterms:", "dc:", "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")
_OF_THE_PAGE = frozenset({"author", "date"})
"""Fields that an article says of itself, not of what it is about."""

_META: dict[str, str] = {
    "dc.title": "title", "dcterms.title": "title", "citation_title": "title", "og:title": "page-title",
    "dc.creator": "author", "dcterms.creator": "author", "citation_author": "author", "dc.date": "date",
    "dc.date.created": "date", "dcterms.created": "date", "dcterms.date": "date", "dc.description": "summary",
    "dcterms.abstract": "summary", "dcterms.description": "summary", "description": "page-summary",
    "og:description": "page-summary", "dc.subject": "keyword", "dcterms.subject": "keyword", "keywords": "page-keywords",
    "dc.language": "language", "dcterms.language": "language", "dc.identifier": "identifier",
    "dcterms.identifier": "identifier", "dc.source": "source", "dcterms.source": "source", "dc.rights": "notice",
    "dcterms.rights": "notice", "dcterms.bibliographiccitation": "source", "article:published_time": "uploaded",
    "og:site_name": "site", "dc.type": "genre", "dcterms.type": "genre", "dcterms.spatial": "place",
    "dc.coverage": "coverage",
}
"""Names of ``<meta>`` elements, in small letters → the field they fill; the order is that of trust."""

FIELDS = frozenset({*_PROPERTIES.values(), *_META.values(), "page-date"})
_NAMED = frozenset({"author", "sender", "addressee", "subject", "mention", "place", "place-written", "archive"})


def find_said(markup: Markup) -> list[Said]:
    """Return what the page says of its document, the surest first; nothing where it says nothing that can be read."""
    found = [*_from_json(markup), *_from_meta(markup)]
    return list(dict.fromkeys(found))[:MOST_VALUES]


def _from_meta(markup: Markup) -> Iterator[Said]:
    for element in markup.tree.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        value = _clean(element.get("content"))
        if name in _META and value:
            yield Said(_META[name], value, name, "person" if _META[name] == "author" else "unknown")


def _from_json(markup: Markup) -> Iterator[Said]:
    nodes: list[dict[str, Any]] = []
    for script in markup.tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                nodes.extend(_nodes(json.loads(script.text or ""), 0))
            except (ValueError, RecursionError):
                continue
    described = [node for node in nodes if _types(node) and not set(_types(node)) <= _ABOUT_PAGES]
    if described:
        yield from _of_node(described[0], {str(node["@id"]): node for node in nodes if "@id" in node})


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the nodes of a JSON-LD value that stand for themselves: listed, in a graph, or what a page is about."""
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value[:MOST_VALUES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            yield from _nodes(value.get(key), depth + 1)


def _of_node(node: dict[str, Any], others: dict[str, dict[str, Any]]) -> Iterator[Said]:
    is_article = any(kind.endswith(("Article", "Posting")) for kind in _types(node))
    properties = [(name, field, name) for name, field in _PROPERTIES.items()]
    properties += [(f"{before}{name}", field, name) for before in _PREFIXES for name, field in _DUBLIN_CORE.items()]
    for name, field, label in properties:
        for value in _listed(node.get(name)):
            if isinstance(value, dict) and set(value) == {"@id"}:
                value = others.get(str(value["@id"]), value)  # noqa: PLW2901 - what the reference stands for
            if is_article and field in _OF_THE_PAGE:
                continue
            yield from _said(label, field, value)
    if is_article:
        yield from (said for value in _listed(node.get("datePublished")) for said in _said("datePublished", "uploaded", value))


def _said(name: str, field: str, value: Any) -> Iterator[Said]:
    if isinstance(value, dict):
        words = _clean(value.get("@value") or value.get("name") or value.get("value") or value.get("o:label"))
        iris = tuple(
            iri for key in ("sameAs", "@id") for item in _listed(value.get(key)) if (iri := _clean(item)).startswith("http")
        )
        kind = next((_KINDS[each] for each in _types(value) if each in _KINDS), "unknown")
    else:
        words, iris, kind = _clean(value), (), "unknown"
    if field in ("place", "place-written"):
        kind = "place"
    if words and (field not in _NAMED or not words.startswith("http")):
        yield Said(field, words, name, kind, iris)


def _types(node: dict[str, Any]) -> list[str]:
    return [re.split(r"[/:#]", str(kind))[-1] for kind in _listed(node.get("@type"))]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value[:MOST_VALUES] if isinstance(value, list) else [value]


def _clean(value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(str(value)[:LONGEST].split())
