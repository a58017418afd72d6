"""Single letters and texts: a TEI with its own header, with or without a description of correspondence, and corpora."""

from pathlib import Path

from fonds.problems import Problem
from fonds.record.dates import DateExpression
from fonds.record.record import Record
from fonds.record.spans import DateSpan
from fonds.sources.parts import Part, ReadOptions
from publishing.archive import Archive
from publishing.archive import codes as reported
from sources.tei.files import TEI, codes, names, parts, records

DESCRIBED = """<correspDesc><correspAction type="sent"><persName ref="https://d-nb.info/gnd/118572121">Jean Paul</persName>
<placeName>Bayreuth</placeName><date when="1805-08-20"/></correspAction><correspAction type="received"><persName>Carl
Maria</persName><placeName>Prag</placeName></correspAction></correspDesc>"""
MANUSCRIPT = """<msDesc><msIdentifier><settlement>Berlin</settlement><repository>Staatsbibliothek</repository>
<collection>Nachlass Weber</collection><idno>55 Ep 12</idno></msIdentifier></msDesc>"""
BODY = """<div type="letter" xml:lang="de"><opener><dateline><placeName>Bayreuth</placeName>, <date>d. 20. August</date>
</dateline><salute>Lieber Freund!</salute></opener><p>Ich <del>sende</del><add>schicke</add> Ihnen das Buch<note>Der
Titan.</note> von <persName ref="https://d-nb.info/gnd/2">Friedrich Richter</persName>, das ge<lb break="no"/>stern
<choice><sic>ankahm</sic><corr>ankam</corr></choice>.</p><lg><l>Erste Zeile</l><l>Zweite Zeile</l></lg>
<closer><salute>Ihr ergebenster</salute><signed>Jean Paul Richter</signed></closer></div>"""


def letter(
    *, title: str = "Brief an Carl Maria", described: str = DESCRIBED, source: str = MANUSCRIPT, body: str = BODY,
    more: str = "", root: str = f'xmlns="{TEI}"', creation: str = "",
) -> str:
    """Return a letter; parts that are empty are left out."""
    return (
        f"<TEI {root}><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><publisher>An"
        f"edition</publisher><availability><licence target='https://creativecommons.org/licenses/by/4.0/'/></availability>"
        f"</publicationStmt><sourceDesc>{source}</sourceDesc></fileDesc><profileDesc>{creation}{described}{more}"
        f"</profileDesc></teiHeader><facsimile><graphic url='1.jpg'/></facsimile><text><body>{body}</body></text></TEI>"
    )


def one(folder: Path, xml: str) -> Record:
    """Return the record of a file that is one letter."""
    [record] = records(folder, xml)
    return record


def test_a_letter(tmp_path: Path) -> None:
    """A letter has the parties, places and day of its description, the shelf mark of its manuscript, and its text."""
    record = one(tmp_path, letter())
    assert (record.source.key, record.layout, record.language) == ("file.xml", "tei-letter", "de")
    assert record.title and record.title.value == "Brief an Carl Maria"
    assert names(record, "sender") == ["Jean Paul"] and names(record, "addressee") == ["Carl Maria"]
    assert names(record, "author") == ["Jean Paul Richter"]
    assert [d.date.value for d in record.dates] == [DateExpression(1805, 8, 20)]
    assert record.place_written and record.place_written.value.phrase.text == "Bayreuth"
    assert [t.place.value.phrase.text for t in record.transfers if t.place] == ["Prag"]
    assert record.archival and record.archival.archive.phrase.text == "Staatsbibliothek"
    assert [unit.number for unit in record.archival.units] == ["Nachlass Weber", "55 Ep 12"]
    assert record.source_line and record.source_line.value == "Staatsbibliothek, Berlin, Nachlass Weber, 55 Ep 12"
    assert record.notice is None and codes(record) == []


def test_the_words_as_they_stand(tmp_path: Path) -> None:
    """The text is the writer's: what was struck, noted or put right by editors is no part of it; verses are lines."""
    body = one(tmp_path, letter()).body
    assert body is not None and body.value == (
        "Bayreuth, d. 20. August\n\nLieber Freund!\n\nIch schicke Ihnen das Buch von Friedrich Richter, das gestern "
        "ankahm.\n\nErste Zeile\nZweite Zeile\n\nIhr ergebenster\n\nJean Paul Richter"
    )


def test_names_keep_the_iris_of_their_own_tags(tmp_path: Path) -> None:
    """A name tagged in the text is mentioned, with the authority that its tag gives it."""
    [mention] = one(tmp_path, letter()).mentions
    assert (mention.value.phrase.text, mention.value.kind) == ("Friedrich Richter", "person")
    assert [iri.text for iri in mention.value.same_as] == ["https://d-nb.info/gnd/2"]


