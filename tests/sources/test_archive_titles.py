"""Titles in the manner of many archives, each judged by hand: ``tests/data/archive-titles.tsv``.

Genre (empty: none is said) and parties ("role: name | office", "; " between them) are what the words of the title say.
"""

import csv
from pathlib import Path

import pytest

from fonds.record.evidence import Status
from sources.test_title_shapes import parse

TABLE = Path(__file__).resolve().parents[1] / "data" / "archive-titles.tsv"
LEAST = 150


def _judged() -> dict[str, tuple[str, list[str]]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["title"]: (row["genre"], [party for party in row["parties"].split("; ") if party]) for row in rows}


JUDGED = _judged()


def test_table_is_whole() -> None:
    """The table holds no fewer titles than were judged, none twice."""
    assert len(JUDGED) >= LEAST
    assert len(JUDGED) == len(TABLE.read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize("title", JUDGED)
def test_judged_title(title: str) -> None:
    """A title is read as a person judged it: its genre, everyone it names in their role, nobody else."""
    read = parse(title)
    parties = [
        f"{c.role}: {c.name.phrase.text}" + "".join(f" | {office.text}" for office in c.name.offices)
        for c in (*read.contributions, *read.attendees)
    ]
    assert (read.genre.value if read.genre else "", parties) == JUDGED[title]


@pytest.mark.parametrize("title", JUDGED)
def test_every_name_rests_on_its_words(title: str) -> None:
    """Names are the words at their offsets, and only what is inferred has a confidence."""
    read = parse(title)
    for party in (*read.contributions, *read.attendees):
        assert party.name.phrase.span.of(title) == party.name.phrase.text != ""
        assert (party.evidence.status is Status.INFERRED) == (party.evidence.confidence is not None)
