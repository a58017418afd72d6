"""Faults: whatever happens, readers keep the old release and people are told what to do."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import exc

from catalogue.samples import Ticking, document, entity, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.faults import FAULTS, guarded
from fonds.catalogue.lock import PublisherLock
from fonds.catalogue.rows import Filters
from fonds.errors import StateError

_ROOT = Path(__file__).parents[2]

_PUBLISH_AND_DIE = """
import os, signal, sys
from pathlib import Path
from catalogue.samples import Ticking, document, publish, entity
from fonds.catalogue.catalogue import Catalogue
catalogue = Catalogue.open(Path(sys.argv[1]))
step = sys.argv[2]
with catalogue.release("store-2", clock=Ticking()) as writer:
    writer._connection.exec_driver_sql("PRAGMA cache_size = 10")  # so that much of it reaches the disk at once
    for number in range(400):
        writer.put(document(f"new-{number}", links=[("agent/new", "sender")], body=f"word{number} " * 200))
    writer.delete("a")
    if step == "put":
        os.kill(os.getpid(), signal.SIGKILL)
    writer.put_entity(entity("agent/new"))
    sum(map(len, writer.ntriples()))
    if step == "store":
        os.kill(os.getpid(), signal.SIGKILL)
    if step == "sums":
        writer._connection.commit = lambda: os.kill(os.getpid(), signal.SIGKILL)
    writer.finish()
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT / 'tests'}"}


def _python(*arguments: str, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=_environment(), capture_output=True, text=True, timeout=120, check=False,
    )


@pytest.mark.parametrize("step", ["put", "store", "sums"])
def test_killed_publish_leaves_the_old_release(tmp_path: Path, step: str) -> None:
    """A publish killed while writing, before or at its commit is as if it had never begun."""
    path = tmp_path / "catalogue.db"
    with Catalogue.open(path) as catalogue:
        publish(catalogue, document("a"), document("b"))
        before = catalogue.find_document("a")
    assert _python(str(path), step, code=_PUBLISH_AND_DIE).returncode == -signal.SIGKILL
    with Catalogue.open(path) as catalogue:
        current = catalogue.current_release()
        assert current is not None and current.number == 1
        assert catalogue.find_document("a") == before
        assert catalogue.documents(Filters()).total == 2
        assert catalogue.search("word7").total == 0
        assert catalogue.find_slug("new-1") is None
        release = publish(catalogue, document("a"), document("c"))
        assert release is not None and (release.number, release.documents) == (2, 3)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_second_publisher_is_told_about_the_first(catalogue: Catalogue) -> None:
    """Who comes second is refused at once, with the process that came first; afterwards the way is free."""
    with Catalogue.open(catalogue.path) as second:
        with catalogue.publishing(Ticking()):
            with pytest.raises(StateError, match=rf"process {os.getpid()} on .* since 2026-01-01T12:00:00Z"):
                publish(second, document("b"))
            assert publish(catalogue, document("a")) is not None
        assert publish(second, document("b")) is not None


def test_publisher_of_another_process_is_refused(catalogue: Catalogue) -> None:
    """The lock holds between processes."""
    code = (
        "import sys; from pathlib import Path; from fonds.catalogue.catalogue import Catalogue\n"
        "with Catalogue.open(Path(sys.argv[1])) as c:\n"
        "    with c.release('x') as w: pass\n"
    )
    with catalogue.publishing():
        refused = _python(str(catalogue.path), code=code)
    assert f"Another publish is under way (process {os.getpid()} " in refused.stderr
    assert _python(str(catalogue.path), code=code).returncode == 0


def test_readers_see_old_then_new_never_both(catalogue: Catalogue) -> None:
    """While releases are made, every reader sees all documents of one release and none of another."""
    publish(catalogue, *(document(f"d{n}", "Title 0") for n in range(20)))
    stop = threading.Event()
    seen: set[str] = set()
    faults: list[object] = []

    def read() -> None:
        with Catalogue.open(catalogue.path, read_only=True) as reader:
            while not stop.is_set():
                with reader.snapshot() as view:
                    titles = {view.find_document(f"d{n}").listing.label for n in range(20)}  # type: ignore[union-attr]
                    titles |= {item.listing.label for item in view.documents(Filters()).items}
                    release = view.current_release()
                    titles.add(f"Title {release.number - 1}" if release else "")
                if len(titles) != 1:
                    faults.append(titles)
                seen.update(titles)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(1, 9):
            publish(catalogue, *(document(f"d{n}", f"Title {number}") for n in range(20)))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []
    assert len(seen) > 1


