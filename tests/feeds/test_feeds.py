"""What feeds say of what is rare: purges, new addresses, returns, many pages, addresses full of markup; cheap at any size."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import feedparser
import pyoxigraph
import pytest
from lxml import etree

from catalogue.samples import BASE, document
from feeds.house import House, letters
from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.catalogue.listings import ListingReader
from fonds.crosswalks.facts import site_facts
from fonds.errors import NotFoundError
from fonds.feeds import activities, atom, ldes, sitemap
from fonds.feeds.changes import ChangeLog
from fonds.feeds.resourcesync import changes
from fonds.publishing.purging import purge
from fonds.rdf.iris import Iris
from fonds.rdf.literals import Triple, ntriples
from harvesting.schemas import schema
from publishing.archive import Archive

IRIS = Iris(BASE)
LOC, URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc", "{http://www.sitemaps.org/schemas/sitemap/0.9}url"
MODIFIED, MD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod", "{http://www.openarchives.org/rs/terms/}md"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house of ten letters, a to j."""
    made = House(tmp_path)
    made.publish(*letters(*"abcdefghij"))
    return made


@contextmanager
def read(path: Path) -> Iterator[ListingReader]:
    """Give a reader of a catalogue."""
    with Catalogue.open(path, read_only=True) as catalogue, catalogue.snapshot() as reader:
        yield reader


