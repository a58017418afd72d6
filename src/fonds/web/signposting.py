"""Signposting (floor 7): ``/doc/{slug}/linkset``, all typed links of a document and of its formats (RFC 9264)."""

import json

from flask import Blueprint, Response

from fonds.catalogue.listings import ListingReader
from fonds.clock import parse_stamp
from fonds.rdf.formats import LINKSET_TEXT, LINKSETS
from fonds.web.documents import classes_of, not_live
from fonds.web.pages.links import Links
from fonds.web.parameters import Asked, asked
from fonds.web.representation import Link, Representation, link_header
from fonds.web.responses import respond
from fonds.web.site import Site


def make_blueprint(site: Site) -> Blueprint:
    """Return the route of link sets."""
    blueprint = Blueprint("signposting", __name__)

    @blueprint.get("/doc/<slug>/linkset.<suffix>")
    @blueprint.get("/doc/<slug>/linkset", defaults={"suffix": ""})
    def links(slug: str, suffix: str) -> Response:
        """All typed links of a document (Signposting level 2), as JSON or as text."""
        wanted = asked(f"linkset.{suffix}" if suffix else "linkset", LINKSETS)
        made = site.reading.answer(
            ("linkset", slug, wanted.choice), lambda reader: _linkset(site, reader, slug, wanted)
        )
        return respond(made, varies=wanted.varies)

    return blueprint


def _linkset(site: Site, reader: ListingReader, slug: str, wanted: Asked) -> Representation:
    from fonds.crosswalks.signposting import linkset, render_linkset

    stored = reader.find_tree(slug)
    if stored is None:
        return not_live(site, reader, slug, Links(site.iris, f"/doc/{slug}/linkset"), f"/linkset{wanted.suffix}")
    made = linkset(json.loads(stored.tree), classes_of(stored.genre))
    text = render_linkset(made) if wanted.choice.format is LINKSET_TEXT else json.dumps(made, ensure_ascii=False)
    headers = (link_header([Link(site.iris.document(slug), "describes")]),)
    return Representation(
        text.encode(), wanted.choice.content_type, modified=parse_stamp(stored.modified), headers=headers
    )
