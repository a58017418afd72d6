"""``kill -9`` while something is rolled back, purged, rebuilt or restored: before or after, never between."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Nursery, none_survive
from faults.site import Picture, Site, faults_of, leftovers, picture
from faults.test_killed_publish import moments
from fonds.publishing.backups import back_up
from fonds.publishing.purging import purge
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.restoring import restore
from fonds.publishing.rollback import roll_back
from publishing.remains import remains

EACH = 4
WHY = "At the wish of the heirs."
BODY = "a glimmerwort was brought by the courier Zarbolak"
UNFINISHED = "a purge that was not finished"
PURGED = "1962-04-05-letter-from-zeno-zarbolak-to-ivan-petrov"
COMMANDS: dict[str, tuple[tuple[str, ...], Callable[[Site], object]]] = {
    "rollback": (("releases", "--rollback", "1"), lambda site: roll_back(1, site.settings)),
    "purge": (("purge", PURGED, "--why", WHY, "--yes"), lambda site: purge(PURGED, WHY, site.settings, wait=0)),
    "rebuild": (("rebuild", "--search"), lambda site: rebuild(site.settings, search=True)),
    "restore": (
        ("restore", "kept", "--replace"), lambda site: restore(site.root / "kept", site.settings, replaced=True, wait=0)
    ),
}
"""Command line, and the same done by a function: without waiting for servers that are not there."""


@dataclass(frozen=True)
class Upkept:
    """A site with two releases and a backup of the first; what readers see before and after each command."""

    site: Site
    before: Picture
    after: dict[str, Picture]
    cpu: dict[str, float]

    def copy(self, root: Path) -> Site:
        """Return the site elsewhere, its backup with it."""
        site = self.site.copy(root)
        back_up_of(self.site, site)
        return site


def back_up_of(site: Site, other: Site) -> None:
    """Give a copy the backup of the site."""
    for path in (site.root / "kept").iterdir():
        (other.root / "kept").mkdir(exist_ok=True)
        (other.root / "kept" / path.name).write_bytes(path.read_bytes())


@pytest.fixture(scope="module")
def upkept(told: Told, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Upkept:
    """Make the site, and try every command once."""
    folder = tmp_path_factory.mktemp("upkept")
    site = told.site.copy(folder / "made")
    back_up(site.root / "kept", site.settings)
    site.write("alone.txt", title="Letter from Zeno Zarbolak to Ivan Petrov", date="April 5, 1962", body=BODY * 5)
    site.publish_here()
    made = Upkept(site, picture(site), {}, {})
    for name, (words, _) in COMMANDS.items():
        tried = made.copy(folder / name)
        ended = nursery.run(tried.root, *words)
        assert ended.code == 0, ended.err
        made.cpu[name], made.after[name] = ended.cpu, picture(tried)
        assert made.after[name] != made.before
        assert faults_of(tried.settings) == []
    return made


@pytest.mark.parametrize("moment", moments(EACH, 6))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_is_all_or_nothing(
    upkept: Upkept, nursery: Nursery, tmp_path: Path, name: str, moment: float
) -> None:
    """Killed at any moment it has done all that readers see, or nothing; done again it comes to the same, exactly.

    Of a purge whose old stores are not all gone yet, verify says so, and nothing else.
    """
    site = upkept.copy(tmp_path / "copy")
    words, again = COMMANDS[name]
    child = nursery.start(site.root, *words)
    child.until_cpu(moment * upkept.cpu[name])
    child.kill()
    assert none_survive(child.pid)
    seen = picture(site)
    assert seen in (upkept.before, upkept.after[name])
    purged = name == "purge" and seen == upkept.after[name]
    assert [fault for fault in faults_of(site.settings) if not (purged and UNFINISHED in fault)] == []
    if seen == upkept.before or name == "purge":
        again(site)
        assert picture(site) == upkept.after[name]
    site.publish_here(prune=False)
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []


@pytest.mark.parametrize("moment", [0.5, 0.8, 0.95])
def test_a_killed_purge_is_finished_by_another_one(upkept: Upkept, nursery: Nursery, tmp_path: Path, moment: float) -> None:
    """However far a purge came, the next one leaves no word of the document anywhere in the state directory."""
    site = upkept.copy(tmp_path / "copy")
    words, again = COMMANDS["purge"]
    assert set(remains(site.state, "glimmerwort", "Zarbolak", slug=PURGED)) == {"glimmerwort", "Zarbolak"}
    child = nursery.start(site.root, *words)
    child.until_cpu(moment * upkept.cpu["purge"])
    child.kill()
    again(site)
    assert remains(site.state, "glimmerwort", "Zarbolak", slug=PURGED) == {}
    assert leftovers(site.state, stores=1) == set()


def test_a_purge_alone_is_in_the_change_log(upkept: Upkept) -> None:
    """Of these commands rebuild and restore tell harvesters nothing; the others tell each difference."""
    before = upkept.before.changes
    assert upkept.after["rebuild"].changes == before
    assert len(upkept.after["purge"].changes) == len(before) + 1
    assert len(upkept.after["rollback"].changes) > len(before)
    assert replace(upkept.after["restore"], release=()).changes == before[: len(upkept.after["restore"].changes)]
