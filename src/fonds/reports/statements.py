"""A document's statements as a table (floor 6): statement, quote, status."""

from collections.abc import Iterable
from typing import Any

from fonds.rdf.literals import Triple, parse_ntriples, parse_term
from fonds.rdf.namespaces import shorten

WIDTH = 60


def render_statements(triples: bytes, evidence: Iterable[dict[str, Any]]) -> str:
    """Return every triple with its status and the words it rests on; what is kept out of the graph comes last."""
    rows: dict[Triple, list[dict[str, Any]]] = {}
    for row in evidence:
        rows.setdefault((row["s"], row["p"], row["o"]), []).append(row)
    said = parse_ntriples(triples)
    lines = [line for triple in said for line in _lines(triple, rows.get(triple, []), "")]
    hidden = [triple for triple in rows if triple not in set(said)]
    lines += [line for triple in hidden for line in _lines(triple, rows[triple], " (not published)")]
    return "".join(f"{line}\n" for line in lines)


def _lines(triple: Triple, rows: list[dict[str, Any]], note: str) -> list[str]:
    statement = " ".join(_short(term) for term in triple)
    if not rows:
        return [f"{statement}{note}"]
    lines = []
    for row in rows:
        quotes = " … ".join(_cut(quote["exact"]) for quote in row["quotes"])
        place = f" @{row['quotes'][0]['start']}" if row["quotes"] else ""
        lines.append(f"{statement}{note}\n    {row['status']}{place}: {quotes}".rstrip(": "))
    return lines


def _short(term: str) -> str:
    parsed = parse_term(term)
    if parsed.kind == "iri":
        return shorten(parsed.value)
    tag = f"@{parsed.tag}" if parsed.tag else ""
    return f"“{_cut(parsed.value)}”{tag}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else f"{flat[: WIDTH - 1]}…"
