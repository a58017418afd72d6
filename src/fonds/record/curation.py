"""What a person adds, replaces or forbids (floor 2), read from the curation file beside a page."""

from dataclasses import dataclass

from fonds.problems import Problem
from fonds.record.evidence import Evidence, Span


@dataclass(frozen=True, slots=True)
class CuratedStatement:
    """One decision. ``field`` is a name of :data:`FIELDS`, ``value`` an entity's key, a text, or a date (EDTF).

    ``where`` and ``line`` say where in the curation file it stands.
    """

    action: str
    field: str
    value: str
    evidence: Evidence
    note: str = ""
    where: str = ""
    line: int | None = None

    def problem(self, code: str, detail: str = "") -> Problem:
        """Return a Problem of this statement, at its place in the curation file."""
        return Problem(code, self.where, detail or f"{self.field} = {self.value!r}", self.line)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim the document makes, in its own words; ``author`` is an entity's key, or empty."""

    id: str
    text: str
    evidence: Evidence
    author: str = ""
    where: str = ""
    line: int | None = None

    def problem(self, code: str, detail: str) -> Problem:
        """Return a Problem of this claim, at its place in the curation file."""
        return Problem(code, self.where, detail, self.line)


@dataclass(frozen=True, slots=True)
class Curation:
    """All that one curation file says. ``digest`` is the SHA-256 of the file, empty where there is none.

    ``embargo`` is the day (ISO) before which the document is not to be published, or empty.
    """

    slug: str = ""
    statements: tuple[CuratedStatement, ...] = ()
    claims: tuple[Claim, ...] = ()
    digest: str = ""
    embargo: str = ""

    def of_field(self, field: str) -> tuple[CuratedStatement, ...]:
        """The statements about one field, in the order they are applied."""
        return tuple(statement for statement in self.statements if statement.field == field)

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
"""The fields a person may decide, and the kind of value each takes.

A *date* is ISO (a day, a month or a year), *genre* a code of the genre scheme, *edtf* any EDTF expression.
"""

ENTITY_KINDS: dict[str, tuple[str, ...]] = {
    "sender": ("agent",),
    "recipient": ("agent",),
    "author": ("agent",),
    "intended-for": ("agent",),
    "place": ("place",),
    "place-written": ("place",),
}
"""Fields that take entities of these kinds only (the first word of an entity's key); the others take any."""
