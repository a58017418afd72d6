"""A linked record (floor 3): which entity each name of a Record is, and the words that say so."""

from dataclasses import dataclass, field

from fonds.linking.entities import Entity
from fonds.problems import Problem
from fonds.record.evidence import Evidence, Found, Span, stated
from fonds.record.names import Name, Phrase
from fonds.record.record import Record
from fonds.record.spans import AnyDate


@dataclass(slots=True)
class Part:
    """One agent in one role, all the words it rests on, and the offices held then."""

    role: str
    entity: Entity
    written: Phrase
    evidence: list[Evidence] = field(default_factory=list)
    capacities: list[tuple[Entity, Evidence]] = field(default_factory=list)

    def hold(self, position: Entity, span: Span) -> None:
        """Say that the agent held an office then; once is enough."""
        if all(known.key != position.key for known, _ in self.capacities):
            self.capacities.append((position, stated("office-before-name", span)))


@dataclass(slots=True)
class Reference:
    """An entity something refers to, and the words for it."""

    entity: Entity
    evidence: list[Evidence] = field(default_factory=list)
    _said: set[Evidence] = field(default_factory=set, repr=False, compare=False)

    def add(self, evidence: Evidence) -> None:
        """Add words that refer to it, once."""
        if evidence not in self._said:
            self._said.add(evidence)
            self.evidence.append(evidence)


@dataclass(slots=True)
class Linked:
    """A record with its names resolved. Keys of the dictionaries are entity keys; ``parts`` are by role and key.

    ``identities`` are the IRIs the source gives an entity that is in no list, with the words they are; ``fuller`` the
    words of the name by which the source's own list of persons knows it. ``aliases`` are other names the text
    itself gives a person. ``keywords`` are subjects that are no
    entity. ``forbidden`` are the keys that a person's "forbid" has taken away. ``dated`` holds the words that give an event
    its year, by the event's key.
    """

    record: Record
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    about: dict[str, Reference] = field(default_factory=dict)
    places: dict[str, Reference] = field(default_factory=dict)
    places_written: dict[str, Reference] = field(default_factory=dict)
    mentions: dict[str, Reference] = field(default_factory=dict)
    works: dict[str, Reference] = field(default_factory=dict)
    instruments: dict[str, Entity] = field(default_factory=dict)
    book: Entity | None = None
    book_authors: list[tuple[Entity, Phrase]] = field(default_factory=list)
    book_publisher: Entity | None = None
    book_place: Entity | None = None
    archive: Entity | None = None
    unit_keys: list[str] = field(default_factory=list)
    collection: Entity | None = None
    notice: Entity | None = None
    issuers: dict[str, Entity] = field(default_factory=dict)
    dated: dict[str, Evidence] = field(default_factory=dict)
    identities: dict[str, dict[str, Phrase]] = field(default_factory=dict)
    fuller: dict[str, Phrase] = field(default_factory=dict)
    aliases: dict[str, tuple[Phrase, ...]] = field(default_factory=dict)
    transfers: list[tuple[str, Found[AnyDate] | None, Reference | None]] = field(default_factory=list)
    keywords: list[Found[Name]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)

    is_correspondence: bool = False

    def part(self, role: str, entity: Entity, written: Phrase) -> Part:
        """Return the part of an entity in a role, made where there is none yet; its first words are its name."""
        part = self.parts.get((role, entity.key))
        if part is None:
            name = Phrase(" ".join(written.text.split()), written.span)
            part = self.parts[role, entity.key] = Part(role, entity, name)
        return part

    def in_role(self, *roles: str) -> list[Part]:
        """The parts played in any of these roles, in the order they were found."""
        return [part for part in self.parts.values() if part.role in roles]


def refer(table: dict[str, Reference], entity: Entity, evidence: Evidence) -> None:
    """Add words that refer to an entity."""
    reference = table.get(entity.key)
    if reference is None:
        reference = table[entity.key] = Reference(entity)
    reference.add(evidence)
