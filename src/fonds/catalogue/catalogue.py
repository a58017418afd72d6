"""The catalogue (floor 3): open it, read from it, make a release.

One object serves a whole process. Reading is safe from several threads; after a fork open it again. A writer
in any process does not disturb readers: they see the old release until its commit and the new one from then
on.

What only writers need is imported when the first of them comes: who only reads is ready sooner.
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine

from fonds.catalogue.authority_lists import ListsReader
from fonds.catalogue.database import Database, Pinned, Steady, writing_engine
from fonds.catalogue.faults import guarded, is_there
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.lock import PublisherLock
from fonds.catalogue.rows import ReleaseKind
from fonds.catalogue.schema import check_schema, ensure_schema, is_current
from fonds.catalogue.tables import drafts
from fonds.catalogue.withholding import WithheldReader, lift, withhold
from fonds.clock import Clock, stamp, system_clock
from fonds.errors import StateError

if TYPE_CHECKING:
    from fonds.catalogue.history import HistoryReader
    from fonds.catalogue.release import ReleaseWriter
    from fonds.catalogue.slugs import SlugPlan

FILE_NAME = "catalogue.sqlite"
"""What the catalogue is called in a state directory."""


class SnapshotReader(ListingReader):
    """A reader to whom nothing changes. Asking for the release is what takes the snapshot."""

    def __init__(self, connections: Steady) -> None:
        super().__init__(connections)
        self._number = super().release_number()

    def release_number(self) -> int:
        """Return the number of the release the snapshot belongs to, 0 before the first."""
        return self._number


class Catalogue(ListsReader, WithheldReader, ListingReader):
    """The catalogue of one site, in one file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._database = Database(path)
        self._lock = PublisherLock(path)
        super().__init__(self._database)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a catalogue; one that does not exist is made, unless it is only to be read.

        StateError, with what to do, where it is missing, damaged, locked, or of another version of Fonds.
        """
        if not read_only and not _is_current(path):
            _prepare(path)
        if not is_there(path):
            raise StateError(f"There is no catalogue at {path}.", "Run `fonds publish` first.")
        catalogue = cls(path, read_only=read_only)
        try:
            with catalogue._database.connection() as connection:
                check_schema(connection, path)
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        """Close all connections."""
        self._lock.release()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[ListingReader]:
        """Give a reader to whom nothing changes while the block lasts. For one thread, and not for long."""
        with self._database.transaction() as cursor:
            yield SnapshotReader(Steady(self.path, cursor))

    @contextmanager
    def history(self) -> "Iterator[HistoryReader]":
        """Give a reader of earlier releases to whom nothing changes while the block lasts. For one thread."""
        from fonds.catalogue.history import HistoryReader

        with self._database.connection() as connection:
            connection.exec_driver_sql("SELECT 1 FROM meta").first()
            yield HistoryReader(Pinned(self.path, connection))

    def slug_plan(self) -> "SlugPlan":
        """Begin to give out slugs for one publish."""
        from fonds.catalogue.slugs import SlugPlan

        return SlugPlan(self)

    @contextmanager
    def publishing(self, clock: Clock = system_clock) -> Iterator[None]:
        """Keep other publishers out while a publish prepares; StateError naming the one that came first."""
        if self.read_only:
            raise StateError(f"The catalogue {self.path} was opened for reading only.", "")
        if self._lock.held:
            yield
            return
        with guarded(self.path):
            self._lock.acquire(stamp(clock()))
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def release(
        self,
        store: str,
        *,
        clock: Clock = system_clock,
        software: str = "",
        rules: str = "",
        settings: str = "",
        kind: ReleaseKind = "publish",
        note: str = "",
        after: int = 0,
    ) -> "Iterator[ReleaseWriter]":
        """Begin the next release; what is written counts only when ``finish`` returned.

        ``store`` names the directory of the SPARQL store that belongs to it. Its number follows all there are here, and
        ``after``. Where this process is not :meth:`publishing` yet, it is while the block lasts.
        """
        from fonds.catalogue.release import ReleaseWriter

        with self.publishing(clock), guarded(self.path), _engine(self.path) as engine:
            with engine.connect() as connection:
                drafts.create_all(connection)
                yield ReleaseWriter(
                    Pinned(self.path, connection),
                    connection,
                    clock=clock,
                    store=store,
                    software=software,
                    rules=rules,
                    settings=settings,
                    kind=kind,
                    note=note,
                    after=after,
                )
                connection.rollback()
            _tidy(engine)

    def lift(self, slug: str, clock: Clock = system_clock) -> bool:
        """Let a withheld document be published again; False where it is not withheld. Readers see no change."""
        with self.publishing(clock), guarded(self.path), _engine(self.path) as engine, engine.begin() as connection:
            return lift(connection.connection.cursor(), slug)

    def keep_out(self, slug: str, source: str, digests: set[str], reason: str, clock: Clock = system_clock) -> None:
        """Withhold what is not here (yet), as another catalogue withheld it. Readers see no change."""
        with self.publishing(clock), guarded(self.path), _engine(self.path) as engine, engine.begin() as connection:
            release = self.current_release()
            number = release.number if release else 0
            withhold(connection.connection.cursor(), slug, source, digests, reason, number)


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StateError(
            f"The directory {path.parent} cannot be made: {error.strerror}.",
            "Set 'state' to another directory.",
        ) from error
    with guarded(path), _engine(path) as engine, engine.begin() as connection:
        ensure_schema(connection, path)


def _is_current(path: Path) -> bool:
    """Whether the file is ready for use; asked without a write lock, which a publisher may hold for long."""
    if not path.exists():
        return False
    database = Database(path)
    try:
        with database.connection() as connection:
            return is_current(connection, path)
    finally:
        database.close()


@contextmanager
def _engine(path: Path) -> Iterator[Engine]:
    engine = writing_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def _tidy(engine: Engine) -> None:
    """Fold the journal into the file and let the planner look; failing at it loses nothing."""
    with contextlib.suppress(Exception):
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("PRAGMA optimize")
            cursor.execute("PRAGMA busy_timeout = 0")  # readers of the old state are not waited for
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

