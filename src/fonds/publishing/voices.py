"""One description of each entity from all records that name it (floor 6).

Every record says the same of an entity in a list. Of others they may know different things: what only one knows
is kept; where two differ the first in order stands for name and type, and anything else is withheld, with a
Problem, so that no page speaks for another.
"""

from collections.abc import Iterable, Mapping

from fonds.problems import Problem
from fonds.rdf.literals import Term, Triple, name_term

_IDENTITY = frozenset(
    name_term(name) for name in ("rdf:type", "schema:name", "rdfs:label", "dcterms:title", "fonds:identityStatus")
)
_MANY = frozenset(
    name_term(name) for name in ("schema:alternateName", "schema:sameAs", "rdfs:seeAlso")
)
"""Properties of which two records may well know different values."""

Said = dict[tuple[Term, Term], tuple[Term, ...]]


class Voices:
    """Collects descriptions, in any order, and gives the one description of each entity."""

    def __init__(self) -> None:
        self._said: dict[str, list[Said]] = {}

    def add(self, descriptions: Mapping[str, Iterable[Triple]]) -> None:
        """Add what one record says of the entities it names, by key."""
        for key, triples in descriptions.items():
            said: Said = {}
            for subject, predicate, obj in sorted(set(triples)):
                said[subject, predicate] = (*said.get((subject, predicate), ()), obj)
            known = self._said.setdefault(key, [])
            if said not in known:
                known.append(said)

    def named(self) -> list[str]:
        """The entities described so far."""
        return sorted(self._said)

    def description(self, key: str) -> tuple[tuple[Triple, ...], list[Problem]]:
        """Return the agreed description of an entity and what had to be withheld."""
        problems: list[Problem] = []
        agreed: list[Triple] = []
        voices = sorted(self._said.get(key, ()), key=lambda said: sorted(said.items()))
        for subject, predicate in sorted({pair for said in voices for pair in said}):
            values = list(dict.fromkeys(s[subject, predicate] for s in voices if (subject, predicate) in s))
            if len(values) == 1 or predicate in _IDENTITY:
                chosen = values[0]
            elif predicate in _MANY:
                chosen = tuple(sorted({term for value in values for term in value}))
            else:
                problems.append(Problem("entity-extra-withheld", key, predicate[1:-1]))
                continue
            agreed.extend((subject, predicate, term) for term in chosen)
        return tuple(agreed), problems
