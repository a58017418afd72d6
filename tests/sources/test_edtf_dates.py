"""EDTF texts that are read say what they said, judged by a library."""

import pytest

from fonds.record.edtf import edtf_level
from fonds.sources.edtf_dates import parse_edtf


@pytest.mark.parametrize(
    "text",
    [
        "1979", "1979-12", "1979-12-27", "1979?", "1979-12~", "1979-12-27%", "1979/1980", "1979-05-01/..", "../1979",
        "[1979-12-27..1980-01-02]", "[..1979-12]", "[1979..]",
    ],
)
def test_what_is_read_is_written_the_same(text: str) -> None:
    """A date, an interval or a set of one is one value, and its EDTF is what was read."""
    (date,) = parse_edtf(text)
    assert date.edtf == text and edtf_level(date.edtf) is not None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("197X", ["[1970..1979]"]), ("19XX", ["[1900..1999]"]), ("1979/", ["1979/.."]), ("/1979", ["../1979"]),
        ("[1979,1980-02]", ["1979", "1980-02"]), ("[1979, 1981..1983]", ["1979", "[1981..1983]"]),
        ("1979~/1980", ["1979~/1980~"]),
    ],
)
def test_other_forms_are_read_as_what_they_mean(text: str, edtf: list[str]) -> None:
    """Open digits are one of the years, an unknown end is not stated, members of a set are dates of their own."""
    found = parse_edtf(text)
    assert [date.edtf for date in found] == edtf
    assert all(edtf_level(date.edtf) is not None for date in found)


@pytest.mark.parametrize(
    "text",
    [
        "", "spring", "1979-13", "1979-02-30", "1980/1979", "..", "../..", "/", "1979-21", "1979-XX", "Y-170000", "{1979,1980}",
        "[1979-12-27,]", "[]", "[1979..x]", "1979/1980/1981", "1979-12-27T10:00:00", "179", "[" + "1979," * 100 + "1980]",
        "١٩٧٩", "1979-1",
    ],
)
def test_what_cannot_be_kept_is_not_read(text: str) -> None:
    """No day there never was, no order turned round, no season, no set of all members: nothing rather than half."""
    assert parse_edtf(text) == ()
