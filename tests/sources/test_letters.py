"""Letters, notes and telegrams nobody wrote rules for: all that each page says, and nothing else."""

from sources.pages import page, told

USUAL: dict[str, object] = {
    "dates": ["1962-05-05 heading"],
    "empty": ["Original Uploaded Date", "Record ID"],
    "archive": "RGANI",
    "units": ["F. 5", "Op. 30", "D. 12"],
    "collection": "Reading Room",
    "publisher": ["Example Program"],
}
"""What the usual tail and date line say."""


def usual(*left_out: str, **more: object) -> dict[str, object]:
    """Return what the usual parts of a page say, with more or less."""
    said = {key.replace("_", " "): value for key, value in more.items()}
    return {key: value for key, value in USUAL.items() if key not in left_out} | said


def test_letter_with_everything() -> None:
    """A letter gives sender, addressee, signature as author, the letter it answers, its subject and its translator."""
    text = page(
        "Letter from Zhou Enlai to Leonid Brezhnev on Border Talks",
        "Dear Comrade Brezhnev,\n\nIn reply to your letter of April 2, 1962 I must say that we cannot agree.\n\n"
        "With fraternal greetings,\n\nZhou Enlai",
        summary="Zhou Enlai rejects the proposals on the border.",
        source="PRC FMA, 109-03153-01, 12-15. Translated by Anna Beth Keim.",
    )
    assert told(text) == usual(
        title="Letter from Zhou Enlai to Leonid Brezhnev on Border Talks", genre="letter",
        summary="Zhou Enlai rejects the proposals on the border.", about=["Border Talks"],
        citations=["reply-to: 1962-04-02-letter"], sender=["Zhou Enlai"], addressee=["Leonid Brezhnev"],
        author=["Zhou Enlai"], translator=["Anna Beth Keim"], archive="PRC FMA", units=[" 109-03153-01"],
    )


def test_telegram_between_bodies() -> None:
    """A telegram gives its marking, the days it was sent and received, who obtained it and who translated it for whom."""
    text = page(
        "Telegram from the Embassy of the GDR in Beijing to the Ministry of Foreign Affairs",
        "Top Secret\n\nSent: 4 May 1962\n\nReceived: 5 May 1962\n\nThe situation has not changed since the last report.",
        summary="The embassy reports that nothing has changed.",
        source="PA AA, MfAA, C 512/75. Obtained by Bernd Schaefer; translated from German by Karen Riechert for NKIDP.",
    )
    assert told(text) == {
        **usual(
            title="Telegram from the Embassy of the GDR in Beijing to the Ministry of Foreign Affairs",
            genre="telegram", summary="The embassy reports that nothing has changed.", marking="top-secret",
            sent="1962-05-04", received="1962-05-05", original_language="de",
            sender=["Embassy of the GDR in Beijing"], addressee=["Ministry of Foreign Affairs"],
            translator=["Karen Riechert"], archive="PA AA", units=[" MfAA", "C 512/75"],
        ),
        "commissioning-body": ["NKIDP"], "provider": ["Bernd Schaefer"],
    }


def test_office_with_a_body_of_many_words() -> None:
    """Office and name are told apart behind a long name of a body, and the dateline gives place and day."""
    text = page(
        "Letter from the Chairman of the Council of Ministers of the Hungarian People’s Republic János Kádár to Josip "
        "Broz Tito",
        "Esteemed Comrade Tito!\n\nThank you for the invitation. I accept it.\n\nBudapest, 11 July 1963\n\nJános Kádár",
        date="July 11, 1963", summary="Kádár accepts an invitation.", source="MOL. Translated by Csaba Békés.",
    )
    said = told(text)
    assert said["sender"] == ["János Kádár [Chairman of the Council of Ministers of the Hungarian People’s Republic]"]
    assert (said["addressee"], said["translator"]) == (["Josip Broz Tito"], ["Csaba Békés"])
    assert said["dates"] == ["1963-07-11 heading", "1963-07-11 dateline"] and said["place written"] == ["Budapest"]
    assert "author" not in said


def test_on_behalf_of() -> None:
    """Who writes on behalf of a body is the sender, the body is not; "Assistant to the President" is one office."""
    text = page(
        "Letter from Masoud Barzani on behalf of the Kurdistan Democratic Party to the Special Assistant to the President",
        "Mr. President:\n\nThe people of the region ask for help.\n\nSincerely yours,\nMasoud Barzani\nErbil, 3 March 1975",
        date="1975", summary="Barzani asks for help.",
        credit="This document was made possible with support from the Leon Levy Foundation and Carnegie Corporation of "
        "New York",
        labels="Original Uploaded Date\n\n2011-11-20\n\nRecord ID\n\n116131\n\nLeon Levy Foundation\n\nCarnegie "
        "Corporation of New York",
    )
    assert told(text) == usual(
        "empty",
        title="Letter from Masoud Barzani on behalf of the Kurdistan Democratic Party to the Special Assistant to the "
        "President",
        genre="letter", dates=["1975 heading", "1975-03-03 dateline"], summary="Barzani asks for help.",
        identifier="116131", uploaded="2011-11-20", place_written=["Erbil"], sender=["Masoud Barzani"],
        addressee=["Special Assistant to the President"], author=["Masoud Barzani"],
        funder=["Leon Levy Foundation", "Carnegie Corporation of New York"],
    )


