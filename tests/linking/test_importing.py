"""Importing: decisions become rows and judgements; what is wrong is told, and then nothing is written."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from fonds.errors import SettingsError
from fonds.linking.authorities import AuthorityList, read_authorities
from fonds.linking.candidates import LocalName
from fonds.linking.importing import FILE_NAME, Plan, plan_import, read_stored, write_import
from fonds.linking.worklist import parse_decisions
from linking.lists import row, write
from linking.test_worklist import table

ROWS = (
    row("agent/petrov", "Person", "Ivan Petrov"), row("place/kabul", "City", "Kabul"),
    'agent/goethe,Person,Goethe,de,,,https://d-nb.info/gnd/118540238,,,',
)
COLUMNS = ("key", "type", "name", "written_forms", "documents", "candidate_1", "candidate_1_name", "decision",
    "authority_id", "same_as", "by", "note")


def line(key: str, name: str, decision: str = "", authority_id: str = "", **more: str) -> dict[str, str]:
    """Return one row of a worklist."""
    given = {"key": key, "type": "Person", "name": name, "written_forms": name, "documents": "1", "decision": decision,
        "authority_id": authority_id, **more}
    return {column: given.get(column, "") for column in COLUMNS}


class Site:
    """A folder of lists, and what imports do to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write(folder, *ROWS)

    @property
    def lists(self) -> AuthorityList:
        """The lists as they are now."""
        return read_authorities(self.folder)

    def plan(self, lines: Iterable[dict[str, str]], by: str = "the editors") -> Plan:
        """Find out what a worklist would change."""
        filled = parse_decisions(table(*lines).encode(), "work.csv")
        return plan_import(filled, "work.csv", self.lists, read_stored(self.folder)[0], by=by, date="2026-01-02")

    def take(self, *lines: dict[str, str]) -> Plan:
        """Import a worklist that has no faults."""
        plan = self.plan(lines)
        assert plan.problems == []
        write_import(self.folder, plan)
        assert self.lists.problems == ()
        return plan

    def files(self) -> dict[str, str]:
        """Return all files of the folder."""
        return {path.name: path.read_text(encoding="utf-8") for path in self.folder.iterdir()}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with three rows and no decisions."""
    return Site(tmp_path)


def found(site: Site, name: str, kind: str = "agent") -> str:
    """Return the id a name leads to, empty where it leads nowhere."""
    one = site.lists.find(name, (kind,))
    return one.id if one else ""


IMPORTS: dict[str, tuple[list[dict[str, str]], dict[str, str]]] = {
    "accept": ([line("agent/iwan-petrow", "Iwan Petrow", "accept", "agent/petrov")], {"Iwan Petrow": "agent/petrov"}),
    "new": ([line("agent/anna-weber", "Anna Weber", "new")], {"Anna Weber": "agent/anna-weber"}),
    "new with an id": ([line("agent/anna-weber", "Anna Weber", "new", "agent/weber")], {"Anna Weber": "agent/weber"}),
    "accept an address": (
        [line("agent/anna-weber", "Anna Weber", "accept", "https://d-nb.info/gnd/1")], {"Anna Weber": "agent/anna-weber"},
    ),
    "accept a known address": (
        [line("agent/jwg", "J. W. G.", "accept", "http://d-nb.info/gnd/118540238/")], {"J. W. G.": "agent/goethe"},
    ),
    "accept a name of the file": (
        [line("agent/a-weber", "A. Weber", "accept", "agent/anna-weber"), line("agent/anna-weber", "Anna Weber")],
        {"A. Weber": "agent/anna-weber", "Anna Weber": "agent/anna-weber"},
    ),
    "accept what is new in the file": (
        [line("agent/a-weber", "A. Weber", "accept", "agent/w"), line("agent/anna-weber", "Anna Weber", "new", "agent/w")],
        {"A. Weber": "agent/w", "Anna Weber": "agent/w"},
    ),
    "accept what is accepted": (
        [line("agent/i-p", "I. P.", "accept", "agent/iwan-petrow"), line("agent/iwan-petrow", "Iwan Petrow", "accept", "agent/petrov")],
        {"I. P.": "agent/petrov", "Iwan Petrow": "agent/petrov"},
    ),
    "accept each other": (
        [line("agent/a-weber", "A. Weber", "accept", "agent/anna-weber"),
            line("agent/anna-weber", "Anna Weber", "accept", "agent/a-weber", documents="5")],
        {"A. Weber": "agent/anna-weber", "Anna Weber": "agent/anna-weber"},
    ),
    "accept a candidate that is not in the file": (
        [line("agent/a-weber", "A. Weber", "accept", "agent/anna-weber", candidate_1="agent/anna-weber",
            candidate_1_name="Anna Weber")],
        {"A. Weber": "agent/anna-weber", "Anna Weber": "agent/anna-weber"},
    ),
    "accept itself": ([line("agent/anna-weber", "Anna Weber", "accept", "agent/anna-weber")], {"Anna Weber": "agent/anna-weber"}),
}


@pytest.mark.parametrize("case", IMPORTS)
def test_what_a_name_becomes(site: Site, case: str) -> None:
    """After an import a name leads to the entity a person gave it; importing again changes nothing at all."""
    lines, wanted = IMPORTS[case]
    site.take(*lines)
    assert {name: found(site, name) for name in wanted} == wanted
    before = site.files()
    again = site.plan(lines)
    assert again.problems == [] and again.is_empty
    write_import(site.folder, again)
    assert site.files() == before and before["list.csv"].count("\n") == 4


def test_identifiers_come_from_the_person_alone(site: Site) -> None:
    """An entity has just the addresses the file gives in its row; candidates leave none behind."""
    offered = {"candidate_1": "https://d-nb.info/gnd/999", "candidate_1_name": "X"}
    site.take(
        line("agent/anna-weber", "Anna Weber", "new", "https://d-nb.info/gnd/1", same_as="https://viaf.org/viaf/2", **offered),
        line("agent/iwan-petrow", "Iwan Petrow", "accept", "agent/petrov", same_as="https://viaf.org/viaf/3", **offered),
    )
    rows = site.lists.rows
    assert rows["agent/anna-weber"].same_as == ("https://d-nb.info/gnd/1", "https://viaf.org/viaf/2")
    assert rows["agent/petrov"].same_as == ("https://viaf.org/viaf/3",)


def test_who_decided_and_when(site: Site) -> None:
    """Rows and judgements say who decided, when, and why: the row's own words before those of the command."""
    site.take(
        line("agent/anna-weber", "Anna Weber", "new", note="seen in the register"),
        line("agent/iwan-petrow", "Iwan Petrow", "accept", "agent/petrov", by="the second editor"),
    )
    assert site.lists.rows["agent/anna-weber"].note == "from a worklist, by the editors, 2026-01-02, seen in the register"
    (one,) = site.lists.judgements
    assert (one.by, one.date) == ("the second editor", "2026-01-02")


