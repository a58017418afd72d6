"""The application (floor 7): wiring and nothing else.

A blueprint is a row of :data:`BLUEPRINTS`; what the navigation of every page shows is a row of
:data:`NAVIGATION`.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, request
from werkzeug.exceptions import RequestURITooLarge
from werkzeug.wrappers import Response as AnyResponse

from fonds.catalogue.catalogue import Catalogue
from fonds.feeds.ledger import Ledger
from fonds.rdf.iris import Iris
from fonds.settings import Settings
from fonds.store.protocol import QueryService
from fonds.web import (
    aggregators,
    documents,
    dumps,
    entities,
    errors,
    executables,
    feeds,
    front,
    oai,
    openapi_route,
    operations,
    queries,
    signposting,
    sparql,
    suggest,
    views,
    vocabulary,
)
from fonds.web.pages.links import Links
from fonds.web.reading import Reading
from fonds.web.rendering import Pages
from fonds.web.responses import finish, redirect
from fonds.web.rules import OneWayRule
from fonds.web.site import Site

BLUEPRINTS: tuple[Callable[[Site], Blueprint], ...] = (
    front.make_blueprint,
    documents.make_blueprint,
    signposting.make_blueprint,
    aggregators.make_blueprint,
    entities.make_blueprint,
    vocabulary.make_blueprint,
    queries.make_blueprint,
    views.make_blueprint,
    executables.make_blueprint,
    sparql.make_blueprint,
    suggest.make_blueprint,
    oai.make_blueprint,
    dumps.make_blueprint,
    feeds.make_blueprint,
    feeds.make_resourcesync,
    operations.make_blueprint,
    openapi_route.make_blueprint,
)
"""One a concern."""

NAVIGATION: tuple[tuple[str, str], ...] = (
    ("doc", "Documents"),
    ("agent", "People"),
    ("place", "Places"),
    ("event", "Events"),
    ("queries", "Questions"),
    ("dataset", "Data"),
)
"""Path below the site and what it is called, on every page."""

LONGEST_PATH = 2_000
"""Characters of a path that are read."""

_ENCODED = 3
"""Bytes a byte of a query may take in an address, percent-encoded."""

_ROOM = 8_000
"""Bytes of an address's query besides a SPARQL query."""


class _Application(Flask):
    """A Flask whose views are plain functions: it need not look at each, for each request, for one that is not."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, which is no coroutine."""
        return func


Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def create_app(
    settings: Settings, *, catalogue: Callable[[], Catalogue], queries: QueryService | None = None,
    shelf: Path | None = None,
) -> Flask:
    """Return the application of one site.

    ``catalogue`` opens the catalogue for reading; it is called when first needed, and again until it
    succeeds, so a server may start before the first publish. ``queries`` runs SPARQL. ``shelf`` is where dumps lie,
    where that is not the state directory.
    """
    app = _Application("fonds.web", static_folder=None, template_folder=None)
    app.url_rule_class = OneWayRule
    app.config["MAX_CONTENT_LENGTH"] = settings.query_length * _ENCODED + _ROOM
    iris = Iris(settings.base_iri)
    pages = Pages(settings.title, settings.publisher, settings.contact, NAVIGATION)
    ledger = Ledger(Path(settings.state)) if settings.harvest_ledger else None
    site = Site(settings, iris, Reading(catalogue), pages, queries, ledger, shelf)
    app.extensions["fonds"] = site
    app.url_map.strict_slashes = False
    longest_query = settings.query_length * _ENCODED + _ROOM

    @app.before_request
    def bounded() -> AnyResponse | None:
        path = request.path
        if len(path) > LONGEST_PATH or len(request.environ.get("QUERY_STRING", "")) > longest_query:
            raise RequestURITooLarge
        if path.endswith("/") and path != "/" and request.method in ("GET", "HEAD"):
            return redirect(Links(iris, path).to(path.strip("/")))
        return None

    app.after_request(finish)
    for make_blueprint in BLUEPRINTS:
        app.register_blueprint(make_blueprint(site))
    errors.register(app, site)
    mounted: Any = mount(app.wsgi_app, iris.base.partition("://")[2].partition("/")[2])
    app.wsgi_app = mounted  # type: ignore[method-assign]
    return app


def mount(app: Wsgi, prefix: str) -> Wsgi:
    """Let a site whose base IRI has a path be reached with that path as well as without it.

    A proxy may pass the path on or take it off; nobody has to say which.
    """
    if not prefix:
        return app
    start = f"/{prefix}"

    def mounted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == start or path.startswith(f"{start}/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + start
            environ["PATH_INFO"] = path[len(start) :] or "/"
        return app(environ, start_response)

    return mounted
