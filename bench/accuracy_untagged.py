"""Headings whose parties nobody tagged, each judged by hand: is anyone made a sender or a recipient who is none?

``tests/data/untagged-heads.tsv`` holds headings of three volumes of *Foreign Relations of the United States* (of
documents, of parts of them, of series of files) with the sender (or author) and the recipient that the words name,
several divided by " | ", and none where they name none. The file is the project's own, so this runs everywhere.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accuracy_figures import Figure, Section
from accuracy_titles import SIDES, fold, names_of

from fonds.publishing.kit import make_kit
from fonds.record.evidence import Span
from fonds.settings import Settings
from fonds.sources.grammar.titles import parse_title

JUDGED = Path(__file__).resolve().parent.parent / "tests" / "data" / "untagged-heads.tsv"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One side of one heading: the names the words give, those that were read, and how many of either are right."""

    head: str
    side: str
    wanted: tuple[str, ...]
    given: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many of the given names the words name."""
        return sum(any(fold(name) in fold(text) for name in self.wanted) for text in self.given)

    @property
    def found(self) -> int:
        """How many of the names in the words were given."""
        return sum(any(fold(name) in fold(text) for text in self.given) for name in self.wanted)


def measure(corpora: Path) -> Section:
    """Read every heading once."""
    section = Section("Untagged headings, judged by hand: false senders and recipients")
    count = {"from": [0, 0, 0, 0], "to": [0, 0, 0, 0]}
    for verdict in verdicts():
        tally = count[verdict.side]
        for place, number in enumerate((len(verdict.given), verdict.right, len(verdict.wanted), verdict.found)):
            tally[place] += number
        if verdict.right < len(verdict.given) or verdict.found < len(verdict.wanted):
            section.worst.append(f"{verdict.head}\n      {verdict.side}: judged {verdict.wanted}; read {verdict.given}")
    for side, name in (("from", "senders and authors"), ("to", "recipients")):
        given, right, wanted, found = count[side]
        section.figures.append(Figure(f"{name} given that the words name", right, given, bar=95))
        section.figures.append(Figure(f"{name} in the words that were given", found, wanted))
    section.notes.append(f"{sum(1 for _ in verdicts()) // 2} headings")
    return section


def verdicts() -> Iterator[Verdict]:
    """Yield both sides of every heading."""
    lexicon = make_kit(Settings()).lexicon
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            head = row["head"]
            title = parse_title(head, Span(0, len(head)), lexicon)
            for side, column in (("from", "sender"), ("to", "recipient")):
                wanted = tuple(name for name in row[column].split(" | ") if name)
                yield Verdict(head, side, wanted, tuple(names_of(title, SIDES[side])))
