"""A running server and what is done to its state meanwhile: purge, rebuild, backup, restore, damage."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from fonds.publishing.backups import back_up
from fonds.publishing.purging import purge
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.restoring import restore
from fonds.publishing.run import Options
from fonds.publishing.stores import catalogue_path
from publishing.archive import Archive
from publishing.test_purging import ALONE, ALONE_SLUG, WHY
from publishing.test_resolving import LETTER, LETTER_NAME, write
from web.test_serving import _wait_until, free_port, get, running

Server = subprocess.Popen[bytes]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive with two letters, as a server with two workers serves it."""
    made = Archive(tmp_path)
    made.settings = replace(made.settings, port=free_port(), workers=2, query_workers=1)
    write(made, "a", LETTER)
    write(made, "c", ALONE)
    made.publish()
    return made


@contextmanager
def never_failing(archive: Archive, path: str) -> Iterator[None]:
    """Ask for a page from two threads as long as the block lasts; assert that it was there every time."""
    statuses: set[int] = set()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            statuses.add(get(archive.settings, path)[0])

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert statuses == {200}


def all_workers(archive: Archive, path: str, status: int) -> bool:
    """Whether both workers answer so: each of eight requests goes to either of them."""
    return all(get(archive.settings, path)[0] == status for _ in range(8))


def sparql(archive: Archive, pattern: str) -> tuple[int, bytes]:
    """Ask whether something is there."""
    query = quote(f"ASK {{ {pattern} }}")
    return get(archive.settings, f"/sparql?query={query}", "application/sparql-results+json")


def test_a_purged_document_is_served_no_more(archive: Archive, tmp_path: Path) -> None:
    """What workers have ready of a purged document is forgotten: every address says 410, when and why, and no more;
    meanwhile no other request fails.
    """
    about = f"<{archive.settings.base_iri}/doc/{ALONE_SLUG}> ?p ?o"
    addresses = [f"/doc/{ALONE_SLUG}{tail}" for tail in ("", ".jsonld", ".nt", ".ttl", "/evidence", ".html")]
    with running(archive.settings, tmp_path) as server:
        for path in addresses * 4:
            assert get(archive.settings, path)[0] == 200
        assert b"Zarbolak" in get(archive.settings, "/search?q=frumskin", "text/html")[1]
        assert json.loads(sparql(archive, about)[1])["boolean"] is True
        with never_failing(archive, f"/doc/{LETTER_NAME}.jsonld"):
            purge(ALONE_SLUG, WHY, archive.settings, Options(clock=archive.clock))
            _wait_until(lambda: all(all_workers(archive, path, 410) for path in addresses), server)
        for path in addresses:
            body = get(archive.settings, path)[1]
            assert WHY.encode() in body and b"2026" in body
            assert not [word for word in (b"frumskin", b"Zeno", b"courier") if word in body]
        assert b"Zarbolak" not in get(archive.settings, "/search?q=frumskin", "text/html")[1]
        assert get(archive.settings, "/agent/zeno-zarbolak")[0] == 404
        assert json.loads(sparql(archive, about)[1])["boolean"] is False


def test_a_server_goes_on_through_rebuild_and_restore(archive: Archive, tmp_path: Path) -> None:
    """A store that is lost is told of with the command that makes it again, and is there again after it; a restored
    backup is served without a new start; meanwhile no page fails.
    """
    with running(archive.settings, tmp_path) as server, never_failing(archive, f"/doc/{LETTER_NAME}.jsonld"):
        back_up(tmp_path / "kept", archive.settings)
        archive.write("later.txt", 3)
        archive.publish()
        (later,) = set(archive.slugs()) - {LETTER_NAME, ALONE_SLUG}
        _wait_until(lambda: all_workers(archive, f"/doc/{later}", 200), server)
        shutil.rmtree(archive.state / archive.release().store)
        status, body = sparql(archive, "?s ?p ?o")
        assert (status, "fonds rebuild" in json.loads(body)["remedy"]) == (503, True)
        rebuild(archive.settings, Options(clock=archive.clock))
        _wait_until(lambda: all(sparql(archive, "?s ?p ?o")[0] == 200 for _ in range(4)), server)
        restore(tmp_path / "kept", archive.settings, Options(clock=archive.clock), replaced=True)
        _wait_until(lambda: all_workers(archive, f"/doc/{later}", 404), server)
        assert json.loads(sparql(archive, f"<{archive.settings.base_iri}/doc/{later}> ?p ?o")[1])["boolean"] is False


def test_a_damaged_catalogue_is_told(archive: Archive, tmp_path: Path) -> None:
    """A server that cannot read its catalogue says so, with the command that helps, and serves it once it is back."""
    back_up(tmp_path / "kept", archive.settings)
    catalogue_path(archive.state).write_bytes(b"\xff" * 100_000)
    with running(archive.settings, tmp_path) as server:
        status, body = get(archive.settings, f"/doc/{LETTER_NAME}")
        assert (status, "fonds restore BACKUP --replace" in json.loads(body)["remedy"]) == (503, True)
        restore(tmp_path / "kept", archive.settings, replaced=True)
        _wait_until(lambda: all_workers(archive, f"/doc/{LETTER_NAME}", 200), server)
