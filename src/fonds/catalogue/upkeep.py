"""Upkeep of the catalogue's file (floor 3): copying it while it is used, and leaving nothing in it that was erased."""

import sqlite3
from contextlib import closing
from pathlib import Path

from fonds.catalogue.database import open_reader
from fonds.catalogue.faults import guarded
from fonds.catalogue.tables import SCHEMA
from fonds.durability import sync
from fonds.errors import StateError

LAYOUT = SCHEMA
"""The number of the layout this version of Fonds keeps its catalogue in."""

_WAIT_SECONDS = 30.0


def compact(path: Path) -> bool:
    """Write the file anew without what was deleted from it, and empty its journal.

    False where somebody still reads an earlier state out of the journal: then that keeps it.
    """
    with guarded(path), closing(_opened(path)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
            connection.execute("PRAGMA analysis_limit = 400")
            connection.execute("ANALYZE")  # samples of what was there may be among the statistics
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def fold_journal(path: Path) -> bool:
    """Bring everything that is committed into the file itself; False where somebody's reading keeps it out."""
    with guarded(path), closing(_opened(path)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


def copy_catalogue(path: Path, target: Path) -> None:
    """Copy a catalogue that may be read and written meanwhile, as it is at this moment, to a file that is not there.

    The copy is one file without a journal, and holds nothing that was deleted.
    """
    if target.exists():
        raise StateError(f"{target} exists already.", "Name another place.")
    with guarded(path), closing(open_reader(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    sync(target)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
