"""Stores of releases: made from the one before or from the whole catalogue, they hold the same."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pyoxigraph
import pytest

from catalogue.samples import Ticking, document, entity
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import Filters, Release, ReleaseKind
from fonds.catalogue.stored import Beside
from fonds.publishing import stores
from fonds.publishing.rollback import _write
from fonds.publishing.stores import catalogue_path, drop_store, drop_stores, is_left, new_store, release_with_store
from fonds.rdf.iris import Iris
from fonds.rdf.literals import ntriples, plain
from fonds.rdf.vocabulary import vocabulary_triples
from fonds.settings import Settings
from fonds.store.counts import FILE_NAME, Counts, count_store, find_counts
from fonds.store.embedded import StoreWriter
from publishing.archive import Archive
from publishing.pages import write_pages
from publishing.test_agreement import _write as write_cited

VOCABULARY = ntriples(vocabulary_triples())
IRIS = Iris("http://archive.example")


def _evident(slug: str, evidence: bytes) -> bytes:
    """Return what a document's title rests on, as a line."""
    (row,) = json.loads(evidence)
    words = plain(row["quotes"][0]["exact"])
    return f"<{IRIS.document(slug)}/evidence> <http://x/rests-on> {words} .\n".encode()


BESIDE = Beside(VOCABULARY, "main:1", _evident)
"""Evidence is wanted of the letters 1 and 10 to 13."""
PLACES = tuple(f"place/{name}" for name in ("kabul", "herat", "moscow", "dushanbe", "tashkent"))


class Site:
    """A catalogue and the stores of its releases, without the mapping that fills them."""

    def __init__(self, state: Path) -> None:
        self.state = state
        state.mkdir()
        self.catalogue = Catalogue.open(catalogue_path(state))
        self.clock = Ticking()
        self.descriptions = dict.fromkeys(PLACES, "1")

    def release(
        self, *changes: object, kind: ReleaseKind = "publish", rollback: int = 0, unchanged_too: bool = False,
        beside: Beside = BESIDE,
    ) -> Release | None:
        """Write documents (rows), deletions (slugs) and all places as they are described; commit with a store."""
        with new_store(self.catalogue, self.state) as name, self.catalogue.release(
            name, clock=self.clock, kind=kind
        ) as writer:
            for change in changes:
                writer.delete(change) if isinstance(change, str) else writer.put(change)  # type: ignore[arg-type]
            if rollback:
                with self.catalogue.history() as history:
                    _write(history, writer, rollback, Settings(base_iri=IRIS.base), self.clock)
            else:
                for key, said in self.descriptions.items():
                    writer.put_entity(entity(key, version=said))
            return release_with_store(writer, self.state, name, beside, unchanged_too=unchanged_too)

    def check(self) -> None:
        """Assert that the store of the current release is the one the catalogue would give."""
        release = self.catalogue.current_release()
        assert release is not None
        with self.catalogue.snapshot() as view:
            said = VOCABULARY + b"".join(view.ntriples())
            evident = [
                _evident(slug, view.find_evidence(slug) or b"")
                for slug in (item.slug for item in view.documents(Filters(), limit=100).items)
                if (state := view.find_state(slug)) and state.source.startswith("main:1")
            ]
            expected = {f"{each.triple}" for each in _parsed(said + b"".join(evident))}
        stored = sorted(f"{each.triple}" for each in pyoxigraph.Store.read_only(str(self.state / release.store)))
        assert stored == sorted(expected)
        assert release.triples == len(stored)
        assert find_counts(self.state / release.store) == count_store(self.state / release.store)


