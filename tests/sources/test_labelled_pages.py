"""Pages whose labels kept their values: each value is its label's, and fits it, or is told as belonging to nothing."""

import pytest

from sources.layout_pages import NOTICE, RIGHTS, labelled, said
from sources.pages import read

LETTER = "Letter from Janez Stanovnik to U Thant"
BODY = "Dear Sir,\n\nThe committee will meet in May.\n\nIt will meet again."
COMMON: dict[str, object] = {
    "layout": "archive-page-labelled", "genre": "letter", "sender": ["Janez Stanovnik"], "addressee": ["U Thant"],
    "title": LETTER, "dates": ["1962-05-05 heading"], "body": BODY, "summary": "Stanovnik announces meetings.",
}


def letter(*labels: str, **more: object) -> str:
    """Return a letter with these labels below the tail's heading."""
    return labelled(LETTER, BODY, *labels, summary="Stanovnik announces meetings.", **more)  # type: ignore[arg-type]


def test_all_labels_with_values() -> None:
    """Every label gives its field: author, mentions, topics, source, notice, upload day, language, number, donors."""
    text = letter(
        "Source", "Arhiv Jugoslavije, F. 5, D. 12. Translated from Slovenian by Ana Kos.", "Original Archive",
        "Archives of Yugoslavia", "Rights", RIGHTS, "Original Uploaded Date", "2011-11-20", "Type", "Letter", "Language",
        "Slovenian", "Record ID", "116131", "Donors", "Leon Levy Foundation", "Carnegie Corporation of New York",
        credit="This document was made possible with support from Leon Levy Foundation",
        before=("Author(s):", "Stanovnik, Janez", "1922- 2020", "Associated Places", "Geneva", "Malta",
                "Subjects Discussed", "United Nations--Committees"),
    )
    assert said(text) == COMMON | {
        "author": ["Janez Stanovnik"], "mentions": ["Geneva", "Malta"], "keywords": ["United Nations--Committees"],
        "source": "Arhiv Jugoslavije, F. 5, D. 12.", "archive": "Arhiv Jugoslavije", "units": ["F. 5", "D. 12"],
        "notice": NOTICE, "uploaded": "2011-11-20", "original language": "sl", "identifier": "116131",
        "translator": ["Ana Kos"], "funder": ["Leon Levy Foundation", "Carnegie Corporation of New York"],
        "collection": "Reading Room", "publisher": ["Example Program"],
    }


def test_values_on_the_labels_lines() -> None:
    """A value may stand behind its label's colon, several names cut at semicolons; the order of labels is free."""
    text = letter(
        "Record ID: 116131\nLanguage: Russian\nType: Letter\nOriginal Uploaded Date: 2011-11-20\n"
        "Author(s): Stanovnik, Janez; Vrhovec, Josip\nSource: Arhiv Jugoslavije, F. 5, D. 12.\n"
        f"Rights: {NOTICE}\nDonor: Leon Levy Foundation",
    )
    assert said(text) == COMMON | {
        "author": ["Janez Stanovnik", "Vrhovec, Josip"], "source": "Arhiv Jugoslavije, F. 5, D. 12.",
        "archive": "Arhiv Jugoslavije", "units": ["F. 5", "D. 12"], "notice": NOTICE, "uploaded": "2011-11-20",
        "original language": "ru", "identifier": "116131", "funder": ["Leon Levy Foundation"],
        "collection": "Reading Room", "publisher": ["Example Program"],
    }


def test_without_blank_lines_with_crlf_and_a_byte_order_mark() -> None:
    """How the page was saved changes nothing of what its labels say."""
    labels = ("Source", "Arhiv Jugoslavije, F. 5, D. 12.", "Rights", NOTICE, "Record\u00a0ID", "116131", "Language", "Russian")
    blank = letter(*labels)
    tight = blank.replace("\n\n", "\n")
    expected = said(blank)
    assert expected["identifier"] == "116131" and expected["original language"] == "ru"
    assert said("\ufeff" + blank.replace("\n", "\r\n")) == expected | {"body": BODY.replace("\n", "\r\n")}
    assert said(tight) == expected | {"body": BODY.replace("\n\n", "\n")}


def test_donor_after_an_empty_label() -> None:
    """A funder of the credit below "Record ID" or below an author's label is that funder again, and nothing else."""
    credit = "This document was made possible with support from Leon Levy Foundation"
    for labels in (("Record ID", "Leon Levy Foundation"), ("Author(s):", "Leon Levy Foundation")):
        found = said(letter("Arhiv Jugoslavije, F. 5.", NOTICE, *labels, credit=credit))
        assert found["funder"] == ["Leon Levy Foundation"]
        assert "author" not in found and "identifier" not in found and "problems" not in found


def test_language_of_the_text() -> None:
    """"Language: English" at a translation speaks of the text; at a text in English, of the document."""
    translated = said(letter("Source", "AJ, F. 5. Translated by Ana Kos.", "Rights", NOTICE, "Language", "English"))
    assert "original language" not in translated and "problems" not in translated
    assert said(letter("Source", "AJ, F. 5.", "Rights", NOTICE, "Language", "English"))["original language"] == "en"


