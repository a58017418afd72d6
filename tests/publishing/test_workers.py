"""Workers: whoever reads, the release is the same; a process that dies costs nothing but itself."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.errors import StateError, UsageError
from fonds.publishing.executors import Here, run_all
from fonds.publishing.mark import NAME
from fonds.publishing.processes import Processes
from fonds.publishing.report import Report
from fonds.publishing.tasks import FileJob, Result, Task, work
from fonds.settings import Settings
from publishing.archive import Archive, codes
from publishing.dying import ALWAYS, ONCE, work_and_die
from publishing.pages import letter, write_pages

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
AUTHORITIES = "id,type,name,name_lang,alternate_names,scope,same_as,see_also,dates,note\n"
TITLE, DATE = "Letter from Ivan Petrov to Karel Novak", "May 2, 1962"


@pytest.fixture
def mixed(archive: Archive) -> Archive:
    """Return an archive of pages, copies, pages that want one slug, a table, and files nobody can read."""
    write_pages(archive.pages, range(40))
    for number in range(4):
        archive.write(f"same-{number}.txt", body=f"Other words of letter {number} of that very day. " * 4, title=TITLE, date=DATE)
    archive.write("copy.txt", 7)
    (archive.pages / "broken.txt").write_bytes(b"Letter \xff")
    (archive.pages / "picture.png").write_bytes(b"no text")
    rows = [f"r{number},Note No. {number},1962-05-{number % 28 + 1:02},Ivan Petrov" for number in range(30)]
    (archive.pages / "table.csv").write_text("\n".join(["id,title,date,author", *rows, "r1,Again,,"]), encoding="utf-8")
    return archive


def _with(archive: Archive, workers: int) -> Archive:
    """Return the same pages with another state directory and so many processes."""
    other = replace(archive.settings, state=str(archive.root / f"state-{workers}"), publish_workers=workers)
    made = object.__new__(Archive)
    made.root, made.pages, made.settings, made.clock = archive.root, archive.pages, other, type(archive.clock)()
    return made


def _told(archive: Archive, report: Report) -> tuple[object, ...]:
    """Return everything a publish came to that anybody can see."""
    with archive.catalogue() as catalogue:
        changes = [(change.kind, change.slug, change.version, change.stamp) for change in catalogue.changes()]
        sources = list(catalogue.sources())
        register = list(catalogue.slug_register())
    problems = [str(problem) for problem in report.problems]
    return report.counts(), dict(report.layouts), problems, changes, sources, register, archive.triples()


# ── the same release ─────────────────────────────────────────────────────────────────────────────────────


def test_any_number_of_workers_makes_the_same_release(mixed: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests, slugs, changes, entities and problems are equal with one process and with three, changed pages too."""
    monkeypatch.setattr("fonds.publishing.reading.HERE", 7)
    monkeypatch.setattr("fonds.publishing.reading.MOST", 15)
    lists = mixed.root / "lists" / "agents.csv"
    lists.parent.mkdir()
    lists.write_text(AUTHORITIES, encoding="utf-8")
    mixed.settings = replace(mixed.settings, own_authorities=str(lists.parent))
    one, three = _with(mixed, 1), _with(mixed, 3)
    report = one.publish()
    assert {"file-duplicate", "file-not-utf8", "table-id-duplicate", "file-kind-unknown"} <= set(codes(report))
    assert _told(one, report) == _told(three, three.publish())
    (mixed.pages / "00003.txt").rename(mixed.pages / "moved.txt")
    (mixed.pages / "00004.txt").unlink()
    mixed.write("00005.txt", 5, body="Other words than before, in a letter of the same head. " * 3)
    mixed.write("a-first.txt", body="A letter that comes before all others of its head. " * 3, title=TITLE, date=DATE)
    report = one.publish(prune=True)
    assert (report.new, report.changed, report.deleted) == (1, 2, 1)
    assert _told(one, report) == _told(three, three.publish(prune=True))
    lists.write_text(AUTHORITIES + "agent/anna-weber,Person,Anna Weber,en,,,,,,\n", encoding="utf-8")
    report = one.publish()
    assert 0 < report.changed < report.unchanged
    assert _told(one, report) == _told(three, three.publish())
    one.check()
    three.check()


