"""RDF that others wrote (floor 2): Turtle, N-Triples, N-Quads and JSON-LD → plain statements, by subject.

The graph a quad stands in is not kept. Nothing is fetched: of contexts only ours is known by its address, and it is the
bundled one. N-Triples and N-Quads are read here, a line at a time and in linear time; rdflib reads the other two. To add
a format: a function from text to triples, and a row of :data:`READERS`.
"""

import io
import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fonds.rdf.contexts import CONTEXT_NAME, bundled_context
from fonds.rdf.literals import unescape
from fonds.rdf.namespaces import RDF, SCHEMA, XSD

BASE = "x-fonds://file/"
"""What relative IRIs of a file are resolved against; with a path, since readers of Turtle refuse one without."""
MOST_STATEMENTS = 1_000_000
DEEPEST = 60
"""How deep JSON, and blank nodes or lists of Turtle, may be nested."""
MOST_CONTEXTS = 100
_OLD_SCHEMA = "http://schema.org/"


class Value(NamedTuple):
    """One end of a statement: ``kind`` is "iri", "blank" (``_:x``) or "literal"."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""


Triple = tuple[Value, str, Value]


@dataclass(slots=True)
class Statements:
    """All statements of a file: subject (an IRI, or ``_:x``) → predicate (an IRI) → values, each once."""

    said: dict[str, dict[str, list[Value]]] = field(default_factory=dict)
    count: int = 0

    def add(self, subject: str, predicate: str, value: Value) -> None:
        """Add one statement; http://schema.org/ becomes https (model: schema.org terms)."""
        values = self.said.setdefault(subject, {}).setdefault(_https(predicate), [])
        if value.kind == "iri" and value.text.startswith(_OLD_SCHEMA):
            value = value._replace(text=_https(value.text))
        values.append(value)
        self.count += 1

    def settle(self) -> "Statements":
        """Let each statement stand once, in an order that does not depend on the file's."""
        self.said = {
            subject: {predicate: sorted(set(values)) for predicate, values in sorted(said.items())}
            for subject, said in sorted(self.said.items())
        }
        return self


