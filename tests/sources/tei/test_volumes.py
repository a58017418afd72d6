"""Volumes of documents: heads, tags, datelines, lists, notes and signatures, in older and newer encodings."""

from pathlib import Path

import pytest

from fonds.record.dates import DateExpression
from fonds.record.spans import DateSpan
from fonds.sources.parts import Part
from sources.tei.files import codes, document, names, one, parts, records, volume

TELEGRAM = """
<head>1. Telegram From the <gloss type="from">Embassy in Iran</gloss> to the <gloss type="to">Department of
State</gloss><note n="1" type="source">Source: Department of State, Central Files, POL 23–9 IRAN. Secret; Nodis.
Drafted by Herz.</note></head>
<dateline><placeName>Tehran</placeName>, <date when="1964-04-06T16:15:00">April 6, 1964, 4:15 p.m.</date></dateline>
<p>882. Ayatollah <pb n="2"/>Khomeini was released.<note n="2">Not a word of the text.</note></p>
<p>Please see <ref target="#d2">Document 2</ref>.</p>
<closer><signed><persName corresp="#p_HJC1">Holmes</persName></signed></closer>"""


def test_a_telegram(tmp_path: Path) -> None:
    """A telegram of a volume has its title, parties, number, place, day, marking, archive, signature and body."""
    record = one(tmp_path, TELEGRAM)
    assert record.title and record.title.value == "Telegram From the Embassy in Iran to the Department of State"
    assert record.genre and record.genre.value == "telegram" and record.layout == "tei-volume"
    assert names(record, "sender") == ["Embassy in Iran"] and names(record, "addressee") == ["Department of State"]
    assert [d.date.value for d in record.dates] == [DateExpression(1964, 4, 6)]
    assert record.place_written and record.place_written.value.phrase.text == "Tehran"
    assert record.marking and (record.marking.value.code, record.marking.value.written) == ("secret", "Secret")
    assert record.number and record.number.value == "882"
    assert record.archival and record.archival.archive.phrase.text == "Department of State"
    assert record.source_line and record.source_line.value == "Department of State, Central Files, POL 23–9 IRAN."
    [author] = [c for c in record.contributions if c.role == "author"]
    assert author.name.phrase.text == "Holmes" and author.name.full and author.name.full.text == "Julius C. Holmes"
    assert record.source.key == "file.xml#d1" and codes(record) == []


def test_body_without_notes_and_page_breaks(tmp_path: Path) -> None:
    """The body is paragraphs a person can read: no footnote, no page break, no line break of the file in it."""
    body = one(tmp_path, TELEGRAM).body
    assert body is not None and body.value == (
        "Tehran, April 6, 1964, 4:15 p.m.\n\n882. Ayatollah Khomeini was released.\n\nPlease see Document 2.\n\nHolmes"
    )


def test_the_volume_is_what_it_is_printed_in(tmp_path: Path) -> None:
    """A record knows its volume by title and year, and its own place in it, each resting on words."""
    record = one(tmp_path, TELEGRAM)
    assert record.book and record.book.title.text == "Foreign Papers, 1901, Volume II"
    assert record.book.year and record.book.year.value == 1910
    assert [i.value for i in record.identifiers] == ["papers1901v02/d1"]


def test_a_record_for_each_document_of_nested_divisions(tmp_path: Path) -> None:
    """Every document is a record by its xml:id, however deep its chapter; a division that is none has no record."""
    deep = f'<div type="subchapter"><head>More</head>{document(TELEGRAM, "d2")}</div>'
    found = records(tmp_path, volume(document(TELEGRAM), deep, document(TELEGRAM, "d3")))
    assert [r.source.key for r in found] == ["file.xml#d1", "file.xml#d2", "file.xml#d3"]
    assert len({r.source.sha256 for r in found}) == 3


