"""A running server while its state is published, killed, rolled back, rebuilt, purged, restored, and the disk is full."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

import pytest

from faults.conftest import Told
from faults.nursery import Nursery, none_survive
from faults.site import PUBLISH, Site, faults_of, picture
from fonds.publishing.backups import back_up
from web.test_serving import _wait_until, free_port, get, running

ASK = quote("SELECT ?d WHERE { ?d a <https://schema.org/Message> } LIMIT 5")
SHARES = (0.2, 0.5, 0.75, 0.9, 0.97)


@dataclass
class Asked:
    """What clients were answered."""

    statuses: dict[str, set[int]] = field(default_factory=dict)
    rounds: int = 0


@contextmanager
def asking(site: Site, *paths: str) -> Iterator[Asked]:
    """Ask for some paths again and again as long as the block lasts."""
    asked, done = Asked({path: set() for path in paths}), threading.Event()

    def ask() -> None:
        while not done.is_set():
            for path in paths:
                asked.statuses[path].add(get(site.settings, path)[0])
            asked.rounds += 1
            done.wait(0.02)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        done.set()
        thread.join()


@pytest.fixture
def public(told: Told, tmp_path: Path) -> Site:
    """Return a site to be served, with a backup."""
    site = told.site.copy(tmp_path / "copy")
    site.settings = replace(site.settings, port=free_port(), workers=1, query_workers=1)
    back_up(site.root / "kept", site.settings)
    return site


def test_nobody_is_failed(public: Site, told: Told, nursery: Nursery, tmp_path: Path) -> None:
    """Through publishes killed at five moments, one that completes, and a rollback, rebuild, restore and purge of which
    each is killed once and done again, every page, list and query is answered; at last all is sound.
    """
    site = public
    other = told.site.copy(tmp_path / "whole")
    whole = nursery.run(other.root, *PUBLISH).cpu
    staying = site.slugs()[0]
    with site.catalogue() as catalogue:
        gone = next(catalogue.sources("letters:00020.txt")).slug
    commands = (
        ("releases", "--rollback", "1"), ("rebuild",), ("restore", "kept", "--replace"),
        ("purge", gone, "--why", "At the wish of the heirs.", "--yes"),
    )
    paths = (f"/doc/{staying}", "/doc", "/search?q=Petrov", "/dataset", f"/sparql?query={ASK}")
    with running(site.settings, tmp_path) as server, asking(site, *paths) as asked:
        for share in SHARES:
            child = nursery.start(site.root, *PUBLISH)
            child.until_cpu(share * whole)
            child.kill()
            assert none_survive(child.pid)
            assert picture(site) in (told.old, told.new)
        assert nursery.run(site.root, *PUBLISH).code == 0
        assert picture(site) == told.new
        for words in commands:
            child = nursery.start(site.root, *words)
            child.until_cpu(whole / 4)
            child.kill()
            ended = nursery.run(site.root, *words)
            assert ended.code == 0, ended.err
        _wait_until(lambda: get(site.settings, f"/doc/{gone}")[0] == 410, server)
        rounds = asked.rounds
        _wait_until(lambda: asked.rounds > rounds + 1, server)
    assert {path: sorted(found) for path, found in asked.statuses.items()} == {path: [200] for path in paths}
    assert faults_of(site.settings) == []


def test_a_store_that_is_lost_costs_queries_only(public: Site, nursery: Nursery, tmp_path: Path) -> None:
    """While the store is gone pages and lists are answered as before; queries say 503 with the rebuild, and are
    answered again after it.
    """
    site, query = public, f"/sparql?query={ASK}"
    pages = (f"/doc/{site.slugs()[0]}", "/doc", "/search?q=Petrov")
    with running(site.settings, tmp_path) as server, asking(site, *pages) as asked:
        shutil.rmtree(site.state / site.release().store)
        _wait_until(lambda: get(site.settings, query)[0] == 503, server)
        assert b"fonds rebuild" in get(site.settings, query)[1]
        assert nursery.run(site.root, "rebuild").code == 0
        _wait_until(lambda: get(site.settings, query)[0] == 200, server)
    assert set().union(*asked.statuses.values()) == {200}
