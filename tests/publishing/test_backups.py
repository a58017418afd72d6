"""Backups: a site as it was at one moment, put back whole or not at all."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from catalogue.samples import NOON, Ticking
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.tables import SCHEMA
from fonds.crosswalks.facts import site_facts
from fonds.errors import StateError
from fonds.feeds.dumps.keeping import refresh
from fonds.feeds.dumps.shelf import find_dumps
from fonds.publishing.backups import MANIFEST, Manifest, back_up, check_backup
from fonds.publishing.purging import lift, purge
from fonds.publishing.restoring import RESTORING, Restored, restore
from fonds.publishing.run import Options
from fonds.publishing.stores import catalogue_path
from fonds.publishing.verifying import verify
from publishing.archive import Archive
from publishing.pages import write_pages
from publishing.remains import remains
from publishing.test_faults import ENVIRONMENT
from publishing.test_purging import ALONE, ALONE_SLUG
from publishing.test_resolving import write
from publishing.test_upgrades import LAYOUT_2


@pytest.fixture
def kept(archive: Archive) -> Archive:
    """Return an archive with three documents and a backup in its folder ``kept``; one of them has changed since."""
    write_pages(archive.pages, range(3))
    archive.publish()
    back_up(archive.root / "kept", archive.settings, archive.clock)
    archive.write("00000.txt", 20)
    archive.publish()
    return archive


def put_back(archive: Archive, *, replaced: bool = True, name: str = "kept") -> Restored:
    """Restore the backup without waiting for servers that are not there."""
    return restore(archive.root / name, archive.settings, Options(clock=archive.clock), replaced=replaced, wait=0)


def assert_whole(archive: Archive, number: int) -> None:
    """Assert that the state is one release, sound, with nothing beside it."""
    assert archive.release().number == number
    archive.check()
    assert verify(archive.settings, deep=True).problems == []
    assert not list(archive.state.glob(f"{RESTORING}*"))
    assert [path.name for path in archive.state.glob("store-*")] == [archive.release().store]


def test_a_backup_tells_what_it_is(kept: Archive) -> None:
    """The manifest has release, layout, software, counts and the digest of the catalogue, which is one file."""
    told = json.loads((kept.root / "kept" / MANIFEST).read_text())
    assert (told["release"], told["documents"], told["layout"], told["changes"]) == (1, 3, SCHEMA, 3)
    assert sorted(path.name for path in (kept.root / "kept").iterdir()) == ["catalogue.sqlite", MANIFEST]
    check_backup(kept.root / "kept")


def test_restored_is_what_was_kept(kept: Archive) -> None:
    """The documents, versions and changes of the backup are back, in a release of their own, later than all before."""
    with Catalogue.open(kept.root / "kept" / "catalogue.sqlite", read_only=True) as copy:
        changes, rows = copy.changes(), [copy.find_version_row(each.slug, 1) for each in copy.changes()]
    stamp = kept.release().stamp
    restored = put_back(kept)
    assert (restored.release.kind, restored.kept_out, restored.is_certain) == ("rebuild", (), True)
    assert "restored from the backup of 2026-01-01" in restored.release.note and restored.release.stamp > stamp
    with kept.catalogue() as catalogue:
        assert catalogue.changes() == changes
        assert [catalogue.find_version_row(each.slug, 1) for each in changes] == rows
    assert_whole(kept, 3)
    assert kept.publish().changed == 1, "the publish after it brings what came since"
    kept.check()


def test_a_number_is_never_given_twice(kept: Archive) -> None:
    """What bears the number of a release that a restore took back leads nowhere; its dumps are not given any more."""
    refresh(kept.state, site_facts(kept.settings))
    restored = put_back(kept)
    assert find_dumps(kept.state) is None
    with kept.catalogue() as catalogue:
        assert [each.number for each in catalogue.releases()] == [3, 1] and restored.release.number == 3


def test_restored_into_an_empty_directory(kept: Archive) -> None:
    """A backup makes a site where there is none."""
    kept.settings = replace(kept.settings, state=str(kept.root / "elsewhere"))
    put_back(kept, replaced=False)
    assert_whole(kept, 2)


def test_datestamps_go_on_after_a_restore(kept: Archive) -> None:
    """Even where the clock is behind, the restored release is later than what harvesters have seen."""
    stamp = kept.release().stamp
    kept.clock = Ticking(NOON - timedelta(days=300))
    assert put_back(kept).release.stamp > stamp


def test_nothing_is_replaced_unasked(kept: Archive) -> None:
    """Where there is a catalogue already, a restore needs to be told to replace it."""
    with pytest.raises(StateError, match="--replace"):
        put_back(kept, replaced=False)
    assert kept.release().number == 2


@pytest.mark.parametrize("fault", ["one byte", "cut", "no catalogue", "no manifest", "no JSON", "no number", "newer"])
def test_a_damaged_backup_changes_nothing(kept: Archive, fault: str) -> None:
    """Whatever is wrong with a backup is found before anything is touched."""
    folder = kept.root / "kept"
    path, manifest = folder / "catalogue.sqlite", folder / MANIFEST
    data = path.read_bytes()
    if fault == "one byte":
        path.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
    elif fault == "cut":
        path.write_bytes(data[:-4096])
    elif fault == "no catalogue":
        path.unlink()
    elif fault == "no manifest":
        manifest.unlink()
    elif fault == "no JSON":
        manifest.write_text("{")
    elif fault == "no number":
        manifest.write_text(manifest.read_text().replace(f'"layout": {SCHEMA}', f'"layout": "{SCHEMA}"'))
    else:
        manifest.write_text(manifest.read_text().replace(f'"layout": {SCHEMA}', '"layout": 999'))
    with pytest.raises(StateError, match=r"damaged|no backup|newer Fonds"):
        put_back(kept)
    assert kept.release().number == 2
    kept.check()


def test_a_folder_with_something_in_it_is_left_alone(kept: Archive) -> None:
    """A backup overwrites nothing."""
    with pytest.raises(StateError, match="exists already"):
        back_up(kept.root / "kept", kept.settings)
    with pytest.raises(StateError, match="exists already"):
        back_up(kept.pages / "00000.txt", kept.settings)
    check_backup(kept.root / "kept")


def test_a_backup_of_nothing_is_refused(archive: Archive) -> None:
    """Before the first publish there is nothing to keep, and no folder is left."""
    with pytest.raises(StateError, match="fonds publish"):
        back_up(archive.root / "kept", archive.settings)
    assert not list(archive.root.glob("kept*"))


def test_a_damaged_catalogue_is_not_kept(kept: Archive) -> None:
    """A backup of a damaged catalogue would be trusted one day; it is refused, and the older one is left."""
    path = catalogue_path(kept.state)
    data = bytearray(path.read_bytes())
    data[8_192:] = b"\xff" * (len(data) - 8_192)
    path.write_bytes(data)
    with pytest.raises(StateError, match="damaged"):
        back_up(kept.root / "second", kept.settings)
    assert not list(kept.root.glob("second*"))
    assert put_back(kept).is_certain is False
    assert_whole(kept, 2)


def test_what_was_purged_since_stays_purged(archive: Archive) -> None:
    """An older backup does not bring back what was purged after it was made: neither held in it, nor published since."""
    archive.write("a.txt", 1)
    write(archive, "c", ALONE)
    archive.publish()
    back_up(archive.root / "kept", archive.settings, archive.clock)
    archive.write("later.txt", 2, body="The glimmerwort was late.")
    archive.publish()
    (later,) = [slug for slug in archive.slugs() if "no-2-" in slug]
    for slug in (ALONE_SLUG, later):
        purge(slug, "At the wish of the heirs.", archive.settings, Options(clock=archive.clock), wait=0)
    restored = put_back(archive)
    assert restored.kept_out == tuple(sorted((ALONE_SLUG, later)))
    assert remains(archive.state, "frumskin", "glimmerwort", "Zarbolak", slug=ALONE_SLUG) == {}
    report = archive.publish()
    assert [p.code for p in report.problems if p.code == "document-withheld"] == ["document-withheld"] * 2
    assert verify(archive.settings, deep=True).problems == []
    for slug in (ALONE_SLUG, later):
        lift(slug, archive.settings, Options(clock=archive.clock))
    assert verify(archive.settings).problems == [] and archive.publish().new == 2
    assert {ALONE_SLUG, later} <= set(archive.slugs())
    assert verify(archive.settings, deep=True).problems == []


def test_backups_taken_while_publishing_are_of_one_moment(archive: Archive) -> None:
    """Copies made while another thread publishes are each a whole release: they restore, and verify."""
    write_pages(archive.pages, range(3))
    archive.publish()
    done = threading.Event()

    def publish() -> None:
        for number in range(3, 7):
            archive.write(f"{number}.txt", number)
            archive.publish()
        done.set()

    thread = threading.Thread(target=publish)
    thread.start()
    count = 0
    while not done.is_set() or not count:
        back_up(archive.root / f"kept-{count}", archive.settings)
        count += 1
    thread.join()
    releases = set()
    for number in {0, count // 2, count - 1}:
        elsewhere = replace(archive.settings, state=str(archive.root / f"state-{number}"))
        restored = restore(archive.root / f"kept-{number}", elsewhere, wait=0)
        releases.add(restored.manifest.release)
        assert restored.release.documents == restored.manifest.documents == 2 + restored.manifest.release
        assert verify(elsewhere, deep=True).problems == []
    assert releases <= set(range(1, 6))


KILLED = """
import os, signal, sys
from pathlib import Path
import fonds.publishing.restoring as restoring
from fonds.settings import Settings
root, name = Path(sys.argv[1]), sys.argv[2]
setattr(restoring, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
restoring.restore(root / "kept", Settings(state=str(root / "state")), replaced=True, wait=0)
"""


@pytest.mark.parametrize("stage", ["rebuild", "_switch", "drop_stores"])
def test_a_killed_restore_is_all_or_nothing(kept: Archive, stage: str) -> None:
    """Killed before the switch the state is as it was, after it the backup is restored; the next one completes."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(kept.root), stage], env=ENVIRONMENT, check=False, timeout=120
    )
    assert ended.returncode == -signal.SIGKILL
    release = kept.release()
    assert release.kind == ("rebuild" if stage == "drop_stores" else "publish")
    assert verify(kept.settings, deep=True).problems == []
    put_back(kept)
    assert_whole(kept, release.number + 1)


