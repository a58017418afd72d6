"""The query behind a page gives the list the page shows: asked of the store of a published site, list by list."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest

from fonds.bundled import bundled_path
from fonds.canned.behind import MOST_ROWS, documents_query, entities_query, latest_query, years_query
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.rdf.iris import ENTITY_KINDS, Iris
from fonds.settings import Settings
from fonds.web.app import create_app

BASE = "http://archive.example"
IRIS = Iris(BASE)
PEOPLE = ("Gottfried Wilhelm Leibniz", "Christiaan Huygens", "Sophia of Hanover")
LETTERS = 60
"""More than two pages of a list."""


@dataclass(frozen=True)
class Published:
    """A site as it was published, and the store of its release."""

    settings: Settings
    store: pyoxigraph.Store

    def ask(self, query: str) -> list[str]:
        """Return the first column of the rows, as paths below the site."""
        found = self.store.query(query)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        values = (row[0] for row in found)
        return [str(getattr(value, "value", "")).removeprefix(f"{BASE}/") for value in values]

    def catalogue(self) -> Catalogue:
        """Open the catalogue for reading."""
        return Catalogue.open(Path(self.settings.state) / "catalogue.sqlite", read_only=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The shipped pages, and a table of letters of which many are of one day and some of none."""
    folder = tmp_path_factory.mktemp("behind")
    rows = [
        f"{number},Letter {number:02},{'' if number % 10 == 9 else f'169{number % 7}-0{number % 3 + 1}-11'},"
        f"{PEOPLE[number % 3]},{PEOPLE[(number + 1) % 3]},{'Hanover' if number % 4 else ''}"
        for number in range(LETTERS)
    ]
    (folder / "letters.csv").write_text("\n".join(["id,title,date,sender,recipient,place", *rows]), encoding="utf-8")
    settings = Settings(base_iri=BASE, state=str(folder / "var"))
    publish(given_sources((folder / "letters.csv", bundled_path("data")), settings), settings)
    return Published(settings, pyoxigraph.Store.read_only(str(next((folder / "var").glob("store-*")))))


def test_documents(site: Published) -> None:
    """The list of all documents and its query are the same documents in the same order, undated ones last."""
    with site.catalogue() as catalogue:
        listed = catalogue.documents(Filters(), 0, 1_000)
        assert listed.total == LETTERS + 2
        assert [f"doc/{each.slug}" for each in listed.items] == site.ask(documents_query(IRIS))


def test_latest(site: Published) -> None:
    """The latest documents are those of the front page, the last one first."""
    with site.catalogue() as catalogue:
        assert [f"doc/{each.slug}" for each in catalogue.latest(6)] == site.ask(latest_query(IRIS, 6))


def test_years(site: Published) -> None:
    """The years of the timeline have the numbers its query counts."""
    found = site.store.query(years_query(IRIS))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    counted = {str(getattr(row[0], "value", "")): int(str(getattr(row[1], "value", ""))) for row in found}
    with site.catalogue() as catalogue:
        assert counted == {each.value: each.documents for each in catalogue.facets().year}
    assert len(counted) == 9


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_entities(site: Published, kind: str) -> None:
    """The entries of each kind are those its query finds, and as many."""
    with site.catalogue() as catalogue:
        listed = catalogue.entities(kind, 0, 1_000)
        assert sorted(each.key for each in listed.items) == sorted(site.ask(entities_query(IRIS, kind)))
        assert kind not in ("agent", "place") or listed.total > 1


def test_documents_of_entities(site: Published) -> None:
    """The documents of every entity, in whatever relation and in each, those at second hand among them, are the query's."""
    seen = set()
    with site.catalogue() as catalogue:
        for kind in ENTITY_KINDS:
            for entry in catalogue.entities(kind, 0, 1_000).items:
                for relation in ("", *catalogue.related_counts(entry.key)):
                    filters = Filters(agent=entry.key, relation=relation)
                    listed = catalogue.documents(filters, 0, 1_000)
                    found = site.ask(documents_query(IRIS, asdict(filters)))
                    assert sorted(f"doc/{each.slug}" for each in listed.items) == sorted(found), (entry.key, relation)
                    assert listed.total == len(found) > 0
                    seen.add(relation)
    assert {"sender", "recipient", "mentions", "cited-author", "via-isPartOf", "via-parentOrganization"} <= seen


