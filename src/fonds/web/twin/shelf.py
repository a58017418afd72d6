"""The folder a twin is written to (floor 7): each file with its digest, and bearing the time of what it says."""

import hashlib
import os
from datetime import datetime
from io import BufferedIOBase
from pathlib import Path, PurePosixPath

from fonds.feeds.dumps.making import SUMS


class Folder:
    """Writes files below ``path``; used as a context manager, it leaves a list of their digests there.

    A file's time is that of the last change of what it says, so file servers tell it, and a copy is made of no more than
    has changed.
    """

    def __init__(self, path: Path, moment: datetime) -> None:
        self.path = path
        self.files = 0
        self.bytes = 0
        self._moment = moment
        self._sums = (path / SUMS).open("w", encoding="utf-8")

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, *exception: object) -> None:
        self._sums.close()
        self._date(self.path / SUMS, self._moment)

    def holds(self, file: str) -> bool:
        """Say whether a file was written."""
        return (self.path / file).is_file()

    def put(self, file: str, data: bytes, modified: datetime | None = None) -> None:
        """Write a file (once); its name is relative, with slashes."""
        path = self._place(file)
        path.write_bytes(data)
        self._note(file, len(data), hashlib.sha256(data).hexdigest(), modified)

    def open(self, file: str) -> BufferedIOBase:
        """Open a file to be written in pieces; ``keep`` it when it is closed."""
        return self._place(file).open("wb")

    def keep(self, file: str) -> None:
        """Note a file that lies there already."""
        path = self.path / file
        with path.open("rb") as lying:
            digest = hashlib.file_digest(lying, "sha256").hexdigest()
        self._note(file, path.stat().st_size, digest, None)

    def _place(self, file: str) -> Path:
        name = PurePosixPath(file)
        if name.is_absolute() or ".." in name.parts:
            raise ValueError(f"not below the folder: {file}")
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _note(self, file: str, size: int, digest: str, modified: datetime | None) -> None:
        self.files += 1
        self.bytes += size
        self._sums.write(f"{digest}  {file}\n")
        self._date(self.path / file, modified or self._moment)

    @staticmethod
    def _date(path: Path, moment: datetime) -> None:
        seconds = moment.timestamp()
        os.utime(path, (seconds, seconds))
