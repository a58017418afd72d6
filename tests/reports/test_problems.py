"""The report of problems: what an archivist reads."""

import json

import pytest

from fonds.problems import KINDS, Problem
from fonds.reports.problems import HEADINGS, MOST_PLACES, group_problems, render_json, render_text

MIXED = [
    Problem("date-missing", "pages/2.txt"),
    Problem("notice-missing", "pages/3.txt"),
    Problem("file-not-utf8", "pages/4.txt", "byte 7", 3),
    Problem("date-missing", "pages/1.txt"),
]


def test_the_gravest_come_first() -> None:
    """Groups are in order of gravity, then of number; a problem told twice counts once."""
    groups = group_problems([*MIXED, MIXED[0]])
    assert [(group.code, len(group.problems)) for group in groups] == [
        ("file-not-utf8", 1), ("date-missing", 2), ("notice-missing", 1),
    ]


def test_text_names_place_and_remedy() -> None:
    """Each kind is told once under its heading, with every place, line and detail, and what to do."""
    assert render_text(MIXED) == (
        "Left out:\n"
        "  The file is not UTF-8 text. [file-not-utf8]\n"
        "      pages/4.txt, line 3: byte 7\n"
        "    → Save it as UTF-8.\n"
        "\n"
        "Published, but please look:\n"
        "  The page states no date. [date-missing]\n"
        "      pages/2.txt\n"
        "      pages/1.txt\n"
        "    → Add one in the curation file, if it is known.\n"
        "\n"
        "Good to know:\n"
        "  The page has no rights notice. [notice-missing]\n"
        "      pages/3.txt\n"
    )
    assert render_text([]) == "No problems.\n"


def test_long_lists_are_cut() -> None:
    """Of one kind no more places are listed than can be read, and the report says where the rest is."""
    text = render_text([Problem("date-missing", f"{n}.txt") for n in range(1_000 + MOST_PLACES)])
    assert text.count(".txt") == MOST_PLACES and "… and 1,000 more (--json lists all)" in text


def test_what_recurs_is_told_once() -> None:
    """A name that is in no list is one line, however many pages have it, and the most frequent comes first."""
    pages = [Problem("name-unreconciled", f"{n}.txt", "“B”" if n else "“A”", n + 1) for n in range(3)]
    assert render_text(pages).splitlines()[2:4] == [
        "      “B”, 2 times, first in 1.txt, line 2", "      0.txt, line 1: “A”",
    ]


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_can_be_told(code: str) -> None:
    """Every kind of problem has a sentence, a heading and, in JSON, the same words."""
    problem = Problem(code, "a & b.txt", "<x>")
    assert KINDS[code].meaning.endswith(".") and HEADINGS[KINDS[code].severity] in render_text([problem])
    (row,) = json.loads(render_json({}, [problem]))["problems"]
    assert (row["code"], row["severity"], row["meaning"]) == (code, KINDS[code].severity, KINDS[code].meaning)


def test_json_has_counts_and_problems() -> None:
    """JSON holds the numbers beside the problems, each with its line where it has one."""
    data = json.loads(render_json({"read": 4}, MIXED))
    assert data["read"] == 4 and [row["line"] for row in data["problems"]] == [None, None, 3, None]


def test_no_terminal_obeys_a_stranger() -> None:
    """What a terminal would obey in the name of a file or in a page's words is not passed on; JSON escapes it."""
    problem = Problem("line-unread", "a\x1b]0;b\nc.txt", "“\x1b[2Jx\u202e”", 3)
    (line,) = [line for line in render_text([problem]).splitlines() if ".txt" in line]
    assert line == "      a ]0;b c.txt, line 3: “ [2Jx ”"
    assert "\x1b" not in render_json({}, [problem])
