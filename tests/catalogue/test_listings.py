"""Lists of documents: filters, order, totals, facets; judged by going through the documents one by one."""

import itertools
import random
from collections import Counter

import pytest

from catalogue.samples import Ticking, document, entity, publish
from fonds.catalogue import facets, listings
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.prepared import Prepared
from fonds.catalogue.rows import DocumentRow, Filters
from fonds.catalogue.selection import find_selection

_RELATIONS = ("sender", "recipient", "mentions")


@pytest.fixture(scope="module")
def rows() -> list[DocumentRow]:
    """Some two hundred documents with few different values, so that filters overlap."""
    chance = random.Random(7)
    made = []
    for number in range(200):
        links = {(f"agent/{chance.randrange(4)}", chance.choice(_RELATIONS)) for _ in range(3)}
        links |= {(f"place/{chance.randrange(3)}", "contentLocation"), (f"event/{chance.randrange(3)}", "about")}
        year, month = chance.randrange(1978, 1982), chance.randrange(1, 13)
        earliest = f"{year}-{month:02}-01" if chance.random() < 0.9 else ""
        archive = chance.choice(["", "agent/3", "agent/archive"])
        if archive:
            links.add((archive, "holdingArchive"))
        made.append(
            document(
                f"{chance.randrange(10**6):06}-{number}",
                links=sorted(links),
                earliest=earliest,
                archive=archive,
                genre=chance.choice(["letter", "report", ""]),
            )
        )
    return made


def _wanted(row: DocumentRow, filters: Filters) -> bool:
    """Say in plain Python whether a document fits."""
    pairs = {(link.entity, link.relation) for link in row.links}
    narrowed = filters.agent or filters.place or filters.event
    for key in (filters.agent, filters.place, filters.event):
        relation = filters.relation if not filters.agent or key == filters.agent else ""
        if key and not any(e == key and relation in ("", r) for e, r in pairs):
            return False
    if filters.relation and not narrowed and not any(r == filters.relation for _, r in pairs):
        return False
    return (
        filters.genre in ("", row.listing.genre)
        and filters.archive in ("", row.listing.archive)
        and (filters.year is None or row.listing.earliest.startswith(str(filters.year)))
    )


