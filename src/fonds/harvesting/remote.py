"""Remote folders (floor 3): files on another machine, copied into the state directory before they are read.

``NAME=s3://bucket/letters`` or any other address that fsspec (the only importer is here) can list: ``https://``,
``gs://``, ``sftp://`` … Only what changed is fetched: what the other side says of a file (its tag, its time, its size)
is kept beside the copies. A file that cannot be fetched stays as it was, and what came is kept. The copies follow the
other side's deletions; what was published of a file goes only when somebody asks for it (``--prune``), as in any folder.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from fonds.harvesting.harvest import Harvested, Tell
from fonds.problems import Problem

FILES = "files"
LISTED = "files.json"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://.+", re.IGNORECASE)
_PASSING = ".part"
_TOLD = (
    "ETag", "etag", "Content-MD5", "Digest", "Last-Modified", "LastModified", "last_modified", "mtime", "modified", "updated",
    "created", "size",
)
"""What sides say of a file that changes with it."""
_TOLD_ENOUGH = frozenset(_TOLD) - {"created", "size"}


def is_remote(text: str) -> bool:
    """Whether a place of a source is an address of files elsewhere.

    >>> is_remote("s3://bucket/letters"), is_remote("oai:https://example.org/oai"), is_remote("pages")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(text) is not None


def files_folder(home: Path) -> Path:
    """Return where the copies are in the folder of a source."""
    return home / FILES


def fetch_files(name: str, address: str, home: Path, tell: Tell = lambda step, done, total: None) -> Harvested:
    """Bring the copies below ``home`` up to date; what went wrong is among the problems.

    OSError where the folder cannot be written.
    """
    report = Harvested(name)
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(address)
        found = dict(_listed(system, root))
    except Exception as error:  # whatever a file system of theirs raises
        report.problems.append(Problem("harvest-failed", f"{name}={address}", _told(error)))
        return report
    fetch = _Fetch(report, address, system, files_folder(home), _read_known(home / LISTED), tell)
    fetch.run(found)
    _write_known(home / LISTED, fetch.known)
    report.complete = not report.problems
    return report


@dataclass(slots=True)
class _Fetch:
    """One fetch in the making; ``known`` is what was said of each copy when it was made."""

    report: Harvested
    address: str
    system: Any
    folder: Path
    known: dict[str, str]
    tell: Tell
    here: set[str] = field(default_factory=set)

    def run(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for number, (place, info) in enumerate(sorted(found.items()), 1):
            self._file(place, info)
            self.tell(f"fetching {self.report.name}", number, len(found))
        if not found and self.known:
            self._note("harvest-list-empty", f"{len(self.known):,} files are kept")
            return
        for place in [place for place in self.known if place not in found]:
            (self.folder / place).unlink(missing_ok=True)
            del self.known[place]
            self.report.deleted += 1

    def _file(self, place: str, info: Mapping[str, Any]) -> None:
        path, mark = self.folder / place, self._mark(info)
        there = path.exists()
        if there and mark and self.known.get(place) == mark:
            self.report.unchanged += 1
            return
        passing = path.with_name(f".{path.name[:80]}{_PASSING}")
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self.system.get_file(info["name"], str(passing))
        except Exception as error:  # whatever a file system of theirs raises; our own disk as well
            passing.unlink(missing_ok=True)
            if isinstance(error, OSError) and not os.access(path.parent, os.W_OK):
                raise
            self._note("harvest-failed", f"{place}: {_told(error)}")
            return
        same = there and path.read_bytes() == passing.read_bytes()
        passing.replace(path)
        self.known[place] = mark
        self.report.count("unchanged" if same else "changed" if there else "new")

    def _mark(self, info: Mapping[str, Any]) -> str:
        """Return what the list says of a file, or where that does not tell its states apart, the file system itself."""
        if mark := _mark(info):
            return mark
        try:
            return _mark(self.system.info(info["name"]))
        except Exception:  # the fetch itself will tell what is wrong
            return ""

    def _note(self, code: str, detail: str) -> None:
        self.report.problems.append(Problem(code, f"{self.report.name}={self.address}", detail))


def _listed(system: Any, root: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield place (relative, with slashes) and description of every file; names that lead elsewhere are passed over."""
    if not system.exists(root):
        raise FileNotFoundError("nothing is there, or nobody answers")
    if not root.endswith("/") and system.isfile(root):  # a web server takes folders for files
        info = system.info(root)
        yield PurePosixPath(info["name"]).name, info
        return
    base = root.rstrip("/") + "/"
    for name, info in system.find(root, detail=True).items():
        place = name.partition(base)[2] if base in name else PurePosixPath(name).name
        parts = PurePosixPath(place).parts
        if place and not place.startswith("/") and "\\" not in place and all(p[0] != "." for p in parts):
            yield str(PurePosixPath(place)), info | {"name": info.get("name", name)}


def _mark(info: Mapping[str, Any]) -> str:
    """Return what is said of a file, as text; empty where it does not tell two states of it apart."""
    said = {key: str(info[key]) for key in _TOLD if info.get(key) is not None}
    return json.dumps(said, sort_keys=True) if said.keys() & _TOLD_ENOUGH else ""


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _read_known(path: Path) -> dict[str, str]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(place): str(mark) for place, mark in said.items()} if isinstance(said, dict) else {}


def _write_known(path: Path, known: Mapping[str, str]) -> None:
    passing = path.with_name(path.name + _PASSING)
    passing.write_text(json.dumps(known, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    passing.replace(path)
