"""What a person decided of the entities of a record (floor 3): added, put in place of what rules found, forbidden.

"replace" drops what the rules found for its field, once, before anything is added: several entries of one field
all count. A value that is in no list, or of the wrong kind, is a Problem at its line, and so is a "forbid" that
met nothing.
"""

from collections.abc import Iterator

from fonds.linking.authorities import Authority, AuthorityList
from fonds.linking.entities import entity_of
from fonds.linking.linked import Linked, Reference, refer
from fonds.record.curation import ENTITY_KINDS, FIELDS, CuratedStatement
from fonds.record.names import Phrase

ROLES = {"sender": "sender", "recipient": "addressee", "author": "author", "intended-for": "intended-informee"}
"""Field of a decision → role."""


def entity_statements(linked: Linked, action: str) -> Iterator[CuratedStatement]:
    """Yield the decisions of one kind that are about entities."""
    for statement in linked.record.curation.statements:
        if statement.action == action and FIELDS[statement.field] == "entity":
            yield statement


def is_replaced(linked: Linked, field: str) -> bool:
    """Whether a person decided a field as a whole."""
    return any(statement.field == field for statement in entity_statements(linked, "replace"))


def apply_decisions(linked: Linked, authorities: AuthorityList) -> None:
    """Drop what is replaced, then add what a person says; ask :func:`forbid` once rules can find no more."""
    for field in dict.fromkeys(statement.field for statement in entity_statements(linked, "replace")):
        _drop(linked, field)
    for action in ("add", "replace"):
        for statement in entity_statements(linked, action):
            if row := _row(linked, statement, authorities):
                _add(linked, statement, row)
    for claim in linked.record.curation.claims:
        if claim.author and not claim.author.startswith("agent/"):
            linked.problems.append(claim.problem("curation-value-unreadable", f"{claim.author!r} is no agent"))


def forbid(linked: Linked, *, told: bool) -> None:
    """Take away what is forbidden; ``told``: say which entries met nothing."""
    for statement in entity_statements(linked, "forbid"):
        found = _drop(linked, statement.field, statement.value)
        if told and not found and statement.value not in linked.forbidden:
            linked.problems.append(statement.problem("curation-without-effect"))
        elif found:
            linked.forbidden.add(statement.value)


def _row(linked: Linked, statement: CuratedStatement, authorities: AuthorityList) -> Authority | None:
    row = authorities.rows.get(statement.value)
    kinds = ENTITY_KINDS.get(statement.field, ())
    if row is None:
        linked.problems.append(statement.problem("curation-entity-unknown", repr(statement.value)))
        return None
    if kinds and row.kind not in kinds:
        detail = f"{statement.value!r} is no {' or '.join(kinds)}, as {statement.field} needs"
        linked.problems.append(statement.problem("curation-value-unreadable", detail))
        return None
    return row


def _add(linked: Linked, statement: CuratedStatement, row: Authority) -> None:
    entity = entity_of(row)
    if (role := ROLES.get(statement.field)) is not None:
        span = statement.evidence.spans[0]
        part = linked.part(role, entity, Phrase(span.of(linked.record.source.page), span))
        part.evidence.append(statement.evidence)
        if role == "intended-informee":
            refer(linked.mentions, entity, statement.evidence)
        return
    refer(_tables(linked)[statement.field][0], entity, statement.evidence)


def _tables(linked: Linked) -> dict[str, tuple[dict[str, Reference], ...]]:
    return {
        "about": (linked.about,),
        "place": (linked.places,),
        "place-written": (linked.places_written,),
        "mentions": (linked.mentions, linked.works),
        "intended-for": (linked.mentions,),
    }


def _drop(linked: Linked, field: str, key: str = "") -> bool:
    """Forget what the rules found for a field: one entity, or all of them (of mentions: not the works cited)."""
    roles = {ROLES.get(field), "mentioned" if field == "mentions" else None}
    parts = [k for k in linked.parts if k[0] in roles and key in ("", k[1])]
    gone = {k[1] for k in parts}
    for part_key in parts:
        del linked.parts[part_key]
    found = bool(parts)
    for table in _tables(linked).get(field, ()):
        for entity_key in [k for k in table if key == k or (not key and _is_own(linked, field, table, k, gone))]:
            del table[entity_key]
            found = True
    return found


def _is_own(linked: Linked, field: str, table: dict[str, Reference], key: str, gone: set[str]) -> bool:
    """Whether an entry of a table came from the field that is dropped as a whole."""
    if field == "intended-for":
        return key in gone
    return table is not linked.works