def test_a_document_within_another_is_read_by_itself(tmp_path: Path) -> None:
    """The words of a document inside another one are that one's alone."""
    inner = document("<head>2. Report by <persName>Ann Lee</persName></head><p>Inner words.</p>", "d2")
    found = records(tmp_path, volume(document(f"<head>1. Minutes</head><p>Outer words.</p>{inner}")))
    bodies = {r.source.key: r.body.value for r in found if r.body}
    assert bodies == {"file.xml#d2": "Inner words.", "file.xml#d1": "Outer words."}


def test_the_office_stands_outside_the_tag(tmp_path: Path) -> None:
    """A tag covers the name only; the office before or behind it is the office of that name."""
    record = one(tmp_path, """
    <head>1. Memorandum From the President's Special Assistant (<persName corresp="#p_RWW1" type="from">Rostow</persName>)
    to President <persName corresp="#p_JLB1" type="to">Johnson</persName></head><p>Words.</p>""")
    said = {c.role: c.name for c in record.contributions}
    assert (said["sender"].phrase.text, [o.text for o in said["sender"].offices]) == (
        "Rostow", ["President's Special Assistant"]
    )
    assert said["sender"].full and said["sender"].full.text == "Walt W. Rostow"
    assert (said["addressee"].phrase.text, [o.text for o in said["addressee"].offices]) == ("Johnson", ["President"])
    assert "Rostow, Walt W." in record.source.page


def test_tags_win_over_words(tmp_path: Path) -> None:
    """Where the words of a head could be read otherwise, who is tagged is who it is."""
    record = one(tmp_path, """<head>1. Letter Transmitted by <persName type="from">Vann Ho</persName> to the Friends of
    Peace, for <gloss type="to">Aid to Asia</gloss></head><p>Words.</p>""")
    assert names(record, "sender") == ["Vann Ho"] and names(record, "addressee") == ["Aid to Asia"]


def test_a_side_without_a_tag_is_read_by_its_words(tmp_path: Path) -> None:
    """An untagged head is no negative: its words still say who wrote to whom."""
    record = one(tmp_path, """<head>1. Telegram From the <gloss type="from">Embassy in Iran</gloss> to the Department
    of State</head><p>Words.</p>""")
    assert names(record, "sender") == ["Embassy in Iran"] and names(record, "addressee") == ["Department of State"]


def test_names_of_a_head_without_sides(tmp_path: Path) -> None:
    """In volumes that tag no sides, the words say who wrote to whom, and the tags who that is."""
    record = one(tmp_path, """<head>1. Memorandum From the Director of the United States Information Agency (<persName
    corresp="#p_RWW1">Rostow</persName>) to President <persName corresp="#p_JLB1">Johnson</persName></head><p>W.</p>""")
    found = {c.role: (c.name.phrase.text, c.name.full and c.name.full.text) for c in record.contributions}
    assert found == {"sender": ("Rostow", "Walt W. Rostow"), "addressee": ("Johnson", "Lyndon B. Johnson")}


def test_talkers_are_participants(tmp_path: Path) -> None:
    """Those tagged in the head of a conversation are attendees, never sender and recipient."""
    record = one(tmp_path, """
    <head>1. Memorandum of Telephone Conversation Between Secretary of State <persName type="from">Rusk</persName> and
    President <persName corresp="#p_JLB1" type="to">Johnson</persName></head><p>Words.</p>""")
    assert record.genre and record.genre.value == "telephone-conversation"
    assert names(record, "participant") == ["Rusk", "Johnson"]
    assert names(record, "sender") == names(record, "addressee") == names(record, "author") == []


