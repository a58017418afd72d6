"""``fonds harvests``: who fetched what."""

import json
from datetime import UTC, datetime
from pathlib import Path

from cli.conftest import Run
from fonds.feeds.ledger import Ledger
from publishing.pages import letter


def test_the_ledger_is_listed(run: Run) -> None:
    """Each client of each feed is a row, beside the newest change there is; a name cannot move the cursor."""
    Path("pages").mkdir()
    Path("pages/1.txt").write_text(letter(1), encoding="utf-8")
    assert run("publish", "pages").exit_code == 0
    assert run("harvests").output == "Nobody has fetched a feed yet.\n"
    ledger = Ledger(Path("var"), lambda: datetime(2026, 1, 2, tzinfo=UTC))
    ledger.note("oai", "192.0.2.1", "\x1b[2Jsickle", "2026-01-01T00:00:00Z", whole=True)
    listed = run("harvests").output.splitlines()
    assert listed[0].split() == ["feed", "client", "requests", "first", "last", "up_to", "agent"]
    assert listed[2].split()[0] == "oai" and listed[2].endswith("?[2Jsickle")
    told = json.loads(run("harvests", "--json").output)
    assert told["newest"] in listed[3]
    assert [each["requests"] for each in told["harvests"]] == [1]
