"""Pages whose lines end as few programs end them say the same, and their quotes are the file's own."""

import pytest

from fonds.record.evidence import Found
from sources.pages import page, read

TEXT = page(
    "Letter from Tito to Stalin", "Top Secret\n\nDear Comrade Stalin,\n\nThe loan is granted,\nand all is well.\n\nJ. B. Tito",
    summary="Tito tells Stalin that the loan is granted.",
)


@pytest.mark.parametrize("end", ["\v", "\x85", "\u2028", "\r", "\r\n"])
def test_other_line_ends(end: str) -> None:
    """Whatever ends the lines, every part of the page is found where it stands."""
    found, plain = read(TEXT.replace("\n", end)), read(TEXT)
    assert found.layout == plain.layout and found.problems == plain.problems == ()
    assert found.title and plain.title and found.title.value == plain.title.value
    parties = [(c.role, c.name.phrase.text) for c in found.contributions]
    assert parties == [(c.role, c.name.phrase.text) for c in plain.contributions] and len(parties) == 3
    assert found.summary and plain.summary and found.summary.value == plain.summary.value
    assert [d.date.value for d in found.dates] == [d.date.value for d in plain.dates]


def test_paragraph_separators() -> None:
    """A paragraph separator parts what a blank line parts."""
    found, plain = read(TEXT.replace("\n\n", "\u2029").replace("\n", "\u2028")), read(TEXT)
    assert found.layout == plain.layout and found.problems == ()
    assert found.title and found.title.value == "Letter from Tito to Stalin" and found.marking and found.archival


def test_quotes_are_the_files_own() -> None:
    """The record keeps the text as it stands in the file, and every span is a place in it."""
    text = TEXT.replace("\n", "\u2028")
    record = read(text)
    assert record.source.page == text
    said: list[Found[str] | None] = [record.title, record.summary]
    assert all(found and found.span.of(text) == found.value for found in said)
    assert record.marking and record.marking.span.of(text) == "Top Secret"
