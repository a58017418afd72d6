"""Names, source lines, citations and languages: what each rule finds, and what it must not take for its own."""

import pytest

from fonds.record.evidence import Span
from fonds.record.references import Citation, Instrument
from fonds.sources.grammar.citations import find_instruments, find_numbered, find_reply, fold_key, parse_numbered
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


def _words(citation: Citation) -> str:
    target = citation.target
    return target.name.text if isinstance(target, Instrument) else target.label


# ── names ────────────────────────────────────────────────────────────────────────────────────────────


def test_kinds_of_names() -> None:
    """A name is what its head noun says: a body, a group, an office, else a person by its form."""
    for text, kind in (
        ("Yuli Vorontsov", "person"), ("U Thant", "person"), ("CPSU", "unknown"), ("Foreign Ministry", "organization"),
        ("Soviet Ambassadors", "group"), ("Director of the Office", "unknown"), ("the people", "unknown"),
        ("", "unknown"),
        ("Gamal Abdel al-Nasser", "person"), ("Elizabeth II", "person"), ("A.", "unknown"), ("Agreement 5", "unknown"),
    ):
        assert kind_of(text) == kind, text


def test_personal_form() -> None:
    """Capitals alone are a body's initials, unless a person's stand beside them."""
    assert looks_personal("A. GROMYKO") and looks_personal("Жуков") and looks_personal("W. Armstrong, Jr.")
    for text in ("UNESCO", "Nasser al", "One Two Three Four Five Six", ""):
        assert not looks_personal(text)


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
        ("X. Translated for CWIHP by Gary Goldberg.", "Translated for CWIHP by Gary Goldberg.", ["Gary Goldberg"],
            "CWIHP", ""),
        ("Translated from Russian by A. Levine and B. S. Lee", "Translated from Russian by A. Levine and B. S. Lee",
         ["A. Levine", "B. S. Lee"], "", "ru"),
        ("Obtained by X; translated from the German original by K. Riechert for NKIDP.",
         "translated from the German original by K. Riechert for NKIDP.", ["K. Riechert"], "NKIDP", "de"),
        ("Translation by Max Smeets (King's College).", "Translation by Max Smeets (King's College).", ["Max Smeets"],
            "", ""),
        ("Translated by John Fox Jr. and edited by Ann Lee.", "Translated by John Fox Jr.", ["John Fox Jr."], "", ""),
        ("Translated from Russian and Polish by A. B. See.", "Translated from Russian and Polish by A. B. See.",
            ["A. B. See"], "", ""),
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
        ("Source: National Archives, College Park, RG 59, Box 12. Obtained by John Smith.",
            "National Archives, College Park",
         ["RG 59", "Box 12"]),
        ("SAPMO-BArch, DY 30/2475", "SAPMO-BArch", ["DY 30/2475"]),
        ("AVPRF, F. 0100, Op. 40a, P. 157", "AVPRF", ["F. 0100", "Op. 40a", "P. 157"]),
        ("PRC FMA, 109-03153-01", "PRC FMA", [" 109-03153-01"]), ("F. 89, P. 14", "", []), ("A. Orlov, Kitai (Moscow, 1999), p. 5", "", []),
        ("Library of Congress, Harriman Papers, Box 12", "Library of Congress", [" Harriman Papers", "Box 12"]),
        ("copied in the archive, box 4", "", []),
        ("", "", []),
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
        ("A. A. Orlov, Plamya (Flame) (Moscow: Iskon, 1999), p. 523.",
            ("A. A. Orlov", "Plamya", "Flame", "Moscow", "Iskon", 1999, "523")),
        ("Orlov and J. Lee, “China” (London, 2001), pp. 1–5", ("Orlov+J. Lee", "China", "", "London", "", 2001, "1–5")),
        ("Ann Lee, ed., Letters (New York: Knopf, 1970)", ("", "Letters", "", "New York", "Knopf", 1970, "")),
        ("A. Orlov, Kitai (1999)", ("A. Orlov", "Kitai", "", "", "", 1999, "")),
        ("Published in Pravda, 5 May 1962 (Moscow, 1962)", None), ("CWIHP Bulletin, Issue 8 (Washington, 1996)", None),
        ("TsKhSD, F. 89", None), ("", None), ("x" * 5_000, None), ("Istochnik, no. 3 (1995), pp. 144-52", None),
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
        ("In reply to your report of 31 July 1989", ""), ("In reply to your letter I say", ""),
        ("In reply to your question of 31 July 1989", ""),
        ("In connection with your letter of 31 July 1989", ""), ("your letter of 31 July 1989", ""),
    ):
        found = find_reply(text, all_of(text), lexicon)
        assert (getattr(found.target, "key", "") if found else "") == key, text


def test_instruments() -> None:
    """Treaties are cited by their names, as far as those go, in whole or in part."""
    for text, names in (
        ("the 1978 Treaty of Friendship, Good Neighborliness, and Cooperation and the interests",
            ["Treaty of Friendship, Good Neighborliness, and Cooperation"]),
        ("Article 51 of the UN Charter and the UN Charter", ["Article 51 of the UN Charter"]),
        ("the Treaty of Versailles, Germany lost", ["Treaty of Versailles"]), ("a treaty of peace", []), ("", []),
    ):
        found = find_instruments(text, all_of(text))
        assert [_words(citation) for citation in found] == names, text


# ── language ─────────────────────────────────────────────────────────────────────────────────────────


def test_language() -> None:
    """The language of a text is told where it is long enough; a language's name gives its tag."""
    assert find_language("Wir halten es für notwendig, die Führung unserer Freunde offen zu unterrichten.") == "de"
    assert find_language("No. 7") == "und" and find_language("") == "und"
    assert (language_tag("Russian"), language_tag("telegraph"), language_tag("")) == ("ru", "", "")


def test_english_by_its_words() -> None:
    """English is known by words of its own; a few that another language shares do not make a text English."""
    english = "We were told that the leadership of the party would not have been informed of this by their friends."
    dutch = "Hij had het been gebroken, of hij over de weg liep of niet, en had gisteren been en hand verloren, of niet."
    assert find_language(english) == "en" and find_language(dutch) == "nl"
