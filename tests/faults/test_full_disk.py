"""The disk is full, for real: a small one of its own, at sizes that end in the spool, the catalogue, the store."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Ended, Nursery
from faults.site import COUNTS, PUBLISH, Picture, Site, faults_of, leftovers, numbers, picture

ROOM = 200 << 20
LITTLE = (0, 16, 128, 400, 1_200)
"""KiB that are free before the publish begins: it ends at the lock, in the spool, in the store."""
FILLING = (0.3, 0.6, 0.8, 0.88, 0.94)
"""Shares of a publish after which the disk is filled by somebody else: the last ones end it at the commit."""


class SmallDisk:
    """A file system in memory that only the processes of its nursery see."""

    def __init__(self, nursery: Nursery, folder: Path) -> None:
        self._nursery = nursery
        self.folder = folder
        folder.mkdir()
        self._do("mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder))

    def fill(self, state: Path) -> None:
        """Put a state directory there."""
        self._do("cp", "-a", str(state), str(self.folder / "state"))

    def leave_free(self, size: int) -> None:
        """Let so many bytes be free."""
        used = int(self._do("df", "--output=used", "-B1", str(self.folder)).split()[-1])
        self.resize(used + size)

    def resize(self, size: int) -> None:
        """Make the disk larger or smaller."""
        self._do("mount", "-o", f"remount,size={size}", str(self.folder))

    def fill_up(self) -> None:
        """Let somebody else take all the room there is."""
        self._nursery.shell("dd", "if=/dev/zero", f"of={self.folder}/others", "bs=4k")

    def give_back(self) -> None:
        """Let them leave again."""
        self._do("rm", str(self.folder / "others"))

    def take_out(self, state: Path) -> None:
        """Copy what is there to where everybody sees it."""
        shutil.rmtree(state, ignore_errors=True)
        self._do("cp", "-a", str(self.folder / "state"), str(state))

    def close(self) -> None:
        """Take the disk away."""
        self._do("umount", str(self.folder))

    def _do(self, *words: str) -> str:
        code, said = self._nursery.shell(*words)
        assert code == 0, f"{words}: {said}"
        return said


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Start commands in a mount namespace of their own, or skip where the system does not let us."""
    folder = tmp_path_factory.mktemp("apart")
    try:
        with Nursery(folder, "unshare", "-m", *([] if os.geteuid() == 0 else ["-r"])) as nursery:
            (folder / "tried").mkdir()
            code, said = nursery.shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder / "tried"))
            if code:
                pytest.skip(f"no small disk can be mounted here: {said.strip()}")
            nursery.shell("umount", str(folder / "tried"))
            yield nursery
    except (OSError, AssertionError) as error:
        pytest.skip(f"no mount namespace can be made here: {error}")


@pytest.fixture
def disk(apart: Nursery, tmp_path: Path) -> Iterator[SmallDisk]:
    """Give a disk with room."""
    made = SmallDisk(apart, tmp_path / "disk")
    yield made
    made.close()


@pytest.fixture
def moved(told: Told, disk: SmallDisk, tmp_path: Path) -> Site:
    """Return a site whose state lies on the disk for its commands, and where it is taken out to for us."""
    site = told.site.copy(tmp_path / "copy", tmp_path / "seen")
    (site.root / "fonds.toml").write_text(
        f'state = "{disk.folder}/state"\nsources = ["letters={site.pages}"]\n', encoding="utf-8"
    )
    disk.fill(site.state)
    return site


def assert_refused(ended: Ended) -> None:
    """Assert that a publish said that the disk is full, and what to do, in one sentence."""
    assert ended.code == 3 and ended.out == ""
    assert ended.err.startswith("fonds: ") and ended.err.count("\n") == 1
    assert "full" in ended.err or "No space left" in ended.err
    assert "Make room" in ended.err


def assert_is(site: Site, disk: SmallDisk, shown: Picture) -> None:
    """Assert that the site on the disk is sound, with nothing left over, and looks like this."""
    disk.take_out(site.state)
    assert picture(site) == shown
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []


@pytest.mark.parametrize("size", LITTLE)
def test_a_publish_without_room(moved: Site, told: Told, apart: Nursery, disk: SmallDisk, size: int) -> None:
    """Whatever the disk is too small for, the publish says so in one sentence with what to do, and the old release
    is served as it was; the next publish with room completes.
    """
    disk.leave_free(size << 10)
    assert_refused(apart.run(moved.root, *PUBLISH))
    assert_is(moved, disk, told.old)
    disk.resize(ROOM)
    assert numbers(apart.run(moved.root, *PUBLISH)) == COUNTS
    assert_is(moved, disk, told.new)


@pytest.mark.parametrize("share", FILLING)
def test_a_disk_that_fills_up_meanwhile(
    moved: Site, told: Told, nursery: Nursery, apart: Nursery, disk: SmallDisk, tmp_path: Path, share: float
) -> None:
    """Whenever somebody else takes the rest of the room, the publish is refused and nothing has changed, or it was done."""
    whole = nursery.run(told.site.copy(tmp_path / "whole").root, *PUBLISH).cpu
    child = apart.start(moved.root, *PUBLISH)
    child.until_cpu(share * whole)
    child.stop()
    disk.fill_up()
    child.go_on()
    ended = child.end()
    if ended.code:
        assert_refused(ended)
    assert_is(moved, disk, told.old if ended.code else told.new)
    disk.give_back()
    assert apart.run(moved.root, *PUBLISH).code == 0
    assert_is(moved, disk, told.new)


@pytest.mark.parametrize("size", [0.1, 0.2, 0.3, 0.7])
def test_a_file_that_may_not_grow(site: Site, told: Told, nursery: Nursery, size: float) -> None:
    """The same where it is a limit on files that ends the room, at shares of what the catalogue takes already: the
    last one does for a publish.
    """
    limit = int((site.state / "catalogue.sqlite").stat().st_size * size)
    ended = nursery.run(site.root, *PUBLISH, file_size=limit)
    assert (ended.code == 0) is (size > 0.6)
    if ended.code:
        assert ended.code == 3 and ended.out == "" and ended.err.startswith("fonds: ") and ended.err.count("\n") == 1
        assert "could not be written" in ended.err and "limit" in ended.err
        assert picture(site) == told.old and leftovers(site.state) == set()
        assert numbers(nursery.run(site.root, *PUBLISH)) == COUNTS
    assert picture(site) == told.new
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []
