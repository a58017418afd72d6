"""Minutes, conversations, decrees, reports and damaged pages: all that each says, and nothing else."""

from sources.pages import page, told
from sources.test_letters import usual


def test_minutes() -> None:
    """Minutes have no sender, but the body that met; an archival reference may spell its levels out."""
    text = page(
        "Minutes of the Meeting of the Politburo of the CC CPSU",
        "BREZHNEV. We have to decide the question today.\n\nKOSYGIN. I agree.",
        summary="The Politburo discusses the question of aid.", source="RGASPI, fond 89, perechen 25, delo 1.",
    )
    assert told(text) == usual(
        title="Minutes of the Meeting of the Politburo of the CC CPSU", genre="minutes",
        summary="The Politburo discusses the question of aid.", archive="RGASPI",
        units=["fond 89", "perechen 25", "delo 1"], participant=["Politburo of the CC CPSU"],
        **{"issuing-body": ["Politburo of the CC CPSU"]},
    )


def test_conversation() -> None:
    """A conversation has attendees with their offices; a place behind them is no attendee."""
    text = page(
        "Memorandum of Conversation between Henry Kissinger and Soviet Ambassador A. F. Dobrynin, Washington, May 5, 1972",
        "The Ambassador said that the talks had gone well.", date="May 5, 1972", summary="They talk about the summit.",
        source="National Archives, RG 59, Box 12, Folder 3.",
    )
    assert told(text) == usual(
        title="Memorandum of Conversation between Henry Kissinger and Soviet Ambassador A. F. Dobrynin, Washington, May "
        "5, 1972",
        genre="memorandum-of-conversation", dates=["1972-05-05 heading"], summary="They talk about the summit.",
        archive="National Archives", units=["RG 59", "Box 12", "Folder 3"],
        participant=["Henry Kissinger", "A. F. Dobrynin [Soviet Ambassador]"], problems=["name-left-out"],
    )


def test_conversation_of_one_with_another() -> None:
    """"Of X with Y" names two attendees, and a bulletin is no archive and no book by an author."""
    text = page(
        "Record of Conversation of A. Gromyko with the Ambassador of Iran", "He came at his own request.",
        summary="Gromyko receives the ambassador.",
        source="Cold War International History Project Bulletin, Issue 8-9 (Winter 1996/97), p. 123.",
    )
    assert told(text) == usual(
        "archive", "units", title="Record of Conversation of A. Gromyko with the Ambassador of Iran",
        genre="memorandum-of-conversation", summary="Gromyko receives the ambassador.",
        participant=["A. Gromyko", "Ambassador of Iran"], problems=["source-unreadable"],
    )


def test_two_in_a_conversation() -> None:
    """"The President and Secretary of State Rusk" are two where a conversation needs two."""
    said = told(
        page(
            "Memorandum of Telephone Conversation between the President and Secretary of State Rusk",
            "The President called at noon.", summary="They speak.",
        )
    )
    assert said["participant"] == ["President", "Rusk [Secretary of State]"] and "sender" not in said


def test_talk_with_a_dateline() -> None:
    """A dateline on the record of a talk dates it, and is not where it was written."""
    said = told(page("Record of Conversation between Tito and Stalin", "They met.\n\nMoscow, 5 May 1962",
        summary="They meet."))
    assert said["dates"] == ["1962-05-05 heading", "1962-05-05 dateline"] and "place written" not in said


def test_decree() -> None:
    """What a decree is "of" did not send it; pages of a file are no unit of the archive."""
    text = page(
        "Decree of the Presidium of the Supreme Soviet on the Transfer of the Crimean Oblast",
        "Considering the commonality of the economy, the Presidium decrees that the transfer be approved.",
        date="February 19, 1954", source="GARF, f. 7523, op. 57, d. 963, ll. 1-10.",
    )
    assert told(text) == usual(
        title="Decree of the Presidium of the Supreme Soviet on the Transfer of the Crimean Oblast", genre="decree",
        dates=["1954-02-19 heading"], about=["the Transfer of the Crimean Oblast"], archive="GARF",
        units=["f. 7523", "op. 57", "d. 963"], problems=["summary-missing"],
        **{"issuing-body": ["Presidium of the Supreme Soviet"]},
    )


def test_infinitive_names_nobody() -> None:
    """"Order to Withdraw Troops from Hungary" has neither sender nor addressee."""
    said = told(page("Order to Withdraw Troops from Hungary", "They are to leave at once.", summary="An order."))
    assert said == usual(title="Order to Withdraw Troops from Hungary", genre="decree", summary="An order.")


