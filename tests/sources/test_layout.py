"""The parts of a page are found by what they are, wherever blank lines stand or are missing."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import find_blocks, first_line, lines_of, set_apart, tail_lines
from fonds.sources.archive_page.layout import find_layout, label_name
from sources.pages import ENQUIRY, LABELS, NOTICE, kit, page

TITLE = "Letter from Tito to Stalin"


def parts(text: str) -> dict[str, object]:
    """Return the words of each part that was found."""
    layout = find_layout(text, kit().lexicon)
    found = {
        "date": layout.date, "title": layout.title, "credit": layout.credit, "summary": layout.summary,
        "source": layout.source, "notice": layout.notice,
    }
    words: dict[str, object] = {name: span.of(text) for name, span in found.items() if span}
    return words | {
        "body": [span.of(text) for span in layout.body],
        "labels": [
            (each.span.of(text), each.values[0].of(text) if each.values else None) for each in layout.labels
        ],
        "unlabelled": [span.of(text) for span in layout.unlabelled],
    }


def test_everything_in_its_place() -> None:
    """A page with all parts gives each of them just its own words."""
    credit = "This document was made possible with support from Leon Levy Foundation"
    text = page(TITLE, "One.\n\nTwo.", credit=credit, summary="Tito writes.",
        labels=f"{LABELS}\n\nLeon Levy Foundation")
    assert parts(text) == {
        "date": "May 5, 1962", "title": TITLE, "credit": credit, "body": ["One.", "Two."], "summary": "Tito writes.",
        "source": "RGANI, F. 5, Op. 30, D. 12.", "notice": NOTICE,
        "labels": [("Original Uploaded Date", None), ("Record ID", None)], "unlabelled": ["Leon Levy Foundation"],
    }


def test_blank_lines_that_are_missing() -> None:
    """Date, title, credit, marking, closing formula, heading, notice and labels stand apart without blank lines."""
    text = "\n".join([
        "Skip to content", "May 5, 1962", TITLE, "Made possible with support from the A Foundation", "Top Secret",
        "Dear Comrade Stalin,", "We await your advice.", "Respectfully,", "J. B. Tito", "Belgrade, 4 May 1962",
        "Document Information", "RGANI, F. 5.", NOTICE, ENQUIRY, "Original Uploaded Date", "Record ID", "17",
    ])
    found = parts(text)
    assert (found["date"], found["title"], found["source"]) == ("May 5, 1962", TITLE, "RGANI, F. 5.")
    assert found["credit"] == "Made possible with support from the A Foundation"
    assert found["body"] == [
        "Top Secret", "Dear Comrade Stalin,", "We await your advice.", "Respectfully,\nJ. B. Tito",
        "Belgrade, 4 May 1962",
    ]
    assert (found["notice"], found["unlabelled"]) == (NOTICE, [])
    assert found["labels"] == [("Original Uploaded Date", None), ("Record ID", "17")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Parts are the same whatever ends a line."""
    text = page(TITLE, "One of them\nin two lines.\n\nTwo of them.", summary="Tito writes.")
    changed = parts(text.replace("\n", end))
    assert changed == parts(text) | {"body": [f"One of them{end}in two lines.", "Two of them."]}


def test_notice_of_two_paragraphs() -> None:
    """A notice of two paragraphs is one; a line for enquiries is no part of it."""
    text = page(TITLE, "One of them.", summary="Tito writes.", notice=f"{NOTICE}\n\nAll other copyright is reserved.")
    assert parts(text)["notice"] == f"{NOTICE}\n\nAll other copyright is reserved."


def test_heading_in_the_text() -> None:
    """The last heading is the tail's: the same words in the text are text."""
    text = page(TITLE, "See below.\n\nDocument Information\n\nMore of it.", summary="Tito writes.")
    assert parts(text)["body"] == ["See below.", "Document Information", "More of it."]


NO_SUMMARY = (
    "We are waiting for your answer.", "1. The delegation is approved.", "– Approved by all.", "“Agreed,” he said.",
    "and so on.",
    "Copies to: the members of the Politburo.", "Signed by all present.", "The list follows:", "Without an end",
    "My regards to all.",
)


@pytest.mark.parametrize("last", NO_SUMMARY)
def test_last_paragraph_that_is_no_summary(last: str) -> None:
    """A paragraph that speaks in the document, is a list, or ends nowhere is body, not the archive's summary."""
    found = parts(page(TITLE, f"It has begun.\n\n{last}"))
    assert "summary" not in found and found["body"] == ["It has begun.", last]


def test_summary_behind_an_ending() -> None:
    """What follows signature and dateline is the summary; where nothing follows there is none."""
    body = "It has begun.\n\nRespectfully,\n\nJ. B. Tito\n\n4 May 1962"
    assert parts(page(TITLE, body, summary="Tito writes."))["summary"] == "Tito writes."
    assert "summary" not in parts(page(TITLE, body))


def test_nothing_at_all() -> None:
    """An empty page, white space, a heading alone and furniture alone have no parts."""
    for text in ("", " \n\n ", "Document Information", "Skip to content\n\nSearch", "\ufeff"):
        assert parts(text) == {"body": [], "labels": [], "unlabelled": []}


def test_blocks_and_lines() -> None:
    """Blocks are cut at blank lines of any white space, lines at any line end; neither has white space around it."""
    text = " a\t\n\u00a0 b\r\n\u2003\r\n c\rd\f e"
    blocks = find_blocks(text, Span(0, len(text)))
    assert [block.of(text) for block in blocks] == ["a\t\n\u00a0 b", "c\rd", "e"]
    assert [line.of(text) for line in lines_of(text, blocks[0])] == ["a", "b"]
    assert first_line(text, blocks[1]).of(text) == "c"


def test_lines_set_apart() -> None:
    """Only lines a rule claims are cut off, from the front or from the end on."""
    text = "x\nx\nabc\nx\nabc\ny\nz"
    whole = Span(0, len(text))
    front = set_apart(text, whole, lambda line: line.of(text) == "x", from_end=False)
    assert [part.of(text) for part in front] == ["x", "x", "abc\nx\nabc\ny\nz"]
    back = set_apart(text, whole, lambda line: line.of(text) == "y", from_end=True)
    assert [part.of(text) for part in back] == ["x\nx\nabc\nx\nabc", "y\nz"]
    assert set_apart("x", Span(0, 1), lambda line: True, from_end=True) == [Span(0, 1)]


def test_lines_of_a_tail() -> None:
    """A label stands alone, and so does what comes before and after it."""
    text = "a\nb\nLABEL\nc\nd\n\ne"
    found = tail_lines(text, Span(0, len(text)), str.isupper, lambda line: "b" * (line == "b"))
    assert [span.of(text) for span in found] == ["a", "b", "LABEL", "c\nd", "e"]
    assert label_name(" Record\u00a0 ID : ") == "record id"
