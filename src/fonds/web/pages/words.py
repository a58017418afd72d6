"""Words (floor 7): how properties, roles, relations and kinds are called on pages.

Terms and concepts of our own vocabulary bring their labels with them (``vocab/*.ttl``); this module has the
words for those of others. A property without a row is called by its own name, taken apart.
"""

import re

from fonds.rdf.iris import concept
from fonds.rdf.namespaces import FONDS, VOCABULARY, shorten
from fonds.rdf.vocabulary import find_term

PROPERTIES: dict[str, str] = {
    "bibo:locator": "place within",
    "bibo:number": "number",
    "bibo:pages": "pages",
    "dcterms:abstract": "summary",
    "dcterms:bibliographicCitation": "citation as printed",
    "dcterms:contributor": "contributor",
    "dcterms:created": "date",
    "dcterms:creator": "author",
    "dcterms:date": "date",
    "dcterms:identifier": "identifier",
    "dcterms:isPartOf": "part of",
    "dcterms:issued": "published",
    "dcterms:language": "language",
    "dcterms:references": "cites",
    "dcterms:rights": "rights",
    "dcterms:source": "source",
    "dcterms:spatial": "place it is about",
    "dcterms:subject": "about",
    "dcterms:temporal": "time it is about",
    "dcterms:title": "title",
    "dcterms:type": "genre",
    "fonds:certainty": "certainty",
    "fonds:dateForwarded": "day it was forwarded",
    "fonds:placeForwarded": "place it was forwarded from",
    "fonds:placeReceived": "place of receipt",
    "fonds:transmits": "transmits",
    "rdf:type": "class",
    "rdfs:label": "label",
    "rdfs:seeAlso": "see also",
    "rico:isReplyTo": "reply to",
    "schema:abstract": "summary",
    "schema:alternateName": "other name",
    "schema:citation": "cites",
    "schema:contentLocation": "place it is about",
    "schema:creativeWorkStatus": "state of the text",
    "schema:creator": "author",
    "schema:dateCreated": "date",
    "schema:dateReceived": "day it was received",
    "schema:dateSent": "day it was sent",
    "schema:keywords": "keyword",
    "schema:materialExtent": "extent",
    "schema:exampleOfWork": "text of",
    "schema:genre": "genre",
    "schema:inLanguage": "language",
    "schema:interpretedAsClaim": "claim",
    "schema:isBasedOn": "source",
    "schema:isPartOf": "part of",
    "schema:itemLocation": "archival reference",
    "schema:latitude": "latitude",
    "schema:license": "licence",
    "schema:locationCreated": "place it was written at",
    "schema:longitude": "longitude",
    "schema:position": "number of the attachment",
    "schema:recipient": "addressee",
    "schema:recordedAt": "records the meeting",
    "schema:roleName": "role",
    "schema:sourceOrganization": "made for",
    "schema:translationOfWork": "translation of",
    "schema:usageInfo": "rights notice",
    "schema:workExample": "published text",
    "schema:workTranslation": "translation",
}
"""Prefixed name of a property → what it is called in running text."""

ABSENCES: dict[str, str] = {**PROPERTIES, "schema:inLanguage": "the language it was written in"}
"""The same for properties that are said not to be stated of a document."""

RELATIONS: dict[str, str] = {
    "sender": "Sender of",
    "recipient": "Addressee of",
    "author": "Author of",
    "intendedFor": "To be told of",
    "about": "Subject of",
    "contentLocation": "Place spoken of in",
    "locationCreated": "Where they were written",
    "attendee": "Present at",
    "mentions": "Mentioned in",
    "agent": "Takes part in",
    "capacity": "Office of somebody in",
    "holdingArchive": "Holds",
    "isPartOf": "Holds",
    "via-isPartOf": "In its parts",
    "via-parentOrganization": "Through a body below it",
    "citation": "Cited in",
    "isBasedOn": "Source of",
    "translator": "Translator of",
    "sourceOrganization": "Made on its behalf",
    "funder": "Funder of",
    "publisher": "Publisher of",
    "usageInfo": "Notice of",
}
"""Relation of a document to an entity → the heading of the documents on the entity's page."""

