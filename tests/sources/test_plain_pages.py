"""Pages with a run of empty labels, with and without another document's summary above them: nothing foreign is said."""

import pytest

from sources.layout_pages import NOTICE, OTHER, RIGHTS, RUN, plain, related, said
from sources.pages import read

TITLE = "Telegram from Arne Skaug to Halvard Lange"
BODY = "The minister received me at noon.\n\nHe asked about the loan."
SUMMARY = "Skaug reports on a talk about a loan."
SAID: dict[str, object] = {
    "title": TITLE, "genre": "telegram", "sender": ["Arne Skaug"], "addressee": ["Halvard Lange"],
    "dates": ["1962-05-05 heading"], "body": BODY, "summary": SUMMARY,
    "empty": ["Author(s)", "Associated People & Organizations", "Associated Places", "Associated Topics",
              "Subjects Discussed", "Source", "Rights"],
}
FOREIGN = ("Zambia", "Norweg", "Kaunda", "Lusaka", "turbine")


def foreign(found: dict[str, object]) -> list[str]:
    """Return the words of the other document that are said of this one."""
    return [word for word in FOREIGN if word in str(found)]


def test_plain_page() -> None:
    """A page with empty labels says what its head, body and summary say, and that it states no source."""
    assert said(plain(TITLE, BODY, summary=SUMMARY)) == SAID | {
        "layout": "archive-page-plain", "problems": ["notice-missing", "source-missing"],
    }


def test_summary_of_another_document() -> None:
    """What stands above the date is about another document: it is told, and nothing of it is said."""
    text = related(TITLE, BODY, summary=SUMMARY)
    found = said(text)
    assert foreign(found) == []
    assert found == SAID | {
        "layout": "archive-page-related-first", "problems": ["notice-missing", "related-left-out", "source-missing"],
    }
    told = next(problem for problem in read(text).problems if problem.code == "related-left-out")
    assert told.line == 1 and OTHER[:40] in told.detail


FIRST = (
    OTHER,
    "Letter from Kenneth Kaunda to the Norwegians asking for turbines.",
    "Kenneth Kaunda writes.\n\nThe Norwegians are asked for turbines by the Zambian government.",
    "Zambian officials\nask for turbines\nin a long letter.",
    OTHER * 30,
    "“We need turbines,” Kaunda tells the Norwegians.",
    "1. Kaunda asks the Norwegians for turbines.",
)


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("date", ["May 5, 1962", "May 1962", "(undated)", "circa 1962", "1962"])
def test_forms_of_the_other_summary(first: str, date: str) -> None:
    """One sentence, several paragraphs, a sentence that begins like a title: all of it is left out."""
    found = said(related(TITLE, BODY, summary=SUMMARY, first=first, date=date))
    assert foreign(found) == [] and found["layout"] == "archive-page-related-first"
    assert (found["title"], found["body"], found["summary"]) == (TITLE, BODY, SUMMARY)


@pytest.mark.parametrize("title", ["Skaug in London", "Talks about a Loan", "Norwegian Foreign Ministry, ‘The Loan’"])
def test_title_without_a_genre(title: str) -> None:
    """A title of any words is found below the date."""
    found = said(related(title, BODY, summary=SUMMARY))
    assert (found["title"], found["body"], found["summary"]) == (title, BODY, SUMMARY)
    assert found["problems"] == ["genre-unknown", "notice-missing", "related-left-out", "source-missing"]


def test_no_date_at_all() -> None:
    """Where the date is missing, a title with a genre below the foreign paragraph begins the document."""
    found = said(related(TITLE, BODY, summary=SUMMARY, date=""))
    assert foreign(found) == [] and found["title"] == TITLE and "dates" not in found
    assert found["problems"] == ["date-missing", "notice-missing", "related-left-out", "source-missing"]


def test_blank_lines_missing() -> None:
    """Without a single blank line the foreign paragraph is still told from the document."""
    text = related(TITLE, BODY, RIGHTS, "Zambia", summary=SUMMARY)
    found = said(text.replace("\n\n", "\n"))
    assert "Lusaka" not in str(found) and found["title"] == TITLE and found["summary"] == SUMMARY
    assert found["body"] == BODY.replace("\n\n", "\n") and found["notice"] == NOTICE
    assert found["layout"] == "archive-page-related-first"


def test_names_torn_from_their_labels() -> None:
    """Names, places and topics below the empty labels are told one by one, and said of nothing."""
    text = plain(TITLE, BODY, RIGHTS, "Kaunda, Kenneth", "Lusaka", "Turbines--Norway", summary=SUMMARY)
    found = said(text)
    assert foreign(found) == [] and "author" not in found and "mentions" not in found and "keywords" not in found
    told = [problem.detail for problem in read(text).problems if problem.code == "line-unread"]
    assert told == ["“Kaunda, Kenneth”", "“Lusaka”", "“Turbines--Norway”"]
    for tail in (("Kaunda, Kenneth", "Lusaka"), ("Lusaka\nKaunda, Kenneth",)):
        under = said(plain(TITLE, BODY, *tail, summary=SUMMARY, run=RUN[:5]))
        assert foreign(under) == [] and under["title"] == TITLE