def test_participants_of_a_list(tmp_path: Path) -> None:
    """A list of participants gives attendees with their offices; headings of sides and who is stood in for are none."""
    record = one(tmp_path, """
    <head>1. Memorandum of Conversation</head>
    <list type="subject"><head>SUBJECT</head><item>Oil and OPEC</item></list>
    <list type="participants"><head>PARTICIPANTS</head>
    <item><hi rend="italic">Iran</hi></item>
    <item>Foreign Minister <persName>Aram</persName></item>
    <item><persName>Hushang Ansary</persName>, Ambassador of Iran</item>
    <item><hi rend="italic">United States</hi></item>
    <item>The President</item>
    <item>Lieutenant General <persName>Albert Watson</persName> II, USA, High Commissioner Designate</item>
    <item>Mr. <persName>Anderson</persName> vice Mr. <persName>Rowan</persName></item>
    <item>Interpreter—Hidetoshi Ukawa</item>
    <item>Deputy Director, Far East (ISA)—Captain Jon L. Boyes, USN</item>
    <item>Japan</item></list><p>Words.</p>""")
    found = {c.name.phrase.text: [o.text for o in c.name.offices] for c in record.attendees}
    assert found == {
        "Aram": ["Foreign Minister"], "Hushang Ansary": ["Ambassador of Iran"], "President": [], "Anderson": [],
        "Albert Watson": ["Lieutenant General", "USA, High Commissioner Designate"],
        "Jon L. Boyes": ["Captain", "Deputy Director, Far East (ISA)"],
    }
    assert [k.value for k in record.keywords] == ["Oil and OPEC"] == [a.text for a in record.about]
    assert codes(record).count("participant-unclear") == 2 and record.mentions == ()


def test_participants_below_a_word(tmp_path: Path) -> None:
    """Names that stand in a list within an item of the list of participants took part too."""
    record = one(tmp_path, """<head>1. Minutes of the Daily Meeting</head><list type="participants"><item>Present:
    <list><item><hi rend="smallcaps">Mr. White</hi></item><item>General Bliss</item></list></item></list><p>1.</p>""")
    assert names(record, "participant") == ["White", "Bliss"]


def test_older_encoding(tmp_path: Path) -> None:
    """A file number above the head names archive reference and kind; marking and number stand in the opener."""
    record = one(tmp_path, """
    <note rend="inline" type="source">891.00/1–1648: Telegram</note>
    <head>No. 1<lb/><hi rend="italic">The Ambassador in Iran</hi> (<persName type="from"><hi
    rend="italic">Allen</hi></persName>) <hi rend="italic">to the <gloss type="to">Secretary of State</gloss></hi></head>
    <opener><seg rendition="#left"><hi rend="smallcaps">secret   urgent</hi></seg><seg>No. 207</seg>
    <dateline><placeName><hi rend="smallcaps">Tehran</hi></placeName>, <date when="1948-01-16T12:00:00+03:30"
    calendar="gregorian">January 16, 1948—noon</date>.<lb/>[Received <date when="1948-01-17">January 17</date>]</dateline>
    </opener><p>52. Question of reform.</p><closer><signed><hi rend="smallcaps">Allen</hi></signed></closer>""",
    more='frus:doc-dateTime-min="1948-01-16T03:30:00-05:00" frus:doc-dateTime-max="1948-01-16T03:30:00-05:00"')
    assert record.title and record.title.value == "The Ambassador in Iran (Allen) to the Secretary of State"
    assert record.genre and record.genre.value == "telegram"
    assert record.marking and (record.marking.value.code, record.marking.value.written) == ("secret", "secret")
    assert [d.date.value for d in record.dates] == [DateExpression(1948, 1, 16)]
    assert record.received and record.received.value == DateExpression(1948, 1, 17)
    assert names(record, "sender") == ["Allen"] and names(record, "addressee") == ["Secretary of State"]
    assert names(record, "author") == ["Allen"] and record.number and record.number.value == "207"
    assert record.source_line and record.source_line.value == "891.00/1–1648: Telegram"