def test_shares_of_a_file_are_the_file(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is read in shares is published as it is read in one go, in the order of its rows."""
    rows = [f"r{number},Note No. {number},1962-05-{number % 28 + 1:02},Ivan Petrov" for number in range(90)]
    (archive.pages / "table.csv").write_text("\n".join(["id,title,date,author", *rows, "r1,Again,,"]), encoding="utf-8")
    whole, shared = _with(archive, 1), _with(archive, 2)
    told = _told(whole, whole.publish())
    monkeypatch.setattr("fonds.publishing.reading.MOST", 2)
    jobs: list[FileJob] = []

    def noted(task: Task) -> Result:
        jobs.extend(task.jobs)
        return work(task)

    monkeypatch.setattr("fonds.publishing.reading.work", noted)
    monkeypatch.setattr("fonds.publishing.processes.Processes", lambda number: Here())
    assert _told(shared, shared.publish()) == told
    assert {job.shares for job in jobs} == {len(jobs)} and len(jobs) > 3


def test_a_slug_that_is_taken_is_given_in_a_second_round(archive: Archive) -> None:
    """Pages that want one slug get their own, and what they say of themselves is said of that."""
    for number in range(3):
        archive.write(f"{number}.txt", body=f"Other words of letter {number} of that very day. " * 4, title=TITLE, date=DATE)
    report = archive.publish()
    assert (report.read, report.new, report.left_out, len(archive.slugs())) == (3, 3, 0, 3)
    with archive.catalogue() as catalogue:
        for slug in archive.slugs():
            document = catalogue.find_document(slug)
            assert document is not None and f"/doc/{slug}>".encode() in document.own
    archive.check()


def test_what_is_unchanged_starts_no_process(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are started where there is work in many files, and not to find out that hardly any of them changed."""
    started: list[int] = []

    class Noted(Processes):
        def __init__(self, number: int) -> None:
            started.append(number)
            super().__init__(number)

    monkeypatch.setattr("fonds.publishing.processes.Processes", Noted)
    write_pages(archive.pages, range(30))
    rows = [f"r{number},Note No. {number},1962-05-{number + 1:02},Ivan Petrov" for number in range(20)]
    (archive.pages / "table.csv").write_text("\n".join(["id,title,date,author", *rows]), encoding="utf-8")
    archive.settings = replace(archive.settings, publish_workers=2)
    assert (archive.publish().new, started) == (50, [2])
    assert (archive.publish().unchanged, started) == (50, [2])
    (archive.pages / "table.csv").write_text("\n".join(["id,title,date,author", *rows[:-1]]), encoding="utf-8")
    archive.write("00003.txt", 3, body="Other words than before, in a letter of the same head. " * 3)
    report = archive.publish(prune=True)
    assert (report.read, report.unchanged, report.changed, report.deleted, started) == (49, 48, 1, 1, [2])
    archive.check()


# ── processes that die ───────────────────────────────────────────────────────────────────────────────────


def test_a_killed_process_costs_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed amid its task is replaced, and the task is done again: every page is published once."""
    monkeypatch.setattr("fonds.publishing.reading.work", work_and_die)
    write_pages(archive.pages, range(30))
    archive.write(f"{ONCE}.txt", 99)
    archive.settings = replace(archive.settings, publish_workers=2)
    report = archive.publish()
    assert (archive.pages / f"{ONCE}.died").exists()
    assert (report.read, report.new, codes(report)) == (31, 31, [])
    archive.check()


def test_a_page_that_ends_every_process_is_left_out(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all files only the one that ends the processes is left out, by its name; what was published of it stays."""
    monkeypatch.setattr("fonds.publishing.reading._FEW", 1)
    monkeypatch.setattr("fonds.publishing.reading.HERE", 4)
    monkeypatch.setattr("fonds.publishing.reading.LEAST", 4)
    write_pages(archive.pages, range(40))
    page = archive.write(f"{ALWAYS}.txt", 99)
    archive.publish()
    slugs = archive.slugs()
    page.write_text(letter(100), encoding="utf-8")
    archive.write("00041.txt", 41)
    archive.settings = replace(archive.settings, publish_workers=2)
    monkeypatch.setattr("fonds.publishing.reading.work", work_and_die)
    report = archive.publish(prune=True)
    assert (report.read, report.new, report.unchanged, report.left_out, report.deleted) == (41, 1, 40, 1, 0)
    assert [(problem.code, problem.where) for problem in report.problems_of("error")] == [("worker-lost", str(page))]
    assert set(slugs) < set(archive.slugs())
    archive.check()


DYING = """
import sys
from pathlib import Path
from fonds.publishing import reading
from fonds.publishing.publish import publish
from fonds.publishing.sources import Source
from fonds.settings import Settings
from publishing.dying import work_and_die
reading.work = work_and_die
root = Path(sys.argv[1])
publish((Source(root / "pages"),), Settings(state=str(root / "state")))
"""


def test_a_page_that_ends_the_publish_itself_is_found_by_the_next(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files are read in the very process; where one of them ended it, the next publish, and each one until that
    page is gone, reads in others: it leaves the page out, by its name, and publishes the rest."""
    write_pages(archive.pages, range(3))
    archive.publish()
    page = archive.write(f"{ALWAYS}.txt", 99)
    archive.write("00003.txt", 3)
    ended = subprocess.run([sys.executable, "-c", DYING, str(archive.root)], env=ENVIRONMENT, check=False, timeout=120)
    assert (ended.returncode, archive.release().number) == (-signal.SIGKILL, 1)
    monkeypatch.setattr("fonds.publishing.reading.work", work_and_die)
    for new in (1, 0):
        report = archive.publish()
        assert (report.read, report.new, report.unchanged, report.left_out) == (4, new, 4 - new, 1)
        assert [(problem.code, problem.where) for problem in report.problems_of("error")] == [("worker-lost", str(page))]
    page.unlink()
    assert archive.publish().unchanged == 4
    started: list[int] = []
    monkeypatch.setattr("fonds.publishing.processes.Processes", started.append)
    archive.write("00004.txt", 4)
    assert (archive.publish().new, started) == (1, [])
    assert not (archive.state / NAME).exists()
    archive.check()


def test_a_publish_that_fails_leaves_no_mark(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends with an error says itself what it was, and a dry run writes nothing: no mark is left by either."""
    write_pages(archive.pages, range(2))
    seen: list[bool] = []

    def fail(task: Task) -> Result:
        seen.append((archive.state / NAME).exists())
        raise StateError("something else")

    monkeypatch.setattr("fonds.publishing.reading.work", fail)
    for dry_run in (False, True):
        with pytest.raises(StateError, match="something else"):
            archive.publish(dry_run=dry_run)
        assert not (archive.state / NAME).exists()
    assert seen == [True, False]


def test_what_the_work_raises_is_raised(tmp_path: Path) -> None:
    """An error of the work itself is no dead process: it is raised, with its remedy, and no process is left."""
    task = Task(0, Settings(authorities=str(tmp_path)), "another digest", (FileJob("a.txt", "a.txt", 0),))
    for executor in (Here(), Processes(1)):
        with pytest.raises(StateError) as caught, executor:
            list(run_all(executor, work_and_die, [task]))
        assert "same lists" in caught.value.remedy


STARTED = """
import sys
from fonds.publishing.processes import Processes
if __name__ == "__main__":
    with Processes(1) as workers:
        print(workers.submit(abs, -1).result(), flush=True)
        sys.stdin.read()
"""


def _children(process: int) -> list[int]:
    """Return the processes that one has started and that live."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(") ")[2].split()[:2]
            except OSError:
                continue
            if int(parent) == process and state != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks the system in /proc which processes there are")
@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_publish(tmp_path: Path, ended_by: signal.Signals) -> None:
    """Whether the process that publishes is killed or stopped with Ctrl+C, its workers end with it."""
    script = tmp_path / "started.py"
    script.write_text(STARTED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None and process.stdout.readline().strip() == b"1"
        workers = _children(process.pid)
        assert workers
        process.send_signal(ended_by)
        assert process.wait(60) != 0
    _wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def _wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something has come about; a minute is for ever."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_so_many_tasks_are_under_way_and_no_more() -> None:
    """However many tasks there are, only as many are taken as have room."""
    taken: list[int] = []

    def coming() -> Iterator[Task]:
        for number in range(100):
            taken.append(number)
            yield Task(number, Settings(), "", ())

    results = run_all(Here(), lambda task: task.number, coming())
    for number in range(5):
        task, result = next(results)
        assert task.number == result == number and len(taken) <= number + 1 + Here.room
    results.close()


# ── a cluster ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Give the address of a Dask scheduler with two workers, each a process of its own.

    With the parameter ``--nanny`` a worker that dies is started again.
    """
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    environment = {**ENVIRONMENT, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": tmp_path}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    with ExitStack() as stack:
        started: list[subprocess.Popen[bytes]] = []

        def start(*words: str) -> None:
            process = stack.enter_context(subprocess.Popen(words, **quiet))  # type: ignore[call-overload]
            stack.callback(process.kill)
            started.append(process)

        start(*command, "--no-dashboard", "--scheduler-file", str(file))
        _wait_for(lambda: file.exists() and file.stat().st_size > 0)
        for number in range(2):
            start(
                sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(file),
                getattr(request, "param", "--no-nanny"),
                "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1", "--name", f"worker-{number}",
                "--local-directory", str(tmp_path / f"dask-{number}"),
            )
        yield json.loads(file.read_text(encoding="utf-8"))["address"], started[1:]


def test_a_cluster_that_loses_a_worker(
    mixed: Archive, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one of two workers killed midway a publish on a cluster makes the release that one process makes."""
    monkeypatch.setattr("fonds.publishing.reading.LEAST", 5)
    address, workers = cluster
    one, many = _with(mixed, 1), _with(mixed, 2)
    told = _told(one, one.publish())
    killed: list[int] = []

    def progress(step: str, done: int, total: int) -> None:
        if step == "reading" and done and not killed:
            assert done < total
            killed.append(workers[0].pid)
            workers[0].kill()

    report = many.publish(dask=address, progress=progress)
    assert killed and workers[0].wait(60) == -signal.SIGKILL
    assert _told(many, report) == told
    many.check()


@pytest.mark.parametrize("cluster", ["--nanny"], indirect=True)
def test_a_page_that_ends_the_workers_of_a_cluster_is_left_out(
    archive: Archive, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the scheduler gives a task up, its files are tried alone: only the one that ends a worker is left out."""
    monkeypatch.setattr("fonds.publishing.reading.LEAST", 2)
    monkeypatch.setattr("fonds.publishing.reading.work", work_and_die)
    write_pages(archive.pages, range(7))
    page = archive.write(f"{ALWAYS}.txt", 99)
    report = archive.publish(dask=cluster[0])
    assert (report.new, report.left_out) == (7, 1)
    assert [(problem.code, problem.where) for problem in report.problems_of("error")] == [("worker-lost", str(page))]
    archive.check()


def test_workers_of_a_cluster_must_see_the_sources(
    archive: Archive, cluster: tuple[str, list[subprocess.Popen[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a worker does not see a file, or has other lists, nothing begins, and it is said what to do."""
    address, _ = cluster
    page = archive.write()
    monkeypatch.setattr("fonds.publishing.dask_cluster.sizes_of", lambda paths: tuple((each, 1) for each in paths))
    with pytest.raises(StateError, match=f"does not see {page}") as caught:
        archive.publish(dask=address)
    assert "mount" in caught.value.remedy
    monkeypatch.undo()
    monkeypatch.setattr("fonds.publishing.dask_cluster.__version__", "0")
    assert archive.publish(dask=address).new == 1


def test_nobody_at_the_address(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where no scheduler answers, and a machine without Dask, are told with what to do."""
    pytest.importorskip("distributed")
    archive.write()
    monkeypatch.setattr("fonds.publishing.dask_cluster._ANSWER", 0.5)
    with pytest.raises(StateError, match="does not answer"):
        archive.publish(dask="tcp://127.0.0.1:1")
    with pytest.raises(StateError, match="does not answer"):
        archive.publish(dask="nonsense://x")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="needs Dask") as caught:
        archive.publish(dask="tcp://127.0.0.1:1")
    assert "fonds[dask]" in caught.value.remedy
