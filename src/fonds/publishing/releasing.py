"""Releasing (floor 6): the catalogue's one write transaction, the store built from it, the commit that switches.

What is released was made before the transaction opens, so that it is short. Leaving it at any point before its end
leaves the site as it was.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from fonds import __version__
from fonds.catalogue.packing import PackedDocument, pack_document
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import DocumentRow, EntityRow, Outcome
from fonds.mapping.rows import completed, entity_row
from fonds.publishing.agreement import Agreement
from fonds.publishing.run import Pending, Run
from fonds.publishing.spool import unpack_document
from fonds.publishing.stores import drop_store, fill_store, new_store_name
from fonds.rdf.checks import check_triples
from fonds.rdf.literals import parse_ntriples
from fonds.sources.adapters import RULES_VERSION

GONE = "The page is no longer in its source."


def release(run: Run, state: Path) -> None:
    """Agree on the entities, then write and commit everything, or only count it where that is asked for."""
    agreement = Agreement(run.catalogue, run.voices, {*run.replaced, *run.gone}, run.kit.site)
    keys = agreement.settle()
    run.report.problems.extend(agreement.problems)
    run.pending = [pending for pending in map(lambda each: _restated(run, agreement, each), run.pending) if pending]
    followed = _followed(run, agreement)
    if run.options.strict and run.report.problems_of("error", "warning"):
        run.report.stopped = "--strict: nothing is released while there are problems"
    elif run.options.dry_run:
        run.report.stopped = "--dry-run: nothing was released"
    if run.report.stopped:
        _foresee(run, followed)
    else:
        _write(run, state, agreement, keys, followed)


# ── what has to be made again ────────────────────────────────────────────────────────────────────────────


def _restated(run: Run, agreement: Agreement, pending: Pending) -> Pending | None:
    """Make a page's row again where more, or less, is said of its entities than the page itself knows."""
    if not pending.named & agreement.restated:
        return pending
    row = unpack_document(run.spool.read_document(pending.place))
    row = completed(row, agreement.find_entity, run.kit.framer, run.kit.site)
    if broken := check_row(run, row, pending.path):
        run.leave_out(*broken)
        return None
    return Pending(pending.slug, pending.path, run.spool.keep_document(pack_document(row)), pending.named)


def check_row(run: Run, row: DocumentRow, path: str) -> list[Problem]:
    """Return the rules of the model that a document breaks."""
    description = [*parse_ntriples(row.own), *parse_ntriples(row.cards)]
    return check_triples(description, path, licence=run.kit.site.document_licence)


def _followed(run: Run, agreement: Agreement) -> dict[str, int]:
    """Make the rows of other documents again that name an entity which is described otherwise now: slug → place."""
    places: dict[str, int] = {}
    for key in sorted(agreement.changed):
        for slug in agreement.other_documents(key):
            if slug in places:
                continue
            present = run.catalogue.find_document(slug)
            row = run.catalogue.find_version_row(slug, present.version) if present else None
            if row is not None:
                row = completed(row, agreement.find_entity, run.kit.framer, run.kit.site)
                places[slug] = run.spool.keep_document(pack_document(row))
    return places
