"""Pictures of results (floor 7): ``/queries/{name}.svg`` and ``.png``, the picture in the page, the page for partners.

A query whose header says how it is best seen has a picture (``fonds.views``), made of the same rows and with the same
parameters as its table. A picture in a page leads to pages beside it; one that is a file travels, so it leads to the
IRIs themselves. Only the embedded page may be framed by others.
"""

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, request
from markupsafe import Markup

from fonds.errors import NotFoundError
from fonds.rdf.formats import HTML, PICTURES, PNG, RESULTS, RESULTS_CSV, SVG, Format
from fonds.web.answers import cut_headers, cut_words, wanted
from fonds.web.negotiation import choose
from fonds.web.pages.links import Links
from fonds.web.queries import all_queries
from fonds.web.questions import asked_question, pairs_words
from fonds.web.rendering import STATIC
from fonds.web.representation import Header, Representation
from fonds.web.responses import FRAMED, FRAMED_PLAIN, respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery
    from fonds.views.picture import Picture
    from fonds.web.findings import Finding, Findings

_ROOM = 190
"""Pixels that an embedded page has around its picture."""


class PictureHtml(NamedTuple):
    """A picture as a page shows it (``picture.html``). The page must allow scripts of ours, or it cannot be moved.

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


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of pictures."""
    blueprint = Blueprint("views", __name__)

    @cache
    def findings() -> "Findings":
        from fonds.web.findings import Findings

        return Findings(site)

    @blueprint.get("/queries/<name>.svg")
    def svg(name: str) -> Response:
        """The picture of a canned query's result, with the parameters of the query."""
        return respond(picture_file(site, findings(), name, SVG))

    @blueprint.get("/queries/<name>.png")
    def png(name: str) -> Response:
        """The picture of a canned query's result, with the parameters of the query."""
        return respond(picture_file(site, findings(), name, PNG))

    @blueprint.get("/queries/<name>/embed")
    def embed(name: str) -> Response:
        """A bare page with a canned query's picture and table, for a frame in a partner's page."""
        from fonds.web.pages.results import result_page

        finding = _found(site, findings(), name)
        links, tail = Links(site.iris, f"/queries/{name}/embed"), finding.question.tail()
        picture = picture_of(site, finding, links)
        body = site.pages.render(
            "embed.html", links, query=finding.question.canned, picture=picture,
            result=result_page(finding.answer, links, cut_words(site, finding.answer)),
            window=finding.window, whole=links.to(f"queries/{name}") + tail,
            address=f"{site.iris.base}/queries/{name}{tail}",
        )
        policy = FRAMED if picture else FRAMED_PLAIN
        return respond(Representation(body, HTML.content_type, headers=(policy, *cut_headers(site, finding.answer))))

    return blueprint


def picture_of(site: Site, finding: "Finding", links: Links) -> PictureHtml | None:
    """Return the picture of what was found for the page of those links, or None where a table shows it best.

    The rows found must be JSON.
    """
    picture = _drawn(site, finding, links)
    if picture is None:
        return None
    name, tail = finding.question.canned.name, finding.question.tail()
    height = int(float(picture.svg.partition(b' height="')[2].partition(b'"')[0])) + _ROOM
    frame = Markup('<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>')
    return PictureHtml(
        svg=Markup(picture.svg.decode()),  # noqa: S704 (an XML tree, written out)
        description=picture.description, notes=picture.notes, shown=picture.shown, total=picture.total,
        downloads=tuple((links.to(f"queries/{name}.{form.suffix}") + tail, form) for form in (*PICTURES, RESULTS_CSV)),
        embed=str(frame.format(f"{site.iris.base}/queries/{name}/embed{tail}", picture.title, height)),
        script=links.to(f"static/picture.js?v={_digest()}"),
    )


def preferred_picture(canned: "CannedQuery") -> Format | None:
    """Return the format of picture that the Accept header prefers to a page and to rows, if it does and there is one."""
    if canned.view is None or not canned.view.drawn:
        return None
    choice = choose(request.headers.get("Accept", ""), (HTML, *RESULTS, *PICTURES))
    return choice.format if choice is not None and choice.format in PICTURES else None


def picture_file(site: Site, findings: "Findings", name: str, form: Format) -> Representation:
    """Return the picture of a query as a file. NotFoundError where the query has none."""
    finding = _found(site, findings, name)
    picture = _drawn(site, finding)
    if picture is None:
        raise NotFoundError(f"The query {name!r} is best seen as a table; it has no picture.", f"Ask for {name}.csv.")
    body = picture.svg
    if form is PNG:
        from fonds.views.raster import render_png

        body = render_png(picture.svg)
    kept: Header = ("Content-Disposition", f'inline; filename="{finding.question.canned.name}.{form.suffix}"')
    return Representation(body, form.media_type, headers=(kept, *cut_headers(site, finding.answer)))


def _found(site: Site, findings: "Findings", name: str) -> "Finding":
    """Ask a query with the parameters of the present request."""
    from fonds.canned.loading import get_query

    return findings.find(asked_question(get_query(all_queries(site), name)), wanted("json"))


def _drawn(site: Site, finding: "Finding", links: Links | None = None) -> "Picture | None":
    """Draw what was found: for a page with those links, or alone, as a file."""
    from fonds.views.picture import make_picture
    from fonds.views.rows import parse_rows

    question = finding.question
    if question.canned.view is None or finding.answer.kind != "select":
        return None
    given = pairs_words(question.pairs(), {each.name: each.label for each in question.canned.parameters})
    return make_picture(
        question.canned.view, parse_rows(finding.answer.body),
        f"{question.canned.summary} – {given}" if given else question.canned.summary,
        links.iri if links else str, notes=_notes(site, finding), alone=links is None,
        credit=f"{site.settings.title} · {site.iris.base}/queries/{question.canned.name}{question.tail()}",
    )


def _notes(site: Site, finding: "Finding") -> tuple[str, ...]:
    """Say where the rows are not the whole result."""
    window, notes = finding.window, []
    if finding.answer.truncated:
        notes.append(cut_words(site, finding.answer))
    if window.paged and window.shown:
        total = f" of {window.total:,}" if window.total is not None else ", and there are more" if window.more else ""
        rows = f"{window.first_row:,} to {window.last_row:,}"
        notes.append(f"The picture is made of one page of the result: rows {rows}{total}.")
    return tuple(notes)


@cache
def _digest() -> str:
    return sha256((STATIC / "picture.js").read_bytes()).hexdigest()[:12]
