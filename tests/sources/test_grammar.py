"""Dates, heads and endings of letters, orders: what each rule finds, and what it must not take for its own."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.dates import find_dates, is_undated, looks_like_date, parse_date_line
from fonds.sources.grammar.endings import find_dateline, find_signature, is_closing_line
from fonds.sources.grammar.letters import (
    find_address_lines,
    find_attachment_number,
    find_dispatch,
    find_informees,
    find_instructing_bodies,
    find_marking,
    find_salutation,
)
from fonds.sources.grammar.lexicon import Lexicon
from sources.pages import kit


def all_of(text: str) -> Span:
    """The span of a whole text."""
    return Span(0, len(text))


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("December 27, 1979", "1979-12-27"), ("27 December 1979", "1979-12-27"), ("27th of Dec. 1979", "1979-12-27"),
        ("Thursday, December 27, 1979", "1979-12-27"), ("[November 1967]", "1967-11"), ("November, 1967", "1967-11"),
        ("1979-12-27", "1979-12-27"), ("1979-12", "1979-12"), ("1962", "1962"), ("(1962)", "1962"),
        ("Sept. 1944", "1944-09"),
        ("29 February 1980", "1980-02-29"), ("DECEMBER 27, 1979", "1979-12-27"),
    ],
)
def test_date_line(line: str, iso: str) -> None:
    """A line that is a date is read at its true precision."""
    found = parse_date_line(line, all_of(line))
    assert found and found[0].iso == iso and found[1].of(line) in line


@pytest.mark.parametrize(
    "line",
    ["February 30, 1980", "27.12.1979", "3/4/1979", "27-28 December 1979", "27–28 December 1979", "circa 1950",
     "Summer 1968", "1950s", "December 27, 1979 – January 3, 1980", "before May 1950", "early 1950", "32 May 1950"],
)
def test_words_meant_as_a_date(line: str) -> None:
    """A range, a season, figures alone and a day there never was are dates nobody can read, not half-read ones."""
    assert parse_date_line(line, all_of(line)) is None and looks_like_date(line)


@pytest.mark.parametrize("line",
    ["In 1967 we met", "Letter of May 1967", "May", "the Third Army", "", "Section 5", "x" * 500])
def test_no_date(line: str) -> None:
    """Other lines are no dates."""
    assert parse_date_line(line, all_of(line)) is None and not looks_like_date(line)


def test_undated() -> None:
    """"Undated" is a statement; a word in a sentence is not."""
    assert is_undated("(undated)") and is_undated("n. d.") and is_undated("No date")
    assert not is_undated("undated letters") and not is_undated("")


def test_dates_in_text() -> None:
    """Every date with a month is found once, in order."""
    text = "On 5 May 1960, in May 1961 – and on December 1, 1962 (1963), not on 5-6 May 1964 or 7 June 1965 – 3 July 1965."
    assert [date.iso for date, _ in find_dates(text, all_of(text))] == ["1960-05-05", "1961-05", "1962-12-01"]


# ── head and ending ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mister Vorontsov!", "Vorontsov"), ("Dear Comrade Brezhnev,", "Brezhnev"),
        ("Esteemed Leonid Ilyich!", "Leonid Ilyich"),
        ("My dear Prime Minister:", ""), ("Dear Mr. President:", ""), ("Esteemed General Secretary!", ""), ("Dear Sir,", ""),
        ("Dear Comrades,", ""),
        ("Dear Friend,", ""), ("Dear reader, we met", ""), ("Comrades!", ""), ("Your Excellency,", ""),
        ("Dear " * 50, ""),
    ],
)
def test_salutation(line: str, name: str) -> None:
    """A line that addresses somebody names them; one that addresses anybody names nobody."""
    found = find_salutation(line, all_of(line))
    assert (found.value.phrase.text if found else "") == name


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("Respectfully, Ahmad Shah Masoud", "Ahmad Shah Masoud"),
        ("With fraternal greetings,\nL. Brezhnev", "L. Brezhnev"),
        ("/s/ A. GROMYKO", "A. GROMYKO"), ("[signed] J. F. Kennedy, Jr.", "J. F. Kennedy, Jr."),
        ("Signed: Stalin", "Stalin"),
        ("Yours sincerely, A. Gromyko, Minister of Foreign Affairs", "A. Gromyko"), ("Respectfully, [signature]", ""),
        ("Respectfully,", ""), ("Sincerely yours forever", ""), ("Truly Great Men", ""), ("Ahmad Shah Masoud", ""),
        ("With respect to the Soviet Proposal", ""), ("Respectfully, the Central Committee", ""),
    ],
)
def test_signature(block: str, name: str) -> None:
    """A closing formula with a person's name is a signature; either alone is none."""
    found = find_signature(block, all_of(block))
    assert (found[0].name.phrase.text if found else "") == name


