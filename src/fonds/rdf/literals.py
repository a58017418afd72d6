"""Terms as N-Triples text (floor 2): the one place that escapes (N-Triples 1.1, section 7).

A :data:`Term` is ``<iri>``, ``"text"``, ``"text"@tag`` or ``"text"^^<datatype>``. There are no blank nodes.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from fonds.rdf.namespaces import XSD, expand

Term = str
"""One RDF term in N-Triples syntax."""
Triple = tuple[Term, Term, Term]
"""Subject, predicate and object; the first two are IRIs."""

REMEMBERED = 16_384
"""IRIs whose term is kept at hand: one document says many things of each."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\n\r\t\b\f\x00-\x1f\x7f]')
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_LITERAL = re.compile(r'"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)"(?:@(?P<tag>[A-Za-z0-9-]+)|\^\^<(?P<type>[^>]*)>)?\Z', re.DOTALL)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Parsed(NamedTuple):
    """A term taken apart: ``kind`` is "iri" or "literal"; ``tag`` and ``datatype`` are empty where absent."""

    kind: str
    value: str
    tag: str = ""
    datatype: str = ""


@lru_cache(REMEMBERED)
def iri_term(iri: str) -> Term:
    """Return an IRI as a term; what an IRI may not hold is percent-encoded (RFC 3987, 2.2).

    >>> iri_term("http://example.org/a b")
    '<http://example.org/a%20b>'
    """
    return f"<{_NOT_IN_IRI.sub(lambda m: ''.join(f'%{b:02X}' for b in m[0].encode()), iri)}>"


@cache
def name_term(name: str) -> Term:
    """Return a prefixed name as a term.

    >>> name_term("schema:sender")
    '<https://schema.org/sender>'
    """
    return f"<{expand(name)}>"


def plain(text: str) -> Term:
    r"""Return text without a language as a term.

    >>> plain('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    return f'"{_escape(text)}"'


def lang_string(text: str, tag: str) -> Term:
    """Return text in a language (a BCP 47 tag, lower-cased as RDF compares it).

    >>> lang_string("Letter", "en")
    '"Letter"@en'
    """
    return f'"{_escape(text)}"@{tag.lower()}'


def typed(text: str, datatype: str) -> Term:
    """Return a typed literal; the datatype is a prefixed name.

    >>> typed("1979", "xsd:gYear")
    '"1979"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return f'"{_escape(text)}"^^<{expand(datatype)}>'


def parse_term(term: Term) -> Parsed:
    r"""Take a term apart.

    >>> parse_term('"a\\n"@en')
    Parsed(kind='literal', value='a\n', tag='en', datatype='')

    Raises ValueError for text that is no term.
    """
    if term.startswith("<") and term.endswith(">"):
        return Parsed("iri", unescape(term[1:-1]))
    match = _LITERAL.match(term)
    if match is None:
        raise ValueError(f"no N-Triples term: {term!r}")
    return Parsed("literal", unescape(match["text"]), match["tag"] or "", match["type"] or "")


def ntriples(triples: list[Triple] | set[Triple]) -> bytes:
    """Return triples as sorted N-Triples without repetition, UTF-8, one a line."""
    return "".join(sorted({f"{s} {p} {o} .\n" for s, p, o in triples})).encode()


def parse_ntriples(data: bytes) -> list[Triple]:
    """Read what :func:`ntriples` wrote (our own canonical form, not any N-Triples)."""
    found: list[Triple] = []
    for line in data.decode().split("\n"):
        if line:
            subject, predicate, rest = line.split(" ", 2)
            found.append((subject, predicate, rest[:-2]))
    return found


def xsd_of(parsed: Parsed) -> str:
    """Return the local name of an XML Schema datatype, or an empty text."""
    return parsed.datatype.removeprefix(XSD) if parsed.datatype.startswith(XSD) else ""


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)


def unescape(text: str) -> str:
    """Return text without the escapes of N-Triples. Raises ValueError for the number of no character."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(_one, text)


def _one(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _PLAIN.get(match[3], match[3])
