"""Pages as the wild has them: nothing of the site, of another document or of a later line is said of the document."""

import pytest

from fonds.record.record import Record
from sources.layout_pages import NOTICE, labelled, plain, related, said, search_page
from sources.pages import codes, page, read, told

TITLE = "Telegram from Arne Skaug to Halvard Lange"
LETTER = "Dear Halvard,\n\nThe loan is granted, and the bank is content.\n\nSincerely,\nArne Skaug"


def roles(record: Record, *wanted: str) -> list[tuple[str, str]]:
    """Return who has one of some roles, attendees too."""
    parties = (*record.contributions, *record.attendees)
    return [(each.role, each.name.phrase.text) for each in parties if each.role in wanted]


# ── the tail ─────────────────────────────────────────────────────────────────────────────────────────


def test_long_value_on_the_line_of_its_label() -> None:
    """A notice on its label's line is the notice without the label, however long it is."""
    found = read(labelled(TITLE, "The minister received me.", f"Source: AJ, F. 5, D. {'1' * 300}.", f"Rights: {NOTICE} {NOTICE}"))
    assert found.notice and found.notice.text.value == f"{NOTICE} {NOTICE}"
    assert found.notice.publisher and found.notice.publisher.value.phrase.text == "Example Program"
    assert found.source_line and found.source_line.value.startswith("AJ, F. 5")


def test_source_torn_from_its_label() -> None:
    """A shelf mark below names under empty labels is the source, and no part of the rights."""
    found = read(plain(TITLE, "The minister received me.", "Norway", "Loans--Norway", "AJ, F. 5, D. 12. Translated by Ana Kos.", NOTICE))
    assert found.archival and [unit.number for unit in found.archival.units] == ["5", "12"]
    assert found.notice and found.notice.text.value == NOTICE and roles(found, "translator") == [("translator", "Ana Kos")]
    assert "source-missing" not in codes(found.problems)


def test_archive_by_its_label_beside_a_citation() -> None:
    """Where the source line cannot be taken apart, the label still names the archive, and the line stays the citation."""
    labels = ("Source", "Collected by the village school of Bygdøy.", "Original Archive", "GARF", "Rights", NOTICE)
    found = read(labelled(TITLE, "The minister received me.", *labels))
    assert found.archival and found.archival.archive.phrase.text == "GARF"
    assert "source-unreadable" in codes(found.problems)
    assert found.source_line and found.source_line.value == "Collected by the village school of Bygdøy."


def test_words_behind_the_credit() -> None:
    """What stands behind the credit and no rule reads is told, not dropped."""
    found = read(page(TITLE, LETTER, source="AJ, F. 5, D. 12. Translated by Ana Kos. (“The Loan,” Working Paper 7, Oslo)"))
    unread = [problem.detail for problem in found.problems if problem.code == "line-unread"]
    assert unread == ["“(“The Loan,” Working Paper 7, Oslo)”"] and roles(found, "translator") == [("translator", "Ana Kos")]


def test_values_as_a_browser_of_text_writes_them() -> None:
    """Bullets and numbers of links are no part of a name."""
    found = read(labelled(TITLE, LETTER, "Associated Places", "  * [6]Norway\n  * [7]Oslo", "Source", "AJ, F. 5.", "Rights", NOTICE))
    assert [each.value.phrase.text for each in found.mentions] == ["Norway", "Oslo"]


# ── head and body ────────────────────────────────────────────────────────────────────────────────────


def test_foreign_summary_above_a_lost_title() -> None:
    """Another document's summary is not the text, even where the title below it was lost."""
    found = read(related("", "The talks in Oslo did not go well. We shall meet again."))
    assert found.body and "Kaunda" not in found.body.value and [d.date.value.edtf for d in found.dates] == ["1962-05-05"]
    assert {"title-missing", "related-left-out"} <= set(codes(found.problems))


def test_summary_of_two_paragraphs_below_a_letter() -> None:
    """All that stands below a letter's ending is its summary."""
    found = read(page(TITLE, LETTER, summary="Skaug tells Lange of a loan.\n\nHe praises the bank."))
    assert found.summary and found.summary.value == "Skaug tells Lange of a loan.\n\nHe praises the bank."
    assert found.body and found.body.value.endswith("Arne Skaug")