def test_report_in_an_edited_book() -> None:
    """"By" names the author of a report, and editors of a book are not its authors."""
    text = page(
        "Report by the Special Commission on Cultural Relations to the Central Committee",
        "The exchanges of students grew in number during the last year.", summary="The commission reports.",
        source="Odd Arne Westad and Sophie Quinn-Judge, eds., The Third Indochina War (London: Routledge, 2006), pp. 12-15.",
    )
    assert told(text) == {
        **usual(
            "archive", "units",
            title="Report by the Special Commission on Cultural Relations to the Central Committee", genre="report",
            summary="The commission reports.", author=["Special Commission on Cultural Relations"],
            book="The Third Indochina War", book_place="London", book_publisher="Routledge", book_pages="12-15",
            **{"intended-informee": ["Central Committee"]},
        ),
        "book year": 2006,
    }


def test_book_without_publisher() -> None:
    """A book may have no publisher, and a notice that speaks of no collection has no publisher either."""
    text = page(
        "Statement by the Soviet Government", "The government declares the following.", summary="A statement.",
        source="V. M. Zubok, Neudavshaiasia imperiia (Moscow, 2011), p. 17.", notice="All rights reserved.",
    )
    assert told(text) == {
        **usual(
            "archive", "units", "collection", "publisher", title="Statement by the Soviet Government",
            genre="declaration", summary="A statement.", author=["Soviet Government"], book="Neudavshaiasia imperiia",
            book_author=["V. M. Zubok"], book_place="Moscow", book_pages="17",
        ),
        "book year": 2011,
    }


def test_note_with_a_month() -> None:
    """A month stays a month, and two translators are two."""
    text = page(
        "Note from the Ministry of Foreign Affairs of the People's Republic of Bulgaria to the Embassy of Yugoslavia",
        "The Ministry presents its compliments.", date="March 1948", summary="Bulgaria answers a request.",
        source="Central State Archive, Sofia, Fond 1-B, Opis 64, a.e. 286. Translated by Jordan Baev and N. Douptcheva.",
    )
    assert told(text) == usual(
        title="Note from the Ministry of Foreign Affairs of the People's Republic of Bulgaria to the Embassy of Yugoslavia",
        genre="note", dates=["1948-03 heading"], summary="Bulgaria answers a request.",
        archive="Central State Archive, Sofia", units=["Fond 1-B", "Opis 64", "a.e. 286"],
        sender=["Ministry of Foreign Affairs of the People's Republic of Bulgaria"],
        addressee=["Embassy of Yugoslavia"], translator=["Jordan Baev", "N. Douptcheva"],
    )


def test_collection_between_archive_and_box() -> None:
    """A level that has a name and no number stands in the chain by its name."""
    said = told(
        page(
            "Minutes of Talks between Nicolae Ceaușescu and Todor Zhivkov", "Ceaușescu: Yes.\n\nZhivkov: Yes.",
            date="27-28 October 1962", summary="They agree.",
            source="ANIC, CC RCP Collection, Box 12, File 3. Translated by Delia Razdolescu and Mircea Munteanu.",
        )
    )
    assert said == usual(
        title="Minutes of Talks between Nicolae Ceaușescu and Todor Zhivkov", genre="minutes", summary="They agree.",
        archive="ANIC", units=[" CC RCP Collection", "Box 12", "File 3"], dates=["1962-10-27/1962-10-28 heading"],
        participant=["Nicolae Ceaușescu", "Todor Zhivkov"], translator=["Delia Razdolescu", "Mircea Munteanu"],
    )


def test_no_blank_lines_at_all() -> None:
    """Parts are found by what they are even where no blank line is left."""
    text = page(
        "Speech by Fidel Castro to the National Assembly", "Compatriots have gathered here.\nThe work goes on.",
        date="January 2, 1961",
    )
    assert told("\n".join(line for line in text.split("\n") if line)) == usual(
        title="Speech by Fidel Castro to the National Assembly", genre="speech", dates=["1961-01-02 heading"],
        author=["Fidel Castro"], problems=["summary-missing"],
    )


def test_attachment() -> None:
    """An attachment's number and its whole are read from the title; two markings give the first and a Problem."""
    text = page(
        "Draft Message to Nasser, Annex 2 to Resolution No. 45", "Secret\n\nRestricted\n\nThe text follows.",
        summary="A draft.",
    )
    assert told(text) == usual(
        title="Draft Message to Nasser, Annex 2 to Resolution No. 45", genre="message", summary="A draft.",
        marking="secret", position="2", addressee=["Nasser"], citations=["part-of: resolution-45"],
        problems=["marking-contradiction"],
    )


