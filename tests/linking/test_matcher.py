"""The matcher: whole words, longest first, in scope, with the words that belong to a name."""

import re
from pathlib import Path
from random import Random

import pytest

from fonds.linking.authorities import AuthorityList
from fonds.linking.folded import Folded
from fonds.linking.matcher import Matcher, find_words
from fonds.record.evidence import Span
from linking.lists import matches, row, write

ROWS = (
    row("agent/taraki", "Person", "Nur Muhammad Taraki", "Taraki|N. M. Taraki"),
    row("agent/vorontsov", "Person", "Yuli Vorontsov", "Vorontsov", "Vorontsov: only after the full name"),
    row("agent/amin", "Person", "Hafizullah Amin", "Amin", "Amin: only in documents that also name Kabul"),
    row("agent/amin-idi", "Person", "Idi Amin", "Amin"),
    row("agent/red-army", "Organization", "Red Army"),
    row("agent/pdpa", "PoliticalParty", "People’s Democratic Party of Afghanistan", "PDPA"),
    row("agent/kgb", "Organization", "KGB"), row("agent/one", "Person", "Shared Name"),
    row("agent/two", "Person", "Shared Name"),
    row("agent/castro", "Person", "Fidel Castro", "F. Castro"), row("agent/kadar", "Person", "János Kádár"),
    row("place/afghanistan", "Country", "Afghanistan"), row("place/kabul", "City", "Kabul"),
    row("event/revolution", "Event", "April Revolution", dates="1978-04"),
    row("event/invasion", "Event", "Invasion of Afghanistan"), row("event/war", "Event", "war in Afghanistan"),
    row("collection/archive", "Collection", "Digital Archive"), row("rights/notice", "CreativeWork", "All Rights"),
)


@pytest.fixture
def lists(tmp_path: Path) -> AuthorityList:
    """A small set of lists."""
    return write(tmp_path, *ROWS)


CASES: dict[str, list[str]] = {
    # whole words, case
    "Afghanistan's people": ["afghanistan: Afghanistan"],
    "Afghanistani, Afghanistan2, _Afghanistan": ["afghanistan: Afghanistan"],
    "afghanistan": [], "pre-Afghanistan": ["afghanistan: Afghanistan"], "Tarakis": [], "": [],
    "Taraki\u0301": [],
    # longest first, overlaps
    "the Invasion of Afghanistan": ["invasion: the Invasion of Afghanistan", "afghanistan: Afghanistan"],
    "People's Democratic Party of Afghanistan": ["pdpa: People's Democratic Party of Afghanistan"],
    "Nur Muhammad Taraki": ["taraki: Nur Muhammad Taraki"],
    # ambiguous, out of lists of names
    "Shared Name": [], "Digital Archive, All Rights": [],
    # the words that belong to a name
    "Cde. Taraki and Comrade Castro": ["taraki: Cde. Taraki"], "the Red Army": ["red-army: the Red Army"],
    "the KGB": ["kgb: KGB"], "the Taraki regime": ["taraki: Taraki"], "The Red Army": ["red-army: The Red Army"],
    "PDPA [People’s Democratic Party of Afghanistan] says": ["pdpa: PDPA [People’s Democratic Party of Afghanistan]"],
    "PDPA [the party] and PDPA": ["pdpa: PDPA", "pdpa: PDPA"],
    "April Revolution of 1978": ["revolution: April Revolution of 1978"],
    "April Revolution of 5 men": ["revolution: April Revolution"],
    # writing
    "People‘s Democratic Party of Afghanistan": ["pdpa: People‘s Democratic Party of Afghanistan"],
    "Nur Muhammad\r\n  Taraki": ["taraki: Nur Muhammad\r\n  Taraki"],
    "Nur\u00a0Muhammad\tTaraki": ["taraki: Nur\u00a0Muhammad\tTaraki"],
    "Nur Muhammad\n\nTaraki": ["taraki: Taraki"],
    "N.M. Taraki, N.M.Taraki": ["taraki: N.M. Taraki", "taraki: N.M.Taraki"],
    "F.Castro": ["castro: F.Castro"], "Ja\u0301nos Ka\u0301da\u0301r": ["kadar: Ja\u0301nos Ka\u0301da\u0301r"],
    # scope
    "Vorontsov came before Yuli Vorontsov": ["vorontsov: Yuli Vorontsov"],
    "Yuli Vorontsov said that Vorontsov": ["vorontsov: Yuli Vorontsov", "vorontsov: Vorontsov"],
    "Amin": ["amin-idi: Amin"], "Amin in Kabul": ["amin: Amin", "kabul: Kabul"],
    "Amin in Kabuli dress": ["amin-idi: Amin"],
}


@pytest.mark.parametrize("text", CASES)
def test_matches(lists: AuthorityList, text: str) -> None:
    """Just these names are found in a text, each with the words that belong to it."""
    assert matches(lists, text) == CASES[text]


def test_regions(lists: AuthorityList) -> None:
    """Names are found in the regions asked for, whole inside them, and not where a rule has already read."""
    text = "Kabul Taraki Kabul Taraki"
    found = Matcher(lists).find(text, (Span(0, 12), Span(13, 22)), without=(Span(13, 18),))
    assert [(match.core.of(text), match.core.start) for match in found] == [("Kabul", 0), ("Taraki", 6)]
    assert Matcher(lists).find(text, (Span(1, 5), Span(20, 25))) == []


