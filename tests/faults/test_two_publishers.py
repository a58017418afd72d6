"""Two that write at once, each a process of its own: the second is refused, naming the first; the first completes."""

import json
import platform
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Child, Nursery
from faults.site import PUBLISH, Site, faults_of, leftovers, picture
from fonds.publishing.backups import back_up

PURGED = "purge"
COMMANDS = {
    "publish": PUBLISH,
    "rollback": ("releases", "--rollback", "1"),
    "rebuild": ("rebuild",),
    "purge": ("purge", "SLUG", "--why", "At the wish of the heirs.", "--yes"),
    "restore": ("restore", "kept", "--replace"),
    "harvest": ("harvest",),
}
PAIRS = [(name, "publish") for name in COMMANDS] + [("publish", name) for name in COMMANDS if name != "publish"]


@pytest.fixture
def silent() -> Iterator[int]:
    """Give the port of a repository that takes every question and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.fixture
def both(told: Told, tmp_path: Path, silent: int) -> Site:
    """Return a site with two releases, a third one to publish, a backup, and a repository."""
    site = told.site.copy(tmp_path / "copy")
    site.publish_here()
    back_up(site.root / "kept", site.settings)
    site.write("later.txt", 60)
    toml = site.root / "fonds.toml"
    sources = f'"letters={site.pages}", "far=oai:http://127.0.0.1:{silent}/"'
    toml.write_text(f'state = "{site.state}"\nsources = [{sources}]\n', encoding="utf-8")
    return site


def words_of(name: str, site: Site) -> list[str]:
    """Return a command line."""
    return [site.slugs()[0] if word == "SLUG" else word for word in COMMANDS[name]]


def stopped_in_the_midst(nursery: Nursery, site: Site, name: str) -> tuple[Child, dict[str, str]]:
    """Begin a command and let it stand still as soon as it keeps others out; return it with what it told of itself."""
    note = site.state / "catalogue.sqlite.publisher"
    child = nursery.start(site.root, *words_of(name, site), stand_at=note)
    child.until_it_stands()
    assert not child.has_ended, child.end()
    told: dict[str, str] = json.loads(note.read_text(encoding="utf-8"))
    return child, told


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda name: name)
def test_the_second_is_refused(both: Site, nursery: Nursery, first: str, second: str) -> None:
    """While one is under way another one is refused with exit 3 and one sentence that says which process, where and
    since when; readers see no difference, and the first one completes.
    """
    before = picture(both)
    words = words_of(second, both)
    child, note = stopped_in_the_midst(nursery, both, first)
    refused = nursery.run(both.root, *words)
    assert refused.code == 3 and refused.err.count("\n") == 1 and "Traceback" not in refused.err
    assert f"process {child.pid} on {platform.node()} since {note['since']}" in refused.err
    assert picture(both) == before
    if first == "harvest":
        child.kill()  # it waits for an answer that will not come
    else:
        child.go_on()
        ended = child.end()
        assert ended.code == 0, ended.err
        assert picture(both) != before
    assert faults_of(both.settings) == []
    assert nursery.run(both.root, *PUBLISH).code == 0
    assert leftovers(both.state) <= {"harvests"}
    assert faults_of(both.settings) == []


def test_who_was_killed_keeps_nobody_out(both: Site, nursery: Nursery) -> None:
    """The note of a killed publisher is no lock: the next one begins at once."""
    child, _ = stopped_in_the_midst(nursery, both, "publish")
    child.kill()
    assert (both.state / "catalogue.sqlite.publisher").exists()
    assert nursery.run(both.root, *PUBLISH).code == 0
    assert leftovers(both.state) <= {"harvests"}
