"""The cycle of an archivist: publish, take the worklist, decide, import, publish again."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Option

from cli.conftest import Run
from fonds.catalogue.catalogue import Catalogue
from fonds.linking.judgements import FILE_NAME
from fonds.rdf.literals import parse_ntriples
from publishing.pages import letter
from reconciling.local_service import running

Fill = Callable[[dict[str, str]], None]
TITLES = {
    "a.txt": "Letter from Ivan Petrov to Anna Weber", "b.txt": "Letter from Iwan Petrow to Anna Weber",
    "c.txt": "Telegram from Anna Weber to I. Petrov", "d.txt": "Letter from Karel Novak to Anna Weber",
}
SENDERS = {"a": "agent/ivan-petrov", "b": "agent/iwan-petrow", "d": "agent/karel-novak"}


@pytest.fixture
def pages(run: Run) -> Run:
    """Four letters in an empty directory, published."""
    Path("pages").mkdir()
    for number, (name, title) in enumerate(TITLES.items()):
        text = letter(number, title=title, body="The matter was settled.", summary="A matter.")
        Path("pages", name).write_text(text.replace("Respectfully", "Yours"), encoding="utf-8")
    assert run("publish", "pages").exit_code == 0
    return run


def worklist(run: Run, *more: str) -> dict[str, dict[str, str]]:
    """Return the worklist by key."""
    told = run("authorities", "worklist", *more)
    assert told.exit_code == 0, told.output
    return {row["key"]: row for row in csv.DictReader(told.stdout.splitlines())}


def fill(rows: dict[str, dict[str, str]], **decisions: dict[str, str]) -> Path:
    """Write a worklist with decisions, by the last part of the key; return its file."""
    path = Path("filled.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(next(iter(rows.values()))))
        writer.writeheader()
        for key, row in rows.items():
            writer.writerow({**row, **decisions.get(key.partition("/")[2].replace("-", "_"), {})})
    return path


def statuses() -> dict[str, str]:
    """Return the status of every published agent."""
    found = {}
    with Catalogue.open(Path("var/catalogue.sqlite"), read_only=True) as catalogue:
        for item in catalogue.entities("agent", limit=100).items:
            stored = catalogue.find_entity(item.key)
            assert stored is not None
            (status,) = (o for _, p, o in parse_ntriples(stored.own) if p.endswith("identityStatus>"))
            found[item.key] = status.rpartition("/")[2].rstrip(">")
    return found


def test_the_cycle(pages: Run) -> None:
    """Accepted and new names are curated entities of every document that has them; the rejected stays apart."""
    run = pages
    rows = worklist(run)
    assert {"agent/ivan-petrov", "agent/iwan-petrow", "agent/i-petrov", "agent/anna-weber", "agent/karel-novak"} <= rows.keys()
    numbers = [int(row["documents"]) for row in rows.values()]
    assert numbers == sorted(numbers, reverse=True) and max(numbers) > 1
    assert rows["agent/anna-weber"]["documents"] == "4" and "«" in rows["agent/anna-weber"]["context"]
    assert rows["agent/i-petrov"]["candidate_1"] in ("agent/ivan-petrov", "agent/iwan-petrow")
    proposed = [rows["agent/iwan-petrow"][f"candidate_{n}"] for n in (1, 2, 3)]
    assert "agent/ivan-petrov" in proposed and "agent/i-petrov" in proposed
    path = fill(
        rows, ivan_petrov={"decision": "new", "authority_id": "agent/petrov", "same_as": "https://d-nb.info/gnd/1"},
        iwan_petrow={"decision": "accept", "authority_id": "agent/ivan-petrov"},
        i_petrov={"decision": "reject", "authority_id": "agent/petrov | agent/ivan-petrov | agent/iwan-petrow"},
        anna_weber={"decision": "new"},
    )
    told = run("authorities", "import", str(path), "--by", "the editors")
    assert told.exit_code == 0 and told.output.startswith("1 accepted, 2 new entities, 3 rejected, ")
    assert "Written to authorities; publish again" in told.output
    assert run("publish", "pages").exit_code == 0
    after = statuses()
    assert after["agent/petrov"] == after["agent/anna-weber"] == "curated"
    assert "agent/ivan-petrov" not in after and "agent/iwan-petrow" not in after and after["agent/i-petrov"] == "unreconciled"
    with Catalogue.open(Path("var/catalogue.sqlite"), read_only=True) as catalogue:
        assert catalogue.linked("agent/petrov").total == 2
        stored = catalogue.find_entity("agent/petrov")
    assert stored is not None and b"<https://d-nb.info/gnd/1>" in stored.own and b"Iwan Petrow" in stored.own
    rows = worklist(run)
    assert "agent/anna-weber" not in rows and not any(rows["agent/i-petrov"][f"candidate_{n}"] for n in (1, 2, 3))


def test_importing_twice_changes_nothing(pages: Run) -> None:
    """The second import of a file says so and leaves every file as it was."""
    path = fill(worklist(pages), karel_novak={"decision": "new"}, anna_weber={"decision": "accept", "authority_id": "agent/karel-novak"})
    pages("authorities", "import", str(path))
    before = {each.name: each.read_bytes() for each in Path("authorities").iterdir()}
    told = pages("authorities", "import", str(path))
    assert told.exit_code == 0 and "nothing was written" in told.output
    assert {each.name: each.read_bytes() for each in Path("authorities").iterdir()} == before and FILE_NAME in before


def test_a_file_with_a_fault_writes_nothing(pages: Run) -> None:
    """A fault is told with file, row, column and remedy; no list is made."""
    path = fill(worklist(pages), karel_novak={"decision": "new"}, anna_weber={"decision": "maybe"})
    told = pages("authorities", "import", str(path))
    assert told.exit_code == 1 and "filled.csv, line " in told.output and "column decision: 'maybe'" in told.output
    assert "→ " in told.output and not Path("authorities").exists()


def test_the_folder_of_the_setting(pages: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a site names a folder of lists, decisions go there; 'own_authorities' names another one."""
    Path("lists").mkdir()
    Path("lists/agents.csv").write_text("id,type,name\nagent/weber,Person,A. Weber\n", encoding="utf-8")
    monkeypatch.setenv("FONDS_AUTHORITIES", "lists")
    path = fill(worklist(pages), anna_weber={"decision": "accept", "authority_id": "agent/weber"})
    assert pages("authorities", "import", str(path)).exit_code == 0
    assert sorted(each.name for each in Path("lists").iterdir()) == ["agents.csv", FILE_NAME]
    monkeypatch.setenv("FONDS_OWN_AUTHORITIES", "own")
    path = fill(worklist(pages), karel_novak={"decision": "new"})
    assert pages("authorities", "import", str(path)).exit_code == 0
    assert sorted(each.name for each in Path("own").iterdir()) == ["imported.csv", FILE_NAME]
    pages("publish", "pages")
    assert [key for key, status in sorted(statuses().items()) if status == "curated"] == ["agent/karel-novak", "agent/weber"]


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_a_worklist_in_a_file(pages: Run, form: str) -> None:
    """A worklist is written in the format of its file's name, says how many names it has, and can be imported."""
    told = pages("authorities", "worklist", "--output", f"w.{form}")
    assert told.exit_code == 0 and told.stdout == "" and f"written to w.{form}." in told.stderr
    told = pages("authorities", "import", f"w.{form}")
    assert told.exit_code == 0 and told.output.startswith("0 accepted, 0 new entities, 0 rejected, ")