INDIRECT = {"via": "Connected with", "cited": "Named with a document cited in", "claim": "Named with a claim in"}
"""First part of a relation that leads over something else → heading."""

_HEADING_ORDER = tuple(RELATIONS)

KINDS: dict[str, tuple[str, str]] = {
    "agent": ("Person or body", "People and bodies"),
    "place": ("Place", "Places"),
    "event": ("Event", "Events"),
    "position": ("Office", "Offices"),
    "creative-work": ("Work", "Works, treaties and books"),
    "collection": ("Collection", "Collections"),
    "archival-unit": ("Archival unit", "Archival units"),
    "rights": ("Rights notice", "Rights notices"),
}
"""Kind of entity → one of them, all of them."""

CLASSES: dict[str, str] = {
    "ArchiveComponent": "archival unit",
    "ArchiveOrganization": "archive",
    "Audience": "group of people",
    "CreativeWork": "document",
    "GovernmentOrganization": "government body",
    "Legislation": "legal instrument",
    "Occupation": "office",
    "Organization": "body",
    "PoliticalParty": "political party",
}
"""Class of a node → word; a class without a row is called by its own name, taken apart."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def property_words(iri: str) -> str:
    """Return what a property is called, given its IRI or its prefixed name.

    >>> property_words("schema:locationCreated"), property_words("https://schema.org/memberOf")
    ('place it was written at', 'member of')
    """
    return _property(iri, PROPERTIES)


def absence_words(iri: str) -> str:
    """Return what a property that is not stated is called."""
    return _property(iri, ABSENCES)


def relation_words(relation: str) -> str:
    """Return the heading for a relation.

    >>> relation_words("sender"), relation_words("via-creator"), relation_words("memberOf")
    ('Sender of', 'Connected with', 'Member of')
    """
    if relation in RELATIONS:
        return RELATIONS[relation]
    way, dash, _ = relation.partition("-")
    return INDIRECT[way] if dash and way in INDIRECT else sentence(taken_apart(relation))


def relation_rank(relation: str) -> tuple[int, str]:
    """Return where a relation stands among the headings."""
    return (_HEADING_ORDER.index(relation) if relation in RELATIONS else len(_HEADING_ORDER), relation)


def role_words(code_or_iri: str) -> str:
    """Return what a role is called, given its IRI or its code."""
    code = code_or_iri.rpartition("/")[2]
    return concept_words(concept("role", code)) or code.replace("-", " ")


def concept_words(iri: str) -> str:
    """Return the label of a concept or term of ours, or an empty text."""
    described = find_term(_full(iri))
    return described.label if described else ""


def genre_words(code: str) -> str:
    """Return what a genre is called, given its code or IRI; an unknown one by its code."""
    code = code.rpartition("/")[2]
    return concept_words(concept("genre", code)) or code.replace("-", " ")


def class_words(name: str) -> str:
    """Return what a class of the tree is called.

    >>> class_words("PoliticalParty"), class_words("ResearchProject")
    ('political party', 'research project')
    """
    return CLASSES.get(name) or taken_apart(name)


def sentence(words: str) -> str:
    """Return words with a capital at their beginning, and the others as they are.

    >>> sentence("person to be informed")
    'Person to be informed'
    """
    return words[:1].upper() + words[1:]


def taken_apart(name: str) -> str:
    """Return a name in camel case as words.

    >>> taken_apart("dateReceived")
    'date received'
    """
    return _CAMEL.sub(" ", name.rpartition(":")[2].rpartition("#")[2].rpartition("/")[2]).lower()


def _property(iri: str, table: dict[str, str]) -> str:
    short = shorten(iri) if "://" in iri else iri
    return table.get(short) or concept_words(iri) or taken_apart(short)


def _full(iri: str) -> str:
    if iri.startswith("fonds:"):
        return FONDS + iri.removeprefix("fonds:")
    scheme, colon, code = iri.partition(":")
    return iri if not colon or code.startswith("//") else f"{VOCABULARY}{scheme}/{code}"
