"""State of an older Fonds is refused with the command that brings it up to date, and that command does it."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.samples import NOON, Ticking
from fonds.bundled import bundled_path
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters
from fonds.catalogue.soundness import check_file
from fonds.catalogue.upkeep import LAYOUT
from fonds.errors import StateError
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.run import Options
from fonds.publishing.sources import EXAMPLE, Source
from fonds.publishing.stores import catalogue_path
from fonds.publishing.verifying import verify
from publishing.archive import Archive

LAYOUT_2 = Path(__file__).parents[1] / "data" / "state-layout-2"
"""The two shipped pages, as a Fonds of layout 2 published them."""
EXAMPLES = Source(bundled_path("data"), EXAMPLE)


@pytest.fixture
def older(archive: Archive) -> Archive:
    """Return an archive whose state an older Fonds made."""
    shutil.copytree(LAYOUT_2, archive.state)
    archive.clock = Ticking(NOON + timedelta(days=3000))
    return archive


def told(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a catalogue of any layout holds."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(query).fetchall()


DIGESTS = (
    "CASE typeof(content_digest) WHEN 'blob' THEN lower(hex(content_digest)) ELSE content_digest END,"
    " CASE typeof(file_digest) WHEN 'blob' THEN lower(hex(file_digest)) ELSE file_digest END"
)
"""Digests as text, in a file of any layout."""
DOCUMENTS = f"SELECT slug, source, state, {DIGESTS}, version, created_in, modified_in, label FROM documents ORDER BY slug"  # noqa: S608
KINDS = ("agent/", "place/", "event/")
CHANGES = "SELECT * FROM changes ORDER BY seq"
VERSIONS = f"SELECT document, version, release, {DIGESTS}, page_text, tree, evidence FROM versions ORDER BY id"  # noqa: S608


def test_older_state_is_refused_with_the_remedy(older: Archive) -> None:
    """Whoever only reads is told which layout it is and to publish once; nothing is touched."""
    before = older.files()
    with pytest.raises(StateError, match=r"older Fonds \(layout 2, not 9\).*`fonds publish` once"):
        Catalogue.open(catalogue_path(older.state), read_only=True)
    with pytest.raises(StateError, match="`fonds publish` once"):
        verify(older.settings)
    assert older.files() == before


def test_links_keep_their_relations(older: Archive) -> None:
    """Every link of an older layout leads to the same entity in the same relation, and nothing contradicts it."""
    path = catalogue_path(older.state)
    before = told(path, "SELECT document, entity, relation, sort_key FROM links ORDER BY 1, 2, 3")
    with Catalogue.open(path):
        pass
    after = told(
        path,
        "SELECT l.document, l.entity, r.name, l.sort_key FROM links l JOIN relations r ON r.id = l.relation"
        " ORDER BY 1, 2, 3",
    )
    assert before == after != []
    indexes = "SELECT name, sql FROM sqlite_schema WHERE tbl_name IN ('links', 'relations', 'named_links') ORDER BY 1"
    with Catalogue.open(path.with_name("new.sqlite")):
        pass
    assert told(path, indexes) == told(path.with_name("new.sqlite"), indexes)
    assert check_file(path) == []


def test_digests_become_bytes(older: Archive) -> None:
    """Every digest of an older layout says what it said and takes half the room; a document is found by its file's."""
    path = catalogue_path(older.state)
    before = told(path, "SELECT source, file_digest FROM documents ORDER BY source")
    with Catalogue.open(path) as catalogue:
        states = list(catalogue.sources())
        assert [(state.source, state.file_digest) for state in states] == before != []
        for state in states:
            assert state in catalogue.sources_of_file(state.file_digest)
    for table, column in (
        *((table, f"{of}_digest") for table in ("documents", "versions") for of in ("file", "input", "content")),
        ("entities", "digest"), ("entity_versions", "digest"),
    ):
        odd = f"SELECT {column} FROM {table} WHERE {column} <> '' AND (typeof({column}) <> 'blob' OR length({column}) <> 32)"  # noqa: S608
        assert told(path, odd) == []


