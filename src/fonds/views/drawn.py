"""What became of the rows (floor 5): how many were drawn, what had to be left out, the picture in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Drawn:
    """The account of one picture. ``shown`` of ``total`` things (``what``: "bar", "document") were drawn.

    ``words`` tell in a sentence or two what is to be seen; ``notes`` what is not, one sentence each.
    """

    what: str
    shown: int = 0
    total: int = 0
    words: str = ""
    notes: list[str] = field(default_factory=list)

    def leave_out(self, number: int, why: str, why_several: str = "") -> None:
        """Note that rows were left out: "1 row has no date …", "3 rows have no date …"."""
        if number:
            self.notes.append(f"{count(number, 'row')} {why if number == 1 else why_several or why}.")

    def keep(self, things: Sequence[object], most: int) -> None:
        """Count what there is to draw, and note it where that is more than can be read."""
        self.total, self.shown = len(things), min(len(things), most)
        if self.total > most:
            self.notes.append(f"The first {most:,} of {count(self.total, self.what)} are drawn; the table has all rows.")


def count(number: int, one: str) -> str:
    """Return a number with its noun.

    >>> count(1, "letter"), count(1200, "letter")
    ('1 letter', '1,200 letters')
    """
    several = f"{one[:-1]}ies" if one.endswith("y") else f"{one}s"
    return f"{number:,} {one if number == 1 else several}"


def amount(value: float) -> str:
    """Write a number as people do.

    >>> amount(1200.0), amount(0.25), amount(1e21)
    ('1,200', '0.25', '1e+21')
    """
    if abs(value) >= 1e15:
        return f"{value:g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"
