"""The database (floor 3): how connections to the catalogue's file are made and lent.

Reading connections are the driver's own, opened read-only, kept, and lent as bare cursors for prepared statements: one
statement, or one read transaction. Nothing of SQLAlchemy runs between a request and the file. The one writing
connection takes the write lock at once (BEGIN IMMEDIATE), so it fails early or not at all. WAL keeps
readers on the old state until the commit; ``synchronous=FULL`` makes the commit survive a power failure.

In a directory that may not be written, SQLite cannot make the files WAL needs: where there is no journal the
file is opened as immutable then, and opened anew as soon as it has changed.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from fonds.catalogue.faults import guarded

_WAIT_SECONDS = 5.0
_READ_CACHE_KIB = 16_000
_KEPT_OPEN = 16
_WRITE_CACHE_KIB = 128_000
_JOURNAL_KEPT_BYTES = 64 * 2**20
_PAGE_BYTES = 2_048
"""A version is some kilobytes: of larger pages more would be left empty behind each."""


class Connections(Protocol):
    """Lends connections; what is raised while one is lent out is already one of our errors."""

    def cursor(self) -> AbstractContextManager[Any]:
        """Lend a cursor of the driver, for one prepared statement."""
        ...

    def transaction(self) -> AbstractContextManager[Any]:
        """Lend a cursor of the driver inside a read transaction, for statements that belong together."""
        ...


class Database:
    """The reading side of one file. Safe to share between threads, not across a fork.

    Connections that nobody uses wait in a list, the one used last at its end: lending one costs next to nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.guarded = guarded(path)
        self._idle: list[_Reader] = []
        self._generation = 0

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection of SQLAlchemy, for what is asked once: it is opened and closed."""
        engine = create_engine("sqlite://", creator=lambda: _Reader(self.path).connection, poolclass=NullPool)
        with guarded(self.path):
            try:
                with engine.connect() as connection:
                    yield connection
            finally:
                engine.dispose()

    def cursor(self) -> AbstractContextManager[Any]:
        """Lend a cursor of an open connection, outside any transaction."""
        return _Lent(self)

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Lend a cursor of an open connection inside a read transaction."""
        with self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                if cursor.connection.in_transaction:
                    cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Close all connections; one that is lent out is closed when it comes back."""
        self._generation += 1
        while self._idle:
            self._idle.pop().connection.close()

    def take(self) -> "tuple[_Reader, int]":
        """Return a connection nobody uses, and when it was taken, which is asked for when it is given back."""
        generation = self._generation
        while True:
            try:
                reader = self._idle.pop()
            except IndexError:
                return _Reader(self.path), generation
            if not reader.outdated:
                return reader, generation
            reader.connection.close()

    def give_back(self, reader: "_Reader", generation: int) -> None:
        """Keep a connection for whoever comes next, or close it where all that were open then have been closed."""
        if generation == self._generation and len(self._idle) < _KEPT_OPEN:
            self._idle.append(reader)
        else:
            reader.connection.close()


class _Lent(AbstractContextManager[Any]):
    """A cursor of a connection that is taken, and given back with it.

    A class, for every statement passes through it and a generator takes twice as long.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def __enter__(self) -> Any:
        """Give the cursor."""
        with self._database.guarded:
            self._reader, self._generation = self._database.take()
            self._cursor = self._reader.connection.cursor()
        return self._cursor

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it back; what the database raised becomes one of our errors."""
        self._cursor.close()  # a cursor not read to its end would keep its read transaction
        self._database.give_back(self._reader, self._generation)
        self._database.guarded.__exit__(kind, error, trace)


class _Reader:
    """One connection to read with, and the state of the file where it was opened as immutable."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state = _frozen_state(path)
        self.connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if self._state else ''}",
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        _configured(self.connection, f"PRAGMA cache_size = -{_READ_CACHE_KIB}")

    @property
    def outdated(self) -> bool:
        """Whether the file has changed behind the back of one who was told that it never would."""
        return self._state is not None and self._state != _frozen_state(self._path)


class Steady(AbstractContextManager[Any]):
    """One cursor lent again and again: everything asked through it sees the same state."""

    def __init__(self, path: Path, cursor: Any) -> None:
        self._cursor = cursor
        self._guarded = guarded(path)

    def cursor(self) -> AbstractContextManager[Any]:
        """Lend the cursor, inside its transaction."""
        return self

    transaction = cursor

    def __enter__(self) -> Any:
        """Give the cursor."""
        return self._cursor

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it back; what the database raised becomes one of our errors."""
        self._guarded.__exit__(kind, error, trace)


class Pinned:
    """The same for the connection of a writer, which sees what it has written itself."""

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
    return _Reader(path).connection


def writing_engine(path: Path) -> Engine:
    """Return an engine whose transactions take the write lock when they begin; dispose of it after use."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        return _configured(
            connection,
            f"PRAGMA page_size = {_PAGE_BYTES}",  # of a file that is made; of one that is there it changes nothing
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",
            "PRAGMA foreign_keys = ON",
            f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}",
            f"PRAGMA journal_size_limit = {_JOURNAL_KEPT_BYTES}",
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


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