def test_no_restore_while_somebody_publishes(kept: Archive) -> None:
    """A restore waits for nobody: while a publish is under way it is refused, naming the process."""
    with (
        Catalogue.open(catalogue_path(kept.state)) as first, first.publishing(),
        pytest.raises(StateError, match=rf"Another publish is under way \(process {os.getpid()} on"),
    ):
        put_back(kept)
    assert kept.release().number == 2


def test_a_backup_of_an_older_layout_is_brought_up_to_date(archive: Archive) -> None:
    """What an older Fonds kept is migrated as it is restored."""
    source = LAYOUT_2 / "catalogue.sqlite"
    folder = archive.root / "old"
    folder.mkdir()
    (folder / "catalogue.sqlite").write_bytes(source.read_bytes())
    manifest = Manifest(
        "fonds-backup", "2026-01-01T00:00:00Z", "0.0.9", 2, 1, "", 2, 49, 0, 2, source.stat().st_size,
        hashlib.sha256(source.read_bytes()).hexdigest(),
    )
    (folder / MANIFEST).write_text(json.dumps({name: getattr(manifest, name) for name in manifest.__slots__}))
    archive.clock = Ticking(NOON + timedelta(days=3000))
    restored = put_back(archive, name="old")
    assert restored.release.documents == 2
    assert_whole(archive, 2)


def test_a_folder_that_cannot_be_written_is_named(kept: Archive) -> None:
    """A backup that finds no place says which folder that is, and says nothing of the state directory."""
    page = kept.root / "a-file"
    page.write_text("", encoding="utf-8")
    with pytest.raises(StateError) as raised:
        back_up(page / "backup", kept.settings)
    assert str(page / "backup") in raised.value.message and "state directory" not in raised.value.message