def test_a_rejection_is_remembered_until_it_is_overruled(site: Site) -> None:
    """Rejecting names the pair; without an id all that was proposed is rejected; accepting later overrules it."""
    offered = {"candidate_1": "agent/petrov", "candidate_1_name": "Ivan Petrov"}
    assert site.take(line("agent/i-petrov", "I. Petrov", "reject", **offered)).rejected == 1
    assert site.lists.rejects("I. Petrov", "agent/petrov")
    site.take(line("agent/i-petrov", "I. Petrov", "reject", "agent/petrov | https://d-nb.info/gnd/5", **offered))
    assert len(site.lists.judgements) == 2
    site.take(line("agent/i-petrov", "I. Petrov", "accept", "agent/petrov"))
    assert found(site, "I. Petrov") == "agent/petrov" and not site.lists.rejects("I. Petrov", "agent/petrov")
    assert site.lists.rejects("I. Petrov", "https://d-nb.info/gnd/5")


def test_a_later_decision_takes_the_place_of_the_earlier(site: Site) -> None:
    """A name accepted for one entity and then for another is a name of the second alone."""
    site.take(line("agent/i-p", "I. P.", "accept", "agent/petrov"))
    site.take(line("agent/i-p", "I. P.", "accept", "agent/goethe"))
    assert found(site, "I. P.") == "agent/goethe" and len(site.lists.judgements) == 1


