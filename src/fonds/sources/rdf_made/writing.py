"""Writing statements out (floor 3): ``predicate: value`` lines, so that what is read has words to rest on.

No label of a blank node is ever written: it means nothing outside its file, and changes with every reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fonds.problems import Problem
from fonds.rdf.parsing import Value
from fonds.record.evidence import Found, stated
from fonds.record.names import Name, Phrase
from fonds.sources.rdf_made.graph import Graph
from fonds.sources.rdf_made.terms import is_absolute, told
from fonds.sources.rendering import TextBuilder, one_line

RULE = "rdf-statement"
MOST_TOLD = 200
SHOWN = 200
"""Characters of a value that a Problem, or the line of a statement nobody reads, repeats."""


@dataclass(slots=True)
class Writing:
    """What one document is read from and written into."""

    graph: Graph
    document: str
    key: str
    text: TextBuilder = field(default_factory=TextBuilder)
    told: dict[Problem, None] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was told, in order."""
        return tuple(self.told)

    def tell(self, code: str, predicate: str, value: str = "") -> None:
        """Tell of a statement, once; of very many not each."""
        if len(self.told) < MOST_TOLD:
            words = f"{predicate} {one_line(value)[:SHOWN]}".strip()
        elif len(self.told) == MOST_TOLD:
            words = "and more statements like these"
        else:
            return
        self.told.setdefault(Problem(code, self.key, words))

    def literal(self, subject: str, *names: str, label: str = "") -> Found[str] | None:
        """Write out the first literal of some predicates, on one line; other ones they have are told."""
        value = self.graph.text(subject, *names)
        if value is None:
            return None
        others = [each for each in self.graph.texts(subject, *names) if one_line(each.text) != one_line(value.text)]
        for other in others:
            self.tell("rdf-statement-unread", names[0], f"“{other.text[:SHOWN]}”")
        line = self.text.line(label or names[0], value.text)
        return Found(line.text, stated(RULE, line.span))

    def literals(self, subject: str, *names: str) -> Iterator[Found[str]]:
        """Write out every literal of some predicates."""
        for value in self.graph.texts(subject, *names):
            line = self.text.line(names[0], value.text)
            yield Found(line.text, stated(RULE, line.span))

    def block(self, subject: str, name: str) -> Found[str] | None:
        """Write out a literal as it is, line ends and all."""
        value = self.graph.text(subject, name)
        if value is None:
            return None
        self.text.add(f"{name}:\n")
        words = self.text.add(value.text.strip())
        self.text.add("\n")
        return Found(words.text, stated(RULE, words.span))

    def names(self, subject: str, *names: str, kind: str = "") -> Iterator[Found[Name]]:
        """Write out the names that some predicates lead to; what has no name is told."""
        for value in self.graph.values(subject, *names):
            if name := self.name(names[0], value, kind):
                yield Found(name, stated(RULE, name.phrase.span))

    def name(self, label: str, value: Value, kind: str = "", written: str = "") -> Name | None:
        """Write out a resource's name, the words it was written in before it, and the IRIs that identify it."""
        graph = self.graph
        literal = value.kind == "literal"
        name = one_line(value.text if literal else graph.name(value.text))
        words = one_line(written) or name
        if not words:
            self.tell("rdf-value-unreadable", label, "leads to what has no name")
            return None
        self.text.add(f"{label}: ")
        phrase = self.text.add(words)
        full = self._bracketed(" = ", name, "") if name and name != words else None
        iris = () if literal else tuple(self._bracketed(" <", iri, ">") for iri in self._identities(value))
        self.text.add("\n")
        return Name(phrase, kind=kind or ("unknown" if literal else graph.kind(value.text)), same_as=iris, full=full)

    def _bracketed(self, before: str, words: str, after: str) -> Phrase:
        self.text.add(before)
        phrase = self.text.add(words)
        self.text.add(after)
        return phrase

    def _identities(self, value: Value) -> list[str]:
        """Return the IRIs that identify a resource: those it is the same as, and its own where another site minted it."""
        own = [value.text] if value.kind == "iri" and is_absolute(value.text) and not self._is_here(value.text) else []
        return list(dict.fromkeys([*filter(is_absolute, self.graph.nodes(value.text, "schema:sameAs")), *own]))

    def _is_here(self, iri: str) -> bool:
        return urlsplit(iri)[:2] == urlsplit(self.document)[:2]


def shown(value: Value) -> str:
    """Return a value as a line may show it; a blank node is one of its class, whatever its label.

    >>> shown(Value("literal", "Brief", "de")), shown(Value("blank", "_:b7"))
    ('“Brief”@de', '[a resource without a name]')
    """
    if value.kind == "blank":
        return "[a resource without a name]"
    if value.kind == "iri":
        return f"<{value.text}>"
    mark = f"@{value.language}" if value.language else f"^^{told(value.datatype)}" if value.datatype else ""
    return f"“{one_line(value.text)[:SHOWN]}”{mark}"
