"""Dumps: each is whole, read by a parser we did not write, and seen only when all of them are there."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.crosswalks.facts import site_facts
from fonds.feeds.dumps.dump import Dump
from fonds.feeds.dumps.keeping import export_dumps, keep, refresh
from fonds.feeds.dumps.making import MANIFEST, SUMS, Manifest, damaged, read_manifest
from fonds.feeds.dumps.shelf import drop_dumps, find_dumps, folder_of
from fonds.publishing.publish import publish
from fonds.publishing.purging import purge
from fonds.publishing.run import Options
from fonds.publishing.sources import given_sources
from fonds.publishing.verifying import verify
from fonds.settings import Settings
from publishing.pages import letter

TITLES = ("Letter from Anna Weber to Karel Novak",) * 2 + ("Telegram from Karel Novak to Anna Weber", "Minutes of a meeting")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a site of four documents."""
    folder = tmp_path_factory.mktemp("dumps")
    pages = folder / "pages"
    pages.mkdir()
    for number, title in enumerate(TITLES):
        (pages / f"{number}.txt").write_text(letter(number, title=title), encoding="utf-8")
    made = Settings(state=str(folder / "var"), publisher="The Archivists")
    publish(given_sources((pages,), made), made, Options())
    return made


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    """Open its catalogue."""
    with Catalogue.open(Path(settings.state) / FILE_NAME, read_only=True) as opened:
        yield opened


@pytest.fixture
def dumped(settings: Settings, catalogue: Catalogue, tmp_path: Path) -> tuple[Path, Manifest]:
    """Make its dumps."""
    return tmp_path / "out", export_dumps(catalogue, site_facts(settings), tmp_path / "out")


def _held(folder: Path, name: str) -> bytes:
    return gzip.decompress((folder / f"{name}.gz").read_bytes())


def test_graphs_hold_every_triple_of_the_release(catalogue: Catalogue, dumped: tuple[Path, Manifest]) -> None:
    """N-Triples and Turtle hold the same triples, as many as the release counts."""
    folder, manifest = dumped
    release = catalogue.current_release()
    assert release is not None
    lines = {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(_held(folder, "all.nt"), RdfFormat.N_TRIPLES)}
    turtle = {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(_held(folder, "all.ttl"), RdfFormat.TURTLE)}
    assert lines == turtle
    assert len(lines) == release.triples
    assert {each.name: each.number for each in manifest.files if each.things == "triples"} == {
        "all.nt": release.triples, "all.ttl": release.triples,
    }


def test_each_line_is_a_description(catalogue: Catalogue, dumped: tuple[Path, Manifest]) -> None:
    """JSON-LD lines hold each live document and entity once, stamped as it is served."""
    folder, _ = dumped
    trees = [json.loads(line) for line in _held(folder, "all.jsonl").splitlines()]
    release = catalogue.current_release()
    assert release is not None
    assert len(trees) == len({tree["id"] for tree in trees}) == release.documents + release.entities
    assert b'"0001-' not in _held(folder, "all.jsonl")
    for tree in trees:
        slug = tree["id"].partition("/doc/")[2]
        if slug:
            stored = catalogue.find_tree(slug)
            assert stored is not None and json.loads(stored.tree) == tree


def test_rows_say_what_documents_say(dumped: tuple[Path, Manifest]) -> None:
    """The table has a row a document, with sender and recipient where they are stated and empty cells where not."""
    rows = list(csv.DictReader(io.StringIO(_held(dumped[0], "documents.csv").decode(), newline="")))
    assert len(rows) == len(TITLES)
    by_title = {row["title"]: row for row in rows}
    assert (by_title[TITLES[2]]["sender"], by_title[TITLES[2]]["recipient"]) == ("Karel Novak", "Anna Weber")
    assert by_title[TITLES[3]]["sender"] == by_title[TITLES[3]]["recipient_iri"] == ""
    assert all(row["iri"].startswith("http://127.0.0.1:8000/doc/") and row["modified"] for row in rows)


def test_the_network_counts_documents(dumped: tuple[Path, Manifest]) -> None:
    """An edge of the network leads from sender to recipient and weighs as many documents."""
    graph = networkx.read_gexf(io.BytesIO(_held(dumped[0], "network.gexf")), version="1.3")
    names = dict(graph.nodes(data="label"))
    found = {(names[one], names[other]): weight for one, other, weight in graph.edges(data="weight")}
    assert found == {("Anna Weber", "Karel Novak"): 2, ("Karel Novak", "Anna Weber"): 1}


