"""``fonds releases``: the list, and the way back."""

import json
import shutil
from pathlib import Path

from cli.conftest import Run
from publishing.pages import letter


def _publish(run: Run, *titles: str) -> None:
    pages = Path("pages")
    pages.mkdir(exist_ok=True)
    for number, title in enumerate(titles):
        (pages / f"{number}.txt").write_text(letter(number, title=title), encoding="utf-8")
    assert run("publish", "pages").exit_code == 0


def test_the_list(run: Run) -> None:
    """Releases are listed, the newest first, with what they changed, hold, and whether their store is there still."""
    _publish(run, "Letter from Anna Weber", "Letter from Karel Novak")
    _publish(run, "Telegram from Anna Weber")
    (first,) = (each for each in json.loads(run("releases", "--json").output) if each["number"] == 1)
    shutil.rmtree(Path("var") / first["store"])
    listed = run("releases").output.splitlines()
    assert listed[0].split()[:4] == ["number", "stamp", "kind", "created"]
    assert [line.split()[0] for line in listed[2:4]] == ["2", "1"]
    assert "kept" in listed[2] and "kept" not in listed[3]
    assert listed[-1] == "(2 releases; 2 is served)"
    found = json.loads(run("releases", "--json").output)
    assert [(each["number"], each["kind"], each["created"], each["updated"], each["store_kept"]) for each in found] == [
        (2, "publish", 0, 1, True), (1, "publish", 2, 0, False),
    ]


def test_the_way_back(run: Run) -> None:
    """--rollback makes a new release, says what it changed, and stands in the list with its reason."""
    _publish(run, "Letter from Anna Weber", "Letter from Karel Novak")
    _publish(run, "Telegram from Anna Weber")
    done = run("releases", "--rollback", "1")
    assert done.exit_code == 0
    assert done.output.startswith("Release 3 has the content of release 1: 0 created, 1 updated, 0 deleted.\n")
    (line,) = (line for line in run("releases").output.splitlines() if line.lstrip().startswith("3 "))
    assert "rollback" in line and line.endswith("as release 1")
    assert "no new release" in run("releases", "--rollback", "1").output


def test_wrong_numbers(run: Run) -> None:
    """A release that is not there, or is served already, is refused with exit 2; no state at all with exit 3."""
    refused = run("releases")
    assert refused.exit_code == 3 and "Run `fonds publish` first" in refused.stderr
    _publish(run, "Letter from Anna Weber")
    for number, said in (("7", "There is no release 7."), ("1", "is the one that is served")):
        refused = run("releases", "--rollback", number)
        assert refused.exit_code == 2 and said in refused.stderr
