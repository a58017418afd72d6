"""Search: what a reader types is words, never syntax."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from catalogue.samples import Ticking, document, publish
from fonds.catalogue import listings
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.prepared import Prepared, Row
from fonds.catalogue.rows import Filters, Hit, Page
from fonds.catalogue.search import match_parameter

_HOSTILE = (
    '"', "'", "''", '"""', "(", ")", "*", "^", ":", "title:", "title:kabul", "-kabul", "NOT", "NOT kabul",
    "AND", "OR", "NEAR(", "NEAR(kabul snow, 5)", "kabul*", "{title}", "{title summary} : kabul", "a AND",
    "\x00", "kabul\x00snow", "; DROP TABLE documents", "' OR 1=1 --", '" OR "1"="1', "\\", "%", "_", "+",
    "\ud7ff", "\U0001f600", "\u0301", "  \n\t ", "x" * 100_000, "kabul " * 10_000, '"' * 9_999, "(" * 5_000,
    "\ud800", "٣", "₂", "½", "ﬁ", "ǆ", "\u00ad", "a\u200bb",
)


def _slugs(page: Page[Hit]) -> list[str]:
    return [hit.slug for hit in page.items]


@pytest.fixture
def found_in(catalogue: Catalogue) -> Catalogue:
    """Three documents about different things."""
    publish(
        catalogue,
        document("c", "Émigré letter to Kabul", body="The Red Army left.", earliest="1989-02-15"),
        document("b", "Report", body="Kabul before the snow; an army of red flags.", earliest="1988-01-01"),
        document("a", "Telegram", body="Nothing here", summary="About Kabul", earliest="1990-01-01"),
    )
    return catalogue


@pytest.mark.parametrize("text", _HOSTILE, ids=lambda text: ascii(text[:12]))
def test_nothing_typed_is_an_error(found_in: Catalogue, text: str) -> None:
    """Whatever is typed is answered, and the tables are still there."""
    page = found_in.search(text)
    assert page.total <= 3
    found_in.facets(text=text)
    assert found_in.documents(Filters()).total == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:kabul", []),
        ("kabul*", ["c", "b", "a"]),
        ("kab*", []),
        ("NOT kabul", []),
        ("snow OR nothing", []),
        ("-snow", ["b"]),
    ],
)
def test_operators_are_words(found_in: Catalogue, text: str, expected: list[str]) -> None:
    """The operators of the index have no power."""
    assert _slugs(found_in.search(text)) == expected


def test_titles_come_first_then_dates(found_in: Catalogue) -> None:
    """A document with the word in its title comes before all others, which come by date."""
    assert _slugs(found_in.search("kabul")) == ["c", "b", "a"]
    assert _slugs(found_in.search("kabul", offset=1, limit=1)) == ["b"]
    assert found_in.search("kabul", limit=1).total == 3


def test_case_and_accents_do_not_matter(found_in: Catalogue) -> None:
    """A reader need not type accents or capitals, and may."""
    assert _slugs(found_in.search("EMIGRE")) == _slugs(found_in.search("émigré")) == ["c"]


def test_all_words_must_be_there(found_in: Catalogue) -> None:
    """Words may stand in different parts of a document, but all of them somewhere."""
    assert _slugs(found_in.search("emigre army")) == ["c"]
    assert _slugs(found_in.search("emigre snow")) == []


def test_quoted_words_stand_together(found_in: Catalogue) -> None:
    """A phrase in double quotes is found as it stands."""
    assert sorted(_slugs(found_in.search("red army"))) == ["b", "c"]
    assert _slugs(found_in.search('"red army"')) == ["c"]
    assert sorted(_slugs(found_in.search('"red army'))) == ["b", "c"]


def test_filters_narrow_a_search(found_in: Catalogue) -> None:
    """A search within a year, or among the documents of somebody, finds those only."""
    assert _slugs(found_in.search("kabul", Filters(year=1988))) == ["b"]
    assert _slugs(found_in.search("kabul", Filters(agent="agent/masoud", relation="sender"))) == ["c", "b", "a"]
    assert _slugs(found_in.search("kabul", Filters(agent="agent/nobody"))) == []


_NARROW = {
    "genre": Filters(genre="letter"), "year": Filters(year=1989), "archive": Filters(archive="agent/archive"),
    "agent": Filters(agent="agent/masoud"), "place": Filters(place="place/kabul"), "event": Filters(event="event/war"),
    "all": Filters(genre="letter", year=1989, agent="agent/masoud", relation="sender", place="place/kabul"),
}


