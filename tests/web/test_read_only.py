"""Requests write nothing: a publisher never waits for a reader, nor a reader for a publisher."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.rdf.formats import FORMATS
from fonds.settings import Settings
from web.archive import BASE, LETTER, NOON, WITHDRAWN, bare, build, catalogue_path, site_settings
from web.conftest import served

PATHS = (
    "/", "/doc", "/doc?page=2", "/search", "/search?q=afghanistan", "/search?genre=letter&year=1989", "/agent",
    "/agent/masoud-ahmad-shah", "/place/afghanistan", "/dataset", "/health", "/queries", "/sparql", "/vocab",
    f"/doc/{LETTER}/evidence", f"/doc/{WITHDRAWN}", "/doc/never-was",
    *(f"/doc/{LETTER}.{form.suffix}" for form in FORMATS),
)


def test_requests_are_answered_while_a_publisher_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the write lock held and half a release written, every page says what it said before, opens the catalogue
    for reading only, and leaves its files as they were.
    """
    settings = site_settings(tmp_path)
    build(settings)
    before = _answers(settings)
    opened: list[str] = []
    connect = sqlite3.connect

    def noted(database: Any, *arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(str(database))
        found: sqlite3.Connection = connect(database, *arguments, **options)
        return found

    with (
        Catalogue.open(catalogue_path(settings)) as catalogue,
        catalogue.release("store-never", clock=lambda: NOON) as writer,
    ):
        writer.put(bare(BASE, "half-written"))
        files = _files(settings)
        monkeypatch.setattr(sqlite3, "connect", noted)
        assert _answers(settings) == before
        monkeypatch.undo()
        assert _files(settings) == files
    assert opened and all("mode=ro" in each for each in opened)


def _answers(settings: Settings) -> dict[str, tuple[int, bytes]]:
    """Return what every path is answered with, by an application of its own."""
    found = {}
    for app in served(settings):
        for path in PATHS:
            answer = app.test_client().get(path, headers={"Accept": "text/html"})
            found[path] = answer.status_code, answer.data
    return found


def _files(settings: Settings) -> dict[str, bytes]:
    """Return the bytes of the catalogue and its journal; the index beside them is shared memory of readers."""
    path = catalogue_path(settings)
    return {each.name: each.read_bytes() for each in (path, path.with_name(path.name + "-wal")) if each.exists()}
