"""Purging (floor 6): a document taken out of everything, for good; a tombstone without content is left.

It is a deletion, released as every other one is, and in the same transaction all that the document ever said is erased
from the catalogue (`catalogue/erasing.py`). Then the catalogue's file is written anew, and every store but that of the
new release is removed: running servers have noticed the release by then.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.erasing import Remade, Remaking
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import Withheld
from fonds.catalogue.upkeep import compact
from fonds.errors import NotFoundError, StateError, UsageError
from fonds.feeds.dumps.shelf import drop_dumps
from fonds.mapping.rows import content_digest, reframed
from fonds.publishing.backups import find_backups
from fonds.publishing.heard import Voices
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.releasing import release
from fonds.publishing.run import Options, Run
from fonds.publishing.sources import known_sources
from fonds.publishing.spool import Spool
from fonds.publishing.state import open_published, state_border
from fonds.publishing.stores import catalogue_path, drop_stores
from fonds.settings import Settings

NOTICE_SECONDS = 2.0
"""How long a running server may go on with the release before: it looks for another one twice a second."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did. ``release`` is 0 where the document had been purged already.

    ``files`` still hold the document and are not ours to remove: its page, backups in the state directory.
    """

    slug: str
    release: int
    files: tuple[Path, ...]


def purge(slug: str, why: str, settings: Settings, options: Options | None = None, wait: float = NOTICE_SECONDS) -> Purged:
    """Take a document out of everything, under every slug it ever had.

    Purging again finishes what was interrupted. NotFoundError for a slug never published, UsageError without a reason,
    StateError where the state cannot be used.
    """
    if not why.strip():
        raise UsageError("A purge needs a reason; it is what readers are told.", "Say it with --why.")
    options = options or Options()
    state = Path(settings.state)
    with state_border(state), open_published(state) as catalogue, catalogue.publishing(options.clock):
        present, source = _known(catalogue, slug)
        done = any(each.slug == present for each in catalogue.withheld()) and not _is_left(catalogue, present)
        number = 0 if done else _release(catalogue, present, why.strip(), settings, options)
        files = _files_of(source, settings)
        _clean(catalogue, state, wait)
        return Purged(present, number, (*files, *find_backups(state)))


def lift(slug: str, settings: Settings, options: Options | None = None) -> str:
    """Let a purged document be published again; return its slug. NotFoundError where it is not withheld."""
    options = options or Options()
    state = Path(settings.state)
    with state_border(state), open_published(state) as catalogue:
        present = catalogue.find_redirect(slug) or slug
        if not catalogue.lift(present, options.clock):
            raise NotFoundError(f"No document {slug!r} is withheld.", "`fonds purge --list` lists those that are.")
        return present


def withheld(settings: Settings) -> tuple[Withheld, ...]:
    """Return all that is withheld, by slug."""
    with Catalogue.open(catalogue_path(Path(settings.state)), read_only=True) as catalogue:
        return catalogue.withheld()


def remaking(kit: Kit) -> Remaking:
    """Return how descriptions that lost something are made again."""
    site, framer = kit.site, kit.framer

    def document(slug: str, own: bytes, cards: bytes, evidence: bytes) -> Remade:
        tree = reframed(site.iris.document(slug), own, cards, framer)
        return Remade(tree, content_digest(own, cards, evidence))

    def entity(key: str, own: bytes, cards: bytes) -> Remade:
        return Remade(reframed(site.iris.entity(key), own, cards, framer), content_digest(own, cards))

    return Remaking(document, entity, site.iris.document)


def _known(catalogue: Catalogue, slug: str) -> tuple[str, str]:
    """Return the present slug of a document and the key of its source."""
    entry = catalogue.find_slug(slug)
    if entry is None:
        raise NotFoundError(f"No document has the slug {slug!r}.", "Slugs stand behind /doc/ in addresses.")
    return entry[1], entry[0]


def _is_left(catalogue: Catalogue, slug: str) -> bool:
    """Whether any version of a document has content."""
    return any(catalogue.find_version(slug, each.version) for each in catalogue.versions(slug))


def _release(catalogue: Catalogue, slug: str, why: str, settings: Settings, options: Options) -> int:
    kit = make_kit(settings)

    def erase(writer: ReleaseWriter) -> None:
        writer.erase(slug, why, remaking(kit))

    document = catalogue.find_document(slug)
    with Spool(None) as spool:
        run = Run(
            catalogue, settings, kit, options, (), (), spool, Voices(spool), kind="purge", note=f"{slug}: {why}", erase=erase,
        )
        if document and document.state == "live":
            run.gone.append(slug)
            run.reasons[slug] = why
        release(run, Path(settings.state))
        return run.report.release


def _clean(catalogue: Catalogue, state: Path, wait: float) -> None:
    """Leave nothing of what was erased: neither in the stores of older releases nor in the catalogue's file."""
    time.sleep(wait)
    current = catalogue.current_release()
    drop_dumps(catalogue.path.parent)
    drop_stores(state, [current.store] if current else [])
    again = "Run the same command again when that has ended: it finishes the purge."
    try:
        folded = compact(catalogue.path)
    except StateError as error:
        raise StateError(f"The document is purged, but its bytes are still in the file. {error.message}", again) from error
    if not folded:
        raise StateError(
            f"The document is purged, but somebody still reads an earlier state of the catalogue {catalogue.path}.", again
        )


def _files_of(source: str, settings: Settings) -> tuple[Path, ...]:
    """Return the file a document was read from, where it is still there; what was harvested is removed."""
    found: list[Path] = []
    places = [(path, each) for each in known_sources(settings) if (path := each.path(source))]
    if not places and Path(source.partition("#")[0]).is_absolute():
        found.append(Path(source.partition("#")[0]))
    for path, each in places:
        if each.is_copied and "#" not in source:
            path.unlink(missing_ok=True)
        else:
            found.append(path)
    return tuple(path for path in found if path.exists())
