"""CMIF: letters as correspSearch reads them, one by one and a collection in one stream."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from crosswalks.judges import faults
from crosswalks.trees import DOC, SITE, agent, letter, part
from fonds.crosswalks.cmif import cmif_refusals, render_cmif, render_cmif_file

TEI = "{http://www.tei-c.org/ns/1.0}"
GND, WIKIDATA, VIAF = "https://d-nb.info/gnd/118562827", "http://www.wikidata.org/entity/Q1", "http://viaf.org/viaf/1"
Tree = dict[str, Any]


def actions(tree: Tree) -> tuple[Any, Any]:
    """Return the two actions of a letter."""
    sent, received = etree.fromstring(render_cmif(tree, SITE)).iter(f"{TEI}correspAction")
    return sent, received


def names(action: Any) -> list[tuple[str, str, dict[str, str]]]:
    """Return kind, text and attributes of the names of an action."""
    return [(each.tag.removeprefix(TEI), each.text, dict(each.attrib)) for each in action if each.tag != f"{TEI}date"]


@pytest.mark.parametrize(
    ("same", "given"),
    [
        ([WIKIDATA], {}), ([WIKIDATA, GND], {"ref": GND}), ([VIAF, GND], {"ref": GND}), ([VIAF], {"ref": VIAF}),
        (["https://id.loc.gov/authorities/names/n79021164"], {"ref": "https://id.loc.gov/authorities/names/n79021164"}),
        (["https://d-nb.info/gnd/1\" x=\""], {}),
    ],
)
def test_only_authority_files_that_are_read(same: list[str], given: dict[str, str]) -> None:
    """A person's identity is given in an authority file correspSearch knows, and in no other."""
    sent, _ = actions(letter(sender=[agent("b", "B", "Person", *same)]))
    assert names(sent) == [("persName", "B", given)]


def test_places_lead_to_geonames_alone() -> None:
    """The place of writing stands in the sent action, that of receipt in the other, with GeoNames or nothing."""
    geonames = "https://sws.geonames.org/2950159/"
    sent, received = actions(letter(
        locationCreated=[agent("p", "Berlin", "Place", WIKIDATA, geonames)], placeReceived=[agent("q", "Bern", "Place", GND)],
    ))
    assert names(sent)[1:] == [("placeName", "Berlin", {"ref": geonames})]
    assert names(received)[1:] == [("placeName", "Bern", {})]


def test_both_actions_are_always_there() -> None:
    """A group is an organisation, and who is not stated is "Unknown", which no other format says."""
    sent, received = actions(letter(sender=[agent("b", "Staff", "Audience")], recipient=None))
    assert (sent.get("type"), received.get("type")) == ("sent", "received")
    assert names(sent) == [("orgName", "Staff", {})] and names(received) == [("persName", "Unknown", {})]


def test_doubts_are_those_of_the_source() -> None:
    """What the source doubts keeps TEI's own attributes for it."""
    doubt = part("sender", agent("b", "B"), certainty="certainty: low; evidence: conjecture")
    sent, _ = actions(letter(participation=[doubt]))
    assert names(sent) == [("persName", "B", {"cert": "low", "evidence": "conjecture"})]


@pytest.mark.parametrize(
    ("stated", "attributes"),
    [
        ("1989-09", {"when": "1989-09"}),
        ("[1989-09-02..1989-09-05]", {"notBefore": "1989-09-02", "notAfter": "1989-09-05"}),
        ("[1989..]", {"notBefore": "1989"}), ("[..1989]", {"notAfter": "1989"}),
        ("[1989-09-02,1989-09-07]", {"notBefore": "1989-09-02", "notAfter": "1989-09-07"}),
        ("1989-09-02/1989-09-05", {"from": "1989-09-02", "to": "1989-09-05"}),
        ("1989-09-02?", {"when": "1989-09-02", "cert": "low"}),
        ("1989-09-02?/1989-09-05?", {"from": "1989-09-02", "to": "1989-09-05", "cert": "low"}),
        ("1989/..", {"from": "1989"}), ("1827?/..", {"from": "1827", "cert": "low"}), ("../1989-05", {"to": "1989-05"}),
        ("1989-21", {"notBefore": "1980-01-01", "notAfter": "1989-12-31"}),
        ("198X", {"notBefore": "1980-01-01", "notAfter": "1989-12-31"}),
    ],
)
def test_dates_in_tei(stated: str, attributes: dict[str, str]) -> None:
    """A day, a span and one of several days are told apart, and a doubt is said."""
    tree = letter(date=stated, dateCreated=None, earliest="1980-01-01", latest="1989-12-31")
    (found,) = actions(tree)[0].iter(f"{TEI}date")
    assert dict(found.attrib) == attributes


def test_when_it_was_sent_and_received() -> None:
    """The date of sending, where it is stated, stands before that of writing; the date of receipt in the other action."""
    sent, received = actions(letter(dateSent="1989-09-04", dateReceivedLevel1="1989-09?"))
    assert [dict(each.attrib) for each in sent.iter(f"{TEI}date")] == [{"when": "1989-09-04"}]
    assert [dict(each.attrib) for each in received.iter(f"{TEI}date")] == [{"when": "1989-09", "cert": "low"}]


@pytest.mark.parametrize("licence", ["https://creativecommons.org/licenses/by-nc/4.0/", "https://example.org/", ""])
def test_open_metadata_only(licence: str) -> None:
    """Without CC BY 4.0 or CC0 for the metadata there is no CMIF; both are taken with http or https."""
    assert any("metadata_licence" in reason for reason in cmif_refusals(letter(), replace(SITE, licence=licence)))
    assert cmif_refusals(letter(), replace(SITE, licence="http://creativecommons.org/licenses/by/4.0/")) == ()


def test_a_collection_is_a_stream(many: tuple[Tree, ...]) -> None:
    """The file of a collection holds every letter once, is valid, and is written before the last letter is asked for."""
    asked = 0

    def trees() -> Iterator[Tree]:
        nonlocal asked
        for tree in many:
            asked += 1
            yield tree

    stream = render_cmif_file(trees(), SITE, address="http://x/dumps/cmif.xml", stamp="2026-01-02T03:04:05Z")
    start = [next(stream) for _ in range(5)]
    assert asked < len(many) // 2
    made = b"".join((*start, *stream))
    letters = [tree["id"] for tree in many if not cmif_refusals(tree, SITE)]
    found = [each.get("ref") for each in etree.fromstring(made).iter(f"{TEI}correspDesc")]
    assert found == letters and 20 < len(letters) < len(many)
    assert faults("cmif", made) == ""


def test_an_id_begins_with_a_letter() -> None:
    """A slug begins with its year, which no xml:id may; the id of a letter is valid all the same."""
    (found,) = etree.fromstring(render_cmif(letter(), SITE)).iter(f"{TEI}correspDesc")
    assert found.get("{http://www.w3.org/XML/1998/namespace}id") == f"letter-{DOC.rpartition('/')[2]}"


def test_a_site_without_a_licence_writes_no_file() -> None:
    """To ask for a file the site may not give is a mistake of the program, not an empty file."""
    with pytest.raises(ValueError, match="metadata_licence"):
        list(render_cmif_file([], replace(SITE, licence=""), address="", stamp=""))
