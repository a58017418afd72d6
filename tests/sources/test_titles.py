"""The grammar of titles: who sends, who is addressed, who attends, and who is none of these."""

import pytest

from fonds.record.evidence import Found, Span, normalised
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import parse_title
from sources.pages import kit


def parse(title: str) -> Title:
    """Read a title that stands alone."""
    return parse_title(title, Span(0, len(title)), kit().lexicon)


def parties(title: str) -> list[str]:
    """Return role, name and offices of everyone a title names."""
    read = parse(title)
    return [
        f"{c.role}: {c.name.phrase.text}" + "".join(f" | {office.text}" for office in c.name.offices)
        for c in (*read.contributions, *read.attendees)
    ]


FORMS: dict[str, list[str]] = {
    # ── TYPE from X to Y ──
    "Letter from Ahmad Shah Masoud to Soviet First Deputy Foreign Minister and Special Afghanistan Envoy Yuli Vorontsov": [
        "sender: Ahmad Shah Masoud",
        "addressee: Yuli Vorontsov | Soviet First Deputy Foreign Minister | Special Afghanistan Envoy",
    ],
    "230. Telegram From the CIA Station in [place not declassified] to the Central Intelligence Agency": [
        "sender: CIA Station in [place not declassified]", "addressee: Central Intelligence Agency",
    ],
    "Letter from Leonid Brezhnev and Alexei Kosygin to Josip Broz Tito, Edward Gierek and János Kádár": [
        "sender: Leonid Brezhnev", "sender: Alexei Kosygin", "addressee: Josip Broz Tito", "addressee: Edward Gierek",
        "addressee: János Kádár",
    ],
    "Memorandum From Robert W. Komer of the National Security Council Staff to President Johnson": [
        "sender: Robert W. Komer", "addressee: Johnson | President",
    ],
    "Memorandum From the President's Special Assistant (Rostow) to Secretary of State Rusk": [
        "sender: Rostow | President's Special Assistant", "addressee: Rusk | Secretary of State",
    ],
    "Telegram From the Acting Chairman of the Delegation to the General Assembly (Dulles) to the Secretary of State": [
        "sender: Dulles | Acting Chairman of the Delegation to the General Assembly", "addressee: Secretary of State",
    ],
    "Telegram From the Commander, Military Assistance Command, Vietnam (Harkins), to the Joint Chiefs of Staff": [
        "sender: Harkins | Commander, Military Assistance Command, Vietnam", "addressee: Joint Chiefs of Staff",
    ],
    "Memorandum From the Secretary of Defense (McNamara) and the Chairman of the Joint Chiefs (Wheeler) to the President": [
        "sender: McNamara | Secretary of Defense", "sender: Wheeler | Chairman of the Joint Chiefs",
        "addressee: President",
    ],
    "Letter to the Foreign Minister, Mr. Gromyko, from the Embassy of Poland": [
        "addressee: Gromyko | Foreign Minister", "sender: Embassy of Poland",
    ],
    "Circular Telegram From the Department of State to Certain Diplomatic and Consular Offices": [
        "sender: Department of State", "addressee: Certain Diplomatic and Consular Offices",
    ],
    "Letter from W. Park Armstrong, Jr., Special Assistant to the Secretary, to the Consul General at Istanbul (Macy)": [
        "sender: W. Park Armstrong, Jr. | Special Assistant to the Secretary",
        "addressee: Macy | Consul General at Istanbul",
    ],
    "Letter from Charles de Gaulle to D'Arcy O'Brien": ["sender: Charles de Gaulle", "addressee: D'Arcy O'Brien"],
    "Letter from King Hussein of Jordan to the Shah": ["sender: Hussein of Jordan | King", "addressee: Shah"],
    "Letter from A. GROMYKO to L. BREZHNEV": ["sender: A. GROMYKO", "addressee: L. BREZHNEV"],
    # ── by, possessive, no preposition ──
    "Memorandum by the Executive Secretary (Lay) to the National Security Council": [
        "author: Lay | Executive Secretary", "sender: Lay | Executive Secretary",
        "addressee: National Security Council",
    ],
    "Report to the Politburo by Comrade Suslov": ["intended-informee: Politburo", "author: Suslov"],
    "Paper Prepared by the Policy Planning Staff": ["author: Policy Planning Staff"],
    "Note by Deputy Foreign Minister V. Zorin": ["author: V. Zorin | Deputy Foreign Minister"],
    "Kim Il Sung's Letter to Stalin, 5 May 1950": ["sender: Kim Il Sung", "addressee: Stalin"],
    "Letter, Khrushchev to Kennedy": ["sender: Khrushchev", "addressee: Kennedy"],
    "Ciphered Telegram, Filippov (Stalin) to Mao Zedong via Krasovsky": [
        "sender: Filippov", "addressee: Mao Zedong", "channel: Krasovsky",
    ],
    "The Under Secretary of State (Lovett) to Mr. William L. Clayton": [
        "sender: Lovett | Under Secretary of State", "addressee: William L. Clayton",
    ],
    # ── what ends a clause ──
    "Note from the Soviet Government to the Government of Iran transmitting a Message from Brezhnev to the Shah": [
        "sender: Soviet Government", "addressee: Government of Iran",
    ],
    "Message from Fidel Castro to Nikita Khrushchev: Letter from Castro to Kennedy": [
        "sender: Fidel Castro", "addressee: Nikita Khrushchev",
    ],
    'Cable from the Embassy in Hanoi, "Report from the Foreign Ministry to Zhou Enlai"': ["sender: Embassy in Hanoi"],
    "Letter from Gromyko to Castro in reply to the Letter from Castro to Brezhnev": [
        "sender: Gromyko", "addressee: Castro",
    ],
    "Letter from Zhukov to Stalin (excerpts)": ["sender: Zhukov", "addressee: Stalin"],
    "Letter to Brezhnev from the Central Committee of the PUWP requesting Aid from Poland": [
        "addressee: Brezhnev", "sender: Central Committee of the PUWP",
    ],
    "Telegram from Ivanov, translated by the Foreign Ministry": ["sender: Ivanov"],
    # ── conversations ──
    "Record of Conversation of N.S. Khrushchev with Mao Zedong, 2 October 1959": [
        "participant: N.S. Khrushchev", "participant: Mao Zedong",
    ],
    "Memorandum of Conversation between Gromyko and US Secretary of State Cyrus Vance in Moscow": [
        "participant: Gromyko", "participant: Cyrus Vance | US Secretary of State",
    ],
    "Memorandum of Conversation, by the Secretary of State": ["author: Secretary of State"],
}


