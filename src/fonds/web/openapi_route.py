"""The route of ``/openapi.json`` (floor 7): apart from what describes the site, which names every format there is.

That is imported with the first request for it, so that a worker is ready sooner.
"""

import json
from functools import lru_cache

from flask import Blueprint, Flask, Response, current_app

from fonds.web.representation import Representation
from fonds.web.responses import respond
from fonds.web.site import Site

MEDIA_TYPE = "application/json"


def make_blueprint(site: Site) -> Blueprint:
    """Return the route of the contract."""
    blueprint = Blueprint("openapi", __name__)

    @lru_cache(maxsize=1)
    def made(app: Flask) -> Representation:
        from fonds.web.openapi import describe_site

        body = json.dumps(describe_site(app, site), ensure_ascii=False).encode()
        return Representation(body, MEDIA_TYPE)

    @blueprint.get("/openapi.json")
    def contract() -> Response:
        """Every address, what it takes and gives (OpenAPI 3.1)."""
        return respond(made(current_app._get_current_object()))  # type: ignore[attr-defined]

    return blueprint
