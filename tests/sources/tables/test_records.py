"""Rows of tables become records: each field where the columns put it, each value on its words."""

import re
from pathlib import Path

import pytest

from fonds.record.evidence import Evidence, Found
from fonds.record.names import Phrase
from fonds.record.record import Record
from fonds.record.references import CitedDocument
from sources.tables.sheets import parts, previews, record, records, said, write

LETTERS = {
    "id": "Nr", "separator": ";",
    "columns": {
        "title": "Titel", "date": "Datum", "sender": "Von", "addressee": "An", "place": "Ort", "summary": "Inhalt",
        "mentions": "Personen", "archive": "Archiv", "reference": "Signatur",
    },
    "iris": {"sender": "GND", "mentions": "GND 2"},
}
HEADER = "Nr;Titel;Datum;Von;GND;An;Ort;Inhalt;Personen;GND 2;Archiv;Signatur;Kiste\n"


def test_every_mapped_column_is_a_field(tmp_path: Path) -> None:
    """A row says what its columns say, under the row's own id."""
    row = (
        "7;Brief;1979-12-27;Paul Klee;http://d-nb.info/gnd/118562827;Wassily Kandinsky;Bern;Grüße.;Franz Marc;;"
        "SAPMO-BArch;DY 30/1234;12\n"
    )
    path = write(tmp_path, HEADER + row)
    (part,) = parts(path, letters=LETTERS)
    (one,) = records(path, letters=LETTERS)
    assert part.source.key == "main:letters.csv#7" and part.line == 2
    assert one.title and one.title.value == "Brief"
    assert [dated.date.value.edtf for dated in one.dates] == ["1979-12-27"]
    assert said(one) == {"sender": ["Paul Klee"], "addressee": ["Wassily Kandinsky"]}
    assert [iri.text for iri in one.contributions[0].name.same_as] == ["http://d-nb.info/gnd/118562827"]
    assert one.place_written and one.place_written.value.phrase.text == "Bern"
    assert one.summary and one.summary.value == "Grüße."
    assert [found.value.phrase.text for found in one.mentions] == ["Franz Marc"]
    assert one.archival and one.archival.archive.phrase.text == "SAPMO-BArch"
    assert [found.value for found in one.identifiers] == ["7"]


def test_every_quote_is_the_words_it_stands_for(tmp_path: Path) -> None:
    """Evidence of a row points at the very words of its text, whatever stands around them in the cell."""
    row = '1;" A  B ";1979;" Klee ; Marc ";;"Kandinsky;Macke";Bern;"a\nb";;;;;\n'
    one = record(tmp_path, HEADER + row, letters=LETTERS)
    page = one.source.page
    for contribution in one.contributions:
        assert contribution.name.phrase.span.of(page) == contribution.name.phrase.text
    assert said(one) == {"sender": ["Klee", "Marc"], "addressee": ["Kandinsky", "Macke"]}
    for found in (one.title, one.summary, one.dates[0].date):
        assert isinstance(found, Found) and isinstance(found.evidence, Evidence)
        assert found.span.of(page).strip() == found.span.of(page) != ""


def test_unread_columns_stay_in_the_text_and_say_nothing(tmp_path: Path) -> None:
    """A column that is no field is written out in the record's text and is in no statement."""
    path = write(tmp_path, "title,date,box\nLetter,1979,=HYPERLINK(1)\n")
    told, preview = previews(path)
    assert [problem.code for problem in told.problems] == ["table-column-unread"]
    assert preview.row and "box: =HYPERLINK(1)" in preview.row.page_text
    assert b"HYPERLINK" not in preview.row.own and b'"exact":"=HYPER' not in preview.row.evidence


def test_headers_of_dublin_core_and_schema_org_need_no_mapping(tmp_path: Path) -> None:
    """dc:, dcterms: and schema: headers, and the names of our fields, are taken as they are."""
    text = "dc:title,dcterms:created,schema:sender,Addressee,DC:Language\nA letter,1979-12,Klee,Marc,German\n"
    one = record(tmp_path, text)
    assert one.title and one.title.value == "A letter" and one.dates[0].date.value.edtf == "1979-12"
    assert said(one) == {"sender": ["Klee"], "addressee": ["Marc"]}
    assert one.original_language and one.original_language.value == "de"


def test_a_title_is_supplied_where_there_is_none(tmp_path: Path) -> None:
    """A row with sender and addressee has a title made of their words and the date; one with nobody has none."""
    path = write(tmp_path, "sender,addressee,date\nKlee,Marc,1914-05-01\n,,1914\n")
    first, second = records(path)
    assert first.title and first.title.value == "Klee to Marc, 1914-05-01"
    assert first.title.evidence.status == "normalised" and first.genre and first.genre.value == "correspondence"
    assert second.title is None and "title-missing" in {problem.code for problem in second.problems}


