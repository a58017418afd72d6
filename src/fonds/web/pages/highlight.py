"""SPARQL in colours (floor 7): pieces of a query with the kind of each, for readers; the text stays what it was."""

from dataclasses import dataclass

from fonds.canned.scanner import QueryTextError, Token, scan

_KINDS = {
    "comment": "c", "iri": "i", "name": "i", "string": "s", "long": "s", "tag": "s", "number": "n", "var": "v",
    "word": "k",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``kind`` is one letter (the class in the stylesheet), or empty."""

    text: str
    kind: str = ""


def highlighted(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a query; text that is no SPARQL is one piece.

    >>> [piece.kind for piece in highlighted("ASK { ?a <b> 1 }") if piece.kind]
    ['k', 'v', 'i', 'n']
    """
    try:
        tokens = scan(text)
    except QueryTextError:
        return (Piece(text),)
    found: list[Piece] = []
    for token in tokens:
        kind = _kind(token)
        if found and found[-1].kind == kind:
            found[-1] = Piece(found[-1].text + token.text, kind)
        else:
            found.append(Piece(token.text, kind))
    return tuple(found)


def _kind(token: Token) -> str:
    return "" if token.kind == "word" and token.text == "a" else _KINDS.get(token.kind, "")
