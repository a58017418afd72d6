"""Reading (floor 6): every file of the sources, in tasks; what is new or changed waits in the spool, mapped.

Tasks are the same kind of thing wherever they are done (`executors.py`), and what comes of them is put in order again
(`arrivals.py`) before anything is decided (`deciding.py`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from itertools import chain, islice
from pathlib import Path

from fonds import __version__
from fonds.catalogue.reading import RecordReader
from fonds.problems import Problem
from fonds.publishing.arrivals import Arrivals, Unchanged
from fonds.publishing.deciding import Decisions
from fonds.publishing.edits import Edits
from fonds.publishing.executors import Executor, Here, run_all
from fonds.publishing.files import Files
from fonds.publishing.kit import Kit
from fonds.publishing.mark import Mark
from fonds.publishing.run import Run
from fonds.publishing.shaping import share_judged
from fonds.publishing.tasks import FileJob, Known, Task, look_at, share_of, work
from fonds.publishing.workplace import remember_kit
from fonds.sources.reading import find_orphans

LEAST, MOST = 250, 10_000
"""Documents a task has at least, where there are so many, and the share of a large file at most, as far as its size
tells."""
HERE = 25
"""Files of a task that is done in this process: after each one progress is told."""
TASK_BYTES = 16_000_000
"""Bytes of files that make a task, however few they are."""
TYPICAL = {
    ".xml": 4_000, ".csv": 500, ".tsv": 500, ".jsonl": 500, ".ndjson": 500, ".xlsx": 150, ".ttl": 1_000, ".nt": 2_000,
    ".nq": 2_000, ".jsonld": 1_000,
}
"""Bytes of a short document in a file that may hold many, by its suffix."""
_FEW, _LITTLE = 20, 1_000_000
"""So few new or changed files of so few bytes are read before another process has started."""
_SAMPLE = 20


def read_all(run: Run, stack: ExitStack) -> None:
    """Read and map what is new or changed; note what is gone. The executor works until ``stack`` is closed."""
    files = Files(run.spool, ((key, str(path)) for key, path in _files(run)))
    run.options.progress("reading", 0, len(files))
    remember_kit(run.settings, run.kit)
    done = 0

    def arrived(number: int) -> None:
        nonlocal done
        done += number
        run.options.progress("reading", done, len(files))

    cluster = stack.enter_context(_cluster(run, files)) if run.options.dask else None
    with Mark(None if run.options.dry_run else Path(run.settings.state)) as mark, run.catalogue.snapshot() as catalogue:
        shaped = share_judged(sum(_documents_in(path) for _, path in files), run.settings.shacl_documents)
        workers = cluster.room // 2 if cluster else run.settings.publish_workers
        jobs, unchanged = _jobs(run, catalogue, files, workers), Unchanged(run.spool)
        if cluster is None and not mark.stood:
            jobs = _to_do(jobs, run.kit, unchanged, arrived)
        first = list(islice(jobs, _FEW + 1))
        executor = cluster or stack.enter_context(_local(run, first, apart=mark.stood))
        run.executor = executor
        stretches = _together(chain(first, jobs), _size(run, executor, len(files)))
        arrivals = Arrivals(run.spool, run.voices)
        _gather(executor, _tasks(run, stretches, shaped), arrivals, arrived)
        decisions = Decisions(run, catalogue)
        decisions.decide(arrivals, unchanged)
        again = Arrivals(run.spool, run.voices)
        _gather(executor, _tasks(run, decisions.jobs_again(), shaped), again, lambda _: None)
        decisions.complete(again)
        mark.stays = bool(arrivals.lost or again.lost)
    run.gone.extend(_gone(run))


def _files(run: Run) -> Iterator[tuple[str, Path]]:
    """Yield key and path of every file of the sources; what is wrong with a source as a whole is a Problem."""
    for source in run.sources:
        try:
            run.report.problems.extend(source.check_root())
            yield from (pair for pair in source.files() if _is_named_in_unicode(run, pair[1]))
            run.report.problems.extend(Problem("curation-orphan", str(path)) for path in find_orphans(source.root))
        except OSError as error:
            where = Path(error.filename or source.root)
            run.unlisted.append(where)
            run.report.problems.append(Problem("file-unreadable", str(where), error.strerror or ""))


def _is_named_in_unicode(run: Run, path: Path) -> bool:
    """Whether a file can be known by its name; else it is left out."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        shown = str(path).encode(errors="surrogateescape").decode(errors="replace")
        run.leave_out(Problem("file-unreadable", shown, "its name is not UTF-8: rename it"))
        return False
    return True


# ── tasks ────────────────────────────────────────────────────────────────────────────────────────────────


def _cluster(run: Run, files: Files) -> Executor:
    """Return the Dask cluster that was asked for; the run's settings for workers become those understood there."""
    from fonds.publishing.dask_cluster import Asked, DaskCluster, portable, sizes_of

    run.worker_settings = portable(run.settings)
    roots = tuple(str(source.root.absolute()) for source in run.sources if source.root.exists())
    sample = sizes_of(str(Path(path).absolute()) for _, path in islice(files, _SAMPLE))
    return DaskCluster(run.options.dask, Asked(__version__, run.worker_settings, run.kit.digest, roots, sample))