def test_oldest_encoding(tmp_path: Path) -> None:
    """Of "Mr. A to Mr. B" the forms of address are no names; words in brackets above it are no source."""
    record = one(tmp_path, """
    <head><hi rend="italic">Mr. <persName type="from">Dallas</persName> to Mr. <persName
    type="to">Seward</persName></hi>.</head><note rend="inline" type="source">[Extracts.]</note>
    <opener><dateline><hi rend="smallcaps">Legation of the United States</hi>,<lb/><placeName><hi rend="italic"
    >London</hi>,</placeName> <date when="1861-03-22"><hi rend="italic">March</hi> 22, 1861</date>.</dateline>
    <seg>No. 325.]</seg></opener><p><hi rend="smallcaps">Sir</hi>: I have received your despatches.</p>
    <closer><signed>G. M. DALLAS.</signed></closer><postscript><p>The Hon. the Secretary of State.</p></postscript>""")
    assert record.genre and record.genre.value == "correspondence"
    assert names(record, "sender") == ["Dallas"] and names(record, "addressee") == ["Seward"]
    assert names(record, "author") == ["G. M. DALLAS"] and record.number and record.number.value == "325"
    assert record.place_written and record.place_written.value.phrase.text == "London"
    assert record.source_line is None and "source-missing" in codes(record)


def test_attachments_are_part_of_the_document(tmp_path: Path) -> None:
    """The tags, date and signature of an attachment are its own; its words belong to the document."""
    record = one(tmp_path, """
    <head>1. Mr. <persName type="from">Conger</persName> to Mr. <persName type="to">Hay</persName>.</head>
    <opener><dateline><placeName>Peking</placeName>, <date when="1900-10-04">October 4, 1900</date></dateline></opener>
    <p>I inclose copy of a decree.</p><closer><signed>E. H. Conger.</signed></closer>
    <frus:attachment><opener><seg>[Inclosure 1.]</seg></opener><head>Prince <persName type="from">Ching</persName> to Mr.
    <persName type="to">de Cologan</persName>.</head><opener><dateline><placeName>Tientsin</placeName>, <date
    when="1900-09-01">September 1, 1900</date></dateline></opener><p>The 29th.</p>
    <closer><signed>Prince Ching Lee</signed></closer></frus:attachment>""")
    assert names(record, "sender") == ["Conger"] and names(record, "addressee") == ["Hay"]
    assert names(record, "author") == ["E. H. Conger"]
    assert [d.date.value for d in record.dates] == [DateExpression(1900, 10, 4)]
    assert record.body and "The 29th." in record.body.value


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ('<date from="1954-01-29" to="1954-01-30">January 29–30, 1954</date>',
         DateSpan(DateExpression(1954, 1, 29), DateExpression(1954, 1, 30))),
        ('<date notBefore="1953-01" notAfter="1953-03">undated</date>',
         DateSpan(DateExpression(1953, 1), DateExpression(1953, 3), choice=True)),
        ('<date when="1967-11-14">November 14</date> and <date when="1967-11-15">15, 1967</date>',
         DateSpan(DateExpression(1967, 11, 14), DateExpression(1967, 11, 15))),
        ("<date>November 14, 1967</date>", DateExpression(1967, 11, 14)),
        ("November 14, 1967", DateExpression(1967, 11, 14)),
        ('<date when="1967">1967</date>', DateExpression(1967)),
    ],
)
def test_dates(tmp_path: Path, dateline: str, expected: object) -> None:
    """A date is at its own precision, a range a range, bounds are bounds; words count where no attribute speaks."""
    record = one(tmp_path, f"<head>1. Report</head><dateline>{dateline}</dateline><p>Words.</p>")
    assert [d.date.value for d in record.dates] == [expected]


def test_undated(tmp_path: Path) -> None:
    """What says that it has no date has none, and a Problem says so; so does a date that no calendar knows."""
    record = one(tmp_path, "<head>1. Report</head><dateline>Washington, <date>undated</date></dateline><p>Words.</p>")
    assert record.dates == () and "date-missing" in codes(record)
    record = one(tmp_path, '<head>1. Report</head><dateline><date when="1967-02-30">Feb. 30</date></dateline><p>W.</p>')
    assert record.dates == () and "date-unreadable" in codes(record)


