"""A clock that goes backwards, or was far ahead: datestamps only grow, and nobody waits for the clock."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from faults.nursery import Nursery
from faults.site import PUBLISH, Site, faults_of
from fonds.clock import Clock, parse_stamp, system_clock
from fonds.publishing.backups import back_up
from fonds.publishing.purging import purge
from fonds.publishing.rebuilding import rebuild
from fonds.publishing.restoring import restore
from fonds.publishing.rollback import roll_back
from fonds.publishing.run import Options

A_FEW = 3.0
"""Seconds that a command may wait for its datestamp."""
BACK = {"a second": timedelta(seconds=1), "an hour": timedelta(hours=1), "thirty years": timedelta(days=30 * 365)}


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the list of all waits from here on."""
    found: list[float] = []
    sleep = time.sleep

    def noted(seconds: float) -> None:
        found.append(seconds)
        sleep(min(seconds, A_FEW))

    monkeypatch.setattr("fonds.clock.time.sleep", noted)
    return found


def behind(delta: timedelta) -> Clock:
    """Return a clock that is behind the right one."""
    return lambda: system_clock() - delta


def falling() -> Clock:
    """Return a clock that goes back by a minute whenever it is looked at."""
    present = system_clock()

    def look() -> datetime:
        nonlocal present
        present -= timedelta(minutes=1)
        return present

    return look


def everything(site: Site, clock: Callable[[], Clock]) -> int:
    """Publish, go back, rebuild, purge, restore; return how many releases were made."""
    options = Options(clock=clock())
    assert site.publish_here(clock=clock())["release"] == 2
    assert roll_back(1, site.settings, options).release is not None
    rebuild(site.settings, options)
    back_up(site.root / "kept", site.settings, options.clock)
    assert purge(site.slugs()[0], "At the wish of the heirs.", site.settings, options, wait=0).release == 5
    restored = restore(site.root / "kept", site.settings, options, replaced=True, wait=0)
    assert restored.release.kind in ("rebuild", "purge")
    return restored.release.number


def assert_stamps_grow(site: Site) -> None:
    """Assert that each release is later than the one before, and the change log as well."""
    with site.catalogue() as catalogue:
        stamps = [release.stamp for release in reversed(catalogue.releases())]
        changes = catalogue.changes()
    assert stamps == sorted(set(stamps)) and len(stamps) > 2
    assert [change.stamp for change in changes] == sorted(change.stamp for change in changes)
    assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
    assert {change.stamp for change in changes} <= set(stamps)


@pytest.mark.parametrize("delta", BACK)
def test_a_clock_that_is_behind(site: Site, slept: list[float], delta: str) -> None:
    """Whatever makes a release while the clock is behind the last one, its datestamp is later than that, and it is made
    without waiting until the clock has come up with it.
    """
    last = site.release().stamp
    everything(site, lambda: behind(BACK[delta]))
    assert_stamps_grow(site)
    assert site.release().stamp > last
    assert max(slept, default=0.0) < A_FEW
    assert faults_of(site.settings) == []


def test_a_clock_that_falls(site: Site, slept: list[float]) -> None:
    """It may go back while a release is being made, too."""
    everything(site, falling)
    assert_stamps_grow(site)
    assert max(slept, default=0.0) < A_FEW
    assert faults_of(site.settings) == []


def test_who_harvests_misses_nothing(site: Site) -> None:
    """Who asks for what came after the latest datestamp they have seen hears of every change, clock or no clock."""
    with site.catalogue() as catalogue:
        seen = catalogue.changes()[-1].stamp
    counts = site.publish_here(clock=behind(timedelta(hours=1)))
    with site.catalogue() as catalogue:
        later = [change for change in catalogue.changes() if change.stamp > seen]
    release = site.release()
    assert len(later) == release.created + release.updated + release.deleted >= counts["new"] + counts["deleted"]
    assert {change.release for change in later} == {2}


def test_a_clock_that_was_ahead(site: Site, nursery: Nursery) -> None:
    """After a release that was stamped an hour too late, real processes with the right clock go on from there, one
    second later each, and at once.
    """
    ahead = system_clock() + timedelta(hours=1)
    site.publish_here(clock=lambda: ahead)
    first = parse_stamp(site.release().stamp)
    assert first >= ahead.replace(microsecond=0)
    for number in (1, 2):
        site.write("later.txt", 60 + number)
        began = datetime.now(UTC)
        assert nursery.run(site.root, *PUBLISH).code == 0
        assert datetime.now(UTC) - began < timedelta(minutes=30)
        assert parse_stamp(site.release().stamp) == first + timedelta(seconds=number)
    assert_stamps_grow(site)
    assert faults_of(site.settings) == []
