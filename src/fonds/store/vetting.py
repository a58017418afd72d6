"""Reading a stranger's query before it runs (floor 3): what is refused, and why.

Refused are calls to other servers (SERVICE), graphs that are not held (FROM), and every update. Two readers
must agree that the query has none: rdflib's parser, whose tree shows them wherever they stand, and a plain
scan for the word SERVICE outside strings, IRIs and comments. Two, because a text that parsers take apart
differently could show one of them a string where the engine sees a command. For the same reason rdflib is
given a copy in which the known differences cannot arise: ``\\u`` escapes (resolved before parsing by rdflib,
inside strings only by Oxigraph) are blotted out, and every line ends in one way (a carriage return ends a
comment for Oxigraph, not for rdflib). Negative decimals are made positive there: rdflib cannot negate them. A
parser of strangers' text can be crashed or kept busy: this runs in a process that can be killed.
"""

import re
from collections.abc import Iterator
from typing import Any

from fonds.errors import QueryRefusedError
from fonds.store.answer import Kind

_KINDS: dict[str, Kind] = {
    "SelectQuery": "select", "AskQuery": "ask", "ConstructQuery": "construct", "DescribeQuery": "construct",
}
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_SCAN = re.compile(
    r"""
    \"{3} (?: [^"\\] | \\. | "{1,2}(?!") )* \"{3}   | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )* '{3}
    | " (?: [^"\\\r\n] | \\. )* "                   | ' (?: [^'\\\r\n] | \\. )* '
    | < [^<>"{}|^`\x00-\x20]* >                     | \# [^\r\n]*
    | (?P<service> (?<![\w?$:@-]) SERVICE (?![\w:-]) )
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_NEGATIVE_DECIMAL = re.compile(r"((?<![\w.:%\\-])|[?$]\w+)-(?=\d*\.\d)")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_OXIGRAPH_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r"[A-Z][a-z]+ \w+ \w+")
_SHOWN = 24
"""Characters shown on either side of a syntax error."""


def check_query(query: str) -> Kind:
    """Return what kind of query this is. Raises QueryRefusedError saying what is refused and why.

    It does not find every error: variables and functions are the engine's business.
    """
    nodes = list(_nodes(_parse(query)))
    for node in nodes:
        if _name(node) == "ServiceGraphPattern":
            raise _service_refused(f"SERVICE {_shown(node['term'])}")
        if _name(node) == "DatasetClause":
            raise _from_refused(node)
    if _has_service_word(query):
        raise _service_refused("SERVICE")
    _check_names(nodes)
    return next(_KINDS[_name(node)] for node in nodes if _name(node) in _KINDS)


def syntax_refused(query: str, line: int, column: int, reason: str = "") -> QueryRefusedError:
    """Return the error for a text that is not SPARQL, showing the words around that place (both from 1).

    "Near", because a parser notices an error where it gives up, often a word after the wrong one.
    """
    lines = re.split(r"\r\n|\n|\r", query)
    text = lines[line - 1] if line <= len(lines) else ""
    near = text[max(0, column - 1 - _SHOWN) : column - 1 + _SHOWN].strip()
    where = f"near “{near}”" if near else "at its end"
    because = f" ({reason})" if reason else ""
    return QueryRefusedError(f"Line {line}, column {column}: the query is not SPARQL 1.1 {where}{because}.")


def parse_engine_error(query: str, message: str) -> QueryRefusedError:
    """Return the error for what Oxigraph says of a query it cannot run.

    Its lists of expected tokens are left out, for they mislead; a sentence among them is kept.
    """
    match = _OXIGRAPH_ERROR.match(message)
    if match is None:
        return QueryRefusedError(f"The query cannot be run: {message.rstrip('.')}.")
    parts = re.split(r", |expected one of |expected ", match[3])
    reason = next((part for part in parts if _SENTENCE.match(part)), "")
    return syntax_refused(query, int(match[1]), int(match[2]), reason)


def _parse(query: str) -> Any:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import Query

    text = _same_for_all(query)
    try:
        return Query.parse_string(text, parse_all=True)
    except ParseBaseException as error:
        raise _not_a_query(query, text, error) from None
    except RecursionError:
        raise _too_deep() from None
    except Exception as error:  # rdflib's parse actions raise whatever the terms they build raise
        raise QueryRefusedError(f"The query cannot be read: {error}.") from error


def _same_for_all(query: str) -> str:
    """Return a copy of equal length and lines whose reading does not depend on the parser; see the header."""
    text = _ESCAPE.sub(lambda found: "x" * len(found[0]) if found[0][1] in "uU" else found[0], query)
    text = _NEGATIVE_DECIMAL.sub(r"\1+", text)
    return text.replace("\r\n", " \n").replace("\r", "\n").replace("\t", " ")


def _not_a_query(query: str, text: str, error: Any) -> QueryRefusedError:
    """Return the most telling error for ``error`` of rdflib's parser: an update by name, else a place."""
    if _has_service_word(query):
        return _service_refused("SERVICE")
    update = _find_update(text)
    if update:
        return QueryRefusedError(
            f"{update} changes data, and this endpoint only answers questions.",
            "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    if not query.strip():
        return QueryRefusedError("The query is empty.")
    # rdflib knows the place only where something follows a whole query. Elsewhere the engine tells it better,
    # but may only be asked about a text that cannot name another server.
    if error.msg != "Expected end of text" and not re.search(r"service|\\u", query, re.IGNORECASE):
        from fonds.store.embedded import find_syntax_error

        message = find_syntax_error(query)
        if message is not None:
            return parse_engine_error(query, message)
    refused = syntax_refused(query, error.lineno, error.column)
    refused.remedy = "Extensions of SPARQL 1.1, such as LATERAL and triple terms, are not read here."
    return refused


def _find_update(text: str) -> str | None:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import UpdateUnit

    try:
        tree = UpdateUnit.parse_string(text, parse_all=True)
    except (ParseBaseException, RecursionError):
        return None
    requests = [_name(node) for node in _nodes(tree) if _name(node) in _UPDATES]
    return _UPDATES[requests[0]] if requests else None


_UPDATES = {
    "InsertData": "INSERT DATA", "DeleteData": "DELETE DATA", "DeleteWhere": "DELETE WHERE",
    "Modify": "DELETE/INSERT", "Load": "LOAD", "Clear": "CLEAR", "Drop": "DROP", "Create": "CREATE",
    "Add": "ADD", "Move": "MOVE", "Copy": "COPY",
}


def _nodes(tree: Any) -> Iterator[Any]:
    """Yield every named node and every term of a parse tree, in reading order.

    Without recursion, for the tree may be deep.
    """
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, str):
            yield node
        elif hasattr(node, "__iter__"):
            waiting.extend(reversed(list(node)))


def _name(node: Any) -> str:
    """Return the name of a node of the grammar; a term has none."""
    return "" if isinstance(node, str) else str(node.name)


def _has_service_word(query: str) -> bool:
    return any(match["service"] for match in _SCAN.finditer(query))


def _check_names(nodes: list[Any]) -> None:
    """Raise QueryRefusedError for a prefix or base that is missing: there the engine's message misleads."""
    from rdflib import URIRef

    declared = {_field(node, "prefix") for node in nodes if _name(node) == "PrefixDecl"}
    has_base = any(_name(node) == "Base" for node in nodes)
    for node in nodes:
        if _name(node) == "pname" and _field(node, "prefix") not in declared:
            prefix = _field(node, "prefix")
            raise QueryRefusedError(
                f"The prefix of {_shown(node)} is not declared.",
                f"Begin the query with PREFIX {prefix}: <…>.",
            )
        if isinstance(node, URIRef) and not has_base and not _ABSOLUTE.match(node):
            raise QueryRefusedError(f"The IRI <{node}> is relative.", "Write it in full, or declare a BASE.")


def _field(node: Any, key: str) -> str:
    return str(node[key]) if key in node else ""


def _shown(term: Any) -> str:
    from rdflib import URIRef

    if _name(term) == "pname":
        return f"{_field(term, 'prefix')}:{_field(term, 'localname')}"
    return f"<{term}>" if isinstance(term, URIRef) else f"?{term}"


def _service_refused(what: str) -> QueryRefusedError:
    return QueryRefusedError(
        f"{what} is not allowed here: it would make this server send a request to another one.",
        "Ask the two endpoints separately, or from a client of your own.",
    )


def _from_refused(node: Any) -> QueryRefusedError:
    word = "FROM NAMED" if "named" in node else "FROM"
    graph = _shown(node["named" if "named" in node else "default"])
    return QueryRefusedError(
        f"{word} {graph} is not allowed here: there is one graph, and no other is read or fetched.",
        f"Leave {word} out.",
    )


def _too_deep() -> QueryRefusedError:
    return QueryRefusedError(
        "The query is nested too deeply, or has too many parts in one group.", "Divide it into smaller ones."
    )
