"""Pages of the archive's site of 2011–2021: title, summary, citation and text stand apart, in every state of keeping."""

import pytest

from sources.layout_pages import said, search_page
from sources.pages import read

TITLE = "Memorandum from the Embassy of Malta in Tunis to the Ministry of Trade"
BODY = "Strictly confidential\n\nThe olive harvest is poor this year.\n\nPrices will rise, the minister fears."
SUMMARY = "The embassy reports on the olive harvest."
SAID: dict[str, object] = {
    "layout": "digital-archive-2011", "title": TITLE, "genre": "memorandum", "dates": ["1977-11-03 heading"],
    "sender": ["Embassy of Malta in Tunis"], "addressee": ["Ministry of Trade"], "summary": SUMMARY, "body": BODY,
    "source": "MOL, Box 7, File 12.", "archive": "MOL", "units": ["Box 7", "File 12"], "translator": ["Ilona Varga"],
    "marking": "confidential",
}
PAGE = search_page(TITLE, BODY, summary=SUMMARY)


def test_everything_in_its_place() -> None:
    """Words of the search and the site are nothing; each other part says its own."""
    assert said(PAGE) == SAID


def test_title_in_capitals() -> None:
    """The published title has the form of the citation, and rests on it and on the head."""
    record = read(PAGE)
    assert record.title and [span.of(PAGE) for span in record.title.evidence.spans] == [TITLE, TITLE.upper()]
    assert record.title.evidence.status == "normalised"


def test_title_in_capitals_without_a_citation() -> None:
    """Without a citation the title stays as written, and its parties are read all the same."""
    start, end = PAGE.index('"Memo'), PAGE.index("VIEW DOCUMENT")
    text = PAGE[:start] + PAGE[end:]
    found = said(text)
    assert (found["title"], found["genre"]) == (TITLE.upper(), "memorandum")
    assert (found["sender"], found["addressee"]) == (["EMBASSY OF MALTA IN TUNIS"], ["MINISTRY OF TRADE"])
    assert found["problems"] == ["source-missing"] and found["summary"] == SUMMARY


def test_title_missing() -> None:
    """A title that is not in the head is the citation's."""
    text = PAGE.replace(f"{TITLE.upper()}\n\n", "")
    record = read(text)
    assert said(text) == SAID
    assert record.title and record.title.evidence.status == "stated" and record.title.span.of(text) == TITLE


@pytest.mark.parametrize("missing", ["get citation\n\n", "VIEW DOCUMENT IN\nEnglish HTML\n\n", "ADD SEARCH FILTER\n",
                                     "Digital Archive International History Declassified\n\n", "English HTML\n"])
def test_one_mark_missing(missing: str) -> None:
    """Any one of the marks may be missing."""
    assert said(PAGE.replace(missing, "")) == SAID


@pytest.mark.parametrize("saved", [
    lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text, lambda text: text.replace("\n\n", "\n"),
    lambda text: text.replace("\n", "\n\n"), lambda text: text.replace("get citation", "  Get Citation \u00a0"),
])
def test_saved_otherwise(saved) -> None:  # type: ignore[no-untyped-def]
    """Line ends, blank lines and marks before the first line change nothing but the white space of the body."""
    found = said(saved(PAGE))
    assert str(found.pop("body")).split() == BODY.split()
    assert found == {key: value for key, value in SAID.items() if key != "body"}


@pytest.mark.parametrize(("date", "dates"), [
    ("November, 1977", ["1977-11 heading"]), ("1977", ["1977 heading"]), ("(undated)", None), ("undated", None),
    ("circa 1977", ["1977~ heading"]),
])
def test_dates(date: str, dates: list[str] | None) -> None:
    """Months, years and pages without a date are read in head and citation alike."""
    found = said(search_page(TITLE, BODY, date=date, summary=SUMMARY))
    assert found.get("dates") == dates and found["title"] == TITLE and found["archive"] == "MOL"
    assert found.get("problems", []) == ([] if dates else ["date-missing"])


