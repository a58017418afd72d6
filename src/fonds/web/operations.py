"""Operations and the dataset (floor 7): ``/health``, ``/dataset``, ``/static``."""

import json

from flask import Blueprint, Response

from fonds import __version__
from fonds.catalogue.listings import ListingReader
from fonds.clock import parse_stamp
from fonds.errors import NotFoundError, StateError
from fonds.feeds.dumps.making import Manifest
from fonds.feeds.dumps.shelf import find_dumps
from fonds.rdf.iris import ENTITY_KINDS
from fonds.web.descriptions import Description, describe_graph
from fonds.web.pages.links import Links
from fonds.web.pages.words import KINDS
from fonds.web.parameters import Asked, asked
from fonds.web.rendering import STATIC
from fonds.web.representation import Representation
from fonds.web.responses import FOR_EVER, redirect, respond
from fonds.web.site import Site

MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
"""Suffix of a static file → media type; nothing else is served."""


def make_blueprint(site: Site) -> Blueprint:
    """Return the routes of operations and the dataset."""
    blueprint = Blueprint("operations", __name__)

    @blueprint.get("/health")
    def health() -> Response:
        """Whether the site is up, and which release it serves."""
        try:
            release = site.reading.release()
        except StateError as error:
            return _health(503, {"status": "unavailable", "detail": error.message, "remedy": error.remedy})
        found = {"release": release.number, "stamp": release.stamp, "documents": release.documents}
        return _health(200, {"status": "ok", "software": __version__, **found})

    @blueprint.get("/dataset.<suffix>")
    @blueprint.get("/dataset", defaults={"suffix": ""})
    def dataset(suffix: str) -> Response:
        """The dataset as a whole: counts, licence, publisher."""
        wanted = asked(f"dataset.{suffix}" if suffix else "dataset")
        dumps = find_dumps(site.dumps)
        manifest = dumps[1] if dumps else None
        made = site.reading.answer(
            ("dataset", wanted.choice, site.counts() is None, manifest.release if manifest else 0),
            lambda reader: _dataset(site, reader, wanted, manifest),
        )
        return respond(made, varies=wanted.varies)

    @blueprint.get("/.well-known/void")
    def void() -> Response:
        """The way to the description of the dataset (VoID, section 7.2)."""
        return redirect("../dataset", 302)

    @blueprint.get("/static/<path:name>")
    def static(name: str) -> Response:
        """The stylesheet, the mark, scripts that pages can do without, and the SPARQL editor where it is installed."""
        path = STATIC / name
        media_type = MEDIA_TYPES.get(path.suffix)
        if media_type is None or path.parent not in (STATIC, STATIC / "editor") or not path.is_file():
            raise NotFoundError("There is no such file.")
        return respond(Representation(path.read_bytes(), media_type, headers=(("Cache-Control", FOR_EVER),)))

    return blueprint


def _health(status: int, found: dict[str, object]) -> Response:
    body = json.dumps(found).encode()
    headers = (("Cache-Control", "no-store"),)
    return respond(Representation(body, "application/json", status, headers=headers))


def _dataset(site: Site, reader: ListingReader, wanted: Asked, dumps: Manifest | None) -> Representation:
    from fonds.web.pages.data_services import SERVICES
    from fonds.web.pages.dataset import DatasetFacts, dataset_triples
    from fonds.web.pages.dataset_snippet import dataset_snippet

    releases = reader.releases()
    current = releases[0]
    facts = DatasetFacts(current, releases[-1].stamp, reader.coverage(), site.counts(), dumps)
    triples = dataset_triples(site.settings, site.iris, facts)
    links = Links(site.iris, "/dataset")

    def page() -> bytes:
        kinds = [(kind, KINDS[kind][1], reader.entities(kind, 0, 1).total) for kind in ENTITY_KINDS]
        return site.pages.render(
            "dataset.html", links, release=current, first=releases[-1].stamp, kinds=kinds,
            settings=site.settings, iri=site.iris.dataset(), services=SERVICES, coverage=facts.coverage,
            snippet=dataset_snippet(triples, site.iris.dataset()),
        )

    return describe_graph(
        wanted.choice, Description(site.iris.dataset(), b"", b"", parse_stamp(current.stamp)), triples,
        site.context, page,
    )
