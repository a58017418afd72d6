"""The change log as feeds read it: items, entries, windows, pages."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from catalogue.samples import Ticking, document, publish
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Change, FeedItem
from fonds.clock import parse_stamp, stamp
from fonds.feeds.changes import EVER, ChangeLog, Window


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ChangeLog]:
    """Return a log: a, b and c; then a changed; then b deleted in favour of c, and d; then b again."""
    clock = Ticking()
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        publish(catalogue, *(document(slug) for slug in "abc"), clock=clock)
        publish(catalogue, document("a", "Another letter"), clock=clock)
        with catalogue.release("store", clock=clock) as writer:
            writer.delete("b", "withdrawn", "c")
            writer.put(document("d"))
            writer.finish()
        publish(catalogue, document("b", "It is back"), clock=clock)
        with catalogue.release("store", clock=clock) as writer:
            writer.delete("c", "gone")
            writer.finish()
        with catalogue.snapshot() as reader:
            yield ChangeLog(reader)


def _stamps(log: ChangeLog) -> list[str]:
    return list(dict.fromkeys(entry.stamp for entry in log.all_entries()))


def test_entries_come_in_the_order_of_datestamp_and_sequence(log: ChangeLog) -> None:
    """Everything that happened is told once, as it happened."""
    entries = list(log.all_entries())
    told = [(entry.kind, entry.slug) for entry in entries]
    assert told[3:] == [("update", "a"), ("delete", "b"), ("create", "d"), ("create", "b"), ("delete", "c")]
    assert [(entry.stamp, entry.seq) for entry in entries] == sorted((entry.stamp, entry.seq) for entry in entries)
    assert log.last_sequence == entries[-1].seq and log.count_entries() == len(entries) == 8
    assert list(log.latest()) == entries[::-1]
    assert list(log.latest(before=4, most=2)) == [entries[2], entries[1]]


def test_items_are_what_the_last_entries_say(log: ChangeLog) -> None:
    """Each document is there once, with the state, version and datestamp of its last entry."""
    last = {entry.slug: entry for entry in log.all_entries()}
    items = list(log.all_items())
    assert sorted(item.slug for item in items) == sorted(last) == ["a", "b", "c", "d"]
    for item in items:
        entry = last[item.slug]
        assert (item.modified, item.version) == (entry.stamp, entry.version)
        assert (item.state == "deleted", item.reason) == (entry.kind == "delete", entry.reason)
    assert {item.slug for item in log.live()} == {"a", "b", "d"}
    assert (log.count_items(), log.count_items(state="live"), log.count_items(state="deleted")) == (4, 3, 1)


def test_windows_include_both_ends(log: ChangeLog) -> None:
    """What bears the datestamp a window begins or ends with is in it, what lies a second beyond is not."""
    first, second, third, fourth, fifth = _stamps(log)
    assert (log.earliest, log.stamp) == (first, fifth)
    assert [entry.slug for entry in log.entries(Window(second, third))] == ["a", "b", "d"]
    assert {item.slug for item in log.items(Window(second, third))} == {"a", "d"}, "b changed later"
    assert {item.slug for item in log.items(Window(since=fourth))} == {"b", "c"}
    second_later, two_later = (stamp(parse_stamp(third) + timedelta(seconds=each)) for each in (1, 2))
    for empty in (Window(since=two_later, until=second_later), Window(second_later, two_later), Window(until="2001-01-01T00:00:00Z")):
        assert (log.items(empty), log.entries(empty), log.count_items(empty), log.count_entries(empty)) == ((), (), 0, 0)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_pages_put_together_are_the_whole(log: ChangeLog, most: int) -> None:
    """Whatever the size of the pages, nothing is missing between them and nothing stands twice."""
    for window in (EVER, Window(since=_stamps(log)[1])):
        items, entries = list(log.all_items(window)), list(log.all_entries(window))
        listed: list[FeedItem] = []
        while some := log.items(window, after=listed[-1].number if listed else 0, most=most):
            assert len(some) <= most
            listed.extend(some)
        assert listed == items
        found: list[Change] = []
        while page := log.entries(window, after=found[-1].seq if found else 0, most=most):
            found.extend(page)
        assert found == entries
