"""The plain model: dates at their precision, spans, names that are short for others."""

from datetime import date

import pytest

from fonds.record.coverage import Coverage
from fonds.record.curation import ENTITY_KINDS, FIELDS, CuratedStatement
from fonds.record.dates import DateExpression, make_date, parse_iso
from fonds.record.evidence import Found, Span, Status, inferred, normalised, observed, stated
from fonds.record.lines import Lines
from fonds.record.names import Name, Phrase, is_short_for
from fonds.record.plain import plain


@pytest.mark.parametrize(
    ("text", "kind", "earliest", "latest"),
    [
        ("1979", "xsd:gYear", date(1979, 1, 1), date(1979, 12, 31)),
        ("1980-02", "xsd:gYearMonth", date(1980, 2, 1), date(1980, 2, 29)),
        ("1979-12-27", "xsd:date", date(1979, 12, 27), date(1979, 12, 27)),
        ("0001-01-01", "xsd:date", date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_dates(text: str, kind: str, earliest: date, latest: date) -> None:
    """A date keeps its precision, its type says it, and its bounds are days."""
    found = parse_iso(text)
    assert found and (found.iso, found.xsd_type, found.earliest, found.latest) == (text, kind, earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "79", "1979-2", "1979-02-30", "1979-13", "1979-02-", "-1979", "1979-12-27-01", "١٩٧٩", "0000", "1979/80"]
)
def test_no_date(text: str) -> None:
    """Anything else is no date, nor is a day there never was."""
    assert parse_iso(text) is None


def test_date_from_numbers() -> None:
    """A day needs a month, and both must be in the calendar."""
    assert make_date(1979, 0, 5) is None and make_date(1979, 4, 31) is None and make_date(1979,
        4) == DateExpression(1979, 4)


def test_dates_that_agree() -> None:
    """A coarser date allows a finer one inside it, not the other way round, and not a neighbour."""
    year, month, day = DateExpression(1979), DateExpression(1979, 12), DateExpression(1979, 12, 27)
    assert year.allows(month) and month.allows(day) and day.allows(day)
    assert not day.allows(month) and not month.allows(DateExpression(1979, 11, 30))
    assert sorted([day, month, year]) == [year, month, day]


def test_spans() -> None:
    """Spans meet where they share a code point, and hold what lies inside."""
    whole = Span(2, 6)
    assert whole.of("abcdefgh") == "cdef" and whole.holds(Span(2, 6)) and not whole.holds(Span(5, 7))
    assert whole.meets(Span(5, 9)) and not whole.meets(Span(6, 9)) and not whole.meets(Span(0, 2))


def test_evidence() -> None:
    """Evidence has the status of its maker, and may rest on other words."""
    span = Span(0, 1)
    made = (stated("r", span), normalised("r", span), inferred("r", 0.5, span), observed("r"))
    assert [each.status for each in made] == [Status.STATED, Status.NORMALISED, Status.INFERRED, Status.OBSERVED]
    moved = made[2].at(Span(5, 6))
    assert (moved.spans, moved.confidence, moved.rule, moved.status) == ((Span(5, 6),), 0.5, "r", Status.INFERRED)
    assert made[0].at(span, Status.CURATED).status == Status.CURATED
    assert Found("x", stated("r", span, Span(3, 4))).span == span


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Vorontsov", "Yuli Vorontsov", True), ("Y. Vorontsov", "Yuli Vorontsov", True),
        ("J. B. Tito", "Josip Broz Tito", True),
        ("J.B. Tito", "Josip Broz Tito", True), ("Yuli", "Yuli Vorontsov", False),
        ("A. Vorontsov", "Yuli Vorontsov", False),
        ("Yuli Vorontsov", "Vorontsov", False), ("", "Vorontsov", False), ("Vorontsov", "", False),
        ("vorontsov", "Y. Vorontsov", True),
    ],
)
def test_short_names(short: str, full: str, fits: bool) -> None:
    """A short name has the last word of the full one, and the same words or initials before it."""
    assert is_short_for(short, full) is fits


def test_coverage() -> None:
    """A coverage meets what any of its spans meets, however they were added, and holds only what is whole in it."""
    spans = [Span(10, 20), Span(1, 3), Span(18, 25), Span(40, 41), Span(3, 4), Span(7, 7)]
    covered = Coverage(spans)
    later = Coverage()
    for span in spans:
        later.add(span)
    for start in range(45):
        for end in range(start + 1, 46):
            span = Span(start, end)
            meets = any(span.meets(other) for other in spans if other.start < other.end)
            assert covered.meets(span) is later.meets(span) is meets
    assert covered.holds(Span(11, 24)) and not covered.holds(Span(24, 26)) and not Coverage().meets(Span(0, 9))


def test_lines() -> None:
    """The line of an offset counts the line ends before it."""
    text = "one\ntwo\r\n\nfour"
    lines = Lines(text)
    assert [lines.line(at) for at in range(len(text))] == [text.count("\n", 0, at) + 1 for at in range(len(text))]
    assert Lines("").line(0) == 1


def test_decisions() -> None:
    """A decision tells its faults at its own place, and only fields that take entities have kinds of them."""
    statement = CuratedStatement("add", "date", "soon", stated("r"), where="a.curation.toml", line=7)
    problem = statement.problem("curation-value-unreadable")
    assert (problem.where, problem.line, problem.detail) == ("a.curation.toml", 7, "date = 'soon'")
    assert all(FIELDS[field] == "entity" for field in ENTITY_KINDS)


def test_plain() -> None:
    """Written out, whatever has named parts is an object, and a tuple of such is a list."""
    words = Phrase("Kabul", Span(3, 8))
    as_written = {"text": "Kabul", "span": {"start": 3, "end": 8}}
    assert plain(words) == as_written
    assert plain((Name(words, kind="place"), DateExpression(1979))) == [
        {"phrase": as_written, "offices": [], "kind": "place", "same_as": [], "full": None, "aliases": []},
        {"year": 1979, "month": 0, "day": 0},
    ]
