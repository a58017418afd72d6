"""Feeds (floor 7): sitemap, Atom, activity stream, event stream, ResourceSync, robots.txt; all of one change log."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from fonds.catalogue.listings import ListingReader
from fonds.clock import parse_stamp
from fonds.crosswalks.facts import site_facts
from fonds.errors import NotFoundError, ParameterError, StateError
from fonds.feeds import activities, atom, ldes, sitemap
from fonds.feeds.changes import ChangeLog
from fonds.feeds.dumps.making import Manifest
from fonds.feeds.dumps.shelf import find_dumps
from fonds.feeds.resourcesync import changes, description
from fonds.rdf.formats import FORMATS, NTRIPLES, Format
from fonds.rdf.literals import Triple
from fonds.web.descriptions import Description, describe_graph
from fonds.web.harvests import note_harvest
from fonds.web.parameters import asked
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

XML = "application/xml"
ROBOTS = (
    "User-agent: *\nDisallow: {path}/search\nDisallow: {path}/sparql\nDisallow: {path}/suggest/\n"
    "Disallow: {path}/queries/*?\n\nSitemap: {base}/sitemap.xml\n"
)
"""What crawlers are asked to leave alone (RFC 9309): what is computed for each request. Not what harvesters are given,
`/oai` included: some of them obey this file, and would leave without a word; its pages ask not to be indexed instead."""
STREAM_LINES = NTRIPLES._replace(aliases=("application/n-quads",))
"""N-Triples are N-Quads without a named graph, and the event stream's clients like those best."""
STREAM_FORMATS: tuple[Format, ...] = (STREAM_LINES, *(form for form in FORMATS if form is not NTRIPLES))
"""What the event stream is offered in; the first is the default, and takes a tenth of the time of any other."""