def test_report_that_cites() -> None:
    """Instruments and numbered documents are cited; a country after a comma is no part of a treaty's name."""
    text = page(
        "Report on the Warsaw Pact",
        "Under Article 4 of the Treaty of Versailles, Germany had no rights. See Decree No. 17 of 5 May 1961 and the "
        "Treaty of Friendship and Cooperation of 1948. Nobody was in room No. 5.",
        summary="A report on the pact.",
    )
    assert told(text) == usual(
        title="Report on the Warsaw Pact", genre="report", summary="A report on the pact.", about=["the Warsaw Pact"],
        citations=[
            "reference: treaty-versailles-article-4", "reference: Treaty of Friendship and Cooperation",
            "reference: decree-17",
        ],
    )


def test_several_donors() -> None:
    """Donors that the credit line does not name, and other lines under the labels, are told and not guessed at."""
    said = told(
        page(
            "Letter from Indira Gandhi to Richard Nixon", "Dear Mr. President,\n\nThank you.", summary="Gandhi writes.",
            labels="Record ID\n\nBlavatnik Family Foundation\n\nSome Other Line",
        )
    )
    assert said == usual(
        title="Letter from Indira Gandhi to Richard Nixon", genre="letter", summary="Gandhi writes.",
        sender=["Indira Gandhi"], addressee=["Richard Nixon"], empty=["Record ID"], problems=["line-unread"],
    )


def test_translator_without_a_source() -> None:
    """A source line that only names the translator states no source."""
    said = told(
        page(
            "Letter from Enver Hoxha to Joseph Stalin", "Tirana awaits advice.", summary="Hoxha waits.",
            source="Translated by Enkel Daljani.",
        )
    )
    assert said == usual(
        "archive", "units", title="Letter from Enver Hoxha to Joseph Stalin", genre="letter", summary="Hoxha waits.",
        sender=["Enver Hoxha"], addressee=["Joseph Stalin"], translator=["Enkel Daljani"], problems=["source-missing"],
    )


def test_page_without_the_tail() -> None:
    """A page of no known layout gives what can be had."""
    text = "May 5, 1962\n\nNote from the Indian Embassy to the Ministry of Foreign Affairs\n\nIt presents its compliments."
    assert told(text) == {
        "title": "Note from the Indian Embassy to the Ministry of Foreign Affairs", "genre": "note",
        "dates": ["1962-05-05 heading"], "sender": ["Indian Embassy"], "addressee": ["Ministry of Foreign Affairs"],
        "problems": ["layout-unknown", "summary-missing"],
    }


def test_page_without_title() -> None:
    """A salutation, a paragraph, a marking or a dateline where the title should be is no title."""
    for opening in (
        "Dear Comrade Gomułka,", "The meeting was opened at noon.", "Top Secret", "Moscow, 5 May 1962", "Copy No. 1",
        "To: Comrade Gromyko", "and so it went on", "Attachment 1", "Proletarians of all countries, unite!",
    ):
        said = told(page("", f"{opening}\n\nIt was attended by all members of it.", summary="A meeting is opened."))
        assert "title" not in said and "genre" not in said and "sender" not in said, opening
        assert "title-missing" in str(said["problems"]), opening


def test_page_without_date() -> None:
    """A page without a date line keeps its title and has no date."""
    said = told(page("Telegram from Stalin to Mao Zedong", "It has been received.", date="", summary="He confirms."))
    assert said == usual(
        "dates", title="Telegram from Stalin to Mao Zedong", genre="telegram", summary="He confirms.",
        sender=["Stalin"], addressee=["Mao Zedong"], problems=["date-missing"],
    )


def test_date_line_that_is_none() -> None:
    """Words meant as a date that name no day are told, published as nothing, and never taken for the title."""
    for date in ("27.10.1962", "February 31, 1980", "28–27 October 1962", "10 or 12 October 1962", "12/3/1962"):
        said = told(page("Letter from U Thant to Fidel Castro", "Dear Sir,\n\nThanks.", date=date,
            summary="He writes."))
        assert said == usual(
            "dates", title="Letter from U Thant to Fidel Castro", genre="letter", summary="He writes.",
            sender=["U Thant"], addressee=["Fidel Castro"], problems=["date-unreadable"],
        ), date
