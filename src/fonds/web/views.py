"""Pictures of results (floor 7): ``/queries/{name}.svg`` and ``.png``, the picture in the page, the page for partners.

A query whose header says how it is best seen has a picture (``fonds.views``), made of the same rows and with the same
parameters as its table. A picture in a page leads to pages beside it; one that is a file travels, so it leads to the
IRIs themselves. Only the embedded page may be framed by others.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from markupsafe import Markup

from fonds.errors import NotFoundError
from fonds.rdf.formats import HTML, PICTURES, PNG, RESULTS, RESULTS_CSV, SVG, Format
from fonds.store.answer import Answer
from fonds.web.answers import cut_headers, cut_words, run, wanted
from fonds.web.negotiation import choose
from fonds.web.pages.links import Links
from fonds.web.pages.results import result_page
from fonds.web.queries import all_queries, arguments
from fonds.web.rendering import STATIC
from fonds.web.representation import Header, Representation
from fonds.web.responses import SECURITY, respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery
    from fonds.views.picture import Picture

_POLICY = dict(SECURITY)["Content-Security-Policy"]
SCRIPTED: Header = ("Content-Security-Policy", f"{_POLICY}; script-src 'self'")
"""The policy of a page with a picture: our own script may run."""
FRAMED: Header = (
    "Content-Security-Policy", f"{_POLICY}; script-src 'self'".replace("frame-ancestors 'self'", "frame-ancestors *")
)
"""The policy of the page made for partners: anybody may frame it."""
_ROOM = 150
"""Pixels that an embedded page has around its picture."""


@dataclass(frozen=True, slots=True)
class PictureHtml:
    """A picture as a page shows it (``picture.html``). The page must bear ``headers``, or its script cannot run.

    ``shown`` of ``total`` things are drawn. ``downloads`` are addresses with their formats, ``embed`` is what a partner
    pastes, ``script`` the address of what makes the picture movable.
    """

    svg: Markup
    description: str
    notes: tuple[str, ...]
    shown: int
    total: int
    downloads: tuple[tuple[str, Format], ...]
    embed: str
    script: str
    headers: tuple[Header, ...]


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of pictures."""
    blueprint = Blueprint("views", __name__)

    @blueprint.get("/queries/<name>.svg")
    def svg(name: str) -> Response:
        """The picture of a canned query's result, with the parameters of the query."""
        return respond(picture_file(site, name, SVG))

    @blueprint.get("/queries/<name>.png")
    def png(name: str) -> Response:
        """The picture of a canned query's result, with the parameters of the query."""
        return respond(picture_file(site, name, PNG))

    @blueprint.get("/queries/<name>/embed")
    def embed(name: str) -> Response:
        """A bare page with a canned query's picture and table, for a frame in a partner's page."""
        canned, answer = _asked(site, name)
        links = Links(site.iris, f"/queries/{name}/embed")
        picture = _drawn(site, canned, answer, links)
        body = site.pages.render(
            "embed.html", links, query=canned, picture=_html(site, canned, picture, links) if picture else None,
            result=result_page(answer, links, cut_words(site, answer)), whole=links.to(f"queries/{name}") + _query(),
        )
        return respond(Representation(body, HTML.content_type, headers=(FRAMED, *cut_headers(site, answer))))

    return blueprint


def picture_of(site: Site, canned: "CannedQuery", answer: Answer) -> PictureHtml | None:
    """Return the picture of an answer for the page of its query, or None where a table shows it best.

    The answer's rows must be JSON; the parameters are those of the present request.
    """
    links = Links(site.iris, f"/queries/{canned.name}")
    picture = _drawn(site, canned, answer, links)
    return _html(site, canned, picture, links) if picture else None


def wanted_picture() -> Format | None:
    """Return the format of picture that the Accept header prefers to a page and to rows, if it does."""
    choice = choose(request.headers.get("Accept", ""), (HTML, *RESULTS, *PICTURES))
    return choice.format if choice is not None and choice.format in PICTURES else None


def picture_file(site: Site, name: str, form: Format) -> Representation:
    """Return the picture of a query as a file. NotFoundError where the query has none."""
    canned, answer = _asked(site, name)
    picture = _drawn(site, canned, answer)
    if picture is None:
        raise NotFoundError(f"The query {name!r} is best seen as a table; it has no picture.", f"Ask for {name}.csv.")
    body = picture.svg
    if form is PNG:
        from fonds.views.raster import render_png

        body = render_png(picture.svg)
    kept: Header = ("Content-Disposition", f'inline; filename="{canned.name}.{form.suffix}"')
    return Representation(body, form.media_type, headers=(kept, *cut_headers(site, answer)))


def _asked(site: Site, name: str) -> "tuple[CannedQuery, Answer]":
    """Ask a query with the parameters of the present request."""
    from fonds.canned.binding import bind
    from fonds.canned.loading import get_query

    canned = get_query(all_queries(site), name)
    values, limit, offset = arguments()
    return canned, run(site, bind(canned, values, site.iris, limit, offset), wanted("json"), trusted=True)


def _drawn(site: Site, canned: "CannedQuery", answer: Answer, links: Links | None = None) -> "Picture | None":
    """Draw an answer: for a page with those links, or alone, as a file."""
    from fonds.views.picture import make_picture
    from fonds.views.rows import parse_rows

    if canned.view is None or answer.kind != "select":
        return None
    credit = f"{site.settings.title} · {site.iris.base}queries/{canned.name}{_query()}"
    return make_picture(
        canned.view, parse_rows(answer.body), _title(canned), links.iri if links else str,
        notes=_notes(site, canned, answer), credit=credit, alone=links is None,
    )


def _title(canned: "CannedQuery") -> str:
    """Return what the picture is of: the query with the values it was given."""
    given = [f"{p.label}: {', '.join(request.args.getlist(p.name))}" for p in canned.parameters if request.args.get(p.name)]
    return " – ".join([canned.summary, *given])


def _notes(site: Site, canned: "CannedQuery", answer: Answer) -> tuple[str, ...]:
    """Say where the rows are not the whole result."""
    _, limit, offset = arguments()
    most = limit or canned.pagination
    notes = [cut_words(site, answer)] if answer.truncated else []
    if most is not None and answer.rows >= most:
        notes.append(f"These are {answer.rows:,} rows of one page of the result; there may be more.")
    if offset:
        notes.append(f"The first {offset:,} rows of the result are passed over.")
    return tuple(notes)


def _html(site: Site, canned: "CannedQuery", picture: "Picture", links: Links) -> PictureHtml:
    files = (*PICTURES, RESULTS_CSV)
    downloads = tuple((links.to(f"queries/{canned.name}.{form.suffix}") + _query(), form) for form in files)
    height = int(float(picture.svg.partition(b' height="')[2].partition(b'"')[0])) + _ROOM
    address = f"{site.iris.base}queries/{canned.name}/embed{_query()}"
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>')
    return PictureHtml(
        svg=Markup(picture.svg.decode()),  # noqa: S704 (an XML tree, written out)
        description=picture.description, notes=picture.notes, shown=picture.shown, total=picture.total,
        downloads=downloads, embed=str(frame.format(address, picture.title, height)),
        script=links.to(f"static/picture.js?v={_digest()}"), headers=(SCRIPTED,),
    )


def _query() -> str:
    """Return the parameters of the present request as they stand behind an address."""
    pairs = [(name, text) for name, text in request.args.items(multi=True) if text]
    return f"?{urlencode(pairs)}" if pairs else ""


@cache
def _digest() -> str:
    return sha256((STATIC / "picture.js").read_bytes()).hexdigest()[:12]
