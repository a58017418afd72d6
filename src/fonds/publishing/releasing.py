"""Releasing (floor 6): the catalogue's one write transaction, the store built from it, the commit that switches.

What is released was made before the transaction opens, so that it is short. Leaving it at any point before its end
leaves the site as it was.
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from fonds import __version__
from fonds.catalogue.packing import PackedDocument
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import DocumentRow, Outcome
from fonds.mapping.held import repointed, restored
from fonds.mapping.reach import reached
from fonds.mapping.rows import completed, entity_row
from fonds.publishing.agreement import Agreement
from fonds.publishing.completing import Completing
from fonds.publishing.disseminating import keep_up, pack_disseminated
from fonds.publishing.resolving import Resolution
from fonds.publishing.run import Pending, Run, Waiting
from fonds.publishing.stores import new_store, release_with_store
from fonds.sources.adapters import RULES_VERSION

GONE = "The page is no longer in its source."
_REMEMBERED = 8_192


def release(run: Run, state: Path) -> None:
    """Agree on the entities and on what is cited, then write and commit everything, or only count it if asked to."""
    agreement, keys, followed = _settled(run)
    if run.options.strict and run.report.problems_of("error", "warning"):
        run.report.stopped = "--strict: nothing is released while there are problems"
    elif run.options.dry_run:
        run.report.stopped = "--dry-run: nothing was released"
    if run.report.stopped:
        _foresee(run, followed)
    else:
        _write(run, state, agreement, keys, followed)


def _settled(run: Run) -> tuple[Agreement, list[str], dict[str, int]]:
    """Return the agreement, the entities it describes, and the rows of other documents that are made again.

    What is remembered of every document on the way is forgotten with this function: building a store needs the room.
    """
    replaced = {*run.replaced, *run.gone}
    agreement = Agreement(run.catalogue, run.voices, replaced, run.kit.authorities, run.kit.site)
    keys = agreement.settle()
    run.report.problems.extend(agreement.problems)
    read = {each.slug for each in run.pending}
    completing = Completing(run, agreement)
    while True:
        leaving = replaced - (read - {each.slug for each in run.pending})
        resolution = Resolution(run.catalogue, run.spool, run.pending, leaving, run.kit.site)
        whole, broken = completing.complete(resolution)
        if not broken:
            break
        # What is left out is cited by nobody: the others are made once more, without it.
        run.pending = Waiting(run.spool, (each for each in run.pending if each.slug not in broken))
        for problems in broken.values():
            run.leave_out(*problems)
    run.pending = whole
    followed = _followed(run, agreement, resolution)
    run.report.problems.extend(resolution.problems)
    return agreement, keys, followed


# ── what has to be made again ────────────────────────────────────────────────────────────────────────────


def _followed(run: Run, agreement: Agreement, resolution: Resolution) -> dict[str, int]:
    """Make the rows of other documents again that something else is said of now: slug → place.

    They name an entity which is described otherwise, or cite what has come, changed or gone.
    """
    places: dict[str, int] = {}
    concerned = frozenset(resolution.concerned)
    naming = (slug for key in sorted(agreement.changed) for slug in agreement.other_documents(key))
    for slug in dict.fromkeys((*resolution.concerned, *naming)):
        present = run.catalogue.find_document(slug)
        row = _present_row(run, slug, present.version) if present else None
        if row is None or present is None:
            continue
        if slug in concerned:
            meant = resolution.meant_by(slug, f"doc/{slug}")
            row = restored(row, run.kit.site)
            row = repointed(row, meant, run.kit.site) if meant else row
        row = completed(row, agreement.find_entity, run.kit.framer, run.kit.site, resolution.find_held)
        if row.content_digest != present.digest:
            places[slug] = run.spool.keep_document(pack_disseminated(row, run.kit.disseminate))
    return places


def _present_row(run: Run, slug: str, version: int) -> DocumentRow | None:
    """Return a version as the present state of its source would give it: the file may have moved or been touched since."""
    row = run.catalogue.find_version_row(slug, version)
    state = run.catalogue.find_state(slug)
    if row is None or state is None:
        return None
    return replace(
        row, source=state.source, file_digest=state.file_digest, input_digest=state.input_digest, lists=state.lists
    )


def _neighbours(run: Run, agreement: Agreement, followed: dict[str, int]) -> set[str]:
    """Return the entities of those documents whose own page shows one that is described otherwise now."""
    found: set[str] = set()
    seen: set[str] = set()
    for place in followed.values():
        for key in {link.entity for link in run.spool.read_document(place).links} - seen:
            seen.add(key)
            leads_to = reached(agreement.find_entity(key) or (), agreement.find_entity, run.kit.site.iris)
            if any(link.entity in agreement.changed for link in leads_to):
                found.add(key)
    return found


# ── the transaction ──────────────────────────────────────────────────────────────────────────────────────


def _write(run: Run, state: Path, agreement: Agreement, keys: list[str], followed: dict[str, int]) -> None:
    with new_store(run.catalogue, state) as store, run.catalogue.release(
        store, clock=run.options.clock, software=__version__, rules=RULES_VERSION, settings=run.kit.digest,
        kind=run.kind, note=run.note,
    ) as writer:
        _write_documents(run, writer, followed)
        find_entity = lru_cache(_REMEMBERED)(agreement.find_entity)
        for key in sorted({*keys, *_neighbours(run, agreement, followed)}):
            if find_entity(key):
                writer.put_entity(entity_row(key, find_entity, run.kit.framer, run.kit.site))
        writer.merge_entities(run.kit.linker.heir_of)
        writer.keep_lists(run.edits.lists, run.edits.content, run.untouched)
        if run.erase:
            run.erase(writer)
        keep_up(writer, run.settings)
        _finish(run, writer, state, store)


def _write_documents(run: Run, writer: ReleaseWriter, followed: dict[str, int]) -> None:
    for new, old in run.moved.items():
        writer.moved(old, new)
    for slug in run.gone:
        run.report.deleted += writer.delete(slug, run.reasons.get(slug, GONE))
    for number, pending in enumerate(run.pending):
        run.options.progress("writing", number, len(run.pending))
        _count(run, pending, writer.put(run.spool.read_document(pending.place)))
    run.options.progress("writing", len(run.pending), len(run.pending))
    for place in followed.values():
        run.report.followed += writer.put(run.spool.read_document(place)) == "updated"


def _finish(run: Run, writer: ReleaseWriter, state: Path, store: str) -> None:
    if writer.changed or run.erase:
        run.options.progress("building the store", 0, 0)
    if release := release_with_store(writer, state, store, run.beside, unchanged_too=run.erase is not None):
        run.report.release = release.number


def _foresee(run: Run, followed: dict[str, int]) -> None:
    """Count what a release would hold, without writing anything."""
    for pending in run.pending:
        _count(run, pending, _outcome(run, run.spool.read_document(pending.place)))
    for place in followed.values():
        run.report.followed += _outcome(run, run.spool.read_document(place)) == "updated"
    run.report.deleted += len(run.gone)


def _outcome(run: Run, packed: PackedDocument) -> Outcome:
    present = run.catalogue.find_document(packed.slug)
    if present is None or present.state != "live":
        return "created"
    return "unchanged" if present.digest == packed.content_digest else "updated"


def _count(run: Run, pending: Pending, outcome: Outcome) -> None:
    """Count a page; one that was published under another slug is no new one."""
    if outcome == "unchanged":
        run.report.unchanged += 1
    elif outcome == "updated" or pending.known:
        run.report.changed += 1
    else:
        run.report.new += 1
