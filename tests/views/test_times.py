"""Dates as data have them, and the days they may mean."""

from datetime import date

import pytest

from fonds.views.scales import day_ticks, ticks
from fonds.views.times import parse_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1979-12-27", "1979-12-27", "1979-12-27"), ("1980-02", "1980-02-01", "1980-02-29"),
        ("1979", "1979-01-01", "1979-12-31"), ("197X", "1970-01-01", "1979-12-31"), ("1979?", "1979-01-01", "1979-12-31"),
        ("1979-12-27T23:59:59+05:00", "1979-12-27", "1979-12-27"), ("1979-12-XX", "1979-12-01", "1979-12-31"),
        ("1979-12-27/1980-01", "1979-12-27", "1980-01-31"), ("[1979-12-27,1979-12-29]", "1979-12-27", "1979-12-29"),
        ("[1667..1668]", "1667-01-01", "1668-12-31"), ("1979-12-27~", "1979-12-27", "1979-12-27"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    """A date means the days from the first it may be to the last."""
    found = parse_days(text)
    assert found is not None
    assert [date.fromordinal(day).isoformat() for day in found] == [first, last]


@pytest.mark.parametrize(
    "text",
    ["", "soon", "-0044", "0000", "10000", "1979-13", "1979-02-30", "1980/1979", "1979/soon", "../1979", "1979-1-1", "27.12.1979"],
)
def test_no_days(text: str) -> None:
    """What is no date, no day of the calendar, or lies outside the years 1 to 9999 is not read."""
    assert parse_days(text) is None


@pytest.mark.parametrize(("low", "high"), [(1, 3_652_059), (722_000, 722_000.5), (722_000, 722_020), (722_000, 722_400)])
def test_axis_of_time(low: float, high: float) -> None:
    """An axis of any length has a few days between its ends, in order, each called otherwise."""
    found = day_ticks(low, high)
    days = [day for day, _ in found]
    assert 1 <= len(found) <= 12
    assert days == sorted(days)
    assert low <= days[0] <= days[-1] <= high
    assert len({words for _, words in found}) == len(found)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 7), (-3, 12), (0.001, 0.002), (0, 123_456_789), (5, 5)])
def test_round_numbers(low: float, high: float) -> None:
    """An axis of numbers has between one and ten round ones within its ends."""
    found = ticks(low, high)
    assert 1 <= len(found) <= 10
    assert low - 1e-9 <= found[0] <= found[-1] <= high + 1e-9
