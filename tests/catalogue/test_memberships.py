"""Sets in the catalogue: they follow what documents say, survive purges where others are in them, and can be mended."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.samples import document
from feeds.house import House, letters, slugs
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.erasing import Remade, Remaking
from fonds.catalogue.memberships import sets_of
from fonds.catalogue.schema import MIGRATIONS
from fonds.catalogue.soundness import looked_through


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("", "", "", []), []),
        (("letter", "", "", []), ["genre", "genre:letter"]),
        (("", "agent/x", "1980-01-01", []), ["archive", "archive:x", "decade", "decade:1980s"]),
        (("", "", "-0044-03-15", ["collection/a", "collection/b"]),
         ["collection", "collection:a", "collection:b", "decade", "decade:-40s"]),
        (("a genre with blanks", "", "0009-01-01", []), ["decade", "decade:0s"]),
    ],
)
def test_sets_follow_what_is_stated(said: tuple[str, str, str, list[str]], expected: list[str]) -> None:
    """A document is in the sets of what is stated of it, and in those above them; what can be no name makes none."""
    assert list(sets_of(*said)) == expected


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def _wrong(path: Path) -> list[str]:
    with looked_through(path) as catalogue:
        return [each.where for each in catalogue.contradictions() if each.code == "set-wrong"]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house of letters a and b of an archive, b a telegram now, and c, which is gone."""
    made = House(tmp_path)
    made.publish(*letters("a", "b", "c", archive="agent/masoud"))
    made.publish(*letters("b", archive="agent/masoud", genre="telegram"), gone=["c"])
    return made


MEMBERS = "SELECT s.spec, m.document, m.changed_in, m.has_left FROM memberships m JOIN sets s ON s.id = m.set_id ORDER BY 1, 2"


def test_wrong_sets_are_found_and_mended(house: House) -> None:
    """Memberships that contradict the documents are found one by one, and a rebuild mends them."""
    sound = _rows(house.path, MEMBERS)
    assert _wrong(house.path) == [] and ("genre:letter", 2, 2, 1) in sound
    for harm in (
        "DELETE FROM memberships WHERE document = 1 AND has_left = 0",
        "UPDATE memberships SET changed_in = 1 WHERE document = 2 AND has_left = 0",
        "UPDATE memberships SET has_left = 1 WHERE document = 1",
    ):
        with closing(sqlite3.connect(house.path)) as connection:
            connection.execute(harm)
            connection.commit()
        assert _wrong(house.path), harm
        with Catalogue.open(house.path) as catalogue, catalogue.release("store", clock=house.clock) as writer:
            writer.count_again(search=False)
            writer.finish(1, unchanged_too=True)
        assert _wrong(house.path) == [] and _rows(house.path, MEMBERS) == sound


def test_migration_makes_what_publishing_makes(house: House) -> None:
    """An older catalogue gets the sets its documents are in; of sets they have left nobody knows."""
    sound = [row for row in _rows(house.path, MEMBERS) if not row[3]]
    with closing(sqlite3.connect(house.path)) as connection:
        connection.executescript(
            "DROP TABLE memberships; DROP TABLE sets; DROP TABLE refusals; DROP TABLE fragments;"
            "DROP TABLE outlines; DROP TABLE terms; ALTER TABLE documents DROP COLUMN sets;"
            "DELETE FROM meta WHERE name IN ('token_key', 'formats', 'facts', 'made_with');"
            "UPDATE meta SET value = '4' WHERE name = 'schema'"
        )
    assert 4 in MIGRATIONS
    with Catalogue.open(house.path):
        pass
    assert _rows(house.path, MEMBERS) == sound and _wrong(house.path) == []
    assert [len(str(row[0])) for row in _rows(house.path, "SELECT value FROM meta WHERE name = 'token_key'")] == [64]
    assert slugs(*house.harvest()) == ["a", "b", "c"], "what is not kept ready is made when it is asked for"
    house.publish(*letters("d"))
    with house.repository() as repository:
        assert [bool(each) for each in repository.reader.fragments([1, 2, 3, 4])] == [True, True, False, True]


def test_a_purge_keeps_the_sets_of_others_alone(tmp_path: Path) -> None:
    """A purged document is told as deleted in sets that others are in; a set that it alone was in is gone with it."""
    house = House(tmp_path)
    house.publish(*letters("a", "b"), document("c", genre="letter", archive="agent/secret", earliest="1851-01-01"))
    with Catalogue.open(house.path) as catalogue, catalogue.release("store", clock=house.clock, kind="purge") as writer:
        nothing = Remade(b"{}", "digest")
        writer.erase("c", "wish", Remaking(lambda *_: nothing, lambda *_: nothing, lambda slug: f"http://x/{slug}"))
        writer.finish(1)
    specs = [row[0] for row in _rows(house.path, "SELECT spec FROM sets ORDER BY spec")]
    assert specs == ["decade", "decade:1970s", "genre", "genre:letter"]
    assert slugs(*house.harvest(set="genre:letter")) == ["a", "b", "c"] and slugs(*house.harvest(set="decade:1970s")) == ["a", "b"]
    assert _wrong(house.path) == []
    with house.repository() as repository:
        assert repository.reader.fragments([3]) == [b""]