def _local(run: Run, first: list[FileJob], *, apart: bool) -> Executor:
    """Return where on this machine the work is done whose beginning this is; ``apart``: not in this process."""
    is_little = len(first) <= _FEW and sum(map(_weight, first)) <= _LITTLE
    if not apart and (is_little or run.settings.publish_workers < 2):
        return Here()
    from fonds.publishing.processes import Processes

    return Processes(run.settings.publish_workers)


def _to_do(
    jobs: Iterable[FileJob], kit: Kit, unchanged: Unchanged, arrived: Callable[[int], None]
) -> Iterator[FileJob]:
    """Yield what there is work in; files that say what they said are put by, so that no process is started for them."""
    for job in jobs:
        documents = look_at(job, kit)
        if documents is None:
            yield job
            continue
        unchanged.extend(documents)
        arrived(1)


def _size(run: Run, executor: Executor, files: int) -> int:
    """Return how many files make a task: so few that all workers have some, and at most so many as are worth it."""
    if executor.room == 1:
        return HERE
    return LEAST if run.options.dask else min(LEAST, max(HERE, files // (2 * executor.room)))


def _jobs(run: Run, catalogue: RecordReader, files: Files, workers: int) -> Iterator[FileJob]:
    """Yield each file, or its shares."""
    asks_what_is_gone = run.options.prune or any(source.is_mirror for source in run.sources)
    for order, (key, path) in enumerate(files):
        if asks_what_is_gone:
            run.seen[key] = ""
        shown = str(Path(path).absolute()) if run.options.dask else path
        known = dict(_known(catalogue, run.edits, key))
        shares = _shares(path, len(known), workers)
        for share in range(shares):
            mine = {each: what for each, what in known.items() if shares == 1 or share_of(each, shares) == share}
            yield FileJob(shown, key, order, share, shares, mine)


def _known(catalogue: RecordReader, edits: Edits, key: str) -> Iterator[tuple[str, Known]]:
    states = catalogue.sources(f"{key}#")
    if (state := catalogue.find_source(key)) is not None:
        states = chain((state,), states)
    for state in states:
        stands = state.state == "live" and not edits.outdate(state)
        lists = state.lists if stands and state.lists != edits.lists else ""
        yield state.source, Known(state.slug, state.input_digest if stands else "", lists)


def _shares(path: str, known: int, workers: int) -> int:
    """Return into how many shares a file is divided: none too large, and some for every worker if it is worth it."""
    typical = _typical(path)
    if typical is None:
        return 1
    documents = max(known, _size_of(path) // typical)
    return max(1, -(-documents // MOST), min(workers, documents // LEAST))


def _documents_in(path: str) -> int:
    """Return how many documents a file may hold, by its name and size."""
    typical = _typical(path)
    return max(1, _size_of(path) // typical) if typical else 1


def _typical(path: str) -> int | None:
    return TYPICAL.get(f".{path.rpartition('.')[2].lower()}")


def _together(jobs: Iterable[FileJob], most: int) -> Iterator[tuple[FileJob, ...]]:
    """Yield jobs in stretches of so many, or of as many bytes as make a task; a share of a file stands alone."""
    together: list[FileJob] = []
    weight = 0
    for job in jobs:
        size = _weight(job)
        if together and (len(together) == most or weight + size > TASK_BYTES or job.shares > 1):
            yield tuple(together)
            together, weight = [], 0
        together.append(job)
        weight += size
    if together:
        yield tuple(together)


def _tasks(run: Run, stretches: Iterable[tuple[FileJob, ...]], shaped: int) -> Iterator[Task]:
    for number, jobs in enumerate(stretches):
        yield Task(number, run.worker_settings, run.kit.digest, jobs, run.edits.by_lists, shaped)


def _gather(executor: Executor, tasks: Iterator[Task], arrivals: Arrivals, arrived: Callable[[int], None]) -> None:
    with closing(run_all(executor, work, tasks)) as results:
        for task, result in results:
            if result is None:
                arrivals.lose(task)
            else:
                arrivals.receive(task, result)
            arrived(sum(not job.share for job in task.jobs))


def _weight(job: FileJob) -> int:
    """Return the bytes there are to read; a share of a file has a task of its own."""
    return _size_of(job.path) if job.shares == 1 else TASK_BYTES


def _size_of(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


# ── what is gone ─────────────────────────────────────────────────────────────────────────────────────────


def _gone(run: Run) -> Iterator[str]:
    """Yield the slugs of what is no longer in these sources: where that was asked for, and in mirrors always.

    A source that is missing altogether says nothing, nor does a folder that could not be listed.
    """
    asked = [source for source in run.sources if (run.options.prune or source.is_mirror) and source.root.exists()]
    for state in run.catalogue.sources() if asked else ():
        if state.state != "live" or state.source in run.seen or state.source in run.left:
            continue
        places = [path for source in asked if (path := source.path(state.source))]
        if any(not _is_hidden(path, run.unlisted) for path in places):
            yield state.slug


def _is_hidden(path: Path, unlisted: list[Path]) -> bool:
    return any(folder.resolve() in (path, *path.parents) for folder in unlisted)
