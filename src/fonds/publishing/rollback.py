"""Rolling back (floor 6): a new release with the content of an earlier one.

Nothing is undone: what has changed since is written once more as it was, in the change log, too, so that harvesters
learn of it. Slugs stay with their sources; what was purged stays away, and so does what has come under an embargo. The
next publish reads the sources of all that was brought back, and follows them again.
"""

from dataclasses import dataclass
from pathlib import Path

from fonds import __version__
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.compression import inflate_beside
from fonds.catalogue.history import HistoryReader, Past
from fonds.catalogue.packing import PackedDocument
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import Release
from fonds.clock import Clock
from fonds.crosswalks.facts import site_facts
from fonds.errors import NotFoundError, StateError, UsageError
from fonds.publishing.beside import make_beside
from fonds.publishing.disseminating import disseminated, dissemination, keep_up
from fonds.publishing.run import Options
from fonds.publishing.state import open_published, state_border
from fonds.publishing.stores import drop_stores, new_store, release_with_store
from fonds.publishing.withholding import is_kept_back
from fonds.rdf.iris import Iris
from fonds.settings import Settings
from fonds.sources.adapters import RULES_VERSION


@dataclass(frozen=True, slots=True)
class RolledBack:
    """What came of it. ``release`` is None where the site says already what it said then; ``withheld`` and
    ``embargoed`` are slugs of documents that were live then and do not come back, for they were purged, or have come
    under an embargo."""

    release: Release | None
    withheld: tuple[str, ...]
    embargoed: tuple[str, ...]


def roll_back(number: int, settings: Settings, options: Options | None = None) -> RolledBack:
    """Release the content of the release ``number`` once more.

    NotFoundError where there is no such release, UsageError where it is the current one, StateError where the state
    cannot be used, or was made for another base address; then nothing has changed.
    """
    options = options or Options()
    state = Path(settings.state)
    with state_border(state), open_published(state) as catalogue, catalogue.publishing(options.clock):
        _check(catalogue, number)
        done = _release(catalogue, number, settings, options)
        drop_stores(state, [each.store for each in catalogue.releases()[: max(1, settings.snapshots_kept)]])
        return done


def _check(catalogue: Catalogue, number: int) -> None:
    releases = catalogue.releases()
    if number not in {each.number for each in releases}:
        raise NotFoundError(f"There is no release {number}.", "`fonds releases` lists those there are.")
    if number == releases[0].number:
        raise UsageError(f"Release {number} is the one that is served.", "Name an earlier one.")


def _release(catalogue: Catalogue, number: int, settings: Settings, options: Options) -> RolledBack:
    state, current, beside = Path(settings.state), catalogue.current_release(), make_beside(settings)
    with new_store(catalogue, state) as store, catalogue.release(
        store, clock=options.clock, software=__version__, rules=RULES_VERSION,
        settings=current.settings if current else "", kind="rollback", note=f"as release {number}",
    ) as writer:
        with catalogue.history() as history:
            withheld, embargoed = _write(history, writer, number, settings, options.clock)
        writer.read_again()
        keep_up(writer, settings)
        if writer.changed:
            options.progress("building the store", 0, 0)
        return RolledBack(release_with_store(writer, state, store, beside), withheld, embargoed)


def _write(
    history: HistoryReader, writer: ReleaseWriter, number: int, settings: Settings, clock: Clock
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write everything as it was; return what is withheld, and what is under an embargo.

    What comes back is written before what goes, for a document that was renamed gives way to the one it was.
    """
    iris, make = Iris(settings.base_iri), dissemination(site_facts(settings))
    withheld: list[str] = []
    embargoed: list[str] = []
    leaving: list[Past] = []
    for past in history.changed_since(number):
        if past.version is not None and not past.is_live and is_kept_back(past.reason, clock):
            embargoed.append(past.slug)
            continue
        found = history.find_past(past.slug, past.version) if past.version is not None else None
        if found and not history.is_withheld(past.slug, found.source, found.file_digest):
            _check_base(found, iris)
            writer.put(disseminated(found, make))
            continue
        if past.version is not None:
            withheld.append(past.slug)
        if past.is_live:
            leaving.append(past)
    for entity in history.entities_then(number):
        writer.put_entity(entity)
    for past in leaving:
        writer.delete(past.slug, f"It was not published in release {number}, which was brought back.")
    return tuple(sorted(withheld)), tuple(sorted(embargoed))


def _check_base(found: PackedDocument, iris: Iris) -> None:
    if f"<{iris.document(found.slug)}>".encode() not in inflate_beside(found.own, found.page_text):
        raise StateError(
            f"The document {found.slug} was published then under another address than {iris.base}.",
            "Set 'base_iri' to what it was, or publish again instead.",
        )