def test_cipher_telegram_without_prepositions() -> None:
    """A number between the genre and two names is the telegram's own, and an undated page has no date."""
    text = page(
        "Ciphered Telegram No. 3410, Shtykov to Vyshinsky", "The question was put to Kim Il Sung at once.",
        date="(undated)", summary="Shtykov reports.", source="AVPRF, F. 059a, Op. 5a, P. 4, D. 3, Ll. 12-14.",
        notice="", labels="Language: Russian\nRecord ID: 112233",
    )
    assert told(text) == {
        "title": "Ciphered Telegram No. 3410, Shtykov to Vyshinsky", "genre": "telegram", "summary": "Shtykov reports.",
        "number": "3410", "original language": "ru", "identifier": "112233", "archive": "AVPRF", "units": ["F. 059a", "Op. 5a", "P. 4", "D. 3"],
        "sender": ["Shtykov"], "addressee": ["Vyshinsky"], "problems": ["date-missing", "notice-missing"],
    }


def test_byte_order_mark_crlf_tabs_and_no_break_spaces() -> None:
    """How a file was saved changes nothing of what it says; a title on two lines is one line."""
    text = page(
        "Cable from Ambassador Petri to the Minister of Foreign Affairs\u00a0of the Democratic People’s Republic\tof Korea",
        "The ambassador met the vice minister.\n\nThey spoke about trade.", summary="Petri reports on a talk.",
        source="Romanian Foreign Ministry Archive, Bucharest, Folder 933, Box 12.",
    )
    assert told("\ufeff" + text.replace("\n", "\r\n")) == usual(
        title="Cable from Ambassador Petri to the Minister of Foreign Affairs of the Democratic People’s Republic of Korea",
        genre="telegram", summary="Petri reports on a talk.",
        archive="Romanian Foreign Ministry Archive, Bucharest", units=["Folder 933", "Box 12"],
        sender=["Petri [Ambassador]"],
        addressee=["Minister of Foreign Affairs of the Democratic People’s Republic of Korea"],
    )


def test_letter_without_summary() -> None:
    """The last words of a letter are no summary, and a name without a closing formula is no signature."""
    said = told(
        page(
            "Letter from Kim Il Sung to Mao Zedong",
            "Dear Comrade Mao Zedong,\n\nWe hope that you will send us the trucks.\n\nWe are waiting for your answer.",
        )
    )
    assert said == usual(
        title="Letter from Kim Il Sung to Mao Zedong", genre="letter", sender=["Kim Il Sung"], addressee=["Mao Zedong"],
        problems=["summary-missing"],
    )
    copies = told(page("Letter from Lyndon Johnson to A. Kosygin",
        "Dear Sir,\n\nThe talks go on.\n\nCopies to: Defense."))
    assert "summary" not in copies and copies["addressee"] == ["A. Kosygin"]


def test_title_on_two_lines() -> None:
    """A title that the file breaks is read as one, and a possessive at its end is no sender."""
    text = page(
        "Letter from the First Secretary of the Central Committee\nof the Polish United Workers' Party to L. Brezhnev",
        "We request fuel.", summary="Poland requests fuel.",
    )
    assert told(text) == usual(
        title="Letter from the First Secretary of the Central Committee of the Polish United Workers' Party to L. Brezhnev",
        genre="letter", summary="Poland requests fuel.",
        sender=["First Secretary of the Central Committee of the Polish United Workers' Party"],
        addressee=["L. Brezhnev"],
    )


def test_lines_that_name_the_parties() -> None:
    """Where the title names nobody, "To:" and "From:" do."""
    text = page(
        "Telegram", "To: Cde. Gromyko\nFrom: the Soviet Embassy in Havana\n\nThe negotiations have been broken off.",
        summary="Negotiations end.",
    )
    assert told(text) == usual(
        title="Telegram", genre="telegram", summary="Negotiations end.", addressee=["Gromyko"],
        sender=["Soviet Embassy in Havana"],
    )


def test_words_cited_twice() -> None:
    """The telegram that is answered is not cited a second time by its number."""
    body = "In reply to your telegram No. 5 of 31 July 1961 and to Note No. 7 it must be said that all is well."
    said = told(page("Telegram from Tito to Stalin", body, summary="Tito answers."))
    assert said["citations"] == ["reply-to: 1961-07-31-telegram-5", "reference: note-7"]


