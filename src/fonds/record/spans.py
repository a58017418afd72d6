"""Dates that are no single day, month or year (floor 2): ranges, one of many days, uncertain ones.

Their written form is EDTF (ISO 8601-2:2019): ``1827-05-01/1827-05-04`` lasted, ``[1827-05-01..1827-05-04]`` is one
day of these, ``?`` is uncertain, ``~`` approximate, ``..`` an end nobody states.
"""

from dataclasses import dataclass
from datetime import date

from fonds.record.dates import DateExpression


@dataclass(frozen=True, slots=True)
class DateSpan:
    """From ``first`` to ``last``, either of which may be None (not stated), but not both.

    ``choice``: some time between them, not all of it. ``uncertain`` and ``approximate`` are the source's own doubts.
    """

    first: DateExpression | None
    last: DateExpression | None
    choice: bool = False
    uncertain: bool = False
    approximate: bool = False

    @property
    def edtf(self) -> str:
        """The expression in EDTF.

        >>> DateSpan(DateExpression(1898, 10, 30), DateExpression(1898, 10, 31), choice=True).edtf
        '[1898-10-30..1898-10-31]'
        >>> DateSpan(DateExpression(1827), None, uncertain=True).edtf
        '1827?/..'
        """
        mark = self._mark
        if self.choice and not mark:
            return f"[{self._end(self.first)}..{self._end(self.last)}]"
        if self.first == self.last:
            return f"{self._end(self.first)}{mark}"
        return "/".join(f"{end.iso}{mark}" if end else ".." for end in (self.first, self.last))

    @property
    def level(self) -> int:
        """The EDTF level its written form belongs to."""
        if self.choice and not self._mark:
            return 2
        return 1 if self._mark or self.first is None or self.last is None else 0

    @property
    def member(self) -> str:
        """The expression as a member of an EDTF set, which has no room for doubts."""
        if self.first == self.last:
            return self._end(self.first)
        return f"{self._end(self.first)}..{self._end(self.last)}"

    @property
    def slug(self) -> str:
        """The end a slug begins with: the first that is stated."""
        end = self.first or self.last
        return end.iso if end else ""

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; None where that is not stated."""
        return self.first.earliest if self.first else None

    @property
    def latest(self) -> date | None:
        """The last day it can mean; None where that is not stated."""
        return self.last.latest if self.last else None

    def allows(self, other: "AnyDate") -> bool:
        """Whether ``other`` says the same, as exactly or more exactly."""
        return _at_least(other.earliest, self.earliest) and _at_most(other.latest, self.latest)

    @property
    def _mark(self) -> str:
        if self.uncertain and self.approximate:
            return "%"
        return "?" if self.uncertain else "~" if self.approximate else ""

    @staticmethod
    def _end(end: DateExpression | None) -> str:
        return end.iso if end else ""


AnyDate = DateExpression | DateSpan


def make_span(
    first: DateExpression | None, last: DateExpression | None, *, choice: bool = False, uncertain: bool = False,
    approximate: bool = False,
) -> AnyDate | None:
    """Return the simplest date that says this; None where no end is stated, or the last lies before the first.

    >>> make_span(DateExpression(1827), DateExpression(1827), choice=True)
    DateExpression(year=1827, month=0, day=0)
    """
    if first is None and last is None:
        return None
    if first and last and first.earliest > last.latest:
        return None
    if first == last and not uncertain and not approximate:
        return first
    return DateSpan(first, last, choice and first != last, uncertain, approximate)


def bounds(dates: list[AnyDate]) -> tuple[date | None, date | None]:
    """Return the first and the last day that any of some dates can mean; None where one of them is open there.

    >>> bounds([DateExpression(1827), DateSpan(DateExpression(1826), None)])
    (datetime.date(1826, 1, 1), None)
    """
    firsts = [each.earliest for each in dates]
    lasts = [each.latest for each in dates]
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return earliest, latest


def _at_least(day: date | None, bound: date | None) -> bool:
    return bound is None or (day is not None and day >= bound)


def _at_most(day: date | None, bound: date | None) -> bool:
    return bound is None or (day is not None and day <= bound)
