"""One document as JSON-LD: requests a second as a share of a bare Flask route with an equal body, both as WSGI.

``python bench/serving.py``: publishes the shipped pages into a temporary state directory.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from flask import Flask, Response
from werkzeug.test import EnvironBuilder, run_wsgi_app

from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import load_settings
from fonds.web.app import create_app

SLUG = "1979-12-27-message-to-soviet-ambassadors-on-the-invasion-of-afghanistan-attachment"
ROUNDS, REQUESTS = 7, 400


def rate(app: Any, path: str, accept: str) -> float:
    """Return requests a second, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        environs = [EnvironBuilder(path, headers={"Accept": accept}).get_environ() for _ in range(REQUESTS)]
        start = time.perf_counter()
        for environ in environs:
            body, _, _ = run_wsgi_app(app, environ)
            b"".join(body)
        best = max(best, REQUESTS / (time.perf_counter() - start))
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(environment={}, state=folder)
        publish(given_sources((), settings), settings)
        app = create_app(settings, catalogue=lambda: Catalogue.open(catalogue_path(Path(folder)), read_only=True))
        cold = create_app(settings, catalogue=lambda: Catalogue.open(catalogue_path(Path(folder)), read_only=True))
        cold.extensions["fonds"].reading._kept_bytes = 0
        body = app.test_client().get(f"/doc/{SLUG}", headers={"Accept": "application/ld+json"}).data
        bare = Flask("bare")
        bare.add_url_rule("/doc/<name>", "doc", lambda name: Response(body, content_type="application/ld+json"))
        base = rate(bare, f"/doc/{SLUG}", "application/ld+json")
        print(f"bare Flask route, {len(body):,} bytes: {base:,.0f}/s")
        for name, measured in (("from the worker's cache", app), ("read from the catalogue each time", cold)):
            for form in ("application/ld+json", "text/html", "text/turtle"):
                share = rate(measured, f"/doc/{SLUG}", form) / base
                print(f"{form:22} {name}: {share:.2f} of the bare route")


if __name__ == "__main__":
    main()
