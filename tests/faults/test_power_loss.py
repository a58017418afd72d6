"""Power loss, as far as it can be simulated: images of the disk at any instant, and the order in which it is synced."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faults.conftest import Told
from faults.nursery import ENVIRONMENT, Nursery
from faults.site import COUNTS, PUBLISH, Site, faults_of, leftovers, picture
from faults.test_killed_publish import moments
from fonds.publishing.backups import back_up

CALLS = (
    "openat,mkdir,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "ftruncate,fallocate"
)
_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>")
_HANDLE = re.compile(r"\d+<([^>]*)>")
_QUOTED = re.compile(r'"([^"]*)"')
IMAGES = 8


@pytest.mark.parametrize("number", [1, 2])
def test_images_of_the_disk(told: Told, nursery: Nursery, tmp_path: Path, number: int) -> None:
    """Whatever instant of a publish the disk is copied at, the copy opens as the old release or the new one, is sound,
    and a publish of it completes.
    """
    site = told.site.copy(tmp_path / "copy")
    whole = nursery.run(told.site.copy(tmp_path / "whole").root, *PUBLISH).cpu
    child = nursery.start(site.root, *PUBLISH)
    images: list[Site] = []
    for moment in moments(IMAGES // 2, number):
        child.until_cpu(moment * whole)
        child.stop()
        images.append(site.copy(tmp_path / f"image-{len(images)}"))
        child.go_on()
    assert child.end().code == 0
    seen = [picture(image) for image in images]
    assert seen[0] == told.old and all(shown in (told.old, told.new) for shown in seen)
    assert seen == sorted(seen, key=lambda shown: len(shown.release)), "nothing goes back"
    for image, shown in zip(images, seen, strict=True):
        assert faults_of(image.settings) == []
        assert image.publish_here()["new"] == (COUNTS["new"] if shown == told.old else 0)
        assert picture(image) == told.new
        assert leftovers(image.state) == set()


# ── what is on the disk when ─────────────────────────────────────────────────────────────────────────────


class Trace:
    """What a command asked of the file system, in order: ("write" | "name" | "sync" | "move" | "gone", path)."""

    def __init__(self, log: Path, folder: Path) -> None:
        self._folder = folder
        self.events: list[tuple[str, str]] = []
        begun: dict[str, str] = {}
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if resumed := _RESUMED.match(line):
                line = begun.pop(resumed[1], "")  # noqa: PLW2901 - the call as it began
            elif "<unfinished" in line:
                begun[line.split()[0]] = line
                continue
            if (found := _CALL.match(line)) and " = -1 " not in line:
                self._add(found[1], found[2])

    def _add(self, call: str, told: str) -> None:
        handle = _HANDLE.match(told)
        if call in ("fsync", "fdatasync") and handle:
            self.events.append(("sync", handle[1]))
        elif call in ("write", "pwrite64", "writev", "ftruncate", "fallocate") and handle:
            self.events.append(("write", handle[1]))
        elif call.startswith("unlink"):
            self.events.append(("gone", str(self._folder / _QUOTED.findall(told)[-1])))
        elif call == "mkdir" or (call == "openat" and "O_CREAT" in told) or call.startswith(("rename", "link")):
            path = _QUOTED.findall(told)[-1]
            self.events.append(("move" if call.startswith("rename") else "name", str(self._folder / path)))

    def last(self, kind: str, path: str, before: int) -> int:
        """Return where something was last done to a path, -1 where it was not."""
        found = [place for place, event in enumerate(self.events[:before]) if event == (kind, path)]
        return found[-1] if found else -1

    def first(self, kind: str, path: str) -> int:
        """Return where something was first done to a path."""
        return self.events.index((kind, path))

    def not_durable(self, folder: str, before: int) -> set[str]:
        """Return the files below a folder, and the folders, that a power failure at that instant might lose."""
        lost = set()
        for kind, path in set(self.events[:before]):
            done = max(self.last("sync", path, before), self.last("gone", path, before))
            if kind == "write" and path.startswith(folder) and done < self.last(kind, path, before):
                lost.add(path)
            home = os.path.dirname(path)  # noqa: PTH120 - of a text
            if kind in ("name", "move") and home.startswith(folder):
                named = self.last(kind, path, before)
                if self.last("sync", home, before) < named:
                    lost.add(home)
        return lost


def traced(site: Site, *words: str) -> Trace:
    """Run a command with all its calls noted."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not there, so nobody can see in which order the disk is synced")
    log = site.root / "calls"
    command = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run(
        [*command, sys.executable, "-m", "fonds.cli", *words], cwd=site.root, env=ENVIRONMENT, capture_output=True,
        check=False, encoding="utf-8",
    )
    if done.returncode and ("PTRACE" in done.stderr or "ptrace" in done.stderr):
        pytest.skip(f"nothing may be traced here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    return Trace(log, site.root.resolve())


def whole_store(site: Site) -> str:
    """Return the path of the present store."""
    return str((site.state / site.release().store).resolve())


def test_the_store_is_durable_before_the_catalogue_names_it(site: Site) -> None:
    """When the commit is synced every file of the new store, its folder and its name in the state directory have been;
    and only after that the catalogue's own file is written.
    """
    trace = traced(site, *PUBLISH)
    catalogue = str((site.state / "catalogue.sqlite").resolve())
    folded = trace.first("write", catalogue)
    commit = trace.last("sync", f"{catalogue}-wal", folded)
    written = trace.last("write", f"{catalogue}-wal", commit)
    store = whole_store(site)
    assert written != -1 and any(path.startswith(store) for _, path in trace.events[:written])
    assert trace.not_durable(store, written) == set()
    assert trace.last("sync", str(site.state.resolve()), written) > trace.first("name", store)
    assert trace.last("write", f"{catalogue}-wal", folded) < commit


def test_what_is_restored_is_durable_before_it_is_in_its_place(site: Site) -> None:
    """A restored catalogue takes its place when it and its store are on the disk, under the name it will have."""
    back_up(site.root / "kept", site.settings)
    trace = traced(site, "restore", "kept", "--replace")
    state = site.state.resolve()
    switch = trace.first("move", str(state / "catalogue.sqlite"))
    staging = {path.split("/")[-2] for kind, path in trace.events if "/restoring-" in path and path.endswith("catalogue.sqlite")}
    (folder,) = (name for name in staging if name.startswith("restoring-"))
    store = site.release().store
    new = str(state / folder / "catalogue.sqlite")
    assert -1 < trace.last("write", new, switch) < trace.last("sync", new, switch)
    assert trace.not_durable(str(state / folder / store), switch) == set()
    moved = trace.first("move", str(state / store))
    assert moved < trace.last("sync", str(state), switch) < switch
    assert ("sync", str(state)) in trace.events[switch:]


def test_a_backup_is_durable_before_it_has_its_name(site: Site) -> None:
    """A backup that is there under its name is there with every byte."""
    trace = traced(site, "backup", "kept")
    root = site.root.resolve()
    named = trace.first("move", str(root / "kept"))
    assert trace.last("write", str(root / "kept.partial" / "catalogue.sqlite"), named) != -1
    assert trace.not_durable(str(root / "kept.partial"), named) == set()
    assert ("sync", str(root)) in trace.events[named:]
