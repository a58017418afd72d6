"""Text of the archive's PDFs: the cover sheet's labels and the run of text below them stand apart."""

import pytest

from sources.layout_pages import cover, said
from sources.pages import read

TITLE = "Telegram from the Legation of Peru in Quito to the Ministry of Railways on a Bridge"
BODY = "Legation of Peru\nQuito, 19 November 1974\nThe bridge is done. It was paid\nfor by the town.\n1\nNobody came."
SUMMARY = "The legation describes a bridge."
SAID: dict[str, object] = {
    "layout": "pdf-text", "title": TITLE, "genre": "telegram", "sender": ["Legation of Peru in Quito"],
    "addressee": ["Ministry of Railways"], "dates": ["1974-11-19 heading", "1974-11-19 dateline"],
    "summary": SUMMARY, "body": BODY, "original language": "es", "about": ["a Bridge"], "place written": ["Quito"],
    "source": "MOL, Box 7, File 12.", "archive": "MOL", "units": ["Box 7", "File 12"], "translator": ["Ilona Varga"],
    "addresses": ["http://digitalarchive.example.org/document/110000"],
}
PAGE = cover(TITLE, BODY, summary=SUMMARY, language="Spanish")


def test_everything_in_its_place() -> None:
    """Site, date, title, citation, summary, language and contents give their fields; the rest is text."""
    assert said(PAGE) == SAID


def test_one_run() -> None:
    """Where the whole text is one line the labels still part it."""
    found = said(" ".join(PAGE.split()))
    assert (found["title"], found["summary"], found["original language"]) == (TITLE, SUMMARY, "es")
    assert (found["body"], found["dates"]) == (" ".join(BODY.split()), ["1974-11-19 heading"])
    assert found["source"] == "MOL, Box 7, File 12."


def test_lines_broken_anywhere() -> None:
    """Title, citation and summary may be broken over lines; each is one line of words."""
    broken = PAGE.replace("Ministry of Railways", "Ministry\nof Railways").replace("describes a", "describes\na")
    found = said(broken)
    assert (found["title"], found["summary"]) == (TITLE, SUMMARY) and found["archive"] == "MOL"
    record = read(broken)
    assert record.title and record.title.evidence.status == "normalised"
    assert record.title.span.of(broken).split() == TITLE.split()


@pytest.mark.parametrize("saved", [
    lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\n\n"),
    lambda text: text.replace("Summary:", "\fSummary :"), lambda text: text.replace("Original Language", "Original  language"),
])
def test_saved_otherwise(saved) -> None:  # type: ignore[no-untyped-def]
    """Line ends, blank lines and form feeds change nothing but the white space of the body."""
    found = said(saved(PAGE))
    assert str(found.pop("body")).split() == BODY.split()
    assert found == {key: value for key, value in SAID.items() if key != "body"}


CONTENTS = (
    "- English Translation", "Original Scan\nEnglish Translation", "• Scan of Original Document\n• Translation - English",
    "English Transcription", "Original Document",
)


@pytest.mark.parametrize("contents", CONTENTS)
def test_contents(contents: str) -> None:
    """What the file holds is no text."""
    assert said(cover(TITLE, BODY, summary=SUMMARY, language="Spanish", contents=contents))["body"] == BODY


@pytest.mark.parametrize("missing", ["summary", "language", "contents"])
def test_label_missing(missing: str) -> None:
    """Any label of the cover but the citation may be missing."""
    parts = {"summary": SUMMARY, "language": "Spanish", "contents": "- English Translation"} | {missing: ""}
    found = said(cover(TITLE, BODY, **parts))
    assert (found["title"], found["archive"], found["body"]) == (TITLE, "MOL", BODY)
    assert found.get("summary", "") == parts["summary"]
    assert found.get("original language", "") == ("es" if parts["language"] else "")


def test_title_and_date_missing() -> None:
    """Title and date that the head leaves out are the citation's."""
    head = PAGE.replace(f"November 19, 1974\n{TITLE}\n", "", 1)
    found = said(head)
    assert found["title"] == TITLE and "1974-11-19 citation" in str(found["dates"]) and found["body"] == BODY


def test_labels_in_the_text() -> None:
    """Words of the text that are labels too stay text."""
    body = "Summary:\nNothing was built.\nCitation: none.\nContents: stones"
    found = said(cover(TITLE, body, summary=SUMMARY, language="Spanish"))
    assert found["body"] == body and found["summary"] == SUMMARY


def test_several_languages() -> None:
    """Of an original in two languages none is said, and the words are told."""
    found = said(cover(TITLE, BODY, summary=SUMMARY, language="Spanish, French"))
    assert "original language" not in found and found["problems"] == ["line-unread"] and found["body"] == BODY


def test_credits() -> None:
    """A credit of the cover gives the funders."""
    credit = "This document was made possible with support from the Aker Foundation."
    assert said(cover(TITLE, BODY, summary=SUMMARY, credit=credit))["funder"] == ["Aker Foundation"]


def test_form_feeds_and_hyphens() -> None:
    """Page numbers, form feeds and broken words of the text stay as they are."""
    body = "The bridge is\nunsta-\nble.\n1\n\fIt sways.\n2"
    assert said(cover(TITLE, body, summary=SUMMARY))["body"] == body


def test_citation_label_in_a_page() -> None:
    """A page of another layout that has a line "Citation:" in its text is no cover sheet."""
    text = "May 5, 1962\n\nReport on Bridges\n\nCitation: see the annex.\n\nSummary: none.\n\nContents: stones."
    assert said(text)["layout"] == "unknown"


def test_site_name_above_the_text() -> None:
    """The site's name with what a part of the file is, at the top of the text, is no text."""
    above = "Example Center Digital Archive Original Scan\nExample Center Digital Archive Translation - English\n"
    assert said(cover(TITLE, above + BODY, summary=SUMMARY, language="Spanish"))["body"] == BODY
