"""What a person adds, replaces or forbids (floor 2), read from the curation file beside a page."""

from dataclasses import dataclass

from fonds.record.evidence import Evidence, Span


@dataclass(frozen=True, slots=True)
class CuratedStatement:
    """One decision. ``field`` is a name of :data:`FIELDS`, ``value`` an entity's key, a text, or a date (EDTF)."""

    action: str
    field: str
    value: str
    evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim the document makes, in its own words; ``author`` is an entity's key, or empty."""

    id: str
    text: str
    evidence: Evidence
    author: str = ""


@dataclass(frozen=True, slots=True)
class Curation:
    """All that one curation file says. ``digest`` is the SHA-256 of the file, empty where there is none."""

    slug: str = ""
    statements: tuple[CuratedStatement, ...] = ()
    claims: tuple[Claim, ...] = ()
    digest: str = ""

    def spans(self) -> tuple[Span, ...]:
        """All stretches of the page it rests on."""
        evidence = [*(s.evidence for s in self.statements), *(c.evidence for c in self.claims)]
        return tuple(span for item in evidence for span in item.spans)


ACTIONS = ("add", "replace", "forbid")

FIELDS: dict[str, str] = {
    "title": "text",
    "date": "date",
    "genre": "genre",
    "sender": "entity",
    "recipient": "entity",
    "author": "entity",
    "intended-for": "entity",
    "about": "entity",
    "mentions": "entity",
    "place": "entity",
    "place-written": "entity",
    "temporal": "edtf",
}
"""The fields a person may decide, and the kind of value each takes."""
