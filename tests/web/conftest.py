"""The archive of :mod:`web.archive`, published once for all tests of the web, and a client that asks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fonds.feeds.dumps.shelf import folder_of
from fonds.rdf.formats import RESULTS_JSON
from fonds.settings import Settings
from fonds.store.answer import Answer, Formats, answer_format
from fonds.store.supervisor import Supervisor
from fonds.web.app import create_app
from fonds.web.serving import query_limits
from fonds.web.twin.making import Twin, make_twin
from publishing.archive import Archive
from web.archive import build, open_catalogue, site_settings
from web.twins import publish_archive, shortened, silent


@pytest.fixture(scope="session", autouse=True)
def without_editor() -> Iterator[None]:
    """Serve the pages that every installation has, whether or not the SPARQL editor is installed here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fonds.web.sparql.find_editor", lambda: None)
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the published archive."""
    made = site_settings(tmp_path_factory.mktemp("archive"))
    build(made)
    return made


class NoRows:
    """A query service that finds nothing, whatever is asked."""

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        client: str = "", abandoned: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer with a table without rows, or with a graph without triples."""
        if "CONSTRUCT" in query:
            return Answer("construct", answer_format("construct", formats or {}).media_type, b"")
        return Answer("select", RESULTS_JSON.media_type, b'{"head": {"vars": []}, "results": {"bindings": []}}')

    def counts(self) -> dict[str, int]:
        """Count nothing."""
        return {}


def served(settings: Settings) -> Iterator[Flask]:
    """Yield the application of a site and close what it opened."""
    app = create_app(settings, catalogue=lambda: open_catalogue(settings), queries=NoRows())
    yield app
    app.extensions["fonds"].reading.close()


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """Return the application of the archive."""
    yield from served(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a client of the archive."""
    return app.test_client()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """Return the application of a site where nothing has been published."""
    yield from served(site_settings(tmp_path))


@pytest.fixture(scope="session")
def twin_archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return an archive with a deletion and a rename."""
    return publish_archive(tmp_path_factory.mktemp("twin"))


@pytest.fixture(scope="session")
def twin(twin_archive: Archive) -> tuple[Path, Twin]:
    """Write that archive's site as files."""
    folder = twin_archive.root / "site"
    with shortened():
        return folder, make_twin(twin_archive.settings, folder, silent)


@pytest.fixture(scope="session")
def twin_site(
    twin_archive: Archive, twin: tuple[Path, Twin], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Return the same site as it is served, with the same dumps."""
    settings, shelf = twin_archive.settings, tmp_path_factory.mktemp("shelf")
    folder_of(shelf, twin[1].release).symlink_to(twin[0] / "dumps")
    with Supervisor(query_limits(settings)) as queries:
        app = create_app(settings, catalogue=lambda: open_catalogue(settings), queries=queries, shelf=shelf)
        yield app
        app.extensions["fonds"].reading.close()
