"""What a publish came to, in words."""

import pytest

from fonds.problems import Problem
from fonds.reports.outcome import count, render_outcome

COUNTS = dict.fromkeys(
    ("read", "new", "changed", "unchanged", "deleted", "left_out", "followed", "release", "documents", "entities",
     "triples"), 0,
)


def _told(**counts: int) -> str:
    return render_outcome({**COUNTS, **counts}, {}, "", [])


def test_a_release_is_told_in_two_lines() -> None:
    """Without problems a publish is what was read and what the site holds now."""
    assert _told(read=2, new=2, release=1, documents=2, entities=49, triples=1607) == (
        "2 documents read, 2 new, 0 changed, 0 unchanged.\n"
        "Release 1 is published: 2 documents, 49 entities, 1,607 triples.\n"
    )


def test_nothing_new_is_told() -> None:
    """Where nothing changed it says so, with what the site holds."""
    assert _told(read=1, unchanged=1, documents=1, entities=1, triples=1).splitlines()[-1] == (
        "Nothing has changed, so there is no new release. The site holds 1 document, 1 entity, 1 triples."
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"deleted": 1}, "1 deleted"), ({"left_out": 3}, "3 left out"),
        ({"followed": 2}, "2 other documents changed with them"),
    ],
)
def test_what_happened_rarely_is_told_when_it_happened(counts: dict[str, int], words: str) -> None:
    """Deletions, pages left out and documents that follow are told when there are any."""
    assert words in _told(**counts) and words.split(maxsplit=1)[1] not in _told()


def test_unknown_layouts_are_told() -> None:
    """Pages of no known layout are counted; pages of a known one need no words."""
    assert "2 documents have no known layout" in render_outcome(COUNTS, {"unknown": 2, "archive-page": 1}, "", [])
    assert "layout" not in render_outcome(COUNTS, {"archive-page": 1}, "", [])


def test_problems_stand_between() -> None:
    """Problems stand after the numbers and before the outcome, which is what is read last."""
    text = render_outcome(COUNTS, {}, "--dry-run: nothing was released", [Problem("date-missing", "a.txt")])
    assert text.index("read") < text.index("a.txt") < text.index("--dry-run: nothing was released.")


def test_numbers_and_nouns_agree() -> None:
    """One is one thing, none and many are things."""
    assert [count(n, "page") for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
