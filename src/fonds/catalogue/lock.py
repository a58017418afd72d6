"""The publisher's lock (floor 3): one publish at a time, and the second one is told about the first.

SQLite itself serves as the lock (an exclusive transaction on an empty file beside the catalogue): it works on
every system SQLite works on, and a killed publisher loses it at once. Who holds it stands in a small file for
people.
"""

import contextlib
import json
import os
import platform
import sqlite3
from pathlib import Path

from fonds.errors import StateError


class PublisherLock:
    """Held from :meth:`acquire` to :meth:`release`."""

    def __init__(self, catalogue: Path) -> None:
        self._file = catalogue.with_name(catalogue.name + ".lock")
        self._note = catalogue.with_name(catalogue.name + ".publisher")
        self._connection: sqlite3.Connection | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._connection is not None

    def acquire(self, since: str) -> None:
        """Take the lock, or raise StateError naming the holder; ``since`` is told to whoever comes second."""
        note = {"process": os.getpid(), "host": platform.node(), "since": since}
        try:
            self._file.open("ab").close()  # SQLite would open a read-only file too, and lock nothing
            self._connection = self._locked()
            self._note.write_text(json.dumps(note), encoding="utf-8")
        except OSError as error:
            self.release()
            raise StateError(
                f"The state directory {self._file.parent} cannot be written: {error.strerror}.",
                "Check its permissions and whether the disk is full.",
            ) from error

    def release(self) -> None:
        """Give the lock back; not holding it is no mistake."""
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._connection.close()
            self._connection = None

    def _locked(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise StateError(
                    f"Another publish is under way ({self._holder()}).",
                    "Wait until it has ended, or stop it.",
                ) from error
            raise
        return connection

    def _holder(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"process {note['process']} on {note['host']} since {note['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "it has not said which process it is"
