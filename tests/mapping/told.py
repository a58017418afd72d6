"""Statements in a form that tests can be read in: ``DOC dcterms:title "Letter"@en``."""

from collections.abc import Iterable

from fonds.mapping.statements import Statement
from fonds.rdf.literals import Triple, parse_term
from fonds.rdf.namespaces import shorten
from mapping.samples import BASE, DOC


def told(statements: Iterable[Statement] | Iterable[Triple]) -> set[str]:
    """Return statements as lines: ``DOC`` and ``#parts``, keys of entities, prefixed names, typed literals."""
    return {f"{_short(each[0])} {_short(each[1])} {_short(each[2])}" for each in statements}


def _short(term: str) -> str:
    parsed = parse_term(term)
    if parsed.kind == "literal":
        datatype = f"^^{shorten(parsed.datatype)}" if parsed.datatype else ""
        return f'"{parsed.value}"@{parsed.tag}' if parsed.tag else f'"{parsed.value}"{datatype}'
    if parsed.value.startswith(DOC):
        return parsed.value.removeprefix(DOC) or "DOC"
    return shorten(parsed.value).removeprefix(f"{BASE}/")
