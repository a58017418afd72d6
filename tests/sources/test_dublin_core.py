"""Dublin Core, alone and in the envelopes of OAI-PMH: what the elements say, and what they leave open."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fonds.record.record import Record
from harvesting.schemas import schema
from sources.catalogued import codes, dates, linked, parties, read_all, read_one, write
from sources.linear import is_linear
from sources.pages import kit

OAI_DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ">{}</oai_dc:dc>"
)
FULL = (
    '<dc:title xml:lang="en">Telegram from Gromyko to the Soviet Embassy in Kabul</dc:title>'
    "<dc:creator>Gromyko, Andrei, 1909-1989</dc:creator><dc:contributor>Puzanov, A. M. (recipient)</dc:contributor>"
    "<dc:date>1979-03-05</dc:date><dc:date>2014-05-06T12:00:00Z</dc:date><dc:type>Text</dc:type><dc:type>telegram</dc:type>"
    "<dc:language>rus</dc:language><dc:subject>Afghanistan</dc:subject><dc:description>Orders.</dc:description>"
    "<dc:identifier>https://example.org/1</dc:identifier><dc:identifier>A-1</dc:identifier>"
    "<dc:source>TsKhSD, F. 89, P. 14, D. 32</dc:source><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>"
)


def record_of(tmp_path: Path, inner: str) -> Record:
    """Read a record of these elements."""
    return read_one(write(tmp_path, OAI_DC.format(inner)), "dublin-core")


def response(*records: str) -> str:
    """Return a response with these records, each an identifier and its metadata."""
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-01-01T00:00:00Z</responseDate>'
        f'<request verb="ListRecords">http://example.org/oai</request><ListRecords>{"".join(records)}</ListRecords></OAI-PMH>'
    )


def enveloped(identifier: str, metadata: str, status: str = "") -> str:
    """Return a record of OAI-PMH."""
    inner = f"<metadata>{metadata}</metadata>" if metadata else ""
    return (
        f"<record><header{status}><identifier>{identifier}</identifier><datestamp>2026-01-01</datestamp></header>"
        f"{inner}</record>"
    )


def test_a_record(tmp_path: Path) -> None:
    """Every element that says something is read, and the record can be published."""
    record = record_of(tmp_path, FULL)
    assert parties(record) == [("author", "Gromyko, Andrei"), ("addressee", "Puzanov, A. M."), ("sender", "Gromyko")]
    sender = record.contributions[2].name
    assert sender.full and sender.full.text == "Andrei Gromyko"
    assert dates(record) == ["1979-03-05"] and record.genre and record.genre.value == "telegram"
    assert record.original_language and record.original_language.value == "ru" and record.language == "en"
    assert [found.value for found in record.keywords] == ["Afghanistan"]
    assert [found.value for found in record.identifiers] == ["A-1"]
    assert [found.value for found in record.addresses] == ["https://example.org/1"]
    assert record.archival and record.archival.archive.phrase.text == "TsKhSD"
    assert record.notice and "creativecommons" in record.notice.text.value
    names = {part.entity.key for part in linked(tmp_path / "a.xml").in_role("sender", "author")}
    assert len(names) == 1


def test_the_sample_is_oai_dc(tmp_path: Path) -> None:
    """The sample these tests rest on is valid by the official schema of oai_dc."""
    from lxml import etree

    rules = schema("oai-pmh", "oai_dc.xsd")
    assert rules.validate(etree.fromstring(OAI_DC.format(FULL))), rules.error_log


@pytest.mark.parametrize(
    ("inner", "edtf", "code"),
    [
        ("<dc:date>1911/1914</dc:date>", ["1911/1914"], ""), ("<dc:date>ca. 1911</dc:date>", ["1911~"], ""),
        ("<dc:date>2014-05-06T12:00:00Z</dc:date>", ["2014-05-06"], ""), ("<dc:date>n.d.</dc:date>", [], "date-missing"),
        ("<dc:date>in the spring</dc:date>", [], "date-unreadable"), ("<dc:date>1911</dc:date><dc:date>1911-04</dc:date>", ["1911", "1911-04"], ""),
        ("<dc:date>1911</dc:date><dc:date>1950</dc:date>", ["1911", "1950"], "date-contradiction"),
    ],
)
def test_dates(tmp_path: Path, inner: str, edtf: list[str], code: str) -> None:
    """Dates in words and codes are read; those that differ are kept beside each other, with a problem."""
    record = record_of(tmp_path, f"<dc:title>Letter</dc:title>{inner}")
    assert dates(record) == edtf
    assert not code or code in codes(record)
    assert code == "date-contradiction" or "date-contradiction" not in codes(record)


def test_qualified_elements_count_first(tmp_path: Path) -> None:
    """What a refined term says counts before the plain element: the date of creation, the abstract, the place."""
    text = (
        '<qualifieddc xmlns="http://dspace.org/qualifieddc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Letter</dc:title><dcterms:created>1911</dcterms:created>'
        "<dcterms:issued>1990</dcterms:issued><dc:date>1991</dc:date><dcterms:abstract>Short.</dcterms:abstract>"
        "<dc:description>Long.</dc:description><dcterms:spatial>Berlin</dcterms:spatial><dcterms:extent>2 pages</dcterms:extent>"
        "</qualifieddc>"
    )
    record = read_one(write(tmp_path, text), "dublin-core")
    assert dates(record) == ["1911"] and record.summary and record.summary.value == "Short."
    assert [found.value.kind for found in record.subjects] == ["place"] and record.extent and record.extent.value == "2 pages"


def test_a_contributor_is_no_author(tmp_path: Path) -> None:
    """Who contributed nobody says how has that role; two languages leave open which one the document is in."""
    inner = "<dc:title>Drawing</dc:title><dc:contributor>Roe, Jane</dc:contributor><dc:language>de</dc:language><dc:language>fr</dc:language>"
    record = record_of(tmp_path, inner)
    assert parties(record) == [("contributor", "Roe, Jane")]
    assert record.original_language is None and "language-several" in codes(record)


def test_organisations_are_not_turned(tmp_path: Path) -> None:
    """A body whose name has a comma stays as it is written."""
    record = record_of(tmp_path, "<dc:title>Report</dc:title><dc:creator>Soviet Union, Ministry of Foreign Affairs</dc:creator>")
    assert record.contributions[0].name.full is None and record.contributions[0].name.kind == "organization"


def test_a_saved_response(tmp_path: Path) -> None:
    """Each record of a response is a document by its identifier there; deleted ones and empty ones are none."""
    text = response(
        enveloped("oai:x:1", OAI_DC.format(FULL)), enveloped("oai:x:2", "", ' status="deleted"'), enveloped("oai:x:3", ""),
        enveloped("oai:x:4", '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Note</title></titleInfo></mods>'),
        enveloped("oai:x:5", "<a/>"),
    )
    records, problems = read_all(write(tmp_path, text), "oai-pmh")
    assert [record.source.key for record in records] == ["key#oai:x:1", "key#oai:x:4"]
    assert [record.layout for record in records] == ["dublin-core", "mods"]
    assert [problem.code for problem in problems] == ["record-without-content"] * 2
    assert "oai:x:1" in [found.value for found in records[0].identifiers]


def test_a_finding_aid_in_an_envelope(tmp_path: Path) -> None:
    """A finding aid that is one record gives its documents, each by the identifier of the record and its own."""
    aid = (
        '<ead xmlns="urn:isbn:1-931666-22-9"><eadheader/><archdesc level="fonds"><did><unittitle>F</unittitle></did><dsc>'
        '<c level="item" id="a"><did><unittitle>Letter</unittitle></did></c><c level="file"><did><unittitle>G</unittitle></did>'
        '<c level="item" id="b"><did><unittitle>Note</unittitle></did></c></c></dsc></archdesc></ead>'
    )
    records, _ = read_all(write(tmp_path, response(enveloped("oai:x:1", aid))), "oai-pmh")
    assert [record.source.key for record in records] == ["key#oai:x:1-a", "key#oai:x:1-b"]


def test_a_header_alone_changes_nothing(tmp_path: Path) -> None:
    """The digest of a harvested record is its metadata's and its identifier's, not its datestamp's."""
    start = '<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>oai:x:1</identifier><datestamp>'
    end = f"</datestamp></header><metadata>{OAI_DC.format(FULL)}</metadata></record>"
    digests = {
        read_one(write(tmp_path, text), "oai-pmh").source.sha256
        for text in (f"{start}2026{end}", f"{start}2027{end}", f"{start}2026{end}".replace("x:1", "x:2"))
    }
    assert len(digests) == 2
    assert read_one(write(tmp_path, f"{start}2026{end}"), "oai-pmh").source.key == "key"