def _parsed(data: bytes) -> Iterator[pyoxigraph.Quad]:
    return iter(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return a site that holds twelve documents about five places."""
    made = Site(tmp_path / "state")
    made.release(*(_letter(number, Random(number)) for number in range(12)))
    with made.catalogue:
        yield made


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return how each store was begun, in order."""
    found: list[str] = []
    derived, begun = StoreWriter.derived, StoreWriter.__init__

    def note_derived(source: Path, directory: Path) -> StoreWriter:
        found.append("derived")
        return derived(source, directory)

    def note_begun(self: StoreWriter, directory: Path) -> None:
        found.append("whole")
        begun(self, directory)

    monkeypatch.setattr(StoreWriter, "derived", note_derived)
    monkeypatch.setattr(StoreWriter, "__init__", note_begun)
    return found


def _letter(number: int, random: Random, slug: str = "") -> object:
    places = sorted(random.sample(PLACES, random.randint(1, 3)))
    return document(
        slug or f"letter-{number}", f"Letter {random.randint(1, 5)}", links=[(key, "mentions") for key in places],
        source=f"main:{number}.txt",
    )


# ── whole or derived ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(6))
def test_a_derived_store_is_the_rebuilt_one(site: Site, ways: list[str], seed: int) -> None:
    """After any changes, renamings, returns and rollbacks a store made from the one before holds what a new one would."""
    random = Random(seed)
    names = {number: f"letter-{number}" for number in range(12)}
    for step in range(9):
        if step in (4, 7):
            site.release(kind="rollback", rollback=random.randint(1, step))
        else:
            changes: list[object] = []
            for number in random.sample(range(14), random.randint(1, 3)):
                if number in names and random.random() < 0.4 and site.catalogue.find_document(names[number]):
                    changes.append(names[number])
                else:
                    if random.random() < 0.2:
                        names[number] = f"letter-{number}-{step}"
                    changes.append(_letter(number, random, names.setdefault(number, f"letter-{number}")))
            site.descriptions[random.choice(PLACES)] = str(random.randint(1, 3))
            site.release(*changes)
        site.check()
    assert ways.count("derived") > 4


def test_what_is_taken_back_and_said_by_the_next_is_kept(site: Site, ways: list[str]) -> None:
    """A document whose words move to another slug in the same release takes nothing with it."""
    site.release("letter-3", document("letter-30", "Letter 3", links=[("place/kabul", "mentions")]))
    site.check()
    assert ways == ["derived"]


def test_a_small_change_is_counted_until_the_store_is_put_in_order(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Triples that came and went add up over releases, and beyond the share the store is optimised and counted anew."""
    optimised: list[int] = []
    real = StoreWriter.optimise

    def counted(self: StoreWriter) -> None:
        optimised.append(1)
        real(self)

    monkeypatch.setattr(StoreWriter, "optimise", counted)
    monkeypatch.setattr(stores, "MOST", 20 / _triples(site))
    loose = []
    for number in range(5):
        made = site.release(document("letter-0", f"Title {number}", links=[("place/kabul", "mentions")], source="main:0.txt"))
        assert made is not None
        loose.append((made.loose, len(optimised)))
        site.check()
    grown = [number for number, _ in loose]
    assert grown[0] > 0 and optimised
    for (before, times), (after, more) in pairwise(loose):
        assert (after > before and more == times) or (after == 0 and more == times + 1)


def test_a_great_change_makes_the_store_anew(site: Site, ways: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more than the share of the triples changes, everything is loaded."""
    monkeypatch.setattr(stores, "MOST", 0.001)
    site.release(*(_letter(number, Random(number + 50)) for number in range(12)))
    site.check()
    assert ways == ["whole"]


@pytest.mark.parametrize("twice", [False, True])
def test_who_counts_a_store(site: Site, monkeypatch: pytest.MonkeyPatch, twice: bool) -> None:
    """What a store is made of is counted on the way, and by the store itself only where it was given something twice."""
    asked: list[Path] = []

    def noted(directory: Path) -> Counts:
        asked.append(directory)
        return count_store(directory)

    monkeypatch.setattr(stores, "count_store", noted)
    common = VOCABULARY * 2 if twice else VOCABULARY
    site.release(_letter(5, Random(77)), kind="rebuild", beside=replace(BESIDE, common=common))
    assert len(asked) == twice
    site.check()


def test_triples_of_no_description_come_with_the_next_release(site: Site, ways: list[str]) -> None:
    """Where the vocabulary differs from that in the store there is a release, which takes from it and adds to it."""
    *kept, lost = VOCABULARY.splitlines(keepends=True)
    other = replace(BESIDE, common=b"".join(kept) + b'<http://x/query> <http://x/text> "ASK {}" .\n')
    release = site.release(beside=other)
    assert ways == ["derived"] and release is not None and site.release(beside=other) is None
    held = set(pyoxigraph.Store.read_only(str(site.state / release.store)))
    assert not held & set(_parsed(lost)) and held >= set(_parsed(other.common)) and len(held) == release.triples
    site.release("letter-1")
    site.check()


def test_what_the_store_held_before_may_be_unknown(site: Site, ways: list[str]) -> None:
    """A catalogue that does not know the vocabulary of the release before has its store made from nothing."""
    with sqlite3.connect(catalogue_path(site.state)) as connection:
        connection.execute("DELETE FROM common_triples")
    site.release(beside=replace(BESIDE, common=b"".join(VOCABULARY.splitlines(keepends=True)[1:])))
    site.release()
    assert ways == ["whole", "derived"]
    site.check()


@pytest.mark.parametrize("prefix", ["", None])
def test_evidence_of_other_documents_makes_the_store_anew(site: Site, ways: list[str], prefix: str | None) -> None:
    """Where the evidence of all is wanted, or of none, there is a release with a store made from nothing."""
    release = site.release(beside=replace(BESIDE, prefix=prefix))
    assert ways == ["whole"] and release is not None and release.evidence == prefix
    with site.catalogue.snapshot() as view:
        said = VOCABULARY.count(b"\n") + sum(piece.count(b"\n") for piece in view.ntriples())
    assert release.triples == said + (12 if prefix == "" else 0)
    site.release()
    site.check()


@pytest.mark.parametrize("kind", ["purge", "rebuild"])
def test_a_purge_takes_nothing_over(site: Site, ways: list[str], kind: ReleaseKind) -> None:
    """The store after a purge shares no file with one that held what was purged; a rebuilt one trusts no other."""
    site.release(kind=kind, unchanged_too=True)
    site.check()
    assert ways == ["whole"]


# ── a store before that cannot be used ───────────────────────────────────────────────────────────────────


def _directory(site: Site) -> Path:
    release = site.catalogue.current_release()
    assert release is not None
    return site.state / release.store


def _triples(site: Site) -> int:
    release = site.catalogue.current_release()
    assert release is not None
    return release.triples


def _lose(directory: Path) -> None:
    shutil.rmtree(directory)


def _break(directory: Path) -> None:
    for path in directory.glob("*.sst"):
        path.write_bytes(b"\0" * path.stat().st_size)


def _forget(directory: Path) -> None:
    (directory / "CURRENT").unlink()


def _change(directory: Path) -> None:
    store = pyoxigraph.Store(str(directory))
    store.remove(next(iter(store)))
    store.flush()


@pytest.mark.parametrize("harm", [_lose, _break, _forget, _change])
def test_a_harmed_store_is_made_anew(site: Site, harm: object) -> None:
    """Where the store before is missing, damaged or not what was released, the next one is made from the catalogue."""
    harm(_directory(site))  # type: ignore[operator]
    site.release(_letter(5, Random(77)))
    site.check()
    assert sum(path.is_dir() for path in site.state.glob("store-*")) <= 2


def test_a_version_that_was_erased_cannot_be_taken_off(site: Site, ways: list[str]) -> None:
    """Where nobody knows any more what a document said, its triples are not guessed: everything is loaded."""
    connection = sqlite3.connect(catalogue_path(site.state))
    connection.execute("DELETE FROM versions WHERE document = (SELECT id FROM documents WHERE slug = 'letter-2')")
    connection.commit()
    connection.close()
    with site.catalogue.release("store-x", clock=site.clock) as writer:
        writer.delete("letter-2")
        release_with_store(writer, site.state, "store-x", BESIDE)
    site.check()
    assert ways == ["whole"]


# ── stores that are removed ──────────────────────────────────────────────────────────────────────────────


def test_nobody_meets_half_a_store(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first file of a store is removed nothing stands at its name any more; what a kill leaves is swept."""
    directory = _directory(site)
    met: list[bool] = []
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: met.append(directory.exists()))
    drop_store(site.state, directory.name)
    assert met == [False]
    assert is_left(site.state, directory.name)
    monkeypatch.undo()
    drop_stores(site.state, [directory.name])
    assert not is_left(site.state, directory.name)
    assert not list(site.state.glob("store-*"))


# ── datestamps and the disk ──────────────────────────────────────────────────────────────────────────────


def test_a_stamp_that_comes_too_late_is_given_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where closing the store took longer than foreseen no trace of the first stamp is left in it."""
    given: list[str] = []
    late = iter([True, True, False])
    appoint = ReleaseWriter.appoint

    def noted(self: ReleaseWriter, seconds: float = 0.0) -> str:
        given.append(appoint(self, seconds))
        return given[-1]

    monkeypatch.setattr(ReleaseWriter, "appoint", noted)
    monkeypatch.setattr(ReleaseWriter, "is_late", property(lambda self: next(late)))
    release = site.release(document("letter-99", links=[("place/kabul", "mentions")]))
    assert release is not None and len(set(given)) == 3 and release.stamp == given[-1]
    site.check()


def test_the_store_is_on_disk_before_the_commit_names_it(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the new store, its directory and the state directory are synced before the release is committed."""
    write_pages(archive.pages, range(2))
    archive.publish()
    archive.write("00000.txt", 7)
    events: list[str] = []
    fsync, finish = os.fsync, ReleaseWriter.finish

    def noted(handle: int) -> None:
        events.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    def finished(self: ReleaseWriter, *given: int, **more: int) -> Release | None:
        events.append("commit")
        return finish(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(ReleaseWriter, "finish", finished)
    archive.publish()
    store = archive.state / archive.release().store
    before = events[: events.index("commit")]
    assert {str(path) for path in store.iterdir() if path.name != FILE_NAME} <= set(before)
    assert before[-2:] == [str(store), str(archive.state)]
    assert str(archive.state / "catalogue.sqlite-wal") in before


def test_every_triple_is_about_its_own_document_or_entity(archive: Archive) -> None:
    """A description speaks of its own subject and its fragments only: so what it loses nobody else says."""
    write_pages(archive.pages, range(12))
    archive.publish()
    base = archive.settings.base_iri
    connection = sqlite3.connect(f"file:{catalogue_path(archive.state)}?mode=ro", uri=True)
    keys = [key for (key,) in connection.execute("SELECT key FROM entities WHERE state = 'live'")]
    connection.close()
    with archive.catalogue() as catalogue:
        described = {f"doc/{slug}": catalogue.find_document(slug) for slug in archive.slugs()}
        owns = {key: each.own for key, each in described.items() if each}
        owns |= {key: each.own for key in keys if (each := catalogue.find_entity(key))}
    assert len(owns) > 30
    for key, own in owns.items():
        subjects = {line.split(" ")[0] for line in own.decode().splitlines()}
        assert {subject.partition("#")[0].rstrip(">") for subject in subjects} == {f"<{base}/{key}"}


def test_followed_documents_keep_what_is_known_of_their_file(archive: Archive) -> None:
    """A document rewritten because of another one is not read again for it, wherever its file lies by now, and though
    the lists have changed since the version it comes from."""
    archive.settings = replace(archive.settings, authorities=str(archive.root / "lists"))
    _write_list(archive, "Nobody Ever")
    write_cited(archive, "a", source=0)
    archive.publish()
    (archive.pages / "a.txt").rename(archive.pages / "moved.txt")
    _write_list(archive, "Nobody Else")
    archive.publish()
    _write_list(archive, "Nobody At All")
    assert archive.publish().release == 0
    write_cited(archive, "b", source=2)
    report = archive.publish()
    assert (report.new, report.unchanged, report.followed) == (1, 1, 1)
    with archive.catalogue() as catalogue:
        assert {Path(each.source).name for each in catalogue.sources()} == {"moved.txt", "b.txt"}
    report = archive.publish()
    assert (report.unchanged, report.changed, report.release) == (2, 0, 0) and report.layouts == {}
    archive.check()


def _write_list(archive: Archive, name: str) -> None:
    folder = archive.root / "lists"
    folder.mkdir(exist_ok=True)
    head = "id,type,name,name_lang,alternate_names,scope,same_as,see_also,dates,note"
    (folder / "agents.csv").write_text(f"{head}\nagent/nobody,Person,{name},en,,,,,,\n", encoding="utf-8")
