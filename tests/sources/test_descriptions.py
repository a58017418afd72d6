"""What catalogues write in the same few ways: dates, languages, roles, identifiers, headings."""

import pytest
from lxml import etree

from fonds.sources.description.dates import parse_coded, parse_written, says_undated
from fonds.sources.description.flattening import flatten, paragraphs
from fonds.sources.description.headings import name_end, natural_order
from fonds.sources.description.identifiers import identity_iri
from fonds.sources.description.languages import tag_of_code, tags_of_words
from fonds.sources.description.roles import role_of, split_role


@pytest.mark.parametrize(
    ("code", "edtf"),
    [
        ("1911", "1911"), ("1911-04", "1911-04"), ("1911-04-02", "1911-04-02"), ("19110402", "1911-04-02"),
        ("1911-04-02T12:30:00Z", "1911-04-02"), ("1911-04-02 12:30", "1911-04-02"), ("1911-00-00", "1911"),
        ("1911/1914", "1911/1914"), ("1911-04-02/05", "1911-04-02/1911-04-05"), ("1911-04/06", "1911-04/1911-06"),
        ("19110402/19110405", "1911-04-02/1911-04-05"), ("1911/9999", "1911/.."), ("../1911", "../1911"),
        ("1911-01-01/1911-12-31", "1911"), ("1911-04-01/1911-04-30", "1911-04"), ("1911-01-01/1914-12-31", "1911/1914"),
        ("1911~", "1911~"), ("1911?/1912", "1911?/1912?"), ("19XX", "[1900..1999]"), ("191u", "[1910..1919]"),
        ("[1911..1913]", "[1911..1913]"),
    ],
)
def test_coded_dates(code: str, edtf: str) -> None:
    """A code gives the date at its own precision, an interval its two ends."""
    found = parse_coded(code)
    assert found is not None and found.edtf == edtf


@pytest.mark.parametrize(
    "code",
    ["", "1911-13", "1911-02-30", "1914/1911", "spring", "1911/spring", "1911/02/03", "191104", "1", "/", "1911-04-02X",
     "x" * 1000, "1911" * 1000, "-" * 5000, "..", "[..]"],
)
def test_codes_that_are_no_dates(code: str) -> None:
    """What no calendar knows, or could be two things, is no date."""
    assert parse_coded(code) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("12 May 1962", "1962-05-12"), ("May 1962", "1962-05"), ("[1962]", "1962"), ("[1962?]", "1962?"), ("c1962", None),
        ("c. 1962", "1962~"), ("ca. May 1962", "1962-05~"), ("um 1911", "1911~"), ("probably 1911", "1911?"),
        ("1911-1915", "1911/1915"), ("1911–15", "1911/1915"), ("1911 - 1915", "1911/1915"), ("1915-1911", None),
        ("between May 1911 and July 1914", "[1911-05..1914-07]"), ("1920s", "[1920..1929]"), ("the 1920's", "[1920..1929]"),
        ("2 April 1911 to 5 May 1911", "1911-04-02/1911-05-05"), ("2-5 May 1911", None), ("3/4/1911", None),
        ("n.d.", None), ("early summer", None), ("1911 or 1912", None), ("to 1911", None), ("x" * 90, None),
    ],
)
def test_written_dates(words: str, edtf: str | None) -> None:
    """Words give the date they say with their doubts; what they leave open is none."""
    found = parse_written(words)
    assert (found.edtf if found else None) == edtf


@pytest.mark.parametrize("words", ["n.d.", "[s. d.]", "undated", "o. D.", "ohne Datum", "Sans date", "Без даты", "[n. d.?]"])
def test_undated(words: str) -> None:
    """The usual words for no date are known, and are no unreadable date."""
    assert says_undated(words) and parse_written(words) is None


@pytest.mark.parametrize(
    ("code", "tag"),
    [("ger", "de"), ("deu", "de"), ("de", "de"), ("de-AT", "de"), ("chi", "zh"), ("grc", "grc"), ("mul", ""), ("zxx", ""),
     ("xx", ""), ("", ""), ("german", "")],
)
def test_language_codes(code: str, tag: str) -> None:
    """A code of any part of ISO 639 gives the shortest tag, one that names no language none."""
    assert tag_of_code(code) == tag


