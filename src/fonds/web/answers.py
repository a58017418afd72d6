"""Answers to queries (floor 7): what ``/sparql`` and the canned queries share.

The kind of a query (rows, yes or no, graph) is known only when it has been parsed, in another process; so a format is
chosen for each kind beforehand, and what turns out not to be acceptable is a 406.
"""

from typing import NamedTuple

from flask import request

from fonds.errors import NotFoundError, StateError
from fonds.rdf.formats import FORMATS, HTML, JSONLD, NTRIPLES, RDFXML, RESULTS, TURTLE, Format
from fonds.store.answer import Answer, Formats, answer_format
from fonds.web.clients import present_client
from fonds.web.errors import NotAcceptableError
from fonds.web.negotiation import Choice, choose, find_by_suffix, named
from fonds.web.pages.limits import limits_header
from fonds.web.representation import Header, Representation
from fonds.web.site import Site

GRAPHS: tuple[Format, ...] = (TURTLE, NTRIPLES, RDFXML, JSONLD)
"""How the answer of a CONSTRUCT or DESCRIBE is given; the first is the default."""

_TRIES = 3
"""Times a query may find that its store was dropped before it is told so."""

CUT = "Fonds-Result-Cut"
"""The header that says which limit shortened an answer."""


class Wanted(NamedTuple):
    """The format chosen for rows and for graphs; None where nothing of that kind is acceptable."""

    rows: Choice | None
    graph: Choice | None

    @property
    def as_page(self) -> bool:
        """Whether a page for people is asked for, whatever the answer will be.

        A program that reads one kind of answer may name pages last of all, for the other kind; it gets no page.
        """
        return all(choice is None or choice.format is HTML for choice in (self.rows, self.graph))

    def formats(self) -> Formats:
        """Return the format the engine is to write for each kind: a page is made from JSON, or shows Turtle."""
        rows = self.rows.format.name if self.rows and self.rows.format is not HTML else RESULTS[0].name
        graph = self.graph.format.name if self.graph and self.graph.format is not HTML else TURTLE.name
        return {"select": rows, "ask": rows, "construct": graph}


def wanted(suffix: str = "") -> Wanted:
    """Return what the request asks for, by a suffix or its Accept header.

    NotFoundError for an unknown suffix, NotAcceptableError where nothing at all is acceptable.
    """
    if suffix:
        rows, graph = find_by_suffix(suffix, (*RESULTS, HTML)), find_by_suffix(suffix, (*FORMATS, HTML))
        if rows is None and graph is None:
            names = ", ".join(f".{form.suffix}" for form in (HTML, *RESULTS, *GRAPHS))
            raise NotFoundError(f"There is no format with the suffix .{suffix[:40]}.", f"There are: {names}.")
        return Wanted(rows, graph)
    accept = request.headers.get("Accept", "")
    found = Wanted(choose(accept, (*RESULTS, HTML)), choose(accept, (*GRAPHS, HTML)))
    if found.rows is None and found.graph is None:
        raise NotAcceptableError((*RESULTS, *GRAPHS, HTML))
    return found


def run(site: Site, query: str, asked: Wanted, *, trusted: bool = False) -> Answer:
    """Ask the store of the current release. StateError before the first release, or without a query service.

    While a query waits for its turn, so many releases may come that its store is dropped: then it is asked of the
    newest one.
    """
    if site.queries is None:
        raise StateError("This server was started without its query service.", "Start it with `fonds serve`.")
    client = present_client(site.settings.trusted_proxies)
    for _ in range(_TRIES):
        store = site.store()
        try:
            return site.queries.run(query, store=store, formats=asked.formats(), trusted=trusted, client=client)
        except StateError:
            if site.reading.newest().store == store.name:
                raise  # the directory may still be there, half removed: that another release came is what counts
    return site.queries.run(query, store=site.store(), formats=asked.formats(), trusted=trusted, client=client)


def represent(site: Site, answer: Answer, asked: Wanted) -> Representation:
    """Return an answer in the format that was chosen for its kind; NotAcceptableError where none was.

    Where a page was chosen for this kind only, it stays as the engine wrote it: the asker is a program.
    """
    choice = asked.graph if answer.kind == "construct" else asked.rows
    if choice is None:
        raise NotAcceptableError(GRAPHS if answer.kind == "construct" else RESULTS)
    kept = named(answer_format(answer.kind, {answer.kind: answer.media_type})) if choice.format is HTML else choice
    return Representation(answer.body, kept.content_type, headers=cut_headers(site, answer))


def cut_headers(site: Site, answer: Answer) -> tuple[Header, ...]:
    """Return the headers that state the limits, and which of them shortened the answer, if one did."""
    stated = limits_header(site.settings)
    if not answer.truncated:
        return (stated,)
    limit = {"rows": site.settings.query_rows, "bytes": site.settings.query_bytes}[answer.truncated]
    return stated, (CUT, f"{answer.truncated}; limit={limit}")


def cut_words(site: Site, answer: Answer) -> str:
    """Return the same for people."""
    if answer.truncated == "rows":
        return f"The result was cut after {site.settings.query_rows:,} rows."
    if answer.truncated == "bytes":
        return f"The result was cut after {site.settings.query_bytes:,} bytes."
    return ""
