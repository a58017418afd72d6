"""Harvests that go on for long: publishes between pages, deletions, returns, sets and formats that are left."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feeds.house import OAI, STEM, House, code, letters, slugs, token, told
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.soundness import looked_through
from fonds.crosswalks import table
from fonds.crosswalks.crosswalk import Crosswalk, SiteFacts
from fonds.crosswalks.nodes import Node, text


class Mirror:
    """A harvester's copy of what it was told: slug → datestamp, where live; it asks from its last response on."""

    def __init__(self, house: House, **said: str) -> None:
        self._house = house
        self._said = said
        self.held: dict[str, str] = {}
        self.heard: list[str] = []

    def take(self, response: Any) -> None:
        """Believe a response."""
        for slug, stamp, state in told(response):
            self.heard.append(slug)
            self.held.pop(slug, None)
            if state == "live":
                self.held[slug] = stamp

    def harvest(self, **said: str) -> None:
        """Harvest all that there is, or what changed since."""
        first = self._house.ask("ListRecords", **{"metadataPrefix": "oai_dc", **self._said, **said})
        if not code(first):
            self.take(first)
            while following := token(first):
                first = self._house.ask("ListRecords", resumptionToken=following)
                self.take(first)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a house of ten letters, a to j, three on a page."""
    made = House(tmp_path)
    made.publish(*letters(*"abcdefghij"))
    return made


def live(house: House) -> dict[str, str]:
    """Return slug and datestamp of what is live, from the change log."""
    with Catalogue.open(house.path, read_only=True) as catalogue:
        last = {entry.slug: entry for entry in catalogue.changes()}
    return {slug: entry.stamp for slug, entry in last.items() if entry.kind != "delete"}


def test_a_publish_between_pages_neither_skips_nor_repeats(house: House) -> None:
    """Whatever is published between any two pages, a list brings each document it began with once, and no other."""
    page = house.ask("ListRecords", metadataPrefix="oai_dc")
    mirror, number = Mirror(house), 0
    mirror.take(page)
    while following := token(page):
        number += 1
        house.publish(*letters("a", "e", "h", "j", f"new-{number}", title=f"Edition {number}"), gone=["b"] if number == 1 else ["i"])
        page = house.ask("ListRecords", resumptionToken=following)
        assert (page.find(f".//{OAI}resumptionToken").get("completeListSize"), len(told(page))) in (("10", 3), ("10", 1))
        mirror.take(page)
    assert mirror.heard == list("abcdefghij") and number == 3
    assert "new-1" in live(house) and "b" in mirror.held, "the deletion of b came after its page"
    mirror.harvest(from_="2026-01-01T12:02:00Z")
    assert mirror.held == live(house)


def test_a_window_that_ends_loses_what_changes_to_the_next(house: House) -> None:
    """With until, what changes between pages leaves the list, and the window after it has it: nothing is lost."""
    stamp = next(iter(live(house).values()))
    page = house.ask("ListRecords", metadataPrefix="oai_dc", until=stamp)
    mirror = Mirror(house)
    mirror.take(page)
    later = house.publish(*letters("a", "e", "h", title="Changed"), gone=["f"])
    while following := token(page):
        page = house.ask("ListRecords", resumptionToken=following)
        assert all(each <= stamp for _, each, _ in told(page)), "nothing is older or newer than was asked for"
        mirror.take(page)
    assert mirror.heard == list("abcdgij")
    mirror.harvest(from_=later)
    assert mirror.held == live(house)


def test_no_page_is_empty(house: House) -> None:
    """Where all that was left of a window has changed, its last page is one record of these: the schema wants one."""
    stamp = next(iter(live(house).values()))
    first = house.ask("ListRecords", metadataPrefix="oai_dc", until=stamp)
    house.publish(*letters("d", "e", "f", "h", title="Changed"), gone=["g", "i", "j"])
    last = house.ask("ListRecords", resumptionToken=token(first))
    assert slugs(last) == ["d"] and not token(last) and last.find(f".//{OAI}resumptionToken") is not None


def test_incremental_harvests_follow_everything(house: House) -> None:
    """A mirror that harvests what changed after every publish holds what is live, deletions and returns included."""
    mirror = Mirror(house)
    mirror.harvest()
    for rows, gone in (
        (letters("a", "k", title="Changed"), "bc"), (letters("b", title="It is back"), "k"),
        (letters("k", title="It is back, too"), ""), ([], "abd"),
    ):
        mirror.harvest(from_=house.publish(*rows, gone=gone))
        assert mirror.held == live(house)
    whole = Mirror(house)
    whole.harvest()
    assert whole.held == mirror.held and set(whole.heard) == set("abcdefghijk"), "deletions are told for ever"


def test_who_harvests_a_set_hears_of_what_leaves_it(house: House) -> None:
    """A mirror of one set loses what left it, gets what came, and hears of deletions; others still have it live."""
    mirrors = {spec: Mirror(house, set=spec) for spec in ("genre:letter", "genre:telegram", "decade:1980s", "genre")}

    def harvest(**said: str) -> None:
        for each in mirrors.values():
            each.harvest(**said)

    def members(spec: str) -> set[str]:
        return {slug for slug in live(house) if any(slug in slugs(page) for page in house.harvest(set=spec))} & set(
            mirrors[spec].held
        )

    harvest()
    harvest(from_=house.publish(*letters("a", "b", genre="telegram"), *letters("c", earliest="1981-01-01")))
    held = {spec: "".join(sorted(each.held)) for spec, each in mirrors.items()}
    assert held == {
        "genre:letter": "cdefghij", "genre:telegram": "ab", "decade:1980s": "c", "genre": "abcdefghij"
    }
    left = house.ask("ListRecords", metadataPrefix="oai_dc", set="genre:letter", from_="2026-01-01T12:02:00Z")
    (header,) = (each for each in left.iter(f"{OAI}header") if each.findtext(f"{OAI}identifier") == f"{STEM}a")
    assert (header.get("status"), [each.text for each in header.iter(f"{OAI}setSpec")]) == ("deleted", ["genre:letter"])
    whole = house.ask("GetRecord", metadataPrefix="oai_dc", identifier=f"{STEM}a")
    assert told(whole)[0][2] == "live"
    harvest(from_=house.publish(*letters("a", title="A letter again"), gone=["b", "d"]))
    held = {spec: "".join(sorted(each.held)) for spec, each in mirrors.items()}
    assert held == {"genre:letter": "acefghij", "genre:telegram": "", "decade:1980s": "c", "genre": "acefghij"}
    assert members("genre:letter") == set("acefghij")


def test_a_set_that_is_joined_between_pages_keeps_its_list(house: House) -> None:
    """What joins a set while it is harvested comes with the next harvest; what leaves it is told as gone."""
    house.publish(*letters("t", "u", "v", "w", genre="telegram"))
    page = house.ask("ListRecords", metadataPrefix="oai_dc", set="genre:telegram")
    house.publish(*letters("a", "b", genre="telegram"), *letters("w", title="A letter"))
    rest = house.ask("ListRecords", resumptionToken=token(page))
    assert slugs(page) == ["t", "u", "v"] and [(slug, state) for slug, _, state in told(rest)] == [("w", "gone")]
    assert rest.find(f".//{OAI}resumptionToken").get("completeListSize") == "4"


def _only_short(tree: Node, site: SiteFacts) -> tuple[str, ...]:
    return () if len(text(tree, "title")) < 12 else ("The title is too long.",)


def _only_decided(tree: Node, site: SiteFacts) -> tuple[str, ...]:
    return () if site.edm_rights else ("Nobody has decided.",)


def _render(tree: Node, site: SiteFacts) -> bytes:
    return f'<short xmlns="http://x.example/short">{text(tree, "title")}</short>'.encode()


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offer Dublin Core, a format for short titles alone, and one that the site has to decide something for."""
    for name in [each for each in table.CROSSWALKS if each != "oai_dc"]:
        monkeypatch.delitem(table.CROSSWALKS, name)
    for name, refusals in (("short", _only_short), ("decided", _only_decided)):
        made = Crosswalk(name, name, "application/xml", f"http://x.example/{name}", "http://x.example/s.xsd", refusals, _render)
        monkeypatch.setitem(table.CROSSWALKS, name, made)


