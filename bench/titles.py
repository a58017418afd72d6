"""Measure the title grammar on headings of *Foreign Relations of the United States* whose parties editors tagged.

    python bench/titles.py TITLES.tsv.gz [--worst N]

Only the words of the heading are read, never the tags. Rows of a kind count both sides. Columns of the file: volume,
doc, kind, head, from, to, dateline_place, date_when, dateline; `persName:` or `gloss:` before a name says person or
office.

*precision* counts the rows in which a side was given at all, *recall* those in which it should have been: all rows
that are no conversation. A side is right where the tagged name lies in the words given for it and not in those of
the other; it is *exact* where, for a person, one name given is just the tagged one, the office split off.
"""

import argparse
import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fonds.publishing.kit import make_kit
from fonds.record.evidence import Span
from fonds.record.names import Contribution
from fonds.settings import Settings
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.titles import Title, parse_title

CONVERSATIONS = frozenset({"memcon", "telephone-conversation"})
SIDES = {"from": ("sender", "author"), "to": ("addressee",)}
_TIGHT = ((re.compile(r"\(\s+"), "("), (re.compile(r"\s+\)"), ")"), (re.compile(r"\s+([,.;:])"), r"\1"))


@dataclass(slots=True)
class Score:
    """Counts of one side, or of one kind of heading."""

    wanted: int = 0
    given: int = 0
    right: int = 0
    exact: int = 0
    persons: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One row of the table, in per cent."""
        precision, recall = _share(self.right, self.given), _share(self.right, self.wanted)
        exact = _share(self.exact, self.persons)
        return f"{name:<32}{self.wanted:>7}{self.given:>7}  {precision:>9}{recall:>9}{exact:>9}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows, the spaces that the tags left around brackets and commas taken out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in ("head", "from", "to"):
                for pattern, tight in _TIGHT:
                    row[column] = pattern.sub(tight, row[column])
            yield row


def words_of(contributions: tuple[Contribution, ...], roles: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the names given for some roles, and the names with their offices."""
    chosen = [c.name for role in roles for c in contributions if c.role == role]
    names = list(dict.fromkeys(name.phrase.text for name in chosen))
    return names, names + [office.text for name in chosen for office in name.offices]


def judge(title: Title, row: dict[str, str], side: str) -> tuple[bool, bool, int, int]:
    """Judge one side: whether it is given, whether right; how many persons are tagged, how many of them exact."""
    names, words = words_of(title.contributions, SIDES[side])
    others = words_of(title.contributions, SIDES["to" if side == "from" else "from"])[0]
    tags = [tag.strip().partition(":") for tag in row[side].split("|")]
    right = bool(names)
    persons = exact = 0
    for kind, _, tagged in tags:
        right = right and any(_fold(tagged) in _fold(text) for text in words)
        right = right and (_both(row) or not any(_fold(tagged) in _fold(text) for text in others))
        persons += kind == "persName"
        exact += kind == "persName" and any(_fold(tagged) == _fold(name) for name in names)
    return bool(names), right, persons, exact


def _both(row: dict[str, str]) -> bool:
    """Whether the tags of one side stand inside those of the other ("Acting Secretary of State")."""
    first, second = (_fold(row[side].partition(":")[2]) for side in ("from", "to"))
    return first in second or second in first


def _fold(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text).casefold().split()).removeprefix("the ")


def measure(path: Path, lexicon: Lexicon) -> dict[str, Score]:
    """Read every heading once."""
    scores = {"sender": Score(), "recipient": Score()}
    kinds: dict[str, Score] = {}
    conversations = Score()
    for row in rows(path):
        head = row["head"]
        title = parse_title(head, Span(0, len(head)), lexicon)
        if row["kind"] in CONVERSATIONS:
            count_conversation(conversations, title, row)
            continue
        kind = kinds.setdefault(f"  {row['kind']}", Score())
        for side, name in (("from", "sender"), ("to", "recipient")):
            given, right, persons, exact = judge(title, row, side)
            for score in (scores[name], kind):
                score.wanted += 1
                score.given += given
                score.right += right
                score.persons += persons
                score.exact += exact
            if not right:
                scores[name].wrong.append(_told(row, title))
    return {**scores, **dict(sorted(kinds.items(), key=lambda pair: -pair[1].wanted)), "conversations": conversations}


def count_conversation(score: Score, title: Title, row: dict[str, str]) -> None:
    """A conversation has attendees: a sender or recipient is wrong whoever it is."""
    given = any(c.role in ("sender", "addressee") for c in title.contributions)
    score.wanted += 1
    score.given += given
    if given:
        score.wrong.append(_told(row, title))


def _told(row: dict[str, str], title: Title) -> str:
    said = {side: words_of(title.contributions, roles)[0] for side, roles in SIDES.items()}
    genre = title.genre.value if title.genre else "-"
    return f"[{genre}] {row['head']}\n      tagged {row['from']} -> {row['to']}; read {said['from']} -> {said['to']}"


def main() -> int:
    """Print the table, and the forms that fail most."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("titles", type=Path, nargs="?", default=Path("frus-titles.tsv.gz"))
    parser.add_argument("--worst", type=int, default=0, help="print so many failures of each side")
    given = parser.parse_args()
    if not given.titles.is_file():
        print(f"skipped: there is no {given.titles}")
        return 0
    scores = measure(given.titles, make_kit(Settings()).lexicon)
    print(f"{'':<32}{'rows':>7}{'given':>7}  {'precision':>9}{'recall':>9}{'exact':>9}")
    for name, score in scores.items():
        if name == "conversations":
            print(f"conversations given a sender or recipient: {score.given} of {score.wanted}")
        else:
            print(score.line(name))
    for name in ("sender", "recipient", "conversations"):
        for text, count in Counter(scores[name].wrong).most_common(given.worst):
            print(f"{name} {count} x {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
