"""The acceptance rows, read and judged: what the two pages say, statement by statement.

``seed-NNN.facts.tsv`` has one row a statement, ``seed-NNN.absent.tsv`` one for what must not be said. Whatever serves
the published graph (the mapper, a store, a running site) is asked through :class:`Described`, so that all are held
against the same rows in the same way. Tokens: ``DOC``, ``TEXT``, ``SOURCE``, ``RECORD``, ``DOC#…``,
``PART(agent role)``, ``/agent/…`` below the base, prefixed names.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, parse_term, plain, typed

ROWS = Path(__file__).parent / "acceptance"
SEEDS = {"000": "000_957344befe81791e.txt", "003": "003_2f9377a29a530927.txt"}
"""Number of a seed → file name of its page."""

SLUGS = {
    "000": "1979-12-27-message-to-soviet-ambassadors-on-the-invasion-of-afghanistan-attachment",
    "003": "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister",
}
"""Number of a seed → slug of its document."""

_APART = frozenset({name_term("rdf:type")})
"""Predicates the rows are not closed for."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row, as it stands in the file; ``kind`` is the column ``datatype_or_lang``."""

    fact: str
    subject: str
    predicate: str
    object: str
    kind: str
    status: str
    published: bool
    start: int
    end: int
    quote: str


class Described(Protocol):
    """A published graph that can be asked."""

    def objects(self, subject: Term, predicate: Term) -> set[Term]:
        """Return all values."""
        ...

    def find_part(self, agent: Term, role: Term) -> Term | None:
        """Return the participation of an agent in a role."""
        ...


@dataclass
class Triples:
    """A graph in memory."""

    triples: Sequence[Triple]
    _said: dict[tuple[Term, Term], set[Term]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for subject, predicate, obj in self.triples:
            self._said.setdefault((subject, predicate), set()).add(obj)

    def objects(self, subject: Term, predicate: Term) -> set[Term]:
        """Return all values."""
        return self._said.get((subject, predicate), set())

    def find_part(self, agent: Term, role: Term) -> Term | None:
        """Return the participation of an agent in a role."""
        for (subject, predicate), objects in self._said.items():
            plays = predicate == name_term("fonds:agent") and agent in objects
            if plays and role in self.objects(subject, name_term("schema:roleName")):
                return subject
        return None


@cache
def facts(seed: str) -> tuple[Fact, ...]:
    """Return the rows of a seed."""
    return tuple(
        Fact(
            row["fact"], row["subject"], row["predicate"], row["object"], row["datatype_or_lang"], row["status"],
            row["published"] == "yes", int(row["start"] or -1), int(row["end"] or -1), row["quote"],
        )
        for row in _rows(f"seed-{seed}.facts.tsv")
    )


@cache
def absences(seed: str) -> tuple[tuple[str, str], ...]:
    """Return subject and predicate of what must have no value."""
    return tuple((row["subject"], row["predicate"]) for row in _rows(f"seed-{seed}.absent.tsv"))


def judge(seed: str, graph: Described, evidence: Sequence[dict[str, Any]], base: str, document: str) -> list[str]:
    """Return what is wrong, a line each: nothing where the graph and its evidence are just what the rows say.

    ``evidence`` are rows as the catalogue keeps them; ``document`` is the IRI of the seed's document.
    """
    reading = _Reading(graph, base, document)
    return [
        *_wrong_facts(seed, reading),
        *_unlisted(seed, reading),
        *(
            f"absent: {subject} {predicate}"
            for subject, predicate in absences(seed)
            if graph.objects(reading.term(subject), name_term(predicate))
        ),
        *_wrong_evidence(seed, reading, evidence),
    ]


@dataclass
class _Reading:
    """The tokens of one document in one graph."""

    graph: Described
    base: str
    document: str

    def term(self, token: str) -> Term:
        if token.startswith("PART("):
            agent, role = token[5:-1].split()
            return self.graph.find_part(iri_term(self.base + agent), name_term(role)) or "<urn:no-such-part>"
        fixed = {"TEXT": "#text-en", "SOURCE": "#source", "RECORD": "#record"}
        if token in fixed:
            return iri_term(self.document + fixed[token])
        if token.startswith("DOC"):
            return iri_term(self.document + token[3:])
        return iri_term(self.base + token) if token.startswith("/") else name_term(token)

    def value(self, fact: Fact) -> Term:
        if not fact.kind:
            return self.term(fact.object)
        if fact.kind.startswith("@"):
            return lang_string(fact.object, fact.kind[1:])
        return plain(fact.object) if fact.kind == "xsd:string" else typed(fact.object, fact.kind)

    def fits(self, fact: Fact, term: Term) -> bool:
        """Whether a value is the row's; any language will do where the row has an asterisk."""
        if fact.kind == "*":
            parsed = parse_term(term)
            return parsed.kind == "literal" and parsed.value == fact.object
        return term == self.value(fact)

    def is_said(self, fact: Fact) -> bool:
        values = self.graph.objects(self.term(fact.subject), name_term(fact.predicate))
        return any(self.fits(fact, value) for value in values)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (ROWS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _wrong_facts(seed: str, reading: _Reading) -> Iterator[str]:
    wanted = {(f.subject, f.predicate, f.object, f.kind) for f in facts(seed) if f.published}
    for fact in facts(seed):
        published = (fact.subject, fact.predicate, fact.object, fact.kind) in wanted
        if reading.is_said(fact) != published:
            yield f"{'missing' if published else 'published'}: {_told(fact)}"


def _unlisted(seed: str, reading: _Reading) -> Iterator[str]:
    """Rows are closed for the document and its text: every other value of a predicate they use is a fault."""
    closed = sorted({(f.subject, f.predicate) for f in facts(seed) if f.subject in ("DOC", "TEXT")})
    for subject, predicate in closed:
        if name_term(predicate) in _APART:
            continue
        listed = [f for f in facts(seed) if (f.subject, f.predicate) == (subject, predicate) and f.published]
        for value in reading.graph.objects(reading.term(subject), name_term(predicate)):
            if not any(reading.fits(fact, value) for fact in listed) and value != name_term("dcmitype:Text"):
                yield f"unlisted: {subject} {predicate} {value}"


def _wrong_evidence(seed: str, reading: _Reading, evidence: Sequence[dict[str, Any]]) -> Iterator[str]:
    by_statement: dict[tuple[Term, Term], list[dict[str, Any]]] = {}
    for row in evidence:
        by_statement.setdefault((row["s"], row["p"]), []).append(row)
    for fact in facts(seed):
        if not fact.quote:
            continue
        rows = by_statement.get((reading.term(fact.subject), name_term(fact.predicate)), [])
        resting = [
            row for row in rows
            if reading.fits(fact, row["o"])
            and any((q["start"], q["end"], q["exact"]) == (fact.start, fact.end, fact.quote) for q in row["quotes"])
        ]
        if not resting:
            yield f"no evidence: {_told(fact)} at {fact.start}"
        elif all(row["status"] != fact.status for row in resting):
            yield f"status: {_told(fact)} is {resting[0]['status']}, not {fact.status}"
        elif all(row["published"] != reading.is_said(fact) for row in resting):
            yield f"published flag: {_told(fact)}"


def _told(fact: Fact) -> str:
    return f"{fact.fact} {fact.subject} {fact.predicate} {fact.object[:60]}{fact.kind}"