def test_a_title_alone(tmp_path: Path) -> None:
    """A record of a title says no more than that; one without any Dublin Core is no record."""
    record = record_of(tmp_path, "<dc:title>Drawing of a bird</dc:title><dc:date/><dc:creator> </dc:creator>")
    assert record.title and (record.contributions, record.dates, record.genre) == ((), (), None)
    records, problems = read_all(write(tmp_path, OAI_DC.format("<x/>")), "dublin-core")
    assert records == [] and [problem.code for problem in problems] == ["record-without-content"]


def test_genres_in_the_plural() -> None:
    """Words of catalogues for kinds of documents are known in the plural and with a gloss; others are not."""
    from fonds.sources.description.records import genre_code

    lexicon = kit().lexicon
    found = [genre_code(words, lexicon) for words in ("Letters", "telegrams (documents)", "Diaries", "despatches", "Image", "")]
    assert found == ["letter", "telegram", "diary", "despatch", "", ""]


def _many(tmp_path: Path, count: int) -> Callable[[], None]:
    """Return what reads a record of so many names, subjects and dates."""
    elements = (f"<dc:subject>s{n}</dc:subject><dc:creator>Roe, J{n}</dc:creator><dc:date>{n:04}</dc:date>" for n in range(1, count))
    path = write(tmp_path, OAI_DC.format(f"<dc:title>Letter</dc:title>{''.join(elements)}"), f"{count}.xml")

    def reading() -> None:
        assert len(read_one(path, "dublin-core").keywords) == count - 1

    return reading


def test_very_many_elements(tmp_path: Path) -> None:
    """Eight times the elements take far less than 64 times the time, both measured side by side."""
    few, many = (_many(tmp_path, count) for count in (500, 4_000))
    assert is_linear(few, many, 24)


def test_html_in_values_is_no_words(tmp_path: Path) -> None:
    """Escaped HTML of running text is taken away; other words in angle brackets stay."""
    inner = "<dc:title>On &lt;i&gt;Mail&lt;/i&gt;</dc:title><dc:description>&lt;p&gt;Two &lt;unclear&gt;&lt;/p&gt;</dc:description>"
    record = record_of(tmp_path, inner)
    assert record.title and record.title.value == "On Mail"
    assert record.summary and record.summary.value == "Two <unclear>"


def test_a_collection_is_no_archive(tmp_path: Path) -> None:
    """A source that begins with a person's papers names no archive there: it stays whole, and is told of."""
    words = "Brown Family Papers, Box 1, Folder 3, Millbrook Public Library"
    record = record_of(tmp_path, f"<dc:title>Letter</dc:title><dc:source>{words}</dc:source>")
    assert record.archival is None and record.source_line and record.source_line.value == words
    assert "source-unreadable" in codes(record)
