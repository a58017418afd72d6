"""The protocol: verbs, arguments, errors, records and their headers."""

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.samples import document
from feeds.house import OAI, STEM, House, code, letters, slugs, told
from fonds.catalogue.rows import Link
from fonds.catalogue.upkeep import copy_catalogue
from harvesting.schemas import schema


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Return a house of four documents: one letter changed, a telegram with an archive, one that is gone."""
    made = House(tmp_path_factory.mktemp("house"))
    made.publish(*letters("a", "b", "gone"))
    held = document("t", 'Telegram <&"> \u0007 about', genre="telegram", earliest="1981-01-02", archive="agent/rgani")
    made.publish(replace(held, links=(*held.links, Link("collection/papers", "isPartOf"), Link("agent/rgani", "holdingArchive"))))
    made.publish(*letters("a", title="Another letter"), gone=["gone"])
    return made


def test_the_schema_of_the_protocol_is_here() -> None:
    """Where the protocol's schema is on this machine, every response of these tests is held against it."""
    assert schema("oai-pmh", "oai-all-lax.xsd") is not None


def test_identify_says_what_the_repository_is(house: House) -> None:
    """Identify names the configured address, the first datestamp, seconds, and that deletions are kept for ever."""
    found = house.ask("Identify")[2]
    said = {each.tag.removeprefix(OAI): each.text for each in found}
    assert said["baseURL"] == "http://archive.example/oai" and said["protocolVersion"] == "2.0"
    assert said["deletedRecord"] == "persistent" and said["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert said["earliestDatestamp"] == min(stamp for _, stamp, _ in told(*house.harvest())), "b is as it was"
    scheme = found.find(f"{OAI}description")[0]
    assert [each.text for each in scheme] == ["oai", "archive.example", ":", f"{STEM}a"]


@pytest.mark.parametrize(
    ("base", "contact", "stem", "email", "described"),
    [
        ("http://127.0.0.1:8000", "", "oai:127.0.0.1:", "contact-not-stated@fonds.invalid", 0),
        ("http://localhost", "A. B. <a.b@x.example>", "oai:localhost:", "a.b@x.example", 0),
        ("https://x.example/archive", "no address", "oai:x.example:archive/", "contact-not-stated@fonds.invalid", 1),
    ],
)
def test_identifiers_follow_the_base_address(
    house: House, base: str, contact: str, stem: str, email: str, described: int
) -> None:
    """Identifiers bear host and path of the site; they are described only where their scheme allows the host."""
    other = House(house.folder, settings=replace(house.settings, base_iri=base, contact=contact))
    found = other.ask("Identify")
    assert found.findtext(f".//{OAI}adminEmail") == email and found.findtext(f".//{OAI}baseURL") == f"{base}/oai"
    assert len(found.findall(f".//{OAI}description")) == described
    record = other.ask("GetRecord", metadataPrefix="oai_dc", identifier=f"{stem}a")
    assert record.findtext(f".//{OAI}identifier") == f"{stem}a"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], "badVerb"),
        ([("verb", "Unheard")], "badVerb"),
        ([("verb", "identify")], "badVerb"),
        ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
        ([("verb", "Identify"), ("set", "genre")], "badArgument"),
        ([("verb", "Identify"), ("<&\x00", "x")], "badArgument"),
        ([("verb", "ListSets"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "mets")], "cannotDisseminateFormat"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai_dc"), ("resumptionToken", "x")], "badArgument"),
        ([("verb", "ListRecords"), ("resumptionToken", "x")], "badResumptionToken"),
        ([("verb", "ListRecords"), ("resumptionToken", "\u20ac")], "badResumptionToken"),
        ([("verb", "ListSets"), ("resumptionToken", "AAAA")], "badResumptionToken"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", f"{STEM}a")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", f"{STEM}a"), ("metadataPrefix", "oai_dc"), ("x", "y")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", f"{STEM}a"), ("resumptionToken", "y")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", f"{STEM}nobody"), ("metadataPrefix", "oai_dc")], "idDoesNotExist"),
        ([("verb", "GetRecord"), ("identifier", "oai:elsewhere:a"), ("metadataPrefix", "oai_dc")], "idDoesNotExist"),
        ([("verb", "GetRecord"), ("identifier", f"{STEM}a"), ("metadataPrefix", "mets")], "cannotDisseminateFormat"),
        ([("verb", "GetRecord"), ("identifier", "a\x08b"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", "a" * 5_000), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "GetRecord"), ("identifier", '"><x'), ("metadataPrefix", "oai_dc")], "idDoesNotExist"),
        ([("verb", "ListMetadataFormats"), ("identifier", f"{STEM}nobody")], "idDoesNotExist"),
    ],
)
def test_faults_are_told_by_their_codes(house: House, pairs: list[tuple[str, str]], expected: str) -> None:
    """Every fault has its code; of a request with a bad verb or argument nothing is repeated."""
    from feeds.house import checked

    response = checked(house.raw(*pairs))
    assert code(response) == expected
    request = response.find(f"{OAI}request")
    assert request.text == "http://archive.example/oai"
    assert bool(request.attrib) == (expected not in ("badVerb", "badArgument"))


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ({"from_": "2026-01-01"}, ["a", "b", "gone", "t"]),
        ({"until": "2026-01-01"}, ["a", "b", "gone", "t"]),
        ({"from_": "1066-10-14", "until": "2999-12-31"}, ["a", "b", "gone", "t"]),
        ({"from_": "{1}"}, ["a", "gone", "t"]),
        ({"until": "{1}"}, ["b", "t"]),
        ({"from_": "{1}", "until": "{1}"}, ["t"]),
        ({"from_": "2026-01-02"}, "noRecordsMatch"),
        ({"until": "2025-12-31"}, "noRecordsMatch"),
        ({"until": "0001-01-01"}, "noRecordsMatch"),
        ({"from_": "2026-01-02", "until": "2026-01-01"}, "badArgument"),
        ({"from_": "2026-01-01", "until": "2026-01-01T12:00:00Z"}, "badArgument"),
        ({"from_": "2026-02-30"}, "badArgument"),
        ({"from_": "2026-1-1"}, "badArgument"),
        ({"from_": "2026"}, "badArgument"),
        ({"from_": "2026-01-01T12:00:00"}, "badArgument"),
        ({"from_": "2026-01-01T12:00:00.5Z"}, "badArgument"),
        ({"from_": "2026-01-01T24:00:00Z"}, "badArgument"),
        ({"until": "2026-01-01T12:00:00+00:00"}, "badArgument"),
        ({"until": "\u0662\u0660\u0662\u0666-01-01"}, "badArgument"),
        ({"from_": ""}, "badArgument"),
    ],
)
def test_windows(house: House, window: dict[str, str], expected: "list[str] | str") -> None:
    """A window has both its ends in it, in seconds or days, and an ill-formed one is a bad argument."""
    stamps = sorted({stamp for _, stamp, _ in told(*house.harvest())})
    asked = {name: value.format(*stamps) for name, value in window.items()}
    if isinstance(expected, str):
        assert code(house.ask("ListRecords", metadataPrefix="oai_dc", **asked)) == expected
    else:
        assert sorted(slugs(*house.harvest(**asked))) == expected
        assert sorted(slugs(*house.harvest("ListIdentifiers", **asked))) == expected


