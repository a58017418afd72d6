"""The disk is full, for real: a small one of its own, at sizes that end in the spool, the catalogue, the store."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import Nursery
from faults.site import COUNTS, PUBLISH, Site, faults_of, leftovers, numbers, picture

ROOM = 200 << 20
LITTLE = (0, 16, 64, 128, 256, 400, 600, 800)
"""KiB that are free before the publish begins."""


class SmallDisk:
    """A file system in memory that only the processes of its nursery see."""

    def __init__(self, nursery: Nursery, folder: Path) -> None:
        self._nursery = nursery
        self.folder = folder
        folder.mkdir()
        self._do("mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder))

    def fill(self, state: Path) -> None:
        """Put a state directory there."""
        self._do("cp", "-a", f"{state}/.", str(self.folder))

    def leave_free(self, size: int) -> None:
        """Let so many bytes be free."""
        used = int(self._do("df", "--output=used", "-B1", str(self.folder)).split()[-1])
        self.resize(used + size)

    def resize(self, size: int) -> None:
        """Make the disk larger or smaller."""
        self._do("mount", "-o", f"remount,size={size}", str(self.folder))

    def take_out(self, state: Path) -> None:
        """Copy what is there to where everybody sees it."""
        shutil.rmtree(state, ignore_errors=True)
        self._do("cp", "-a", str(self.folder), str(state))

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


@pytest.mark.parametrize("size", LITTLE)
def test_a_publish_without_room(told: Told, apart: Nursery, disk: SmallDisk, tmp_path: Path, size: int) -> None:
    """Whatever the disk is too small for, the publish says so in one sentence with what to do, and the old release
    is served as it was; the next publish with room completes.
    """
    site = told.site.copy(tmp_path / "copy", tmp_path / "seen")
    (site.root / "fonds.toml").write_text(
        f'state = "{disk.folder}"\nsources = ["letters={site.pages}"]\n', encoding="utf-8"
    )
    disk.fill(site.state)
    disk.leave_free(size << 10)
    ended = apart.run(site.root, *PUBLISH)
    assert ended.code == 3 and ended.out == ""
    assert ended.err.startswith("fonds: ") and ended.err.count("\n") == 1
    assert "full" in ended.err or "No space left" in ended.err
    assert "Make room" in ended.err
    disk.take_out(site.state)
    assert picture(site) == told.old
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []
    disk.resize(ROOM)
    assert numbers(apart.run(site.root, *PUBLISH)) == COUNTS
    disk.take_out(site.state)
    assert picture(site) == told.new
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []


@pytest.mark.parametrize("size", [0.3, 0.6, 1.02])
def test_a_file_that_may_not_grow(site: Site, told: Told, nursery: Nursery, size: float) -> None:
    """The same where it is a limit on files that ends the room: at shares of what the catalogue takes already."""
    limit = int((site.state / "catalogue.sqlite").stat().st_size * size)
    ended = nursery.run(site.root, *PUBLISH, file_size=limit)
    assert ended.code == 3 and ended.out == ""
    assert ended.err.startswith("fonds: ") and ended.err.count("\n") == 1 and "fault of Fonds" not in ended.err
    assert picture(site) == told.old
    assert leftovers(site.state) == set()
    assert numbers(nursery.run(site.root, *PUBLISH)) == COUNTS
    assert picture(site) == told.new and faults_of(site.settings) == []
