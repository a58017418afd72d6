"""An archive in a folder of its own: its pages, its state, and what is published of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph

from catalogue.samples import Ticking
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters, Release
from fonds.crosswalks.grounds import evidence_triples
from fonds.publishing.beside import make_beside
from fonds.publishing.publish import publish
from fonds.publishing.report import Report
from fonds.publishing.run import Options
from fonds.publishing.sources import Source
from fonds.publishing.stores import catalogue_path
from fonds.rdf.iris import Iris
from fonds.rdf.literals import ntriples
from fonds.settings import Settings
from publishing.pages import letter


@dataclass
class Archive:
    """``pages`` is the folder published by default, as a path without a name."""

    root: Path
    settings: Settings = field(init=False)
    clock: Ticking = field(default_factory=Ticking)

    def __post_init__(self) -> None:
        self.pages = self.root / "pages"
        self.pages.mkdir()
        self.settings = Settings(state=str(self.root / "state"), shacl_documents=0)  # `test_shaping.py` has the judge at work

    @property
    def state(self) -> Path:
        """The state directory."""
        return Path(self.settings.state)

    def write(self, name: str = "a.txt", number: int = 0, **parts: str) -> Path:
        """Write one page; return its path."""
        path = self.pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(letter(number, **parts), encoding="utf-8")
        return path

    def publish(self, *sources: Source | Path, **options: Any) -> Report:
        """Publish the folder, or other sources."""
        given = tuple(each if isinstance(each, Source) else Source(each) for each in sources or (self.pages,))
        return publish(given, self.settings, Options(clock=self.clock, **options))

    @contextmanager
    def catalogue(self) -> Iterator[Catalogue]:
        """Open the catalogue for reading."""
        with Catalogue.open(catalogue_path(self.state), read_only=True) as catalogue:
            yield catalogue

    def release(self) -> Release:
        """Return the current release."""
        with self.catalogue() as catalogue:
            release = catalogue.current_release()
        assert release is not None
        return release

    def slugs(self) -> list[str]:
        """Return the slugs of all live documents, sorted."""
        with self.catalogue() as catalogue:
            return sorted(item.slug for item in catalogue.documents(Filters(), limit=1_000).items)

    def triples(self) -> set[str]:
        """Return every triple the catalogue says is published, without our vocabulary."""
        with self.catalogue() as catalogue:
            return {line for chunk in catalogue.ntriples() for line in chunk.decode().splitlines()}

    def evident(self) -> set[str]:
        """Return the evidence that is to be in the store: of all documents, of those shipped with Fonds, or of none."""
        wanted = self.settings.evidence_in_store
        iris, found = Iris(self.settings.base_iri), set()
        with self.catalogue() as catalogue:
            for slug in self.slugs():
                state = catalogue.find_state(slug)
                shipped = state is not None and state.source.startswith("example:")
                if not (shipped if wanted is None else wanted):
                    continue
                rows = json.loads(catalogue.find_evidence(slug) or b"[]")
                found |= set(ntriples(set(evidence_triples(iris.document(slug), rows))).decode().splitlines())
        return found

    def stored(self) -> set[str]:
        """Return every triple of the release's store."""
        store = pyoxigraph.Store.read_only(str(self.state / self.release().store))
        return {f"{quad.triple} ." for quad in store}

    def check(self) -> None:
        """Assert that catalogue, store and release's count agree, and that nothing is left over in the state."""
        release = self.release()
        common = set(make_beside(self.settings).common.decode().splitlines())
        assert _canonical(self.triples() | common | self.evident()) == self.stored()
        assert release.triples == len(self.stored())
        with self.catalogue() as catalogue:
            stores = {each.store for each in catalogue.releases()}
        present = {path.name for path in self.state.glob("store-*")}
        assert release.store in present <= stores and len(present) <= self.settings.snapshots_kept
        assert not [path for path in self.state.iterdir() if path.name.startswith("tmp")]

    def files(self) -> dict[str, bytes]:
        """Return the content of every file of the state, the journal of the database folded in."""
        return {
            str(path.relative_to(self.state)): path.read_bytes()
            for path in sorted(self.state.rglob("*")) if path.is_file() and not path.name.endswith(("-shm", "-wal"))
        }


def codes(report: Report) -> list[str]:
    """Return the codes of a report's problems but for names in no list, sorted."""
    return sorted(problem.code for problem in report.problems if problem.code != "name-unreconciled")


def _canonical(lines: set[str]) -> set[str]:
    data = "\n".join(sorted(lines)).encode()
    return {f"{quad.triple} ." for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)}
