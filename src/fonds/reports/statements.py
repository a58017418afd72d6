"""A document's statements as a table (floor 6): statement, status, the words it rests on."""

from collections.abc import Iterable, Sequence
from typing import Any

from fonds.rdf.literals import Triple, parse_ntriples, parse_term
from fonds.rdf.namespaces import shorten
from fonds.reports.visible import visible

WIDTH = 72
"""Characters of a text or a quote that are shown."""

Evidence = dict[Triple, list[dict[str, Any]]]


def render_statements(triples: bytes, evidence: Iterable[dict[str, Any]], document: str) -> str:
    """Return every triple with its status and the words it rests on, by subject: the document, its parts, others.

    Of entities that is what the document's tree shows, and what rests on the document's words. What is kept out of the
    graph comes last. ``document`` is the document's IRI; what lies below the same site is written without its address.
    """
    rows: Evidence = {}
    for row in evidence:
        rows.setdefault((row["s"], row["p"], row["o"]), []).append(row)
    said = {*parse_ntriples(triples), *(triple for triple, found in rows.items() if found[0]["published"])}
    hidden = [triple for triple in rows if triple not in said]
    site = document.partition("/doc/")[0] + "/"
    lines = _by_subject(said, rows, document, site)
    if hidden:
        lines += ["", "Kept as evidence, not published:", *_by_subject(hidden, rows, document, site)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _by_subject(triples: Iterable[Triple], rows: Evidence, document: str, site: str) -> list[str]:
    lines: list[str] = []
    last = ""
    for subject, predicate, obj in sorted(triples, key=lambda triple: _order(triple, document)):
        if subject != last:
            last = subject
            lines += ["", _short(subject, document, site)]
        lines.append(f"  {_short(predicate, document, site)}  {_short(obj, document, site)}")
        lines += [f"      {_basis(row)}" for row in rows.get((subject, predicate, obj), ())]
    return lines[1:]


def _order(triple: Triple, document: str) -> tuple[bool, bool, Triple]:
    return triple[0] != f"<{document}>", not triple[0].startswith(f"<{document}#"), triple


def _basis(row: dict[str, Any]) -> str:
    sure = "" if row["confidence"] is None else f" ({row['confidence']:g})"
    quotes: Sequence[dict[str, Any]] = row["quotes"]
    if not quotes:
        return f"{row['status']}{sure}: {row['rule']}"
    words = " … ".join(_cut(quote["exact"]) for quote in quotes)
    return f"{row['status']}{sure} at {quotes[0]['start']}: {words}"


def _short(term: str, document: str, site: str) -> str:
    parsed = parse_term(term)
    if parsed.kind == "iri":
        iri = parsed.value
        if iri.startswith(f"{document}#"):
            return iri.removeprefix(document)
        return iri if iri == document else shorten(iri).removeprefix(site)
    tag = f"@{parsed.tag}" if parsed.tag else ""
    return f"“{_cut(parsed.value)}”{tag}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else f"{flat[: WIDTH - 1]}…"