def test_names_of_pages_that_are_not_published(run: Run) -> None:
    """Pages are read without storing them, with the same rows as after publishing them; a broken page is counted."""
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(letter(1, title=TITLES["a.txt"]), encoding="utf-8")
    before = worklist(run, "pages")
    assert not Path("var").exists() and "agent/ivan-petrov" in before
    run("publish", "pages")
    assert worklist(run) == before
    Path("pages/b.txt").write_bytes(b"\xff")
    assert "1 of the pages could not be read" in run("authorities", "worklist", "pages").stderr


def test_the_table_for_people(pages: Run) -> None:
    """On a terminal each name stands with its words and what it may be."""
    text = pages("authorities", "worklist", "--format", "table").output
    assert "Anna Weber  (Person, 4 documents)" in text and "→ agent/i-petrov  I. Petrov" in text


def test_nothing_is_left_to_reconcile(run: Run) -> None:
    """Where every name is in the lists, the table says so and the CSV has its header alone."""
    run("publish")
    assert run("authorities", "worklist", "--format", "table").output == "Every name is in the lists.\n"
    assert run("authorities", "worklist").output.startswith("key,type,name,") and worklist(run) == {}


def test_outside_candidates(pages: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service's candidates stand in the worklist, become a person's decision, and never identifiers by themselves."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as local:
        told = pages("authorities", "reconcile", "--service", local.address, "--output", "r.json")
        assert told.exit_code == 0, told.output
        monkeypatch.setenv("FONDS_RECONCILIATION_SERVICE", local.address)
        again = pages("authorities", "reconcile", "--worklist", "r.json", "--format", "json")
    rows = json.loads(Path("r.json").read_text(encoding="utf-8"))["rows"]
    assert json.loads(again.stdout)["rows"] == rows
    (anna,) = (row for row in rows if row["key"] == "agent/anna-weber")
    iri = "https://names.example/entity/N3"
    assert (anna["outside_1"], anna["outside_1_name"], anna["outside_1_score"], anna["outside_1_match"]) == (iri, "Anna Weber", "100", "yes")
    assert anna["decision"] == anna["authority_id"] == anna["same_as"] == ""
    assert pages("authorities", "import", "r.json").output.startswith("0 accepted, 0 new")
    anna |= {"decision": "accept", "authority_id": iri}
    Path("r.json").write_text(json.dumps(rows), encoding="utf-8")
    assert pages("authorities", "import", "r.json").output.startswith("0 accepted, 1 new entity")
    pages("publish", "pages")
    with Catalogue.open(Path("var/catalogue.sqlite"), read_only=True) as catalogue:
        stored = catalogue.find_entity("agent/anna-weber")
    assert stored is not None and f"<{iri}>".encode() in stored.own


def test_a_service_that_fails(pages: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worklist is written as far as it goes, the fault is told, and it ends with exit 3."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as local:
        local.faults = ["not json"]
        told = pages("authorities", "reconcile", "--service", local.address)
    assert told.exit_code == 3 and "not JSON" in told.stderr and "agent/anna-weber" in told.stdout


WRONG = [
    (["worklist"], 3, "fonds publish"), (["reconcile"], 2, "reconciliation_service"), (["import", "nowhere.csv"], 2, "nowhere.csv"),
    (["reconcile", "pages", "--worklist", "w.csv", "--service", "http://127.0.0.1:1"], 2, "cannot both"),
    (["reconcile", "--worklist", "nowhere.csv", "--service", "http://127.0.0.1:1"], 2, "nowhere.csv"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG)
def test_wrong_calls(run: Run, arguments: list[str], code: int, told: str) -> None:
    """A call that cannot be done says why and what to do."""
    answer = run("authorities", *arguments)
    assert answer.exit_code == code and told in answer.output


@pytest.mark.parametrize("name", ["worklist", "import", "reconcile"])
def test_options_are_explained(run: Run, name: str) -> None:
    """The help of each command explains every option in a sentence."""
    from fonds.commands.authorities import authorities

    text = run("authorities", name, "--help").output
    command = authorities.commands[name]
    assert str(command.help).split("\n", maxsplit=1)[0].rstrip(".") in text
    options = [each for each in command.params if isinstance(each, Option)]
    assert options and all(str(each.help).endswith(".") and str(each.help).split()[0] in text for each in options)
