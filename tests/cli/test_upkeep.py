"""The commands that keep a site sound, as a person types them."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from cli.conftest import Run

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
SLUG = "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister"


def commands() -> list[list[str]]:
    """Return the commands of the page about operations, in its order."""
    blocks = re.findall(r"```sh\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def test_the_commands_of_the_page_about_operations(run: Run) -> None:
    """Typed one after the other in an empty folder they all do what they say, and the site is sound at the end."""
    told = [(command, run(*command)) for command in commands()]
    assert len(told) >= 9
    assert [(command, answer.output) for command, answer in told if answer.exit_code] == []
    answer = run("verify", "--deep", "--json")
    report = json.loads(answer.output)
    assert (answer.exit_code, report["sound"], report["documents"], report["problems"]) == (0, True, 1, [])
    assert run("publish").output.startswith("2 documents read, 1 new")


def test_purge_asks_first(run: Run) -> None:
    """Without --yes a person is asked; saying no, or giving no reason, changes nothing."""
    run("publish")
    assert run("purge", SLUG, "--why", "because", text="n\n").exit_code == 1
    assert run("purge", SLUG).exit_code == 2 and run("purge").exit_code == 2
    assert run("purge", "no-such", "--why", "x", "--yes").exit_code == 2
    assert run("purge", SLUG, "--lift").exit_code == 2 and run("purge", "--list").output == ""
    assert run("show", SLUG).exit_code == 0
    answer = run("purge", SLUG, "--why", "because", text="y\n")
    assert answer.exit_code == 0 and "Release 2" in answer.output and "003_2f9377a29a530927.txt" in answer.output
    assert run("show", SLUG).exit_code == 2
    assert f"{SLUG}\n    since " in run("purge", "--list").output


def test_verify_tells_fault_and_remedy(run: Run) -> None:
    """Where something is wrong the report names it with its remedy, and the exit code is 1."""
    run("publish")
    (store,) = Path("var").glob("store-*")
    shutil.rmtree(store)
    answer = run("verify")
    assert answer.exit_code == 1 and "Not sound:" in answer.output
    assert "[store-damaged]" in answer.output and "→ Run `fonds rebuild`." in answer.output
    assert json.loads(run("verify", "--json").output)["sound"] is False
    assert re.fullmatch(r"Release 2: the store was built again, [\d,]+ triples\.\n", run("rebuild").output)
    assert run("verify").output.endswith("Sound.\n")
    assert run("export", "var/dumps-2", "--dumps").exit_code == 0
    Path("var/dumps-2/all.nt.gz").write_bytes(b"")
    answer = run("verify")
    assert answer.exit_code == 1 and "Not sound:" in answer.output and "[dump-damaged]" in answer.output


@pytest.mark.parametrize("command", [["verify"], ["rebuild"], ["backup", "kept"], ["purge", "x", "--why", "y", "--yes"]])
def test_before_the_first_publish(run: Run, command: list[str]) -> None:
    """Where nothing was published each command says so, with what to do, and makes nothing."""
    answer = run(*command)
    assert answer.exit_code == 3 and "fonds publish" in answer.stderr
    assert list(Path().iterdir()) == []


def test_a_wrong_folder_is_told(run: Run) -> None:
    """A folder that is no backup is refused, and nothing is made of it."""
    Path("pages").mkdir()
    answer = run("restore", "pages")
    assert answer.exit_code == 3 and "no backup of Fonds" in answer.stderr and not Path("var").exists()
    assert run("restore", "nowhere").exit_code == 3


def test_a_damaged_catalogue(run: Run) -> None:
    """Every command that meets a damaged catalogue names it and the restore, which mends it."""
    run("publish")
    run("backup", "kept")
    Path("var/catalogue.sqlite").write_bytes(b"nothing of a database" * 1_000)
    for command in (["publish"], ["show", SLUG], ["sparql", "ASK {}"], ["rebuild"], ["backup", "again"]):
        answer = run(*command)
        assert answer.exit_code == 3 and "fonds restore BACKUP --replace" in answer.stderr, command
    assert "fonds restore BACKUP --replace" in run("verify").output
    answer = run("restore", "kept", "--replace")
    assert answer.exit_code == 0 and "not known" in answer.stderr
    assert run("verify", "--deep").exit_code == 0


@pytest.mark.parametrize("fault", ["empty", "missing"])
def test_a_lost_catalogue_is_not_begun_anew(run: Run, fault: str) -> None:
    """Where stores stand beside a catalogue that is empty or gone, no publish takes that for a new site."""
    run("publish")
    run("backup", "kept")
    if fault == "empty":
        Path("var/catalogue.sqlite").write_bytes(b"")
    else:
        Path("var/catalogue.sqlite").unlink()
    for command in ("publish", "rebuild", "verify"):
        answer = run(command)
        assert answer.exit_code == 3 and "fonds restore BACKUP --replace" in answer.stderr, command
    assert run("restore", "kept", "--replace").exit_code == 0
    assert run("verify", "--deep").exit_code == 0
