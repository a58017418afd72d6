"""The clock: datestamps only ever grow."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest

from fonds.clock import Appointment, after, parse_stamp, stamp, system_clock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_the_system_clock_is_in_utc() -> None:
    """The present is aware, and in UTC."""
    assert system_clock().tzinfo is UTC


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


class _Timer:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.999])
@pytest.mark.parametrize("needed", [0.0, 0.5, 3.0, 90.0])
def test_what_keeps_an_appointment_is_never_older_than_its_stamp(fraction: float, needed: float) -> None:
    """Who comes as late as foreseen comes before the second of the stamp is over; a second and more later, too late."""
    timer = _Timer()
    begun = NOON + timedelta(seconds=fraction)
    appointment = Appointment(None, lambda: begun, needed, timer=timer)
    timer.now += needed
    assert stamp(begun + timedelta(seconds=needed)) == appointment.stamp
    assert appointment.seconds_left() > 0
    timer.now += 1
    assert appointment.seconds_left() <= 0


def test_an_appointment_after_the_clock_went_backwards() -> None:
    """The stamp follows the one before, though the clock says less, and nobody waits until the clock is there."""
    timer = _Timer()
    appointment = Appointment(NOON, lambda: NOON - timedelta(hours=1), 0.2, timer=timer)
    assert appointment.stamp == "2026-01-01T12:00:01Z" and appointment.seconds_left() > 3_600
    timer.now += 1
    appointment.wait()


def test_a_commit_begins_just_before_its_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is done early waits, but for the time the rest is to take; who is late does not wait."""
    timer, slept = _Timer(), list[float]()
    monkeypatch.setattr("fonds.clock.time.sleep", slept.append)
    appointment = Appointment(None, lambda: NOON + timedelta(seconds=0.5), 9.5, timer=timer)
    appointment.wait(2.0)
    timer.now += 30
    appointment.wait(2.0)
    assert appointment.stamp == "2026-01-01T12:00:10Z" and slept == [7.5, 0.0]