def test_the_editors_bounds(tmp_path: Path) -> None:
    """A document without a dated dateline is of the days the editors give it; one with a dateline is of that."""
    more = 'frus:doc-dateTime-min="1953-01-05T00:00:00-05:00" frus:doc-dateTime-max="1953-01-{}T23:59:59-05:00"'
    record = one(tmp_path, "<head>1. Report</head><p>Words.</p>", more.format("09"))
    [dated] = record.dates
    assert dated.date.value == DateSpan(DateExpression(1953, 1, 5), DateExpression(1953, 1, 9), choice=True)
    assert "1953-01-05" in dated.date.span.of(record.source.page) and dated.position == "editors"
    record = one(tmp_path, "<head>1. Report</head><p>Words.</p>", more.format("05"))
    assert [d.date.value for d in record.dates] == [DateExpression(1953, 1, 5)]
    record = one(tmp_path, "<head>1. Editorial Note</head><p>Words.</p>", more.format("05") + ' subtype="editorial-note"')
    assert record.dates == () and "date-missing" not in codes(record)


def test_words_that_contradict_the_attribute(tmp_path: Path) -> None:
    """Where the words of a date name another day than its attribute, both are kept, and a Problem names both."""
    record = one(tmp_path, """<head>1. Report</head>
    <dateline><date when="1967-11-14">November 15, 1967</date></dateline><p>Words.</p>""")
    assert [d.date.value.iso for d in record.dates if isinstance(d.date.value, DateExpression)] == [
        "1967-11-14", "1967-11-15"
    ]
    assert "date-contradiction" in codes(record)


def test_withheld_words_name_nothing(tmp_path: Path) -> None:
    """Words that only say that a name or place is withheld are neither."""
    record = one(tmp_path, """
    <head>1. Telegram From <gloss type="from">[name not declassified]</gloss> to the <gloss type="to">Department of
    State</gloss></head><dateline><placeName>[<hi>place not declassified</hi>]</placeName>, <date
    when="1954-01-29">January 29, 1954</date></dateline><p>[text not declassified]</p>""")
    assert record.place_written is None and names(record, "sender") == []
    assert names(record, "addressee") == ["Department of State"]


def test_an_editorial_note_is_no_note(tmp_path: Path) -> None:
    """An editors' note has no genre of its time, no parties, and is not told to lack date and source."""
    record = one(tmp_path, "<head>1. Editorial Note</head><p>On May 1, 1952, Holmes met the Shah.</p>")
    assert record.genre is None and record.contributions == () and codes(record) == []


def test_mentions(tmp_path: Path) -> None:
    """Names tagged in the text are mentions, each form once, with the fuller name and kind of the volume's lists."""
    record = one(tmp_path, """<head>1. Report</head><p><persName corresp="#p_RWW1">Rostow</persName> told the <gloss
    target="#t_CIA1">CIA</gloss> (<gloss target="#t_reftel1">reftel</gloss>) that <persName
    corresp="#p_RWW1">Rostow</persName> met <persName>Cy</persName> and <persName>Cyrus Vance</persName> in
    <placeName>Camp David</placeName>.<note>With <persName corresp="#p_JLB1">Johnson</persName>.</note></p>""")
    found = [(m.value.phrase.text, m.value.kind, m.value.full and m.value.full.text) for m in record.mentions]
    assert found == [
        ("Rostow", "person", "Walt W. Rostow"), ("CIA", "organization", "Central Intelligence Agency"),
        ("Cyrus Vance", "person", None), ("Camp David", "place", None),
    ]


def test_a_pointer_at_somebody_else(tmp_path: Path) -> None:
    """A whole name whose tag points at another surname is kept as written, and a Problem names both."""
    record = one(tmp_path, """<head>1. Report</head><p><persName corresp="#p_RWW1">Howard W. Page</persName>, <persName
    corresp="#p_RWW1">W. Rostow</persName>.</p>""")
    assert [(m.value.phrase.text, m.value.full is None) for m in record.mentions] == [
        ("Howard W. Page", True), ("W. Rostow", False)
    ]
    assert codes(record).count("name-list-contradiction") == 1