def test_a_title_tells_who_wrote_where_no_column_does(tmp_path: Path) -> None:
    """Where no cell names a party the title is read as a page's title is; where it contradicts a cell, it is not."""
    title = "Letter from A. Gromyko to the Foreign Ministry"
    assert said(record(tmp_path, f"title,date\n{title},1979\n")) == {
        "sender": ["A. Gromyko"], "addressee": ["Foreign Ministry"]
    }
    assert said(record(tmp_path, f"title,date,sender\n{title},1979,Klee\n")) == {"sender": ["Klee"]}


def test_only_letters_have_sender_and_addressee(tmp_path: Path) -> None:
    """A conversation's row with a sender is told and has none; its participants are attendees."""
    text = "title,genre,sender,participants,date\nTalk,memorandum of conversation,Klee,Gromyko,1979\n"
    one = record(tmp_path, text)
    assert said(one) == {"participant": ["Gromyko"]}
    (problem,) = [each for each in one.problems if each.code == "table-party-misplaced"]
    assert problem.detail == "row 2, column 'sender': “Klee (memorandum-of-conversation)”"


@pytest.mark.parametrize(
    ("cell", "edtf"),
    [
        ("1979-12-27", ["1979-12-27"]), ("1979-12-27T10:30:00Z", ["1979-12-27"]), ("27 December 1979", ["1979-12-27"]),
        ("c. 1950", ["1950~"]), ("1979?", ["1979?"]), ("1979-05/1980", ["1979-05/1980"]), ("197X", ["[1970..1979]"]),
        ("[1979-12-27,1980-01]", ["1979-12-27", "1980-01"]), ("27.12.1979", ["1979-12-27"]),
        ("5. März 1971", ["1971-03-05"]), ("27/12/1979", []), ("1979-02-30", []), ("n.d.", []),
    ],
)
def test_dates_are_read_or_told(tmp_path: Path, cell: str, edtf: list[str]) -> None:
    """ISO, EDTF and words are dates at their own precision; what is none is a Problem with its row and column."""
    one = record(tmp_path, f'title,date\nLetter,"{cell}"\n')
    assert [dated.date.value.edtf for dated in one.dates] == edtf
    told = [problem.detail for problem in one.problems if problem.code == "table-date-unreadable"]
    assert told == ([f"row 2, column 'date': “{cell}”"] if not edtf and cell != "n.d." else [])


def test_figures_alone_are_dates_where_the_mapping_says_their_order(tmp_path: Path) -> None:
    """3/4/1979 is a day in April or in March as the mapping says, and a Problem where it says nothing."""
    columns = {"title": "t", "date": "d"}
    for order, edtf in (("day-first", "1979-04-03"), ("month-first", "1979-03-04")):
        one = record(tmp_path, "t,d\nLetter,3/4/1979\n", letters={"dates": order, "columns": columns})
        assert [dated.date.value.edtf for dated in one.dates] == [edtf]


def test_a_cell_is_one_name_without_a_separator(tmp_path: Path) -> None:
    """Commas do not divide a name; what looks like several is told and kept whole."""
    path = write(tmp_path, 'sender,date\n"Adenauer, Konrad",1950\nGromyko and Stalin,1950\nSmith & Sons,1950\n')
    first, second, third = records(path)
    assert [said(each)["sender"] for each in (first, second, third)] == [
        ["Adenauer, Konrad"], ["Gromyko and Stalin"], ["Smith & Sons"]
    ]
    assert first.contributions[0].name.kind == "person"
    assert ["table-cell-several" in {p.code for p in each.problems} for each in (first, second)] == [False, True]


def test_iris_stay_with_their_names(tmp_path: Path) -> None:
    """The n-th address is the n-th name's, an empty one keeps its place; where the numbers differ none is used."""
    path = write(tmp_path, HEADER + (
        "1;T;1979;A. Klee;;;;;Franz Marc;https://d-nb.info/gnd/1 http://www.wikidata.org/entity/Q2;;;\n"
        '2;T;1979;A. Klee;;;;;"Franz Marc;August Macke;Gabriele Münter";"https://a.example/1;;https://a.example/3";;;\n'
        '3;T;1979;A. Klee;;;;;"Franz Marc;August Macke";https://a.example/1;;;\n'
        "4;T;1979;A. Klee;118562827;;;;;;;;\n"
    ))
    one, two, three, four = records(path, letters=LETTERS)

    def iris(each: Record) -> list[list[str]]:
        return [[iri.text for iri in found.value.same_as] for found in each.mentions]

    assert iris(one) == [["https://d-nb.info/gnd/1", "http://www.wikidata.org/entity/Q2"]]
    assert iris(two) == [["https://a.example/1"], [], ["https://a.example/3"]]
    assert iris(three) == [[], []] and four.contributions[0].name.same_as == ()
    for each, place in ((three, "row 4, column 'GND 2'"), (four, "row 5, column 'GND'")):
        assert [p.detail[: len(place)] for p in each.problems if p.code == "table-iri-unreadable"] == [place]
    phrase: Phrase = two.mentions[2].value.same_as[0]
    assert phrase.span.of(two.source.page) == phrase.text


