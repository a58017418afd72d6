"""MODS: roles, dates, places and identifiers as the markup states them."""

from pathlib import Path

import pytest

from fonds.record.record import Record
from sources.catalogued import codes, dates, linked, parties, read_all, read_one, write

HEAD = '<mods xmlns="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink" version="3.7">'
TITLE = "<titleInfo><nonSort>The </nonSort><title>letter on art</title><subTitle>a draft</subTitle></titleInfo>"


def mods(tmp_path: Path, inner: str, title: str = TITLE) -> Record:
    """Read a record with a title and these elements."""
    return read_one(write(tmp_path, f"{HEAD}{title}{inner}</mods>"), "mods")


def name(words: str, role: str = "", attributes: str = 'type="personal"') -> str:
    """Return a name in a role."""
    part = words if words.startswith("<") else f"<namePart>{words}</namePart>"
    told = f'<role><roleTerm type="text">{role}</roleTerm></role>' if role else ""
    return f"<name {attributes}>{part}{told}</name>"


def test_a_record(tmp_path: Path) -> None:
    """Title, names, genre, language, extent, summary, subjects, place and conditions are read, and can be published."""
    inner = (
        name("Klee, Paul", "author", 'type="personal" authority="gnd" valueURI="https://d-nb.info/gnd/118562827"')
        + name("<namePart type='family'>Marc</namePart><namePart type='given'>Franz</namePart>", "addressee")
        + '<genre authority="aat">letters (correspondence)</genre><originInfo><place><placeTerm type="text">Munich</placeTerm>'
        '<placeTerm type="code">gw</placeTerm></place><dateCreated encoding="w3cdtf">1911-04-02</dateCreated></originInfo>'
        '<language><languageTerm type="code" authority="iso639-2b">ger</languageTerm></language>'
        "<physicalDescription><extent>2 pages</extent></physicalDescription><abstract>On art.</abstract>"
        '<subject><topic valueURI="http://id.loc.gov/authorities/subjects/sh85007461">Art</topic></subject>'
        "<subject><geographic>Berlin</geographic></subject><subject><topic>Painting</topic><topic>History</topic></subject>"
        "<location><physicalLocation>RGANI</physicalLocation><shelfLocator>F. 5, Op. 30, D. 12</shelfLocator>"
        "<url>https://example.org/x</url></location><accessCondition>Ask us.</accessCondition>"
        '<identifier type="local">A-17</identifier><identifier type="uri">https://example.org/id/17</identifier>'
        "<recordInfo><recordIdentifier>r17</recordIdentifier></recordInfo>"
    )
    record = mods(tmp_path, inner)
    assert record.title and record.title.value == "The letter on art: a draft"
    assert parties(record) == [("author", "Klee, Paul"), ("addressee", "Franz Marc")]
    author = record.contributions[0].name
    assert author.full and author.full.text == "Paul Klee" and author.same_as[0].text == "https://d-nb.info/gnd/118562827"
    assert record.genre and record.genre.value == "letter" and dates(record) == ["1911-04-02"]
    assert record.place_written and record.place_written.value.phrase.text == "Munich"
    assert record.original_language and record.original_language.value == "de"
    assert record.archival and [unit.label for unit in record.archival.units] == ["F.", "Op.", "D."]
    assert [found.value.phrase.text for found in record.subjects] == ["Art", "Berlin"]
    assert [found.value for found in record.keywords] == ["Painting – History"]
    assert [found.value for found in record.identifiers] == ["A-17"]
    assert [found.value for found in record.addresses] == ["https://example.org/id/17", "https://example.org/x"]
    assert record.summary and record.summary.value == "On art." and record.notice and record.notice.text.value == "Ask us."
    assert linked(tmp_path / "a.xml").record.title == record.title


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (name("Klee, Paul", "rcp"), [("addressee", "Klee, Paul")]), (name("Klee, Paul", "ctb"), [("contributor", "Klee, Paul")]),
        (name("Klee, Paul", "crp"), [("contributor", "Klee, Paul")]), (name("Klee, Paul"), [("contributor", "Klee, Paul")]),
        (name("Klee, Paul, 1879-1940", "Verfasser"), [("author", "Klee, Paul")]),
        (name("<namePart>Klee, Paul</namePart><namePart type='date'>1879-1940</namePart>", "creator"), [("author", "Klee, Paul")]),
        (name("<displayForm>Paul Klee</displayForm>", "sender"), [("sender", "Paul Klee")]), (name(" "), []),
        (name("Foreign Ministry", "isb", 'type="corporate"'), [("issuing-body", "Foreign Ministry")]),
    ],
)
def test_names(tmp_path: Path, inner: str, found: list[tuple[str, str]]) -> None:
    """A role is the one that is stated, by code or term; a name without one took part, nobody says how."""
    assert parties(mods(tmp_path, f"<genre>letter</genre>{inner}")) == found