def test_lists_are_narrowed_after_an_upgrade(older: Archive) -> None:
    """In an older catalogue, narrowed to an agent or a place, are found and counted just the documents that name it."""
    with Catalogue.open(catalogue_path(older.state)) as catalogue:
        rows = [row for state in catalogue.sources() if (row := catalogue.find_version_row(state.slug, 1))]
        linked = {row.slug: {link.entity for link in row.links if link.entity.startswith(KINDS)} for row in rows}
        assert {hit.slug for hit in catalogue.search("the").items} == set(linked) != set()
        for key in set().union(*linked.values()):
            narrowed = Filters(agent=key)
            naming = [slug for slug, keys in linked.items() if key in keys]
            assert sorted(hit.slug for hit in catalogue.search("the", narrowed).items) == sorted(naming)
            facets = catalogue.facets(narrowed, limit=1_000)
            counted = {each.value: each.documents for each in (*facets.agent, *facets.place, *facets.event)}
            assert counted == Counter(other for slug in naming for other in linked[slug])


OUTLINES = (
    "SELECT document, sort_key, g.name, a.name, agents, places, events FROM outlines o"
    " JOIN terms g ON g.id = o.genre JOIN terms a ON a.id = o.archive ORDER BY 1"
)
COLUMNS = "SELECT m.name, c.name, c.type, c.pk FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2"


def test_names_beside_documents_become_outlines(archive: Archive) -> None:
    """Of a catalogue of layout 8 every table comes out as one has it that is made anew, and all documents have outlines."""
    archive.publish(EXAMPLES)
    path = catalogue_path(archive.state)
    before, columns = told(path, OUTLINES), told(path, COLUMNS)
    with closing(sqlite3.connect(path)) as connection:
        for name in ("agents", "places", "events"):
            connection.execute(f"ALTER TABLE documents ADD COLUMN {name} BLOB NOT NULL DEFAULT x''")
        connection.executescript("DROP TABLE outlines; DROP TABLE terms; UPDATE meta SET value = '8' WHERE name = 'schema'")
    with Catalogue.open(path):
        pass
    assert told(path, OUTLINES) == before != [] and told(path, COLUMNS) == columns
    assert check_file(path) == []
    archive.check()


@pytest.mark.parametrize("command", ["publish", "rebuild"])
def test_the_remedy_keeps_everything(older: Archive, command: str) -> None:
    """Publishing once, or rebuilding, brings it up to date: the same documents, slugs, versions and change log."""
    before = [told(catalogue_path(older.state), query) for query in (DOCUMENTS, CHANGES, VERSIONS)]
    if command == "publish":
        report = older.publish(EXAMPLES)
        assert (report.read, report.new, report.deleted, report.left_out) == (2, 0, 0, 0)
        assert report.unchanged == 2, "the same pages say the same"
    else:
        rebuild(older.settings, Options(clock=older.clock))
    assert [told(catalogue_path(older.state), query) for query in (DOCUMENTS, CHANGES, VERSIONS)] == before
    assert told(catalogue_path(older.state), "SELECT value FROM meta WHERE name = 'schema'") == [(str(LAYOUT),)]
    older.check()
    assert verify(older.settings, deep=True).problems == []


def test_the_state_goes_on_after_an_upgrade(older: Archive) -> None:
    """What is published after it follows what was there: a new release, a new change, the old ones kept."""
    assert older.publish(EXAMPLES).release == 2, "its store lacked what stands in stores beside descriptions"
    older.write()
    report = older.publish()
    assert (report.new, report.release, report.documents) == (1, 3, 3)
    older.check()
    assert verify(older.settings, deep=True).problems == []


def test_newer_state_is_refused(older: Archive) -> None:
    """State of a newer Fonds is touched by no command."""
    older.publish(EXAMPLES)
    with closing(sqlite3.connect(catalogue_path(older.state))) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
        connection.commit()
    for act in (older.publish, lambda: rebuild(older.settings), lambda: verify(older.settings)):
        with pytest.raises(StateError, match=r"newer Fonds \(layout 999, not 9\). Install"):
            act()
