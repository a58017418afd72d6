"""Judgements: what a person decided of a name holds wherever names are looked up."""

from pathlib import Path

import pytest

from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.judgements import COLUMNS, FILE_NAME, Judgement, parse_judgements, render_judgements
from linking.lists import link, matches, row, write
from publishing.pages import letter

PETROV = row("agent/petrov", "Person", "Ivan Petrov", "I. Petrov")
NAMESAKE = row("agent/petrov-igor", "Person", "Igor Petrov", "I. Petrov")
LIST = (PETROV, row("agent/kgb", "Organization", "KGB"), row("place/kabul", "City", "Kabul", "Caboul"))


def decided(folder: Path, *judgements: Judgement, rows: tuple[str, ...] = LIST) -> AuthorityList:
    """Write a list with judgements beside it and read both."""
    (folder / FILE_NAME).write_text(render_judgements(judgements), encoding="utf-8")
    return write(folder, *rows)


def test_an_accepted_name_is_an_alternate(tmp_path: Path) -> None:
    """An accepted name leads to its entity, as a whole and in running text, and its addresses are the entity's."""
    same = ("https://example.org/petrov",)
    lists = decided(tmp_path, Judgement("Iwan Petrow", "agent", "accept", "agent/petrov", same))
    assert lists.problems == () and lists.rows["agent/petrov"].alternates == ("I. Petrov", "Iwan Petrow")
    assert lists.rows["agent/petrov"].same_as == same
    assert lists.find("Iwan  Petrow", ("agent",)) is lists.rows["agent/petrov"]
    assert matches(lists, "to Iwan Petrow, then") == ["petrov: Iwan Petrow"]


def test_an_accepted_surname_is_no_mention(tmp_path: Path) -> None:
    """A single word accepted for a person counts where a rule says that it is a name, and never in running text."""
    lists = decided(tmp_path, Judgement("Petrov", "agent", "accept", "agent/petrov"))
    assert matches(lists, "the Petrov affair") == []
    linked = link(lists, letter(title="Letter from Petrov to Anna Weber", body="About the Petrov affair."))
    assert [part.entity.key for part in linked.in_role("sender")] == ["agent/petrov"]


def test_accepting_overrides_a_scope_for_whole_names(tmp_path: Path) -> None:
    """A scope goes on to hold in running text; the accepted name itself counts without it."""
    scoped = row("agent/petrov", "Person", "Ivan Petrov", "Petrov", "Petrov: only after the full name")
    lists = decided(tmp_path, Judgement("Petrov", "agent", "accept", "agent/petrov"), rows=(scoped,))
    assert matches(lists, "Petrov, then Ivan Petrov, then Petrov") == ["petrov: Ivan Petrov", "petrov: Petrov"]
    linked = link(lists, letter(title="Letter from Petrov to Anna Weber", body="Nobody."))
    assert [part.entity.key for part in linked.in_role("sender")] == ["agent/petrov"]


def test_accepting_leaves_an_open_form_open(tmp_path: Path) -> None:
    """A form that counts anywhere still does after it was accepted."""
    open_ = row("agent/un", "Organization", "United Nations", "UN", "UN: anywhere")
    lists = decided(tmp_path, Judgement("UN", "agent", "accept", "agent/un"), rows=(open_,))
    assert matches(lists, "the UN said") == ["un: UN"]


def test_a_rejected_name_is_matched_nowhere(tmp_path: Path) -> None:
    """A name that is not an entity leads to it in no way, even where the list has it as an alternate."""
    lists = decided(tmp_path, Judgement("Caboul", "place", "reject", "place/kabul"))
    assert lists.rows["place/kabul"].alternates == () and lists.find("Caboul") is None
    assert matches(lists, "Caboul, Kabul") == ["kabul: Kabul"]
    assert lists.rejects("Caboul", "place/kabul") and not lists.rejects("Kabul", "place/kabul")


def test_a_rejected_main_name_is_matched_nowhere(tmp_path: Path) -> None:
    """The very name of a row can be told apart from it: another one of that name gets an entity of its own."""
    lists = decided(tmp_path, Judgement("Ivan Petrov", "agent", "reject", "agent/petrov"),
        rows=(row("agent/ivan-petrov", "Person", "Ivan Petrov"),))
    assert matches(lists, "Ivan Petrov") == ["ivan-petrov: Ivan Petrov"]  # another row than the rejected one
    lists = decided(tmp_path, Judgement("Ivan Petrov", "agent", "reject", "agent/ivan-petrov"),
        rows=(row("agent/ivan-petrov", "Person", "Ivan Petrov"),))
    assert matches(lists, "Ivan Petrov") == []
    linked = link(lists, letter(title="Letter from Ivan Petrov to Anna Weber"))
    (part,) = linked.in_role("sender")
    assert part.entity.authority is None and part.entity.key.startswith("agent/ivan-petrov-")


