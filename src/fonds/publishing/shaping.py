"""Shaping (floor 6): the documents of a task held against the rules of the model once more, by SHACL.

Plain functions judge every document, a hundred times faster (`rdf/checks.py`); SHACL is the outsider that judges all of
a small publish and a sample of a large one. Several documents are judged at once. Each describes the entities it names
as it alone knows them, so what is found in several together is asked again of each alone; those that label one thing
in two ways are not judged together, for a thing has one label.
"""

from collections.abc import Iterator, Sequence
from zlib import crc32

from fonds.problems import Problem
from fonds.rdf.literals import Term, Triple, name_term
from fonds.rdf.shapes import check_shapes, conforms_to_shapes

_LABEL = name_term("rdfs:label")
SAMPLED = 20
"""Of more documents than are all judged, every so manieth is."""
_TOGETHER = 100


class Shaping:
    """The judging of one task; ``every``: 1 for all documents, else one of so many, 0 for none."""

    def __init__(self, every: int, licence: str) -> None:
        self._every = every
        self._licence = licence
        self._waiting: list[tuple[int, str, Sequence[Triple]]] = []
        self._labels: dict[Term, Term] = {}
        self._found: list[tuple[int, list[Problem]]] = []

    def takes(self, key: str) -> bool:
        """Whether a document is judged; it depends on nothing but its key."""
        return self._every == 1 or (self._every > 1 and crc32(key.encode(), 1) % self._every == 0)

    def add(self, number: int, where: str, description: Sequence[Triple]) -> None:
        """Let a document be judged: its own triples and those of its entities."""
        labels = {subject: value for subject, predicate, value in description if predicate == _LABEL}
        if any(self._labels.get(subject, label) != label for subject, label in labels.items()):
            self._judge()
        self._labels.update(labels)
        self._waiting.append((number, where, description))
        if len(self._waiting) == _TOGETHER:
            self._judge()

    def refused(self) -> Iterator[tuple[int, list[Problem]]]:
        """Yield the number of each document that breaks a rule, with what it breaks."""
        self._judge()
        yield from self._found

    def _judge(self) -> None:
        together = dict.fromkeys(triple for _, _, description in self._waiting for triple in description)
        if together and not conforms_to_shapes(together, licence=self._licence):
            for number, where, description in self._waiting:
                if problems := check_shapes(description, where, licence=self._licence):
                    self._found.append((number, problems))
        self._waiting.clear()
        self._labels.clear()


def share_judged(documents: int, most: int) -> int:
    """Return which share of so many documents SHACL judges (see Shaping), where it judges at ``most`` all of them.

    >>> share_judged(10_000, 10_000), share_judged(10_001, 10_000), share_judged(5, 0)
    (1, 20, 0)
    """
    if most == 0:
        return 0
    return 1 if documents <= most else SAMPLED