def test_lists_within_lists_of_persons(tmp_path: Path) -> None:
    """A list that is parted by country knows each person by the words of that person's own item."""
    front = """<list type="names"><item>Japan: <list><item><persName xml:id="p_SE1">Sato, Eisaku</persName>, Prime
    Minister</item><item><persName xml:id="p_MT1">Miki, Takeo</persName>, Foreign Minister</item></list></item></list>"""
    record = one(tmp_path, '<head>1. Report</head><p><persName corresp="#p_SE1">Sato</persName> spoke.</p>', front=front)
    assert "Eisaku Sato (Sato, Eisaku), Prime Minister\n" in record.source.page


def test_lists_of_persons_at_the_back(tmp_path: Path) -> None:
    """A list of persons is known wherever in the file it stands, and in the form of a listPerson too."""
    back = """<listPerson><person xml:id="p_AL1"><persName><surname>Lee</surname>, <forename>Ann</forename></persName>
    <idno type="VIAF">https://viaf.org/viaf/1</idno></person></listPerson>"""
    record = one(tmp_path, '<head>1. Letter From <persName type="from" corresp="#p_AL1">Lee</persName></head><p>W.</p>',
                 front="", back=back)
    [sender] = [c.name for c in record.contributions]
    assert sender.full and sender.full.text == "Ann Lee" and [i.text for i in sender.same_as] == ["https://viaf.org/viaf/1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_lists_before_and_behind_long_documents(tmp_path: Path, encoding: str) -> None:
    """Lists between long documents are known, in every encoding; a list within a document explains no name of it."""
    inside = '<list><item><persName xml:id="p_X1">Doe, John</persName>, spy</item></list>'
    behind = '<list><item><persName xml:id="p_AL1">Lée, Ann</persName>, envoy</item></list>'
    long = f'<head>1. Report</head>{"<p>Wörter.</p>" * 9000}<p><persName corresp="#p_AL1">Lée</persName></p>'
    short = '<head>2. Report</head><p><persName corresp="#p_X1">Smith</persName></p>'
    empty = '<div type="document" xml:id="d0"/>'
    text = volume(document(long + inside), document(short, id_="d2"), back=empty + behind)
    text = text.replace("UTF-8", encoding).replace("utf-8", encoding)
    first, second, *_ = [found for found in parts(tmp_path, text.encode(encoding)) if isinstance(found, Part)]
    assert len(first.source.page) > 70_000 and "Ann Lée (Lée, Ann), envoy" in first.source.page
    assert "Smith" in second.source.page and "John Doe" not in second.source.page


@pytest.mark.parametrize(
    ("note", "marking", "line"),
    [
        ("Source: Johnson Library, National Security File, Vol. I, Memos. Top Secret; Eyes Only. Drafted by X.",
         "Top Secret", "Johnson Library, National Security File, Vol. I, Memos."),
        ("Source: Central Intelligence Agency, Job 79-01025A, Box 65. No classification marking. It is secret.",
         None, "Central Intelligence Agency, Job 79-01025A, Box 65."),
        ("Source: Department of State, Central Files, POL IRAN-U.S.. Confidential; Limdis.",
         "Confidential", "Department of State, Central Files, POL IRAN-U.S.."),
        ("Source: Department of State, Lot 1. Secret Security Information. Sent.", "Secret", "Department of State, Lot 1."),
        ("Source: Johnson Library, Confidential File, CO 141. The note is Secret.", None,
         "Johnson Library, Confidential File, CO 141. The note is Secret."),
    ],
)
def test_source_notes(tmp_path: Path, note: str, marking: str | None, line: str) -> None:
    """The marking is the sentence of a source note that is one; what stands before it says where the document lies."""
    record = one(tmp_path, f'<head>1. Report<note type="source">{note}</note></head><p>Words.</p>')
    assert (record.marking.value.written if record.marking else None) == marking
    assert record.source_line and record.source_line.value == line


def test_a_source_note_in_place_of_the_text(tmp_path: Path) -> None:
    """A document that is withheld has its source, and a Problem says that it has no body."""
    record = one(tmp_path, "<head>1. Report</head><p>[Source: Department of State, Central Files, DEF 7. Secret. 2 pages "
                 "of source text not declassified.]</p>")
    assert record.body is None and "body-missing" in codes(record)
    assert record.marking and record.marking.value.code == "secret"


@pytest.mark.parametrize(
    ("signed", "author"),
    [
        ("<persName>Lyndon B. Johnson</persName>", ["Lyndon B. Johnson"]), ("<persName>Cy</persName>", []),
        ("HHS", []), ("Hal", []), ("A. J. B.", []), ("[File copy not signed]", []), ("John van der Berg", ["John van der Berg"]),
    ],
)
def test_signatures(tmp_path: Path, signed: str, author: list[str]) -> None:
    """Who signed with a whole name is the author; initials and given names name nobody, and a Problem says so."""
    record = one(tmp_path, f"<head>1. Letter</head><p>Words.</p><closer><signed>{signed}</signed></closer>")
    assert names(record, "author") == author and ("signature-unclear" in codes(record)) == (not author)


def test_an_office_below_the_signature(tmp_path: Path) -> None:
    """The office in the line below a signature is the office of who signed."""
    record = one(tmp_path, "<head>1. Letter</head><p>W.</p><closer><signed>George A. Morgan</signed><lb/>"
                 "<hi rend='italic'>Acting Director</hi></closer>")
    [author] = [c.name for c in record.contributions]
    assert (author.phrase.text, [o.text for o in author.offices]) == ("George A. Morgan", ["Acting Director"])


def test_language_of_the_markup(tmp_path: Path) -> None:
    """The language a document's markup states is its language, the file's where it states none."""
    record = one(tmp_path, "<head>1. Bericht</head><p>This is in English words, of which there are many.</p>",
                 'xml:lang="ger"')
    assert record.language == "de"


def test_a_document_without_head_is_not_published(tmp_path: Path) -> None:
    """A document without a head has a Problem that keeps it from being published; the others are read."""
    first, second = records(tmp_path, volume(document("<p>Words.</p>"), document(TELEGRAM, "d2")))
    assert "title-missing" in codes(first) and codes(second) == []


def test_documents_without_identifiers(tmp_path: Path) -> None:
    """Documents without xml:id are known by their number, and two of one number stay two."""
    twice = '<div type="document" n="7"><head>7. Report</head><p>A.</p></div>'
    keys = [part.source.key for part in parts(tmp_path, volume(twice, twice)) if hasattr(part, "source")]
    assert keys == ["file.xml#n7", "file.xml#n7-2"]


def test_an_item_of_white_space(tmp_path: Path) -> None:
    """An item that holds nothing but a space that does not break names nobody."""
    items = "<item>\u00a0</item><item>The Chancellor, Mr. <persName>Jan Roe</persName></item>"
    record = one(tmp_path, f'<head>1. Memorandum of Conversation</head><list type="participants">{items}</list><p>Text.</p>')
    assert [c.name.phrase.text for c in record.attendees] == ["Jan Roe"]


def test_ranks_apart_by_other_white_space(tmp_path: Path) -> None:
    """A rank before a name is no part of it, whatever white space stands between them."""
    record = one(tmp_path, """<head>1. Minutes</head><p>There was <persName>Gen.\u00a0Richard Roe</persName> of the
    <orgName>Red Cross</orgName>, and <persName>Gen. Jane Doe</persName>.</p>""")
    assert [m.value.phrase.text for m in record.mentions] == ["Richard Roe", "Red Cross", "Jane Doe"]
