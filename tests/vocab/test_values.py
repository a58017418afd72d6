"""What a value may be: the questions asked of single terms."""

import pytest

from fonds.rdf.literals import iri_term, lang_string, plain, typed
from fonds.rdf.values import (
    is_agent,
    is_confidence,
    is_day,
    is_language,
    is_period,
    is_plain,
    is_said,
    is_tagged,
)


def test_language_tags_are_recognised() -> None:
    """Language, script, region, variant and private use are well-formed tags of BCP 47."""
    tags = ("en", "und", "und-Latn", "zh-Hant-TW", "de-1996", "sl-rozaj-biske", "en-x-old", "es-419")
    assert [tag for tag in tags if not is_language(plain(tag))] == []


@pytest.mark.parametrize("text", ["", "English", "e", "en_US", "en-", "en US", "x", "12"])
def test_other_text_is_no_language_tag(text: str) -> None:
    """A name of a language, an underscore or a lone letter is no tag; "English" only has the form of one."""
    assert is_language(plain(text)) == (text == "English")
    assert not is_language(lang_string("en", "en"))


@pytest.mark.parametrize("text", ["0987-05-01", "1979-12-27", "2000-02-29"])
def test_days_are_days_of_the_calendar(text: str) -> None:
    """A day of the Middle Ages or a leap day is one."""
    assert is_day(typed(text, "xsd:date"))
    assert is_period(typed(text, "xsd:date"))


@pytest.mark.parametrize("text", ["1900-02-29", "1979-12", "19791227", "0000-01-01", "1979-12-27Z"])
def test_other_dates_are_not_days(text: str) -> None:
    """A leap day of no leap year, a month, another notation, the year 0 or a time zone is no day."""
    assert not is_day(typed(text, "xsd:date"))


def test_a_period_needs_its_datatype() -> None:
    """A month or a year is recognised under its own datatype only."""
    assert is_period(typed("1979-12", "xsd:gYearMonth"))
    assert is_period(typed("1979", "xsd:gYear"))
    assert not is_period(typed("1979", "xsd:gYearMonth"))
    assert not is_period(plain("1979"))


@pytest.mark.parametrize("text", ["", " \n", "None", "unknown", "UNKNOWN ", "n.d.", "n. d.", "N/A", "null"])
def test_fillers_say_nothing(text: str) -> None:
    """What stands for the lack of a value is no value, in any language, case or white space."""
    assert not is_said(plain(text))
    assert not is_said(lang_string(text, "en"))


@pytest.mark.parametrize("text", ["Nonesuch", "The unknown soldier", "Ned", "0"])
def test_words_that_only_look_like_fillers_are_kept(text: str) -> None:
    """A word that holds a filler is a word."""
    assert is_said(plain(text))


def test_confidence_is_a_decimal_from_0_to_1() -> None:
    """The bounds belong to it; an integer, a double or a word does not."""
    assert all(is_confidence(typed(text, "xsd:decimal")) for text in ("0", "0.85", "1.0"))
    assert not any(is_confidence(typed(text, "xsd:decimal")) for text in ("-0.1", "1.01", "1e-1", "high"))
    assert not is_confidence(typed("1", "xsd:integer"))


def test_text_with_and_without_a_language_differ() -> None:
    """A typed literal is neither; text that ends like a tag is still plain."""
    assert is_plain(plain('"a"@en')) and not is_tagged(plain('"a"@en'))
    assert is_tagged(lang_string("a", "en")) and not is_plain(lang_string("a", "en"))
    assert not is_plain(typed("1979", "xsd:gYear")) and not is_tagged(typed("1979", "xsd:gYear"))


def test_an_agent_is_no_part_of_a_document() -> None:
    """A fragment, a concept or a name in words cannot be sender or author."""
    assert is_agent(iri_term("http://x/agent/red-army"))
    assert not is_agent(iri_term("http://x/doc/a#part-sender-red-army"))
    assert not is_agent(iri_term("https://w3id.org/fonds/role/sender"))
    assert not is_agent(plain("Red Army"))