def test_open_reader_sees_the_commit_and_nothing_before(catalogue: Catalogue) -> None:
    """A reader that was open all the time sees the old state until the commit and the new one after it."""
    publish(catalogue, document("a", "Old"))
    with Catalogue.open(catalogue.path, read_only=True) as reader, reader.snapshot() as pinned:
        with catalogue.release("store", clock=Ticking()) as writer:
            writer.put(document("a", "New"))
            assert reader.documents(Filters()).items[0].listing.label == "Old"
            writer.finish()
        assert reader.documents(Filters()).items[0].listing.label == "New"
        assert pinned.documents(Filters()).items[0].listing.label == "Old"


def test_threads_share_one_catalogue(catalogue: Catalogue) -> None:
    """Many threads may read through one object."""
    publish(catalogue, *(document(f"d{n}") for n in range(50)))
    found: list[int] = []

    def read() -> None:
        found.append(sum(catalogue.find_document(f"d{n}") is not None for n in range(50)))
        found.append(catalogue.search("snow").total)

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [50] * 24


def test_full_disk_leaves_the_old_release(catalogue: Catalogue) -> None:
    """When the disk is full the publish fails with the remedy, and the old release is served."""
    publish(catalogue, document("a"))
    with (
        pytest.raises(StateError, match=r"the disk is full. Make room"),
        catalogue.release("store", clock=Ticking()) as writer,
    ):
        writer._connection.exec_driver_sql("PRAGMA max_page_count = 60")
        for number in range(5_000):
            writer.put(document(f"n{number}", links=(), body=os.urandom(2_000).hex()))
    assert catalogue.documents(Filters()).total == 1
    assert publish(catalogue, document("b")) is not None


def test_missing_catalogue(tmp_path: Path) -> None:
    """Reading a catalogue that is not there says how to make one, and makes none."""
    with pytest.raises(StateError, match=r"no catalogue at .* Run `fonds publish` first"):
        Catalogue.open(tmp_path / "catalogue.db", read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_file_of_another_kind(tmp_path: Path) -> None:
    """A file that is no database, and a database of another program, are refused and left alone."""
    path = tmp_path / "catalogue.db"
    path.write_text("not a database at all, but some text that is long enough" * 20)
    with pytest.raises(StateError, match=r"is no SQLite database.*fonds restore"):
        Catalogue.open(path)
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (id)")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(StateError, match=r"is no catalogue of Fonds"):
            Catalogue.open(path, read_only=read_only)


@pytest.mark.parametrize(
    ("number", "message"),
    [("999", "newer Fonds.*Install"), ("0", "older Fonds.*Move it away"), ("x", "no catalogue of Fonds")],
)
def test_catalogue_of_another_version(tmp_path: Path, number: str, message: str) -> None:
    """A layout this version does not know is refused with the remedy."""
    path = tmp_path / "catalogue.db"
    Catalogue.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (number,))
    connection.commit()
    connection.close()
    for read_only in (True, False):
        with pytest.raises(StateError, match=message):
            Catalogue.open(path, read_only=read_only)


def test_damaged_file(tmp_path: Path) -> None:
    """A file damaged in its middle gives the remedy where the damage is met, not a foreign exception."""
    path = tmp_path / "catalogue.db"
    with Catalogue.open(path) as catalogue:
        publish(catalogue, *(document(f"d{n}", body=os.urandom(500).hex()) for n in range(100)))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8_192)
        file.write(b"\xff" * (size - 8_192))
    with (
        pytest.raises(StateError, match=r"damaged.*fonds restore"),
        Catalogue.open(path, read_only=True) as reader,
    ):
        for number in range(100):
            reader.find_document(f"d{number}")


def test_state_directory_that_is_a_file(tmp_path: Path) -> None:
    """A state directory that cannot be made is named."""
    (tmp_path / "var").write_text("")
    with pytest.raises(StateError, match=r"cannot be made"):
        Catalogue.open(tmp_path / "var" / "catalogue.db")


