"""Who has a part (floor 3): participations with the words of the document, and flat properties beside them.

A participation says more than the flat property (the name as written, the office held, how sure it is), so it is read
first; a flat property adds whom no participation names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fonds.rdf.namespaces import ROLE, STATUS
from fonds.rdf.parsing import Value
from fonds.record.evidence import Evidence, Found, Span, Status
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.rdf_made.terms import is_code
from fonds.sources.rdf_made.writing import RULE, Writing

FLAT: dict[str, tuple[str, ...]] = {
    "sender": ("schema:sender",),
    "addressee": ("schema:recipient",),
    "author": ("schema:author", "dcterms:creator", "schema:creator"),
    "intended-informee": ("fonds:intendedFor",),
}
"""Code of a role → the properties of the document that say it flatly."""
FLAT_OF_TEXT: dict[str, tuple[str, ...]] = {
    "translator": ("schema:translator",),
    "funder": ("schema:funder",),
    "commissioning-body": ("schema:sourceOrganization",),
    "publisher": ("schema:publisher", "dcterms:publisher"),
}
"""The same of its text."""
_SETTLED = frozenset(FLAT) - {"intended-informee"} | {"participant", "mentioned"}
"""Roles whose agents are not mentioned besides."""
_INFERRED = 0.5
"""The confidence of an inferred part that states none."""


@dataclass(slots=True)
class Parts:
    """Who has a part in a document: contributions, attendees of its meeting, whom it mentions."""

    contributions: list[Contribution] = field(default_factory=list)
    attendees: list[Contribution] = field(default_factory=list)
    mentions: list[Found[Name]] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)

    def add(self, contribution: Contribution) -> None:
        """Add a part where its role belongs."""
        if contribution.role == "participant":
            self.attendees.append(contribution)
        elif contribution.role == "mentioned":
            self.mentions.append(Found(contribution.name, contribution.evidence))
        else:
            self.contributions.append(contribution)


def read_parts(writing: Writing, texts: list[str], meetings: list[str]) -> Parts:
    """Return who has a part in a document, its texts and its meetings."""
    parts = Parts()
    graph, document = writing.graph, writing.document
    mentioned = frozenset(graph.values(document, "schema:mentions"))
    for owner in (document, *texts):
        for node in graph.nodes(owner, "fonds:participation"):
            _read_participation(writing, node, parts, mentioned)
    for role, names in FLAT.items():
        _read_flat(writing, document, role, names, parts)
    for text in texts:
        for role, names in FLAT_OF_TEXT.items():
            _read_flat(writing, text, role, names, parts)
    for meeting in meetings:
        _read_flat(writing, meeting, "participant", ("schema:attendee",), parts)
    return parts


def _read_participation(writing: Writing, node: str, parts: Parts, mentioned: frozenset[Value]) -> None:
    graph = writing.graph
    roles = [iri.removeprefix(ROLE) for iri in graph.nodes(node, "schema:roleName") if iri.startswith(ROLE)]
    agents = graph.values(node, "fonds:agent")
    written = [value.text for value in graph.texts(node, "fonds:nameAsWritten")]
    if len(roles) != 1 or len(agents) != 1 or not is_code("role", roles[0]):
        writing.tell("rdf-value-unreadable", "fonds:participation", "has not one known role and one agent")
        return
    parts.known.add((roles[0], agents[0].text))
    name = writing.name(roles[0], agents[0], written=written[0] if written else "")
    if name is None:
        return
    offices = tuple(_offices(writing, node))
    named = Name(name.phrase, offices, name.kind, name.same_as, name.full)
    if offices and roles[0] == "mentioned":
        writing.tell("rdf-statement-unread", "fonds:capacity", f"{offices[0].text} of {name.phrase.text}, who is mentioned")
    mention = agents[0] in mentioned and roles[0] not in _SETTLED
    parts.add(Contribution(roles[0], named, _evidence(writing, node, name.phrase.span), mention))


def _offices(writing: Writing, node: str) -> Iterator[Phrase]:
    """Yield the offices held then."""
    for value in writing.graph.values(node, "fonds:capacity"):
        if name := writing.name("fonds:capacity", value, "position"):
            yield name.phrase


def _evidence(writing: Writing, node: str, span: Span) -> Evidence:
    """Return the evidence of a part with the status, confidence and certainty it is described with."""
    graph = writing.graph
    statuses = [iri.removeprefix(STATUS) for iri in graph.nodes(node, "fonds:assertionStatus")]
    confidences = graph.texts(node, "fonds:confidence")
    doubt = graph.text(node, "fonds:certainty")
    status = Status(statuses[0]) if statuses and statuses[0] in set(Status) else Status.STATED
    if status is Status.CURATED:
        status = Status.STATED
    confidence = _confidence(confidences[0]) if confidences else _INFERRED
    certainty = ""
    if doubt:
        certainty = writing.text.line("fonds:certainty", doubt.text).text
    return Evidence(status, RULE, (span,), confidence if status is Status.INFERRED else None, certainty=certainty)


def _confidence(value: Value) -> float:
    try:
        number = float(value.text)
    except ValueError:
        return _INFERRED
    return number if 0 <= number <= 1 else _INFERRED


def _read_flat(writing: Writing, subject: str, role: str, names: tuple[str, ...], parts: Parts) -> None:
    for value in writing.graph.values(subject, *names):
        if (role, value.text) in parts.known:
            continue
        parts.known.add((role, value.text))
        if name := writing.name(names[0], value):
            parts.add(Contribution(role, name, Evidence(Status.STATED, RULE, (name.phrase.span,))))
