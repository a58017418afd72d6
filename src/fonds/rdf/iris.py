"""IRIs (floor 2): the only module that mints them.

``Iris(base)`` knows the site's base IRI; an entity's *key* is its path below it (``agent/red-army``).
"""

from dataclasses import dataclass

from fonds.rdf.namespaces import ISO639_2, VOCABULARY
from fonds.slugs import slugify

ENTITY_KINDS = (
    "agent", "archival-unit", "collection", "creative-work", "event", "place", "position", "rights",
)
"""First path segment of every entity's key."""

def concept(scheme: str, code: str) -> str:
    """Return the IRI of one of our concepts.

    >>> concept("role", "sender")
    'https://w3id.org/fonds/role/sender'
    """
    return f"{VOCABULARY}{scheme}/{code}"


def language(code: str) -> str:
    """Return the Library of Congress IRI of an ISO 639-2 code.

    >>> language("eng")
    'http://id.loc.gov/vocabulary/iso639-2/eng'
    """
    return ISO639_2 + code


@dataclass(frozen=True, slots=True)
class Iris:
    """All patterns of IRIs below one base IRI (``base`` has no slash at its end)."""

    base: str

    def document(self, slug: str) -> str:
        """The document itself."""
        return f"{self.base}/doc/{slug}"

    def entity(self, key: str) -> str:
        """An entity by its key, for example ``agent/red-army``."""
        return f"{self.base}/{key}"

    def dataset(self) -> str:
        """The whole published dataset."""
        return f"{self.base}/dataset"

    def local(self, iri: str) -> str | None:
        """Return the path below the base (without the leading slash), or None for an IRI of elsewhere.

        >>> Iris("http://x").local("http://x/doc/a#record")
        'doc/a#record'
        """
        return iri[len(self.base) + 1 :] if iri.startswith(self.base + "/") else None


def text_iri(document: str, language: str) -> str:
    """The published text of a document in one language.

    >>> text_iri("http://x/doc/a", "en")
    'http://x/doc/a#text-en'
    """
    return f"{document}#text-{language}"


def source_iri(document: str) -> str:
    """The file a document was read from."""
    return f"{document}#source"


def record_iri(document: str) -> str:
    """The metadata record of a document."""
    return f"{document}#record"


def participation_iri(document: str, role: str, agent_key: str) -> str:
    """A role an agent plays in a document.

    >>> participation_iri("http://x/doc/a", "sender", "agent/red-army")
    'http://x/doc/a#part-sender-red-army'
    """
    return f"{document}#part-{role}-{agent_key.rpartition('/')[2]}"


def claim_iri(document: str, claim: str) -> str:
    """A claim made in a document; ids come from the curation file."""
    return f"{document}#claim-{slugify(claim)}"


def meeting_iri(document: str) -> str:
    """The meeting a document records."""
    return f"{document}#meeting"


def cited_iri(document: str, key: str) -> str:
    """A document cited but not held."""
    return f"{document}#cited-{key}"