@pytest.mark.parametrize("title", FORMS)
def test_form(title: str) -> None:
    """A title names its parties in their roles, each office apart from its name, and nobody else."""
    assert parties(title) == FORMS[title]


NOBODY = (
    "The Road to War", "From Moscow to Kabul", "Introduction to the Politburo", "Reply to the Soviet Note",
    "Order to send troops to Afghanistan", "Letter on Flights from Moscow to Kabul",
    "Protocol between the USSR and Iran",
    "Report from Poland to Germany", "Letter", "Letter from",
    "Letter to to to from from", "Memorandum of a Meeting to Discuss Oil", "Telegram by Radio",
    "Petition to the President",
    "Oral Statement to the Ministry of Foreign Affairs", "Excerpts from the Diary", "(((", "to", "from X to Y",
    "Instructions to withdraw", "Letters between Tito and Stalin", "Decree on Aid to the Government of Angola",
)


@pytest.mark.parametrize("title", NOBODY)
def test_names_nobody(title: str) -> None:
    """A title that names no party by its form gives none."""
    assert parties(title) == []


UNCLEAR: dict[str, tuple[list[str], list[str]]] = {
    "Telegram from Soviet Ambassador to Sverdlovia Alekseev to the Foreign Ministry": (
        ["sender: Soviet Ambassador to Sverdlovia Alekseev", "addressee: Foreign Ministry"],
        ["Soviet Ambassador to Sverdlovia Alekseev"],
    ),
    "Letter from the Special Assistant to the President": (
        ["sender: the Special Assistant to the President"], ["the Special Assistant to the President"],
    ),
    "Letter from the Minister of Defense and Brezhnev": (
        ["sender: Minister of Defense and Brezhnev"], ["Minister of Defense and Brezhnev"],
    ),
    "Letter from the President and Secretary of State Rusk": (
        ["sender: President and Secretary of State Rusk"], ["President and Secretary of State Rusk"],
    ),
    "Letter to the Consul General, Hong Kong": (
        ["addressee: Consul General, Hong Kong | "], ["Consul General, Hong Kong"],
    ),
}


