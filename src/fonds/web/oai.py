"""OAI-PMH on the web (floor 7): by GET and by POST of a form; packed where the asker can unpack; a page for browsers.

Browsers name XHTML in their Accept header and no harvester does. To name HTML is not enough for a page: some harvesters'
HTTP libraries do so without being asked to.
"""

import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType

from fonds.clock import stamp, system_clock
from fonds.rdf.formats import HTML
from fonds.web.harvests import note_harvest
from fonds.web.pages.links import Links
from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

if TYPE_CHECKING:
    from fonds.catalogue.listings import ListingReader

XML = "text/xml; charset=utf-8"
"""The media type the protocol demands (section 3.1.2.1)."""

FORM = "application/x-www-form-urlencoded"
GZIP_LEVEL = 3
"""One level more takes more than twice the time, and packs records no better."""
_TAIL = 2_000
"""Bytes at the end of a response in which a resumptionToken stands."""
WORTH_PACKING = 1_000
"""Bytes from which on a response is packed."""

LAST = 5_000
"""Bytes at the end of a response among which its token stands."""

_STAMPS = re.compile(rb"<datestamp>([0-9TZ:-]+)</datestamp>")
_GOES_ON = re.compile(rb"<resumptionToken[^>]*>[^<]")
_HEADERS = (("Cache-Control", "no-cache"), ("Vary", "Accept, Accept-Encoding"))


def make_blueprint(site: Site) -> Blueprint:
    """Return the route of the protocol."""
    blueprint = Blueprint("oai", __name__)

    @blueprint.route("/oai", methods=["GET", "POST"])
    def oai() -> Response:
        """OAI-PMH 2.0: `?verb=Identify` and the five other verbs; a page that explains itself for browsers."""
        pairs = asked_pairs()
        now = stamp(system_clock())  # before the snapshot: what is not in it will bear no earlier datestamp
        with site.reading.snapshot() as reader:
            body = _answer(site, reader, now, pairs or [("verb", "Identify")] if wants_page() else pairs)
        if wants_page():
            return respond(_page(site, body))
        stamps = _STAMPS.findall(body)
        goes_on = _GOES_ON.search(body, max(0, len(body) - _TAIL))
        note_harvest(site, "oai", max(stamps).decode() if stamps else "", whole=not goes_on)
        return respond(_packed(body))

    return blueprint


def _answer(site: Site, reader: "ListingReader", now: str, pairs: list[tuple[str, str]]) -> bytes:
    from fonds.feeds.oai.protocol import answer
    from fonds.feeds.oai.repository import Provider, Repository

    provider = Provider(site.iris.base, site.settings.title, site.settings.contact, site.settings.oai_page)
    return answer(Repository(provider, reader, now), pairs)


def asked_pairs() -> list[tuple[str, str]]:
    """Return the arguments of the present request, repeated ones too. UnsupportedMediaType for a POST of no form."""
    pairs = list(request.args.items(multi=True))
    if request.method == "POST":
        if request.mimetype != FORM:
            raise UnsupportedMediaType
        pairs += request.form.items(multi=True)
    return pairs


def wants_page() -> bool:
    """Whether a browser asks."""
    accept = request.headers.get("Accept", "")
    return "text/html" in accept and "application/xhtml+xml" in accept


def _page(site: Site, body: bytes) -> Representation:
    from fonds.web.pages.oai import oai_page

    page = site.pages.render("oai.html", Links(site.iris, "/oai"), response=oai_page(body))
    return Representation(page, HTML.content_type, headers=(*_HEADERS, ("X-Robots-Tag", "noindex, nofollow")))


def _packed(body: bytes) -> Representation:
    if len(body) < WORTH_PACKING or not request.accept_encodings["gzip"]:
        return Representation(body, XML, headers=_HEADERS)
    import gzip

    packed = gzip.compress(body, GZIP_LEVEL, mtime=0)
    return Representation(packed, XML, headers=(*_HEADERS, ("Content-Encoding", "gzip")))
