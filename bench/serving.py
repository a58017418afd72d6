"""One document as JSON-LD: requests a second as a share of a bare Flask route with an equal body, both as WSGI.

``python bench/serving.py``: publishes the shipped pages into a temporary state directory. Every round asks the bare
route and each of the others in turn, so that all meet the same machine; what is printed is the median of the rounds.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from flask import Flask, Response
from werkzeug.test import EnvironBuilder

from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings, load_settings
from fonds.web.app import create_app

SLUG = "1979-12-27-message-to-soviet-ambassadors-on-the-invasion-of-afghanistan-attachment"
FORMS = ("application/ld+json", "text/html", "text/turtle")
ROUNDS, REQUESTS, FEW = 25, 100, 1
"""Requests a round of what is fast, and of what is made in milliseconds."""


def ask(app: Any, environ: dict[str, Any]) -> bytes:
    """Return an answer, asked for as a server does it (PEP 3333).

    A test client looks at each character of each header besides, which takes longer than some answers.
    """
    body = app(environ, lambda status, headers, error=None: None)
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def seconds(app: Any, accept: str, number: int) -> float:
    """Return the time of one request, over some."""
    environs = [EnvironBuilder(f"/doc/{SLUG}", headers={"Accept": accept}).get_environ() for _ in range(number)]
    start = time.perf_counter()
    for environ in environs:
        ask(app, environ)
    return (time.perf_counter() - start) / number


def make_app(settings: Settings, *, cold: bool) -> Flask:
    """Return the application; a cold one keeps no answer."""
    path = catalogue_path(Path(settings.state))
    app = create_app(settings, catalogue=lambda: Catalogue.open(path, read_only=True))
    if cold:
        app.extensions["fonds"].reading._kept_bytes = 0
    return app


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(environment={}, state=folder)
        publish(given_sources((), settings), settings)
        warm, cold = make_app(settings, cold=False), make_app(settings, cold=True)
        body = warm.test_client().get(f"/doc/{SLUG}", headers={"Accept": FORMS[0]}).data
        bare = Flask("bare")
        bare.add_url_rule("/doc/<name>", "doc", lambda name: Response(body, content_type=FORMS[0]))
        measured = [
            (f"{form:20} {name}", app, form, REQUESTS if app is warm or form == FORMS[0] else FEW)
            for name, app in (("from the worker's cache", warm), ("read from the catalogue each time", cold))
            for form in FORMS
        ]
        shares: dict[str, list[float]] = {name: [] for name, _, _, _ in measured}
        bases = []
        for _ in range(ROUNDS):
            bases.append(seconds(bare, FORMS[0], REQUESTS))
            for name, app, form, number in measured:
                shares[name].append(bases[-1] / seconds(app, form, number))
        print(f"bare Flask route, {len(body):,} bytes: {1 / statistics.median(bases):,.0f}/s")
        for name, found in shares.items():
            print(f"{name}: {statistics.median(found):.3f} of the bare route")


if __name__ == "__main__":
    main()
