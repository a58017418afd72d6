"""The states that scale is measured on: published pages, or finished records; and the bare engine beside them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from time import perf_counter, process_time

import pyoxigraph as ox
from archive import Archive, Changes, write_archive
from archive_files import settings
from scale_records import RECORDS_STORE, Models, make_models, write_records
from scale_watch import FONDS, Watched, most_memory, watch

from fonds.catalogue.catalogue import Catalogue
from fonds.publishing.beside import make_beside
from fonds.publishing.stores import release_with_store
from fonds.settings import Settings, load_settings
from fonds.store.embedded import build_store


@dataclass(frozen=True, slots=True)
class State:
    """A site whose catalogue and store are made. ``kind`` is "pages" or "records"."""

    folder: Path
    documents: int
    kind: str
    seconds: float
    published: Watched | None = None
    peak_mb: float = 0
    """Of finished records: the most memory of this process and of those that made them."""

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return load_settings(self.folder / "fonds.toml", environment={})

    @property
    def catalogue(self) -> Path:
        """The catalogue's file."""
        return Path(self.settings.state) / "catalogue.sqlite"

    @property
    def store(self) -> Path:
        """The directory of the current release's store."""
        with self.open() as catalogue:
            return Path(self.settings.state) / catalogue.releases()[0].store

    @property
    def triples(self) -> int:
        """How many triples the current release has."""
        with self.open() as catalogue:
            return catalogue.releases()[0].triples

    def open(self) -> Catalogue:
        """Open the catalogue for reading."""
        return Catalogue.open(self.catalogue, read_only=True)


def published(folder: Path, documents: int, seed: int, workers: int) -> State:
    """Make an archive and publish it with the command, watched."""
    write_archive(Archive(documents, seed), folder)
    done = publish(folder, workers)
    return State(folder, documents, "pages", done.seconds, done)


def publish(folder: Path, workers: int) -> Watched:
    """Run ``fonds publish``, with so many workers where this Fonds can have more than one."""
    given = ["--workers", str(workers)] if workers > 1 and _has_workers() else []
    return watch([*FONDS, "--site", str(folder / "fonds.toml"), "publish", *given, "--json"])


def _has_workers() -> bool:
    return "--workers" in watch([*FONDS, "publish", "--help"]).output


def changed(folder: Path, documents: int, seed: int, number: int) -> None:
    """Make so many documents say something else."""
    write_archive(Archive(documents, seed, changes=Changes(change=number)), folder)


_models: dict[float, Models] = {}
"""Models by how long their texts are: made once in a run."""


def records(folder: Path, documents: int, workers: int, length: float) -> State:
    """Make a site of finished records."""
    if length not in _models:
        _models[length] = make_models(folder / "models", length)
        rmtree(folder / "models")
    (folder / "authorities").mkdir()
    (folder / "fonds.toml").write_bytes(settings(folder))
    site = load_settings(folder / "fonds.toml", environment={})
    state, beside = Path(site.state), make_beside(site)
    state.mkdir()
    start = perf_counter()

    write_records(
        state / "catalogue.sqlite", _models[length], documents, workers,
        lambda writer: release_with_store(writer, state, RECORDS_STORE, beside),
    )
    return State(folder, documents, "records", perf_counter() - start, peak_mb=most_memory())


# ── stores ───────────────────────────────────────────────────────────────────────────────────────────────


def load(directory: Path, chunks: Iterable[bytes]) -> float:
    """Load triples into a store of ours until it can be queried; return the seconds."""
    start = perf_counter()
    build_store(directory, chunks)
    seconds = perf_counter() - start
    rmtree(directory)
    return seconds


@dataclass(frozen=True, slots=True)
class BareLoad:
    """What the engine alone takes: wall time, and processor time of all its threads."""

    seconds: float
    processor_seconds: float


def bare_load(directory: Path, triples: Path) -> BareLoad:
    """Load a file with the engine alone: ``bulk_load`` and ``optimize``."""
    start, before = perf_counter(), process_time()
    store = ox.Store(str(directory))
    store.bulk_load(path=str(triples), format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    done = BareLoad(perf_counter() - start, process_time() - before)
    del store
    rmtree(directory)
    return done


def write_triples(state: State, path: Path) -> None:
    """Write all triples of a state into a file."""
    with state.open() as catalogue, path.open("wb") as file:
        file.writelines(catalogue.ntriples())


def size_of(path: Path) -> int:
    """Return the bytes of a file with its journal, or of a directory."""
    files = path.rglob("*") if path.is_dir() else [path, path.with_name(path.name + "-wal")]
    total = 0
    for file in files:
        with suppress(FileNotFoundError):
            total += file.stat().st_size if file.is_file() else 0
    return total
