"""Dates said loosely keep their doubt, and each date of a page is the document's or the talk's, as its words say."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.archive_page.dating import find_title_date
from fonds.sources.grammar.meetings import find_date_line
from fonds.sources.grammar.vague_dates import parse_dating
from sources.layout_pages import said
from sources.pages import page, read

LOOSE = {
    "circa 1967": "1967~", "ca. May 1968": "1968-05~", "c. 1968": "1968~", "about 1950": "1950~",
    "approximately June 1951": "1951-06~", "1968?": "1968?", "[May 1968?]": "1968-05?", "September 1979 (?)": "1979-09?",
    "probably 5 May 1962": "1962-05-05?", "possibly circa 1962": "1962%", "Early 1968": "1968", "mid-1968": "1968",
    "late October 1962": "1962-10", "Summer 1968": "1968", "the end of 1962": "1962", "Undated [1967]": "1967",
    "(undated) circa 1967": "1967~", "n.d. [May 1967]": "1967-05", "27–28 October 1962": "1962-10-27/1962-10-28",
    "October 27-28, 1962": "1962-10-27/1962-10-28", "27 October - 2 November 1962": "1962-10-27/1962-11-02",
    "May 5, 1962 - May 7, 1962": "1962-05-05/1962-05-07", "October-November 1962": "1962-10/1962-11",
    "1962-1963": "1962/1963", "1962–63": "1962/1963", "October 1962 to January 1963": "1962-10/1963-01",
    "between May 1950 and June 1951": "[1950-05..1951-06]", "1950s": "[1950..1959]", "early 1960s": "[1960..1969]",
    "before May 1950": "[..1950-05]", "not later than 5 May 1950": "[..1950-05-05]", "after 1950": "[1950..]",
    "May 05, 1962": "1962-05-05", "April, 1955": "1955-04", "Monday, 7 May 1962": "1962-05-07", "1962-05-05": "1962-05-05",
    "1962-05-05 - 1962-05-07": "1962-05-05/1962-05-07", "Dated 5 May 1962": "1962-05-05",
    "Sometime in May 1962": "1962-05", "May 5, 1962 (Gregorian)": "1962-05-05", "May 1962 (exact date unknown)": "1962-05",
    "May 5, 1962 11:30 PM": "1962-05-05", "23:00, 5 May 1962": "1962-05-05", "\u200fMay 5, 1962\u200e": "1962-05-05",
    "5 мая 1962 г.": "1962-05-05", "5. Mai 1962": "1962-05-05", "5 de mayo de 1962": "1962-05-05",
    "1962年5月5日": "1962-05-05", "1962년 5월": "1962-05", "1962. május 5.": "1962-05-05", "5 Mayıs 1962": "1962-05-05",
    "5 V 1962": "1962-05-05", "5.VI.1962": "1962-06-05", "May 4/5, 1962": "1962-05-04/1962-05-05", "1962/63": "1962/1963",
    "from 3 May to 5 June 1962": "1962-05-03/1962-06-05", "May 5, 1962—noon": "1962-05-05", "5 May 1962 - 15.45": "1962-05-05",
    "Tues. May 5, 1962": "1962-05-05", "May [5], 1962": "1962-05-05", "May 5, [1962]": "1962-05-05",
}
NONE = (
    "", "undated", "27.10.1962", "3/4/1979", "31 February 1962", "28–27 October 1962", "10 or 12 October 1962", "May 5",
    "Letter of May 1962", "1962 in Prague", "In the spring", "between 1950", "1962-1963-1964", "5 May 1962 Secret",
    "1962-13", "May June 1962", "0 May 1962", "circa", "?", "[?]", "before", "19 May 62", "May 1962 " * 20,
    "27 October - November 1962", "20 February 1848 (O.S.)", "20 February 1848 (Old Style)", "12/25 March 1917", "1962/64",
    "31 IV 1962", "5 IIX 1962",
)


@pytest.mark.parametrize("text", LOOSE)
def test_loose_dates(text: str) -> None:
    """A date said loosely is the expression that says just as much."""
    found = parse_dating(text, Span(0, len(text)))
    assert found and found[0].edtf == LOOSE[text]
    assert found[1].of(text).strip(" .,") == found[1].of(text) and any(char.isdigit() for char in found[1].of(text))


@pytest.mark.parametrize("text", NONE)
def test_no_loose_dates(text: str) -> None:
    """Words that say no date, or two that do not fit, are none."""
    assert parse_dating(text, Span(0, len(text))) is None


@pytest.mark.parametrize("text", LOOSE)
def test_loose_date_above_a_title(text: str) -> None:
    """Such a line dates the document and is not its title."""
    record = read(page("Report from Tito", "It began.\n\nIt ended.", date=text, summary="It began and ended."))
    assert [dated.date.value.edtf for dated in record.dates] == [LOOSE[text]]
    assert record.title and record.title.value == "Report from Tito" and record.problems == ()


def conversation(title: str, body: str, date: str = "September 27, 1979") -> dict[str, object]:
    """Return what a page that records a talk says."""
    return said(page(title, body, date=date, summary="They talk about trade."))


TALK = "Memorandum of Conversation between Erich Honecker and Leonid Brezhnev"


def test_date_of_a_talk_in_the_title() -> None:
    """The date a conversation's title ends with is the talk's; the heading dates the record of it."""
    for title in (f"{TALK}, 25 September 1979", f"{TALK} on September 25, 1979", f"{TALK} (25 September 1979)"):
        found = conversation(title, "They met.\n\nThey parted.")
        assert (found["held"], found["dates"]) == ("1979-09-25", ["1979-09-27 heading"])
        assert "problems" not in found and found["participant"] == ["Erich Honecker", "Leonid Brezhnev"]


@pytest.mark.parametrize("line", [
    "Date of conversation: 25 September 1979", "Date of the meeting – September 25, 1979, 10:30 a.m.",
    "DATE AND TIME: Sept. 25, 1979 10:15-12:20", "Date: Tuesday, 25 September 1979", "Date and place of the talks: 25 September 1979",
    "The conversation took place on 25 September 1979.",
])
def test_date_of_a_talk_in_the_text(line: str) -> None:
    """A line above the text says when the talk was; the heading and a dateline date the record."""
    found = conversation(TALK, f"{line}\n\nThey met.\n\n27 September 1979")
    assert (found["held"], found["dates"]) == ("1979-09-25", ["1979-09-27 heading", "1979-09-27 dateline"])
    assert "problems" not in found


def test_lines_of_one_block() -> None:
    """The line may stand among others of its block."""
    found = conversation(TALK, "Present: both\nDate and Time: 25 September 1979 10:15\nLocation: Crimea\n\nThey met.\n\nThey parted.")
    assert found["held"] == "1979-09-25"


def test_two_days_of_one_talk() -> None:
    """Title and text that name two days for the talk are told."""
    found = conversation(f"{TALK}, 24 September 1979", "Date of conversation: 25 September 1979\n\nThey met.\n\nThey parted.")
    assert (found["held"], found["problems"]) == ("1979-09-24", ["date-contradiction"])


def test_month_and_day_of_one_talk() -> None:
    """Of a month and a day in it, the day is when the talk was."""
    found = conversation(f"{TALK}, September 1979", "Date of conversation: 25 September 1979\n\nThey met.\n\nThey parted.")
    assert found["held"] == "1979-09-25" and "problems" not in found


def test_date_of_a_letter_in_its_title() -> None:
    """The date a letter's title ends with, or has behind its first word, is the letter's: both are kept and told."""
    for title in ("Letter from Tito to Stalin, 31 July 1948", "Letter of 31 July 1948 from Tito to Stalin",
                  "Letter from Tito to Stalin, dated 31 July 1948", "Letter from Tito to Stalin [31 July 1948]"):
        same = said(page(title, "Thanks.\n\nIt came.", date="July 31, 1948", summary="Tito thanks."))
        assert same["dates"] == ["1948-07-31 heading", "1948-07-31 title"] and "problems" not in same
        other = said(page(title, "Thanks.\n\nIt came.", date="August 2, 1948", summary="Tito thanks."))
        assert (other["dates"], other["problems"]) == (["1948-08-02 heading", "1948-07-31 title"], ["date-contradiction"])
        assert "held" not in other


@pytest.mark.parametrize("title", [
    "Report on the Events of 5 May 1962", "Report on 5 May 1962", "Letter on the Decree of 5 May 1962",
    "Speech on the Anniversary of May 1962 in Prague", "Reply to the Note of 5 May 1962",
])
def test_date_of_something_else_in_the_title(title: str) -> None:
    """A date that the title is about, or that another document bears, is not this document's."""
    found = said(page(title, "It began.\n\nIt ended.", date="July 31, 1962", summary="It began."))
    assert found["dates"] == ["1962-07-31 heading"] and "held" not in found
    assert "date-contradiction" not in str(found.get("problems"))


def test_date_line_of_a_letter() -> None:
    """"Date:" in a letter's head dates the letter."""
    found = said(page("Letter from Tito to Stalin", "Date: 30 July 1948\n\nThanks.\n\nIt came.", date="July 30, 1948",
                      summary="Tito thanks."))
    assert found["dates"] == ["1948-07-30 heading", "1948-07-30 dateline"] and "held" not in found


@pytest.mark.parametrize("text", [
    "Date: unknown", "Date 25 September 1979", "Date: 25 September 1979 and 26 September 1979", "Update: 25 September 1979",
    "Date: see the note of 25 September 1979", "Date: 25 September 1979 is the day we met", "",
])
def test_lines_that_say_no_date(text: str) -> None:
    """A line with other words, or with two dates, says none."""
    assert find_date_line(text, Span(0, len(text))) is None


def test_title_that_is_a_date() -> None:
    """A title that is nothing but a date, or holds none, ends with none."""
    for text in ("5 May 1962", "(5 May 1962)", "Report on Trade", ""):
        assert find_title_date(text, Span(0, len(text)), talk=True) is None