class RdfError(Exception):
    """Text is not what its format says, or does what is refused; ``line`` where that is known."""

    def __init__(self, message: str, line: int | None = None, *, refused: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.refused = refused


def parse_rdf(text: str, form: str) -> Statements:
    """Return what a text in one of :data:`READERS` says. Raises RdfError.

    >>> parse_rdf("<urn:a> <urn:b> 'c'@EN .", "turtle").said
    {'urn:a': {'urn:b': [Value(kind='literal', text='c', language='en', datatype='')]}}
    """
    found = Statements()
    for subject, predicate, value in READERS[form](text):
        found.add(subject.text, predicate, value)
        if found.count > MOST_STATEMENTS:
            raise RdfError(f"it has more than {MOST_STATEMENTS:,} statements", refused=True)
    return found.settle()


def _https(iri: str) -> str:
    return SCHEMA + iri[len(_OLD_SCHEMA) :] if iri.startswith(_OLD_SCHEMA) else iri


# ── N-Triples and N-Quads ────────────────────────────────────────────────────────────────────────────────

_IRI = r'<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>'
_BLANK = r"_:\w(?:[\w.\-\u00b7]*[\w\-\u00b7])?"
_TEXT = r'"[^"\\\n\r]*+(?:\\(?:[tbnrf"\'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})[^"\\\n\r]*+)*+"'
_LINE = re.compile(
    rf"[ \t]*(?:(?P<subject>{_IRI}|{_BLANK})[ \t]*(?P<predicate>{_IRI})[ \t]*"
    rf"(?:(?P<node>{_IRI}|{_BLANK})|(?P<text>{_TEXT})(?:@(?P<tag>[A-Za-z]+(?:-[A-Za-z0-9]+)*)|\^\^(?P<type>{_IRI}))?)"
    rf"[ \t]*(?P<graph>{_IRI}|{_BLANK})?[ \t]*\.)?[ \t]*(?:\#.*)?\n?"
)
"""A line of N-Quads (RDF 1.1 N-Quads, section 6), which a line of N-Triples is too."""


def _lines(text: str) -> Iterator[Triple]:
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise RdfError("it is no statement", number)
        if match["subject"]:
            try:
                yield _node(match["subject"]), _plain(match["predicate"][1:-1]), _object(match)
            except ValueError as error:
                raise RdfError(str(error), number) from error


def _object(match: re.Match[str]) -> Value:
    if match["node"]:
        return _node(match["node"])
    tag, datatype = match["tag"] or "", _plain(match["type"][1:-1]) if match["type"] else ""
    return _literal(_plain(match["text"][1:-1]), tag, datatype)


def _node(written: str) -> Value:
    return Value("blank", written) if written.startswith("_:") else Value("iri", _plain(written[1:-1]))


def _plain(written: str) -> str:
    """Return text without its escapes. Raises ValueError for a character there is none of."""
    if "\\" not in written:
        return written
    try:
        text = unescape(written)
    except (ValueError, OverflowError) as error:
        raise ValueError("it has an escape of no character") from error
    return _checked(text)


def _checked(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("it holds half of a character (a lone surrogate)")
    return text


def _literal(text: str, tag: str, datatype: str) -> Value:
    return Value("literal", text, tag.lower(), "" if datatype in (f"{XSD}string", f"{RDF}langString") else datatype)


# ── Turtle and JSON-LD ───────────────────────────────────────────────────────────────────────────────────

_BRACKETS = re.compile(r"[\[(]|[\])]")
_TURTLE_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*+\'\'\'|"(?:[^"\\\n]|\\.)*+"|\'(?:[^\'\\\n]|\\.)*+\''
    r"|<[^<>\s]*+>|\#[^\n]*+",
    re.DOTALL,
)


def _turtle(text: str) -> Iterator[Triple]:
    depth = 0
    for match in _BRACKETS.finditer(_TURTLE_TEXT.sub("", text)):
        depth += 1 if match[0] in "[(" else -1
        if depth > DEEPEST:
            raise RdfError(f"it is nested more than {DEEPEST} deep", refused=True)
    yield from _parsed(text, "turtle")


def _json_ld(text: str) -> Iterator[Triple]:
    if text.count('"@context"') > MOST_CONTEXTS:
        raise RdfError(f"it has more than {MOST_CONTEXTS} contexts", refused=True)
    try:
        tree = json.loads(text, parse_constant=_no_constant)
        tree = _with_contexts(tree, 0)
    except json.JSONDecodeError as error:
        raise RdfError(error.msg, error.lineno) from error
    except RecursionError as error:
        raise RdfError(f"it is nested more than {DEEPEST} deep", refused=True) from error
    except ValueError as error:
        raise RdfError(str(error)) from error
    yield from _parsed(json.dumps(tree), "json-ld")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _with_contexts(tree: Any, depth: int) -> Any:
    """Put our context where its address stands; refuse all other addresses, and what is nested too deep."""
    if depth > DEEPEST:
        raise RdfError(f"it is nested more than {DEEPEST} deep", refused=True)
    if isinstance(tree, list):
        return [_with_contexts(item, depth + 1) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {
        key: _context(value, depth + 1) if key == "@context" else _with_contexts(value, depth + 1)
        for key, value in tree.items()
    }


def _context(value: Any, depth: int) -> Any:
    if isinstance(value, list):
        return [_context(item, depth + 1) for item in value]
    if isinstance(value, str):
        if value != CONTEXT_NAME and not value.endswith(f"/{CONTEXT_NAME}"):
            raise RdfError(f"its context {value[:200]!r} is not ours, and Fonds fetches none", refused=True)
        return bundled_context()
    if isinstance(value, dict) and "@import" in value:
        raise RdfError(f"its context imports {str(value['@import'])[:200]!r}, and Fonds fetches none", refused=True)
    return _with_contexts(value, depth)


def _parsed(text: str, form: str) -> list[Triple]:
    """Let rdflib read a text; JSON-LD may have named graphs, which count as one."""
    from rdflib import Dataset, Graph

    graph: Any = Dataset(default_union=True) if form == "json-ld" else Graph(bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib's own parser uses what rdflib deprecates
            graph.parse(data=text, format=form, publicID=BASE)
            found = graph.triples((None, None, None))
            return [(_value(subject), _checked(str(predicate)), _value(value)) for subject, predicate, value in found]
    except RecursionError as error:
        raise RdfError(f"it is nested more than {DEEPEST} deep", refused=True) from error
    except Exception as error:  # rdflib raises many kinds, some of them plain Exception
        line = getattr(error, "lines", None)
        raise RdfError(_told(error), line + 1 if isinstance(line, int) else None) from error


def _told(error: Exception) -> str:
    """Return the library's words for people: its reason, without pieces of the text."""
    why = getattr(error, "_why", "") or str(error)
    return " ".join(str(why).split())[:200]


def _value(node: Any) -> Value:
    from rdflib import BNode, URIRef

    if isinstance(node, URIRef):
        return Value("iri", _checked(str(node)))
    if isinstance(node, BNode):
        return Value("blank", f"_:{node}")
    return _literal(_checked(str(node)), node.language or "", str(node.datatype or ""))


READERS: dict[str, Callable[[str], Iterable[Triple]]] = {
    "ntriples": _lines,
    "nquads": _lines,
    "turtle": _turtle,
    "jsonld": _json_ld,
}
"""Format (a name of `rdf/formats.py`, or "nquads") → what reads its text."""