def test_several_roles(tmp_path: Path) -> None:
    """Code and term of one role are one part; two roles of one name are two."""
    two = (
        '<name><namePart>Paul Klee</namePart><role><roleTerm type="code">aut</roleTerm><roleTerm type="text">Author</roleTerm>'
        '</role><role><roleTerm type="text">Translator</roleTerm></role></name>'
    )
    assert parties(mods(tmp_path, two)) == [("author", "Paul Klee"), ("translator", "Paul Klee")]


@pytest.mark.parametrize(
    ("inner", "edtf"),
    [
        ('<dateCreated encoding="w3cdtf">1911-04</dateCreated>', ["1911-04"]),
        ('<dateCreated encoding="iso8601">19110402</dateCreated>', ["1911-04-02"]),
        ("<dateCreated>2 April 1911</dateCreated>", ["1911-04-02"]),
        ('<dateCreated>spring</dateCreated><dateCreated encoding="w3cdtf">1911</dateCreated>', ["1911"]),
        ('<dateCreated point="start" encoding="w3cdtf">1911</dateCreated><dateCreated point="end">1914</dateCreated>', ["1911/.."]),
        ('<dateCreated point="start">1911</dateCreated><dateCreated point="end">1914</dateCreated>', ["1911/1914"]),
        ('<dateCreated point="end" encoding="w3cdtf">1914</dateCreated>', ["../1914"]),
        ('<dateCreated point="start" qualifier="approximate">1911</dateCreated><dateCreated point="end">1914</dateCreated>',
         ["1911~/1914~"]),
        ('<dateCreated qualifier="questionable">1911</dateCreated>', ["1911?"]),
        ('<dateCreated qualifier="inferred">1911</dateCreated>', ["1911"]),
        ("<dateIssued>1911</dateIssued>", []), ('<copyrightDate>1990</copyrightDate>', []),
    ],
)
def test_dates(tmp_path: Path, inner: str, edtf: list[str]) -> None:
    """The date of creation is read with its doubts; dates of printing are not taken for it."""
    assert dates(mods(tmp_path, f"<originInfo>{inner}</originInfo>")) == edtf


def test_doubts_are_kept_in_words(tmp_path: Path) -> None:
    """What the cataloguer says of how sure a date is stays with the evidence, in those words."""
    record = mods(tmp_path, '<originInfo><dateCreated qualifier="inferred">1911</dateCreated></originInfo>')
    assert record.dates[0].date.evidence.certainty == "inferred"


def test_dates_that_cannot_be_read(tmp_path: Path) -> None:
    """A date that is none is told of; half of an interval is no date either."""
    half = '<dateCreated point="start">spring</dateCreated><dateCreated point="end">1914</dateCreated>'
    for inner in ("<dateCreated>in the spring</dateCreated>", half):
        record = mods(tmp_path, f"<originInfo>{inner}</originInfo>")
        assert dates(record) == [] and "date-unreadable" in codes(record)


def test_places_of_publication_are_not_where_it_was_written(tmp_path: Path) -> None:
    """A place beside a date of printing says nothing of where the document was written."""
    record = mods(tmp_path, "<originInfo><place><placeTerm>Berlin</placeTerm></place><dateIssued>1911</dateIssued></originInfo>")
    assert record.place_written is None


def test_related_items_are_something_else(tmp_path: Path) -> None:
    """Names, dates and titles of a related item are not the document's; its host is where it lies."""
    inner = (
        f'<relatedItem type="host"><titleInfo><title>Blue Rider Papers</title></titleInfo>{name("Franz Marc", "author")}'
        "<originInfo><dateCreated>1920</dateCreated></originInfo></relatedItem>"
    )
    record = mods(tmp_path, inner)
    assert record.contributions == () and record.dates == () and record.title and "Blue" not in record.title.value
    assert record.source_line and record.source_line.value == "Blue Rider Papers"


def test_a_collection(tmp_path: Path) -> None:
    """A file of many records gives each a key of its own, by the record's own identifier."""
    one = '<mods ID="m1"><titleInfo><title>Letter</title></titleInfo></mods>'
    two = "<mods><titleInfo><title>Note</title></titleInfo><recordInfo><recordIdentifier>r 2</recordIdentifier></recordInfo></mods>"
    text = f'<modsCollection xmlns="http://www.loc.gov/mods/v3">{one}{two}{two}</modsCollection>'
    records, problems = read_all(write(tmp_path, text), "mods")
    assert [record.source.key for record in records] == ["key#m1", "key#r-2", "key#r-2-2"]
    assert [problem.code for problem in problems] == ["identifier-repeated"]


def test_blank_and_missing_elements(tmp_path: Path) -> None:
    """Empty elements say nothing, and a record without a title is not published."""
    empty = (
        "<name/><originInfo/><originInfo><dateCreated/></originInfo><language/><genre/><subject/><abstract> </abstract>"
        "<location/><identifier/><accessCondition/><relatedItem/><recordInfo/><physicalDescription/>"
    )
    record = mods(tmp_path, empty, "<titleInfo><title/></titleInfo>")
    assert record.title is None and "title-missing" in codes(record)
    assert (record.contributions, record.subjects, record.keywords, record.identifiers) == ((), (), (), ())
    assert (record.summary, record.notice, record.source_line, record.extent) == (None, None, None, None)
