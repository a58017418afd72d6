"""Statements, asked (floor 3): values of a subject by prefixed names, and which of them were used.

What is used is remembered, so that what nobody asked for can be told; ``asked`` are the subjects of late, for whoever
empties it before.
"""

from collections.abc import Iterable
from functools import cache

from fonds.rdf.namespaces import SCHEMA, expand
from fonds.rdf.parsing import Statements, Value
from fonds.sources.rdf_made.terms import KINDS

_expand = cache(expand)
_ORDER = ("person", "group", "organization", "archive", "place")
"""Which kind counts where a resource has classes of several."""
_NAMES = ("schema:name", "dcterms:title", "rdfs:label", "skos:prefLabel", "foaf:name")


class Graph:
    """The statements of one file."""

    def __init__(self, statements: Statements) -> None:
        self.said = statements.said
        self.used: set[tuple[str, str]] = set()
        self.asked: set[str] = set()

    def values(self, subject: str, *names: str) -> list[Value]:
        """Return the values of all of these predicates, each once; they count as used."""
        found: dict[Value, None] = {}
        said = self.said.get(subject, {})
        self.asked.add(subject)
        for name in names:
            predicate = _expand(name)
            if predicate in said:
                self.used.add((subject, predicate))
                found.update(dict.fromkeys(said[predicate]))
        return list(found)

    def nodes(self, subject: str, *names: str) -> list[str]:
        """Return the resources among the values."""
        return [value.text for value in self.values(subject, *names) if value.kind != "literal"]

    def texts(self, subject: str, *names: str) -> list[Value]:
        """Return the literals among the values that say anything."""
        return [value for value in self.values(subject, *names) if value.kind == "literal" and value.text.strip()]

    def text(self, subject: str, *names: str) -> Value | None:
        """Return the first literal of the first of these predicates that has one."""
        return next((texts[0] for name in names if (texts := self.texts(subject, name))), None)

    def name(self, subject: str) -> str:
        """Return the name of a resource, its English or undetermined one before others; empty where it has none."""
        for predicate in _NAMES:
            names = self.texts(subject, predicate)
            if names:
                return min(names, key=lambda each: (each.language not in ("", "en"), each)).text
        return ""

    def types(self, subject: str) -> set[str]:
        """Return the local names of a resource's schema.org classes."""
        return {value.text.removeprefix(SCHEMA) for value in self.said.get(subject, {}).get(_expand("rdf:type"), ())}

    def is_a(self, subject: str, name: str) -> bool:
        """Whether a resource has a class (a prefixed name)."""
        types = self.said.get(subject, {}).get(_expand("rdf:type"), ())
        return any(value.text == _expand(name) for value in types)

    def has(self, subject: str, *names: str) -> bool:
        """Whether anything is said of a resource with one of these predicates."""
        said = self.said.get(subject, {})
        return any(_expand(name) in said for name in names)

    def kind(self, subject: str) -> str:
        """Return the kind of name a resource has, by its classes."""
        kinds = {KINDS[each] for each in self.types(subject) if each in KINDS}
        return next((kind for kind in _ORDER if kind in kinds), "unknown")

    def subjects(self, *names: str) -> Iterable[str]:
        """Yield the subjects that have any of these predicates."""
        predicates = [_expand(name) for name in names]
        return (subject for subject, said in self.said.items() if any(each in said for each in predicates))
