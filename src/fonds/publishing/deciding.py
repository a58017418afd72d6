"""Deciding (floor 6): what becomes of each document that was read, in the order of the files.

Here alone the catalogue is asked: what is unchanged, a copy, moved, and which slug it gets. Workers map under the slug
they expect; where it is another one, the document is made once more.
"""

from collections.abc import Iterator
from heapq import merge
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from fonds.catalogue.reading import RecordReader
from fonds.catalogue.rows import SourceState
from fonds.catalogue.slugs import SlugPlan
from fonds.problems import Problem
from fonds.publishing.arrivals import Arrivals, Unchanged
from fonds.publishing.register import Register
from fonds.publishing.run import Pending, Run, Waiting
from fonds.publishing.sources import file_of
from fonds.publishing.tasks import Document, FileJob, Told
from fonds.publishing.withholding import kept_back
from fonds.sources.reading import read_page

TOGETHER = 250
"""Documents that are made again in one task."""


class _Again(NamedTuple):
    """A document that is to be made again; ``place`` is held free for it, ``replaced`` as in `_keep`."""

    key: str
    order: int
    path: str
    slug: str
    place: int
    replaced: str


class Decisions:
    """The decisions of one publish. First :meth:`decide`, then do :meth:`jobs_again`, and :meth:`complete`."""

    def __init__(self, run: Run, catalogue: RecordReader) -> None:
        """``catalogue`` reads from the run's: it is asked several times for each document."""
        self._run = run
        self._catalogue = catalogue
        self._plan = SlugPlan(catalogue, Register(run.spool), Register(run.spool))
        self._kept = Register(run.spool)
        self._waiting = Waiting(run.spool)
        self._again: list[_Again] = []
        self._blocks: list[int] = []
        self._asks_what_is_gone = run.options.prune or any(source.is_mirror for source in run.sources)

    def decide(self, arrivals: Arrivals, unchanged: Unchanged) -> None:
        """Decide on everything that was read, and on what is unchanged."""
        arrived = (item for _, item in arrivals.in_order())
        for item in merge(arrived, unchanged.in_order(), key=attrgetter("order", "ordinal")):
            if isinstance(item, Told):
                self._leave_out(item)
            else:
                self._decide(item)
        self._close_block()

    def jobs_again(self) -> Iterator[tuple[FileJob, ...]]:
        """Yield what is to be made again under another slug, in stretches."""
        for block in self._blocks:
            slugs: dict[tuple[int, str, str], dict[str, str]] = {}
            for each in self._run.spool.read(block):
                slugs.setdefault((each.order, each.path, each.key.partition("#")[0]), {})[each.key] = each.slug
            yield tuple(FileJob(path, key, order, again=again) for (order, path, key), again in slugs.items())

    def complete(self, arrivals: Arrivals) -> None:
        """Take what was made again; then all that waits is known to the run."""
        number, expected = -1, dict[str, _Again]()
        for task, item in arrivals.in_order():
            if task != number:
                number, expected = task, {each.key: each for each in self._run.spool.read(self._blocks[task])}
            if isinstance(item, Told):
                self._leave_out(item)
            elif item.state == "refused":
                self._run.leave_out(*item.problems)
            else:
                again = expected[item.key]
                self._waiting.fill(again.place, self._keep(item, again.replaced))
        self._waiting.close_up()
        self._run.pending = self._waiting

    # ── one document ─────────────────────────────────────────────────────────────────────────────────

    def _leave_out(self, told: Told) -> None:
        """Note a Problem of a file or of a part that could not be read; what was published of that file stays."""
        run, problem = self._run, told.problem
        if problem.severity == "error":
            run.unlisted.append(Path(told.path))
            run.leave_out(problem)
        elif problem.code == "file-kind-unknown":
            run.leave_out(problem)
        else:
            run.report.problems.append(problem)

    def _decide(self, document: Document) -> None:
        run = self._run
        run.report.read += 1
        if self._asks_what_is_gone:
            run.seen[document.key] = ""
        state = self._catalogue.find_source(document.key)
        other = self._find_same(document) if state is None else None
        if isinstance(other, Path):
            run.leave_out(Problem("file-duplicate", document.where, f"the same as {other}"))
            return
        self._kept.setdefault(document.file_digest, document.path)
        if problem := kept_back(run, document, state or other):
            run.leave_out(problem)
            return
        if document.state == "unchanged":
            run.report.unchanged += 1
            if document.untouched:
                run.untouched[document.key] = ""
            return
        if other is not None:
            run.moved[document.key] = other.source
            run.left[other.source] = document.key
            self._plan.move(other.source, document.key)
            state = other
        if document.state == "refused" and not document.wanted:
            run.leave_out(*document.problems)
            return
        self._take(document, state.slug if state is not None and state.state == "live" else "")

    def _take(self, document: Document, replaced: str) -> None:
        """Take a document that was understood as it is, or have it made again under the slug it is to have."""
        run = self._run
        run.report.layouts[document.layout] += 1
        slug = self._plan.slug_for(document.key, document.wanted, document.file_digest, rename=document.rename)
        if document.rename and slug != document.wanted:
            detail = f"{document.wanted}; it was published as {slug}"
            run.report.problems.append(Problem("curation-slug-taken", document.where, detail))
        if slug != document.slug:
            place = self._waiting.reserve()
            self._again.append(_Again(document.key, document.order, document.path, slug, place, replaced))
            if len(self._again) == TOGETHER:
                self._close_block()
        elif document.state == "refused":
            run.leave_out(*document.problems)
        else:
            self._waiting.append(self._keep(document, replaced))

    def _keep(self, document: Document, replaced: str) -> Pending:
        """Let a document wait for its release; ``replaced`` is the slug of the live one it takes the place of."""
        run = self._run
        run.report.problems.extend(document.problems)
        for voice in document.voices:
            run.voices.hear(voice)
        if replaced:
            run.replaced.add(replaced)
        named = frozenset(document.named)
        return Pending(document.slug, document.where, document.place, named, known=bool(replaced))

    def _close_block(self) -> None:
        if self._again:
            self._blocks.append(self._run.spool.keep(self._again))
            self._again = []

    # ── copies and moves ─────────────────────────────────────────────────────────────────────────────

    def _find_same(self, document: Document) -> Path | SourceState | None:
        """Find the same bytes elsewhere: a Path where they still lie there, the SourceState where they lay before."""
        run, digest = self._run, document.file_digest
        if kept := self._kept.get(digest):
            return Path(kept)
        before: list[SourceState] = []
        for state in self._catalogue.sources_of_file(digest):
            path = self._path_of(state.source)
            if path is None or not path.exists():
                before.append(state)
            elif state.state == "live" and _has_digest(path, state.source, digest, run.kit.options.page_bytes):
                return path
        free = [state for state in before if state.source not in run.left]
        return min(free, key=lambda state: (state.state != "live", state.source), default=None)

    def _path_of(self, key: str) -> Path | None:
        """Return where the file of a key lies, or lay; None where no source is known that would tell."""
        sources = (*self._run.known, *self._run.sources)
        found = next((path for source in sources if (path := source.path(key))), Path(file_of(key)))
        return found if found.is_absolute() else None


def _has_digest(path: Path, key: str, digest: str, limit: int) -> bool:
    page = read_page(path, key, limit)
    return not isinstance(page, Problem) and page.sha256 == digest
