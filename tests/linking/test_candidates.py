"""Merge candidates: proposals that are worth a look, and none that are not."""

from pathlib import Path

import pytest

from fonds.linking.authorities import AuthorityList
from fonds.linking.candidates import CandidateFinder, LocalName
from fonds.linking.judgements import FILE_NAME, Judgement, render_judgements
from fonds.linking.likeness import body_likeness, person_likeness, sound_of
from linking.lists import row, write

ROWS = (
    row("agent/brezhnev", "Person", "Leonid Ilyich Brezhnev"), row("agent/tito", "Person", "Josip Broz Tito"),
    row("agent/ceausescu", "Person", "Nicolae Ceaușescu"), row("agent/zhou", "Person", "Zhou Enlai"),
    row("agent/comecon", "Organization", "Council for Mutual Economic Assistance"),
    row("agent/mid", "GovernmentOrganization", "Ministry of Foreign Affairs"),
    row("place/bucharest", "City", "Bucharest"), row("agent/bucharest", "Organization", "Bucharest"),
)

PROPOSED = [
    ("Person", "L. I. Breschnew", "agent/brezhnev"), ("Person", "Brezhnev, Leonid", "agent/brezhnev"),
    ("Person", "Брежнев", "agent/brezhnev"), ("Thing", "Ceausescu", "agent/ceausescu"),
    ("Person", "N. Ceausescu", "agent/ceausescu"), ("Person", "Leonid I. Brezhnev", "agent/brezhnev"),
    ("Organization", "CMEA", "agent/comecon"), ("Thing", "C.M.E.A.", "agent/comecon"),
    ("Organization", "Foreign Affairs Ministry", "agent/mid"), ("Organization", "The Ministry of Foreign Affairs", "agent/mid"),
    ("Person", "Zhou En-lai", ""), ("Person", "Enlai Zhou", "agent/zhou"),
    ("Person", "Galina Brezhneva", ""), ("Person", "Yuri Brezhnev", ""), ("Person", "Leonid", ""),
    ("Organization", "Ministry of Defence", ""), ("Organization", "Ministry", ""), ("Person", "Bucharest", ""),
]


@pytest.fixture
def lists(tmp_path: Path) -> AuthorityList:
    """A small set of lists."""
    return write(tmp_path, *ROWS)


@pytest.mark.parametrize(("type_", "name", "wanted"), PROPOSED)
def test_who_is_proposed(lists: AuthorityList, type_: str, name: str, wanted: str) -> None:
    """A name is proposed the entity it may be, and nobody whom its given name or its words tell apart."""
    found = CandidateFinder(lists).find(LocalName("agent/x", type_, name))
    assert [one.id for one in found][:1] == ([wanted] if wanted else [])
    assert all(0 < one.score <= 100 and one.why for one in found)


def test_kinds_are_kept_apart(lists: AuthorityList) -> None:
    """A place is never proposed for a body, nor a body for a place."""
    finder = CandidateFinder(lists)
    assert [one.id for one in finder.find(LocalName("place/x", "Place", "Bucharest"))] == ["place/bucharest"]
    assert [one.id for one in finder.find(LocalName("agent/x", "Organization", "Bucharest"))] == ["agent/bucharest"]


def test_names_in_no_list_are_proposed_to_each_other(lists: AuthorityList) -> None:
    """Two names of one person propose each other, never themselves, and the lists' entity comes first among equals."""
    names = (
        LocalName("agent/nikita-khrushchev", "Person", "Nikita Khrushchev", documents=5),
        LocalName("agent/n-chruschtschow", "Person", "N. Chruschtschow"), LocalName("agent/broz-tito", "Person", "Tito"),
    )
    finder = CandidateFinder(lists, names)
    assert [[one.id for one in finder.find(name)] for name in names] == [
        ["agent/n-chruschtschow"], ["agent/nikita-khrushchev"], ["agent/tito"],
    ]


