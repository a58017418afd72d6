"""Headings that name nobody: none is given a sender or a recipient that its words do not name."""

import csv
from pathlib import Path

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.titles import parse_title
from sources.pages import kit

JUDGED = Path(__file__).resolve().parent.parent / "data" / "untagged-heads.tsv"
SIDES = {"sender": ("sender", "author"), "recipient": ("addressee", "intended-informee")}
LEAST = 98
"""Per cent of the names given that the words must name."""


def rows() -> list[dict[str, str]]:
    """The headings, each judged by hand."""
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def given(head: str, side: str) -> list[str]:
    """Return the names read for one side."""
    title = parse_title(head, Span(0, len(head)), kit().lexicon)
    return [c.name.phrase.text for c in title.contributions if c.role in SIDES[side]]


def names(row: dict[str, str], side: str) -> list[str]:
    """Return the names the words give."""
    return [name for name in row[side].split(" | ") if name]


NOBODY = [row["head"] for row in rows() if not row["sender"] and not row["recipient"]]


def test_enough_are_judged() -> None:
    """At least 200 distinct headings are judged, most of which name nobody."""
    assert len({row["head"] for row in rows()}) == len(rows()) >= 200 and len(NOBODY) > 200


@pytest.mark.parametrize("head", NOBODY)
def test_nobody(head: str) -> None:
    """A heading that names no sender and no recipient gives none."""
    assert not given(head, "sender") and not given(head, "recipient")


@pytest.mark.parametrize("side", SIDES)
def test_precision(side: str) -> None:
    """Nearly every name that is given for a side is one the words name for it."""
    right = wrong = 0
    for row in rows():
        for text in given(row["head"], side):
            told = any(name in text for name in names(row, side))
            right, wrong = right + told, wrong + (not told)
    assert 100 * right / (right + wrong) >= LEAST - (side == "recipient")


@pytest.mark.parametrize("side", SIDES)
def test_recall(side: str) -> None:
    """Nearly every name the words give is read."""
    wanted = [(name, given(row["head"], side)) for row in rows() for name in names(row, side)]
    assert sum(any(name in text for text in read) for name, read in wanted) >= 0.95 * len(wanted)