def test_an_archive_stands_though_its_reference_has_no_known_form(tmp_path: Path) -> None:
    """The archive's column names the archive; a reference no grammar knows stays whole as the citation."""
    text = "title,date,archive,reference\nLetter,1979,Stadtarchiv Bern,xyz-4711 abc\n"
    one = record(tmp_path, text)
    assert one.archival and one.archival.archive.phrase.text == "Stadtarchiv Bern"
    assert one.archival.whole.text == "Stadtarchiv Bern, xyz-4711 abc"
    known = record(tmp_path, 'title,date,archive,reference\nLetter,1979,TsKhSD,"F. 89, P. 14, D. 32"\n')
    assert known.archival and [unit.number for unit in known.archival.units] == ["89", "14", "32"]


@pytest.mark.parametrize("nothing", ["", "-", "n/a", "unknown", "[unbekannt]", "NaN", "None"])
def test_words_for_nothing_say_nothing(tmp_path: Path, nothing: str) -> None:
    """A cell that says that nothing is known makes no statement."""
    one = record(tmp_path, f"title,date,sender,place\nLetter,1979,{nothing},{nothing}\n")
    assert said(one) == {} and one.place_written is None


def test_a_body_keeps_its_lines(tmp_path: Path) -> None:
    """A text in a cell is published as it stands, line ends and all."""
    one = record(tmp_path, 'title,date,text,rights,url\nLetter,1979,"Dear X,\n\nyours",© Y,https://a.example/1\n')
    assert one.body and one.body.value == "Dear X,\n\nyours" == one.body.span.of(one.source.page)
    assert one.notice and one.notice.text.value == "© Y"
    assert [found.value for found in one.addresses] == ["https://a.example/1"]


def test_rows_pass_the_rules_of_the_model(tmp_path: Path) -> None:
    """Rows with every field are published without breaking any rule of the model."""
    text = (
        "id,title,date,date-sent,date-received,genre,sender,addressee,author,place,place-received,summary,body,language,"
        "archive,reference,identifier,subjects,places,mentions,keywords,extent,rights,url\n"
        '1,A letter,1979-12,1979-12-27,1980-01-02?,letter,Paul Klee,Franz Marc,Paul Klee,Bern,Munich,About art.,Dear Franz,'
        'de,TsKhSD,"F. 89, P. 14",X 1,art,Bern,August Macke,painting,2 pages,All rights reserved.,https://a.example/1\n'
    )
    (preview,) = previews(write(tmp_path, text))
    assert preview.row is not None, preview.problems
    assert not [problem for problem in preview.problems if problem.severity != "note"]
    own = preview.row.own.decode()
    for words in ("dateReceived", "placeReceived", "keywords", "materialExtent", "schema.org/url", "holdingArchive"):
        assert re.search(words, own), words


def test_a_name_with_the_surname_first_is_spoken_too(tmp_path: Path) -> None:
    """ "Bahr, Egon" is written so and spoken the other way round; years of life are no part of what is spoken."""
    one = record(tmp_path, 'sender,addressee,date\n"Bahr, Egon, 1922-2015","Smith, Jones and Sons",1971\n')
    found = [(each.name.phrase.text, each.name.full and each.name.full.text) for each in one.contributions]
    assert found == [("Bahr, Egon, 1922-2015", "Egon Bahr"), ("Smith, Jones and Sons", None)]
    assert one.title and one.title.value == "Egon Bahr to Smith, Jones and Sons, 1971"


def test_a_title_speaks_of_what_the_cells_are_silent_on(tmp_path: Path) -> None:
    """Empty cells of sender and addressee leave the title its word; a part that a cell states is the cell's."""
    rows = 'title,sender,addressee,date\nLetter from Ann Lee to Bo Ray,,,1950\nLetter from Ann Lee to Bo Ray,"Lee, Ann",,1950\n'
    found = [sorted((c.role, c.name.phrase.text) for c in one.contributions) for one in records(write(tmp_path, rows, "a.csv"))]
    assert found == [
        [("addressee", "Bo Ray"), ("sender", "Ann Lee")], [("addressee", "Bo Ray"), ("sender", "Lee, Ann")],
    ]


def test_what_the_text_of_a_row_refers_to(tmp_path: Path) -> None:
    """A telegram named in the text of a letter's row is a citation of the row's document."""
    text = "title,date,text\nTelegram from Ann Lee to Bo Ray,1950,Reference your telegram No. 12 of 2 January 1950.\n"
    (cited,) = record(tmp_path, text).citations
    assert isinstance(cited.target, CitedDocument) and cited.target.key == "1950-01-02-telegram-12"
