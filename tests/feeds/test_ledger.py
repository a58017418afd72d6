"""The harvest ledger: what it keeps of a client, and what it never does."""

import json
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from fonds.feeds.ledger import FOLDER, KEPT_DAYS, LINES, Ledger, read_harvests

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the time it is set to."""
        return self.now


def _lines(state: Path) -> list[str]:
    return [line for path in sorted((state / FOLDER).glob("*.jsonl")) for line in path.read_text().splitlines()]


def test_a_harvest_is_told_by_client_and_feed(tmp_path: Path) -> None:
    """What each client fetched of each feed is one row: how often, from when to when, and the newest change it saw."""
    clock = Hands()
    ledger = Ledger(tmp_path, clock)
    for up_to in ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", ""):
        ledger.note("oai", "192.0.2.1", "sickle", up_to)
        clock.now += timedelta(minutes=2)
    ledger.note("oai", "192.0.2.2", "other")
    ledger.note("changes", "192.0.2.1", "sickle")
    found = {(each.feed, each.agent): each for each in read_harvests(tmp_path)}
    assert set(found) == {("oai", "sickle"), ("oai", "other"), ("changes", "sickle")}
    one = found["oai", "sickle"]
    assert (one.requests, one.first, one.last) == (3, "2026-01-02T12:00:00Z", "2026-01-02T12:04:00Z")
    assert one.up_to == "2026-01-02T00:00:00Z"
    assert one.client == found["changes", "sickle"].client != found["oai", "other"].client


def test_requests_of_a_minute_are_one_line(tmp_path: Path) -> None:
    """A thousand requests within a minute are counted, and written as two lines; the last one of a harvest at once."""
    ledger = Ledger(tmp_path, Hands())
    for _ in range(999):
        ledger.note("oai", "192.0.2.1", "sickle")
    assert len(_lines(tmp_path)) == 1
    ledger.note("oai", "192.0.2.1", "sickle", "2026-01-02T00:00:00Z", whole=True)
    assert len(_lines(tmp_path)) == 2
    assert [each.requests for each in read_harvests(tmp_path)] == [1_000]


def test_who_asks_without_pause_fills_no_disk(tmp_path: Path) -> None:
    """Whole answers are a line each only so many times a minute; all are counted, and another minute begins anew."""
    clock = Hands()
    ledger = Ledger(tmp_path, clock)
    for _ in range(500):
        ledger.note("oai", "192.0.2.1", "hasty", whole=True)
    assert len(_lines(tmp_path)) == LINES
    clock.now += timedelta(minutes=1)
    ledger.note("oai", "192.0.2.1", "hasty", whole=True)
    assert len(_lines(tmp_path)) == LINES + 1
    assert [each.requests for each in read_harvests(tmp_path)] == [501]


def test_what_is_counted_is_written_at_the_end(tmp_path: Path) -> None:
    """Closing writes what was only counted so far."""
    ledger = Ledger(tmp_path, Hands())
    ledger.note("oai", "192.0.2.1", "sickle")
    ledger.note("oai", "192.0.2.1", "sickle")
    ledger.close()
    assert [each.requests for each in read_harvests(tmp_path)] == [2]


def test_no_address_is_kept(tmp_path: Path) -> None:
    """No file of the ledger holds a client's address, and two ledgers call the same client differently."""
    for name in ("one", "two"):
        Ledger(tmp_path / name, Hands()).note("oai", "192.0.2.77", "sickle")
        for path in (tmp_path / name / FOLDER).iterdir():
            assert b"192.0.2.77" not in path.read_bytes()
    one, two = (read_harvests(tmp_path / name)[0].client for name in ("one", "two"))
    assert one != two


def test_a_line_is_a_line_whatever_a_client_calls_itself(tmp_path: Path) -> None:
    """A name with line breaks and quotes makes no second line, and a name without end is cut."""
    ledger = Ledger(tmp_path, Hands())
    ledger.note("oai", "192.0.2.1", 'a"\n{"feed": "forged"}' + "x" * 9_999)
    assert len(_lines(tmp_path)) == 1
    assert len(json.loads(_lines(tmp_path)[0])["agent"]) == 200
    ledger.note("oai", "192.0.2.2", "half a letter \ud800")
    assert [each.feed for each in read_harvests(tmp_path)] == ["oai", "oai"]


def test_broken_lines_are_passed_over(tmp_path: Path) -> None:
    """Lines that are no JSON, or lack something, cost nobody else's."""
    Ledger(tmp_path, Hands()).note("oai", "192.0.2.1", "sickle")
    (path,) = (tmp_path / FOLDER).glob("*.jsonl")
    path.write_bytes(b'{"feed": "x"}\nhalf a li\xff\n[]\n' + path.read_bytes())
    assert [each.feed for each in read_harvests(tmp_path)] == ["oai"]


def test_a_ledger_that_cannot_be_written_is_silent(tmp_path: Path) -> None:
    """Where its folder cannot be made nothing is raised, and nothing is read."""
    (tmp_path / FOLDER).write_text("in the way")
    Ledger(tmp_path, Hands()).note("oai", "192.0.2.1", "sickle", whole=True)
    assert read_harvests(tmp_path) == []


def test_old_days_are_dropped(tmp_path: Path) -> None:
    """A day's file goes when it is older than what is kept; the key stays."""
    clock = Hands()
    ledger = Ledger(tmp_path, clock)
    ledger.note("oai", "192.0.2.1", "sickle")
    key = (tmp_path / FOLDER / "key").read_bytes()
    clock.now += timedelta(days=KEPT_DAYS + 1)
    ledger.note("oai", "192.0.2.2", "sickle")
    assert len(read_harvests(tmp_path)) == 1
    assert (tmp_path / FOLDER / "key").read_bytes() == key


def _harvest(state: str, number: int) -> None:
    ledger = Ledger(Path(state), lambda: NOON + timedelta(seconds=number))
    for each in range(50):
        ledger.note("oai", f"192.0.2.{each}", "sickle", whole=True)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_workers_share_a_ledger(tmp_path: Path) -> None:
    """Four processes that begin a ledger at once call each client the same, and lose no line."""
    processes = [get_context("fork").Process(target=_harvest, args=(str(tmp_path), each)) for each in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    found = read_harvests(tmp_path)
    assert len(found) == 50
    assert {each.requests for each in found} == {4}
