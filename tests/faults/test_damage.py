"""Damaged files: every command says what is wrong and what to do about it, and doing that mends it, exactly."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from faults.conftest import Told
from faults.nursery import Ended, Nursery
from faults.site import PUBLISH, Picture, Site, faults_of, leftovers, picture
from fonds.publishing.backups import back_up
from fonds.publishing.stores import catalogue_path
from web.conftest import served

PAGE = 4_096
RESTORE = ("restore", "kept", "--replace")


@pytest.fixture(scope="module")
def kept(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a backup of the site."""
    folder = tmp_path_factory.mktemp("backups") / "kept"
    back_up(folder, told.site.settings)
    yield folder


@pytest.fixture
def backed(site: Site, kept: Path) -> Site:
    """Return a copy of the site, the backup in its folder."""
    shutil.copytree(kept, site.root / "kept")
    return site


def said_of(shown: Picture) -> Picture:
    """Return a picture without the releases it took to come there."""
    return replace(shown, release=shown.release[-1:])


def assert_told(ended: Ended, remedy: str) -> None:
    """Assert that a command could not, and told in one sentence what to do."""
    assert ended.code == 3 and ended.err.count("\n") == 1, (ended.out, ended.err)
    assert ended.err.startswith("fonds: ") and "fault of Fonds" not in ended.err
    assert remedy in ended.err


# ── the catalogue ────────────────────────────────────────────────────────────────────────────────────────


def _pages(path: Path) -> None:
    """Overwrite every fourth page or so with noise, the first two left as they are."""
    random, data = Random(7), bytearray(path.read_bytes())
    for start in range(2 * PAGE, len(data), PAGE):
        if random.random() < 0.25:
            data[start : start + PAGE] = random.randbytes(PAGE)
    path.write_bytes(data)


def _first_page(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:100] + Random(8).randbytes(PAGE - 100) + data[PAGE:])


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 // PAGE * PAGE])


def _cut_in_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: PAGE + 1_000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("This was a catalogue once. " * 500, encoding="utf-8")


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_pages, _first_page, _cut, _cut_in_a_page, _empty, _text, _gone])
def test_a_damaged_catalogue(backed: Site, told: Told, nursery: Nursery, damage: Callable[[Path], None]) -> None:
    """Where the catalogue is damaged, publish, rebuild, rollback and verify say so and name a restore, the server answers
    503 with it, and nothing is made of what is left; the restore brings all of it back.
    """
    path = catalogue_path(backed.state)
    damage(path)
    left = path.read_bytes() if path.exists() else b""
    for words in (PUBLISH, ("rebuild",), ("releases", "--rollback", "1")):
        assert_told(nursery.run(backed.root, *words), "fonds restore")
    looked = nursery.run(backed.root, "verify")
    assert looked.code in (1, 3) and "fonds restore" in looked.out + looked.err
    assert (path.read_bytes() if path.exists() else b"") == left
    for app in served(backed.settings):
        answers = [app.test_client().get(path) for path in ("/doc", "/dataset", "/search?q=Petrov")]
        assert {answer.status_code for answer in answers} == {503}
        told_of = "There is no catalogue" if damage is _gone else "fonds restore"
        assert all(told_of in answer.text for answer in answers)
    restored = nursery.run(backed.root, *RESTORE)
    assert restored.code == 0, restored.err
    assert said_of(picture(backed)) == said_of(told.old)
    assert faults_of(backed.settings) == []
    assert backed.publish_here()["new"] == 3
    assert leftovers(backed.state) == set()


# ── the store ────────────────────────────────────────────────────────────────────────────────────────────


def _lose(path: Path) -> None:
    path.unlink()


def _garble(path: Path) -> None:
    path.write_bytes(Random(9).randbytes(max(1, path.stat().st_size)))


def _halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("harm", [_lose, _garble, _halve])
@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst", "OPTIONS-*", "IDENTITY", "*"])
def test_a_damaged_store(site: Site, told: Told, name: str, harm: Callable[[Path], None], nursery: Nursery) -> None:
    """Whichever files of a store are lost, garbled or cut, it serves what it served, or verify names it and a rebuild;
    a rebuild makes it exactly what it was.
    """
    store = site.state / site.release().store
    harmed = [path for path in store.glob(name) if path.is_file()]
    assert harmed
    for path in harmed:
        harm(path)
    looked = nursery.run(site.root, "verify", "--deep")
    if looked.code == 0:
        assert name in ("OPTIONS-*", "IDENTITY") and site.stored() == told.site.stored()
    else:
        assert "fonds rebuild" in looked.out
        asked = nursery.run(site.root, "sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert asked.code == 0 or "fonds rebuild" in asked.err
    assert nursery.run(site.root, "rebuild").code == 0
    assert said_of(picture(site)) == said_of(told.old)
    assert faults_of(site.settings) == []


@pytest.mark.parametrize("harm", [_lose, _garble])
def test_a_publish_over_a_damaged_store(site: Site, told: Told, harm: Callable[[Path], None], nursery: Nursery) -> None:
    """What the store before says is never trusted: the next release's is made from the catalogue, and is whole."""
    for path in (site.state / site.release().store).glob("*.sst"):
        harm(path)
    assert nursery.run(site.root, *PUBLISH).code == 0
    assert picture(site) == told.new
    assert faults_of(site.settings) == []


@pytest.mark.parametrize("harm", ["lost", "garbled"])
def test_a_publish_of_nothing_over_a_damaged_store(site: Site, told: Told, harm: str, nursery: Nursery) -> None:
    """Where nothing has changed a publish looks at the store all the same, and names the rebuild that it needs."""
    site.publish_here()
    store = site.state / site.release().store
    if harm == "lost":
        shutil.rmtree(store)
    else:
        for path in store.glob("MANIFEST-*"):
            _garble(path)
    ended = nursery.run(site.root, "publish", "--prune")
    assert "fonds rebuild" in ended.out
    assert nursery.run(site.root, "rebuild").code == 0
    assert said_of(picture(site)) == said_of(told.new)
    assert "fonds rebuild" not in nursery.run(site.root, "publish", "--prune").out