def test_records_are_live_or_gone(house: House) -> None:
    """A record has metadata and its own datestamp; a deleted one a header alone, with its sets, for ever."""
    live = house.ask("GetRecord", metadataPrefix="oai_dc", identifier=f"{STEM}t")
    assert [each.text for each in live.iter(f"{OAI}setSpec")] == [
        "archive:rgani", "collection:papers", "decade:1980s", "genre:telegram"
    ]
    titles = [each.text for each in live.iter("{http://purl.org/dc/elements/1.1/}title")]
    assert titles == ['Telegram <&">  about'], "what XML cannot hold is left out, the rest is escaped"
    gone = house.ask("GetRecord", metadataPrefix="oai_dc", identifier=f"{STEM}gone")
    (header,) = gone.iter(f"{OAI}header")
    assert header.get("status") == "deleted" and gone.find(f".//{OAI}metadata") is None
    assert [each.text for each in header.iter(f"{OAI}setSpec")] == ["decade:1970s", "genre:letter"]
    states = {slug: state for slug, _, state in told(*house.harvest())}
    assert states == {"a": "live", "b": "live", "t": "live", "gone": "gone"}


def test_lists_end_with_an_empty_token(house: House) -> None:
    """Pages say where they begin and how much there is; the last of several ends with an empty token."""
    pages = house.harvest()
    tokens = [page.find(f".//{OAI}resumptionToken") for page in pages]
    assert [(each.get("completeListSize"), each.get("cursor"), bool(each.text)) for each in tokens] == [
        ("4", "0", True), ("4", "3", False)
    ]
    assert all(each.get("expirationDate") is None for each in tokens)
    whole = House(house.folder, page=4)
    assert [page.find(f".//{OAI}resumptionToken") for page in whole.harvest()] == [None]