@pytest.mark.parametrize("title", UNCLEAR)
def test_unclear_words_are_one_name(title: str) -> None:
    """Where office and name cannot be told apart, the words are one name and said to be unclear."""
    names, unclear = UNCLEAR[title]
    assert parties(title) == [name.removesuffix(" | ") for name in names]
    assert [words.text for words in parse(title).unclear] == unclear


def test_place_after_a_name_is_left_out() -> None:
    """A word after a comma that may be a place is no second sender; it is told."""
    read = parse("Letter from Gromyko, Moscow, to Castro")
    assert [c.name.phrase.text for c in read.contributions] == ["Gromyko", "Castro"]
    assert [words.text for words in read.left_out] == ["Moscow"]


GENRES = {
    "Top Secret Letter from Tito": "letter", "Draft Telegram to Tito": "telegram",
    "Ciphered Telegrams from Tito": "telegram",
    "Intelligence Memorandum No. 17": "memorandum", "A Letter from Tito": "letter",
    "Excerpt from a Letter from Tito": "letter",
    "Memorandum of Conversations between A. Gromyko and Tito": "memorandum-of-conversation",
    "Protocol between the USSR and Finland": "treaty", "Protocol No. 5": "minutes", "Note verbale": "note-verbale",
    "Politburo Decree No. 177": "decree", "New World Order": "", "Tito and his letter": "", "Road to Berlin": "",
    "": "",
}


@pytest.mark.parametrize("title", GENRES)
def test_genre(title: str) -> None:
    """The genre is the word a title opens with, after words that qualify it; a word at the end is none."""
    genre = parse(title).genre
    assert (genre.value if genre else "") == GENRES[title]


def test_genre_that_is_known_better() -> None:
    """A genre decided elsewhere says whether the names of a title are sender or attendees."""
    title = "Parley between Tito and Stalin"
    talk = Found("memorandum-of-conversation", normalised("test", Span(0, 4)))
    read = parse_title(title, Span(0, len(title)), kit().lexicon, genre=talk)
    assert [c.name.phrase.text for c in read.attendees] == ["Tito", "Stalin"] and parse(title).attendees == ()
    letter = Found("letter", normalised("test", Span(0, 4)))
    assert not parse_title(title, Span(0, len(title)), kit().lexicon, genre=letter).contributions


def test_subject_and_series() -> None:
    """A subject, a series with its number and the title's own number are read besides the parties."""
    read = parse("Telegram No. 7 to Soviet Ambassadors on the Invasion of Afghanistan, Annex 2 to Decree #177")
    assert [words.text for words in read.about] == ["the Invasion of Afghanistan"]
    assert read.series and [words.text for words in read.series] == ["Annex 2 to Decree #177", "Decree #177"]
    assert read.position and read.number and (read.position.value, read.number.value) == ("2", "7")


def test_a_title_may_stand_anywhere() -> None:
    """Offsets are those of the page, wherever the title stands in it."""
    title = "Letter from Tito to the President (Johnson)"
    alone = parse(title)
    page = f"…\n\n{title}\n\n…"
    inside = parse_title(page, Span(3, 3 + len(title)), kit().lexicon)
    assert [c.name.phrase.span.start for c in inside.contributions] == [
        c.name.phrase.span.start + 3 for c in alone.contributions
    ]
    assert [c.name.phrase.span.of(page) for c in inside.contributions] == ["Tito", "Johnson"]


def test_quoted_words_open_nothing() -> None:
    """What stands between single quotation marks names no subject; an apostrophe closes none."""
    title = "Cable from the Foreign Ministry, 'Guidelines on Cuba and the Workers' Party', on Trade"
    assert [words.text for words in parse(title).about] == ["Trade"]
