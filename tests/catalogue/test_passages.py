"""Passages show why a document was found."""

from collections.abc import Iterator

import pytest

from fonds.catalogue import passages
from fonds.catalogue.passages import WIDTH, fold, marked, passage
from fonds.catalogue.rows import Fragment


def _text(fragments: tuple[Fragment, ...]) -> str:
    return "".join(fragment.text for fragment in fragments)


def test_fragments_are_the_whole_text() -> None:
    """Marking neither loses nor adds a character, with accents, decomposed letters and other scripts."""
    for text in ("The Red Army", "Ça marche à Кабул", "cafe\u0301 noir", "İstanbul ﬁnal", ""):
        assert _text(marked(text, {"red", "army", "a", "кабул", "noir"})) == text


def test_whole_words_only() -> None:
    """A word inside another one is not marked, whatever stands around it."""
    found = [f.text for f in marked("Army, armyish (army) disarmy army", {"army"}) if f.found]
    assert found == ["Army", "army", "army"]


def test_accents_and_case_are_marked_as_written() -> None:
    """The fragment keeps the spelling of the text."""
    assert Fragment("Émigrés", True) in marked("Les Émigrés.", {"emigres"})


def test_passage_is_where_most_words_are() -> None:
    """The stretch with the most different words wins over an earlier one with fewer."""
    text = "red " + "filler " * 100 + "the red army came " + "filler " * 100
    shown = passage((text,), {"red", "army"})
    assert [f.text for f in shown if f.found] == ["red", "army"]
    assert _text(shown).startswith("… ") and _text(shown).endswith(" …")
    assert len(_text(shown)) <= WIDTH + 4


def test_passage_prefers_the_first_text_that_has_a_word() -> None:
    """The summary is shown when it has the words, the body when only the body has."""
    assert _text(passage(("about snow", "body snow"), {"snow"})) == "about snow"
    assert _text(passage(("about", "body snow"), {"snow"})) == "body snow"


def test_no_text_is_unpacked_in_vain() -> None:
    """Texts beyond the first that has a word are not even asked for."""

    def texts() -> Iterator[str]:
        yield "about snow"
        raise AssertionError

    assert _text(passage(texts(), {"snow", "army"})) == "about snow"


def test_passage_has_all_words_wherever_they_stand_together() -> None:
    """Of many places the first where most different words lie together is shown, be it the last or among many alike."""
    crowd = "red " * 200
    for text in (f"{crowd}{'filler ' * 60}the red army", f"{crowd}army {crowd}", f"army {'filler ' * 60}{crowd}red army"):
        assert {f.text for f in passage((text,), {"red", "army"}) if f.found} == {"red", "army"}, text


def test_no_more_places_are_looked_at_than_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all words of a text lie together nothing behind them is looked at, though another word is nowhere in it."""
    seen, standing = list[tuple[int, str]](), passages._standing

    def watched(folded: str, word: str) -> Iterator[tuple[int, str]]:
        for place in standing(folded, word):
            seen.append(place)
            yield place

    monkeypatch.setattr(passages, "_standing", watched)
    text = "the red army " * 1_000
    assert passage((text,), {"red", "army", "absent"})
    assert len([place for place, _ in seen if place > WIDTH + 4]) == 0


def test_a_letter_that_comes_apart_is_no_space() -> None:
    """A letter that would be compared as a space and a sign stays as it is, so that a word of it marks no spaces."""
    assert [f.text for f in marked("a; ͺ", {fold("ͺ")}) if f.found] == ["ͺ"]


def test_spaces_of_all_kinds_are_one_in_a_passage() -> None:
    """Lines, tabs and the spaces of other scripts are shown as one space."""
    assert _text(passage((" red\n\n\tarmy\u00a0came\u2003home\x1c ",), {"army"})) == "red army came home"


def test_passage_without_any_word_is_a_beginning() -> None:
    """Where only the title was found, the beginning of the first text is shown, or nothing."""
    assert passage(("", "body text"), {"title"}) == (Fragment("body text", False),)
    assert passage(("", " "), {"title"}) == ()


def test_passage_of_one_endless_word() -> None:
    """Text without spaces is cut too."""
    assert len(_text(passage(("x" * 5_000,), {"y"}))) <= WIDTH + 4
