"""The database (floor 3): how connections to the catalogue's file are made and lent.

Reading connections are opened read-only and pooled, and lent as bare cursors for prepared statements: one
statement, or one read transaction. The one
writing connection takes the write lock at once (BEGIN IMMEDIATE), so it fails early or not at all. WAL keeps
readers on the old state until the commit; ``synchronous=FULL`` makes the commit survive a power failure.

In a directory that may not be written, SQLite cannot make the files WAL needs: where there is no journal the
file is opened as immutable then, and opened anew as soon as it has changed.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from fonds.catalogue.faults import guarded

_WAIT_SECONDS = 5.0
_READ_CACHE_KIB = 16_000
_WRITE_CACHE_KIB = 128_000
_JOURNAL_KEPT_BYTES = 64 * 2**20


class Connections(Protocol):
    """Lends connections; what is raised while one is lent out is already one of our errors."""

    def cursor(self) -> AbstractContextManager[Any]:
        """Lend a cursor of the driver, for one prepared statement."""
        ...

    def transaction(self) -> AbstractContextManager[Any]:
        """Lend a cursor of the driver inside a read transaction, for statements that belong together."""
        ...


class Database:
    """The reading side of one file. Safe to share between threads, not across a fork."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = _reading_engine(path)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a pooled connection inside a read transaction."""
        with guarded(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """Lend a cursor of a pooled connection, outside any transaction."""
        with guarded(self.path):
            lent = self._engine.raw_connection()
            cursor = lent.cursor()
            try:
                yield cursor
            finally:
                cursor.close()  # a cursor not read to its end would keep its read transaction
                lent.close()

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Lend a cursor of a pooled connection inside a read transaction."""
        with self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Close all pooled connections."""
        self._engine.dispose()


class Pinned:
    """One connection lent again and again: everything asked through it sees the same state."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._connection = connection

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """Lend a cursor of the connection, inside its transaction."""
        with guarded(self.path):
            cursor = self._connection.connection.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    transaction = cursor


def open_reader(path: Path) -> sqlite3.Connection:
    """Open one connection of one's own for reading, outside the pool; close it after use."""
    return _reader_of(path)()


def writing_engine(path: Path) -> Engine:
    """Return an engine whose transactions take the write lock when they begin; dispose of it after use."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        return _configured(
            connection,
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}",
            f"PRAGMA journal_size_limit = {_JOURNAL_KEPT_BYTES}",
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _reading_engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", creator=_reader_of(path), poolclass=QueuePool, pool_size=4, max_overflow=-1
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(engine, "connect", lambda _, record: record.info.update(state=_frozen_state(path)))
    event.listen(engine, "checkout", _checker(path))
    return engine


def _reader_of(path: Path) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        frozen = "&immutable=1" if _frozen_state(path) else ""
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro{frozen}",
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        return _configured(connection, f"PRAGMA cache_size = -{_READ_CACHE_KIB}")

    return connect


def _checker(path: Path) -> Callable[[Any, Any, Any], None]:
    def check(_connection: Any, record: Any, _proxy: Any) -> None:
        state = record.info.get("state")
        if state and state != _frozen_state(path):
            raise DisconnectionError  # the pool opens another one

    return check


def _frozen_state(path: Path) -> tuple[int, int] | None:
    """Return what tells a file's state from its next one where it is read as immutable, else None."""
    if os.access(path.parent, os.W_OK) or path.with_name(path.name + "-wal").exists():
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _configured(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
