"""OAI-PMH on the web (floor 7): by GET and by POST of a form; packed where the asker can unpack; a page for browsers.

Browsers name XHTML in their Accept header and no harvester does. To name HTML is not enough for a page: some harvesters'
HTTP libraries do so without being asked to.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, request
from werkzeug.exceptions import UnsupportedMediaType

from fonds.clock import stamp, system_clock
from fonds.rdf.formats import HTML
from fonds.web.ahead import Ahead
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
GZIP_LEVEL = 1
"""A level of isal, which has four: two more pack records no better, and the last takes ten times as long."""
_TAIL = 2_000
"""Bytes at the end of a response in which a resumptionToken stands."""
WORTH_PACKING = 1_000
"""Bytes from which on a response is packed."""

_STAMPS = re.compile(rb"<datestamp>([0-9TZ:-]+)</datestamp>")
_GOES_ON = re.compile(rb"<resumptionToken[^>]*>([^<&]+)</resumptionToken>")
_HEADERS = (("Cache-Control", "no-cache"), ("Vary", "Accept, Accept-Encoding"))


def make_blueprint(site: Site) -> Blueprint:
    """Return the route of the protocol."""
    blueprint = Blueprint("oai", __name__)
    ahead: Ahead[Made] = Ahead()

    def made(pairs: list[tuple[str, str]], packed: bool) -> Made:
        now = stamp(system_clock())  # before the snapshot: what is not in it will bear no earlier datestamp
        with site.reading.snapshot() as reader:
            body = _answer(site, reader, now, pairs)
        return Made(body, _packed(body) if packed else body, _newest(body))

    @blueprint.route("/oai", methods=["GET", "POST"])
    def oai() -> Response:
        """OAI-PMH 2.0: `?verb=Identify` and the five other verbs; a page that explains itself for browsers."""
        pairs = asked_pairs()
        if wants_page():
            return respond(_page(site, made(pairs or [("verb", "Identify")], packed=False).body))
        packs, release = bool(request.accept_encodings["gzip"]), site.reading.release().number
        found = ahead.take((tuple(sorted(pairs)), packs), release) or made(pairs, packs)
        following = found.following(pairs)
        note_harvest(site, "oai", found.newest, whole=not following)
        answer = respond(found.representation())
        if following:  # not before this one is sent: both would want the interpreter at once
            answer.call_on_close(
                lambda: ahead.begin((tuple(sorted(following)), packs), release, lambda: made(following, packs))
            )
        return answer

    return blueprint


class Made(NamedTuple):
    """A response: as it is, as it is sent, and the newest datestamp it tells, empty where it tells none."""

    body: bytes
    sent: bytes
    newest: str

    def following(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the arguments by which a harvester goes on; nothing at the end of a list."""
        token = _GOES_ON.search(self.body, max(0, len(self.body) - _TAIL))
        verbs = [pair for pair in pairs if pair[0] == "verb"]
        return [*verbs, ("resumptionToken", token[1].decode())] if token else []

    def representation(self) -> Representation:
        """Return it for the present request."""
        packed = (("Content-Encoding", "gzip"),) if self.sent is not self.body else ()
        return Representation(self.sent, XML, headers=(*_HEADERS, *packed))


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


def _newest(body: bytes) -> str:
    """Return the newest datestamp, which stands anywhere: a page's records are in the order of their numbers."""
    return max(_STAMPS.findall(body), default=b"").decode()


def _packed(body: bytes) -> bytes:
    """Return a response as gzip, or as it is where that would be no gain."""
    if len(body) < WORTH_PACKING:
        return body
    from isal import igzip

    return igzip.compress(body, GZIP_LEVEL)
