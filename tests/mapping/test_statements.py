"""Statements: what is said, once, on what ground, and whether it is published."""

import pytest

from fonds.mapping.dates import date_statements, edtf_term
from fonds.mapping.statements import evidence_rows, is_published, merge, say, say_name
from fonds.rdf.literals import lang_string, name_term, plain
from fonds.record.dates import DateExpression
from fonds.record.evidence import Evidence, Span, Status, inferred, stated
from mapping.samples import DOC, SITE, found
from mapping.told import told

TITLE = name_term("dcterms:title")


@pytest.mark.parametrize("text", ["", " ", "\n\t", "Unknown", "none", "None", "n.d.", "N. D.", "n/a", "NaN", "\u00a0"])
def test_what_says_nothing_is_not_said(text: str) -> None:
    """Blank text and words for absence never become a literal, tagged or plain."""
    assert not list(say(DOC, "dcterms:title", plain(text), lang_string(text, "en")))
    assert not list(say_name(DOC, text, "und"))


@pytest.mark.parametrize("text", ["0", "None of us", "Unknown soldier", "x"])
def test_short_words_are_said(text: str) -> None:
    """Words that only look like absence are said."""
    assert len(list(say(DOC, "dcterms:title", plain(text)))) == 1


def test_a_triple_is_said_once_with_all_it_rests_on() -> None:
    """Repetition adds evidence, never a second triple, and the same evidence counts once."""
    first, second = stated("a", Span(0, 1)), stated("b", Span(2, 3))
    merged = merge(each for e in (first, second, first) for each in say(DOC, "dcterms:title", plain("T"), evidence=[e]))
    assert merged == {(f"<{DOC}>", TITLE, plain("T")): (first, second)}
    assert merge(say(DOC, "dcterms:title", plain("T"), evidence=[first, first])) == {
        (f"<{DOC}>", TITLE, plain("T")): (first,)
    }


def test_inferences_are_published_only_by_the_list() -> None:
    """An inference is kept out of the graph unless its property is on the site's list, or other words say the same."""
    guess, words = inferred("r", 0.5, Span(0, 1)), stated("r", Span(0, 1))
    assert not is_published((guess,), name_term("schema:author"), SITE)
    assert is_published((guess,), name_term("schema:publisher"), SITE)
    assert is_published((guess, words), name_term("schema:author"), SITE)
    assert is_published((), name_term("schema:author"), SITE)


def test_evidence_rows_quote_the_page() -> None:
    """A row holds the words at their place with 24 code points around, and who decided, where somebody did."""
    page = "0123456789" * 9 + "𝔸bc"
    curated = Evidence(Status.CURATED, "curation", (Span(90, 92),), None, "an editor")
    (row,) = evidence_rows(merge(say(DOC, "dcterms:title", plain("T"), evidence=[curated])), page, set())
    assert row["quotes"] == [{"start": 90, "end": 92, "exact": "𝔸b", "prefix": page[66:90], "suffix": "c"}]
    assert (row["by"], row["published"], row["confidence"], row["status"]) == ("an editor", False, None, "curated")


def test_statements_without_ground_have_no_row() -> None:
    """What the site itself says rests on no words, and is no evidence."""
    assert evidence_rows(merge(say(DOC, "dcterms:title", plain("T"))), "", set()) == []


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────


def _dates(*dates: DateExpression) -> set[str]:
    return told(date_statements(DOC, [found(date, "July") for date in dates], ("dcterms:created",)))


@pytest.mark.parametrize(
    ("date", "typed", "first", "last"),
    [
        (DateExpression(1979, 12, 27), '"1979-12-27"^^xsd:date', "1979-12-27", "1979-12-27"),
        (DateExpression(1980, 2), '"1980-02"^^xsd:gYearMonth', "1980-02-01", "1980-02-29"),
        (DateExpression(1978), '"1978"^^xsd:gYear', "1978-01-01", "1978-12-31"),
    ],
)
def test_a_date_keeps_its_precision(date: DateExpression, typed: str, first: str, last: str) -> None:
    """A date is typed as precisely as it is stated, always with EDTF and both bounds."""
    assert _dates(date) == {
        f"DOC dcterms:created {typed}", f'DOC dcterms:date "{date.iso}"^^edtf:EDTF-level0',
        f'DOC fonds:earliest "{first}"^^xsd:date', f'DOC fonds:latest "{last}"^^xsd:date',
    }


def test_dates_that_agree_give_the_finest() -> None:
    """A month in the heading and a day of it in the dateline are one date, resting on both."""
    assert _dates(DateExpression(1989, 9), DateExpression(1989, 9, 2)) == _dates(DateExpression(1989, 9, 2))
    dates = [found(DateExpression(1989), "July"), found(DateExpression(1989, 9), "Moscow")]
    statements = list(date_statements(DOC, dates, ()))
    assert all(len(statement.evidence) == 2 for statement in statements)


@pytest.mark.parametrize(
    ("dates", "edtf", "first", "last"),
    [
        (
            (DateExpression(1989, 9, 7), DateExpression(1989, 9, 2)), "[1989-09-02,1989-09-07]", "1989-09-02",
            "1989-09-07",
        ),
        ((DateExpression(1978), DateExpression(1979, 4)), "[1978,1979-04]", "1978-01-01", "1979-04-30"),
    ],
)
def test_dates_that_contradict_give_a_set(dates: tuple[DateExpression, ...], edtf: str, first: str, last: str) -> None:
    """Two dates that cannot both be right: no typed date, both in EDTF, bounds that span them, in any order."""
    expected = {
        f'DOC dcterms:date "{edtf}"^^edtf:EDTF-level2', f'DOC fonds:earliest "{first}"^^xsd:date',
        f'DOC fonds:latest "{last}"^^xsd:date',
    }
    assert _dates(*dates) == _dates(*reversed(dates)) == expected


def test_no_date_gives_nothing() -> None:
    """Undated is said by silence."""
    assert _dates() == set()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("1989-09-02", 0), ("1989", 0), ("1989-03/1989-09", 0), ("1989-03~/1989-09-02", 1), ("1979?", 1), ("197X", 1),
        ("1979-21", 1), ("[1978,1979]", 2), ("{1978,1979}", 2), ("156X-12-25", 2),
    ],
)
def test_edtf_has_the_level_of_its_syntax(text: str, level: int) -> None:
    """An EDTF literal is typed by the lowest level of ISO 8601-2 that has its syntax."""
    assert edtf_term(text) == f'"{text}"^^<http://id.loc.gov/datatypes/edtf/EDTF-level{level}>'


@pytest.mark.parametrize("text", ["", "soon", "1989-13", "2 September 1989"])
def test_what_is_no_edtf_is_refused(text: str) -> None:
    """Text that is no EDTF never gets its datatype."""
    with pytest.raises(ValueError, match="no EDTF"):
        edtf_term(text)
