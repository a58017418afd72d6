"""Making a twin (floor 7): our own application is asked for every address, in this process, of one release.

All of it is read in one snapshot of the catalogue, so a publish meanwhile changes nothing. The folder appears when all of
it is there, and not at all where anything fails. The same release gives the same bytes.
"""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Release
from fonds.clock import parse_stamp
from fonds.crosswalks.facts import site_facts
from fonds.errors import StateError
from fonds.feeds.dumps.dump import Content
from fonds.feeds.dumps.making import MANIFEST, SUMS, appearing, make_dumps
from fonds.feeds.dumps.shelf import folder_of
from fonds.feeds.dumps.table import all_dumps
from fonds.feeds.oai.repository import Provider, Repository
from fonds.feeds.oai.static_repository import write_static_repository
from fonds.settings import Settings
from fonds.store.supervisor import Supervisor
from fonds.web.app import create_app
from fonds.web.serving import query_limits
from fonds.web.twin.layout import OAI
from fonds.web.twin.rules import write_rules
from fonds.web.twin.shelf import Folder
from fonds.web.twin.walking import Progress, Walk

_SHELF = ".shelf"
_UNPACKED = "resourcelist-"
"""Dumps that other lists name without the suffix of packed files."""


@dataclass(frozen=True, slots=True)
class Twin:
    """What was written. ``left_out`` are addresses that could not be answered, with the reason."""

    release: int
    files: int
    bytes: int
    left_out: tuple[tuple[str, str], ...]


class Held(Catalogue):
    """A catalogue of which everybody sees one snapshot, for as long as it is held."""

    _held: ListingReader

    @contextmanager
    def hold(self) -> Iterator[ListingReader]:
        """Take the snapshot."""
        with super().snapshot() as reader:
            self._held = reader
            yield reader

    @contextmanager
    def snapshot(self) -> Iterator[ListingReader]:
        """Give the snapshot that is held."""
        yield self._held

    def current_release(self) -> Release | None:
        """Return the release of the snapshot, whatever was published since."""
        return self._held.current_release()

    def close(self) -> None:
        """Close it at its end only: who is done with one answer is not done with all."""

    def end(self) -> None:
        """Close it."""
        super().close()


def make_twin(settings: Settings, folder: Path, progress: Progress) -> Twin:
    """Write the site of the current release into a folder that is not there yet, or empty.

    StateError before the first release and where something that must be there cannot be made; OSError where the folder
    cannot be written: then nothing is left of it.
    """
    settings = replace(settings, harvest_ledger=False)
    catalogue = Held.open(Path(settings.state) / FILE_NAME, read_only=True)
    limits = replace(query_limits(settings), workers=1)
    try:
        with appearing(folder) as aside, catalogue.hold() as reader, Supervisor(limits) as supervisor:
            release = reader.current_release()
            if release is None:
                raise StateError("Nothing has been published yet.", "Run `fonds publish` first.")
            with Folder(aside, parse_stamp(release.stamp)) as written:
                _make_dumps(written, reader, settings, progress)
                app = create_app(settings, catalogue=lambda: catalogue, queries=supervisor, shelf=aside / _SHELF)
                walk = Walk(app, reader, written, progress)
                walk.all()
                _write_repository(written, reader, settings)
                shutil.rmtree(aside / _SHELF)
                write_rules(written, walk.layout, settings.base_iri, walk.moved, walk.gone)
        return Twin(release.number, written.files, written.bytes, tuple(walk.left_out.items()))
    finally:
        catalogue.end()


def _make_dumps(written: Folder, reader: ListingReader, settings: Settings, progress: Progress) -> None:
    """Make the dumps where they will lie, and put them on the shelf on which the application looks for them."""
    folder = written.path / "dumps"
    folder.mkdir()
    content = Content(reader, site_facts(settings))
    manifest = make_dumps(content, folder, all_dumps(content), progress)
    for each in manifest.files:
        written.keep(f"dumps/{each.file}")
        if each.packed and each.name.startswith(_UNPACKED):
            with gzip.open(folder / each.file) as packed, written.open(f"dumps/{each.name}") as plain:
                shutil.copyfileobj(packed, plain)
            written.keep(f"dumps/{each.name}")
    for name in (SUMS, MANIFEST):
        written.keep(f"dumps/{name}")
    shelf = written.path / _SHELF
    shelf.mkdir()
    folder_of(shelf, manifest.release).symlink_to("../dumps")


def _write_repository(written: Folder, reader: ListingReader, settings: Settings) -> None:
    provider = Provider(settings.base_iri, settings.title, settings.contact)
    with written.open(OAI) as output:
        write_static_repository(Repository(provider, reader, ""), f"{settings.base_iri}/{OAI}", output)
    written.keep(OAI)
