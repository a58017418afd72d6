"""Faults of the database (floor 3): the border where foreign exceptions become ours, with a remedy.

Every call into SQLAlchemy or the driver happens inside :func:`guarded`. A new kind of fault is a row of
FAULTS.
"""

import sqlite3
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from fonds.errors import StateError

_PERMISSIONS = "Check the permissions of the file and its directory."
_RESTORE = "Run `fonds restore BACKUP --replace`, or publish into an empty state directory."

FAULTS: tuple[tuple[str, str, str], ...] = (
    ("SQLITE_BUSY", "is being written by somebody else", "Try again when the other publish has ended."),
    ("SQLITE_LOCKED", "is being written by somebody else", "Try again when the other publish has ended."),
    (
        "SQLITE_PROTOCOL", "is kept busy by a process that does not go on with it",
        "Try again; if that does not help, let the process that has it open go on, or end it.",
    ),
    ("SQLITE_READONLY", "cannot be written: it or its directory is read-only", _PERMISSIONS),
    ("SQLITE_PERM", "cannot be used: permission denied", _PERMISSIONS),
    ("SQLITE_AUTH", "cannot be used: permission denied", _PERMISSIONS),
    ("SQLITE_CANTOPEN", "cannot be opened", "Check that its directory exists and that you may write there."),
    ("SQLITE_FULL", "cannot grow: the disk is full", "Make room and publish again; nothing was changed."),
    ("SQLITE_NOTADB", "is no SQLite database", _RESTORE),
    ("SQLITE_CORRUPT", "is damaged", _RESTORE),
    (
        "SQLITE_IOERR_WRITE", "could not be written",
        "Look at the disk, at quotas and at limits on the size of files (`ulimit -f`); nothing was changed.",
    ),
    ("SQLITE_IOERR", "met a fault of the disk", "Check the disk, then run `fonds verify`."),
    ("SQLITE_NOMEM", "ran out of memory", "Free some memory and try again."),
    ("SQLITE_TOOBIG", "was given something too large to keep", "Lower the setting 'page_bytes'."),
)
"""Name of SQLite's result code (or the beginning of its name), what it means, and the remedy."""

_UNKNOWN = "Please report this, with what you did; nothing was changed."


class guarded:  # noqa: N801 (used like a function)
    """Turn what the database raises inside into StateError, naming the catalogue's file.

    A class, for every statement passes through it and a generator takes three times as long.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let everything pass but what the database raised."""
        if isinstance(error, SQLAlchemyError | sqlite3.Error):
            raise _translated(error, self._path) from error


def is_there(path: Path) -> bool:
    """Whether there is a file at a path; StateError where the system lets nobody look."""
    try:
        return path.exists()
    except OSError as error:
        raise StateError(f"The catalogue {path} cannot be looked for: {error.strerror or error}.", _PERMISSIONS) from error


def _translated(error: Exception, path: Path) -> StateError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(cause, "sqlite_errorname", None) or "")
    for code, meaning, remedy in FAULTS:
        if name.startswith(code):
            return StateError(f"The catalogue {path} {meaning}.", remedy)
    return StateError(
        f"The catalogue {path} could not be used ({name or type(cause).__name__}: {cause}).", _UNKNOWN
    )
