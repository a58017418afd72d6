"""What triples say, in numbers (floor 2): counted by their words, on their way into a store, or out of one.

There they pass one by one anyway. To have the store itself group a hundred million triples by their properties takes
minutes, and it holds each of them once whatever it was given: so numbers are those of the store where their sum is.
"""

from collections import Counter

from fonds.rdf.literals import parse_term
from fonds.rdf.namespaces import RDF, SCHEMA

_TYPE, _LANGUAGE = f"<{RDF}type>".encode(), f"<{SCHEMA}inLanguage>".encode()


class Tally:
    """Counts of triples, by property; of what is stated to be of a class, by class; to be in a language, by its tag."""

    def __init__(self) -> None:
        self._properties: Counter[bytes] = Counter()
        self._objects: dict[bytes, Counter[bytes]] = {_TYPE: Counter(), _LANGUAGE: Counter()}

    @property
    def triples(self) -> int:
        """How many there were; what comes twice is counted twice."""
        return self._properties.total()

    @property
    def properties(self) -> dict[str, int]:
        """IRI → triples."""
        return {parse_term(name.decode()).value: number for name, number in self._properties.items()}

    @property
    def classes(self) -> dict[str, int]:
        """IRI → instances."""
        terms = ((parse_term(said.decode()), number) for said, number in self._objects[_TYPE].items())
        return {term.value: number for term, number in terms if term.kind == "iri"}

    @property
    def languages(self) -> dict[str, int]:
        """Tag → how often."""
        found: Counter[str] = Counter()
        for said, number in self._objects[_LANGUAGE].items():
            if (term := parse_term(said.decode())).kind != "iri":
                found[term.value] += number
        return dict(found)

    def add(self, triples: bytes) -> None:
        """Count N-Triples, folded perhaps: then a line may lack its subject, or that and its predicate, but not the spaces
        behind them, where they are those of the line before.

        >>> tally = Tally()
        >>> tally.add(b"<s> <p> <o>\\n  <q>\\n <r> <o>")
        >>> tally.add(b"<s> <p> <o> .\\n")
        >>> tally.properties
        {'p': 3, 'r': 1}
        """
        properties, objects, name = self._properties, self._objects, b""
        for line in triples.splitlines():
            _, named, said = line.split(b" ", 2)
            name = named or name
            properties[name] += 1
            if name in objects:
                objects[name][said.removesuffix(b" .")] += 1