Make = Callable[[ListingReader], bytes]


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of the feeds."""
    blueprint = Blueprint("feeds", __name__)

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        """What crawlers are asked to leave alone, and where the sitemap is."""
        body = ROBOTS.format(base=site.iris.base, path=urlsplit(site.iris.base).path).encode()
        return respond(Representation(body, "text/plain; charset=utf-8"))

    @blueprint.get("/sitemap.xml")
    def sitemap_index() -> Response:
        """The sitemap: an index of files of at most 50,000 addresses."""
        return _feed(site, "sitemap", XML, lambda reader: sitemap.render_index(reader, site.iris))

    @blueprint.get("/sitemap-<name>.xml")
    def sitemap_file(name: str) -> Response:
        """One file of the sitemap."""
        return _feed(site, "sitemap", XML, lambda reader: sitemap.render_file(reader, site.iris, name), name)

    @blueprint.get("/feed.atom")
    def newest() -> Response:
        """The newest changes for feed readers (Atom), deletions included; `?page=` is one of those before."""
        number, facts = _archive(), site_facts(site.settings)
        return _feed(
            site, "atom", atom.MEDIA_TYPE,
            lambda reader: atom.render_archive(reader, site.iris, facts, number) if number
            else atom.render_atom(reader, site.iris, facts), number,
        )

    @blueprint.get("/changes")
    def activity_collection() -> Response:
        """The activity stream of all changes (IIIF Change Discovery 1.0)."""
        return _feed(
            site, "changes", activities.MEDIA_TYPE,
            lambda reader: activities.render_collection(ChangeLog(reader), site.iris),
        )

    @blueprint.get("/changes/<int:number>")
    def activity_page(number: int) -> Response:
        """One page of the activity stream, the oldest first."""
        return _feed(
            site, "changes", activities.MEDIA_TYPE,
            lambda reader: activities.render_page(ChangeLog(reader), site.iris, number), number,
        )

    _add_stream(blueprint, site)
    return blueprint


def _add_stream(blueprint: Blueprint, site: Site) -> None:
    """Add the routes of the event stream."""

    @blueprint.get("/ldes.<suffix>")
    @blueprint.get("/ldes", defaults={"suffix": ""})
    def stream(suffix: str) -> Response:
        """The linked data event stream (LDES): every version of every document, in fragments by time."""
        title = f"Changes of {site.settings.title}"
        name = f"ldes.{suffix}" if suffix else "ldes"
        return _graph(site, name, lambda reader: ldes.stream_triples(reader, site.iris, title))

    @blueprint.get("/ldes/<name>")
    def fragment(name: str) -> Response:
        """A node of the event stream: the root (`view`), a group, or a fragment with its members."""
        stem = name.partition(".")[0]
        return _graph(site, f"ldes/{name}", lambda reader: _node(site, reader, stem))


def make_resourcesync(site: Site) -> Blueprint:
    """Return the routes of ResourceSync."""
    blueprint = Blueprint("resourcesync", __name__)

    @blueprint.get("/.well-known/resourcesync")
    def source() -> Response:
        """ResourceSync: the source description."""
        return _feed(site, "resourcesync", XML, lambda reader: description.render_source(site.iris))

    @blueprint.get("/resourcesync/capabilitylist.xml")
    def capabilities() -> Response:
        """ResourceSync: what there is to keep in step with."""
        found, release = find_dumps(site.dumps), site.reading.release()
        made = description.render_capabilities(site.iris, found[1] if found else None)
        return respond(Representation(made, XML, modified=parse_stamp(release.stamp)))

    @blueprint.get("/resourcesync/changelist.xml")
    def change_list() -> Response:
        """ResourceSync: all changes, deletions included, with hash and length."""
        return _feed(site, "resourcesync", XML, lambda reader: changes.render_changes(reader, site.iris))

    @blueprint.get("/resourcesync/changelist-<int:number>.xml")
    def change_page(number: int) -> Response:
        """ResourceSync: one page of the changes."""
        return _feed(
            site, "resourcesync", XML, lambda reader: changes.render_change_page(reader, site.iris, number), number
        )

    @blueprint.get("/resourcesync/resourcelist.xml")
    def resources() -> Response:
        """ResourceSync: all resources of a release, with hash and length."""
        return respond(Representation(description.render_resource_index(site.iris, _manifest(site.dumps)), XML))

    @blueprint.get("/resourcesync/resourcedump.xml")
    def packages() -> Response:
        """ResourceSync: all resources of a release as ZIP packages."""
        return respond(Representation(description.render_dump_index(site.iris, _manifest(site.dumps)), XML))

    return blueprint


def _feed(site: Site, name: str, media_type: str, make: Make, *which: object) -> Response:
    """Answer with a feed, made once per release, and note who fetched it; one part of it tells not of the newest change."""
    release = site.reading.release()

    def made(reader: ListingReader) -> Representation:
        stamp = ChangeLog(reader).stamp
        return Representation(make(reader), media_type, modified=parse_stamp(stamp) if stamp else None)

    answer = site.reading.answer(("feed", name, request.path, *which), made)
    note_harvest(site, name, "" if any(which) else release.stamp)
    return respond(answer)


def _graph(site: Site, name: str, make: Callable[[ListingReader], Iterator[Triple]]) -> Response:
    """Answer with a part of the event stream, in the format asked for."""
    wanted = asked(name.rpartition("/")[2], STREAM_FORMATS)
    choice = wanted.choice._replace(format=NTRIPLES) if wanted.choice.format is STREAM_LINES else wanted.choice

    def made(reader: ListingReader) -> Representation:
        iri, stamp = f"{site.iris.base}/{name.partition('.')[0]}", parse_stamp(ChangeLog(reader).stamp)
        about = Description(iri, b"", b"", stamp, has_page=False)
        return describe_graph(choice, about, list(make(reader)), site.context, lambda: b"")

    answer = site.reading.answer(("feed", name, choice), made)
    note_harvest(site, "ldes", "" if "/" in name else site.reading.release().stamp)
    return respond(answer, varies=wanted.varies)


def _node(site: Site, reader: ListingReader, name: str) -> Iterator[Triple]:
    if name == ldes.VIEW:
        return ldes.view_triples(reader, site.iris)
    if match := re.fullmatch(r"(group-)?([1-9][0-9]{0,8})", name):
        make = ldes.group_triples if match[1] else ldes.fragment_triples
        return make(reader, site.iris, int(match[2]))
    raise NotFoundError("There is no such node.", "/ldes leads to all there are.")


def _archive() -> int:
    """Return which archive document of the feed is asked for, 0 for the feed itself."""
    text = request.args.get("page", "")
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text)):
        raise ParameterError("page", f"The parameter 'page' is {text[:40]!r}.", "Give a number from 1.")
    return int(text)


def _manifest(state: Path) -> Manifest:
    found = find_dumps(state)
    if found is None:
        raise StateError("The lists of this site have not been made yet.", "Begin with the change list.")
    return found[1]
