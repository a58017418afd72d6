"""The outline of a document says what its row and its links say."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from catalogue.samples import Ticking, document, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.naming import KINDS, count_named
from fonds.catalogue.rows import Filters
from fonds.catalogue.soundness import looked_through

MANY = [("agent/a", "sender"), ("agent/a", "author"), ("place/p", "about"), ("event/e", "about"), ("rights/r", "usageInfo")]
NOTHING = {kind: set[str]() for kind in KINDS}
FIRST = {"agent": {"agent/a"}, "place": {"place/p"}, "event": {"event/e"}}


def _named(path: Path) -> dict[str, dict[str, set[str]]]:
    """Return what is named in each outline: slug, kind, keys."""
    with closing(sqlite3.connect(path)) as connection:
        keys = dict(connection.execute("SELECT id, key FROM entities").fetchall())
        rows = connection.execute(
            "SELECT slug, agents, places, events FROM outlines JOIN documents ON id = document ORDER BY slug"
        ).fetchall()
    return {
        slug: {kind: {keys[number] for number in count_named([column])} for kind, column in zip(KINDS, columns, strict=True)}
        for slug, *columns in rows
    }


def _placed(path: Path) -> list[tuple[str, int, str, str]]:
    """Return slug, sort key, genre and archive of each outline."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT d.slug, o.sort_key, coalesce(g.name, ''), coalesce(a.name, '') FROM outlines o JOIN documents d ON d.id = o.document"
            " LEFT JOIN terms g ON g.id = o.genre LEFT JOIN terms a ON a.id = o.archive ORDER BY d.slug"
        ).fetchall()


def _wrong(path: Path) -> list[str]:
    """Return the documents whose outlines say something else than their rows and links."""
    with looked_through(path) as catalogue:
        found = [each for each in catalogue.contradictions() if each.code == "count-wrong"]
    assert all("kept beside it" in each.detail or "it is ranked as" in each.detail for each in found)
    return sorted({each.where for each in found})


def test_it_follows_every_change(catalogue: Catalogue) -> None:
    """Each agent, place and event is there once, whatever its relations; a change and a deletion are followed."""
    letter = document("a", links=MANY, genre="letter", archive="agent/a", earliest="1989-09-07")
    publish(catalogue, letter, document("b", links=(), genre="letter"))
    assert _named(catalogue.path) == {"a": FIRST, "b": NOTHING}
    assert _placed(catalogue.path) == [("a", 19890907, "letter", "agent/a"), ("b", 99999999, "letter", "")]
    publish(
        catalogue, document("b", links=[("place/q", "about"), ("place/p", "about")], genre="report", earliest="1990-01-01")
    )
    assert _named(catalogue.path) == {"a": FIRST, "b": {**NOTHING, "place": {"place/p", "place/q"}}}
    assert _placed(catalogue.path)[1] == ("b", 19900101, "report", "")
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        writer.finish()
    assert [*_named(catalogue.path)] == ["b"] and _wrong(catalogue.path) == []
    publish(catalogue, letter)
    assert _named(catalogue.path)["a"] == FIRST and _wrong(catalogue.path) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE outlines SET agents = x'' WHERE document = 1", "UPDATE outlines SET sort_key = 1 WHERE document = 1",
        "UPDATE outlines SET places = x'0100000002000000' WHERE document = 1",
        "UPDATE outlines SET genre = archive WHERE document = 1", "UPDATE outlines SET archive = genre WHERE document = 1",
        "UPDATE outlines SET archive = 77 WHERE document = 1", "DELETE FROM outlines WHERE document = 1",
        "UPDATE terms SET name = 'none' WHERE id = (SELECT archive FROM outlines WHERE document = 1)",
        "INSERT INTO outlines SELECT 3, sort_key, genre, archive, x'', x'', x'' FROM outlines WHERE document = 1",
    ],
)
def test_damage_is_told_and_mended(catalogue: Catalogue, harm: str) -> None:
    """Whatever an outline says that its document does not, or says of one that is gone, is told of and made again."""
    one = document("a", links=MANY, genre="letter", archive="agent/a")
    publish(catalogue, one, document("b", genre="letter", archive="agent/b"), document("c"))
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("c")
        writer.finish()
    before = _named(catalogue.path), _placed(catalogue.path)
    with closing(sqlite3.connect(catalogue.path)) as connection:
        connection.execute(harm)
        connection.commit()
    assert _wrong(catalogue.path) == (["c"] if "INSERT" in harm else ["a"])
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.count_again(search=True)
        writer.finish(1, unchanged_too=True)
    assert (_named(catalogue.path), _placed(catalogue.path)) == before and _wrong(catalogue.path) == []


def test_names_in_the_wrong_place_are_mended(catalogue: Catalogue) -> None:
    """Names of one kind that stand in the place of another are put right when all is made again."""
    publish(catalogue, document("a", links=MANY))
    before = _named(catalogue.path)
    with closing(sqlite3.connect(catalogue.path)) as connection:
        connection.execute("UPDATE outlines SET events = agents, agents = events")
        connection.commit()
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.count_again(search=False)
        writer.finish(1, unchanged_too=True)
    assert _named(catalogue.path) == before


def test_facets_of_equal_number_come_by_key(catalogue: Catalogue) -> None:
    """Of those that stand in as many documents the first keys are shown, however many there are."""
    publish(catalogue, *(document(f"d{n}", genre="letter", links=[(f"agent/{n % 30:02d}", "sender")]) for n in range(45)))
    found = catalogue.facets(Filters(genre="letter"), limit=20).agent
    assert [(each.value, each.documents) for each in found] == [
        *((f"agent/{n:02d}", 2) for n in range(15)), *((f"agent/{n}", 1) for n in range(15, 20)),
    ]


def test_nothing_takes_no_place_among_facets(catalogue: Catalogue) -> None:
    """Documents without genre or archive, however many, leave the places of a facet to those that have one."""
    many = [document(f"d{n}", links=[("agent/a", "sender")]) for n in range(5)]
    held = (("agent/a", "sender"), ("agent/b", "holdingArchive"))
    publish(catalogue, *many, document("e", genre="letter", archive="agent/b", links=held))
    found = catalogue.facets(Filters(agent="agent/a"), limit=1)
    assert [each.value for each in (*found.genre, *found.archive)] == ["letter", "agent/b"]


def test_a_search_of_one_day_comes_as_published(catalogue: Catalogue) -> None:
    """What is found of one day comes in the order in which it was first published."""
    publish(catalogue, *(document(slug, earliest="1989-09-07") for slug in "cab"), document("d", earliest="1989-09-06"))
    assert [hit.slug for hit in catalogue.search("pass snow").items] == ["d", "c", "a", "b"]