def test_year_of_an_event(lists: AuthorityList) -> None:
    """Only an event takes the year that follows it."""
    text = "the April Revolution of 1978 and Kabul of 1978"
    found = Matcher(lists).find(text, (Span(0, len(text)),))
    assert [match.year for match in found] == [1978, 0]


def test_empty_lists(tmp_path: Path) -> None:
    """Lists without rows find nothing."""
    assert matches(write(tmp_path), "Kabul") == []


def test_folded_offsets() -> None:
    """Every offset of the folded text leads back to its character in the page."""
    page = "a  b\u00a0c\r\n\r\nd\t\te\u2003f’"
    folded = Folded(page)
    assert folded.text == "a b c\x1ed e f'"
    for at, char in enumerate(folded.text):
        there = page[folded.offset(at)]
        assert there == char or there.isspace() or char == "'"
        assert folded.at(folded.offset(at)) == at
    assert folded.span(0, 3).of(page) == "a  b" and Folded("").text == ""


def test_words_in_a_text() -> None:
    """Words are found as a whole, anywhere."""
    assert find_words("a Kabuli in Kabul", "Kabul") == 12 and find_words("Kabuli", "Kabul") == -1


def test_initials_of_two_rows(tmp_path: Path) -> None:
    """Two rows whose names differ in the spaces between initials share every way of setting them."""
    lists = write(tmp_path, row("agent/one", "Person", "N. M. Petrov"), row("agent/two", "Person", "N.M. Petrov"))
    assert matches(lists, "N.M. Petrov, N. M. Petrov") == []
    assert [one.id for one in lists.candidates("N.M.Petrov")] == ["agent/one", "agent/two"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("N.M. Taraki", "agent/taraki"), ("NUR MUHAMMAD TARAKI", "agent/taraki"), ("JÁNOS KÁDÁR", "agent/kadar"), ("kgb", ""),
        ("KABUL", "place/kabul"), ("Nur muhammad Taraki", ""), ("RED", ""), ("SHARED NAME", "")],
)
def test_whole_names(lists: AuthorityList, name: str, wanted: str) -> None:
    """A whole name is found with its initials close or apart and in capitals throughout, never in other cases."""
    found = lists.find(name)
    assert (found.id if found else "") == wanted


def test_scopes_of_names_in_capitals(lists: AuthorityList) -> None:
    """What limits a form limits it in capitals, too."""
    scope = lists.rows["agent/vorontsov"].scope_of("VORONTSOV")
    assert scope is not None and scope.after_full_name and lists.rows["agent/vorontsov"].scope_of("YULI VORONTSOV") is None


def test_a_name_for_whole_names_only(tmp_path: Path) -> None:
    """A form that counts as a whole name only is found by no text."""
    lists = write(tmp_path, row("agent/amin", "Person", "Hafizullah Amin", "Amin", "Amin: only as a whole name"))
    assert matches(lists, "Hafizullah Amin and Amin") == ["amin: Hafizullah Amin"]
    found = lists.find("Amin")
    assert found is not None and found.id == "agent/amin"


def test_the_same_as_by_plain_search(tmp_path: Path) -> None:
    """In any text, just the whole words of the longest names are found that a plain search finds, left to right."""
    words = ("Ana", "Bo", "Ana Bo", "Bo Ana Cy", "Cy", "Cy Ana", "Ana Bo Ana Bo")
    lists = write(tmp_path, *(row(f"agent/n{number}", "Organization", word) for number, word in enumerate(words)))
    random = Random(7)
    for _ in range(300):
        pieces = [random.choice(("Ana", "Bo", "Cy", " ", " ", " ", ", ", "x", "-")) for _ in range(24)]
        text = " ".join("".join(pieces).split())
        assert matches(lists, text) == _plain(words, text), text


def _plain(words: tuple[str, ...], text: str) -> list[str]:
    """Find names as slowly and plainly as can be: the longest first, of equal ones the first."""
    found: list[tuple[int, int, int]] = []
    places = [
        (match.start(), match.start() + len(word), number) for number, word in enumerate(words)
        for match in re.finditer(f"(?=(?<![^\\W_]){re.escape(word)}(?![^\\W_]))", text)
    ]
    for start, end, number in sorted(places, key=lambda place: (place[0] - place[1], place[0])):
        if all(end <= other[0] or start >= other[1] for other in found):
            found.append((start, end, number))
    return [f"n{number}: {text[start:end]}" for start, end, number in sorted(found)]


def test_hostile_lists_and_texts(tmp_path: Path) -> None:
    """Names made of one another in a text made of them cover it without a gap and without an overlap."""
    names = tuple(" ".join(["Ana"] * count) for count in range(1, 60))
    lists = write(tmp_path, *(row(f"agent/n{number}", "Organization", name) for number, name in enumerate(names)))
    text = "Ana " * 600
    found = Matcher(lists).find(text, (Span(0, len(text)),))
    assert sum(len(match.core.of(text).split()) for match in found) == 600
