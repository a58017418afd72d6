"""Canned queries on the web (floor 7): ``/queries`` lists them, ``/queries/{name}`` is one with form and result.

Parameters are bound as typed terms (``canned/binding``); an unknown or ill-typed one is a 400 that names it. A page
without the values its query needs shows the form; a machine is told which are missing.

What reads and binds queries is imported when the first of them is asked for, so that a worker is ready sooner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from fonds.bundled import bundled_path
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Filters
from fonds.errors import ParameterError
from fonds.rdf.formats import HTML, RESULTS, Format
from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.answers import GRAPHS, cut_headers, cut_words, represent, run, wanted
from fonds.web.pages.links import Links
from fonds.web.pages.results import result_page
from fonds.web.parameters import asked
from fonds.web.representation import Header, Link, Representation, link_header
from fonds.web.responses import respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.canned.parameters import Parameter
    from fonds.canned.query import CannedQuery

PAGING = ("limit", "offset")
"""What every query takes besides its own parameters."""
MOST_CHOICES = 300
"""Entities that a form offers to choose from."""

Values = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter as a form shows it. ``choices`` are values with their labels."""

    parameter: "Parameter"
    value: str
    widget: str
    choices: tuple[tuple[str, str], ...] = ()


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the canned queries."""
    blueprint = Blueprint("queries", __name__)

    @blueprint.get("/queries")
    def listing() -> Response:
        """The canned queries."""
        choice = asked("queries", (HTML,))
        body = site.pages.render("queries.html", Links(site.iris, "/queries"), queries=list(all_queries(site).values()))
        return respond(Representation(body, choice.choice.content_type), varies=True)

    @blueprint.get("/queries/<name>")
    def query(name: str) -> Response:
        """One canned query: form and result, or the result in the format asked for."""
        from fonds.canned.binding import bind
        from fonds.canned.loading import get_query

        stem, _, suffix = name.partition(".")
        canned, form = get_query(all_queries(site), stem), wanted(suffix)
        values, limit, offset = arguments()
        if form.as_page:
            return respond(_page(site, canned, values, limit, offset), varies=not suffix)
        text = bind(canned, values, site.iris, limit, offset)
        return respond(represent(site, run(site, text, form, trusted=True), form), varies=not suffix)

    return blueprint


def all_queries(site: Site) -> "Mapping[str, CannedQuery]":
    """Return the site's canned queries; read once in every worker."""
    return _loaded(Path(site.settings.queries) if site.settings.queries else bundled_path("queries"))


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> "Mapping[str, CannedQuery]":
    from fonds.canned.loading import load_queries

    return load_queries(folder)


def arguments() -> tuple[Values, int | None, int]:
    """Return the values given, the rows wanted (None: the query's own page) and the rows to pass over."""
    values: Values = {}
    for name, texts in request.args.lists():
        if name not in PAGING:
            values[name] = texts[0] if len(texts) == 1 else texts
    return values, _whole("limit", least=1), _whole("offset", least=0) or 0


def _whole(name: str, *, least: int) -> int | None:
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text) >= least):
        raise ParameterError(name, f"The parameter {name!r} is {text[:40]!r}.", f"Give a whole number from {least}.")
    return int(text)


def _page(site: Site, canned: "CannedQuery", values: Values, limit: int | None, offset: int) -> Representation:
    from fonds.canned.binding import bind

    links = Links(site.iris, f"/queries/{canned.name}")
    given = {name for name, value in values.items() if value}
    missing = [p.name for p in canned.parameters if p.required and p.name not in given]
    text, result = canned.shown, None
    headers: tuple[Header, ...] = ()
    if not missing or given - {p.name for p in canned.parameters}:
        text = bind(canned, values, site.iris, limit, offset)
        answer = run(site, text, wanted("html"), trusted=True)
        result = result_page(answer, links, cut_words(site, answer))
        headers = cut_headers(site, answer)
    formats: tuple[Format, ...] = RESULTS if canned.form in ("SELECT", "ASK") else GRAPHS
    permalink = urlencode([*_pairs(values), *(("limit", limit),) * bool(limit), *(("offset", offset),) * bool(offset)])
    page = site.pages.render(
        "query.html", links, query=canned, fields=_fields(site, canned, values), text=text, result=result,
        formats_here=formats, permalink=f"?{permalink}" if permalink else "", missing=missing,
        editor=links.to(f"sparql?{urlencode({'query': text})}"),
    )
    alternates = link_header([
        Link(f"{canned.name}.{form.suffix}{'?' + permalink if permalink else ''}", "alternate", form.media_type)
        for form in formats
    ])
    return Representation(page, HTML.content_type, headers=(*headers, alternates))


def _pairs(values: Values) -> list[tuple[str, str]]:
    return [
        (name, text)
        for name, value in values.items()
        for text in ([value] if isinstance(value, str) else value)
        if text
    ]


def _fields(site: Site, canned: "CannedQuery", values: Values) -> list[Field]:
    with site.reading.snapshot() as reader:
        return [_field(parameter, values, reader) for parameter in canned.parameters]


def _field(parameter: "Parameter", values: Values, reader: ListingReader) -> Field:
    given = values.get(parameter.name, "")
    value = given if isinstance(given, str) else ", ".join(given)
    if parameter.choices:
        return Field(parameter, value, "select", tuple((choice, choice) for choice in parameter.choices))
    if parameter.type == "document":
        listed = reader.documents(Filters(), 0, MOST_CHOICES).items
        return Field(parameter, value, "list", tuple((f"doc/{d.slug}", d.listing.label) for d in listed))
    kind = {"archive": "agent"}.get(parameter.type, parameter.type)
    if kind in ENTITY_KINDS:
        entities = reader.entities(kind, 0, MOST_CHOICES).items
        return Field(parameter, value, "list", tuple((entity.key, entity.label) for entity in entities))
    return Field(parameter, value, {"date": "date", "integer": "number", "year": "number"}.get(parameter.type, "text"))
