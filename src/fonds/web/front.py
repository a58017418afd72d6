"""The way in (floor 7): the front page and the search."""

from dataclasses import asdict

from flask import Blueprint, Response, request

from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Filters
from fonds.catalogue.search import parse_phrases
from fonds.clock import parse_stamp
from fonds.errors import StateError
from fonds.feeds import atom
from fonds.rdf.formats import HTML
from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.pages.links import Links
from fonds.web.pages.lists import SearchAddresses, chosen, facets, stretch, stretch_links, timeline
from fonds.web.pages.words import KINDS
from fonds.web.parameters import PAGE_SIZE, asked, filters, page_number, search_text
from fonds.web.representation import Header, Link, Representation, link_header
from fonds.web.responses import respond
from fonds.web.site import Site

FEW = 6
"""Documents of each list on the front page."""

MANY_NAMES = 12
"""Persons and bodies, places, events on the front page, each."""

MANY_YEARS = 400
"""Years the timeline has at most."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the front page and the search."""
    blueprint = Blueprint("front", __name__)

    @blueprint.get("/")
    def front() -> Response:
        """The front page."""
        wanted = asked("", (HTML,))
        return respond(site.reading.answer("front", lambda reader: _front(site, reader)), varies=wanted.varies)

    @blueprint.get("/search")
    def search() -> Response:
        """Search (`?q=`), narrowed by genre, year, agent, place, event, archive."""
        wanted = asked("search", (HTML,))
        text, narrowed, number = search_text(request.args), filters(request.args), page_number(request.args)
        with site.reading.snapshot() as reader:
            made = _search(site, reader, text, narrowed, number)
        return respond(made, varies=wanted.varies)

    return blueprint


def _front(site: Site, reader: ListingReader) -> Representation:
    from fonds.canned.behind import documents_query, latest_query, years_query

    links = Links(site.iris, "/")
    release = reader.current_release()
    if release is None:
        raise StateError("Nothing has been published yet.", "Run `fonds publish`, or `fonds up`.")
    oldest = reader.documents(Filters(), 0, FEW)
    shown = {document.slug for document in oldest.items}
    latest = [document for document in reader.latest(FEW) if document.slug not in shown]
    found = reader.facets(limit=MANY_YEARS, named=MANY_NAMES)
    kinds = [(kind, KINDS[kind][1], reader.entities(kind, 0, 1).total) for kind in ENTITY_KINDS]
    body = site.pages.render(
        "front.html", links, release=release, oldest=oldest.items,
        latest=latest, timeline=timeline(found.year, links),
        genres=found.genre, people=found.agent, places=found.place, events=found.event,
        kinds=[each for each in kinds if each[2]],
        behind={
            "oldest": documents_query(site.iris, total=release.documents), "latest": latest_query(site.iris, FEW),
            "years": years_query(site.iris),
        },
    )
    return Representation(body, HTML.content_type, modified=parse_stamp(release.stamp), headers=(_ways(links),))


def _ways(links: Links) -> Header:
    """Return the ways on for programs: the dataset, what has changed, and what addresses take and give (RFC 8631)."""
    return link_header([
        Link(links.iris.base + "/", "canonical"),
        Link(links.to(".well-known/void"), "describedby"),
        Link(links.to("openapi.json"), "service-desc", "application/json"),
        Link(links.to("feed.atom"), "alternate", atom.MEDIA_TYPE),
        Link(links.to("sitemap.xml"), "sitemap", "application/xml"),
        Link(links.to("resourcesync/capabilitylist.xml"), "resourcesync", "application/xml"),
    ])


def _search(site: Site, reader: ListingReader, text: str, narrowed: Filters, number: int) -> Representation:
    from fonds.canned.behind import documents_query

    links = Links(site.iris, "/search")
    offset = (number - 1) * PAGE_SIZE
    hits, found = reader.search_with_facets(text, narrowed, offset, PAGE_SIZE) if text else (None, reader.facets(narrowed))
    listed = None if hits else reader.documents(narrowed, offset, PAGE_SIZE)
    total, shown, capped = (
        (hits.total, len(hits.items), hits.capped) if hits
        else (listed.total, len(listed.items), listed.capped) if listed
        else (0, 0, False)
    )
    part = stretch(
        number=number, size=PAGE_SIZE, shown=shown, total=total, capped=capped, endless=capped and not hits,
        address=SearchAddresses(links, text, narrowed).itself(),
    )
    names = {key: _label(reader, key) for key in (narrowed.agent, narrowed.place, narrowed.event, narrowed.archive)}
    body = site.pages.render(
        "search.html", links, text=text, hits=hits.items if hits else (),
        documents=listed.items if listed else (), part=part,
        facets=facets(found, text, narrowed, links),
        chosen=chosen(narrowed, names, text, links), filters=narrowed,
        behind=documents_query(site.iris, asdict(narrowed), parse_phrases(text), total),
    )
    return Representation(body, HTML.content_type, headers=(stretch_links(part, links.to("dataset")),))


def _label(reader: ListingReader, key: str) -> str:
    found = reader.find_entity(key) if key else None
    return found.label if found else ""