def test_every_combination_of_filters(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """Whatever filters are combined, the list is what going through all documents finds, in order."""
    publish(catalogue, *rows)
    values: list[list[object]] = [
        ["", "letter"], [None, 1979], ["", "agent/1"], ["", "place/2"], ["", "event/0"],
        ["", "agent/archive"], ["", "sender", "contentLocation"],
    ]
    sizes = set()
    for genre, year, agent, place, event, archive, relation in itertools.product(*values):
        filters = Filters(genre, year, agent, place, event, archive, relation)  # type: ignore[arg-type]
        expected = [row for row in rows if _wanted(row, filters)]
        expected.sort(key=lambda row: (row.listing.earliest or "9999", row.slug))
        page = catalogue.documents(filters, limit=1_000)
        assert [item.listing.earliest for item in page.items] == [row.listing.earliest for row in expected], filters
        assert sorted(item.slug for item in page.items) == sorted(row.slug for row in expected), filters
        if not (agent or place or event):
            assert [item.slug for item in page.items] == [row.slug for row in expected], filters
        assert (page.total, page.capped) == (len(expected), False), filters
        sizes.add(len(expected))
    assert len(sizes) > 20


def test_pages_of_a_list_fit_together(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """Pages neither repeat nor skip a document, and an item shows what the document's listing says."""
    publish(catalogue, *rows)
    filters = Filters(agent="agent/1")
    whole = catalogue.documents(filters, limit=1_000).items
    pages = [catalogue.documents(filters, offset, 7).items for offset in range(0, len(whole) + 7, 7)]
    assert list(itertools.chain(*pages)) == list(whole)
    listing_of = {row.slug: row.listing for row in rows}
    assert all(item.listing == listing_of[item.slug] for item in whole)


def test_filter_nobody_fits(catalogue: Catalogue) -> None:
    """An unknown entity, genre or year gives an empty list, not an error."""
    publish(catalogue, document("a"))
    for filters in (Filters(agent="agent/nobody"), Filters(genre="none"), Filters(year=1)):
        assert catalogue.documents(filters).total == 0
        assert catalogue.documents(filters).items == ()


def test_absurd_numbers_are_answered(catalogue: Catalogue) -> None:
    """Offsets, limits and years no list has give an empty page, not an error and not everything."""
    publish(catalogue, document("a", earliest="1989-01-01"), document("b"))
    huge = 10**30
    for offset, limit in ((huge, 10), (0, -1), (0, 0)):
        assert catalogue.documents(Filters(), offset, limit).items == ()
        assert catalogue.linked("agent/masoud", None, offset, limit).items == ()
        assert catalogue.entities("agent", offset, limit).items == ()
        assert catalogue.search("snow", None, offset, limit).items == ()
    assert len(catalogue.documents(Filters(), -huge, huge).items) == 2
    assert catalogue.changes(huge) == ()
    assert catalogue.changes(0, -1) == ()
    for year in (huge, -huge, 9999):
        assert catalogue.documents(Filters(year=year)).total == 0


def test_counting_stops_at_the_ceiling(
    catalogue: Catalogue, rows: list[DocumentRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that is longer than anyone counts says so."""
    monkeypatch.setattr(listings, "COUNTED", 5)
    listings._counting.cache_clear()
    publish(catalogue, *rows)
    page = catalogue.documents(Filters(agent="agent/1", place="place/1"))
    assert (page.total, page.capped) == (5, True)
    listings._counting.cache_clear()


def test_facets_of_everything(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """The facets of the whole site are true counts, the most frequent first."""
    publish(catalogue, *rows)
    found = catalogue.facets()
    genres = Counter(row.listing.genre for row in rows if row.listing.genre)
    years = Counter(row.listing.earliest[:4] for row in rows if row.listing.earliest)
    places = Counter(link.entity for row in rows for link in row.links if link.entity.startswith("place/"))
    archives = Counter(row.listing.archive for row in rows if row.listing.archive)
    assert {value.value: value.documents for value in found.genre} == genres
    assert {value.value: value.documents for value in found.year} == years
    assert {value.value: value.documents for value in found.place} == places
    assert {value.value: value.documents for value in found.archive} == archives
    assert {value.value: value.label for value in found.archive} == {"agent/3": "3", "agent/archive": "Archive"}
    assert [v.documents for v in found.genre] == sorted(genres.values(), reverse=True)
    assert not found.capped


def test_few_names_beside_many_years(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """Where fewer names are wanted they are the most frequent ones, and nothing else is left out."""
    publish(catalogue, *rows)
    many, few = catalogue.facets(), catalogue.facets(named=1)
    assert (few.agent, few.place, few.event) == (many.agent[:1], many.place[:1], many.event[:1])
    assert (few.genre, few.year, few.archive) == (many.genre, many.year, many.archive) and len(few.year) > 1


def test_facets_of_a_narrowed_list(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """The number beside a facet's value is the number of documents it leaves."""
    publish(catalogue, *rows)
    filters = Filters(genre="letter", place="place/1")
    found = catalogue.facets(filters)
    assert found.agent and found.event and found.year and found.archive
    for value in found.agent:
        narrowed = Filters(genre="letter", place="place/1", agent=value.value)
        assert value.documents == catalogue.documents(narrowed).total
    for value in found.year:
        narrowed = Filters(genre="letter", place="place/1", year=int(value.value))
        assert value.documents == catalogue.documents(narrowed).total
    assert catalogue.facets(Filters(agent="agent/nobody")).agent == ()


def test_facets_of_a_search(catalogue: Catalogue) -> None:
    """The facets of a search count what was found."""
    publish(
        catalogue,
        document("a", genre="letter", body="stinger"),
        document("b", genre="letter", body="mujahideen"),
        document("c", genre="report", body="stinger"),
    )
    found = catalogue.facets(text="stinger")
    assert {value.value: value.documents for value in found.genre} == {"letter": 1, "report": 1}
    assert catalogue.facets(Filters(genre="report"), "stinger").agent[0].documents == 1
    assert catalogue.facets(text="!?").genre == ()


def test_facets_over_many_documents_are_capped(
    catalogue: Catalogue, rows: list[DocumentRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the facets count the first documents only, they say so."""
    monkeypatch.setattr(facets, "FACETED", 10)
    publish(catalogue, *rows)
    found = catalogue.facets(Filters(genre="letter"))
    assert found.capped
    assert found.genre[0].documents == 10


def test_sums_follow_every_release(catalogue: Catalogue) -> None:
    """Kept sums are right after updates and deletions too."""
    publish(catalogue, document("a", genre="letter"), document("b", genre="letter"), document("c", genre="report"))
    with catalogue.release("store", clock=Ticking()) as writer:
        writer.put(document("a", genre="report", links=[("agent/other", "sender")]))
        writer.put_entity(entity("agent/other"))
        writer.delete("b")
        writer.finish()
    assert catalogue.documents(Filters()).total == 2
    assert catalogue.documents(Filters(genre="letter")).total == 0
    assert catalogue.documents(Filters(genre="report")).total == 2
    assert catalogue.documents(Filters(agent="agent/masoud")).total == 1
    assert catalogue.documents(Filters(agent="agent/other", relation="sender")).total == 1
    assert {value.value for value in catalogue.facets().genre} == {"report"}
    assert catalogue.entities("agent").total == 2


def test_dates_before_our_era_sort_first(catalogue: Catalogue) -> None:
    """Negative years come before positive ones, in order, and are found by their year."""
    publish(
        catalogue,
        document("c", earliest="0014-08-19"), document("b", earliest="-0043-12-07"),
        document("a", earliest="-0044-03-15"), document("d"),
    )
    assert [item.slug for item in catalogue.documents(Filters()).items] == ["a", "b", "c", "d"]
    assert [item.slug for item in catalogue.documents(Filters(year=-44)).items] == ["a"]
    assert {value.value for value in catalogue.facets().year} == {"-44", "-43", "14"}


def test_lists_are_read_in_order_out_of_an_index(catalogue: Catalogue, rows: list[DocumentRow]) -> None:
    """No list is sorted, and none walks through a table to find its documents, whatever the filters."""
    publish(catalogue, *rows)
    values: list[list[object]] = [["", "letter"], [None, 1979], ["", "agent/1"], ["", "place/2"], ["", "agent/archive"]]
    with catalogue._database.cursor() as cursor:
        for genre, year, agent, place, archive, relation in itertools.product(*values, ["", "sender"]):
            if relation and not (agent or place):
                continue
            filters = Filters(genre, year, agent, place, "", archive, relation)  # type: ignore[arg-type]
            selection = find_selection(cursor, filters)
            assert selection is not None
            statement = Prepared(selection.shape.first(10))
            plan = cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement._ordered(selection.values)).fetchall()
            steps = [row[3] for row in plan]
            assert all(step.startswith(("SEARCH", "CORRELATED", "SCALAR")) for step in steps), (filters, steps)


def test_latest_documents_are_dated(catalogue: Catalogue) -> None:
    """The latest documents come from the end of the order, the last first, and those without a date are none of them."""
    dates = {"a": "1989-01-01", "b": "1979-01-01", "c": "1989-01-01", "d": ""}
    publish(catalogue, *(document(slug, earliest=date) for slug, date in dates.items()))
    assert [each.slug for each in catalogue.latest(2)] == ["c", "a"]
    assert [each.slug for each in catalogue.latest()] == ["c", "a", "b"]
