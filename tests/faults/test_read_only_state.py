"""A state directory that may only be read: it is served, and whoever would write is told."""

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Nursery, none_survive
from faults.site import COUNTS, PUBLISH, Site, faults_of, leftovers, numbers, picture
from faults.test_served_meanwhile import ASK
from web.test_serving import free_port, get

WRITING = {
    "publish": PUBLISH, "rollback": ("releases", "--rollback", "1"), "rebuild": ("rebuild",),
    "purge": ("purge", "SLUG", "--why", "At the wish of the heirs.", "--yes"),
}
READING = {
    "dry run": (*PUBLISH, "--dry-run"), "verify": ("verify", "--deep"), "releases": ("releases",),
    "query": ("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"), "show": ("show", "SLUG"),
}


@pytest.fixture
def shut(told: Told, tmp_path: Path) -> Iterator[Site]:
    """Return a site whose state may be read and not written."""
    site = told.site.copy(tmp_path / "copy")
    everything = [site.state, *site.state.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    for path in everything:
        if path.exists():
            path.chmod(0o755)


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Start commands that permissions hold for, whoever runs the tests."""
    before: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may write everywhere, and setpriv is not there to take that away")
        before = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    with Nursery(tmp_path_factory.mktemp("bound"), *before) as made:
        yield made


@pytest.mark.parametrize("name", WRITING)
def test_who_would_write_is_told(shut: Site, bound: Nursery, told: Told, name: str) -> None:
    """Every command that writes is refused with exit 3 and one sentence that names the directory and permissions."""
    files = shut.files()
    words = [shut.slugs()[0] if word == "SLUG" else word for word in WRITING[name]]
    ended = bound.run(shut.root, *words)
    assert ended.code == 3 and ended.err.count("\n") == 1, ended.err
    assert str(shut.state) in ended.err and "ermission" in ended.err
    assert shut.files() == files and picture(shut) == told.old


@pytest.mark.parametrize("name", READING)
def test_who_only_reads_is_served(shut: Site, bound: Nursery, name: str) -> None:
    """Every command that only reads works, and leaves nothing behind."""
    files = shut.files()
    words = [shut.slugs()[0] if word == "SLUG" else word for word in READING[name]]
    ended = bound.run(shut.root, *words)
    assert ended.code == 0, ended.err
    assert shut.files() == files and leftovers(shut.state) == set()


def test_with_permissions_again_it_completes(shut: Site, bound: Nursery, told: Told) -> None:
    """Once the directory may be written the publish that was refused completes."""
    assert bound.run(shut.root, *PUBLISH).code == 3
    for path in (shut.state, *shut.state.rglob("*")):
        path.chmod(0o755)
    assert numbers(bound.run(shut.root, *PUBLISH)) == COUNTS
    assert picture(shut) == told.new and faults_of(shut.settings) == []


def test_a_server_of_what_may_only_be_read(shut: Site, bound: Nursery) -> None:
    """A server that may not write the state directory serves pages, lists and queries, and writes nothing there."""
    shut.settings = replace(shut.settings, port=free_port())
    files = shut.files()
    server = bound.start(shut.root, "serve", "--port", str(shut.settings.port), "--workers", "1")
    try:
        assert server.until(lambda: get(shut.settings, "/health")[0] == 200), server.end()
        for path in ("/", "/doc", f"/doc/{shut.slugs()[0]}", "/search?q=Petrov", f"/sparql?query={ASK}"):
            assert get(shut.settings, path)[0] == 200, path
    finally:
        server.send(signal.SIGTERM)
        ended = server.end()
    assert ended.code == 0, ended.err
    assert none_survive(server.pid)
    assert shut.files() == files