@pytest.mark.usefixtures("formats")
def test_formats_that_refuse_a_record_leave_it_out(tmp_path: Path) -> None:
    """A list in a format has exactly the records that can be had in it, and says their true number."""
    house = House(tmp_path)
    house.publish(*letters("a", "c", "e", "g"), *letters("b", "d", "f", title="A very long letter"))
    pages = house.harvest(metadataPrefix="short")
    assert slugs(*pages) == list("aceg")
    assert {each.get("completeListSize") for page in pages for each in page.iter(f"{OAI}resumptionToken")} == {"4"}
    assert code(house.ask("GetRecord", metadataPrefix="short", identifier=f"{STEM}b")) == "cannotDisseminateFormat"
    prefixes = [each.text for each in house.ask("ListMetadataFormats", identifier=f"{STEM}b").iter(f"{OAI}metadataPrefix")]
    assert prefixes == ["oai_dc"]
    assert len(list(house.ask("ListMetadataFormats").iter(f"{OAI}metadataPrefix"))) == 2, "what the site refuses is not there"
    assert code(house.ask("ListRecords", metadataPrefix="decided")) == "cannotDisseminateFormat"
    stamp = house.publish(*letters("a", title="A very long letter"), *letters("b"), gone=["c", "d"])
    mirror = Mirror(house, metadataPrefix="short")
    for page in pages:
        mirror.take(page)
    mirror.harvest(from_=stamp)
    assert set(mirror.held) == {"b", "e", "g"}, "one that can no longer be had in a format is gone there"
    assert set(slugs(*house.harvest(metadataPrefix="short"))) == set("abceg"), "what never could be had is never told of"


