"""Results of queries on pages (floor 7): SPARQL JSON → a table whose cells lead where their IRIs lead."""

import json
from dataclasses import dataclass

from fonds.rdf.formats import TURTLE
from fonds.rdf.namespaces import shorten
from fonds.store.answer import Answer
from fonds.web.pages.links import Links


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its words, where it leads (or nowhere), and the language of a text."""

    text: str
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a page shows of an answer: rows under names, or yes and no, or a graph as Turtle."""

    kind: str
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    answer: bool = False
    graph: str = ""
    cut: str = ""


def result_page(answer: Answer, links: Links, cut: str = "") -> Result:
    """Return an answer as a page shows it; its body must be JSON (rows) or Turtle (a graph)."""
    if answer.kind == "construct":
        if answer.media_type != TURTLE.media_type:
            raise ValueError(f"a page shows Turtle, not {answer.media_type}")
        return Result("graph", graph=answer.body.decode(), cut=cut)
    data = json.loads(answer.body)
    if "boolean" in data:
        return Result("ask", answer=bool(data["boolean"]))
    names = tuple(data["head"]["vars"])
    rows = tuple(tuple(_cell(row.get(name), links) for name in names) for row in data["results"]["bindings"])
    return Result("rows", names, rows, cut=cut)


def _cell(term: dict[str, str] | None, links: Links) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] != "uri":
        return Cell(value, language=term.get("xml:lang", ""))
    local = links.iris.local(value)
    return Cell(local if local is not None else shorten(value), links.iri(value))
