"""What a section of `accuracy.py` gives back: figures with their bars, and the cases that went wrong."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Figure:
    """A share ``part`` of ``whole``; ``bar`` is the per cent it must reach, None where it is only told.

    With ``most`` it is a count that may not be above it.
    """

    name: str
    part: int
    whole: int
    bar: float | None = None
    most: int | None = None

    @property
    def per_cent(self) -> float:
        """The share in per cent; a share of nothing is 0."""
        return 100 * self.part / self.whole if self.whole else 0.0

    @property
    def met(self) -> bool:
        """Whether the bar is reached."""
        return (self.bar is None or self.per_cent >= self.bar) and (self.most is None or self.part <= self.most)

    def line(self) -> str:
        """One row of the report."""
        bar = "" if self.bar is None else f"bar {self.bar:g} %"
        bar = bar if self.most is None else f"at most {self.most}"
        verdict = "" if not bar else "met" if self.met else "MISSED"
        return f"  {self.name:<52}{self.part:>7,} of {self.whole:>7,}{self.per_cent:>9.2f} %  {bar:<10} {verdict}".rstrip()


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of something a second; ``least`` is the bar, None where it is only told."""

    name: str
    value: float
    least: float | None = None

    @property
    def met(self) -> bool:
        """Whether the bar is reached."""
        return self.least is None or self.value >= self.least

    def line(self) -> str:
        """One row of the report."""
        verdict = "" if self.least is None else f"bar {self.least:g}  {'met' if self.met else 'MISSED'}"
        return f"  {self.name:<52}{self.value:>7,.0f} a second  {verdict}".rstrip()


@dataclass(slots=True)
class Section:
    """One thing measured. ``worst`` holds a case as often as it occurred; ``skipped`` says why nothing was."""

    name: str
    figures: list[Figure | Rate] = field(default_factory=list)
    worst: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""

    @property
    def missed(self) -> list[Figure | Rate]:
        """The figures below their bar."""
        return [figure for figure in self.figures if not figure.met]

    def report(self, worst: int) -> str:
        """The section as text, with at most so many of its worst cases."""
        lines = [self.name]
        lines += [f"  SKIPPED: {self.skipped}"] if self.skipped else [figure.line() for figure in self.figures]
        lines += [f"  {note}" for note in self.notes]
        lines += [f"  {count} × {case}" for case, count in Counter(self.worst).most_common(worst)]
        return "\n".join(lines) + "\n"
