"""Which documents an edit of the lists concerns."""

from pathlib import Path

import pytest

from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.touching import edit_between, pack_state, read_state, state_of

HEAD = "id,type,name,name_lang,alternate_names,scope,same_as\n"
MASOUD = "agent/masoud,Person,Ahmad Shah Masoud,en,Massoud|A. S. Masoud,,http://www.wikidata.org/entity/Q1\n"
UN = "agent/un,Organization,United Nations,en,U.N.,,http://d-nb.info/gnd/2023996-2\n"


def lists(folder: Path, text: str, judgements: str = "") -> AuthorityList:
    """Read lists as they stand in a folder."""
    (folder / "agents.csv").write_text(HEAD + text, encoding="utf-8")
    if judgements:
        head = "name,kind,decision,authority_id\n"
        (folder / "judgements.csv").write_text(head + judgements, encoding="utf-8")
    return read_authorities(folder)


def test_equal_lists_touch_nothing(tmp_path: Path) -> None:
    """Rows in another order, or another line of the file, are no edit."""
    before = state_of(lists(tmp_path, MASOUD + UN))
    edit = edit_between(before, state_of(lists(tmp_path, UN + MASOUD)))
    assert (edit.rows, edit.names) == (frozenset(), frozenset())
    assert not edit.touches("Ahmad Shah Masoud writes to the U.N.")


@pytest.mark.parametrize(
    "text",
    [
        "a letter from Ahmad Shah\nMasoud", "MASSOUD", "Masoud, A.S.", "Masoud’s men: Ahmad Shah", "see Q1",
        "https://www.wikidata.org/wiki/Q1",
    ],
)
def test_any_spelling_of_a_name_is_touched(tmp_path: Path, text: str) -> None:
    """A row that differs touches a text with one of its names, however set, or with its number."""
    before = state_of(lists(tmp_path, UN))
    assert edit_between(before, state_of(lists(tmp_path, UN + MASOUD))).touches(text)


@pytest.mark.parametrize(("text", "touched"), [("the UN", True), ("the U. N.", True), ("u-n", True), ("under", False)])
def test_initials_stand_close_or_apart(tmp_path: Path, text: str, *, touched: bool) -> None:
    """“U.N.” is found as UN and as U. N., and not within a word."""
    before = state_of(lists(tmp_path, MASOUD))
    assert edit_between(before, state_of(lists(tmp_path, MASOUD + UN))).touches(text) is touched


def test_a_row_that_went_touches_what_it_named(tmp_path: Path) -> None:
    """What the lists said before counts as much as what they say."""
    before = state_of(lists(tmp_path, MASOUD + UN))
    edit = edit_between(before, state_of(lists(tmp_path, UN)))
    assert edit.rows == {"agent/masoud"}
    assert edit.touches("Massoud")
    assert not edit.touches("the United Nations")


def test_a_judgement_touches_the_name_it_judges(tmp_path: Path) -> None:
    """A decision on a name concerns the documents with that name, and the row that gained it."""
    before = state_of(lists(tmp_path, MASOUD + UN))
    edit = edit_between(before, state_of(lists(tmp_path, MASOUD + UN, "the Lion,agent,accept,agent/masoud\n")))
    assert edit.rows == {"agent/masoud"}
    assert edit.touches("They call him the Lion.")
    assert not edit.touches("the United Nations")


def test_a_state_survives_being_packed(tmp_path: Path) -> None:
    """What is read back is what was packed."""
    state = state_of(lists(tmp_path, MASOUD + UN))
    assert read_state(pack_state(state)) == state