def test_date_only_in_the_citation() -> None:
    """A date that the head leaves out is the citation's."""
    assert said(PAGE.replace("November 03, 1977\n\n", ""))["dates"] == ["1977-11-03 citation"]


def test_citation_that_differs() -> None:
    """A citation with another title or another day is told; the head is kept."""
    other = said(search_page(TITLE, BODY, cited="Report on Fish", summary=SUMMARY))
    assert (other["title"], other["problems"]) == (TITLE.upper(), ["citation-differs"])
    day = said(PAGE.replace('," November 03', '," November 04'))
    assert (day["dates"], day["problems"]) == (["1977-11-03 heading"], ["citation-differs"])


TITLES = (
    'Report, "The Olive and Its Oil," to the Ministry', "Report on ‘Olives’, Oil, and Trade, 1977",
    "Is There Any Oil?", "Report by J. Borg, Jr.", "Доклад посольства Мальты о торговле", "关于橄榄的报告",
)


@pytest.mark.parametrize("title", TITLES)
def test_titles_with_marks_of_their_own(title: str) -> None:
    """Quotes, commas and other scripts in a title do not end it."""
    found = said(search_page(title, BODY, summary=SUMMARY, capitals=False))
    assert (found["title"], found["source"], found["summary"]) == (title, "MOL, Box 7, File 12.", SUMMARY)
    assert "citation-differs" not in str(found.get("problems"))


def test_reference_that_nobody_can_read() -> None:
    """A reference of any form is kept whole, and the address behind it is where the page can be seen."""
    found = said(search_page(TITLE, BODY, summary=SUMMARY, reference="Private papers of a gardener.",
                             address="http://digitalarchive.example.org/document/110000"))
    assert found["source"] == "Private papers of a gardener."
    assert found["addresses"] == ["http://digitalarchive.example.org/document/110000"]


def test_last_paragraph_is_text() -> None:
    """The last paragraph of the text is no summary, for the summary stands above it; nor is it where none does."""
    for summary in (SUMMARY, ""):
        found = said(search_page(TITLE, BODY, summary=summary))
        assert found["body"] == BODY and found.get("summary", "") == summary


def test_summary_of_two_paragraphs_behind_the_citation() -> None:
    """A summary may have paragraphs, and may stand behind the citation."""
    two = f"{SUMMARY}\n\nIt fears for the prices."
    assert said(search_page(TITLE, BODY, summary=two))["summary"] == two
    start, end = PAGE.index('"Memo'), PAGE.index("VIEW DOCUMENT")
    moved = PAGE[:start].replace(f"{SUMMARY}\n\n", "") + PAGE[start:end] + f"{two}\n\n" + PAGE[end:]
    assert said(moved)["summary"] == two


def test_letter_with_signature() -> None:
    """A letter's salutation, signature and dateline are read as on any page."""
    body = "Dear Mr. Borg,\n\nThe oil has arrived.\n\nSincerely,\n\nCarmelo Vella\n\nSliema, 2 November 1977"
    found = said(search_page("Letter, Carmelo Vella to Joseph Borg", body, date="November 02, 1977", summary="Vella writes."))
    assert (found["sender"], found["addressee"], found["author"]) == (["Carmelo Vella"], ["Joseph Borg"], ["Carmelo Vella"])
    assert found["dates"] == ["1977-11-02 heading", "1977-11-02 dateline"] and found["place written"] == ["Sliema"]


def test_one_mark_alone_is_text() -> None:
    """One of the marks alone makes no such page."""
    text = "May 5, 1962\n\nReport on Harvests\n\nGet citation\n\nThe clerk was asked to get one.\n\nHe did."
    assert said(text)["layout"] == "unknown"


def test_buttons_between_title_and_citation() -> None:
    """Words of menus and buttons, on lines next to the title, are no part of it."""
    text = PAGE.replace(f"{TITLE.upper()}\n\n", f"{TITLE.upper()}\nCITATION SHARE DOWNLOAD\n").replace(
        "November 03, 1977\n\n", "Search\n\n    Home\n    Collections\n\nNovember 03, 1977\n", 1)
    assert said(text) == SAID
