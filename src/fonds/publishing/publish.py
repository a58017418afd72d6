"""The publish (floor 6): read → name → map → check → release.

Pages are read and mapped one by one into a spool on disk; then, inside the catalogue's one write transaction, their
rows are written, the store is built from the catalogue's triples, and the commit switches the site. Leaving at any
point before that leaves the site as it was.
"""

import pickle
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from fonds import __version__
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import Outcome
from fonds.clock import Clock, system_clock
from fonds.mapping.mapper import Mapped, document_row, entity_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.page import PageInput, map_page, read_input, understand
from fonds.publishing.report import Report
from fonds.publishing.sources import Source
from fonds.publishing.stores import catalogue_path, drop_stores, fill_store, new_store_name
from fonds.publishing.voices import Voices
from fonds.rdf.checks import check_triples
from fonds.rdf.literals import Triple, parse_ntriples
from fonds.settings import Settings
from fonds.sources.adapters import RULES_VERSION
from fonds.sources.reading import find_orphans

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are (0: not known)."""


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a publish."""

    prune: bool = False
    strict: bool = False
    dry_run: bool = False
    clock: Clock = system_clock
    progress: Progress = _silent


@dataclass(slots=True)
class _Run:
    """One publish in the making."""

    catalogue: Catalogue
    kit: Kit
    options: Options
    spool: IO[bytes]
    report: Report = field(default_factory=Report)
    voices: Voices = field(default_factory=Voices)
    seen: dict[str, Path] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    spooled: int = 0
    remapped: set[str] = field(default_factory=set)


def publish(sources: tuple[Source, ...], settings: Settings, options: Options | None = None) -> Report:
    """Publish sources into the state directory and return what was done.

    StateError where the state cannot be used; then nothing has changed.
    """
    options = options or Options()
    state = Path(settings.state)
    kit = make_kit(settings)
    pages = [(source, key, path) for source in sources for key, path in source.files()]
    with ExitStack() as stack:
        if options.dry_run and not catalogue_path(state).exists():
            state = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        catalogue = stack.enter_context(Catalogue.open(catalogue_path(state)))
        stack.enter_context(catalogue.publishing(options.clock))
        spool = stack.enter_context(tempfile.TemporaryFile(dir=state))
        run = _Run(catalogue, kit, options, spool)
        run.report.problems.extend(kit.authorities.problems)
        for source in sources:
            run.report.problems.extend(source.check_root())
            run.report.problems.extend(Problem("curation-orphan", str(p)) for p in find_orphans(source.root))
        _read_all(run, sources, pages)
        _release(run, sources, state)
        _keep(catalogue, state, settings.snapshots_kept)
        return run.report


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────


def _read_all(run: _Run, sources: tuple[Source, ...], pages: list[tuple[Source, str, Path]]) -> None:
    """Read and map what is new or changed; everything mapped waits in the spool."""
    plan = run.catalogue.slug_plan()
    for number, (_, key, path) in enumerate(pages):
        run.options.progress("reading", number, len(pages))
        run.seen[key] = path
        page = read_input(path, key, run.kit)
        if isinstance(page, Problem):
            _leave_out(run, page)
            continue
        run.report.read += 1
        if _is_duplicate(run, sources, page) or _is_unchanged(run, page):
            continue
        read = understand(page, run.kit)
        if isinstance(read, list):
            _leave_out(run, *read)
            continue
        run.report.problems.extend(read.problems)
        run.report.layouts[read.linked.record.layout] += 1
        if key in run.moved:
            plan.move(run.moved[key], key)
        rename = bool(page.curation.slug)
        slug = plan.slug_for(key, read.wanted_slug, page.source.sha256, rename=rename)
        mapped = map_page(page, read, slug, run.kit)
        if isinstance(mapped, Problem):
            _leave_out(run, mapped)
            continue
        run.voices.add(mapped.entities)
        run.remapped.add(slug)
        pickle.dump((mapped, page.digest, str(path)), run.spool)
        run.spooled += 1
    run.options.progress("reading", len(pages), len(pages))


def _leave_out(run: _Run, *problems: Problem) -> None:
    run.report.problems.extend(problems)
    run.report.left_out += 1


def _is_duplicate(run: _Run, sources: tuple[Source, ...], page: PageInput) -> bool:
    """Whether the same bytes are published from another file that still is there; a file that moved is not."""
    key, digest = page.source.key, page.source.sha256
    if digest in run.files:
        _leave_out(run, Problem("file-duplicate", str(page.path), f"the same as {run.files[digest]}"))
        return True
    run.files[digest] = str(page.path)
    if run.catalogue.find_source(key) is not None:
        return False
    for state in run.catalogue.sources_of_file(digest):
        old = next((path for source in sources if (path := source.path(state.source))), Path(state.source))
        if state.state == "live" and old.is_absolute() and old.exists():
            _leave_out(run, Problem("file-duplicate", str(page.path), f"the same as {old}"))
            return True
        if state.source not in run.seen:
            run.moved[key] = state.source
    return False


def _is_unchanged(run: _Run, page: PageInput) -> bool:
    state = run.catalogue.find_source(page.source.key)
    if state is None or state.state != "live" or state.input_digest != page.digest:
        return False
    run.report.unchanged += 1
    return True


