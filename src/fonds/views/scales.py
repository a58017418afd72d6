"""Scales (floor 5): round numbers and days for axes. Time is counted in days (``date.toordinal``)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` → pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value stands; all values stand in the middle where there is only one."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_step(span: float, about: int) -> float:
    """Return a step of 1, 2 or 5 and zeros that cuts a span into no more than so many parts.

    >>> round_step(97, 5), round_step(0.3, 5), round_step(12, 5)
    (20.0, 0.1, 5.0)
    """
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / about))
    return next(step * power for step in (1, 2, 5, 10) if span / (step * power) <= about)


def ticks(low: float, high: float, about: int = 5, *, whole: bool = False) -> list[float]:
    """Return round numbers between two, both counted; whole ones where fractions would mean nothing.

    >>> ticks(0, 7, whole=True)
    [0.0, 2.0, 4.0, 6.0]
    """
    step = round_step(high - low, about)
    if whole:
        step = max(1.0, step)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [place * step for place in range(first, min(last, first + 100) + 1)]


def day_ticks(low: float, high: float, about: int = 8) -> list[tuple[float, str]]:
    """Return beginnings of years, of months or days between two days, with their words.

    >>> [words for _, words in day_ticks(date(1979, 12, 20).toordinal(), date(1980, 3, 2).toordinal())]
    ['Jan 1980', 'Feb 1980', 'Mar 1980']
    """
    years = (high - low) / 365.25
    if years > about / 2:
        step = max(1, int(round_step(years, about)))
        found = _years(low, high, step)
    elif years * 12 > 2:
        step = next(each for each in (1, 2, 3, 6, 12) if years * 12 / each <= about)
        found = _months(low, high, step)
    else:
        step = max(1, int(round_step(max(high - low, 1), about)))
        found = ((float(day), _day_words(day)) for day in range(math.ceil(low), math.floor(high) + 1, step))
    return list(found)


def _years(low: float, high: float, step: int) -> Iterator[tuple[float, str]]:
    first = date.fromordinal(max(1, int(low))).year
    for year in range(-(-first // step) * step, 10_000, step):
        if year < 1:
            continue
        day = date(year, 1, 1).toordinal()
        if day > high:
            return
        if day >= low:
            yield float(day), str(year)


def _months(low: float, high: float, step: int) -> Iterator[tuple[float, str]]:
    first = date.fromordinal(int(low))
    for month in range(first.year * 12, 9999 * 12, step):
        day = date(month // 12, month % 12 + 1, 1).toordinal()
        if day > high:
            return
        if day >= low:
            yield float(day), f"{_MONTHS[month % 12]} {month // 12}"


def _day_words(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
