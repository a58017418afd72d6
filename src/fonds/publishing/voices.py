"""One description of an entity from all that records say of it (floor 6). Pure.

Every record says the same of an entity in a list. Of others they may know different things: what only one knows is
kept; where two differ it is withheld, so that no page speaks for another, and the result depends on no order.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from fonds.rdf.literals import Term, Triple, name_term


class Slot(NamedTuple):
    """What stands or falls together: a subject, and one property, the dates or the coordinates."""

    subject: Term
    about: str


Said = dict[Slot, frozenset[tuple[Term, Term]]]
"""What one voice says: predicates and objects by slot."""

Mode = Literal["first", "all", "agreed"]

_TOGETHER = {
    **dict.fromkeys(
        map(
            name_term,
            (
                "dcterms:date", "fonds:earliest", "fonds:latest", "schema:startDate", "dcterms:created",
                "schema:dateCreated", "dcterms:issued", "schema:datePublished",
            ),
        ),
        "dates",
    ),
    **dict.fromkeys(map(name_term, ("schema:latitude", "schema:longitude")), "coordinates"),
}
"""Property → the slot it shares with others."""
_MODES: dict[str, Mode] = {
    **dict.fromkeys(
        (
            name_term(name)
            for name in (
                "rdf:type", "schema:name", "rdfs:label", "dcterms:title", "fonds:identityStatus",
                "fonds:levelAsWritten", "schema:identifier", "schema:holdingArchive",
            )
        ),
        "first",
    ),
    **dict.fromkeys((name_term(name) for name in ("schema:alternateName", "schema:sameAs", "rdfs:seeAlso")), "all"),
}
"""*first*: an entity cannot be without it, so the first in order of text stands; *all*: there may well be several;
any other property must be agreed on."""

_NAME, _ALTERNATE = name_term("schema:name"), name_term("schema:alternateName")


def mode_of(slot: Slot) -> Mode:
    """Return how differing voices are settled for a slot."""
    return _MODES.get(slot.about, "agreed")


def voice_of(triples: Iterable[Triple]) -> Said:
    """Return triples by slot."""
    found: dict[Slot, set[tuple[Term, Term]]] = {}
    for subject, predicate, obj in triples:
        slot = Slot(subject, _TOGETHER.get(predicate, predicate))
        found.setdefault(slot, set()).add((predicate, obj))
    return {slot: frozenset(pairs) for slot, pairs in found.items()}


def agree(voices: Iterable[Said]) -> tuple[tuple[Triple, ...], list[Slot]]:
    """Return the sorted description that voices agree on, and the slots that had to be withheld, sorted.

    It is the same for voices in any order and repetition. An alternate name that is the name itself is left out.
    """
    values: dict[Slot, set[frozenset[tuple[Term, Term]]]] = {}
    for voice in voices:
        for slot, pairs in voice.items():
            values.setdefault(slot, set()).add(pairs)
    kept: set[Triple] = set()
    differing: list[Slot] = []
    for slot, choices in values.items():
        mode = mode_of(slot)
        if mode == "all" or len(choices) == 1:
            chosen = frozenset[tuple[Term, Term]]().union(*choices)
        elif mode == "first":
            chosen = min(choices, key=sorted)
        else:
            chosen = frozenset()
            differing.append(slot)
        kept.update((slot.subject, predicate, obj) for predicate, obj in chosen)
    names = {(s, o) for s, p, o in kept if p == _NAME}
    return tuple(sorted(t for t in kept if t[1] != _ALTERNATE or (t[0], t[2]) not in names)), sorted(differing)
