"""The small rules of the grammar, one by one: what each finds, and what it must not take for its own."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.citations import find_instruments, find_numbered, find_reply, fold_key, parse_numbered
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
from fonds.sources.grammar.names import kind_of, looks_personal, split_names, strip_article, strip_courtesy
from fonds.sources.grammar.parties import parse_parties
from fonds.sources.grammar.provenance import (
    find_archival_reference,
    find_book,
    find_credit,
    find_funders,
    find_notice,
    find_original_language,
    is_notice,
)
from fonds.sources.language import find_language, language_tag
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
        ("1979-12-27", "1979-12-27"), ("1979-12", "1979-12"), ("1962", "1962"), ("(1962)", "1962"), ("Sept. 1944", "1944-09"),
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


@pytest.mark.parametrize("line", ["In 1967 we met", "Letter of May 1967", "May", "the Third Army", "", "Section 5", "x" * 500])
def test_no_date(line: str) -> None:
    """Other lines are no dates."""
    assert parse_date_line(line, all_of(line)) is None and not looks_like_date(line)


def test_undated() -> None:
    """"Undated" is a statement; a word in a sentence is not."""
    assert is_undated("(undated)") and is_undated("n. d.") and is_undated("No date")
    assert not is_undated("undated letters") and not is_undated("")


def test_dates_in_text() -> None:
    """Every date with a month is found once, in order."""
    text = "On 5 May 1960, in May 1961 and on December 1, 1962 (1963), not on 5-6 May 1964."
    assert [date.iso for date, _ in find_dates(text, all_of(text))] == ["1960-05-05", "1961-05", "1962-12-01"]


# ── head and ending ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Mister Vorontsov!", "Vorontsov"), ("Dear Comrade Brezhnev,", "Brezhnev"), ("Esteemed Leonid Ilyich!", "Leonid Ilyich"),
        ("My dear Prime Minister:", ""), ("Dear Mr. President:", "President"), ("Dear Sir,", ""), ("Dear Comrades,", ""),
        ("Dear Friend,", ""), ("Dear reader, we met", ""), ("Comrades!", ""), ("Your Excellency,", ""), ("Dear " * 50, ""),
    ],
)
def test_salutation(line: str, name: str) -> None:
    """A line that addresses somebody names them; one that addresses anybody names nobody."""
    found = find_salutation(line, all_of(line))
    assert (found.value.phrase.text if found else "") == name


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("Respectfully, Ahmad Shah Masoud", "Ahmad Shah Masoud"), ("With fraternal greetings,\nL. Brezhnev", "L. Brezhnev"),
        ("/s/ A. GROMYKO", "A. GROMYKO"), ("[signed] J. F. Kennedy, Jr.", "J. F. Kennedy, Jr."), ("Signed: Stalin", "Stalin"),
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
        ("Immediately visit Cde. Hoenecker (Gierek, Kadar) or his deputy and inform him of it.", ["Hoenecker", "Gierek", "Kadar"]),
        ("Inform Gierek and Cde. Kadar that it is done.", ["Gierek", "Kadar"]), ("Meet Prime Minister Nehru and tell him.", ["Nehru"]),
        ("They visited Cde. Kadar and informed him.", []), ("Visit Kabul and inform them of it.", []), ("Inform Moscow that all is well.", []),
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
        ("On the instructions of Comrade Stalin I write", "Stalin"), ("under orders from the Ministry of Defense", "Ministry of Defense"),
        ("on the instructions of our friends", ""), ("the instructions were clear", ""),
    ],
)
def test_instructing_bodies(text: str, name: str) -> None:
    """Who instructs is named by a proper name behind "instructions of"."""
    assert [found.name.phrase.text for found in find_instructing_bodies(text, all_of(text))] == ([name] if name else [])


# ── names ────────────────────────────────────────────────────────────────────────────────────────────


def test_kinds_of_names() -> None:
    """A name is what its head noun says: a body, a group, an office, else a person by its form."""
    for text, kind in (
        ("Yuli Vorontsov", "person"), ("U Thant", "person"), ("CPSU", "unknown"), ("Foreign Ministry", "organization"),
        ("Soviet Ambassadors", "group"), ("Director of the Office", "unknown"), ("the people", "unknown"), ("", "unknown"),
        ("Gamal Abdel al-Nasser", "person"), ("Elizabeth II", "person"), ("A.", "unknown"), ("Agreement 5", "unknown"),
    ):
        assert kind_of(text) == kind, text


def test_personal_form() -> None:
    """Capitals alone are a body's initials, unless a person's stand beside them."""
    assert looks_personal("A. GROMYKO") and looks_personal("Жуков") and looks_personal("W. Armstrong, Jr.")
    assert not looks_personal("UNESCO") and not looks_personal("Nasser al") and not looks_personal("One Two Three Four Five Six")


def test_lists_of_names() -> None:
    """Names are cut at commas and "and", "Jr." stays, and a list without end is none."""
    text = "Gierek, Cde. Kadar, and W. Armstrong, Jr.; the Shah & Le Duan"
    assert [name.phrase.text for name in split_names(text, all_of(text))] == [
        "Gierek", "Kadar", "W. Armstrong, Jr.", "Shah", "Le Duan",
    ]
    endless = "A, " * 300
    assert split_names(endless, all_of(endless)) == [] and split_names("", Span(0, 0)) == []


def test_what_stands_before_a_name() -> None:
    """Articles and forms of address are no part of a name; an address alone stays."""
    for text, bare in (("the Shah", "Shah"), ("Theodore", "Theodore")):
        assert strip_article(text, all_of(text)).of(text) == bare
    for text, bare in (("Cde. T. Zhivkov", "T. Zhivkov"), ("Comrade", "Comrade"), ("Misterioso", "Misterioso")):
        assert strip_courtesy(text, all_of(text)).of(text) == bare


def test_nothing_between_prepositions() -> None:
    """No words name no parties, and a known name is never taken apart."""
    assert parse_parties("   ", Span(0, 3), Lexicon()).names == ()
    known = Lexicon(known=lambda text: text == "Minister Island")
    text = "the Minister Island"
    assert [name.phrase.text for name in parse_parties(text, all_of(text), known).names] == ["Minister Island"]


# ── provenance ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "whole", "names", "body", "language"),
    [
        ("X. Translated for CWIHP by Gary Goldberg.", "Translated for CWIHP by Gary Goldberg.", ["Gary Goldberg"], "CWIHP", ""),
        ("Translated from Russian by A. Levine and B. S. Lee", "Translated from Russian by A. Levine and B. S. Lee",
         ["A. Levine", "B. S. Lee"], "", "ru"),
        ("Obtained by X; translated from the German original by K. Riechert for NKIDP.",
         "translated from the German original by K. Riechert for NKIDP.", ["K. Riechert"], "NKIDP", "de"),
        ("Translation by Max Smeets (King's College).", "Translation by Max Smeets (King's College).", ["Max Smeets"], "", ""),
        ("Translated by John Fox Jr. and edited by Ann Lee.", "Translated by John Fox Jr.", ["John Fox Jr."], "", ""),
        ("Translated from Russian and Polish by A. B. See.", "Translated from Russian and Polish by A. B. See.", ["A. B. See"], "", ""),
        ("Translated from microfilm by A. See.", "Translated from microfilm by A. See.", ["A. See"], "", ""),
        ("Translated by hand.", "Translated by hand.", [], "", ""),
    ],
)
def test_credit(line: str, whole: str, names: list[str], body: str, language: str) -> None:
    """A credit sentence gives its translators, who commissioned them, and the one language they translated from."""
    found = find_credit(line, all_of(line))
    assert found and found[0].value.startswith(whole.removesuffix("."))
    assert [c.name.phrase.text for c in found[1] if c.role == "translator"] == names
    assert [c.name.phrase.text for c in found[1] if c.role != "translator"] == ([body] if body else [])
    original = find_original_language(line, all_of(line))
    assert (original.value if original else "") == language


def test_no_credit() -> None:
    """A line that names no translator has no credit and no language."""
    for line in ("TsKhSD, F. 89", "A lost translation", "Translated in 1989", ""):
        assert find_credit(line, all_of(line)) is None and find_original_language(line, all_of(line)) is None


def test_funders() -> None:
    """Funders are cut where both sides are bodies; other words about support are no credit line."""
    for names, expected in (
        ("Leon Levy Foundation", ["Leon Levy Foundation"]),
        ("the John D. and Catherine T. MacArthur Foundation", ["John D. and Catherine T. MacArthur Foundation"]),
        ("A Foundation, B Institute, and the C Trust.", ["A Foundation", "B Institute", "C Trust"]),
        ("A Foundation; Mr. Smith", ["A Foundation", "Mr. Smith"]),
    ):
        line = f"This document was made possible with support from {names}"
        assert [c.name.phrase.text for c in find_funders(line, all_of(line))] == expected
    for line in ("Thank you for your support", "This document was made possible with support from", ""):
        assert find_funders(line, all_of(line)) == []


@pytest.mark.parametrize(
    ("line", "archive", "units"),
    [
        ("TsKhSD, F. 89, P. 14, D. 32.", "TsKhSD", ["F. 89", "P. 14", "D. 32"]),
        ("Archive of the President of the Russian Federation (APRF), fond 45, opis 1, delo 317, listy 1-5",
         "Archive of the President of the Russian Federation", ["fond 45", "opis 1", "delo 317"]),
        ("Source: National Archives, College Park, RG 59, Box 12. Obtained by John Smith.", "National Archives, College Park",
         ["RG 59", "Box 12"]),
        ("SAPMO-BArch, DY 30/2475", "SAPMO-BArch", ["DY 30/2475"]), ("AVPRF, F. 0100, Op. 40a, P. 157", "AVPRF", ["F. 0100", "Op. 40a", "P. 157"]),
        ("PRC FMA, 109-03153-01", "", []), ("F. 89, P. 14", "", []), ("A. Orlov, Kitai (Moscow, 1999), p. 5", "", []),
        ("Library of Congress, Harriman Papers, Box 12", "", []), ("copied in the archive, box 4", "", []), ("", "", []),
    ],
)
def test_archival_reference(line: str, archive: str, units: list[str]) -> None:
    """An archive and units with labels are a reference; anything else stays as printed."""
    found = find_archival_reference(line, all_of(line))
    assert (found.archive.phrase.text if found else "") == archive
    assert ([f"{unit.label} {unit.number}" for unit in found.units] if found else []) == units


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A. A. Orlov, Plamya (Flame) (Moscow: Iskon, 1999), p. 523.", ("A. A. Orlov", "Plamya", "Flame", "Moscow", "Iskon", 1999, "523")),
        ("Orlov and J. Lee, “China” (London, 2001), pp. 1–5", ("Orlov+J. Lee", "China", "", "London", "", 2001, "1–5")),
        ("Ann Lee, ed., Letters (New York: Knopf, 1970)", ("", "Letters", "", "New York", "Knopf", 1970, "")),
        ("A. Orlov, Kitai (1999)", ("A. Orlov", "Kitai", "", "", "", 1999, "")),
        ("Published in Pravda, 5 May 1962 (Moscow, 1962)", None), ("CWIHP Bulletin, Issue 8 (Washington, 1996)", None),
        ("TsKhSD, F. 89", None), ("", None), ("x" * 5_000, None),
    ],
)
def test_book(line: str, said: tuple[object, ...] | None) -> None:
    """A printed book has persons for authors, or editors that are none; a journal or a newspaper is no book."""
    book = find_book(line, all_of(line))
    assert (
        book and (
            "+".join(name.phrase.text for name in book.author), book.title.text,
            book.translation.text if book.translation else "", book.place.phrase.text if book.place else "",
            book.publisher.phrase.text if book.publisher else "", book.year.value if book.year else 0,
            book.pages.value if book.pages else "",
        )
    ) == said


def test_notice() -> None:
    """A notice says who welcomes reuse and of what; a plain one says neither."""
    for text, body, collection in (
        ("The X Program welcomes reuse of Digital Archive materials for research.", "X Program", "Digital Archive"),
        ("All rights reserved.", "", ""),
    ):
        notice = find_notice(text, all_of(text))
        assert notice.text.value == text and is_notice(text)
        assert (notice.publisher.value.phrase.text if notice.publisher else "") == body
        assert (notice.collection.text if notice.collection else "") == collection
    assert not is_notice("TsKhSD, F. 89") and not is_notice("")


# ── citations ────────────────────────────────────────────────────────────────────────────────────────


def test_numbered_documents() -> None:
    """A genre with a number is a cited document; a number without one is not."""
    lexicon = kit().lexicon
    text = "See point 5 of CPSU Politburo Minutes No. 7, Order #227 of 28 July 1942, room No. 5 and No. 8."
    found = find_numbered(text, all_of(text), lexicon)
    assert [getattr(c.target, "key", "") for c in found] == ["cpsu-politburo-minutes-7-point-5", "order-227"]
    assert parse_numbered("Minutes of the meeting", Span(0, 22), lexicon) is None
    assert (fold_key("Minutes Nº 177"), fold_key("the UN Charter"), fold_key("")) == ("minutes-177", "un-charter", "")


def test_reply() -> None:
    """A reply names the letter it answers by its date; without a date, or to no letter, there is none."""
    lexicon = kit().lexicon
    for text, key in (
        ("In reply to your letter of 31 July 1989 I say", "1989-07-31-letter"),
        ("In response to your recent telegram No. 5 dated July 31, 1989 I say", "1989-07-31-recent-telegram-5"),
        ("In reply to your letter I say", ""), ("In reply to your question of 31 July 1989", ""),
        ("In connection with your letter of 31 July 1989", ""), ("your letter of 31 July 1989", ""),
    ):
        found = find_reply(text, all_of(text), lexicon)
        assert (getattr(found.target, "key", "") if found else "") == key, text


def test_instruments() -> None:
    """Treaties are cited by their names, as far as those go, in whole or in part."""
    for text, names in (
        ("the 1978 Treaty of Friendship, Good Neighborliness, and Cooperation and the interests", ["Treaty of Friendship, Good Neighborliness, and Cooperation"]),
        ("Article 51 of the UN Charter and the UN Charter", ["Article 51 of the UN Charter"]),
        ("the Treaty of Versailles, Germany lost", ["Treaty of Versailles"]), ("a treaty of peace", []), ("", []),
    ):
        found = find_instruments(text, all_of(text))
        assert [getattr(c.target, "label", "") or getattr(c.target, "name").text for c in found] == names, text  # noqa: B009


# ── language ─────────────────────────────────────────────────────────────────────────────────────────


def test_language() -> None:
    """The language of a text is told where it is long enough; a language's name gives its tag."""
    assert find_language("Wir halten es für notwendig, die Führung unserer Freunde offen zu unterrichten.") == "de"
    assert find_language("No. 7") == "und" and find_language("") == "und"
    assert (language_tag("Russian"), language_tag("telegraph"), language_tag("")) == ("ru", "", "")