def every_feed(reader: ListingReader, house: House, iris: Iris = IRIS) -> dict[str, bytes]:
    """Return all there is of each feed."""
    log, facts = ChangeLog(reader), site_facts(house.settings)
    found = {"atom": atom.render_atom(reader, iris, facts), "sitemap": sitemap.render_file(reader, iris, "documents-1")}
    for number in range(1, -(-log.last_sequence // 100) + 1):
        found[f"changes/{number}"] = activities.render_page(log, iris, number)
    found["ldes"] = ntriples([*ldes.stream_triples(reader, iris, "x"), *ldes.fragment_triples(reader, iris, 1)])
    found["resourcesync"] = changes.render_changes(reader, iris)
    return found


def last_told(feed: str, body: bytes, slug: str) -> str:
    """Return what a feed says last of a document: live, gone, or nothing (empty)."""
    iri = IRIS.document(slug)
    if feed == "atom":
        root = etree.fromstring(body)
        live = any(each.id == iri for each in feedparser.parse(body).entries)
        gone = any(each.get("ref") == iri for each in root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry"))
        assert not (live and gone)
        return "live" if live else "gone" if gone else ""
    if feed.startswith("changes"):
        kinds = [each["type"] for each in json.loads(body)["orderedItems"] if each["object"]["id"] == iri]
        return _state(kinds, "Delete")
    if feed == "resourcesync":
        entries = [each for each in etree.fromstring(body).iter(URL) if each.findtext(LOC) == f"{iri}.jsonld"]
        assert len(entries) <= 1, "a list tells the last change alone"
        return _state([each.find(MD).get("change") for each in entries], "deleted")
    if feed == "ldes":
        store = pyoxigraph.Store()
        store.load(body, pyoxigraph.RdfFormat.N_TRIPLES)
        rows: Any = store.query(
            f"SELECT ?kind {{ ?m <http://purl.org/dc/terms/isVersionOf> <{iri}> ; a ?kind ; <http://purl.org/dc/terms/modified> ?when "
            "FILTER(STRSTARTS(STR(?kind), 'https://www.w3.org/ns/activitystreams#')) } ORDER BY ?when"
        )
        return _state([row["kind"].value.rpartition("#")[2] for row in rows], "Delete")
    return "live" if iri in [each.text for each in etree.fromstring(body).iter(LOC)] else ""


def _state(kinds: list[str], gone: str) -> str:
    return "" if not kinds else "gone" if kinds[-1] == gone else "live"


def test_a_document_that_comes_back_is_live_everywhere(house: House) -> None:
    """What was deleted is gone in each feed, and live in each once it is back; a new address leads on from the old one."""
    house.publish(gone=["b", "c"])
    with read(house.path) as reader:
        for feed, body in every_feed(reader, house).items():
            expected = "" if feed == "sitemap" else "gone"
            assert [last_told(feed, body, slug) for slug in "abc"] == ["live", expected, expected], feed
    house.publish(*letters("b", title="It is back"))
    with Catalogue.open(house.path) as catalogue, catalogue.release("store", clock=house.clock) as writer:
        writer.delete("d", "It has another address.", "dd")
        writer.put(document("dd", "A letter d", source="main:d.txt"))
        writer.finish(1)
    with read(house.path) as reader:
        found = every_feed(reader, house)
        for feed, body in found.items():
            expected = "" if feed == "sitemap" else "gone"
            assert [last_told(feed, body, slug) for slug in ("b", "c", "d", "dd")] == ["live", expected, expected, "live"], feed
    (moved,) = (each for each in json.loads(found["changes/1"])["orderedItems"] if "target" in each)
    assert (moved["type"], moved["object"]["id"], moved["target"]["id"]) == ("Delete", IRIS.document("d"), IRIS.document("dd"))
    assert f"<{IRIS.document('dd')}>".encode() in found["ldes"] and b"isReplacedBy" in found["ldes"]


def test_after_a_purge_nothing_is_left_but_the_deletion(tmp_path: Path, house: House) -> None:
    """No feed holds a word of a document that was purged, of none of its versions; each tells that it is gone."""
    (tmp_path / "purged").mkdir()
    archive, secret = Archive(tmp_path / "purged"), "Unspeakable"
    for number, title in enumerate((f"Letter from Anna Weber about the {secret}", "Telegram from Karel Novak")):
        archive.write(f"{number}.txt", number, title=title)
    archive.publish()
    archive.write("0.txt", 0, title=f"Letter from Anna Weber about the {secret} affair")
    archive.publish()
    iris = Iris(archive.settings.base_iri)
    with read(archive.state / FILE_NAME) as reader:
        before = every_feed(reader, house, iris)
        slug = next(each.slug for each in ChangeLog(reader).live() if secret.lower() in each.slug)
    assert sum(secret in body.decode() for body in before.values()) >= 2, "feeds that tell titles told this one"
    purge(slug, "At the wish of the heirs.", archive.settings, wait=0)
    with read(archive.state / FILE_NAME) as reader:
        for feed, body in every_feed(reader, house, iris).items():
            assert secret not in body.decode(), feed
            assert (f"/doc/{slug}" in body.decode()) == (feed != "sitemap"), feed
            assert feed == "sitemap" or b"elete" in body, feed


def test_change_lists_have_an_index_where_they_are_many(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more changes than a list holds, an index leads to lists with true ends, that lead back to it."""
    monkeypatch.setattr(changes, "PAGE", 4)
    first, second = house.publish(*letters("a", title="Changed"), gone=["b"]), house.publish(*letters("k"))
    with read(house.path) as reader:
        index = etree.fromstring(changes.render_changes(reader, IRIS))
        assert index.tag.endswith("sitemapindex")
        names = [each.text.rpartition("/")[2] for each in index.iter(LOC)]
        assert names == sorted(names) == [f"changelist-{number:06}.xml" for number in (1, 2, 3, 4)]
        windows = [(each.get("from"), each.get("until")) for each in list(index.iter(MD))[1:]]
        start = ChangeLog(reader).earliest
        assert windows == [(start, start), (start, start), (start, first), (second, None)]
        told = []
        for number in range(1, 5):
            page = etree.fromstring(changes.render_change_page(reader, IRIS, number))
            assert {each.get("rel") for each in page if each.get("rel")} == {"up", "index"}
            told += [each.find(MD).get("datetime") for each in page.iter(URL)]
        assert told == sorted(told) and len(told) == 13
        with pytest.raises(NotFoundError):
            changes.render_change_page(reader, IRIS, 5)


def test_archives_of_the_feed_stay_what_they_are(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive document of the feed never changes, whatever happens later, and leads to the one before and to the feed."""
    monkeypatch.setattr(atom, "PAGE", 4)
    facts = site_facts(house.settings)

    def archives() -> list[bytes]:
        with read(house.path) as reader:
            return [atom.render_archive(reader, IRIS, facts, number) for number in (1, 2)]

    before = archives()
    house.publish(*letters("a", title="Changed"), gone=["b"])
    links = [{each.rel: each.href for each in feedparser.parse(body).feed.links} for body in archives()]
    house.publish(*letters("c", title="Changed"), gone=["a"])
    after = archives()
    assert after == before
    assert [len(feedparser.parse(body).entries) for body in after] == [4, 4]
    assert links[1]["prev-archive"].endswith("?page=1") and links[0]["current"] == f"{BASE}/feed.atom"


def test_the_root_of_many_fragments_leads_to_groups(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are many fragments the root leads to groups of them, and every member is reached by the way of relations."""
    monkeypatch.setattr(ldes, "PAGE", 2)
    monkeypatch.setattr(ldes, "GROUP", 2)
    house.publish(*letters("k", "l"), gone=["a"])
    nodes: dict[str, Callable[[ListingReader], Iterator[Triple]]] = {}
    for number in range(1, 8):
        nodes[f"{number}"] = lambda reader, number=number: ldes.fragment_triples(reader, IRIS, number)  # type: ignore[misc]
    for number in range(1, 5):
        nodes[f"group-{number}"] = lambda reader, number=number: ldes.group_triples(reader, IRIS, number)  # type: ignore[misc]
    waiting, members, ends = ["view"], set(), 0
    nodes["view"] = lambda reader: ldes.view_triples(reader, IRIS)
    with read(house.path) as reader:
        while waiting:
            triples = list(nodes.pop(waiting.pop())(reader))
            waiting += {o.strip("<>").rpartition("/")[2] for _, p, o in triples if p == f"<{ldes.TREE}node>"}
            members |= {o for _, p, o in triples if p == f"<{ldes.TREE}member>"}
            ends += sum(o == f"<{ldes.TREE}LessThanOrEqualToRelation>" for _, _, o in triples)
    assert not nodes and len(members) == 13
    assert ends == (7 - 1) + (4 - 1), "all nodes have an end but the newest fragment and its group"


def test_sitemaps_in_stretches_have_true_dates(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file of the sitemap has the date of its newest change, a deletion among them; an empty one is not listed."""
    monkeypatch.setattr(sitemap, "MOST", 4)
    start = house.publish(*letters("k"))
    later = house.publish(gone=["a", "i", "j", "k"])
    with read(house.path) as reader:
        index = etree.fromstring(sitemap.render_index(reader, IRIS))
        found = {each.findtext(LOC).rpartition("/")[2]: each.findtext(MODIFIED) for each in index}
        first = ChangeLog(reader).earliest
        assert found.pop("sitemap-site.xml") == later
        assert {name: when for name, when in found.items() if "documents" in name} == {
            "sitemap-documents-1.xml": later, "sitemap-documents-2.xml": first
        }
        assert first < start and any("entities" in name for name in found)
        pages = [etree.fromstring(sitemap.render_file(reader, IRIS, f"documents-{number}")) for number in (1, 2)]
        assert [each.text.rpartition("/")[2] for page in pages for each in page.iter(LOC)] == list("bcdefgh")
        with pytest.raises(NotFoundError):
            sitemap.render_file(reader, IRIS, "documents-3")


def test_sitemaps_are_valid(house: House) -> None:
    """Index and files of the sitemap are valid against the schemas of sitemaps.org."""
    with read(house.path) as reader:
        schema("sitemap", "siteindex.xsd").assertValid(etree.fromstring(sitemap.render_index(reader, IRIS)))
        for name in ("site", "documents-1", "entities-1"):
            schema("sitemap", "sitemap.xsd").assertValid(etree.fromstring(sitemap.render_file(reader, IRIS, name)))


def test_feeds_do_not_walk_through_documents(house: House) -> None:
    """Dates of the sitemap's files come out of an index; the change log is counted by its last number, without gaps."""
    from fonds.catalogue import feeding

    house.publish(*letters("a", title="Changed"), gone=["b"])
    with Catalogue.open(house.path, read_only=True) as catalogue, catalogue.snapshot() as reader:
        log = ChangeLog(reader)
        assert log.last_sequence == log.count_entries() == 12
        with reader._connections.cursor() as cursor:
            sql = feeding._NEWEST["documents"].sql
            plan = " ".join(str(row) for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", [1] * sql.count("?")).fetchall())
    assert "USING COVERING INDEX documents_by_release" in plan, plan


def test_markup_in_titles_and_reasons_stays_text(house: House) -> None:
    """Titles and reasons full of markup and of characters XML cannot hold break no feed."""
    nasty = "</title><script>alert(1)</script> ]]> & \x00\x0b\ufffe \" ' \u2028"
    house.publish(document("nasty", nasty, summary=nasty))
    with Catalogue.open(house.path) as catalogue, catalogue.release("store", clock=house.clock) as writer:
        writer.delete("a", nasty)
        writer.finish(1)
    with read(house.path) as reader:
        found = every_feed(reader, house)
    for feed, body in found.items():
        if feed.startswith("changes"):
            assert json.loads(body)["orderedItems"][-1]["summary"] == nasty
        elif feed != "ldes":
            etree.fromstring(body)
    (entry,) = (each for each in feedparser.parse(found["atom"]).entries if each.id == IRIS.document("nasty"))
    assert "alert(1)" in entry.title_detail.value and "<script" not in found["atom"].decode()
    pyoxigraph.Store().load(found["ldes"], pyoxigraph.RdfFormat.N_TRIPLES)