def test_which_written_forms_count(lists: AuthorityList) -> None:
    """A name is compared in the ways that lead to it anywhere, not in a short form that one document explains."""
    finder = CandidateFinder(lists)
    assert finder.find(LocalName("agent/n-brezhnev", "Person", "N. Brezhnev", ("Brezhnev",))) == ()
    found = finder.find(LocalName("agent/leonid-brezhnev", "Person", "LEONID BREZHNEV", ("Léonid Brežnev", "Brezhnev")))
    assert [(one.id, one.score > 70) for one in found] == [("agent/brezhnev", True)]


def test_offices_that_hold_one_another(lists: AuthorityList) -> None:
    """The deputy's office is not proposed for the minister's."""
    names = (LocalName("position/minister-of-defence", "Occupation", "Minister of Defence"),
        LocalName("position/deputy-minister-of-defence", "Occupation", "Deputy Minister of Defence"))
    assert CandidateFinder(lists, names).find(names[0]) == ()


def test_the_rejected_is_never_proposed_again(tmp_path: Path) -> None:
    """Who was told apart stays apart, also where the other name was the one a person looked at."""
    judgements = (
        Judgement("Breschnew", "agent", "reject", "agent/brezhnev"), Judgement("N. Petrov", "agent", "reject", "agent/petrov"),
    )
    (tmp_path / FILE_NAME).write_text(render_judgements(judgements), encoding="utf-8")
    lists = write(tmp_path, *ROWS)
    names = (LocalName("agent/petrov", "Person", "Petrov"), LocalName("agent/n-petrov", "Person", "N. Petrov"),
        LocalName("agent/breschnew", "Person", "Breschnew"))
    finder = CandidateFinder(lists, names)
    assert [finder.find(name) for name in names] == [(), (), ()]


def test_an_entity_of_a_source_is_proposed_by_its_address(lists: AuthorityList) -> None:
    """Whom only a source identifies is proposed under the address the source gives."""
    known = LocalName("agent/gnd-1", "Person", "Ivan Petrov", address="https://d-nb.info/gnd/1")
    found = CandidateFinder(lists, (known,)).find(LocalName("agent/i-petrov", "Person", "I. Petrov"))
    assert [one.id for one in found] == ["https://d-nb.info/gnd/1"]


def test_many_names_are_compared_in_linear_time(lists: AuthorityList) -> None:
    """Each name is compared with a bounded number of others, however many share its words."""
    names = [LocalName(f"agent/{number}", "Person", f"Ivan Petrov {number}") for number in range(3_000)]
    finder = CandidateFinder(lists, names)
    near = [len(finder._near((name.name,), "agent")) for name in names[:50]]
    assert max(near) <= 32 and finder._near(("Ivan",), "agent") == []


SPELLINGS = [
    "Khrushchev Chruschtschow Khrouchtchev Khrushchov Hruščev Хрущев Chruszczow", "Gorbachev Gorbatschow Gorbatchev Горбачёв",
    "Molotov Molotow Molotoff Молотов", "Mikoyan Mikojan Микоян",
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_transliterations_sound_alike(spellings: str) -> None:
    """One surname in the transliterations of several countries is alike to itself."""
    first, *others = spellings.split()
    assert [other for other in others if person_likeness(first, f"Ivan {other}")[0] < 50] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("North Korea", "South Korea"), ("Department 12", "Department 13"), ("Iran", "Iraq"), ("", "x"), ("the", "of the"),
        ("First Department", "Third Department"), ("Embassy in Peru", "Embassy in Chad")],
)
def test_bodies_that_are_not_alike(one: str, other: str) -> None:
    """Bodies that differ in a word that tells are no spellings of each other."""
    assert body_likeness(one, other) == body_likeness(other, one) == (0, "")


def test_likeness_is_symmetric_and_harmless() -> None:
    """Likeness does not depend on who is asked first, and no text breaks it."""
    texts = ["", " ", "'", "中文", "𝔘𝔫𝔦", "a" * 5_000, "-,-", "A, B, C", "1 2 3", "ﬃ", "x\u0301"]
    for one in texts:
        assert isinstance(sound_of(one), str)
        for other in texts:
            assert person_likeness(one, other) == person_likeness(other, one)
            assert body_likeness(one, other) == body_likeness(other, one)
