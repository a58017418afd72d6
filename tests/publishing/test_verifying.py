"""Verify finds whatever is wrong with a site, names it, and names the command that mends it."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fonds.catalogue.compression import deflate, inflate, inflate_beside
from fonds.errors import StateError
from fonds.problems import KINDS
from fonds.publishing.backups import back_up
from fonds.publishing.beside import make_beside
from fonds.publishing.publish import publish
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.restoring import restore
from fonds.publishing.run import Options
from fonds.publishing.sources import Source
from fonds.publishing.stores import catalogue_path
from fonds.publishing.verifying import verify
from fonds.store.embedded import build_store
from publishing.archive import Archive
from publishing.pages import write_pages


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a sound archive of two releases with a document that is gone, and a backup; no test changes it."""
    archive = Archive(tmp_path_factory.mktemp("made"))
    write_pages(archive.pages, range(5))
    archive.publish()
    archive.write("00000.txt", 20)
    (archive.pages / "00003.txt").unlink()
    archive.publish(prune=True)
    back_up(archive.root / "kept", archive.settings, archive.clock)
    return archive


@pytest.fixture
def archive(made: Archive, archive: Archive) -> Archive:
    """Return a copy of it."""
    shutil.copytree(made.state, archive.state)
    archive.clock = made.clock
    return archive


def found(archive: Archive, *, deep: bool = False) -> set[str]:
    """Return the codes of what is wrong."""
    return {problem.code for problem in verify(archive.settings, deep=deep).problems}


def mend(archive: Archive, made: Archive, code: str) -> None:
    """Do what the remedy of a problem says."""
    remedy = KINDS[code].remedy
    options = Options(clock=archive.clock)
    if "fonds rebuild" in remedy:
        rebuild(archive.settings, options, search="--search" in remedy)
    else:
        assert "fonds restore BACKUP --replace" in remedy
        restore(made.root / "kept", archive.settings, options, replaced=True, wait=0)


def run(archive: Archive, statement: str) -> None:
    """Change the catalogue behind Fonds's back."""
    with closing(sqlite3.connect(catalogue_path(archive.state))) as connection:
        assert connection.execute(statement).rowcount != 0, "nothing was damaged"
        connection.commit()


def test_a_sound_site(archive: Archive) -> None:
    """Of a sound site nothing is told but its numbers, which are those of its release; and nothing is changed."""
    before = archive.files()
    told = verify(archive.settings, deep=True)
    release = archive.release()
    assert told.is_sound and told.problems == []
    assert told.counts() == {
        "release": 2, "documents": release.documents, "entities": release.entities, "triples": release.triples,
        "changes": 7,
    }
    assert archive.files() == before