@pytest.mark.parametrize(
    "last", ["GROMYKO: The loan is granted.", "Cde. Suslov speaks of the loan.", "3 See the note of the bank.", "(b) The bank agrees.",
             "SUSLOV. That is so.", "The bank will send you the money."]
)
def test_last_words_of_a_text_are_no_summary(last: str) -> None:
    """A speaker's words, what is said to somebody, comrades, footnotes and list items belong to the text."""
    found = read(page("Minutes of the Politburo Meeting", f"The session begins at noon.\n\n{last}"))
    assert found.summary is None and found.body and found.body.value.endswith(last)


def test_summary_that_quotes() -> None:
    """Words in quotes are the document's own, so that a summary may have "we" in them."""
    summary = "Skaug tells Lange that “we shall pay you in May” and no sooner."
    assert told(page(TITLE, "The minister received me at noon.", summary=summary))["summary"] == summary


@pytest.mark.parametrize("formats", ["English HTML\nRussian - Scan", "English\nHTML", "Russian PDF\nEnglish (Text)", "- English | PDF"])
def test_formats_are_not_the_text(formats: str) -> None:
    """Languages and formats the page is offered in are not the text, in whatever way the site writes them."""
    text = search_page(TITLE, "The minister received me at noon.").replace("English HTML", formats)
    assert said(text)["body"] == "The minister received me at noon."


def test_office_in_the_salutation_names_nobody() -> None:
    """"Mr. President" is another person in every letter, so that nobody is addressed by it."""
    found = read(page("Letter from Arne Skaug", "Dear Mr. President:\n\nThe loan is granted.\n\nSincerely,\nArne Skaug"))
    assert roles(found, "addressee") == [] and found.salutation is None


def test_towns_of_a_cable_are_no_parties() -> None:
    """"From: Havana" says where a cable comes from, not who sent it."""
    found = read(page("Telegram No. 7", "From: Havana\nTo: Cairo\n\nThe loan is granted."))
    assert roles(found, "sender", "addressee") == []


@pytest.mark.parametrize(
    ("lines", "marking"),
    [
        ("Top Secret\n\nSpecial File", "top-secret"), ("TOP SECRET/SENSITIVE/EXCLUSIVELY EYES ONLY", "top-secret"),
        ("Strictly confidential!", "confidential"), ("Секретно", "secret"), ("Secret/Harvest", ""),
    ],
)
def test_markings_and_how_to_handle_a_paper(lines: str, marking: str) -> None:
    """How a paper is kept or passed on does not contradict how secret it is; other words beside it make no marking."""
    found = read(page(TITLE, f"{lines}\n\nThe minister received me at noon."))
    assert (found.marking.value.code if found.marking else "") == marking
    assert "marking-contradiction" not in codes(found.problems)


def test_own_number_below_a_letterhead() -> None:
    """The lines of a letterhead are not the name of who issued a numbered telegram."""
    found = read(page(TITLE, "Ministry of Foreign Affairs\nSecret Cipher Department\nIncoming Telegram No. 342\n\nThe loan is granted."))
    assert not any("Cipher" in str(each.target) for each in found.citations)


# ── titles ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "genre", "parties"),
    [
        ("Record of Conversation between Polish Delegation, led by Jan Nowak, and Chinese Prime Minister Zhou Enlai",
         "memorandum-of-conversation", ["participant: Polish Delegation", "participant: Zhou Enlai [Chinese Prime Minister]"]),
        ("Telegram from the Norwegian Embassy in Lima (Per Vik), 6 p.m., Sunday", "telegram",
         ["sender: Norwegian Embassy in Lima"]),
        ("Working Notes from the Session of the CPSU CC Presidium", "note", []),
        ("Notes from the Meeting with Foreign Guests", "memorandum-of-conversation", ["participant: Foreign Guests"]),
        ("Memorandum of Conversation, Henry Kissinger and Zhou Enlai", "memorandum-of-conversation",
         ["participant: Henry Kissinger", "participant: Zhou Enlai"]),
        ("Memorandum of Conversation, Norwegian Embassy, Lima", "memorandum-of-conversation", []),
        ("Norwegian Academy of Sciences, Institute of Botany, Letter to the State Council", "letter",
         ["addressee: State Council", "sender: Norwegian Academy of Sciences, Institute of Botany"]),
        ("KGB Report, \"On the Harvest\"", "report", []), ("Stasi Note: “On the Harvest”", "note", []),
        ("CPSU Central Committee Politburo Decision, 'On the Harvest'", "decree", []),
        ("Norwegian Record of Conversation at the Malta Summit", "memorandum-of-conversation", []),
        ("Telephonogram from Per Vik to Ole Dahl", "message", ["addressee: Ole Dahl", "sender: Per Vik"]),
        ("Protocol of the Eighth Session of the Harvest Committee", "minutes", ["participant: Harvest Committee"]),
        ("Письмо А. П. Чехова О. Л. Книппер", "letter", ["addressee: О. Л. Книппер", "sender: А. П. Чехова"]),
        ("Dépêche de l'ambassadeur de France à Berlin à Delcassé", "despatch",
         ["addressee: Delcassé", "sender: ambassadeur de France à Berlin"]),
    ],
)
def test_titles_of_pages(title: str, genre: str, parties: list[str]) -> None:
    """A title gives its genre and its parties, and what is no party stays out of them."""
    found = told(page(title, "The minister spoke of the harvest at length."))
    names = [f"{role}: {name}" for role in ("addressee", "participant", "sender") for name in found.get(role, ())]  # type: ignore[attr-defined]
    assert (found.get("genre"), names) == (genre, parties)


