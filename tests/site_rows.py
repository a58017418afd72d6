"""The acceptance rows (``tests/acceptance/*.tsv``): what the two shipped pages say, and what they do not say.

A row is one statement; its tokens are resolved against a graph, given as triples of N-Triples terms. ``DOC``, ``TEXT``,
``SOURCE``, ``RECORD`` and ``DOC#…`` are the document and its fragments, ``PART(agent role)`` the participation of an
agent in a role, ``/path`` an entity below the base IRI.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, parse_term, plain, typed

FOLDER = Path(__file__).parent / "acceptance"
BASE = "http://127.0.0.1:8000"
PAGES = {"000": "000_957344befe81791e.txt", "003": "003_2f9377a29a530927.txt"}
SLUGS = {
    "000": "1979-12-27-message-to-soviet-ambassadors-on-the-invasion-of-afghanistan-attachment",
    "003": "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister",
}

FindPart = Callable[[Term, Term], Term | None]
"""Finds the participation of an agent in a role (both as terms), or None."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a facts file, as written."""

    seed: str
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

    @property
    def name(self) -> str:
        """What a test calls the row."""
        return f"{self.seed}-{self.fact}-{self.subject}-{self.predicate}-{self.object[:30]}"


def fact_rows(seed: str) -> list[Row]:
    """Return the rows of a seed."""
    return [
        Row(
            seed, line["fact"], line["subject"], line["predicate"], line["object"], line["datatype_or_lang"],
            line["status"], line["published"] == "yes", int(line["start"] or 0), int(line["end"] or 0), line["quote"],
        )
        for line in _lines(seed, "facts")
    ]


def absent_rows(seed: str) -> list[tuple[str, str]]:
    """Return subject token and predicate of which there must be no value."""
    return [(line["subject"], line["predicate"]) for line in _lines(seed, "absent")]


def _lines(seed: str, kind: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"seed-{seed}.{kind}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def document_iri(seed: str, base: str = BASE) -> str:
    """Return the IRI the shipped page of a seed has."""
    return f"{base}/doc/{SLUGS[seed]}"


def resolve(token: str, doc: str, base: str, find_part: FindPart) -> Term | None:
    """Return the term a token stands for; None for a participation that is not there."""
    if token.startswith("PART("):
        agent, role = token[5:-1].split()
        return find_part(iri_term(base + agent), name_term(role))
    fragments = {"TEXT": "#text-en", "SOURCE": "#source", "RECORD": "#record"}
    if token in fragments:
        return iri_term(doc + fragments[token])
    if token.startswith("DOC"):
        return iri_term(doc + token[3:])
    return iri_term(base + token) if token.startswith("/") else name_term(token)


def object_of(row: Row, doc: str, base: str, find_part: FindPart) -> Term | None:
    """Return the object as a term; None where any language will do (``*``): then compare with :func:`same_text`."""
    if row.kind == "*":
        return None
    if not row.kind:
        return resolve(row.object, doc, base, find_part)
    if row.kind.startswith("@"):
        return lang_string(row.object, row.kind[1:])
    return plain(row.object) if row.kind == "xsd:string" else typed(row.object, row.kind)


def same_text(term: Term, row: Row) -> bool:
    """Whether a term is the text of a row, in whatever language."""
    return parse_term(term).value == row.object


def part_finder(triples: set[Triple]) -> FindPart:
    """Return what finds participations in a graph."""

    def find(agent: Term, role: Term) -> Term | None:
        parts = {s for s, p, o in triples if p == name_term("fonds:agent") and o == agent}
        return next((s for s in sorted(parts) if (s, name_term("schema:roleName"), role) in triples), None)

    return find


def published_elsewhere(row: Row, rows: list[Row]) -> bool:
    """Whether another row publishes the statement of an unpublished one."""
    same = (row.subject, row.predicate, row.object)
    return any(other.published and (other.subject, other.predicate, other.object) == same for other in rows)


def closed_values(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return, for each predicate the rows use of DOC and TEXT, the rows that list its only values."""
    closed: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.subject in ("DOC", "TEXT") and row.predicate != "rdf:type":
            closed.setdefault((row.subject, row.predicate), []).append(row)
    return closed
