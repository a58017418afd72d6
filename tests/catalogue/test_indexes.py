"""Indexes that wait for the documents of a first release."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert

from catalogue.samples import Ticking, document, entity, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.tables import relations


def _indexes(path: Path) -> dict[str, str]:
    """Return what makes each index of a catalogue that has a name of its own."""
    with sqlite3.connect(path) as file:
        return dict(file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))


def _steps(path: Path) -> set[str]:
    """Return the indexes by which documents of an entity, of a genre and of a file are found."""
    asked = (
        "SELECT document FROM links WHERE entity = 1 ORDER BY sort_key",
        "SELECT id FROM documents WHERE genre = 'letter' AND state = 'live' ORDER BY sort_key",
        "SELECT key FROM entities WHERE state = 'live' AND kind = 'agent' ORDER BY sort_label",
    )
    with sqlite3.connect(path) as file:
        return {row[3].rpartition("INDEX ")[2].split(" ")[0] for each in asked for row in file.execute(f"EXPLAIN QUERY PLAN {each}")}


def test_first_release_leaves_every_index(catalogue: Catalogue) -> None:
    """After the first release a catalogue has all indexes it was made with, and lists come out of them."""
    before = _indexes(catalogue.path)
    publish(catalogue, document("a"))
    assert _indexes(catalogue.path) == before
    assert _steps(catalogue.path) == {"links_in_order", "documents_by_genre", "entities_in_order"}


def test_rows_of_a_first_release_go_into_no_index_of_order(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the documents of the first release are written there is no index of their order; of the second there is."""
    seen: list[bool] = []
    run_many = Prepared.run_many

    def looking(self: Prepared, cursor: object, rows: object) -> None:
        if "INSERT INTO links" in self.sql:
            found = cursor.connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'links_in_order'")  # type: ignore[attr-defined]
            seen.append(bool(found.fetchone()[0]))
        run_many(self, cursor, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(Prepared, "run_many", looking)
    publish(catalogue, document("a"))
    publish(catalogue, document("b"))
    assert seen == [False, True]


def test_release_that_is_given_up_leaves_every_index(catalogue: Catalogue) -> None:
    """A first release that is never finished leaves the indexes as they were."""
    before = _indexes(catalogue.path)
    with pytest.raises(RuntimeError, match="the power fails"), catalogue.release("store-1", clock=Ticking()) as writer:
        writer.put(document("a"))
        raise RuntimeError("the power fails")
    assert _indexes(catalogue.path) == before


def test_release_of_nothing_leaves_every_index(catalogue: Catalogue) -> None:
    """A release into which nothing was put leaves the indexes as they were."""
    before = _indexes(catalogue.path)
    with catalogue.release("store-1", clock=Ticking()) as writer:
        assert writer.finish() is None
    assert _indexes(catalogue.path) == before


def test_every_entity_gets_its_names(catalogue: Catalogue) -> None:
    """Of many entities each gets its names, from each word on."""
    keys = [f"agent/a{number}-b{number}" for number in range(300)]
    with catalogue.release("store-1", clock=Ticking()) as writer:
        writer.put(document("a", links=[(key, "mentions") for key in keys]))
        for number, key in enumerate(keys):
            writer.put_entity(entity(key, f"A{number} B{number}"))
        writer.finish()
    with sqlite3.connect(catalogue.path) as file:
        assert file.execute("SELECT count(*), count(DISTINCT entity) FROM entity_names").fetchone() == (600, 300)


def test_rows_are_written_as_they_come() -> None:
    """Of many rows that are written at once, none is waited for: each stands there before the next is made."""
    with sqlite3.connect(":memory:") as file:
        file.execute("CREATE TABLE relations (id INTEGER PRIMARY KEY, name TEXT)")
        before: list[int] = []

        def rows() -> Iterator[dict[str, str]]:
            for number in range(3):
                before.append(file.execute("SELECT count(*) FROM relations").fetchone()[0])
                yield {"name": str(number)}

        Prepared(insert(relations), "name").run_many(file.cursor(), rows())
    assert before == [0, 1, 2]
