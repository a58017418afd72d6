"""The publish (floor 6): read → name → map → check → release.

`reading.py` maps pages one by one into a spool on disk; `agreement.py` finds the one description of each entity;
`releasing.py` writes it all in one transaction, whose commit switches the site.
"""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.heard import Voices
from fonds.publishing.kit import make_kit
from fonds.publishing.mirrors import harvest_sources
from fonds.publishing.reading import read_all
from fonds.publishing.releasing import release
from fonds.publishing.report import Report
from fonds.publishing.run import Options, Run
from fonds.publishing.sources import Source, known_sources
from fonds.publishing.spool import Spool
from fonds.publishing.state import check_not_lost, state_border
from fonds.publishing.stores import catalogue_path, check_readable, drop_stores
from fonds.settings import Settings


def publish(sources: tuple[Source, ...], settings: Settings, options: Options | None = None) -> Report:
    """Publish sources into the state directory and return what was done.

    StateError where the state cannot be used; then nothing has changed. A dry run writes nothing there.
    """
    options = options or Options()
    state = Path(settings.state)
    kit = make_kit(settings)
    with state_border(state), ExitStack() as stack:
        check_not_lost(state)
        if options.dry_run:
            catalogue = stack.enter_context(_looking(stack, state))
        else:
            catalogue = stack.enter_context(Catalogue.open(catalogue_path(state)))
            stack.enter_context(catalogue.publishing(options.clock))
        spool = stack.enter_context(Spool(None if options.dry_run else state))
        run = Run(catalogue, settings, kit, options, sources, known_sources(settings), spool, Voices(spool))
        run.report.problems.extend(kit.authorities.problems)
        if not options.dry_run and not options.offline:
            for harvested in harvest_sources(sources, tell=options.progress):
                run.report.problems.extend(harvested.problems)
        read_all(run, stack)
        release(run, state)
        if current := catalogue.current_release():
            run.report.documents, run.report.entities = current.documents, current.entities
            run.report.triples = current.triples
            if not run.report.release:
                run.report.problems.extend(check_readable(state / current.store))
        if not options.dry_run:
            _drop_old(catalogue, state, settings.snapshots_kept)
        return run.report


def _looking(stack: ExitStack, state: Path) -> Catalogue:
    """Open the catalogue for reading only; an empty one elsewhere, where there is none yet."""
    if catalogue_path(state).exists():
        return Catalogue.open(catalogue_path(state), read_only=True)
    elsewhere = stack.enter_context(TemporaryDirectory(prefix="fonds-"))
    return Catalogue.open(catalogue_path(Path(elsewhere)))


def _drop_old(catalogue: Catalogue, state: Path, snapshots: int) -> None:
    """Remove the stores of older releases, and what killed publishes left behind."""
    drop_stores(state, [release.store for release in catalogue.releases()[: max(1, snapshots)]])