DAMAGES = {
    "a state": ("UPDATE documents SET state = 'deleted' WHERE id = 2", "changelog-contradiction"),
    "a change lost": ("DELETE FROM changes WHERE seq = 2", "changelog-contradiction"),
    "a last change lost": ("DELETE FROM changes WHERE seq = (SELECT max(seq) FROM changes)", "changelog-contradiction"),
    "a change invented": (
        "INSERT INTO changes (kind, slug, version, release, reason, successor) VALUES ('delete', 'x', 1, 2, '', '')",
        "changelog-contradiction",
    ),
    "a kind of change": ("UPDATE changes SET kind = 'update' WHERE seq = 1", "changelog-contradiction"),
    "a version": ("DELETE FROM versions WHERE document = 2", "version-missing"),
    "an entity's version": ("DELETE FROM entity_versions WHERE entity = 1", "version-missing"),
    "a digest": ("UPDATE documents SET content_digest = 'x' WHERE id = 2", "digest-wrong"),
    "an entity's digest": ("UPDATE entity_versions SET digest = 'x' WHERE id = 1", "digest-wrong"),
    "a label": ("UPDATE documents SET label = 'Another' WHERE id = 2", "digest-wrong"),
    "a number of documents": ("UPDATE entities SET documents = documents + 1 WHERE id = 1", "count-wrong"),
    "the sums of relations": ("DELETE FROM relation_counts WHERE entity = 1", "count-wrong"),
    "a sum": ("UPDATE counters SET documents = documents + 1 WHERE facet = 'genre'", "count-wrong"),
    "a sum too many": ("INSERT INTO counters VALUES ('year', '1066', 1)", "count-wrong"),
    "a link": ("DELETE FROM links WHERE document = 2", "link-wrong"),
    "a mark of what is gone": ("INSERT INTO marks VALUES (5, 0, 4)", "link-wrong"),
    "a stamp": ("UPDATE releases SET stamp = '2020-01-01T00:00:00Z' WHERE number = 2", "stamp-wrong"),
    "the order of changes": ("UPDATE changes SET release = 2 WHERE seq = 1", "stamp-wrong"),
    "a release's documents": ("UPDATE releases SET documents = 99 WHERE number = 2", "release-wrong"),
    "a release's changes": ("UPDATE releases SET created = 99 WHERE number = 1", "release-wrong"),
    "a slug": ("DELETE FROM slugs WHERE slug = (SELECT slug FROM documents WHERE id = 2)", "slug-wrong"),
    "a redirect": ("UPDATE slugs SET current = 'nowhere'", "slug-wrong"),
    "a source": ("UPDATE documents SET source = 'x' WHERE id = 2", "slug-wrong"),
    "the search index": ("DELETE FROM search_words_docsize WHERE id = 2", "search-wrong"),
    "words of what is gone": ("INSERT INTO search_titles (rowid, title) VALUES (4, 'x')", "search-wrong"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_of_the_catalogue_is_named_and_mended(archive: Archive, made: Archive, damage: str) -> None:
    """Whatever table is wrong, the fault is named; the remedy that stands beside it makes the site sound again."""
    statement, code = DAMAGES[damage]
    run(archive, statement)
    assert code in found(archive)
    mend(archive, made, code)
    assert found(archive, deep=True) == set()
    archive.check()


PRESENT = "(entity, version) IN (SELECT id, version FROM entities WHERE state = 'live')"


@pytest.mark.parametrize("column", ["own", "cards", "evidence"])
def test_changed_content_is_found(archive: Archive, column: str) -> None:
    """Content that is not what was released is found, though the file is sound."""
    with closing(sqlite3.connect(catalogue_path(archive.state))) as connection:
        query = f"SELECT id, page_text, {column} FROM versions WHERE document = 2"  # noqa: S608 - our own names
        number, packed, data = connection.execute(query).fetchone()
        page, said = inflate(packed), inflate_beside(data, packed)
        changed = said.replace(b"Anna", b"Anne").replace(b"Ivan", b"Iwan").replace(b"Karel", b"Karol")
        assert changed != said
        statement = f"UPDATE versions SET {column} = ? WHERE id = ?"  # noqa: S608
        connection.execute(statement, (deflate(changed, page), number))
        connection.commit()
    assert "digest-wrong" in found(archive)


def test_content_that_cannot_be_unpacked_is_found(archive: Archive) -> None:
    """A packed value with one wrong byte is told as what it is, and the rest is looked at all the same."""
    with closing(sqlite3.connect(catalogue_path(archive.state))) as connection:
        for table, present in (("versions", "document = 2"), ("entity_versions", PRESENT)):
            query = f"SELECT id, own FROM {table} WHERE {present}"  # noqa: S608 - our own names
            number, data = connection.execute(query).fetchone()
            wrong = bytes([*data[:-9], data[-9] ^ 1, *data[-8:]])
            connection.execute(f"UPDATE {table} SET own = ? WHERE id = ?", (wrong, number))  # noqa: S608
        connection.commit()
    wrong_ones = [problem.where for problem in verify(archive.settings).problems if problem.code == "digest-wrong"]
    assert len(wrong_ones) == 2


def test_an_old_version_is_looked_at_in_depth(archive: Archive) -> None:
    """A version that is no longer shown is read with ``deep`` only."""
    run(archive, "UPDATE versions SET content_digest = 'x' WHERE document = 1 AND version = 1")
    assert found(archive) == set() and found(archive, deep=True) == {"digest-wrong"}


def test_what_was_purged_must_not_be_there(archive: Archive) -> None:
    """A document that is withheld and has content is named."""
    run(archive, "INSERT INTO withheld SELECT slug, source, file_digest, 'why', 2 FROM documents WHERE id = 2")
    told = verify(archive.settings).problems
    assert {problem.code for problem in told} == {"withheld-present"} and "fonds purge" in told[0].kind.remedy


# ── the store ────────────────────────────────────────────────────────────────────────────────────────────


def _missing(store: Path) -> None:
    shutil.rmtree(store)


def _garbled(store: Path) -> None:
    for path in store.glob("*.sst"):
        path.write_bytes(b"\xff" * path.stat().st_size)


def _without_manifest(store: Path) -> None:
    for path in store.glob("MANIFEST-*"):
        path.write_bytes(b"")


@pytest.mark.parametrize("damage", [_missing, _garbled, _without_manifest])
def test_a_damaged_store_is_named_and_mended(archive: Archive, damage: Callable[[Path], None]) -> None:
    """A store that is gone or cannot be read is named; a rebuild makes it again, with nothing in the change log."""
    with archive.catalogue() as catalogue:
        changes = catalogue.changes()
    damage(archive.state / archive.release().store)
    assert found(archive) == {"store-damaged"}
    release = rebuild(archive.settings, Options(clock=archive.clock))
    assert (release.kind, release.number) == ("rebuild", 3)
    assert found(archive, deep=True) == set()
    with archive.catalogue() as catalogue:
        assert catalogue.changes() == changes
    archive.check()


@pytest.mark.parametrize(("name", "deep"), [("less", False), ("other", True)])
def test_a_store_that_says_something_else(archive: Archive, name: str, deep: bool) -> None:
    """One triple less is found by counting, one that is another by looking each of them up."""
    lines = sorted(archive.triples())
    changed = lines[1:] if name == "less" else ["<http://x> <http://x> <http://x> .", *lines[1:]]
    store = archive.release().store
    shutil.rmtree(archive.state / store)
    build_store(archive.state / store, [make_beside(archive.settings).common, *(f"{line}\n".encode() for line in changed)])
    assert found(archive, deep=deep) == {"store-differs"}
    assert (found(archive) == set()) is deep


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────


def _garble(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start:] = b"\xff" * (len(data) - start)
    path.write_bytes(data)


@pytest.mark.parametrize("start", [0, 8_192])
def test_a_damaged_file_is_named_by_every_command(archive: Archive, made: Archive, start: int) -> None:
    """Where the catalogue's file is damaged, verify, publish and rebuild say so, name a restore, and it mends it."""
    _garble(catalogue_path(archive.state), start)
    (problem, *_) = verify(archive.settings).problems
    assert problem.code == "catalogue-damaged"
    for act in (lambda: publish((Source(made.pages),), archive.settings), lambda: rebuild(archive.settings)):
        with pytest.raises(StateError, match=r"fonds restore BACKUP --replace"):
            act()
    mend(archive, made, "catalogue-damaged")
    assert found(archive, deep=True) == set()


def test_nothing_to_verify(archive: Archive) -> None:
    """Where nothing was published, that is said."""
    shutil.rmtree(archive.state)
    with pytest.raises(StateError, match="fonds publish"):
        verify(archive.settings)
    with pytest.raises(StateError, match="fonds publish"):
        rebuild(archive.settings)
    assert not archive.state.exists()


def test_every_remedy_is_a_command() -> None:
    """What the remedies of verify tell to run are commands and options that exist."""
    from fonds.cli import main

    remedies = {KINDS[code].remedy for _, code in DAMAGES.values()} | {
        KINDS[code].remedy for code in ("store-damaged", "store-differs", "catalogue-damaged", "withheld-present")
    }
    for remedy in remedies:
        (command,) = re.findall(r"`fonds ([^`]+)`", remedy)
        options = {option for parameter in main.commands[command.split()[0]].params for option in parameter.opts}
        assert {word for word in command.split() if word.startswith("--")} <= options, command
