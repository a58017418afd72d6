"""Fetches the SPARQL editor (Yasgui) when a wheel is built, and only where somebody asks for it.

``FONDS_EDITOR=1 python -m build --wheel`` puts it into the wheel, ``python hatch_build.py`` into a checkout. Both need
npm (part of Node), which fetches the package by name and version and checks it against the registry's digest. Without
the editor Fonds is whole: ``/sparql`` is a plain form.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@zazuko/yasgui@4.6.2"
FILES = ("yasgui.min.js", "yasgui.min.css")
FOLDER = Path(__file__).resolve().parent / "src" / "fonds" / "web" / "static" / "editor"

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface as _Hook
except ImportError:  # run as a program, where nothing is built
    _Hook: Any = object  # type: ignore[no-redef]


class EditorHook(_Hook):  # type: ignore[misc]
    """Runs before a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the editor where the variable FONDS_EDITOR is set and nobody has yet."""
        if os.environ.get("FONDS_EDITOR", "") not in ("", "0") and not is_there(FOLDER):
            fetch_editor(FOLDER)


def is_there(folder: Path) -> bool:
    """Tell whether all files of the editor are in the folder."""
    return all((folder / name).is_file() for name in FILES)


def fetch_editor(folder: Path) -> None:
    """Put the editor's files into the folder. RuntimeError where there is no npm, or it fails."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("The editor was asked for (FONDS_EDITOR), but npm is not on this machine.")
    with tempfile.TemporaryDirectory() as place:
        made = subprocess.run(
            [npm, "pack", "--silent", "--ignore-scripts", PACKAGE], cwd=place, capture_output=True, text=True, check=False
        )
        if made.returncode:
            raise RuntimeError(f"npm could not fetch {PACKAGE}: {made.stderr.strip()[:500]}")
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(next(Path(place).glob("*.tgz"))) as archive:
            for name in FILES:
                member = archive.extractfile(f"package/build/{name}")
                if member is None:
                    raise RuntimeError(f"{PACKAGE} has no build/{name}.")
                (folder / name).write_bytes(member.read())


if __name__ == "__main__":
    fetch_editor(FOLDER)
    sys.stdout.write(f"The editor is in {FOLDER}.\n")
