"""Statements and the words they rest on (floor 7): the evidence as people read it.

The catalogue keeps one row for each way a statement was found; Dublin Core and schema.org often say the same
thing of the same words. On pages these are one *finding*: what is said, in words, with all its properties,
and the quotes. Each row keeps its own address (``s-1``, ``s-2`` …), the one its annotation has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fonds.crosswalks.annotations import Row, row_id
from fonds.rdf.literals import parse_term
from fonds.rdf.namespaces import expand, shorten
from fonds.web.pages.dates import date_words
from fonds.web.pages.links import Links
from fonds.web.pages.marked_text import Mark, anchor
from fonds.web.pages.words import concept_words, property_words, sentence

LONGEST_MARK = 600
"""Code points; what is longer (the whole text, a notice) is no mark, for everything would be marked."""

_KIN = {"fonds:earliest": "date", "fonds:latest": "date"}
_TEXT = expand("schema:text")


class Quote(NamedTuple):
    """Words of the page with what stands before and after, and their address in the marked text."""

    prefix: str
    exact: str
    suffix: str
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """The address of these words in the marked text; empty where they are too many to be marked."""
        return anchor(self.start, self.end) if self.end - self.start <= LONGEST_MARK else ""


class Finding(NamedTuple):
    """One thing that is said. ``value`` is in words; ``href`` leads to it where it is a thing; ``rows`` are
    addresses.
    """

    number: int
    rows: tuple[str, ...]
    subject: str
    subject_href: str
    words: str
    properties: tuple[str, ...]
    value: str
    href: str
    status: str
    rule: str
    confidence: str
    by: str
    published: bool
    quotes: tuple[Quote, ...]

    @property
    def note(self) -> str:
        """The finding in one line."""
        kept = "" if self.published else ", not published"
        return f"{sentence(self.words)}: {shortened(self.value)} ({self.status}{kept})"


def findings(
    rows: Sequence[Row], document: str, links: Links, names: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return the evidence of a document (its IRI) in the order it is kept. ``names`` are labels of linked IRIs."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(_same(row), []).append(number)
    return tuple(
        _finding(place, [(number + 1, rows[number]) for number in numbers], document, links, names)
        for place, numbers in enumerate(groups.values())
    )


def marks(found: Iterable[Finding]) -> Iterator[Mark]:
    """Yield the spans to mark, each with the number of its finding."""
    for finding in found:
        for quote in finding.quotes:
            if quote.anchor:
                yield Mark(quote.start, quote.end, finding.number)


def body_span(rows: Iterable[Row], text_iri: str) -> tuple[int, int] | None:
    """Return where in the page the words of a text stand, or None where no evidence says so."""
    for row in rows:
        if parse_term(row["p"]).value == _TEXT and parse_term(row["s"]).value == text_iri and row["quotes"]:
            return min(q["start"] for q in row["quotes"]), max(q["end"] for q in row["quotes"])
    return None


def names_in(tree: object) -> dict[str, str]:
    """Return the labels of all nodes of a tree, by IRI."""
    found: dict[str, str] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if "id" in node and isinstance(node.get("label"), str):
                found[node["id"]] = node["label"]
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def shortened(words: str, most: int = 90) -> str:
    """Return words cut to a line.

    >>> shortened("one two three", 8)
    'one two …'
    """
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[:most].rpartition(' ')[0] or flat[:most]} …"


def _same(row: Row) -> tuple[Any, ...]:
    """Return what rows of one finding have in common: subject, value, status and words."""
    said = parse_term(row["o"])
    spans = tuple((quote["start"], quote["end"]) for quote in row["quotes"])
    rest = (row["status"], row["published"], row.get("by"), row.get("confidence"))
    return (row["s"], said.kind, said.value, *rest, spans, _kin(row["p"]))


def _kin(predicate: str) -> str:
    """Return what twins of the two vocabularies are called alike; names and labels go together."""
    iri = parse_term(predicate).value
    words = property_words(iri)
    return _KIN.get(shorten(iri)) or ("title" if words in ("name", "label") else words)


def _finding(
    place: int, rows: Sequence[tuple[int, Row]], document: str, links: Links, names: Mapping[str, str]
) -> Finding:
    row = rows[0][1]
    subject, said = parse_term(row["s"]).value, parse_term(row["o"])
    properties = tuple(dict.fromkeys(parse_term(each["p"]).value for _, each in rows))
    quotes = tuple(Quote(q["prefix"], q["exact"], q["suffix"], q["start"], q["end"]) for q in row["quotes"])
    confidence = row.get("confidence")
    return Finding(
        number=place,
        rows=tuple(row_id(number) for number, _ in rows),
        subject="the document" if subject == document else _name(subject, names),
        subject_href=links.iri(subject),
        words=_words(subject, document, properties),
        properties=tuple(shorten(each) for each in properties),
        value=_name(said.value, names) if said.kind == "iri" else _literal(said.value, said.datatype),
        href=links.iri(said.value) if said.kind == "iri" and row["published"] else "",
        status=row["status"],
        rule=row["rule"],
        confidence="" if confidence is None else f"{float(confidence):.0%}",
        by=row.get("by") or "",
        published=row["published"],
        quotes=quotes,
    )


def _words(subject: str, document: str, properties: Sequence[str]) -> str:
    words = property_words(properties[0])
    return "title" if subject == document and words in ("name", "label") else words


def _name(iri: str, names: Mapping[str, str]) -> str:
    return names.get(iri) or concept_words(iri) or _short(iri)


def _short(iri: str) -> str:
    short = shorten(iri)
    return short if short != iri else iri.rpartition("/")[2] or iri


def _literal(text: str, datatype: str) -> str:
    local = datatype.rpartition("/")[2].rpartition("#")[2]
    return date_words(text) if local in ("date", "gYearMonth", "gYear") or "EDTF" in local else text
