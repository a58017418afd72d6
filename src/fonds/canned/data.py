"""The data of a VALUES block → terms (floor 4), to compare a file's block with the values its header names.

It reads what a block may hold: IRIs (below a BASE), prefixed names, literals in double quotes, numbers,
booleans.
"""

from collections.abc import Mapping
from urllib.parse import urljoin

from fonds.canned.scanner import QueryTextError, Token
from fonds.rdf.literals import Term, iri_term, lang_string, parse_term, plain, typed


def parse_data(data: tuple[Token, ...], prefixes: Mapping[str, str], base: str) -> list[Term]:
    """Return the terms of a block. Raises QueryTextError for what is no term, naming its line."""
    terms: list[Term] = []
    position = 0
    while position < len(data):
        term, position = _term(data, position, prefixes, base)
        terms.append(term)
    return terms


def _term(data: tuple[Token, ...], position: int, prefixes: Mapping[str, str], base: str) -> tuple[Term, int]:
    token = data[position]
    if token.kind in ("iri", "name"):
        return iri_term(_iri(token, prefixes, base)), position + 1
    if token.kind == "number":
        datatype = "xsd:double" if "e" in token.text.lower() else "xsd:decimal"
        return typed(token.text, "xsd:integer" if token.text.isdigit() else datatype), position + 1
    if token.is_word("TRUE", "FALSE"):
        return typed(token.text.lower(), "xsd:boolean"), position + 1
    if token.kind == "string" and token.text.startswith('"'):
        return _literal(data, position, prefixes, base)
    raise QueryTextError(
        token.line, f"{token.text!r} cannot stand in a parameter's block.",
        "Write IRIs, prefixed names, numbers, or text in double quotes.",
    )


def _literal(
    data: tuple[Token, ...], position: int, prefixes: Mapping[str, str], base: str
) -> tuple[Term, int]:
    text = parse_term(data[position].text).value
    after = data[position + 1 : position + 3]
    if after and after[0].kind == "tag":
        return lang_string(text, after[0].text[1:]), position + 2
    if len(after) == 2 and after[0].is_mark("^^") and after[1].kind in ("iri", "name"):
        return f"{plain(text)}^^{iri_term(_iri(after[1], prefixes, base))}", position + 3
    return plain(text), position + 1


def _iri(token: Token, prefixes: Mapping[str, str], base: str) -> str:
    if token.kind == "iri":
        return urljoin(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    if prefix not in prefixes:
        raise QueryTextError(token.line, f"The prefix {prefix!r} is not declared.")
    return prefixes[prefix] + local
