"""Restoring (floor 6): a backup becomes the state of a site, all of it or none.

Every byte is checked first. Then a whole state is made in a folder of its own inside the state directory: the
catalogue brought up to date, its store built, what was purged since the backup taken out again. Only then does it
take the place of the present one; running servers notice by themselves that the file is another one.
"""

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.catalogue.faults import guarded
from fonds.catalogue.lock import PublisherLock
from fonds.catalogue.rows import Release
from fonds.catalogue.upkeep import fold_journal
from fonds.clock import Clock, after, parse_stamp, stamp
from fonds.durability import sync
from fonds.errors import StateError
from fonds.feeds.dumps.shelf import drop_dumps
from fonds.publishing.backups import Manifest, check_backup
from fonds.publishing.purging import NOTICE_SECONDS, purge
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.run import Options
from fonds.publishing.state import state_border
from fonds.publishing.stores import PREFIX, catalogue_path, drop_stores
from fonds.settings import Settings

RESTORING = "restoring-"
_JOURNALS = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. ``kept_out`` are slugs that were purged since the backup, and are not back.

    ``is_certain`` is false where the state that was replaced could not tell what had been purged.
    """

    manifest: Manifest
    release: Release
    kept_out: tuple[str, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of the state that is replaced."""

    release: int = 0
    stamp: str = ""
    withheld: tuple[tuple[str, str, str, str], ...] = ()
    is_readable: bool = True


def restore(
    backup: Path, settings: Settings, options: Options | None = None, *, replaced: bool = False,
    wait: float = NOTICE_SECONDS,
) -> Restored:
    """Make a backup the state of the site. StateError where it is damaged, or ``replaced`` is not said and one is there."""
    options = options or Options()
    manifest = check_backup(backup)
    state = Path(settings.state)
    path = catalogue_path(state)
    if path.exists() and not replaced:
        raise StateError(
            f"There is a catalogue at {path} already.", "Say --replace to put the backup in its place."
        )
    with state_border(state):
        state.mkdir(parents=True, exist_ok=True)
        with _locked(path, stamp(options.clock())), _staging(state) as staging:
            before = _look_at(path)
            aside = replace(settings, state=str(staging))
            later = replace(options, clock=_later(before, options.clock))
            release, kept_out = _prepare(backup, manifest, aside, later, before)
            _switch(staging, state, before)
            drop_dumps(state)
            time.sleep(wait)
            drop_stores(state, [release.store])
    return Restored(manifest, release, kept_out, before.is_readable)


def _prepare(
    backup: Path, manifest: Manifest, aside: Settings, options: Options, before: _Before
) -> tuple[Release, tuple[str, ...]]:
    """Make the whole state in its own folder; return its release, and what was purged since the backup."""
    path = catalogue_path(Path(aside.state))
    options.progress("copying", 0, 0)
    shutil.copyfile(backup / FILE_NAME, path)
    sync(path)
    # what a number was given to is never anything else: addresses, dumps and citations bear it
    release = rebuild(aside, options, note=f"restored from the backup of {manifest.made}", after=before.release)
    with Catalogue.open(path) as catalogue:
        missing = sorted({row[0] for row in before.withheld} - {each.slug for each in catalogue.withheld()})
        for slug in missing:
            rows = [row for row in before.withheld if row[0] == slug]
            catalogue.keep_out(slug, rows[0][1], {row[2] for row in rows}, rows[0][3], options.clock)
        held = [slug for slug in missing if catalogue.find_document(slug)]
    for slug in held:
        reason = next(row[3] for row in before.withheld if row[0] == slug)
        purge(slug, reason, aside, options, wait=0)
    with Catalogue.open(path, read_only=True) as catalogue:
        return catalogue.current_release() or release, tuple(missing)


def _switch(staging: Path, state: Path, before: _Before) -> None:
    """Put the new state in its place: first its store, which nobody knows yet, then the catalogue that names it."""
    path, new = catalogue_path(state), catalogue_path(staging)
    fold_journal(new)
    if path.exists() and before.is_readable and not fold_journal(path):
        raise StateError(f"Somebody is reading an earlier state of {path}.", "Try again when that has ended.")
    for store in staging.glob(f"{PREFIX}*"):
        store.rename(state / store.name)
    sync(state)
    for ending in _JOURNALS:  # a journal of the old file must never meet the new one
        path.with_name(path.name + ending).unlink(missing_ok=True)
    new.replace(path)
    sync(state)


def _look_at(path: Path) -> _Before:
    if not path.exists():
        return _Before()
    try:
        with Catalogue.open(path, read_only=True) as catalogue:
            release = catalogue.current_release()
            number, stamped = (release.number, release.stamp) if release else (0, "")
            return _Before(number, stamped, catalogue.withheld_places())
    except StateError:
        return _Before(is_readable=False)


def _later(before: _Before, clock: Clock) -> Clock:
    """Return a clock that is never behind the datestamps that harvesters have seen."""
    return clock if not before.stamp else lambda: after(parse_stamp(before.stamp), clock)


@contextmanager
def _locked(path: Path, since: str) -> Iterator[None]:
    """Keep publishers out."""
    lock = PublisherLock(path)
    with guarded(path):
        lock.acquire(since)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _staging(state: Path) -> Iterator[Path]:
    """Give a folder for the new state; what killed restores left behind goes with it."""
    for left in state.glob(f"{RESTORING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = state / f"{RESTORING}{secrets.token_hex(6)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
