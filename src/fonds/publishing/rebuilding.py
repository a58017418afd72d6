"""Rebuilding (floor 6): what follows from the catalogue, made again: the store, the counts, the
search index, what harvesters are given.

It is a release of its own with the same content, so running servers change to the new store by themselves, and the
change log has nothing to tell of it.
"""

from pathlib import Path

from fonds import __version__
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Release
from fonds.errors import StateError
from fonds.publishing.beside import make_beside
from fonds.publishing.disseminating import keep_up
from fonds.publishing.run import Options
from fonds.publishing.state import open_published, state_border
from fonds.publishing.stores import drop_stores, new_store, release_with_store
from fonds.settings import Settings


def rebuild(
    settings: Settings, options: Options | None = None, *, search: bool = False, note: str = "", after: int = 0
) -> Release:
    """Make the store, the counts, and what harvesters are given again, and with ``search`` the search index.

    Returns the release. Its number follows ``after``, too.

    StateError before the first release, and where the catalogue itself is at fault.
    """
    options = options or Options()
    state = Path(settings.state)
    with state_border(state), open_published(state) as catalogue, catalogue.publishing(options.clock):
        release = _release(catalogue, settings, options, search=search, note=note, after=after)
        drop_stores(state, [each.store for each in catalogue.releases()[: max(1, settings.snapshots_kept)]])
        return release


def _release(
    catalogue: Catalogue, settings: Settings, options: Options, *, search: bool, note: str, after: int
) -> Release:
    state = Path(settings.state)
    beside = make_beside(settings)
    before = catalogue.current_release()
    if before is None:
        raise StateError("Nothing has been published yet, so there is nothing to build.", "Run `fonds publish` first.")
    try:
        with new_store(catalogue, state) as store, catalogue.release(
            store, clock=options.clock, software=__version__, rules=before.rules, settings=before.settings,
            kind="rebuild", note=note, after=after,
        ) as writer:
            options.progress("counting", 0, 0)
            writer.count_again(search=search)
            keep_up(writer, settings, anyway=True)
            options.progress("building the store", 0, 0)
            made = release_with_store(writer, state, store, beside, unchanged_too=True)
    except ValueError as error:
        raise StateError(f"The catalogue contradicts itself: {error}.", "Run `fonds verify`.") from error
    if made is None:
        raise StateError("The release could not be read back.", "Run `fonds verify`.")
    return made
