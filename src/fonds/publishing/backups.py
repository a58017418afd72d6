"""Backups (floor 6): a site's catalogue in a folder, with a manifest that says what it is.

The catalogue is all there is to keep: the store is made from it (`restoring.py`). A backup is taken while the site is
served and published, from one moment of the catalogue.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from fonds import __version__
from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.catalogue.soundness import check_file
from fonds.catalogue.upkeep import LAYOUT, copy_catalogue
from fonds.clock import Clock, stamp, system_clock
from fonds.durability import sync
from fonds.errors import StateError
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings

MANIFEST = "manifest.json"
FORMAT = "fonds-backup"
PARTIAL = ".partial"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``bytes`` and ``sha256`` are those of its catalogue; ``format`` is always the same."""

    format: str
    made: str
    software: str
    layout: int
    release: int
    stamp: str
    documents: int
    entities: int
    triples: int
    changes: int
    bytes: int
    sha256: str


def back_up(target: Path, settings: Settings, clock: Clock = system_clock) -> Manifest:
    """Copy the catalogue as it is at this moment to a new folder. StateError where that cannot be, or it is damaged.

    The folder appears when all of it is there.
    """
    state = Path(settings.state)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StateError(f"{target} exists already.", "Name a folder that is not there, or an empty one.")
    partial = target.with_name(target.name + PARTIAL)
    with _target_border(target):
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        try:
            manifest = _fill(partial, catalogue_path(state), stamp(clock()))
            if target.exists():
                target.rmdir()
            partial.rename(target)
            sync(target.parent)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    return manifest


@contextmanager
def _target_border(target: Path) -> Iterator[None]:
    """Turn what the system says of the folder into StateError."""
    try:
        yield
    except OSError as error:
        raise StateError(
            f"The backup {target} could not be written: {error.strerror or error}.",
            "Name a folder that may be written and has room.",
        ) from error


def _fill(folder: Path, source: Path, made: str) -> Manifest:
    path = folder / FILE_NAME
    with Catalogue.open(source, read_only=True):
        copy_catalogue(source, path)
    if faults := check_file(path):
        raise StateError(f"The catalogue {source} is damaged: {faults[0]}.", "Run `fonds verify`; keep older backups.")
    with Catalogue.open(path, read_only=True) as copy:
        release, changes = copy.current_release(), copy.last_change()
    if release is None:
        raise StateError("Nothing has been published yet, so there is nothing to keep.", "Run `fonds publish` first.")
    manifest = Manifest(
        FORMAT, made, __version__, LAYOUT, release.number, release.stamp, release.documents, release.entities,
        release.triples, changes, path.stat().st_size, _sha256(path),
    )
    text = json.dumps(asdict(manifest), indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    sync(folder / MANIFEST)
    sync(folder)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what a backup says of itself. StateError where it is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError) as error:
        raise StateError(f"{folder} is no backup of Fonds.", "Name a folder that `fonds backup` made.") from error
    if manifest.format != FORMAT or any(type(getattr(manifest, each.name)) is not each.type for each in fields(Manifest)):
        raise StateError(f"{folder} is no backup of Fonds.", "Name a folder that `fonds backup` made.")
    return manifest


def find_backups(folder: Path) -> tuple[Path, ...]:
    """Return the backups that lie in a folder, at any depth."""
    found: list[Path] = []
    for path in sorted(folder.rglob(MANIFEST)):
        try:
            read_manifest(path.parent)
        except StateError:
            continue
        found.append(path.parent)
    return tuple(found)


def check_backup(folder: Path) -> Manifest:
    """Return the manifest of a backup whose every byte is as it was. StateError where it is damaged."""
    manifest, path = read_manifest(folder), folder / FILE_NAME
    another = "Restore another backup."
    if manifest.layout > LAYOUT:
        raise StateError(
            f"The backup {folder} was made by a newer Fonds ({manifest.software}).", "Install that version of Fonds."
        )
    if not path.is_file() or path.stat().st_size != manifest.bytes or _sha256(path) != manifest.sha256:
        raise StateError(f"The backup {folder} is damaged: {FILE_NAME} is not what was written.", another)
    if faults := check_file(path):
        raise StateError(f"The backup {folder} is damaged: {faults[0]}.", another)
    return manifest


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