def test_closing_line() -> None:
    """A closing formula is one alone or before a name, not as the beginning of a sentence."""
    for line, closes in (("Respectfully,", True), ("With best wishes", True), ("With respect to you we say no", False)):
        assert is_closing_line(line, all_of(line)) is closes


@pytest.mark.parametrize(
    ("line", "iso", "place"),
    [
        ("Kabul, 2 September 1989", "1989-09-02", "Kabul"), ("[Washington], May 5, 1960", "1960-05-05", "Washington"),
        ("2 September 1989", "1989-09-02", ""), ("New York, 5 May 1960.", "1960-05-05", "New York"),
        ("Session 5 May 1960", "", ""), ("Received 5 May 1960", "", ""), ("we met, 5 May 1960", "", ""),
        ("Kabul, 2 September 1989 at noon", "", ""), ("Kabul", "", ""),
    ],
)
def test_dateline(line: str, iso: str, place: str) -> None:
    """A dateline is a date alone, or behind a place and a comma."""
    found = find_dateline(line, all_of(line))
    assert (found[0].value.iso if found else "") == iso
    assert (found[1].value.phrase.text if found and found[1] else "") == place


def test_marking() -> None:
    """A line is a marking as a whole or not at all; of two on a line the first counts."""
    lexicon = kit().lexicon
    for line, code in (
        ("Top Secret", "top-secret"), ("[TOP  SECRET]", "top-secret"), ("Top Secret. Special File", "top-secret"),
        ("The secret is out", ""), ("Secret, but not today", ""), ("", ""), ("secret " * 100, ""),
    ):
        found = find_marking(line, all_of(line), lexicon)
        assert (found.value.code if found else "") == code, line


def test_attachment_number() -> None:
    """An attachment's number stands on a line of its own."""
    for line, number in (("Attachment 1", "1"), ("[Annex IV]", "IV"), ("Attachment", ""), ("Attachment 1 says", "")):
        found = find_attachment_number(line, all_of(line))
        assert (found.value if found else "") == number, line


def test_dispatch() -> None:
    """A line says that it was sent or received on a day; a month of receiving is one too."""
    for line, said in (
        ("Received: 5 May 1962", ("received", "1962-05-05")), ("Date sent: May 1962", ("sent", "1962-05")),
        ("Received:", None), ("He received 5 May 1962", None), ("Received on Monday", None),
    ):
        found = find_dispatch(line, all_of(line))
        assert (found and (found[0], found[1].value.iso)) == said, line


def test_address_lines() -> None:
    """"To:" and "From:" name parties, each line by itself."""
    block = "From: the Foreign Ministry\r\nTo: Comrades Gromyko and Ustinov.\nSubject: from: to"
    found = find_address_lines(block, all_of(block), Lexicon())
    assert [(c.role, c.name.phrase.text) for c in found] == [
        ("sender", "Foreign Ministry"), ("addressee", "Gromyko"), ("addressee", "Ustinov"),
    ]
    assert find_address_lines("To be read: now", Span(0, 15), Lexicon()) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Immediately visit Cde. Hoenecker (Gierek, Kadar) or his deputy and inform him of it.",
            ["Hoenecker", "Gierek", "Kadar"]),
        ("Inform Gierek and Cde. Kadar that it is done.", ["Gierek", "Kadar"]),
        ("Meet Prime Minister Nehru and tell him.", ["Nehru"]),
        ("They visited Cde. Kadar and informed him.", []), ("Visit Kabul and inform them of it.", []),
        ("Inform Moscow that all is well.", []),
        ("Visit Cde. Kadar.", []), ("We inform Kadar that it is done.", []),
    ],
)
def test_informees(text: str, names: list[str]) -> None:
    """Only an order names those to be informed: persons, not capitals, and not in a report of what was done."""
    assert [found.name.phrase.text for found in find_informees(text, all_of(text))] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("referring to instructions of the Soviet government, inform him", "Soviet government"),
        ("On the instructions of Comrade Stalin I write", "Stalin"),
        ("under orders from the Ministry of Defense", "Ministry of Defense"),
        ("on the instructions of our friends", ""), ("the instructions were clear", ""),
    ],
)
def test_instructing_bodies(text: str, name: str) -> None:
    """Who instructs is named by a proper name behind "instructions of"."""
    assert [found.name.phrase.text for found in find_instructing_bodies(text, all_of(text))] == ([name] if name else [])