def test_related_documents_below_their_label() -> None:
    """Date, title and summary of a related document are left out, wherever their label stands in the tail."""
    other = ("Related Documents", "October 28, 1961", "Letter from Kenneth Kaunda to Ragnar Nilsen", OTHER)
    first = said(plain(TITLE, BODY, summary=SUMMARY, run=(*RUN[:5], *other, *RUN[6:])))
    last = said(plain(TITLE, BODY, summary=SUMMARY, run=(*RUN[:5], *RUN[6:], *other)))
    alone = said(plain(TITLE, BODY, summary=SUMMARY, run=(*other, "Document Information")))
    for found in (first, last, alone):
        assert foreign(found) == [] and found["dates"] == ["1962-05-05 heading"]
        assert (found["body"], found["summary"]) == (BODY, SUMMARY)
        assert "related-left-out" in str(found["problems"])


@pytest.mark.parametrize("run", [
    RUN[::-1], RUN[:6], (*RUN[6:], *RUN[:6]), ("   ".join(RUN[:6]), "Document Information Source Rights"),
    tuple(f"{label}:" for label in RUN), tuple(label.upper() for label in RUN), ("Record ID", "Original Uploaded Date"),
])
def test_runs_of_labels(run: tuple[str, ...]) -> None:
    """Labels in any order, on one line, with colons, in capitals, without the heading: none is text or a value."""
    found = said(plain(TITLE, BODY, summary=SUMMARY, run=run))
    assert (found["title"], found["body"], found["summary"]) == (TITLE, BODY, SUMMARY)
    assert found["layout"] in ("archive-page-plain", "archive-page")
    assert "source" not in found and "notice" not in found and "line-unread" not in str(found["problems"])


def test_labels_in_the_text() -> None:
    """A line of the text that is also a label's word, and a list of them, stay text."""
    body = "Source\n\nThe miners of the copper belt told us so.\n\nRights\n\nThey have none.\n\nLanguage"
    found = said(plain("Report by Arne Skaug", body, summary=SUMMARY))
    assert found["body"] == body and found["summary"] == SUMMARY


def test_no_tail_at_all() -> None:
    """A page without any tail has no known layout; what stands above the date is left out all the same."""
    found = said(related(TITLE, f"{BODY}\n\n{SUMMARY}", run=()))  # type: ignore[arg-type]
    assert found["layout"] == "unknown" and foreign(found) == [] and found["title"] == TITLE
    assert found["problems"] == ["layout-unknown", "related-left-out"]


def test_title_above_the_date() -> None:
    """A title that stands above its date stays the title: the text below the date is no heading."""
    text = f"{TITLE}\n\nMay 5, 1962\n\nThe minister received me.\n\nHe asked about the loan."
    found = said(text)
    assert found["title"] == TITLE and "related-left-out" not in str(found["problems"])
    assert "The minister received me." in str(found["body"])


def test_letter_without_a_head() -> None:
    """A page that begins with its letter is no page below a foreign paragraph, whatever date stands in it."""
    text = "Dear Minister,\n\nThe loan is granted. We thank you for it.\n\n5 May 1962\n\nArne Skaug\n\nOslo"
    found = said(text)
    assert found["body"] == text and "related-left-out" not in str(found["problems"])


def test_two_donors_in_the_credit() -> None:
    """Both donors of a credit are funders, and so are they again below the labels."""
    credit = "This document was made possible with support from the Aker Foundation, and the Lofoten Institute"
    found = said(related(TITLE, BODY, "Aker Foundation", "Lofoten Institute", summary=SUMMARY, credit=credit))
    assert found["funder"] == ["Aker Foundation", "Lofoten Institute"] and "line-unread" not in str(found["problems"])


def test_summary_of_a_whole_paragraph() -> None:
    """A summary may have many sentences."""
    long = " ".join(f"Skaug reports that the minister spoke of point {number} of the loan." for number in range(20))
    assert said(plain(TITLE, BODY, summary=long))["summary"] == long


def test_site_lines_before_the_date() -> None:
    """A menu's lines above the date belong to nothing; a title above a text with dates in it stays the title."""
    menu = said(f"Reading Room of Oslo\n\nWelcome\n\n{plain('Skaug in London', BODY, summary=SUMMARY)}")
    assert menu["title"] == "Skaug in London" and "line-unread" in str(menu["problems"])
    text = f"The Loan\n\nIt was asked for.\n\n5 May 1962\n\nThe Answer\n\nIt was given.\n\n{SUMMARY}"
    titled = said(plain("", text, date=""))
    assert titled["title"] == "The Loan" and "The Answer" in str(titled["body"])


def test_summary_below_its_own_heading() -> None:
    """A line "Summary" near the end is no text; all below it is the summary."""
    two = f"{SUMMARY}\n\nIt is not granted"
    found = said(plain(TITLE, f"{BODY}\n\nSummary:\n\n{two}"))
    assert (found["body"], found["summary"]) == (BODY, two)
