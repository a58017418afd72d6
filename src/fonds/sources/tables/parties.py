"""Names in cells (floor 3): each value one name, with the office the grammar finds at it and the IRIs beside it.

A cell is one name unless the mapping has a separator: "Smith and Sons" is one, and so is "Adenauer, Konrad". Where
the grammar reads several, a Problem says so, and the words stay whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from fonds.problems import Problem
from fonds.record.evidence import Found, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.parties import parse_parties
from fonds.sources.tables.cells import is_address, is_nothing
from fonds.sources.tables.columns import TableColumns
from fonds.sources.tables.rendering import RenderedRow

ROLES: dict[str, str] = {
    "sender": "sender", "addressee": "addressee", "author": "author", "participants": "participant",
}
"""Field → the code of the role it names."""
_JOINTS = frozenset("and und et y e и & /".split())


@dataclass(slots=True)
class NameReading:
    """What reads the names of one row; ``problems`` grow with it."""

    key: str
    rendered: RenderedRow
    columns: TableColumns
    lexicon: Lexicon
    problems: list[Problem] = field(default_factory=list)

    def names(self, name: str, kind: str = "") -> list[Found[Name]]:
        """Return the names of a field; ``kind`` where the field says what kind of thing they are."""
        found: list[Found[Name]] = []
        irises = self.columns.iris.get(name, ())
        for place, column in enumerate(self.columns.fields.get(name, ())):
            iris = self._iris(column, irises[place]) if irises else {}
            for at, value in enumerate(self.rendered.values.get(column, ())):
                if not is_nothing(value.text):
                    same = iris.get(at, ())
                    found.append(self._name(value, column, kind, same))
        return found

    def contributions(self, name: str) -> list[Contribution]:
        """Return the parts that the names of a field have."""
        return [Contribution(ROLES[name], found.value, found.evidence) for found in self.names(name)]

    def tell(self, code: str, column: str, value: str) -> None:
        """Tell of a cell."""
        detail = f"{self.rendered.row.place(column)}: “{value[:80]}”"
        self.problems.append(Problem(code, self.key, detail))

    def _name(self, value: Phrase, column: str, kind: str, same: tuple[Phrase, ...]) -> Found[Name]:
        evidence = stated("table-cell", value.span)
        if kind:
            return Found(Name(value, kind=kind, same_as=same), evidence)
        parties = parse_parties(self.rendered.text, value.span, self.lexicon)
        names = parties.names
        if len(names) == 1 and not parties.unclear and not parties.left_out:
            return Found(names[0]._replace(same_as=same), evidence)
        if ";" in value.text or (len(names) > 1 and not _JOINTS.isdisjoint(value.text.lower().split())):
            self.tell("table-cell-several", column, value.text)
        full = self.rendered.spoken.get(value.span)
        return Found(Name(value, kind="person" if full else "unknown", same_as=same, full=full), evidence)

    def _iris(self, column: str, of: str) -> dict[int, tuple[Phrase, ...]]:
        """Return the IRIs of each name of a column by the name's place; one name may have several."""
        names = self.rendered.values.get(column, [])
        values = self.rendered.values.get(of, [])
        for value in values:
            if not is_nothing(value.text) and not all(map(is_address, value.text.split())):
                self.tell("table-iri-unreadable", of, value.text)
                return {}
        if len(names) == 1:
            return {0: tuple(iri for value in values for iri in _words(value))}
        if len(values) != len(names) and values:
            told = f"{len(values)} IRIs for {len(names)} names in {column!r}"
            self.problems.append(Problem("table-iri-unreadable", self.key, f"{self.rendered.row.place(of)}: {told}"))
            return {}
        return {place: tuple(_words(value)) for place, value in enumerate(values)}


def _words(value: Phrase) -> Iterator[Phrase]:
    """Yield each IRI of a value and where it stands."""
    at = 0
    for word in value.text.split() if not is_nothing(value.text) else ():
        at = value.text.index(word, at)
        start = value.span.start + at
        yield Phrase(word, type(value.span)(start, start + len(word)))
        at += len(word)
