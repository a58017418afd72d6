"""Who had a part in a document (floor 5), as formats with a creator and contributors can say it.

An author is who the record says wrote it; a sender, an addressee, a translator are contributors, each with the word for
the part, or a telegram would lose both its ends. Where the source doubts a part, or it was inferred, the word says so,
and a doubtful author is a contributor too. Who is only mentioned had no part.
"""

from functools import cache
from typing import NamedTuple

from fonds.crosswalks.describing import Work
from fonds.crosswalks.nodes import Node, label, nodes
from fonds.rdf.vocabulary import find_term

_OF_DOCUMENT = (
    ("author", "author"), ("sender", "sender"), ("recipient", "addressee"), ("intendedFor", "intended-informee"),
    ("editor", "editor"),
)
_OF_TEXT = (
    ("translator", "translator"), ("editor", "editor"), ("sourceOrganization", "commissioning-body"),
    ("funder", "funder"), ("provider", "provider"),
)
"""Key of a flat property → the code of the role it says."""
_ROLE = "https://w3id.org/fonds/role/"
_Doubt = tuple[str, str]
_SURE: _Doubt = ("", "")
GROUPS = frozenset({
    "Organization", "ArchiveOrganization", "GovernmentOrganization", "PoliticalParty", "NGO", "Corporation",
    "EducationalOrganization", "CollegeOrUniversity", "Library", "Museum", "NewsMediaOrganization",
    "ResearchOrganization", "Audience",
})
"""Types of those who act and are no single person."""
_NO_PART = frozenset({"mentioned", "publisher", "repository", ""})


class Party(NamedTuple):
    """Somebody and the part played: the code of the role, a word for a doubt, the source's own words for it; empty
    where there is none.
    """

    node: Node
    role: str
    doubt: str = ""
    certainty: str = ""

    @property
    def iri(self) -> str:
        """The IRI of who it is."""
        return str(self.node["id"])

    @property
    def name(self) -> str:
        """What they are called."""
        return label(self.node)

    @property
    def words(self) -> str:
        """The name with the part played, as a contributor has it: ``X (sender)``."""
        return f"{label(self.node)} ({self.part})"

    @property
    def part(self) -> str:
        """The word for the role, with its doubt."""
        return f"{role_words(self.role)}, {self.doubt}" if self.doubt else role_words(self.role)


def parties(work: Work) -> tuple[Party, ...]:
    """Return everybody with a part in a document or its texts, each part once, authors first."""
    roles, doubts = _participations(work)
    found: dict[tuple[str, str], Party] = {}
    for owner, table in ((work.tree, _OF_DOCUMENT), *((each, _OF_TEXT) for each in work.texts)):
        for key, role in table:
            for node in nodes(owner, key):
                who = role, str(node["id"])
                found.setdefault(who, Party(node, role, *doubts.get(who, _SURE)))
    for meeting in nodes(work.tree, "recordedAt"):
        for node in nodes(meeting, "attendee"):
            who = "participant", str(node["id"])
            found.setdefault(who, Party(node, "participant", *doubts.get(who, _SURE)))
    for who, node in roles.items():
        if who not in found:
            found[who] = Party(node, who[0], *doubts.get(who, _SURE))
    return tuple(found.values())


def is_creator(party: Party) -> bool:
    """Whether a party is a creator without any doubt."""
    return party.role == "author" and not party.doubt


def creators(found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return who wrote the document, without any doubt."""
    return tuple([party for party in found if is_creator(party)])


def contributors(found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Return everybody else; who is known to be the author is not a contributor for having sent it too."""
    authors = {party.iri for party in found if is_creator(party)}
    return tuple([
        party for party in found
        if not is_creator(party) and not (party.role == "sender" and party.iri in authors)
    ])


@cache
def role_words(code: str) -> str:
    """Return the word for a role."""
    term = find_term(_ROLE + code)
    return term.label if term else code.replace("-", " ")


def _participations(work: Work) -> tuple[dict[tuple[str, str], Node], dict[tuple[str, str], _Doubt]]:
    """Return who plays which role by the participations, and the doubts about it."""
    roles: dict[tuple[str, str], Node] = {}
    doubts: dict[tuple[str, str], _Doubt] = {}
    for owner in (work.tree, *work.texts):
        for part in nodes(owner, "participation"):
            role, agent = str(part.get("role", "")).rpartition("/")[2], nodes(part, "agent")
            if role in _NO_PART or not agent:
                continue
            who = role, str(agent[0]["id"])
            roles[who] = agent[0]
            if doubt := _doubt(part):
                doubts[who] = doubt, str(part.get("certainty", ""))
    return roles, doubts


def _doubt(part: Node) -> str:
    """Return the word for a doubt about a part.

    >>> _doubt({"certainty": "certainty: low; evidence: conjecture"}), _doubt({"certainty": "certainty: high"})
    ('uncertain', '')
    """
    if stated := part.get("certainty"):
        words = str(stated).lower()
        if "low" in words or "medium" in words or "unknown" in words:
            return "uncertain"
        if "conjecture" in words:
            return "conjectured"
    return "inferred" if str(part.get("status", "")).endswith("/inferred") else ""
