"""The schema.org snippet (floor 5): what search engines and partner pages read, embedded in every page.

It differs from our own JSON-LD on purpose: the context is ``https://schema.org``, each node has one type,
texts are plain, and whatever schema.org has no term for is left out. There is no ``license`` unless the tree
states one: the archive's notice is ``usageInfo``, and the licence of the *metadata* is ``sdLicense``. An
office held then is never a person's ``jobTitle``. To add a property: a row in the table of its kind.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fonds.crosswalks.nodes import Node, date, first, label, nodes, text, texts, values
from fonds.rdf.vocabulary import find_term

SCHEMA_CONTEXT = "https://schema.org"
"""The context search engines know; nobody fetches it."""

_TYPES = (
    "Message", "Report", "Legislation", "Book", "Periodical", "Newspaper", "Article", "ArchiveComponent",
    "CreativeWork",
)
"""Of several types, the one to say: the first that is there."""

_OURS = frozenset({"CitedDocument", "Participation", "Document", "Entity", "Text"})
_LINKED = (
    "sender", "recipient", "author", "about", "mentions", "contentLocation", "locationCreated", "translator",
    "sourceOrganization", "funder", "publisher", "editor", "parentOrganization", "memberOf",
    "containedInPlace", "superEvent", "attendee", "organizer", "location",
)
"""Properties whose values are named things."""

_TEXTS = ("abstract", "description", "creditText")
_PLAIN = ("position", "inLanguage", "identifier", "latitude", "longitude")
_DATES = (
    "dateCreated", "dateSent", "dateReceived", "datePublished", "startDate", "endDate", "birthDate",
    "deathDate", "foundingDate", "dissolutionDate",
)
_HOLDING = ("ArchiveComponent",)
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def schema_snippet(tree: Node, *, publisher: str = "", publisher_iri: str = "") -> dict[str, Any]:
    """Return the snippet of a document or an entity.

    ``publisher`` is who answers for the metadata, ``publisher_iri`` the address of the site; empty where not
    stated.
    """
    record = next(iter(nodes(tree, "isPrimaryTopicOf")), {})
    snippet: dict[str, Any] = {"@context": SCHEMA_CONTEXT, **_work(tree)}
    snippet["url"] = tree["id"]
    for key in ("workTranslation", "workExample"):
        if found := [_work(each) for each in nodes(tree, key)]:
            snippet[key] = _single(found)
    if licences := values(record, "sdLicense"):
        snippet["sdLicense"] = _single(licences)
    if modified := date(record, "modified"):
        snippet["sdDatePublished"] = modified[:10]
    if publisher:
        snippet["sdPublisher"] = {"@type": "Organization", "name": publisher, "url": publisher_iri}
    return snippet


def render_snippet(snippet: dict[str, Any]) -> str:
    """Return JSON that no HTML parser can take for the end of its script element (HTML, section 4.12.1.3)."""
    plain = json.dumps(snippet, ensure_ascii=False, separators=(",", ":"))
    return "".join(_ESCAPES.get(character, character) for character in plain)


def one_type(node: Node) -> str:
    """Return the one schema.org type to say of a node, or an empty text.

    >>> one_type({"type": ["ArchiveComponent", "Message"]})
    'Message'
    """
    known = [each for each in values(node, "type") if each not in _OURS and ":" not in each]
    return next((each for each in _TYPES if each in known), known[0] if known else "")


def _work(node: Node) -> dict[str, Any]:
    """Return what schema.org can say of a document, a text or an entity, without what hangs below it."""
    kind = one_type(node) or "CreativeWork"
    found: dict[str, Any] = {"@type": kind, "@id": node["id"], "name": label(node)}
    found |= {**dict(_literals(node)), **dict(_linked(node, kind))}
    if "Message" not in values(node, "type"):
        found.pop("recipient", None)
        found.pop("sender", None)
    return found


def _literals(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield what schema.org has as text."""
    if others := texts(node, "alternateName"):
        yield "alternateName", _single(others)
    for key in _TEXTS:
        if words := text(node, key):
            yield key, words
    for key in _PLAIN:
        if plain := values(node, key):
            yield key, _single(plain)
    for key in _DATES:
        if found := date(node, key):
            yield key, found
    if genres := [_concept(iri) for iri in values(node, "genre")]:
        yield "genre", _single(genres)


def _linked(node: Node, kind: str) -> Iterator[tuple[str, Any]]:
    """Yield what leads to other things; only a component of an archive has an archive that holds it."""
    for key in (*_LINKED, "holdingArchive") if kind in _HOLDING else _LINKED:
        if linked := nodes(node, key):
            yield key, _single(_card(each) for each in linked)
    for key in ("isPartOf", "citation", "isBasedOn"):
        if works := nodes(node, key):
            yield key, _single(_part(each) for each in works)
    for key in ("license", "usageInfo", "sameAs"):
        if linked := nodes(node, key):
            yield key, _single(str(each["id"]) for each in linked)


def _card(node: Node) -> dict[str, Any]:
    card: dict[str, Any] = {"@type": one_type(node) or "Thing", "@id": node["id"], "name": label(node)}
    if same := values(node, "sameAs"):
        card["sameAs"] = _single(same)
    return card


def _part(node: Node) -> dict[str, Any]:
    """Return a work something is part of or cites, with what it is part of in turn."""
    card: dict[str, Any] = {**_card(node), "@type": one_type(node) or "CreativeWork"}
    for key in ("dateCreated", "datePublished"):
        if found := date(node, key):
            card[key] = found
    if pages := first(node, "pages"):
        card["description"] = f"p. {pages}"
    for key in ("author", "publisher", "holdingArchive"):
        linked = [_card(each) for each in nodes(node, key)]
        if linked and (key != "holdingArchive" or card["@type"] in _HOLDING):
            card[key] = _single(linked)
    if wholes := [_part(each) for each in nodes(node, "isPartOf")]:
        card["isPartOf"] = _single(wholes)
    return card


def _concept(iri: str) -> str:
    described = find_term(iri)
    return described.label if described else iri


def _single(found: Iterable[Any]) -> Any:
    """Return one value bare and several as a list, as schema.org's own examples do."""
    several = list(found)
    return several[0] if len(several) == 1 else several
