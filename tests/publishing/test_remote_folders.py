"""Files elsewhere among the sources: fetched when they change, published, followed, and never in the way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from fonds.errors import UsageError
from fonds.harvesting.remote import fetch_files
from fonds.publishing.report import Report
from fonds.publishing.sources import given_sources
from fonds.settings import Settings
from publishing.archive import Archive, codes
from publishing.pages import letter


class _Listing(SimpleHTTPRequestHandler):
    """Python's own file server; it notes what was fetched."""

    fetched: list[str] = []  # noqa: RUF012 - each server has a subclass of its own

    def do_GET(self) -> None:
        """Answer, and note the path."""
        self.fetched.append(self.path)
        super().do_GET()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def file_server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder; give its address, and the list of what is fetched."""
    fetched: list[str] = []
    handler = type("Listing", (_Listing,), {"fetched": fetched})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", fetched
        server.shutdown()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Make a folder with two letters, one of them in a folder of its own."""
    folder = tmp_path / "elsewhere"
    (folder / "box").mkdir(parents=True)
    (folder / "one.txt").write_text(letter(1), encoding="utf-8")
    (folder / "box" / "two.txt").write_text(letter(2), encoding="utf-8")
    return folder


def publish(archive: Archive, address: str, **options: bool) -> Report:
    """Publish one remote folder."""
    archive.settings = replace(archive.settings, sources=(f"away={address}",))
    return archive.publish(*given_sources((), archive.settings), **options)


def test_pages_of_a_web_server_are_published(archive: Archive, elsewhere: Path) -> None:
    """What lies on a web server is fetched, and known by its name and its place there."""
    with file_server(elsewhere) as (address, _):
        report = publish(archive, address)
    assert (report.new, report.problems_of("error", "warning")) == (2, [])
    with archive.catalogue() as catalogue:
        known = sorted(state.source for state in catalogue.sources())
    assert known == ["away:box/two.txt", "away:one.txt"]


def test_only_what_changed_is_fetched_again(archive: Archive, elsewhere: Path) -> None:
    """A file whose time the server tells is not fetched twice."""
    with file_server(elsewhere) as (address, fetched):
        publish(archive, address)
        (elsewhere / "one.txt").write_text(letter(1, title="Letter No. 9 from Anna Weber to Ivan Petrov"), encoding="utf-8")
        fetched.clear()
        report = publish(archive, address)
    assert [path for path in fetched if path.endswith(".txt")] == ["/one.txt"]
    assert (report.changed, report.unchanged) == (1, 1)


def test_what_went_is_pruned_on_request_only(archive: Archive, elsewhere: Path) -> None:
    """A file that is gone there is gone here when a person says so, as in any folder."""
    with file_server(elsewhere) as (address, _):
        publish(archive, address)
        (elsewhere / "one.txt").unlink()
        assert publish(archive, address).deleted == 0
        assert publish(archive, address, prune=True).deleted == 1


def test_a_server_that_is_away_costs_nothing(archive: Archive, elsewhere: Path) -> None:
    """What was fetched before is read; a Problem tells of the server."""
    with file_server(elsewhere) as (address, _):
        publish(archive, address)
    report = publish(archive, address, prune=True)
    assert "harvest-failed" in codes(report)
    assert (report.unchanged, report.deleted) == (2, 0)


def test_names_that_lead_elsewhere_are_passed_over(tmp_path: Path) -> None:
    """A list cannot make the copies leave their folder."""
    system = fsspec.filesystem("memory")
    system.pipe_file("/hostile/../../escaped.txt", b"x")
    system.pipe_file("/hostile/.hidden.txt", b"x")
    system.pipe_file("/hostile/fine.txt", b"x")
    report = fetch_files("away", "memory://hostile", tmp_path / "home")
    assert [path.name for path in (tmp_path / "home" / "files").rglob("*") if path.is_file()] == ["fine.txt"]
    assert not list(tmp_path.glob("*.txt"))
    assert report.new == 1


def test_an_unknown_kind_of_address_is_a_problem(tmp_path: Path) -> None:
    """What no file system can list is told, with the address."""
    report = fetch_files("away", "nosuch://bucket/letters", tmp_path)
    assert [problem.code for problem in report.problems] == ["harvest-failed"]
    assert "nosuch" in report.problems[0].detail


def test_an_address_on_the_command_line_needs_a_name() -> None:
    """Files elsewhere are known by a name for ever, so one must be given."""
    with pytest.raises(UsageError, match="is an address"):
        given_sources((Path("s3://bucket/letters"),), Settings())