def test_writing_through_a_reader_is_refused(tmp_path: Path) -> None:
    """A catalogue opened for reading makes no releases."""
    Catalogue.open(tmp_path / "catalogue.db").close()
    with (
        Catalogue.open(tmp_path / "catalogue.db", read_only=True) as reader,
        pytest.raises(StateError, match="reading only"),
        reader.release("store"),
    ):
        pass


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """Make a directory any user can reach; pytest's own are closed to others."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    yield directory
    directory.chmod(0o755)
    shutil.rmtree(directory)


def _as_nobody(work: Callable[[], str]) -> str:
    """Run in a child that has given up the rights of root (where we have them), and return what it says."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65_534)
            said = work()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def _fold_journal(path: Path) -> None:
    """Close the file as its last writer does, leaving no journal beside it."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert not path.with_name(path.name + "-wal").exists()


def _titles(path: Path) -> str:
    with Catalogue.open(path, read_only=True) as catalogue:
        return catalogue.documents(Filters()).items[0].listing.label


def test_read_only_directory(open_directory: Path) -> None:
    """In a directory that may not be written reading works, and publishing is refused with the remedy."""
    path = open_directory / "catalogue.db"
    with Catalogue.open(path) as catalogue:
        publish(catalogue, document("a", "Title"))
    assert _titles(path) == "Title"
    _fold_journal(path)
    path.chmod(0o444)
    open_directory.chmod(0o555)

    def write() -> str:
        with Catalogue.open(path) as catalogue:
            publish(catalogue, document("b"))
        return "published"

    assert _as_nobody(lambda: _titles(path)) == "Title"
    assert re.match("StateError: .*Check ", _as_nobody(write))


def test_lock_of_another_user(open_directory: Path) -> None:
    """A lock file that cannot be written locks nothing, so it counts as a fault, not as a lock."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two users")
    lock = PublisherLock(open_directory / "catalogue.db")
    lock.acquire("now")
    lock.release()
    open_directory.chmod(0o777)

    def take() -> str:
        lock.acquire("now")
        return "locked"

    assert re.match("StateError: .*cannot be written: Permission denied.*Check", _as_nobody(take))


def test_frozen_reader_follows_releases(open_directory: Path) -> None:
    """A reader that may not write the directory sees a release that another user makes meanwhile."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two users")
    path = open_directory / "catalogue.db"
    with Catalogue.open(path) as catalogue:
        publish(catalogue, document("a", "Old"))
    _fold_journal(path)
    code = (
        "import sys; from pathlib import Path; from fonds.catalogue.catalogue import Catalogue\n"
        "from catalogue.samples import document, publish\n"
        "sys.stdin.read(1)\n"
        "with Catalogue.open(Path(sys.argv[1])) as c: publish(c, document('a', 'New'))\n"
        "print('done', flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
    ) as publisher:
        go, done = publisher.stdin, publisher.stdout
        assert go is not None and done is not None

        def read() -> str:
            with Catalogue.open(path, read_only=True) as catalogue:
                before = catalogue.documents(Filters()).items[0].listing.label
                os.write(go.fileno(), b"!")
                os.read(done.fileno(), 4)
                return f"{before} {catalogue.documents(Filters()).items[0].listing.label}"

        assert _as_nobody(read) == "Old New"


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("odd"),
        sqlite3.IntegrityError("odd"),
        sqlite3.NotSupportedError("odd"),
        exc.OperationalError("SELECT", {}, sqlite3.OperationalError("odd")),
        exc.TimeoutError("odd"),
        exc.InvalidRequestError("odd"),
    ],
)
def test_no_foreign_exception_passes(error: Exception, tmp_path: Path) -> None:
    """Whatever SQLAlchemy or the driver raises becomes ours, keeping its words and its cause."""
    with pytest.raises(StateError, match="odd") as caught, guarded(tmp_path):
        raise error
    assert caught.value.__cause__ is error
    assert caught.value.remedy


def test_every_fault_has_meaning_and_remedy() -> None:
    """The names are SQLite's own, and each comes with a sentence and something to do."""
    for name, meaning, remedy in FAULTS:
        assert hasattr(sqlite3, name)
        assert meaning and remedy.endswith(".")


def test_error_inside_a_release_passes_unchanged(catalogue: Catalogue) -> None:
    """A fault of the caller keeps its type."""
    with pytest.raises(ZeroDivisionError), catalogue.release("store", clock=Ticking()) as writer:
        writer.put_entity(entity("agent/one"))
        raise ZeroDivisionError


def test_where_nobody_may_look(tmp_path: Path) -> None:
    """A path that the system lets nobody look at is told with the reason, and not as a fault of Fonds."""
    path = tmp_path / ("a" * 300) / "catalogue.sqlite"
    with pytest.raises(StateError, match="cannot be looked for: File name too long") as told:
        Catalogue.open(path, read_only=True)
    assert told.value.remedy
