"""Where dumps lie (floor 6): one folder a release in the state directory; readers take the newest that is whole."""

import shutil
from contextlib import suppress
from pathlib import Path

from fonds.feeds.dumps.making import Manifest, read_manifest

PREFIX = "dumps-"
_ASIDE = ".gone"


def folder_of(state: Path, release: int) -> Path:
    """Return the folder of a release's dumps, whether it is there or not."""
    return state / f"{PREFIX}{release}"


def find_dumps(state: Path) -> tuple[Path, Manifest] | None:
    """Return the folder and the manifest of the newest dumps there are, or None."""
    for folder in _folders(state):
        if manifest := read_manifest(folder):
            return folder, manifest
    return None


def drop_dumps(state: Path, *, keep: int = 0) -> None:
    """Remove all dumps but those of the release ``keep``; none of a folder is gone while it still bears its name."""
    for folder in state.glob(f"{PREFIX}*"):
        if folder.name == f"{PREFIX}{keep}":
            continue
        aside = folder.with_name(f"{folder.name.removesuffix(_ASIDE)}{_ASIDE}")
        with suppress(OSError):
            folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _folders(state: Path) -> list[Path]:
    """Return the folders of dumps, the newest release first."""
    found = [path for path in state.glob(f"{PREFIX}*") if path.name.removeprefix(PREFIX).isdecimal()]
    return sorted(found, key=lambda path: int(path.name.removeprefix(PREFIX)), reverse=True)