def test_a_rejected_name_in_capitals(tmp_path: Path) -> None:
    """A name set in capitals can be told apart by itself."""
    assert write(tmp_path, *LIST).find("IVAN PETROV") is not None
    lists = decided(tmp_path, Judgement("IVAN PETROV", "agent", "reject", "agent/petrov"))
    assert lists.find("IVAN PETROV") is None and lists.find("Ivan Petrov") is not None


def test_accepting_what_a_row_has_already_limits_nothing(tmp_path: Path) -> None:
    """A one-word name of the list that is accepted again is found in running text as before."""
    lists = decided(tmp_path, Judgement("Taraki", "agent", "accept", "agent/t"), rows=(row("agent/t", "Person", "Taraki"),))
    assert matches(lists, "the Taraki affair") == ["t: Taraki"] and lists.rows["agent/t"].alternates == ()


def test_accepting_settles_an_ambiguous_name(tmp_path: Path) -> None:
    """Where two rows have a name, the one it was accepted for has it from then on."""
    assert write(tmp_path, PETROV, NAMESAKE).find("I. Petrov") is None
    lists = decided(tmp_path, Judgement("I. Petrov", "agent", "accept", "agent/petrov-igor"), rows=(PETROV, NAMESAKE))
    found = lists.find("I. Petrov")
    assert found is not None and found.id == "agent/petrov-igor" and lists.problems == ()


BROKEN = {
    "Petrov,agent,maybe,agent/petrov,,,,": "neither accept nor reject",
    ",agent,accept,agent/petrov,,,,": "no name",
    "Petrov,,accept,agent/petrov,,,,": "no kind",
    "Petrov,agent,accept,,,,,": "no authority_id",
    "Petrov,agent,accept,agent/petrov,ftp://x,,,": "no http(s) address",
    "Petrov,agent": "it has 2 cells",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_judgement_is_told(tmp_path: Path, line: str) -> None:
    """A judgement that cannot be used is a Problem with file and line, and the lists stand."""
    (tmp_path / FILE_NAME).write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    lists = write(tmp_path, *LIST)
    (problem,) = lists.problems
    assert (problem.code, problem.where, problem.line) == ("authority-row-broken", str(tmp_path / FILE_NAME), 2)
    assert BROKEN[line] in problem.detail and len(lists.rows) == 3


@pytest.mark.parametrize("target", ["agent/nobody", "place/kabul"])
def test_a_judgement_for_nobody_is_told(tmp_path: Path, target: str) -> None:
    """Accepting a name for an entity that is not there, or of another kind, is a Problem at its line."""
    lists = decided(tmp_path, Judgement("Petrow", "agent", "accept", target))
    (problem,) = lists.problems
    assert problem.line == 2 and target in problem.detail and lists.find("Petrow") is None


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """The file of judgements says after reading just what was written, whatever characters the names have."""
    given = [
        Judgement('“Petrov”, the "elder"', "agent", "accept", "agent/petrov", ("http://a.b/c", "http://a.b/d"), "me",
            "2026-01-02", "a, b"),
        Judgement("Петров", "agent", "reject", "http://a.b/c"),
    ]
    text = render_judgements(given)
    again = list(parse_judgements(text.encode(), "x"))
    assert sorted(map(str, (one.name for one in again if isinstance(one, Judgement)))) == sorted(one.name for one in given)
    assert all(any(isinstance(one, Judgement) and one.says_the_same(each) for one in again) for each in given)
    assert render_judgements([one for one in again if isinstance(one, Judgement)]) == text


def test_a_site_s_own_list_stands_over_the_others(tmp_path: Path) -> None:
    """A row of a later folder stands in place of one with the same id; the other rows of both are there."""
    first, own = tmp_path / "first", tmp_path / "own"
    first.mkdir()
    own.mkdir()
    write(first, *LIST)
    write(own, row("agent/kgb", "GovernmentOrganization", "Committee for State Security"), row("agent/cia", "Organization", "CIA"))
    lists = read_authorities(first, own)
    assert lists.problems == () and set(lists.rows) == {"agent/petrov", "agent/kgb", "place/kabul", "agent/cia"}
    assert lists.rows["agent/kgb"].name == "Committee for State Security" and lists.find("KGB") is None
    assert read_authorities(first).digest != lists.digest
