"""Entities (floor 3): what names become. A key is the path below the site's base IRI."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from fonds.linking.authorities import Authority
from fonds.slugs import REMEMBERED, SLUG_WIDTH, slugify

TYPES: dict[str, str] = {
    "person": "Person",
    "organization": "Organization",
    "group": "Audience",
    "archive": "ArchiveOrganization",
    "place": "Place",
    "unknown": "Thing",
}
"""Kind of a name → the schema.org class of an entity that is in no list."""

PLACE_TYPES = frozenset({"Place", "Country", "City", "State", "AdministrativeArea", "Landform", "BodyOfWater"})
KEY_KINDS: dict[str, str] = {"place": "place", "position": "position"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its key, its schema.org class, name and language; ``authority`` is its row, if it has one.

    ``identified``: it is in no list, but a source gives it an IRI of an authority file.
    """

    key: str
    type: str
    name: str
    language: str
    authority: Authority | None = None
    identified: bool = False

    @property
    def kind(self) -> str:
        """The first segment of the key."""
        return self.key.partition("/")[0]


def entity_of(authority: Authority) -> Entity:
    """Return the entity a row of the lists describes."""
    return Entity(authority.id, authority.type, authority.name, authority.language, authority)


@lru_cache(REMEMBERED)
def local_entity(name: str, kind: str, *, language: str = "und") -> Entity:
    """Return an entity of its own for a name in no list, known by the name alone.

    >>> local_entity("Foreign Ministry", "organization").key
    'agent/foreign-ministry'
    """
    return Entity(f"{key_kind(kind)}/{key_slug(name)}", type_of(kind), name, language)


def key_kind(kind: str) -> str:
    """Return the first segment of the key that a name of this kind gets."""
    return KEY_KINDS.get(kind, "agent")


def type_of(kind: str) -> str:
    """Return the schema.org class of a name of this kind."""
    return "Occupation" if kind == "position" else TYPES[kind]


def key_slug(words: str, year: str = "") -> str:
    """Return the slug of what is known by its words: with a digest of them where they had to be cut, and a year.

    >>> key_slug("Lyakhovskiy Plamya Afgana", "1999"), key_slug("—")
    ('lyakhovskiy-plamya-afgana-1999', 'bda050')
    """
    slug = slugify(words)
    cut = not slug or len(slug) < len(slugify(words, 10 * SLUG_WIDTH))
    digest = hashlib.sha256(words.encode()).hexdigest()[:6] if cut else ""
    return "-".join(filter(None, (slug, digest, year)))