def test_sums_and_manifest_tell_the_files(dumped: tuple[Path, Manifest]) -> None:
    """Every file lies there with the size and the digest that manifest and SHA256SUMS say, and nothing lies there else."""
    folder, manifest = dumped
    lines = [line.split("  ") for line in (folder / SUMS).read_text().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert {path.name for path in folder.iterdir()} == {each.file for each in manifest.files} | {MANIFEST, SUMS}
    for each in manifest.files:
        data = (folder / each.file).read_bytes()
        plain = gzip.decompress(data) if each.packed else data
        assert hashlib.sha256(data).hexdigest() == each.sha256 == sums[each.file]
        assert (len(data), len(plain), hashlib.sha256(plain).hexdigest()) == (each.size, each.plain_size, each.plain_sha256)
    assert read_manifest(folder) == manifest
    assert not list(damaged(folder, manifest))


def test_one_release_gives_the_same_bytes(settings: Settings, catalogue: Catalogue, dumped: tuple[Path, Manifest]) -> None:
    """Dumps made twice of one release are the same files."""
    again = export_dumps(catalogue, site_facts(settings), dumped[0].with_name("again"))
    assert again == dumped[1]


def test_what_fails_leaves_nothing(settings: Settings, catalogue: Catalogue, tmp_path: Path) -> None:
    """Where one dump fails no folder is there, and what was there before stays the newest."""

    def fail(content: object, output: object) -> int:
        raise OSError(28, "No space left on device")

    first = Dump("first.txt", "text/plain", "First", "lines", lambda content, output: output.write(b"x"), packed=False)
    with pytest.raises(OSError, match="No space"):
        export_dumps(catalogue, site_facts(settings), tmp_path / "out", dumps=(first, replace(first, name="second", write=fail)))
    assert not list(tmp_path.iterdir())


def test_what_a_site_cannot_give_is_told(settings: Settings, catalogue: Catalogue, tmp_path: Path) -> None:
    """A dump that the site refuses is not written, and the manifest says why; one that holds nothing is left out."""
    refused = Dump("no.txt", "text/plain", "No", "lines", lambda content, output: 1, refusal=lambda site: "Nobody chose a licence.")
    empty = Dump("empty.txt", "text/plain", "Empty", "lines", lambda content, output: 0)
    made = export_dumps(catalogue, site_facts(settings), tmp_path / "out", dumps=(refused, empty))
    assert (made.files, made.refused) == ((), (("no.txt", "Nobody chose a licence."),))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {MANIFEST, SUMS}


def test_dumps_follow_the_release(settings: Settings, catalogue: Catalogue) -> None:
    """Dumps are made once per release, those of older ones go, and a damaged one is told by verifying."""
    state, site = Path(settings.state), site_facts(settings)
    (state / "dumps-0").mkdir()
    made = refresh(state, site)
    assert made is not None and made.release == catalogue.release_number()
    assert [path.name for path in state.glob("dumps-*")] == [f"dumps-{made.release}"]
    before = (folder_of(state, made.release) / MANIFEST).stat().st_mtime_ns
    assert refresh(state, site) == made
    assert (folder_of(state, made.release) / MANIFEST).stat().st_mtime_ns == before
    assert verify(settings).problems == []
    (folder_of(state, made.release) / "all.nt.gz").write_bytes(b"torn")
    assert [each.code for each in verify(settings).problems] == ["dump-damaged"]
    manifest = folder_of(state, made.release) / MANIFEST
    manifest.write_text(manifest.read_text().replace(made.stamp, "2000-01-01T00:00:00Z"))
    assert refresh(state, site) == made and verify(settings).problems == [], "those of a release of the same number go, too"
    drop_dumps(state)
    assert find_dumps(state) is None


def test_a_purge_takes_the_dumps_away(settings: Settings) -> None:
    """After a purge no dump holds the document: those there are gone, and new ones are made without it."""
    state, site = Path(settings.state), site_facts(settings)
    refresh(state, site)
    slug = "minutes-of-a-meeting"
    with Catalogue.open(state / FILE_NAME, read_only=True) as opened:
        slug = next(each.slug for each in opened.latest(10) if "minutes" in each.slug)
    purge(slug, "At the wish of the heirs.", settings, wait=0)
    assert find_dumps(state) is None
    made = refresh(state, site)
    assert made is not None
    for name in ("all.nt", "all.ttl", "all.jsonl", "documents.csv"):
        assert slug.encode() not in _held(folder_of(state, made.release), name)


def test_dumps_are_kept_while_a_server_runs(settings: Settings) -> None:
    """The keeper makes the dumps of a release that has settled, and ends when it is told to."""
    state = Path(settings.state)
    drop_dumps(state)
    looks = iter(range(10))
    keep(state, site_facts(settings), ended=lambda: next(looks) > 3 or find_dumps(state) is not None, settled=0, every=0)
    found = find_dumps(state)
    assert found is not None and not list(damaged(*found))
