"""A state directory that may only be read: it is served, and whoever would write is told."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Nursery
from faults.site import COUNTS, PUBLISH, Site, faults_of, leftovers, numbers, picture

NOBODY = 65_534
WRITING = {
    "publish": PUBLISH, "rollback": ("releases", "--rollback", "1"), "rebuild": ("rebuild",),
    "purge": ("purge", "SLUG", "--why", "At the wish of the heirs.", "--yes"),
}
READING = {
    "dry run": (*PUBLISH, "--dry-run"), "verify": ("verify", "--deep"), "releases": ("releases",),
    "query": ("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"), "show": ("show", "SLUG"),
}


@pytest.fixture
def shut(told: Told) -> Iterator[Site]:
    """Return a site that this user, or one without rights where this is root, may read and not write."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    site = told.site.copy(folder / "copy")
    everything = [site.state, *site.state.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    for path in everything:
        if path.exists():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def open_nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Start commands whose output any user may write."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    with Nursery(folder) as made:
        yield made
    shutil.rmtree(folder)


def user() -> int:
    """Return who runs the commands: permissions do not hold for root."""
    return NOBODY if os.geteuid() == 0 else 0


@pytest.mark.parametrize("name", WRITING)
def test_who_would_write_is_told(shut: Site, open_nursery: Nursery, told: Told, name: str) -> None:
    """Every command that writes is refused with exit 3 and one sentence that names the directory and permissions."""
    files = shut.files()
    words = [shut.slugs()[0] if word == "SLUG" else word for word in WRITING[name]]
    ended = open_nursery.run(shut.root, *words, user=user())
    assert ended.code == 3 and ended.err.count("\n") == 1, ended.err
    assert str(shut.state) in ended.err and "ermission" in ended.err
    assert shut.files() == files and picture(shut) == told.old


@pytest.mark.parametrize("name", READING)
def test_who_only_reads_is_served(shut: Site, open_nursery: Nursery, name: str) -> None:
    """Every command that only reads works, and leaves nothing behind."""
    files = shut.files()
    words = [shut.slugs()[0] if word == "SLUG" else word for word in READING[name]]
    ended = open_nursery.run(shut.root, *words, user=user())
    assert ended.code == 0, ended.err
    assert shut.files() == files and leftovers(shut.state) == set()


def test_with_permissions_again_it_completes(shut: Site, open_nursery: Nursery, told: Told) -> None:
    """Once the directory may be written the publish that was refused completes."""
    assert open_nursery.run(shut.root, *PUBLISH, user=user()).code == 3
    for path in (shut.state, *shut.state.rglob("*")):
        path.chmod(0o755)
    assert numbers(open_nursery.run(shut.root, *PUBLISH)) == COUNTS
    assert picture(shut) == told.new and faults_of(shut.settings) == []
