"""References that name the archive last, or behind what it holds: the same units, from the highest down."""

import pytest

from fonds.record.evidence import Span
from fonds.record.references import ArchivalReference
from fonds.sources.archive_page.source_below import part_source
from fonds.sources.grammar.archival import find_archival_reference
from sources.pages import read as read_page

REFERENCES = {
    "f. 89, op. 14, d. 36, RGANI": ("RGANI", "f. 89 | op. 14 | d. 36", ""),
    "d. 36, op. 14, f. 89, RGANI.": ("RGANI", "f. 89 | op. 14 | d. 36", ""),
    "Fond 89, Opis 14, Delo 36, Russian State Archive of Contemporary History": (
        "Russian State Archive of Contemporary History", "Fond 89 | Opis 14 | Delo 36", "",
    ),
    "Source: fond 5, opis 30, delo 163, listy 45-47, RGANI, Moscow": ("RGANI, Moscow", "fond 5 | opis 30 | delo 163", "listy 45-47"),
    "f. 0100, op. 46, p. 362, d. 12, AVPRF": ("AVPRF", "f. 0100 | op. 46 | p. 362 | d. 12", ""),
    "RG 59, Entry 5, Box 3, NARA": ("NARA", "RG 59 | Entry 5 | Box 3", ""),
    "Folder 3, Box 12, Record Group 218, NARA": ("NARA", "Record Group 218 | Box 12 | Folder 3", ""),
    "Box 12, Folder 3, Harriman Papers, Library of Congress": ("Library of Congress", "Harriman Papers | Box 12 | Folder 3", ""),
    "Box 30, Country File: USSR, National Security File, Lyndon B. Johnson Library": (
        "Lyndon B. Johnson Library", "National Security File | Country File: USSR | Box 30", "",
    ),
    "FO 371/127308, f. 12, TNA": ("TNA", "FO 371/127308", "f. 12"),
    "PREM 19/135, The National Archives, Kew": ("The National Archives, Kew", "PREM 19/135", ""),
    "Harriman Papers, Library of Congress, Box 12": ("Library of Congress", "Harriman Papers | Box 12", ""),
}
NONE = (
    "f. 89, op. 14, d. 36", "op. 14, f. 89, d. 36, RGANI", "p. 12, Box 3, Churchill Archives", "Vol. 12, No. 3, Journal of Archives",
    "Folder 3, a letter, NARA", "Pravda, 12 May 1956, Library of Congress", "Box 12, Smith, Library of Congress",
    "ll. 3-5, p. 7, f. 89, RGANI",
)


def read(line: str) -> ArchivalReference | None:
    """Read a line that is all there is."""
    return find_archival_reference(line, Span(0, len(line)))


@pytest.mark.parametrize("line", REFERENCES)
def test_archive_last(line: str) -> None:
    """The units go from the highest down whichever way they are printed, each as it stands in the line."""
    found = read(line)
    assert found is not None
    units = " | ".join(f"{unit.label} {unit.number}".strip() for unit in found.units)
    assert (found.archive.phrase.text, units, found.pages.value if found.pages else "") == REFERENCES[line]
    assert all(unit.phrase.span.of(line) == unit.phrase.text for unit in found.units)
    assert found.whole.span.holds(found.archive.phrase.span) and found.whole.text == line.removeprefix("Source: ")


@pytest.mark.parametrize("line", NONE)
def test_no_archive_last(line: str) -> None:
    """A line with anything that is no unit, or whose labels contradict each other, is left alone."""
    assert read(line) is None


def test_short_name_behind_the_last() -> None:
    """A short name in brackets is the archive's also where the archive stands last."""
    found = read("Fond 89, Opis 14, Russian State Archive of Contemporary History (RGANI), Moscow")
    assert found and found.abbreviation and found.abbreviation.text == "RGANI"
    assert found.archive.phrase.text == "Russian State Archive of Contemporary History"


BARE = "5 May 1962\n\nLetter from Tito to Stalin\n\nThe loan is granted.\n\nThe bank is content."


def test_source_below_a_page_without_labels() -> None:
    """The last line of a page without labels is its source where all of it is a reference, its credit included."""
    found = read_page(f"{BARE}\n\nF. 89, Op. 14, D. 36, RGANI. Translated by Ana Kos.")
    assert found.archival and found.archival.archive.phrase.text == "RGANI"
    assert [c.name.phrase.text for c in found.contributions if c.role == "translator"] == ["Ana Kos"]
    assert found.body and found.body.value.endswith("The bank is content.")
    joined = read_page(f"{BARE}\nRGANI, F. 89, Op. 14, D. 36")
    assert joined.archival and joined.body and joined.body.value.endswith("The bank is content.")


@pytest.mark.parametrize(
    "last", ["The archives were closed.", "RGANI, F. 5, Op. 30. The rest is lost, and nobody knows where.", "Box 12, Folder 3", "RGANI",
     "Enclosure: RGANI, F. 5, Op. 30, D. 12", "RGANI, F. 5, Op. 30\n\nRGANI, F. 89, Op. 14"]
)
def test_text_is_no_source(last: str) -> None:
    """A last line that says anything else is the text's own."""
    found = read_page(f"{BARE}\n\n{last}")
    assert found.archival is None and found.source_line is None and found.body and found.body.value.endswith(last)


def test_last_paragraph_is_no_summary_without_a_sign() -> None:
    """Where nothing shows that an archive made the page, its last paragraph is its own, and no summary is said."""
    found = read_page(BARE)
    assert found.summary is None and found.body and found.body.value.endswith("The bank is content.")


def test_nothing_is_parted_from_a_single_block() -> None:
    """A page that is a reference alone has no text above it, and stays whole."""
    line = "RGANI, F. 5, Op. 30, D. 12"
    assert part_source(line, [Span(0, len(line))]) == ([Span(0, len(line))], None) and part_source("", []) == ([], None)