@pytest.mark.parametrize("filters", _NARROW.values(), ids=_NARROW)
def test_the_index_alone_narrows_a_search(catalogue: Catalogue, filters: Filters) -> None:
    """What lies outside of a narrowed list is passed over in both indexes, also after changes: no row of it is read."""
    letter = document(
        "a", "Snow", genre="letter", archive="agent/archive", earliest="1989-01-01",
        links=(("agent/masoud", "sender"), ("place/kabul", "about"), ("event/war", "about"), ("agent/archive", "keeps")),
    )
    report = document("b", "Snow", genre="report", earliest="1990-01-01", links=(("agent/other", "sender"),))
    sought = match_parameter([("snow",)], filters)

    def in_index() -> list[list[int]]:
        with closing(sqlite3.connect(catalogue.path)) as connection:
            return [
                [row for (row,) in connection.execute(f"SELECT rowid FROM {name} WHERE {name} MATCH ?", (sought,))]  # noqa: S608
                for name in ("search_titles", "search_words")
            ]

    publish(catalogue, letter, report, replace(report, slug="c", source="main:c", content_digest="another"))
    assert in_index() == [[1], [1]] and _slugs(catalogue.search("snow", filters)) == ["a"]
    publish(catalogue, replace(report, slug="a", source=letter.source), replace(letter, slug="b", source=report.source))
    assert in_index() == [[2], [2]] and _slugs(catalogue.search("snow", filters)) == ["b"]
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("b")
        writer.finish()
    assert in_index() == [[], []] and catalogue.search("snow", filters).total == 0


def test_what_has_no_mark_narrows_a_search_all_the_same(catalogue: Catalogue) -> None:
    """A list can be narrowed to what the index has no mark of: a place in an archive, a relation."""
    publish(catalogue, document("a", links=(("position/king", "mentions"),)), document("b"))
    assert _slugs(catalogue.search("snow", Filters(agent="position/king"))) == ["a"]
    assert _slugs(catalogue.search("snow", Filters(relation="sender"))) == ["b"]


def test_search_and_facets_at_once_are_both(found_in: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for together, hits and facets are those that are given one by one, however many of them are in titles."""
    for ranked in (1_000, 1):
        monkeypatch.setattr(listings, "RANKED", ranked)
        listings._finding.cache_clear()
        listings._entitled.cache_clear()
        for text in ("kabul", "army", "nothing at all", "!?"):
            for filters in (Filters(), Filters(year=1988), Filters(agent="agent/masoud")):
                both = found_in.search_with_facets(text, filters, 0, 2)
                assert both == (found_in.search(text, filters, 0, 2), found_in.facets(filters, text))
    listings._finding.cache_clear()
    listings._entitled.cache_clear()


def test_a_search_alone_reads_nothing_for_facets(found_in: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only facets are counted from is read where facets are wanted, and nowhere else."""
    asked, ask = list[str](), Prepared.all

    def watched(statement: Prepared, cursor: Any, **values: Any) -> list[Row]:
        asked.append(statement.sql)
        return ask(statement, cursor, **values)

    monkeypatch.setattr(Prepared, "all", watched)
    assert found_in.search("kabul").total and not any("outlines.agents" in sql for sql in asked)
    assert found_in.search_with_facets("kabul", Filters(), 0, 20) and any("outlines.agents" in sql for sql in asked)


def test_hit_shows_the_words_found(found_in: Catalogue) -> None:
    """Title and passage mark the words that were searched for and hold the text unchanged."""
    (hit, *_) = found_in.search("emigre army").items
    assert [(f.text, f.found) for f in hit.title] == [("Émigré", True), (" letter to Kabul", False)]
    assert [(f.text, f.found) for f in hit.passage] == [("The Red ", False), ("Army", True), (" left.", False)]


def test_changed_and_deleted_words_are_forgotten(catalogue: Catalogue) -> None:
    """After an update the old words find nothing, after a deletion no words do."""
    publish(catalogue, document("a", "Alpha", body="one"))
    publish(catalogue, document("a", "Beta", body="two"))
    assert [catalogue.search(word).total for word in ("alpha", "one", "beta", "two")] == [0, 0, 1, 1]
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.delete("a")
        writer.finish()
    assert [catalogue.search(word).total for word in ("alpha", "one", "beta", "two")] == [0, 0, 0, 0]


def test_ranking_is_bounded(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that stands everywhere is ranked up to the ceiling, and the page says that there may be more."""
    monkeypatch.setattr(listings, "RANKED", 3)
    listings._finding.cache_clear()
    listings._entitled.cache_clear()
    publish(catalogue, *(document(f"d{n}", "Title snow" if n == 4 else "Title") for n in range(5)))
    page = catalogue.search("snow")
    assert (page.total, page.capped, page.items[0].slug) == (3, True, "d4")
    listings._finding.cache_clear()
    listings._entitled.cache_clear()
    assert not catalogue.search("pass", Filters(genre="x")).capped
