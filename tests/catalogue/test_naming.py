"""What a document names lies beside it, and says what its links say."""

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


def _named(path: Path) -> dict[str, dict[str, set[str]]]:
    """Return what is kept beside each document: slug, kind, keys."""
    with closing(sqlite3.connect(path)) as connection:
        keys = dict(connection.execute("SELECT id, key FROM entities").fetchall())
        rows = connection.execute("SELECT slug, agents, places, events FROM documents ORDER BY slug").fetchall()
    return {
        slug: {kind: {keys[number] for number in count_named([column])} for kind, column in zip(KINDS, columns, strict=True)}
        for slug, *columns in rows
    }


def _wrong(path: Path) -> list[str]:
    """Return the documents beside which something else is kept than their links say."""
    with looked_through(path) as catalogue:
        return [each.where for each in catalogue.contradictions() if "kept beside it" in each.detail]


def test_it_follows_every_change(catalogue: Catalogue) -> None:
    """Each agent, place and event is there once, whatever its relations; a change and a deletion are followed."""
    publish(catalogue, document("a", links=MANY), document("b", links=()))
    nothing = {kind: set[str]() for kind in KINDS}
    first = {"agent": {"agent/a"}, "place": {"place/p"}, "event": {"event/e"}}
    assert _named(catalogue.path) == {"a": first, "b": nothing}
    publish(catalogue, document("b", links=[("place/q", "about"), ("place/p", "about")]))
    assert _named(catalogue.path) == {"a": first, "b": {**nothing, "place": {"place/p", "place/q"}}}
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        writer.finish()
    assert _named(catalogue.path)["a"] == nothing
    assert _wrong(catalogue.path) == []


@pytest.mark.parametrize("harm", ["agents = x''", "places = x'0100000002000000'", "events = agents, agents = events"])
def test_damage_is_mended(catalogue: Catalogue, harm: str) -> None:
    """What contradicts the links is made again from them, and told of where the numbers differ."""
    publish(catalogue, document("a", links=MANY), document("b"))
    before = _named(catalogue.path)
    with closing(sqlite3.connect(catalogue.path)) as connection:
        connection.execute(f"UPDATE documents SET {harm} WHERE slug = 'a'")  # noqa: S608
        connection.commit()
    assert _wrong(catalogue.path) == ([] if "= agents" in harm else ["a"])
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.count_again(search=True)
        writer.finish(1, unchanged_too=True)
    assert _named(catalogue.path) == before and _wrong(catalogue.path) == []


def test_facets_of_equal_number_come_by_key(catalogue: Catalogue) -> None:
    """Of those that stand in as many documents the first keys are shown, however many there are."""
    publish(catalogue, *(document(f"d{n}", genre="letter", links=[(f"agent/{n % 30:02d}", "sender")]) for n in range(45)))
    found = catalogue.facets(Filters(genre="letter"), limit=20).agent
    assert [(each.value, each.documents) for each in found] == [
        *((f"agent/{n:02d}", 2) for n in range(15)), *((f"agent/{n}", 1) for n in range(15, 20)),
    ]