def test_language_that_differs_from_the_credit() -> None:
    """The translator's credit is kept, and the label that differs is told."""
    found = said(letter("Source", "AJ, F. 5. Translated from Czech by Ana Kos.", "Rights", NOTICE, "Language", "Polish"))
    assert (found["original language"], found["problems"]) == ("cs", ["language-contradiction"])


@pytest.mark.parametrize(("label", "value"), [("Language", "Klingonish"), ("Type", "Bananas"), ("Original Classification", "Red")])
def test_word_that_is_no_value(label: str, value: str) -> None:
    """A word that is no language, no kind of document and no marking is told, and says nothing."""
    found = said(letter("Source", "AJ, F. 5.", "Rights", NOTICE, "Record ID", "17", label, value))
    assert found["problems"] == ["line-unread"]
    assert "original language" not in found and "marking" not in found and found["genre"] == "letter"


def test_type_gives_the_genre() -> None:
    """"Type" is the genre where the title has none, and says whether its names met or wrote to each other."""
    text = labelled("Stanovnik and U Thant in Geneva", "They met.\n\nThey parted.", "Source", "AJ, F. 5.", "Type",
                    "Memorandum of Conversation", summary="They talk.")
    found = said(text)
    assert found["genre"] == "memorandum-of-conversation" and "sender" not in found
    record = read(text)
    assert record.genre and (record.genre.span.of(text), record.genre.evidence.rule) == (
        "Memorandum of Conversation", "label-type")
    assert said(letter("Source", "AJ, F. 5.", "Type", "Report"))["genre"] == "letter"


def test_classification_gives_the_marking() -> None:
    """"Original Classification" is the marking where the text bears none."""
    assert said(letter("AJ, F. 5.", "Original Classification", "Top Secret"))["marking"] == "top-secret"
    above = labelled(LETTER, f"Secret\n\n{BODY}", "AJ, F. 5.", "Original Classification", "Top Secret", summary="He writes.")
    assert said(above)["marking"] == "secret"


def test_archive_of_a_printed_text() -> None:
    """Where the source is a book, the label names the archive that holds the document."""
    found = said(letter("Source", "A. Petrov, Gody (Moscow: Nauka, 1999), p. 5.", "Original Archive", "Arhiv Jugoslavije",
                        "Rights", NOTICE))
    assert (found["archive"], found["book"], found["book pages"]) == ("Arhiv Jugoslavije", "Gody", "5")
    assert "units" not in found


def test_names_in_other_scripts() -> None:
    """Names in Cyrillic and Chinese letters under a label are names as they stand."""
    found = said(letter("Source", "РГАНИ, ф. 5, оп. 30, д. 12.", "Rights", NOTICE, "Author(s):", "Громыко, Андрей",
                        "毛泽东", "Associated Places", "Пекин"))
    assert found["author"] == ["Громыко, Андрей", "毛泽东"] and found["mentions"] == ["Пекин"]


def test_notice_variants() -> None:
    """Whatever stands under "Rights" as a sentence is the notice, and words that are none are not."""
    for notice in ("Public domain.", "© Archives of Malta 1999", "This text may be used for teaching by anybody."):
        assert said(letter("Source", "AJ, F. 5.", "Rights", notice, "Record ID", "17"))["notice"] == notice
    assert "notice" not in said(letter("Source", "AJ, F. 5.", "Rights", "Malta", "Record ID", "17"))


def test_source_of_several_lines() -> None:
    """A source that the file breaks is one line of words, and the credit below it is the translator's."""
    found = said(letter("Source", "Arhiv Jugoslavije, F. 5,\nD. 12.\nTranslated by Ana Kos.", "Rights", NOTICE))
    assert found["source"] == "Arhiv Jugoslavije, F. 5, D. 12." and found["translator"] == ["Ana Kos"]


def test_source_cut_before_the_credit() -> None:
    """What joined the source to the credit is left out with it."""
    found = said(letter("Source", "Arhiv Jugoslavije, F. 5. Obtained by Jan Novak and translated by Ana Kos.", "Rights", NOTICE))
    assert found["source"] == "Arhiv Jugoslavije, F. 5."


def test_evidence_of_values() -> None:
    """Each value rests on its own words in the file."""
    text = letter("Source", "AJ, F. 5.", "Language", "Russian", "Record ID", "116131", "Author(s):", "Stanovnik, Janez")
    record = read(text)
    assert record.identifier and record.identifier.span.of(text) == "116131"
    assert record.original_language and record.original_language.span.of(text) == "Russian"
    authors = [each for each in record.contributions if each.role == "author"]
    assert [each.evidence.spans[0].of(text) for each in authors] == ["Stanovnik, Janez"]
    assert [each.name.phrase.text for each in authors] == ["Janez Stanovnik"]


def test_line_below_a_value_on_the_labels_line() -> None:
    """Where a value stands on its label's line, the lines below it are not the label's."""
    found = said(letter("AJ, F. 5.", NOTICE, "Author(s): Stanovnik, Janez\nGeneva\nMeetings"))
    assert found["author"] == ["Janez Stanovnik"] and found["problems"] == ["line-unread"]
