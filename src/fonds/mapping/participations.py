"""Participations (floor 4): one node for each agent in each role, beside the flat property, never instead of it.

The node keeps what the flat property cannot: the name as written, the office held then, how sure it is.
"""

from collections.abc import Iterator

from fonds.linking.linker import Linked, Part
from fonds.mapping.dates import date_statements
from fonds.mapping.statements import Site, Statement, is_published, say, say_name, say_type
from fonds.rdf import iris
from fonds.rdf.literals import iri_term, name_term, plain, typed
from fonds.record.evidence import Evidence, Status

TEXT_ROLES = frozenset(
    {"translator", "funder", "commissioning-body", "publisher", "provider", "editor"}
)
"""Roles played in the published text, not in the document."""

_STRENGTH = tuple(Status)
_FLAT: dict[str, str] = {"publisher": "schema:publisher"}


def participation_statements(linked: Linked, doc: str, text: str, site: Site) -> Iterator[Statement]:
    """All parts; one that rests on an unpublished inference alone is left out with it."""
    for part in linked.parts.values():
        flat = name_term(_FLAT.get(part.role, "fonds:participation"))
        if is_published(tuple(part.evidence), flat, site):
            yield from _part_statements(part, doc, text if part.role in TEXT_ROLES else doc, site, linked)


def _part_statements(part: Part, doc: str, owner: str, site: Site, linked: Linked) -> Iterator[Statement]:
    node = iris.participation_iri(doc, part.role, part.entity.key)
    written = Evidence(Status.STATED, "name-as-written", (part.written.span,))
    yield from say(owner, "fonds:participation", iri_term(node))
    yield from say_type(node, "fonds:Participation")
    yield from say_name(node, f"{part.written.text} ({part.role.replace('-', ' ')})", "en")
    agent = iri_term(site.iris.entity(part.entity.key))
    yield from say(node, "fonds:agent", agent)
    yield from say(node, "schema:roleName", iri_term(iris.concept("role", part.role)))
    yield from say(node, "fonds:nameAsWritten", plain(part.written.text), evidence=[written])
    strongest = min(part.evidence, key=lambda item: _STRENGTH.index(item.status))
    yield from say(node, "fonds:assertionStatus", iri_term(iris.concept("status", strongest.status.value)))
    if strongest.confidence is not None:
        yield from say(node, "fonds:confidence", typed(f"{strongest.confidence:g}", "xsd:decimal"))
    if strongest.certainty:
        yield from say(node, "fonds:certainty", plain(strongest.certainty), evidence=[strongest])
    for position, evidence in part.capacities:
        yield from say(node, "fonds:capacity", iri_term(site.iris.entity(position.key)), evidence=[evidence])


def meeting_statements(linked: Linked, doc: str, site: Site) -> Iterator[Statement]:
    """The meeting a conversation's record describes: attendees, never sender and recipient."""
    attendees = linked.in_role("participant")
    title = linked.record.title
    if not attendees or not title:
        return
    node = iris.meeting_iri(doc)
    yield from say(doc, "schema:recordedAt", iri_term(node), evidence=[title.evidence])
    yield from say_type(node, "schema:Event")
    yield from say_name(node, title.value, linked.record.language, evidence=[title.evidence])
    held = linked.record.held
    dates = [held] if held else [dated.date for dated in linked.record.dates]
    yield from date_statements(node, dates, ("schema:startDate",))
    for part in attendees:
        agent = iri_term(site.iris.entity(part.entity.key))
        yield from say(node, "schema:attendee", agent, evidence=part.evidence)
    for key, reference in linked.places_written.items():
        yield from say(node, "schema:location", iri_term(site.iris.entity(key)), evidence=reference.evidence)
