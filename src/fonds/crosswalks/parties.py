"""Who had a part in a document (floor 5), as formats with a creator and contributors can say it.

An author is who the record says wrote it; a sender, an addressee, a translator are contributors, each with the word for
the part, or a telegram would lose both its ends. Where the source doubts a part, or it was inferred, the word says so,
and a doubtful author is a contributor too. Who is only mentioned had no part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fonds.crosswalks.nodes import Node, label, nodes
from fonds.rdf.vocabulary import find_term

TEXTS = ("workTranslation", "workExample")
"""Keys of a document's published texts."""

_OF_DOCUMENT = (
    ("author", "author"), ("sender", "sender"), ("recipient", "addressee"), ("intendedFor", "intended-informee"),
    ("editor", "editor"),
)
_OF_TEXT = (
    ("translator", "translator"), ("editor", "editor"), ("sourceOrganization", "commissioning-body"),
    ("funder", "funder"), ("provider", "provider"),
)
"""Key of a flat property → the code of the role it says."""
_NO_PART = frozenset({"mentioned", "publisher", "repository"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody and the part played: the code of the role, and a word for a doubt, empty where there is none."""

    node: Node
    role: str
    doubt: str = ""

    @property
    def name(self) -> str:
        """What they are called."""
        return label(self.node)

    @property
    def words(self) -> str:
        """The name with the part played, as a contributor has it: ``X (sender)``."""
        return f"{self.name} ({self.part})"

    @property
    def part(self) -> str:
        """The word for the role, with its doubt."""
        return f"{role_words(self.role)}, {self.doubt}" if self.doubt else role_words(self.role)


def parties(tree: Node) -> tuple[Party, ...]:
    """Return everybody with a part in a document or its texts, each part once, authors first."""
    owners = (tree, *(each for key in TEXTS for each in nodes(tree, key)))
    parts = [part for owner in owners for part in nodes(owner, "participation")]
    doubts = {_key(part): doubt for part in parts if (doubt := _doubt(part))}
    found: dict[tuple[str, str], Party] = {}
    for node, role in _flat(tree, owners):
        found.setdefault((role, node["id"]), Party(node, role, doubts.get((role, node["id"]), "")))
    for part in parts:
        role, who = _key(part)
        if role not in _NO_PART and (role, who) not in found and who:
            found[(role, who)] = Party(nodes(part, "agent")[0], role, doubts.get((role, who), ""))
    return tuple(found.values())


def is_creator(party: Party) -> bool:
    """Whether a party is a creator without any doubt."""
    return party.role == "author" and not party.doubt


def creators(found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return who wrote the document, without any doubt."""
    return tuple(party for party in found if is_creator(party))


def contributors(found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return everybody else; who is known to be the author is not a contributor for having sent it too."""
    authors = {party.node["id"] for party in found if is_creator(party)}
    return tuple(
        party for party in found
        if not is_creator(party) and not (party.role == "sender" and party.node["id"] in authors)
    )


@cache
def role_words(code: str) -> str:
    """Return the word for a role."""
    term = find_term(f"https://w3id.org/fonds/role/{code}")
    return term.label if term else code.replace("-", " ")


def _flat(tree: Node, owners: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    for key, role in _OF_DOCUMENT:
        yield from ((node, role) for node in nodes(tree, key))
    for meeting in nodes(tree, "recordedAt"):
        yield from ((node, "participant") for node in nodes(meeting, "attendee"))
    for owner in owners[1:]:
        for key, role in _OF_TEXT:
            yield from ((node, role) for node in nodes(owner, key))


def _key(part: Node) -> tuple[str, str]:
    agent = nodes(part, "agent")
    return str(part.get("role", "")).rpartition("/")[2], str(agent[0]["id"]) if agent else ""


def _doubt(part: Node) -> str:
    """Return the word for a doubt about a part.

    >>> _doubt({"certainty": "certainty: low; evidence: conjecture"}), _doubt({"certainty": "certainty: high"})
    ('uncertain', '')
    """
    said = str(part.get("certainty", "")).lower()
    if any(word in said for word in ("low", "medium", "unknown")):
        return "uncertain"
    if "conjecture" in said:
        return "conjectured"
    return "inferred" if str(part.get("status", "")).endswith("/inferred") else ""
