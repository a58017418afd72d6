"""Statements (floor 4): a triple and what it rests on; which of them are published."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fonds.rdf.iris import Iris
from fonds.rdf.literals import Term, Triple, iri_term, lang_string, name_term, plain
from fonds.rdf.namespaces import expand
from fonds.rdf.values import is_said
from fonds.record.evidence import CONTEXT, Evidence, Span, Status


class Statement(NamedTuple):
    """A triple (N-Triples terms) and its evidence; none where the site itself says it (record, labels)."""

    subject: Term
    predicate: Term
    object: Term
    evidence: tuple[Evidence, ...] = ()

    @property
    def triple(self) -> Triple:
        """The triple alone."""
        return (self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True)
class Site:
    """What the mapper is told of the site. ``published_inferences`` are prefixed names of properties."""

    iris: Iris
    metadata_licence: str
    document_licence: str = ""
    published_inferences: tuple[str, ...] = ()
    software_version: str = ""
    rules_version: str = ""
    whitelist: frozenset[Term] = field(init=False)

    def __post_init__(self) -> None:
        terms = frozenset(f"<{expand(name)}>" for name in self.published_inferences)
        object.__setattr__(self, "whitelist", terms)


def say(subject: str, predicate: str, *objects: Term, evidence: Iterable[Evidence] = ()) -> list[Statement]:
    """Return one statement for each object: ``subject`` is an IRI, ``predicate`` a prefixed name.

    Text that says nothing (blank, "Unknown", "None", "n.d.") is left out: absence is data of its own.
    """
    node, name, said = iri_term(subject), name_term(predicate), tuple(evidence)
    return [Statement(node, name, obj, said) for obj in objects if not obj.startswith('"') or is_said(obj)]


def say_type(subject: str, *types: str, evidence: Iterable[Evidence] = ()) -> list[Statement]:
    """Return the types (prefixed names) of a subject."""
    return say(subject, "rdf:type", *map(name_term, types), evidence=evidence)


def say_name(subject: str, name: str, language: str, *, evidence: Iterable[Evidence] = ()) -> list[Statement]:
    """Return what every resource has: a name in a language and one plain label."""
    said = tuple(evidence)
    return [
        *say(subject, "schema:name", lang_string(name, language), evidence=said),
        *say(subject, "rdfs:label", plain(name), evidence=said),
    ]


def is_published(evidence: tuple[Evidence, ...], predicate: Term, site: Site) -> bool:
    """Whether a statement goes into the graph: inferences only where the site's list has their property."""
    inferred = Status.INFERRED
    for item in evidence:
        if item.status is not inferred:
            return True
    return not evidence or predicate in site.whitelist


def merge(statements: Iterable[Statement]) -> dict[Triple, tuple[Evidence, ...]]:
    """Return each triple once with all its evidence, without repetition, in the order first said."""
    merged: dict[Triple, tuple[Evidence, ...]] = {}
    for subject, predicate, obj, evidence in statements:
        triple = (subject, predicate, obj)
        known = merged.get(triple)
        if known:
            merged[triple] = (*known, *(item for item in evidence if item not in known))
        else:
            merged[triple] = evidence if len(evidence) < 2 else tuple(dict.fromkeys(evidence))
    return merged


def evidence_rows(
    merged: dict[Triple, tuple[Evidence, ...]], page: str, published: Container[Triple], *, quoted_only: bool = False
) -> list[dict[str, Any]]:
    """Return the evidence as the catalogue keeps it: a row for each way a triple is found in the page.

    Triples without evidence have no row. Offsets are code points of the file as it stands. Rows that rest on the same
    words share their quotes. ``quoted_only`` leaves out what rests on no words.
    """
    rows: list[dict[str, Any]] = []
    quoted: dict[tuple[Span, ...], list[dict[str, Any]]] = {}
    for triple, found in merged.items():
        subject, predicate, obj = triple
        shown = triple in published
        for item in found:
            if quoted_only and not item.spans:
                continue
            quotes = quoted.get(item.spans)
            if quotes is None:
                quotes = quoted[item.spans] = [_quote(page, span.start, span.end) for span in item.spans]
            row: dict[str, Any] = {
                "s": subject, "p": predicate, "o": obj, "status": item.status.value, "rule": item.rule,
                "confidence": item.confidence, "published": shown,
                "quotes": quotes,
            }
            if item.by:
                row["by"] = item.by
            if item.certainty:
                row["certainty"] = item.certainty
            rows.append(row)
    return rows


def _quote(page: str, start: int, end: int) -> dict[str, Any]:
    return {
        "start": start, "end": end, "exact": page[start:end],
        "prefix": page[max(0, start - CONTEXT) : start], "suffix": page[end : end + CONTEXT],
    }