# ── releasing ────────────────────────────────────────────────────────────────────────────────────────────


def _release(run: _Run, sources: tuple[Source, ...], state: Path) -> None:
    report, options = run.report, run.options
    store = new_store_name()
    with run.catalogue.release(
        store, clock=options.clock, software=__version__, rules=RULES_VERSION, settings=run.kit.digest
    ) as writer:
        for key, old in run.moved.items():
            writer.moved(old, key)
        entities = _describe(run)
        _write_documents(run, writer, entities)
        for key, description in entities.items():
            _write_entity(run, writer, key, entities, description)
        if options.prune:
            _prune(run, writer, sources)
        if options.strict and report.problems_of("error", "warning"):
            report.stopped = "--strict: nothing is released while there are problems"
        elif options.dry_run:
            report.stopped = "--dry-run: nothing was released"
        elif writer.changed:
            options.progress("building the store", 0, 0)
            report.triples = fill_store(state, store, writer.ntriples())
            release = writer.finish(report.triples)
            if release:
                report.release, report.documents, report.entities = (
                    release.number, release.documents, release.entities
                )
        else:
            writer.finish()
    if not report.release and (current := run.catalogue.current_release()):
        report.documents, report.entities, report.triples = current.documents, current.entities, current.triples


def _describe(run: _Run) -> dict[str, tuple[Triple, ...]]:
    """Return the agreed description of every entity named by what was mapped; others' voices count too."""
    for key in run.voices.named():
        stored = run.catalogue.find_entity(key)
        if stored and stored.state == "live" and _named_elsewhere(run, key):
            run.voices.add({key: parse_ntriples(stored.own)})
    agreed: dict[str, tuple[Triple, ...]] = {}
    for key in run.voices.named():
        agreed[key], problems = run.voices.description(key)
        run.report.problems.extend(problems)
    return agreed


def _named_elsewhere(run: _Run, key: str) -> bool:
    """Whether a document that was not mapped again names the entity."""
    offset = 0
    while items := run.catalogue.linked(key, offset=offset, limit=500).items:
        if any(item.slug not in run.remapped for item in items):
            return True
        offset += len(items)
    return False


def _spooled(run: _Run) -> Iterator[tuple[Mapped, str, str]]:
    run.spool.seek(0)
    for _ in range(run.spooled):
        yield pickle.load(run.spool)  # noqa: S301 - our own temporary file, written above


def _write_documents(run: _Run, writer: ReleaseWriter, entities: dict[str, tuple[Triple, ...]]) -> None:
    for number, (mapped, digest, path) in enumerate(_spooled(run)):
        run.options.progress("checking", number, run.spooled)
        named = {key: entities[key] for key in mapped.entities}
        row = document_row(mapped, named, run.kit.framer, run.kit.site, digest)
        description = [*mapped.own, *parse_ntriples(row.cards)]
        broken = check_triples(description, path, licence=run.kit.site.document_licence)
        if broken:
            _leave_out(run, *broken)
            continue
        _count(run.report, writer.put(row))
    run.options.progress("checking", run.spooled, run.spooled)


def _count(report: Report, outcome: Outcome) -> None:
    if outcome == "created":
        report.new += 1
    elif outcome == "updated":
        report.changed += 1
    else:
        report.unchanged += 1


def _write_entity(
    run: _Run, writer: ReleaseWriter, key: str, entities: dict[str, tuple[Triple, ...]],
    description: tuple[Triple, ...],
) -> None:
    row = entity_row(key, _near(run, key, entities, description), run.kit.framer, run.kit.site)
    broken = check_triples([*description, *parse_ntriples(row.cards)], key, kind="entity")
    run.report.problems.extend(broken)
    writer.put_entity(row)


def _near(
    run: _Run, key: str, entities: dict[str, tuple[Triple, ...]], description: tuple[Triple, ...]
) -> dict[str, tuple[Triple, ...]]:
    """Return an entity with all that its description leads to."""
    near = {key: description}
    waiting = [description]
    base = f"<{run.kit.site.iris.base}/"
    while waiting:
        for _, _, obj in waiting.pop():
            other = obj[len(base) : -1].partition("#")[0] if obj.startswith(base) else ""
            if other in entities and other not in near:
                near[other] = entities[other]
                waiting.append(entities[other])
    return near


def _prune(run: _Run, writer: ReleaseWriter, sources: tuple[Source, ...]) -> None:
    """What is gone from these sources becomes a tombstone; a source that is missing altogether says nothing."""
    moved = set(run.moved.values())
    for state in list(run.catalogue.sources()):
        here = any(source.root.exists() and source.path(state.source) is not None for source in sources)
        if here and state.state == "live" and state.source not in run.seen and state.source not in moved:
            run.report.deleted += writer.delete(state.slug, "The page is no longer in its source.")


def _keep(catalogue: Catalogue, state: Path, snapshots: int) -> None:
    """Drop the stores of older releases."""
    releases = sorted(catalogue.releases(), key=lambda release: -release.number)
    drop_stores(state, [release.store for release in releases[: max(1, snapshots)]])
