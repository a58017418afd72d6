"""Headings of *Foreign Relations of the United States*: who sends to whom, by the words of the heading alone.

Columns of ``frus-titles.tsv.gz``: volume, doc, kind, head, from, to, dateline_place, date_when, dateline; ``persName:``
or ``gloss:`` before a name says person or office. The tags are held against what was read, never read themselves.

A side is *right* where every tagged name lies in the words given for that side, and not in those given for the other.
A name is *exact* where a person's name given is just the tagged one, the office split off. A conversation has
attendees: any sender or recipient is wrong. The genre is right where it is the one that the column ``kind`` names.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from accuracy_figures import Figure, Section

from fonds.publishing.kit import make_kit
from fonds.record.evidence import Span
from fonds.record.names import Contribution
from fonds.settings import Settings
from fonds.sources.grammar.titles import Title, parse_title

CORPUS = "frus-titles.tsv.gz"
CONVERSATIONS = frozenset({"memcon", "telephone-conversation"})
SIDES = {"from": ("sender", "author"), "to": ("addressee", "intended-informee")}
GENRES = {
    "airgram": ("airgram",),
    'bare "X to Y" head': ("correspondence",),
    "despatch": ("despatch",),
    "letter": ("letter",),
    "memcon": ("memorandum-of-conversation",),
    "memorandum": ("memorandum",),
    "message": ("message",),
    "note": ("note", "note-verbale"),
    "report": ("report",),
    "telegram": ("telegram",),
    "telephone-conversation": ("telephone-conversation",),
}
"""The genres that a kind of the file stands for; *other* names none."""
_TIGHT = ((re.compile(r"\(\s+"), "("), (re.compile(r"\s+\)"), ")"), (re.compile(r"\s+([,.;:])"), r"\1"))
_FOLDED = re.compile(r"[^\w\s]")


def measure(corpora: Path) -> Section:
    """Read every heading once."""
    section = Section("Titles: sender and recipient of tagged headings, from the heading alone")
    path = corpora / CORPUS
    if not path.is_file():
        section.skipped = f"there is no {path}"
        return section
    lexicon = make_kit(Settings()).lexicon
    table = list(rows(path))
    start = perf_counter()
    titles = [parse_title(row["head"], Span(0, len(row["head"])), lexicon) for row in table]
    taken = perf_counter() - start
    count: Counter[str] = Counter()
    for row, title in zip(table, titles, strict=True):
        _judge_genre(section, count, row, title)
        if row["kind"] in CONVERSATIONS:
            _judge_conversation(section, count, row, title)
        else:
            _judge_letter(section, count, row, title)
    section.figures = _figures(count)
    section.notes.append(f"{1e6 * taken / len(table):.0f} µs a heading on this machine")
    return section


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows, the spaces that the tags left around brackets and commas taken out."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for column in ("head", "from", "to"):
                for pattern, tight in _TIGHT:
                    row[column] = pattern.sub(tight, row[column])
            yield row


def _figures(count: Counter[str]) -> list[Figure]:
    letters = count["letters"]
    figures = [
        Figure("both sides right", count["both"], letters, bar=98),
        Figure("sender right", count["from"], letters),
        Figure("sender right, where one is given", count["from"], count["from given"]),
        Figure("recipient right", count["to"], letters),
        Figure("recipient right, where one is given", count["to"], count["to given"]),
        Figure("exact name of a person, office split off", count["exact"], count["persons"], bar=93),
        Figure("conversations given sender or recipient", count["false"], count["conversations"], most=0),
        Figure("genre right", count["genre right"], count["genre"], bar=99),
    ]
    for kind in sorted((key for key in count if key.startswith("kind ")), key=lambda key: -count[key]):
        name = kind.removeprefix("kind ")
        figures.append(Figure(f"both sides right: {name}", count[f"right {name}"], count[kind]))
    return figures


def _judge_letter(section: Section, count: Counter[str], row: dict[str, str], title: Title) -> None:
    count["letters"] += 1
    count[f"kind {row['kind']}"] += 1
    both = True
    for side, other in (("from", "to"), ("to", "from")):
        names, words = words_of(title, SIDES[side])
        others = [*names_of(title, SIDES[other])]
        right = bool(names)
        for kind, tagged in tags_of(row, side):
            right = right and any(fold(tagged) in fold(text) for text in words)
            right = right and (_overlap(row) or not any(fold(tagged) in fold(text) for text in others))
            if kind == "persName":
                count["persons"] += 1
                count["exact"] += any(fold(tagged) == fold(name) for name in names)
        count[side] += right
        count[f"{side} given"] += bool(names)
        both = both and right
    count["both"] += both
    count[f"right {row['kind']}"] += both
    if not both:
        section.worst.append(_told(row, title))


def _judge_conversation(section: Section, count: Counter[str], row: dict[str, str], title: Title) -> None:
    """Who wrote the record of a talk may be said; who sent it to whom may not."""
    given = any(c.role in ("sender", "addressee") for c in title.contributions)
    count["conversations"] += 1
    count["false"] += given
    if given:
        section.worst.append(_told(row, title))


def _judge_genre(section: Section, count: Counter[str], row: dict[str, str], title: Title) -> None:
    if row["kind"] not in GENRES:
        return
    right = title.genre is not None and title.genre.value in GENRES[row["kind"]]
    count["genre"] += 1
    count["genre right"] += right
    if not right:
        section.worst.append(f"[kind {row['kind']}] {_told(row, title)}")


def names_of(title: Title, roles: tuple[str, ...]) -> list[str]:
    """Return the names given for some roles."""
    return list(dict.fromkeys(c.name.phrase.text for c in _in(title, roles)))


def words_of(title: Title, roles: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the names given for some roles, and all words given: names, offices, an office with its name."""
    chosen = [c.name for c in _in(title, roles)]
    words = [name.phrase.text for name in chosen]
    for name in chosen:
        words += [office.text for office in name.offices]
        words += [f"{office.text} {name.phrase.text}" for office in name.offices]
    return names_of(title, roles), words


def _in(title: Title, roles: tuple[str, ...]) -> list[Contribution]:
    return [c for c in title.contributions if c.role in roles]


def tags_of(row: dict[str, str], side: str) -> list[tuple[str, str]]:
    """Return the tagged names of a side, each with the element it is tagged as."""
    parts = [tag.strip().partition(":") for tag in row[side].split("|")]
    return [(kind, name) for kind, _, name in parts]


def fold(text: str) -> str:
    """Return a name without marks, article and case.

    >>> fold("The President’s Assistant")
    'presidents assistant'
    """
    return " ".join(_FOLDED.sub("", text).casefold().split()).removeprefix("the ")


def _overlap(row: dict[str, str]) -> bool:
    """Whether the tags of one side stand inside those of the other ("Acting Secretary of State")."""
    first, second = (fold(row[side].partition(":")[2]) for side in ("from", "to"))
    return first in second or second in first


def _told(row: dict[str, str], title: Title) -> str:
    said = {side: names_of(title, roles) for side, roles in SIDES.items()}
    genre = title.genre.value if title.genre else "-"
    return f"[{genre}] {row['head']}\n      tagged {row['from']} -> {row['to']}; read {said['from']} -> {said['to']}"