def test_languages_in_words() -> None:
    """A sentence gives the languages it names; other words in it are none."""
    assert tags_of_words("Text in Russian and German; some in Latin script.") == ["ru", "de"]
    assert tags_of_words("Various languages") == []
    assert [tags_of_words(name) for name in ("Deutsch", "français", "Russisch", "telegraph")] == [["de"], ["fr"], ["ru"], []]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("aut", "author"), ("RCP", "addressee"), ("Verfasser", "author"), ("Empfänger", "addressee"), ("sender", "sender"),
        ("https://id.loc.gov/vocabulary/relators/trl", "translator"), ("correspondent", ""), ("crp", ""), ("editor", ""),
        ("creator (cre)", "author"), ("Letter writer", "author"), ("", ""), (None, ""), ("x" * 500, ""),
    ],
)
def test_roles(words: str | None, role: str) -> None:
    """Codes, addresses and words give a role; one that could be two, like a correspondent's, gives none."""
    assert role_of(words) == role


def test_roles_written_at_names() -> None:
    """A role in brackets behind a name, or with a colon before it, is none of the name; other brackets stay."""
    words = "Klee, Paul [recipient]"
    start, end, role = split_role(words)
    assert (words[start:end], role) == ("Klee, Paul", "addressee")
    assert split_role("Ministry (Berlin)") == (0, 17, "")


@pytest.mark.parametrize(
    ("source", "number", "iri"),
    [
        ("gnd", "118562827", "https://d-nb.info/gnd/118562827"), ("GND", "(DE-588)118562827", "https://d-nb.info/gnd/118562827"),
        ("viaf", "9847974", "http://viaf.org/viaf/9847974"), ("lcnaf", "n 79021164", "http://id.loc.gov/authorities/names/n79021164"),
        ("geonames", "2950159", "https://sws.geonames.org/2950159/"), ("wikidata", "Q44007", "http://www.wikidata.org/entity/Q44007"),
        ("local", "http://example.org/7", "http://example.org/7"), ("", "118562827", ""), ("viaf", "n79", ""), ("gnd", "x", ""),
        ("local", "118562827", ""), ("viaf", "12 34", ""), (None, None, ""), ("x", "http://a b", ""), ("lcsh", "javascript:1", ""),
    ],
)
def test_numbers_of_authority_files(source: str | None, number: str | None, iri: str) -> None:
    """A number gives an IRI where its file is named and the number has the file's form; never else."""
    assert identity_iri(source, number) == iri


def test_headings() -> None:
    """Years of life are no part of a name, and an inverted heading of a person is turned; a body's is left."""
    for heading, name, spoken in (
        ("Klee, Paul, 1879-1940", "Klee, Paul", "Paul Klee"), ("Roe, J. (b. 1901)", "Roe, J.", "J. Roe"),
        ("Doe, John, ca. 1800-1860?", "Doe, John", "John Doe"), ("Treaty 1919", "Treaty 1919", ""),
        ("United States. Congress", "United States. Congress", ""), ("1911-1914", "1911-1914", ""),
    ):
        assert heading[: name_end(heading)] == name
        assert natural_order(name) == spoken


def test_flattening() -> None:
    """White space is collapsed as XML means it, elements are found where their words stand, and breaks are spaces."""
    words, marks = flatten(etree.fromstring("<t> A<b>  bold </b> move<lb/>of<p><part>one</part><part>two</part></p><e/> </t>"))
    assert words == "A bold move of one two"
    found = {mark.element.tag: words[mark.start : mark.end] for mark in marks if mark.element.tag != "part"}
    assert found["b"] == "bold" and found["e"] == "" and found["p"].endswith("two")


def test_flattening_is_linear() -> None:
    """Very many small elements, and very deep ones, take no more than one pass."""
    wide = etree.fromstring("<t>" + "<b>a </b>" * 50_000 + "</t>")
    words, marks = flatten(wide)
    assert len(words) == 99_999 and len(marks) == 50_000
    deep = etree.fromstring("<t>" + "<b>" * 200 + "x" + "</b>" * 200 + "</t>")
    assert flatten(deep)[0] == "x" and paragraphs(deep) == ["x"]
