"""A site whose queries are really asked: pages published in three releases, folders of queries, and an HTTP server."""

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from fonds.bundled import bundled_path
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import given_sources
from fonds.settings import Settings
from fonds.store.answer import Answer, Formats
from fonds.store.embedded import EmbeddedStore
from fonds.web.app import create_app
from web.archive import open_catalogue

PAGES = ("000_957344befe81791e.txt", "003_2f9377a29a530927.txt")


class InProcess:
    """A query service without limits of time, in this process; ``asked`` counts the texts it was given."""

    def __init__(self, rows: int = 10_000) -> None:
        self.rows = rows
        self.asked: Counter[str] = Counter()
        self._stores: dict[Path, EmbeddedStore] = {}

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        client: str = "", abandoned: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer one query."""
        self.asked[query] += 1
        directory = Path(store)
        if directory not in self._stores:
            self._stores[directory] = EmbeddedStore(directory)
        return self._stores[directory].query(query, formats=formats or {}, rows=self.rows)

    def counts(self) -> dict[str, int]:
        """Count nothing."""
        return {}


def publish_pages(settings: Settings, folder: Path, count: int) -> None:
    """Release the first shipped pages, so many of them."""
    folder.mkdir(exist_ok=True)
    for name in PAGES[:count]:
        shutil.copy(bundled_path("data", name), folder)
    publish(given_sources((folder,), settings), settings, Options())


@contextmanager
def application(settings: Settings, service: InProcess) -> Iterator[Flask]:
    """Give the application of a site, and close what it opened."""
    app = create_app(settings, catalogue=lambda: open_catalogue(settings), queries=service)
    try:
        yield app
    finally:
        app.extensions["fonds"].reading.close()


@contextmanager
def listening(app: Flask, port: int) -> Iterator[str]:
    """Serve an application over HTTP while the block lasts; give its address."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def query_folder(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a folder of query files."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