def test_audience_behind_the_name_of_a_body() -> None:
    """A note of an audience is the record of a talk also where its ministry stands first: nobody sent it to anybody."""
    found = told(page("Norwegian Foreign Ministry, Note of Audience with the Ambassador of Iran", "Text."))
    assert found["genre"] == "memorandum-of-conversation" and "Ambassador of Iran" in str(found["participant"])
    assert not {"sender", "addressee"} & set(found)


def test_session_of_two_parties_is_no_treaty() -> None:
    """The protocol of a session is its minutes, whoever the committee is between."""
    assert told(page("Protocol of the Third Session of the Committee between Norway and Peru", "Text."))["genre"] == "minutes"
    assert told(page("Protocol between Norway and Peru on Trade", "Text."))["genre"] == "treaty"


# ── credits ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("credit", "parties"),
    [
        ("Obtained by Dai Chaowu and translated by 7Brands.", ["provider: Dai Chaowu", "translator: 7Brands"]),
        ("Obtained by William Burr under MDR.", ["provider: William Burr"]),
        ("Translated from Bulgarian by Assistant Professor Kalina Bratanova; edited by Dr. Jordan Baev.",
         ["editor: Jordan Baev", "translator: Kalina Bratanova"]),
        ("Translated by Ana Kos of the Example Center.", ["translator: Ana Kos"]),
        ("Obtained and translated by NHK (Japanese Television of the\nTokyo studios); translation by Ana Kos, slightly revised.",
         ["provider: NHK", "translator: Ana Kos", "translator: NHK"]),
    ],
)
def test_credits_in_the_wild(credit: str, parties: list[str]) -> None:
    """A name ends where what it was done under begins, and every translator of a source line is one."""
    found = read(page(TITLE, LETTER, source=f"AJ, F. 5, D. 12. {credit}"))
    assert sorted(": ".join(each) for each in roles(found, "translator", "provider", "editor")) == parties


def test_credit_is_one_line() -> None:
    """A credit that the file breaks is shown as one line, and rests on the words as they stand."""
    text = page(TITLE, LETTER, source="Archives of the Ministry of Foreign Affairs, F. 5. Translated for\nCWIHP by Ana Kos.")
    found = read(text)
    assert found.credit and found.credit.value == "Translated for CWIHP by Ana Kos."
    assert found.credit.span.of(text) == "Translated for\nCWIHP by Ana Kos."


def test_folder_behind_the_file() -> None:
    """"P." behind fond and opis is the folder of a Soviet archive, not a page."""
    found = read(page(TITLE, LETTER, source="AVPRF, F. 059a, Op. 5a, D. 3, P. 11."))
    assert found.archival and found.archival.pages is None
    assert [f"{unit.label} {unit.number}" for unit in found.archival.units] == ["F. 059a", "Op. 5a", "D. 3", "P. 11"]


UNSEEN: dict[str, tuple[str, str]] = {
    "zero-width spaces between blocks": ("\n\n", "\n\u200b\n"), "marks of direction beside lines": ("\n", "\u200e\n\u200f"),
    "carriage returns": ("\n", "\r"), "byte-order marks between blocks": ("\n\n", "\n\ufeff\n"),
}


@pytest.mark.parametrize("marks", UNSEEN)
def test_marks_nobody_sees(marks: str) -> None:
    """A page says the same whatever marks nobody sees stand beside its lines."""
    text = labelled(TITLE, LETTER, "Source", "AJ, F. 5, D. 12.", "Rights", NOTICE, summary="Skaug writes that the loan is granted.")
    found, marked = said(text), said(text.replace(*UNSEEN[marks]))
    assert found.pop("body") and marked.pop("body")
    assert marked == found
