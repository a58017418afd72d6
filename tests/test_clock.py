"""The clock: datestamps only ever grow."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest

from fonds.clock import after, parse_stamp, stamp, system_clock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_system_clock_is_whole_seconds_in_utc() -> None:
    """The present is aware, in UTC, and without fractions that no feed could tell."""
    now = system_clock()
    assert now.tzinfo is UTC and now.microsecond == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON + timedelta(hours=1), NOON + timedelta(hours=1)),
        (NOON, NOON + timedelta(seconds=1)),
        (NOON - timedelta(days=400), NOON + timedelta(seconds=1)),
    ],
)
def test_time_goes_on_even_when_the_machine_goes_back(now: datetime, expected: datetime) -> None:
    """After a stamp comes the clock's time, or one second later where the clock stands or has been set back."""
    assert after(NOON, lambda: now) == expected
    assert after(None, lambda: now) == now


def test_stamps_are_strictly_increasing() -> None:
    """Whatever the clock says, a series of stamps grows, as text too."""
    random = Random(7)
    moments: list[datetime] = [NOON]
    for _ in range(200):
        now = NOON + timedelta(seconds=random.randint(-50, 50))
        moments.append(after(moments[-1], lambda now=now: now))  # type: ignore[misc]
    stamps = [stamp(moment) for moment in moments]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("moment", [NOON, NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))])
def test_stamps_come_back(moment: datetime) -> None:
    """A stamp is written in UTC and read as the same moment."""
    assert stamp(moment) == "2026-01-01T12:00:00Z" and parse_stamp(stamp(moment)) == moment


@pytest.mark.parametrize("text", ["", "2026-01-01", "2026-01-01T12:00:00", "2026-01-01T12:00:00+00:00"])
def test_what_is_no_stamp_is_refused(text: str) -> None:
    """Only the one form every feed promises is read."""
    with pytest.raises(ValueError, match="does not match"):
        parse_stamp(text)
