"""Which words of the vocabularies mean what (floor 3): classes by kind of name, predicates that only repeat others."""

from fonds.rdf.literals import plain
from fonds.rdf.namespaces import PREFIXES, expand, shorten
from fonds.rdf.parsing import BASE
from fonds.rdf.values import is_language
from fonds.rdf.vocabulary import concepts

LANDS = frozenset("Place Country City State AdministrativeArea Continent Landform BodyOfWater".split())
BODIES = frozenset(
    """Organization GovernmentOrganization PoliticalParty Corporation NGO NewsMediaOrganization EducationalOrganization
    CollegeOrUniversity ResearchOrganization Library Museum Project ResearchProject""".split()
)
KINDS: dict[str, str] = {
    **dict.fromkeys(LANDS, "place"), **dict.fromkeys(BODIES, "organization"), "Person": "person", "Audience": "group",
    "ArchiveOrganization": "archive",
}
"""Class of schema.org → the kind of a name."""
DOCUMENTS = frozenset(
    "Message Report Legislation CreativeWork ArchiveComponent Conversation Manuscript Map Photograph Article".split()
)
"""Classes a document of ours, or of a like-minded archive, may have."""

REPEATED: frozenset[str] = frozenset(
    map(
        expand,
        """rdf:type rdfs:label schema:name foaf:isPrimaryTopicOf fonds:earliest fonds:latest dcterms:language
        fonds:identityStatus fonds:participation schema:workTranslation schema:workExample schema:translationOfWork
        schema:exampleOfWork schema:recordedAt dcterms:contributor
        schema:itemLocation schema:inLanguage schema:mainEntityOfPage""".split(),
    )
)
"""Predicates that say again, or lead to, what others say: Fonds says them anew of every document."""
NAMED: frozenset[str] = frozenset(
    map(
        expand,
        "rdf:type rdfs:label schema:name dcterms:title fonds:identityStatus schema:alternateName schema:sameAs".split(),
    )
)
"""What is read of a person, body, place or work: its name and what identifies it; alternate names are the lists'."""

_OURS = tuple(PREFIXES.values())


def is_ours(predicate: str) -> bool:
    """Whether a predicate is of a vocabulary that Fonds uses."""
    return predicate.startswith(_OURS)


def told(predicate: str) -> str:
    """Return a predicate as people read it.

    >>> told("https://schema.org/sender")
    'schema:sender'
    """
    return shorten(predicate)


def is_code(scheme: str, code: str) -> bool:
    """Whether a concept scheme of ours has a code.

    >>> is_code("role", "sender"), is_code("role", "bystander")
    (True, False)
    """
    return any(each.code == code for each in concepts(scheme))


def is_tag(text: str) -> bool:
    """Whether a text is a language tag (BCP 47).

    >>> is_tag("de-CH"), is_tag("German, mostly")
    (True, False)
    """
    return is_language(plain(text))


def is_absolute(iri: str) -> bool:
    """Whether an IRI is one of the web, not a name within its file."""
    return iri.startswith(("http://", "https://")) and not iri.startswith(BASE)
