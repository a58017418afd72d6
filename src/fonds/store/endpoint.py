"""A SPARQL 1.1 engine at an address (floor 3), and the only module that knows SPARQLWrapper.

Traps it is written around: the wrapper has no time limit unless given one, and that one is for silence, not
for the whole answer; it guesses a query's kind with a regular expression that can run for ever, so the text
is put in beside it; it leaks urllib's exceptions for most statuses; it keeps the last query, so each call
gets a new one. Whatever the engine can write, rows are fetched as JSON and graphs as N-Triples (or what comes
nearest) and written by us: the same formats, the same limits, whole documents.
"""

import ast
import json
import math
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError

from fonds.errors import FondsError, QueryLimitError, QueryRefusedError, StateError
from fonds.rdf.formats import NTRIPLES, RDFXML, RESULTS_JSON, TURTLE
from fonds.rdf.literals import Parsed
from fonds.store.answer import Answer, Formats, answer_format
from fonds.store.results import Row, render_boolean, render_rows

_ACCEPT = ", ".join((
    RESULTS_JSON.media_type, f"{NTRIPLES.media_type};q=0.9", f"{TURTLE.media_type};q=0.8",
    f"{RDFXML.media_type};q=0.7",
))
_PIECE = 1 << 16
_RAW_PER_BYTE = 4
"""How much more than ``size`` is read: JSON rows are up to four times as long as CSV ones."""
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_KINDS = {"uri": "iri", "bnode": "blank", "literal": "literal", "typed-literal": "literal"}


class EndpointStore:
    """A store asked by the SPARQL 1.1 Protocol (POST, form-encoded). Usable as a context manager."""

    def __init__(self, address: str, seconds: float = 30.0) -> None:
        """``seconds`` is how long one answer may take, from asking to the last byte."""
        self.address = address
        self.seconds = seconds

    def __enter__(self) -> "EndpointStore":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: every call has a connection of its own."""

    def count(self) -> int:
        """Return the number of triples as the engine counts them."""
        media_type, body = self._fetch(_COUNT, None)
        try:
            return int(_json(self.address, media_type, body)["results"]["bindings"][0]["n"]["value"])
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise self._not_understood(f"no count: {error}") from error

    def query(
        self, query: str, *, formats: Formats, rows: int | None = None, size: int | None = None
    ) -> Answer:
        """Answer one query. See ``protocol.Store``; raises QueryLimitError("time") after the time allowed."""
        start = time.perf_counter()
        media_type, body = self._fetch(query, None if size is None else size * _RAW_PER_BYTE)
        try:
            if "json" in media_type and "ld+json" not in media_type:
                answer = self._table(_json(self.address, media_type, body), formats, rows, size)
            else:
                answer = self._graph(media_type, body, formats, rows, size)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise self._not_understood(str(error)) from error
        return replace(answer, seconds=time.perf_counter() - start)

    def _table(self, found: Any, formats: Formats, rows: int | None, size: int | None) -> Answer:
        if "boolean" in found:
            form = answer_format("ask", formats)
            return Answer("ask", form.media_type, render_boolean(form.name, bool(found["boolean"])), None, 1)
        form = answer_format("select", formats)
        names: list[str] = found["head"]["vars"]
        solutions = _rows(names, found["results"]["bindings"])
        written = render_rows(form.name, names, solutions, most=rows, size=size)
        return Answer("select", form.media_type, written.body, written.truncated, written.count)

    def _graph(
        self, media_type: str, body: bytes, formats: Formats, rows: int | None, size: int | None
    ) -> Answer:
        from fonds.store.embedded import render_graph

        form = answer_format("construct", formats)
        written = render_graph(body, media_type, form, most=rows, size=size)
        return Answer("construct", form.media_type, written.body, written.truncated, written.count)

    def _fetch(self, query: str, most: int | None) -> tuple[str, bytes]:
        """Return the media type and body of the engine's answer. All that can go wrong becomes ours here."""
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        deadline = time.monotonic() + self.seconds
        try:
            response = self._asked(query)
            with response:
                body = b"".join(self._pieces(response, deadline, most))
                return str(response.headers.get_content_type()), body
        except FondsError:
            raise
        except SPARQLWrapperException as error:
            raise self._refused(type(error).__name__, _quoted(str(error))) from error
        except HTTPError as error:
            with error:
                raise self._status(error) from error
        except TimeoutError as error:
            raise self._too_slow() from error
        except (URLError, HTTPException, OSError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._too_slow() from error
            raise self._unreachable(str(getattr(error, "reason", error))) from error

    def _asked(self, query: str) -> Any:
        from SPARQLWrapper import JSON, POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.address, agent="Fonds")
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(math.ceil(self.seconds))
        wrapper.addCustomHttpHeader("Accept", _ACCEPT)
        wrapper.queryString, wrapper.queryType = query, "SELECT"
        return wrapper.query().response

    def _pieces(self, response: Any, deadline: float, most: int | None) -> Iterator[bytes]:
        """Yield the body as it comes, within the time and the size allowed."""
        total = 0
        while piece := response.read1(_PIECE):
            total += len(piece)
            if most is not None and total > most:
                raise QueryLimitError(
                    "memory", f"The answer from {self.address} is too large.", "Ask for less; use LIMIT."
                )
            if time.monotonic() > deadline:
                raise self._too_slow()
            yield piece

    def _refused(self, name: str, said: str) -> FondsError:
        if name in {"QueryBadFormed", "URITooLong"}:
            return QueryRefusedError(f"{self.address} does not accept the query: {_first_line(said)}")
        if name == "Unauthorized":
            return StateError(f"{self.address} asks for a login.", "Give Fonds an address it may read.")
        return self._unreachable(_first_line(said))

    def _status(self, error: HTTPError) -> FondsError:
        if error.code in {408, 504}:
            return self._too_slow()
        if error.code in {429, 503}:
            return QueryLimitError("load", f"{self.address} is busy ({error.code}).", "Try again later.")
        return self._unreachable(f"{error.code} {error.reason}")

    def _too_slow(self) -> QueryLimitError:
        return QueryLimitError(
            "time", f"{self.address} did not answer within {self.seconds:g} seconds.",
            "Ask for less; use LIMIT.",
        )

    def _unreachable(self, why: str) -> StateError:
        return StateError(f"The SPARQL endpoint {self.address} cannot be used: {why}.", "Check the address.")

    def _not_understood(self, why: str) -> StateError:
        return StateError(f"{self.address} gave what is no answer to a query ({why}).", "Is it SPARQL?")


def _json(address: str, media_type: str, body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise StateError(f"{address} gave {media_type} that is no JSON.", "Is it SPARQL?") from error


def _rows(names: list[str], bindings: Any) -> Iterator[Row]:
    for binding in bindings:
        yield [_cell(binding.get(name)) for name in names]


def _cell(term: dict[str, str] | None) -> Parsed | None:
    if term is None:
        return None
    return Parsed(_KINDS[term["type"]], term["value"], term.get("xml:lang", ""), term.get("datatype", ""))


def _quoted(said: str) -> str:
    """Return what the engine said: the wrapper quotes it, as bytes, at the end of a text of its own."""
    own, _, quoted = said.partition("Response:\n")
    try:
        return ast.literal_eval(quoted).decode(errors="replace") if quoted else own
    except (ValueError, SyntaxError, AttributeError):
        return own


def _first_line(text: str) -> str:
    """Return the beginning of what an engine says: some answer with a whole page."""
    line = text.strip().splitlines()[0] if text.strip() else "without a reason"
    return line[:200]
