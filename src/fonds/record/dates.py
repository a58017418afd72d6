"""Dates as historians know them (floor 2): a day, a month, a year, or a set of alternatives.

The true precision is kept and never refined. Bounds are days; EDTF (ISO 8601-2:2019) is the written form.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Bounded(Protocol):
    """What has a first and a last day it can mean; None where that end is open."""

    @property
    def earliest(self) -> date | None:
        """The first day."""

    @property
    def latest(self) -> date | None:
        """The last day."""


@dataclass(frozen=True, slots=True, order=True)
class DateExpression:
    """A date at its true precision: ``month`` and ``day`` are 0 where the page does not say."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """ISO 8601 at this precision, which is also EDTF level 0.

        >>> DateExpression(1978, 4).iso
        '1978-04'
        """
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def edtf(self) -> str:
        """The expression in EDTF, which for a single date is ISO 8601."""
        return self.iso

    @property
    def level(self) -> int:
        """The EDTF level its written form belongs to."""
        return 0

    @property
    def member(self) -> str:
        """The expression as a member of an EDTF set."""
        return self.iso

    @property
    def slug(self) -> str:
        """What a slug begins with."""
        return self.iso

    @property
    def xsd_type(self) -> str:
        """The XML Schema type of this precision, as a prefixed name."""
        if self.day:
            return "xsd:date"
        return "xsd:gYearMonth" if self.month else "xsd:gYear"

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean.

        >>> DateExpression(1980, 2).latest
        datetime.date(1980, 2, 29)
        """
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def allows(self, other: "Bounded") -> bool:
        """Whether ``other`` says the same, at this or a finer precision."""
        first, last = other.earliest, other.latest
        return first is not None and last is not None and self.earliest <= first and last <= self.latest


def parse_iso(text: str) -> DateExpression | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None for anything else, or a day there never was.

    >>> parse_iso("1979-12-27"), parse_iso("1979-02-30")
    (DateExpression(year=1979, month=12, day=27), None)
    """
    parts = text.split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        return None
    return make_date(*(int(part) for part in parts))


def make_date(year: int, month: int = 0, day: int = 0) -> DateExpression | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return DateExpression(year, month, day) if month or not day else None
