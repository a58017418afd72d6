"""Reading (floor 6): every file of the sources, one by one; what is new or changed is mapped into the spool."""

from collections.abc import Iterator
from pathlib import Path

from fonds.catalogue.packing import pack_document
from fonds.catalogue.rows import SourceState
from fonds.catalogue.slugs import SlugPlan
from fonds.problems import Problem
from fonds.publishing.page import PageInput, Worked, read_inputs, understand, work_on
from fonds.publishing.run import Pending, Run
from fonds.publishing.sources import file_of
from fonds.publishing.withholding import kept_back
from fonds.sources.reading import find_orphans, read_page


def read_all(run: Run) -> None:
    """Read and map what is new or changed; note what is gone."""
    pages = sorted(dict(_files(run)).items())
    plan = run.catalogue.slug_plan()
    kept: dict[str, Path] = {}
    for number, (key, path) in enumerate(pages):
        run.options.progress("reading", number, len(pages))
        run.seen[key] = path
        for found in read_inputs(path, key, run.kit):
            if isinstance(found, Problem):
                _leave_out(run, found, path)
            else:
                run.seen[found.source.key] = path
                _read_one(run, plan, found, kept)
    run.options.progress("reading", len(pages), len(pages))
    run.gone.extend(_gone(run))


def _files(run: Run) -> Iterator[tuple[str, Path]]:
    """Yield key and path of every file of the sources; what is wrong with a source as a whole is a Problem."""
    for source in run.sources:
        try:
            run.report.problems.extend(source.check_root())
            yield from source.files()
            run.report.problems.extend(Problem("curation-orphan", str(path)) for path in find_orphans(source.root))
        except OSError as error:
            where = Path(error.filename or source.root)
            run.unlisted.append(where)
            run.report.problems.append(Problem("file-unreadable", str(where), error.strerror or ""))


def _leave_out(run: Run, problem: Problem, path: Path) -> None:
    """Note a Problem of a file or of a part that could not be read; what was published of that file stays."""
    if problem.severity == "error":
        run.unlisted.append(path)
        run.leave_out(problem)
    elif problem.code == "file-kind-unknown":
        run.leave_out(problem)
    else:
        run.report.problems.append(problem)


def _read_one(run: Run, plan: SlugPlan, page: PageInput, kept: dict[str, Path]) -> None:
    path, key = page.path, page.source.key
    run.report.read += 1
    state = run.catalogue.find_source(key)
    other = _find_same(run, page, kept) if state is None else None
    if isinstance(other, Path):
        run.leave_out(Problem("file-duplicate", page.where, f"the same as {other}"))
        return
    kept.setdefault(page.source.sha256, path)
    if problem := kept_back(run, page, state or other):
        run.leave_out(problem)
        return
    if state is not None and state.state == "live" and state.input_digest == page.digest:
        run.report.unchanged += 1
        return
    if other is not None:
        run.moved[key] = other.source
        plan.move(other.source, key)
        state = other
    read = understand(page, run.kit)
    if isinstance(read, list):
        run.leave_out(*read)
        return
    run.report.layouts[read.linked.record.layout] += 1
    slug = plan.slug_for(key, read.wanted_slug, page.source.sha256, rename=bool(page.curation.slug))
    worked = work_on(page, read, slug, run.kit)
    if isinstance(worked, Problem):
        run.leave_out(*read.problems, worked)
    elif worked.broken:
        run.leave_out(*read.problems, *worked.broken)
    else:
        run.report.problems.extend(read.problems)
        live = state is not None and state.state == "live"
        _keep(run, worked, page.where, state.slug if state and live else "")


def _keep(run: Run, worked: Worked, path: str, replaced: str) -> None:
    """Let a page wait for its release; ``replaced`` is the slug of the live document it takes the place of."""
    for key, triples in worked.mapped.entities.items():
        run.voices.hear(key, triples)
    place = run.spool.keep_document(pack_document(worked.row))
    named = frozenset(worked.mapped.entities)
    run.pending.append(Pending(worked.mapped.slug, path, place, named, known=bool(replaced)))
    if replaced:
        run.replaced.add(replaced)


def _find_same(run: Run, page: PageInput, kept: dict[str, Path]) -> Path | SourceState | None:
    """Find the same bytes elsewhere: a Path where they still lie there, the SourceState where they lay before."""
    digest = page.source.sha256
    if digest in kept:
        return kept[digest]
    before: list[SourceState] = []
    for state in run.catalogue.sources_of_file(digest):
        path = _path_of(run, state.source)
        if path is None or not path.exists():
            before.append(state)
        elif state.state == "live" and _has_digest(path, state.source, digest, run.kit.options.page_bytes):
            return path
    taken = set(run.moved.values())
    free = [state for state in before if state.source not in taken]
    return min(free, key=lambda state: (state.state != "live", state.source), default=None)


def _has_digest(path: Path, key: str, digest: str, limit: int) -> bool:
    page = read_page(path, key, limit)
    return not isinstance(page, Problem) and page.sha256 == digest


def _path_of(run: Run, key: str) -> Path | None:
    """Return where the file of a key lies, or lay; None where no source is known that would tell."""
    found = next((path for source in (*run.known, *run.sources) if (path := source.path(key))), Path(file_of(key)))
    return found if found.is_absolute() else None


def _gone(run: Run) -> Iterator[str]:
    """Yield the slugs of what is no longer in these sources: where that was asked for, and in mirrors always.

    A source that is missing altogether says nothing, nor does a folder that could not be listed.
    """
    asked = [source for source in run.sources if (run.options.prune or source.is_mirror) and source.root.exists()]
    moved = set(run.moved.values())
    for state in run.catalogue.sources() if asked else ():
        if state.state != "live" or state.source in run.seen or state.source in moved:
            continue
        places = [path for source in asked if (path := source.path(state.source))]
        if any(not _is_hidden(path, run.unlisted) for path in places):
            yield state.slug


def _is_hidden(path: Path, unlisted: list[Path]) -> bool:
    return any(folder.resolve() in (path, *path.parents) for folder in unlisted)
