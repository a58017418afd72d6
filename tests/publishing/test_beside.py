"""What stands in the store beside the descriptions: made again only where something it is made of has changed."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from fonds.canned import loading
from fonds.canned.query import SITE_BASE, CannedQuery
from fonds.errors import VocabularyError
from fonds.publishing.stores import catalogue_path
from publishing.archive import Archive

QUERY = "#+ summary: {}\nSELECT ?s WHERE {{ ?s ?p ?o }} ORDER BY ?s\n"


@pytest.fixture
def queries(archive: Archive, tmp_path: Path) -> Path:
    """A folder with two queries, which the archive has instead of those shipped with Fonds."""
    folder = tmp_path / "queries"
    folder.mkdir()
    for name in ("first", "second"):
        (folder / f"{name}.rq").write_text(QUERY.format(name), encoding="utf-8")
    archive.settings = replace(archive.settings, queries=str(folder))
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that are read, as they are."""
    names: list[str] = []
    real = loading.read_query

    def noting(path: Path, name: str = "") -> CannedQuery:
        names.append(name)
        return real(path, name)

    monkeypatch.setattr(loading, "read_query", noting)
    return names


def test_queries_that_say_what_they_said_are_not_read(archive: Archive, queries: Path, read: list[str]) -> None:
    """A publish reads the queries once, and none of them while they and the vocabulary stay as they were."""
    archive.write()
    archive.publish()
    assert read == ["first", "second"]
    assert archive.publish().release == 0
    archive.write("b.txt", 1)
    assert archive.publish().release == 2
    assert read == ["first", "second"]
    archive.check()


def test_a_query_that_changed_is_released(archive: Archive, queries: Path, read: list[str]) -> None:
    """A query that changed, came or went makes a release, though no page has changed."""
    archive.write()
    archive.publish()
    (queries / "first.rq").write_text(QUERY.format("another"), encoding="utf-8")
    assert archive.publish().release == 2
    assert any('"another"' in line for line in archive.stored())
    (queries / "third.rq").write_text(QUERY.format("third"), encoding="utf-8")
    assert archive.publish().release == 3
    (queries / "third.rq").rename(queries / "twelfth.rq")
    assert archive.publish().release == 4
    (queries / "twelfth.rq").unlink()
    assert archive.publish().release == 5
    assert archive.publish().release == 0
    archive.check()


def test_a_broken_query_is_told_though_nothing_else_changed(archive: Archive, queries: Path) -> None:
    """A query that was broken since the last release stops the publish, told with file, line and remedy."""
    archive.write()
    archive.publish()
    (queries / "second.rq").write_text(f"SELECT ?s\nWHERE {{ ?s ?p <{SITE_BASE}x> }}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(VocabularyError, match=r"second\.rq:2: ") as caught:
            archive.publish()
        assert caught.value.remedy.startswith("Write BASE")
    assert archive.release().number == 1


def test_queries_of_another_site_or_version_are_described_again(
    archive: Archive, queries: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the site's address or the version of Fonds is another one, the queries are read again."""
    archive.write()
    archive.publish()
    archive.settings = replace(archive.settings, base_iri="https://elsewhere.example.org")
    archive.publish()
    assert len(read) == 4
    monkeypatch.setattr("fonds.publishing.beside.__version__", "0.0.other")
    archive.publish()
    assert len(read) == 6
    archive.check()


def test_what_was_kept_and_is_damaged_is_made_again(archive: Archive, queries: Path, read: list[str]) -> None:
    """What cannot be read back from the catalogue is made of the files again."""
    archive.write()
    archive.publish()
    with sqlite3.connect(catalogue_path(archive.state)) as connection:
        connection.execute("UPDATE common_triples SET content = X'00FF'")
    connection.close()
    assert archive.publish().release == 0
    assert read == ["first", "second"] * 2
