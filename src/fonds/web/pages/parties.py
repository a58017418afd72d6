"""Who takes part in a document (floor 7): participations, and flat properties where there is none for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from fonds.crosswalks.nodes import Node, first, label, nodes, values
from fonds.web.pages.links import Links
from fonds.web.pages.things import Thing, thing, things
from fonds.web.pages.words import role_words

FLAT = {"sender": "sender", "addressee": "recipient", "author": "author", "intended-informee": "intendedFor"}
"""Role → the key of the flat property that says the same."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role. ``fragment`` is empty for a flat property without a participation.

    ``written`` is the name as written where it differs; ``offices`` are those held then.
    """

    role: str
    role_label: str
    who: Thing
    fragment: str = ""
    written: tuple[str, ...] = ()
    offices: tuple[Thing, ...] = ()
    status: str = ""
    confidence: str = ""


def parties(tree: Node, texts: Iterable[Node], links: Links) -> tuple[Party, ...]:
    """Return all parties of a document and its texts."""
    found = [_party(part, links) for owner in (tree, *texts) for part in nodes(owner, "participation")]
    known = {(party.role, party.who.label) for party in found}
    for role, key in FLAT.items():
        for node in nodes(tree, key):
            if (role, label(node)) not in known:
                found.append(Party(role, role_words(role), thing(node, links)))
    return tuple(found)


def in_role(found: Iterable[Party], *roles: str) -> tuple[Party, ...]:
    """Return the parties in one of the roles."""
    return tuple(party for party in found if party.role in roles)


def _party(part: Node, links: Links) -> Party:
    agent = next(iter(nodes(part, "agent")), {"id": part["id"]})
    role = first(part, "role").rpartition("/")[2]
    confidence = first(part, "confidence")
    return Party(
        role=role,
        role_label=role_words(role),
        who=thing(agent, links),
        fragment=str(part["id"]).partition("#")[2],
        written=tuple(name for name in values(part, "nameAsWritten") if name != label(agent)),
        offices=things(part, "capacity", links),
        status=first(part, "status").rpartition("/")[2],
        confidence=f"{float(confidence):.0%}" if confidence else "",
    )