def test_sets_are_harvested_alone(house: House) -> None:
    """Every set that is listed has what it says, those above others all of theirs; an unknown one has nothing."""
    listed = {each.findtext(f"{OAI}setSpec"): each.findtext(f"{OAI}setName") for each in house.ask("ListSets").iter(f"{OAI}set")}
    assert listed["archive:rgani"] == "Rgani" and listed["genre:telegram"] == "telegram" and listed["decade:1980s"] == "1980s"
    assert {spec for spec in listed if ":" not in spec} == {spec.partition(":")[0] for spec in listed}
    found = {spec: sorted(slugs(*house.harvest(set=spec))) for spec in listed}
    assert found == {
        "genre": ["a", "b", "gone", "t"], "genre:letter": ["a", "b", "gone"], "genre:telegram": ["t"],
        "decade": ["a", "b", "gone", "t"], "decade:1970s": ["a", "b", "gone"], "decade:1980s": ["t"],
        "archive": ["t"], "archive:rgani": ["t"], "collection": ["t"], "collection:papers": ["t"],
    }
    for spec in ("genre:nothing", "letter", "x:y:z"):
        assert code(house.ask("ListRecords", metadataPrefix="oai_dc", set=spec)) == "noRecordsMatch"
    for spec in ("genre:", ":genre", "a b", "genre::letter", "\u00e9"):
        assert code(house.ask("ListRecords", metadataPrefix="oai_dc", set=spec)) == "badArgument"


def test_tokens_are_ours_alone(house: House, tmp_path: Path) -> None:
    """A token works as often as it is sent, for its own verb, unchanged, and in no other archive."""
    first = house.ask("ListRecords", metadataPrefix="oai_dc")
    text = first.findtext(f".//{OAI}resumptionToken")
    assert slugs(house.ask("ListRecords", resumptionToken=text)) == slugs(house.ask("ListRecords", resumptionToken=text)) != []
    assert code(house.ask("ListIdentifiers", resumptionToken=text)) == "badResumptionToken"
    for number in range(0, len(text), 7):
        other = text[:number] + ("A" if text[number] != "A" else "B") + text[number + 1 :]
        assert code(house.ask("ListRecords", resumptionToken=other)) == "badResumptionToken"
    for other in (f"{text}=", f"{text}A", text[:-1], text + "\u00e9"):
        assert code(house.ask("ListRecords", resumptionToken=other)) == "badResumptionToken"
    elsewhere = House(tmp_path)
    elsewhere.publish(*letters("a", "b", "c", "d"))
    assert code(elsewhere.ask("ListRecords", resumptionToken=text)) == "badResumptionToken"


def test_a_backup_goes_on_with_lists_that_were_begun(house: House, tmp_path: Path) -> None:
    """A copy of the catalogue, as a backup is one, takes the tokens of the site it was copied from."""
    copy = House(tmp_path)
    copy_catalogue(house.path, copy.path)
    begun = house.ask("ListRecords", metadataPrefix="oai_dc").findtext(f".//{OAI}resumptionToken")
    assert slugs(copy.ask("ListRecords", resumptionToken=begun)) == slugs(house.ask("ListRecords", resumptionToken=begun)) != []
