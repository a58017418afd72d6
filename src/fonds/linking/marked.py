"""What a source itself marks (floor 3): transfers, subjects and mentions in fields or markup, no words of a text.

Such names are as sure as the source's own markup, whether a list has them or not.
"""

from typing import Protocol

from fonds.linking.entities import Entity
from fonds.linking.linked import Linked, Reference, refer
from fonds.record.names import Name
from fonds.record.record import Record

_PARTIES = ("sender", "addressee", "author", "participant")
_ABOUT = ("person", "organization", "group")


class Naming(Protocol):
    """What names are resolved by: the linking of one record."""

    linked: Linked
    record: Record

    def agent(self, name: Name, *, kind: str = "", role: str = "") -> Entity:
        """Return the agent a name stands for."""

    def place(self, name: Name) -> Entity:
        """Return the place a name stands for."""


def link_transfers(naming: Naming) -> None:
    """Where and when the document was received or forwarded."""
    for transfer in naming.record.transfers:
        place = None
        if transfer.place:
            place = Reference(naming.place(transfer.place.value))
            place.add(transfer.place.evidence)
        naming.linked.transfers.append((transfer.kind, transfer.date, place))


def link_subjects(naming: Naming) -> None:
    """What the source says it is about: persons, bodies and places; other subjects stay words."""
    linked = naming.linked
    for found in naming.record.subjects:
        if found.value.kind == "place":
            refer(linked.places, naming.place(found.value), found.evidence)
        elif found.value.kind in _ABOUT:
            refer(linked.about, naming.agent(found.value), found.evidence)
        else:
            linked.keywords.append(found)


def link_marked_mentions(naming: Naming) -> None:
    """Names the source marks as mentioned; who has a part already is not mentioned again."""
    linked = naming.linked
    settled = {part.entity.key for part in linked.in_role(*_PARTIES)}
    settled |= {*linked.about, *linked.places, *linked.places_written}
    for found in naming.record.mentions:
        name = found.value
        if name.kind == "subject":
            linked.keywords.append(found)
            continue
        entity = naming.place(name) if name.kind == "place" else naming.agent(name)
        if entity.key in settled:
            continue
        refer(linked.mentions, entity, found.evidence)
        if name.kind != "place":
            linked.part("mentioned", entity, name.phrase).evidence.append(found.evidence)