def test_order_to_inform() -> None:
    """Whom an order says to inform is not the addressee; a capital that is to be informed is nobody."""
    text = page(
        "Instructions to the Soviet Ambassador in Warsaw",
        "Top Secret. Special File\n\nVisit Cde. Jaruzelski and, acting on the instructions of the Politburo, inform him "
        "that the delegation will arrive.\n\nInform Moscow that this has been done.",
        summary="The ambassador is to inform Jaruzelski.",
    )
    assert told(text) == {
        **usual(
            title="Instructions to the Soviet Ambassador in Warsaw", genre="instruction",
            summary="The ambassador is to inform Jaruzelski.", marking="top-secret",
            addressee=["Soviet Ambassador in Warsaw"],
        ),
        "intended-informee": ["Jaruzelski"], "instructing-body": ["Politburo"],
    }


def test_short_name_and_signature() -> None:
    """A short name in the title is who signs with a fuller one; two dates that differ are both kept and told."""
    text = page(
        "Letter from Tito to Khrushchev",
        "Dear Comrade Khrushchev,\n\nThank you.\n\nRespectfully,\n\nJ. B. Tito\n\n6 May 1962",
        summary="Tito thanks.",
    )
    assert told(text) == usual(
        title="Letter from Tito to Khrushchev", genre="letter", summary="Tito thanks.",
        dates=["1962-05-05 heading", "1962-05-06 dateline"], sender=["J. B. Tito"], author=["J. B. Tito"],
        addressee=["Khrushchev"], problems=["date-contradiction"],
    )


def test_namesakes_on_both_sides() -> None:
    """A sender is not taken for an addressee of the same surname."""
    said = told(page("Letter from Kennedy to Robert F. Kennedy", "The talks go on.", summary="A letter."))
    assert (said["sender"], said["addressee"]) == (["Kennedy"], ["Robert F. Kennedy"])


def test_possessive_title_with_a_quoted_subject() -> None:
    """"X’s letter to Y" has a sender, and words in quotes open no clause."""
    text = page(
        "Walter Ulbricht’s Letter to Nikita Khrushchev, “On the Exit from Berlin”", "Please help.", summary="He asks."
    )
    assert told(text) == usual(
        title="Walter Ulbricht’s Letter to Nikita Khrushchev, “On the Exit from Berlin”", genre="letter",
        summary="He asks.", sender=["Walter Ulbricht"], addressee=["Nikita Khrushchev"],
    )


def test_heading_that_is_only_two_parties() -> None:
    """"X to Y" is correspondence where offices show both to be parties."""
    text = page(
        "The Ambassador in Norway (Bay) to the Secretary of State", "The minister told me that the talks had begun.",
        summary="The ambassador reports.",
    )
    assert told(text) == usual(
        title="The Ambassador in Norway (Bay) to the Secretary of State", genre="correspondence",
        summary="The ambassador reports.", sender=["Bay [Ambassador in Norway]"], addressee=["Secretary of State"],
    )


def test_committees_and_delegations_keep_their_prepositions() -> None:
    """"Committee on", "Delegation to" belong to a name; the last "on" opens the subject."""
    text = page(
        "Letter from the Chairman of the Committee on Foreign Relations of the Senate to the Delegation to the United "
        "Nations on Disarmament",
        "Please find the text below.", summary="A text is sent.",
    )
    said = told(text)
    assert said["sender"] == ["Chairman of the Committee on Foreign Relations of the Senate"]
    assert (said["addressee"], said["about"]) == (["Delegation to the United Nations"], ["Disarmament"])


def test_unicode_names() -> None:
    """Names keep their letters, composed or not."""
    said = told(page("Letter from Gustáv Husák to Władysław Gomułka", "Vážený súdruh.", summary="Husák writes."))
    assert (said["sender"], said["addressee"]) == (["Gustáv Husák"], ["Władysław Gomułka"])
    decomposed = told(page("Letter from Gusta\u0301v Husa\u0301k to Tito", "Vážený súdruh.", summary="Husák writes."))
    assert decomposed["sender"] == ["Gustáv Husák"]


def test_dateline_above_the_text() -> None:
    """A place and a day above a letter are where and when it was written."""
    text = page(
        "Letter from Anwar Sadat to Jimmy Carter",
        "Cairo, 4 May 1978\n\nDear President Carter,\n\nI received the message.\n\nSincerely,\nAnwar Sadat",
        date="May 1978", summary="Sadat answers.",
    )
    assert told(text) == usual(
        title="Letter from Anwar Sadat to Jimmy Carter", genre="letter", summary="Sadat answers.",
        dates=["1978-05 heading", "1978-05-04 dateline"], place_written=["Cairo"], sender=["Anwar Sadat"],
        addressee=["Jimmy Carter"], author=["Anwar Sadat"],
    )