@pytest.mark.usefixtures("formats")
def test_a_record_that_can_be_had_in_nothing_has_no_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every format refuses a record, it has no metadata formats."""
    monkeypatch.setitem(table.CROSSWALKS, "oai_dc", replace(table.CROSSWALKS["oai_dc"], refusals=_only_short))
    house = House(tmp_path)
    house.publish(*letters("a"), *letters("b", title="A very long letter"))
    assert code(house.ask("ListMetadataFormats", identifier=f"{STEM}b")) == "noMetadataFormats"
    assert slugs(*house.harvest()) == ["a"]


def test_what_formats_say_of_the_site_follows_the_settings(house: House) -> None:
    """Another base address is in all records after the next publish, though no document changed."""
    before = house.raw(("verb", "ListRecords"), ("metadataPrefix", "oai_dc"))
    house.settings = replace(house.settings, title="Another house")
    house.publish(*letters("z"))
    with house.repository() as repository:
        assert repository.facts().title == "Another house"
        assert all(repository.reader.fragments([item.number for item in repository.reader.feed_items(repository.span("", ""))]))
    assert before[: before.index(b"</record>")].partition(b"<record>")[2] in house.raw(("verb", "ListRecords"), ("metadataPrefix", "oai_dc"))


def test_fragments_are_what_would_be_made(house: House) -> None:
    """What is kept ready is what would be made of the record when it is asked for."""
    ready = house.harvest()
    with Catalogue.open(house.path) as catalogue, catalogue.release("store", clock=house.clock) as writer:
        for number in range(1, 11):
            writer._documents.fragments.write(number, b"")
        writer._documents.fragments.flush()
        writer.finish(1, unchanged_too=True)
    from lxml import etree

    assert [etree.tostring(each.find(f"{OAI}ListRecords")[0]) for each in house.harvest()] == [
        etree.tostring(each.find(f"{OAI}ListRecords")[0]) for each in ready
    ]


def test_the_tables_of_sets_are_sound(house: House) -> None:
    """After all kinds of changes the memberships agree with the documents."""
    house.publish(*letters("a", genre="telegram"), gone=["b"])
    house.publish(*letters("b", genre="telegram"), *letters("a"))
    with looked_through(house.path) as catalogue:
        assert [str(each) for each in catalogue.contradictions() if each.code == "set-wrong"] == []


def test_every_format_there_is_can_be_harvested(tmp_path: Path) -> None:
    """With all that a site decides, every format of the table is offered, and each list has true numbers and content."""
    house = House(tmp_path)
    house.settings = replace(house.settings, publisher="The House", edm_rights="http://rightsstatements.org/vocab/InC/1.0/")
    house.publish(*letters(*"abcd"))
    offered = [each.text for each in house.ask("ListMetadataFormats").iter(f"{OAI}metadataPrefix")]
    assert offered == list(table.CROSSWALKS)
    for prefix in offered:
        first = house.ask("ListRecords", metadataPrefix=prefix)
        if code(first):
            assert code(first) == "noRecordsMatch", "every letter of these is refused"
            assert all(
                code(house.ask("GetRecord", metadataPrefix=prefix, identifier=f"{STEM}{slug}")) == "cannotDisseminateFormat"
                for slug in "abcd"
            )
            continue
        pages = house.harvest(metadataPrefix=prefix)
        namespace = table.CROSSWALKS[prefix].namespace
        found = [each[0].tag for page in pages for each in page.iter(f"{OAI}metadata")]
        assert len(found) == int(pages[0].find(f".//{OAI}resumptionToken").get("completeListSize")) == 4
        assert all(each.startswith("{" + namespace + "}") or prefix == "edm" for each in found)