def test_facets(site: Published) -> None:
    """Lists narrowed by genre, year, archive and several ways at once are the query's, in order."""
    with site.catalogue() as catalogue:
        found = catalogue.facets()
        every = [
            *(Filters(genre=each.value) for each in found.genre), *(Filters(year=int(each.value)) for each in found.year),
            *(Filters(archive=each.value) for each in found.archive),
        ]
        assert len(every) > 10
        for filters in every:
            listed = [f"doc/{each.slug}" for each in catalogue.documents(filters, 0, 1_000).items]
            assert listed == site.ask(documents_query(IRIS, asdict(filters))), filters
        both = Filters(agent=found.agent[0].value, relation="sender", place="place/hanover", year=1693)
        listed = [f"doc/{each.slug}" for each in catalogue.documents(both, 0, 1_000).items]
        assert sorted(listed) == sorted(site.ask(documents_query(IRIS, asdict(both))))
        assert listed


def test_pages_lead_to_it(site: Published) -> None:
    """Each listing has a link to the editor; its query, with the page's total, begins with what the page shows."""
    app = create_app(site.settings, catalogue=site.catalogue)
    client = app.test_client()
    for path in ("/doc", "/search?genre=letter", "/search?year=1693", "/agent/christiaan-huygens", "/place/hanover"):
        page = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        links = re.findall(r'<p class="behind"><a rel="nofollow" href="([^"]*)"', page)
        assert links, path
        rows = site.ask(parse_qs(urlsplit(links[0].replace("&amp;", "&")).query)["query"][0])
        before = page.partition('<p class="behind">')[0]
        shown = re.findall(r'<p class="what"><a href="[^"]*?(doc/[^"]+)"', before)
        assert shown and set(shown) <= set(rows), path
        assert "/agent/" in path or "/place/" in path or rows[: len(shown)] == shown, path
        numbers = re.search(r'<span class="count">([\d,]+)</span></h[12]>|([\d,]+) documents?', page)
        assert numbers and int((numbers[1] or numbers[2]).replace(",", "")) == len(rows), path
    for path in ("/", "/agent", "/place", "/event"):
        assert '<p class="behind">' in client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True), path
    app.extensions["fonds"].reading.close()


def test_words(site: Published) -> None:
    """A search has a query for the same words, which says of itself that it looks for them otherwise."""
    query = documents_query(IRIS, asdict(Filters()), (("letter", "07"),))
    assert query.partition("SELECT")[0].endswith("orders what it finds.\n")
    assert [row for row in site.ask(query) if row.endswith("letter-07")] == site.ask(query) != []


HOSTILE = (
    '"} #', "} UNION { ?s ?p ?o }", "\\", "'", '"""', "<doc/x>", "TERM", "RELATION", "<DOC>", "\n} LIMIT 1", "agent/x> }", "$1"
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values(site: Published, text: str) -> None:
    """A value that is no key makes no query; words and relations stay one string, and the query's shape its own."""
    for name in ("agent", "place", "event", "archive", "genre", "year"):
        assert documents_query(IRIS, {name: text}) == ""
    for relation in (text, f"via-{text}"):
        assert site.ask(documents_query(IRIS, {"agent": "agent/x", "relation": relation})) == []
    plain, other = documents_query(IRIS, {}, (("x",),)), documents_query(IRIS, {}, ((text,),))
    assert shape(plain) == shape(other)
    site.ask(other)


def shape(query: str) -> list[str]:
    """Return a query's tokens, its strings all alike."""
    from fonds.canned.scanner import meaningful, scan

    return ["…" if token.kind in ("string", "long") else token.text for token in meaningful(scan(query))]


def test_long_lists_are_bounded() -> None:
    """The query behind a long list asks for as many rows as can be read; alone, a relation makes none."""
    assert documents_query(IRIS, total=MOST_ROWS).endswith("?document\n")
    assert documents_query(IRIS, total=MOST_ROWS + 1).endswith(f"LIMIT {MOST_ROWS}\n")
    assert documents_query(IRIS, {"relation": "sender"}) == ""