def test_a_letter_without_manuscript_or_words(tmp_path: Path) -> None:
    """Where no manuscript is described and no text is there, Problems say so."""
    record = one(tmp_path, letter(source="<p>born digital</p>", body='<div type="letter"><pb/></div>'))
    assert record.archival is None and record.body is None and {"source-missing", "body-missing"} <= set(codes(record))


def test_a_text_without_correspondence(tmp_path: Path) -> None:
    """A text that describes no correspondence gives title, day and words, and a Problem that says what is missing."""
    record = one(tmp_path, letter(
        title="Brief von Ann Lee an Bo Ray", described="", creation='<creation><date notBefore="1805" notAfter="1807"/></creation>'
    ))
    assert record.layout == "tei-text" and "layout-unknown" in codes(record)
    assert [d.date.value for d in record.dates] == [DateSpan(DateExpression(1805), DateExpression(1807), choice=True)]


def test_a_letter_with_two_descriptions(tmp_path: Path) -> None:
    """A letter whose draft is described too is a letter with its text, no index of two."""
    record = one(tmp_path, letter(more="<correspDesc><note>A draft.</note></correspDesc>"))
    assert record.layout == "tei-letter" and record.body is not None


def test_a_corpus_of_letters(tmp_path: Path) -> None:
    """Each TEI of a corpus is a record of its own, by its xml:id, or by its digest where it has none."""
    inner = (letter(root='xml:id="l1"'), letter(root='xml:id="l2"', title="Zweiter Brief"), letter(root="", title="Dritter"))
    found = records(tmp_path, f'<teiCorpus xmlns="{TEI}"><teiHeader/>{"".join(inner)}</teiCorpus>')
    keys = [record.source.key for record in found]
    assert keys[:2] == ["file.xml#l1", "file.xml#l2"] and len(set(keys)) == 3
    assert [r.title.value for r in found if r.title] == ["Brief an Carl Maria", "Zweiter Brief", "Dritter"]


def test_many_letters_in_one_text(tmp_path: Path) -> None:
    """An edition with a division for each letter gives a record for each of them."""
    divisions = "".join(
        f'<div type="letter" xml:id="b{i}"><head>Letter from Ann Lee to Bo Ray {i}</head><p>Words {i}.</p></div>' for i in (1, 2)
    )
    found = records(tmp_path, letter(described="", body=divisions))
    assert [record.source.key for record in found] == ["file.xml#b1", "file.xml#b2"]
    assert [r.body.value for r in found if r.body] == ["Words 1.", "Words 2."]


def test_a_text_larger_than_a_page(tmp_path: Path) -> None:
    """A single text above the limit of a page is refused: it would be held in memory whole."""
    [found] = parts(tmp_path, letter(), ReadOptions(page_bytes=100))
    assert isinstance(found, Problem) and found.code == "file-too-large"


def test_the_header_alone(tmp_path: Path) -> None:
    """A TEI with a header and an empty text is a record of what the header says."""
    [part] = parts(tmp_path, letter(body="<p/>", described=""))
    assert isinstance(part, Part) and "title: Brief an Carl Maria" in part.source.page


def test_letters_are_published(archive: Archive) -> None:
    """Letters and volumes go all the way: read, linked, mapped, held against the model, published."""
    (archive.pages / "letter.xml").write_text(letter())
    report = archive.publish()
    assert (report.new, [c for c in reported(report) if c != "name-unreconciled"]) == (1, [])
    archive.check()


def test_the_title_of_the_letter_itself(tmp_path: Path) -> None:
    """Of several titles that of the letter counts, not the series'; its lines are parted, but for a parted word."""
    titles = '</title><title level="s">Briefe</title><title level="a">Jean Paul an<lb/>Carl, Man<lb break="no"/>nheim'
    record = one(tmp_path, letter(title=f"Ausgabe{titles}"))
    assert record.title and record.title.value == "Jean Paul an Carl, Mannheim"


def test_the_author_in_the_header(tmp_path: Path) -> None:
    """Without a description of correspondence the header's author is the text's, parts of the name in spoken order."""
    author = '</title><author><persName ref="https://d-nb.info/gnd/7"><surname>Lee</surname> <forename>Ann</forename></persName></author>'
    xml = letter(title=f"Gedanken{author}<title>", described="")
    (found,) = one(tmp_path, xml).contributions
    assert (found.role, found.name.phrase.text) == ("author", "Ann Lee")
    assert [iri.text for iri in found.name.same_as] == ["https://d-nb.info/gnd/7"]
    assert names(one(tmp_path, letter(title=f"Gedanken{author}<title>")), "author") == ["Jean Paul Richter"]


def test_a_body_as_author(tmp_path: Path) -> None:
    """An author without tags is a person by an inverted name alone; years of life are no part of it."""
    for words, kind, full in (("Ministry of Defence", "organization", None), ("Lee, Ann, 1900-1970", "person", "Ann Lee")):
        (found,) = one(tmp_path, letter(title=f"Gedanken</title><author>{words}</author><title>", described="")).contributions
        assert (found.name.kind, found.name.full and found.name.full.text) == (kind, full)