def test_all_own_spellings_are_accepted(site: Site) -> None:
    """Every spelling that leads to the entity follows the decision, and none that one document explains."""
    site.take(line("agent/iwan-petrow", "Iwan Petrow", "accept", "agent/petrov", written_forms="Iwan Petrow | IWAN PETROW | Petrow"))
    assert [found(site, name) for name in ("Iwan Petrow", "IWAN PETROW", "Petrow")] == ["agent/petrov", "agent/petrov", ""]
    assert LocalName("agent/gnd-118540238", "Person", "Goethe").own_forms == ("Goethe",)


def test_a_new_surname_is_no_mention(site: Site) -> None:
    """A new person known by one word is found where a rule names them, not in running text."""
    site.take(line("agent/amin", "Amin", "new"))
    scope = site.lists.rows["agent/amin"].scope_of("Amin")
    assert found(site, "Amin") == "agent/amin" and scope is not None and not scope.in_text


FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "no id": (line("agent/x", "X", "accept"), "column authority_id: it is empty"),
    "two ids": (line("agent/x", "X", "accept", "agent/petrov | agent/goethe"), "more than one id"),
    "unknown id": (line("agent/x", "X", "accept", "agent/nobody"), "'agent/nobody' is no id of the lists"),
    "another kind": (line("agent/x", "X", "accept", "place/kabul"), "'place/kabul' is no agent"),
    "bare id": (line("agent/x", "X", "accept", "Q42", candidate_1="Q42", candidate_1_name="X"), "'Q42' is no id of the lists"),
    "taken id": (line("agent/x", "X", "new", "agent/petrov"), "in the lists already, as Ivan Petrov: write accept"),
    "odd id": (line("agent/x", "X", "new", "Weber"), "'Weber' is not KIND/slug"),
    "two new ids": (line("agent/x", "X", "new", "agent/a | agent/b"), "a new entity has one id"),
    "odd type": (line("agent/x", "X", "new", type="Wizard"), "type 'Wizard'"),
    "odd address": (line("agent/x", "X", "new", same_as="javascript:1"), "no http(s) address"),
    "nothing to reject": (line("agent/x", "X", "reject"), "no candidate was proposed"),
    "odd rejection": (line("agent/x", "X", "reject", "him"), "'him' is neither an id"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_the_whole_import(site: Site, fault: str) -> None:
    """One row that cannot be used is told with file, row and remedy; the good row beside it is not imported either."""
    cells, told = FAULTS[fault]
    plan = site.plan([line("agent/anna-weber", "Anna Weber", "new"), cells])
    (problem,) = plan.problems
    assert (problem.code, problem.where, problem.line) == ("worklist-row-broken", "work.csv", 3) and told in problem.detail


def test_a_long_way_ends(site: Site) -> None:
    """Thousands of names that lead to each other one by one are told, and exhaust nothing."""
    lines = [line(f"agent/n-{number}", f"N {number}", "accept", f"agent/n-{number + 1}") for number in range(3_000)]
    plan = site.plan(lines)
    assert plan.problems and all("without an end" in problem.detail or "no id" in problem.detail for problem in plan.problems)


def test_a_file_of_judgements_that_is_broken_is_not_rewritten(site: Site) -> None:
    """Where the file of judgements cannot be read as a whole, that is told: rewriting it would lose what is there."""
    (site.folder / "judgements.csv").write_text("name,kind,decision,authority_id\nX,agent,perhaps,agent/x\n", encoding="utf-8")
    stored, problems = read_stored(site.folder)
    assert stored == [] and [problem.line for problem in problems] == [2]


def test_new_rows_join_the_imported_ones(site: Site) -> None:
    """New entities are added below those of earlier imports, in the columns the file has."""
    site.take(line("agent/anna-weber", "Anna Weber", "new"))
    path = site.folder / FILE_NAME
    path.write_text("id,name,type\nagent/anna-weber,Anna Weber,Person", encoding="utf-8")
    site.take(line("agent/jean-martin", "Jean Martin", "new"))
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        "agent/anna-weber,Anna Weber,Person", "agent/jean-martin,Jean Martin,Person",
    ]


def test_a_stop_in_between_leaves_the_old_files(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot be put in place, the old one is whole, nothing is left over, and the setting is named."""
    site.take(line("agent/anna-weber", "Anna Weber", "new"))
    before = site.files()
    plan = site.plan([line("agent/jean-martin", "Jean Martin", "new")])

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SettingsError, match="own_authorities"):
        write_import(site.folder, plan)
    assert site.files() == before
