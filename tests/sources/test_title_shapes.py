"""Titles as other archives write them: who sends, who is addressed, who attends, and what stays unsaid."""

import pytest

from fonds.record.evidence import Span, Status
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.titles import LONGEST_TITLE, parse_title
from sources.pages import kit


def parse(title: str) -> Title:
    """Read a title that stands alone."""
    return parse_title(title, Span(0, len(title)), kit().lexicon)


def told(title: str) -> list[str]:
    """Return the genre, then role, name and offices of everyone a title names, with how sure the words are."""
    read = parse(title)
    parties = [
        f"{c.role}: {c.name.phrase.text}" + "".join(f" | {office.text}" for office in c.name.offices)
        + (f" ~{c.evidence.confidence}" if c.evidence.confidence else "")
        for c in (*read.contributions, *read.attendees)
    ]
    return [read.genre.value if read.genre else "", *parties]


SHAPES: dict[str, list[str]] = {
    "Cable from the Chinese Embassy in Moscow to the Foreign Ministry": [
        "telegram", "sender: Chinese Embassy in Moscow", "addressee: Foreign Ministry",
    ],
    "Telegram, Ponomarev to Soviet Ambassador in Kabul": [
        "telegram", "sender: Ponomarev", "addressee: Soviet Ambassador in Kabul",
    ],
    "Note on a Conversation with the Minister of Foreign Affairs of the GDR, Comrade Fischer": [
        "memorandum-of-conversation", "participant: Fischer | Minister of Foreign Affairs of the GDR",
    ],
    "Letter from Chairman of the State Committee for Foreign Economic Relations S. Skachkov to the CPSU CC": [
        "letter", "sender: S. Skachkov | Chairman of the State Committee for Foreign Economic Relations",
        "addressee: CPSU CC",
    ],
    "Ciphered telegram No. 121/122 from Rossiya Hotel": ["telegram", "sender: Rossiya Hotel"],
    "Transcript of Telephone Conversation Between Soviet Premier Alexei Kosygin and Afghan Prime Minister Nur Mohammed Taraki": [
        "telephone-conversation", "participant: Alexei Kosygin | Soviet Premier",
        "participant: Nur Mohammed Taraki | Afghan Prime Minister",
    ],
    "CPSU CC Politburo Decision on Afghanistan": ["decree", "issuing-body: CPSU CC Politburo"],
    "Draft letter from Khrushchev to Fidel Castro": ["letter", "sender: Khrushchev", "addressee: Fidel Castro"],
    "Untitled notes of Anatoly Chernyaev": ["note"],
    "Record of Conversation between N.S. Khrushchev and Comrade Walter Ulbricht, 30 November 1960": [
        "memorandum-of-conversation", "participant: N.S. Khrushchev", "participant: Walter Ulbricht",
    ],
    "Record of Khrushchev's Conversation with Mao Zedong": [
        "memorandum-of-conversation", "participant: Khrushchev", "participant: Mao Zedong",
    ],
    "Memorandum of Conversation with Ambassador of the People's Republic of China to the USSR Liu Xiao": [
        "memorandum-of-conversation",
        "participant: Liu Xiao | Ambassador of the People's Republic of China to the USSR",
    ],
    "Minutes of the Politburo Meeting": ["minutes", "issuing-body: Politburo", "participant: Politburo"],
    "Minutes of the 14th Session of the Central Committee of the Polish United Workers' Party": [
        "minutes", "issuing-body: Central Committee of the Polish United Workers' Party",
        "participant: Central Committee of the Polish United Workers' Party",
    ],
    "Minutes of Conversation between Nicolae Ceausescu and Zhou Enlai": [
        "minutes", "participant: Nicolae Ceausescu", "participant: Zhou Enlai",
    ],
    "Minutes of the Meeting of the Political Executive Committee of the RCP CC, 1971": [
        "minutes", "issuing-body: Political Executive Committee of the RCP CC",
        "participant: Political Executive Committee of the RCP CC",
    ],
    "Stenographic transcript of a Meeting of the SED Politburo": ["transcript", "participant: SED Politburo"],
    "Letter to Stalin, presumably from Kim Il Sung": ["letter", "addressee: Stalin", "sender: Kim Il Sung ~0.8"],
    "Letter from [presumably] Gomulka to Khrushchev": ["letter", "sender: Gomulka ~0.8", "addressee: Khrushchev"],
    "Unsigned letter from Imre Nagy to the Central Committee": [
        "letter", "sender: Imre Nagy ~0.8", "addressee: Central Committee",
    ],
    "Telegram from Stalin (?) to Shtykov": ["telegram", "sender: Stalin ~0.5", "addressee: Shtykov"],
    "Letter from Dubcek and possibly Svoboda to Brezhnev": [
        "letter", "sender: Dubcek", "sender: Svoboda ~0.5", "addressee: Brezhnev",
    ],
    "Telegram from Zimyanin via Soviet Ambassador Chervonenko to Ho Chi Minh": [
        "telegram", "sender: Zimyanin", "channel: Chervonenko | Soviet Ambassador", "addressee: Ho Chi Minh",
    ],
    "Cable from Zhou Enlai to Gromyko and Stalin": [
        "telegram", "sender: Zhou Enlai", "addressee: Gromyko", "addressee: Stalin",
    ],
    "Circular Airgram to all USIS Missions": ["airgram", "addressee: all USIS Missions"],
    "Circular to All Soviet Embassies": ["instruction", "addressee: All Soviet Embassies"],
    "Telegram to Certain Diplomatic Posts": ["telegram", "addressee: Certain Diplomatic Posts"],
    "Telegram from the Soviet Embassy in Beijing to the Foreign Ministry, transmitting a letter from Mao Zedong to Khrushchev": [
        "telegram", "sender: Soviet Embassy in Beijing", "addressee: Foreign Ministry",
    ],
    "Telegram to Brezhnev, Letter from Honecker to Kania": ["telegram", "addressee: Brezhnev"],
    "Telegram from the Embassy, with a Letter from Kim to Stalin": ["telegram", "sender: Embassy"],
    "Cable from Ambassador Katz-Suchy to Foreign Minister Rapacki, 'On the Geneva Conference'": [
        "telegram", "sender: Katz-Suchy | Ambassador", "addressee: Rapacki | Foreign Minister",
    ],
    'Letter from Ambassador Tugarinov, "On the Situation in Iran", 12 May 1953': [
        "letter", "sender: Tugarinov | Ambassador",
    ],
    "Report by Gromyko to the CPSU Central Committee on Talks with Vance": [
        "report", "author: Gromyko", "intended-informee: CPSU Central Committee",
    ],
    "Report from KGB Chairman Andropov to the CPSU Central Committee": [
        "report", "author: Andropov | KGB Chairman", "intended-informee: CPSU Central Committee",
    ],
    "Report, Embassy of Hungary in North Korea to the Hungarian Foreign Ministry": [
        "report", "author: Embassy of Hungary in North Korea", "intended-informee: Hungarian Foreign Ministry",
    ],
    "Report on a Conversation with Kim Il Sung by Ambassador Pimenov": [
        "report", "author: Pimenov | Ambassador", "participant: Kim Il Sung",
    ],
    "Record of Telephone Call from Brezhnev to Honecker": [
        "telephone-conversation", "participant: Brezhnev", "participant: Honecker",
    ],
    "Diary of Anatoly S. Chernyaev": ["diary", "author: Anatoly S. Chernyaev"],
    "Diary of Anatoly Chernyaev, 12 May 1985": ["diary", "author: Anatoly Chernyaev ~0.8"],
    "Excerpts from Anatoly Chernyaev's Diary": ["diary", "author: Anatoly Chernyaev"],
    "Brezhnev’s Diary (excerpt)": ["diary", "author: Brezhnev"],
    "Diary of My Life": ["diary"],
    "Diary of the Revolution": ["diary"],
    "Foreign Policy Journal": [""],
    "Excerpts from the Diary of Soviet Ambassador Puzanov": ["diary", "author: Puzanov | Soviet Ambassador"],
    "From the Journal of N.G. Sudarikov, Record of a Conversation with Pak Chang-ok": [
        "diary", "author: N.G. Sudarikov", "participant: Pak Chang-ok",
    ],
    "Note from the Embassy of the USSR to Yuri Andropov": [
        "note", "sender: Embassy of the USSR", "addressee: Yuri Andropov",
    ],
    "Note Verbale from the Ministry of Foreign Affairs of Cuba to the Embassy of Mexico": [
        "note-verbale", "sender: Ministry of Foreign Affairs of Cuba", "addressee: Embassy of Mexico",
    ],
    "Handwritten Note, Chancellor Kohl to President Bush": [
        "note", "sender: Kohl | Chancellor", "addressee: Bush | President",
    ],
    "Speech by Che Guevara at the United Nations": ["speech", "author: Che Guevara"],
    "Statement by the Government of the USSR": ["declaration", "author: Government of the USSR"],
    "Cipher from Polish Embassy in Havana to Warsaw": ["telegram", "sender: Polish Embassy in Havana"],
    "Telegram from Soviet Ambassador to Cuba Alekseev to Soviet Ministry of Foreign Affairs (MFA)": [
        "telegram", "sender: Alekseev | Soviet Ambassador to Cuba", "addressee: Soviet Ministry of Foreign Affairs",
    ],
    "Gromyko to Dobrynin": [""],
    "Ambassador Dobrynin to the Foreign Ministry": [
        "correspondence", "sender: Dobrynin | Ambassador", "addressee: Foreign Ministry",
    ],
    "Memorandum to Robert Ford of the Central Intelligence Agency": ["memorandum", "addressee: Robert Ford"],
    "Memorandum for DC/P and CIP, Central Intelligence Agency": ["memorandum", "addressee: DC/P", "addressee: CIP"],
    "Memorandum Prepared for the 303 Committee": ["memorandum", "addressee: 303 Committee"],
    "Memorandum From [name not declassified] of the Central Intelligence Agency to J.C. Esterline of the Central Intelligence Agency": [
        "memorandum", "sender: [name not declassified] of the Central Intelligence Agency",
        "addressee: J.C. Esterline",
    ],
    "Bulgarian Embassy in Kabul, Information Report to the Foreign Ministry": [
        "report", "author: Bulgarian Embassy in Kabul", "intended-informee: Foreign Ministry",
    ],
    "Instructions to the Soviet Ambassador in Havana": ["instruction", "addressee: Soviet Ambassador in Havana"],
    "Answer from Fidel Castro to Nikita Khrushchev": [
        "correspondence", "sender: Fidel Castro", "addressee: Nikita Khrushchev",
    ],
    "Meeting between Deng Xiaoping and Kim Il Sung": [
        "memorandum-of-conversation", "participant: Deng Xiaoping", "participant: Kim Il Sung",
    ],
    "Conversation of Stalin with Mao Zedong": [
        "memorandum-of-conversation", "participant: Stalin", "participant: Mao Zedong",
    ],
    "Information on the Talks with China": [""],
    "Letter of Enver Hoxha to the Central Committee of the CPSU": [
        "letter", "sender: Enver Hoxha", "addressee: Central Committee of the CPSU",
    ],
    "Letter from Hoxha to Mao regarding Treaty with the USSR, Tirana, 5 June 1961": [
        "letter", "sender: Hoxha", "addressee: Mao",
    ],
    "12. Telegram from V. Molotov to the Soviet Ambassador in Washington A. Gromyko, Moscow, 5 May 1945": [
        "telegram", "sender: V. Molotov", "addressee: A. Gromyko | Soviet Ambassador in Washington",
    ],
    "Ahmed Ben Bella's Letter to Fidel Castro": ["letter", "sender: Ahmed Ben Bella", "addressee: Fidel Castro"],
    "Telegram No. 5, the Consul in Harbin to the Ministry": [
        "telegram", "sender: Consul in Harbin", "addressee: Ministry",
    ],
    "Letter by Imre Nagy, to the Chairman of the Council of Ministers N. Bulganin": [
        "letter", "author: Imre Nagy", "sender: Imre Nagy",
        "addressee: N. Bulganin | Chairman of the Council of Ministers",
    ],
    "TELEGRAM FROM THE SOVIET EMBASSY IN BEIJING TO THE FOREIGN MINISTRY": [
        "telegram", "sender: SOVIET EMBASSY IN BEIJING", "addressee: FOREIGN MINISTRY",
    ],
    "Letter from Chairman Mao to Comrade N. S. Khrushchev": [
        "letter", "sender: Mao | Chairman", "addressee: N. S. Khrushchev",
    ],
    "Cable, Chinese Foreign Ministry to the Embassy in Havana": [
        "telegram", "sender: Chinese Foreign Ministry", "addressee: Embassy in Havana",
    ],
    "Telegram, Hungarian Embassy in Moscow to Foreign Ministry": [
        "telegram", "sender: Hungarian Embassy in Moscow", "addressee: Foreign Ministry",
    ],
    "Note by the Head of the International Department, CC SED, on a Conversation with Cde. Ponomarev": [
        "note", "author: Head of the International Department, CC SED",
    ],
    "Memorandum of a Conversation between Comrade Axen and the Ambassador of Cuba, Comrade Rodriguez": [
        "memorandum-of-conversation", "participant: Axen", "participant: Rodriguez | Ambassador of Cuba",
    ],
    "Romanian Embassy in Beijing to the Ministry of Foreign Affairs": [
        "correspondence", "sender: Romanian Embassy in Beijing", "addressee: Ministry of Foreign Affairs",
    ],
    "Report by the Special Department to the Minister of the Interior (Mirosław Milewski)": [
        "report", "author: Special Department", "intended-informee: Mirosław Milewski | Minister of the Interior",
    ],
    "Letter from Deng Xiaoping, Vice Premier of the State Council, to Nicolae Ceausescu, President of Romania": [
        "letter", "sender: Deng Xiaoping | Vice Premier of the State Council",
        "addressee: Nicolae Ceausescu | President of Romania",
    ],
    "Ciphered Telegram No. 4 from Defense Minister R. Malinovsky to the Commander of the Group of Soviet Forces in Cuba (Pavlov)": [
        "telegram", "sender: R. Malinovsky | Defense Minister",
        "addressee: Pavlov | Commander of the Group of Soviet Forces in Cuba",
    ],
    "Telegram from Fyn Si [Stalin] to Kim Il Sung via Shtykov": [
        "telegram", "sender: Fyn Si", "addressee: Kim Il Sung", "channel: Shtykov",
    ],
    "Letter from Filippov (Stalin) to Mao Zedong": ["letter", "sender: Filippov", "addressee: Mao Zedong"],
    "Unsent Letter to President Kennedy": ["letter", "addressee: Kennedy | President"],
    'Memorandum, Zbigniew Brzezinski to the President, "Reflections on Soviet Intervention"': [
        "memorandum", "sender: Zbigniew Brzezinski", "addressee: President",
    ],
    "Letter, Jimmy Carter to Leonid Brezhnev, 28 December 1979": [
        "letter", "sender: Jimmy Carter", "addressee: Leonid Brezhnev",
    ],
    "Message from Prime Minister Nehru to Premier Zhou Enlai through Ambassador R. K. Nehru": [
        "message", "sender: Nehru | Prime Minister", "addressee: Zhou Enlai | Premier",
        "channel: R. K. Nehru | Ambassador",
    ],
    "Transcript of CPSU CC Politburo Discussions on Afghanistan": ["transcript", "participant: CPSU CC Politburo"],
    "Verbatim Record of the Meeting between Mao Zedong and Enver Hoxha": [
        "memorandum-of-conversation", "participant: Mao Zedong", "participant: Enver Hoxha",
    ],
    "Notes from a Conversation with Ambassador Lin": ["memorandum-of-conversation", "participant: Lin | Ambassador"],
    "Summary of the Conversation between Cde. Brezhnev and Cde. Honecker in the Crimea": [
        "memorandum-of-conversation", "participant: Brezhnev", "participant: Honecker",
    ],
    "Telephone Conversation between President Johnson and Secretary Rusk": [
        "telephone-conversation", "participant: Johnson | President", "participant: Rusk | Secretary",
    ],
    "Memorandum of Telephone Conversation With Ambassador Dobrynin": [
        "telephone-conversation", "participant: Dobrynin | Ambassador",
    ],
    "Interview with Marshal Kulikov by Maria Mayer": [
        "interview", "author: Maria Mayer", "participant: Kulikov | Marshal",
    ],
    "Report from the Chief of the General Staff to the Minister of Defence, Marshal Ustinov": [
        "report", "author: Chief of the General Staff", "intended-informee: Ustinov | Minister of Defence | Marshal",
    ],
    "To the Politburo of the Central Committee": [""],
    "Protest Note to the Government of the USA": ["note", "addressee: Government of the USA"],
    "Order No. 17 of the Supreme Commander": ["decree", "issuing-body: Supreme Commander"],
    "Appeal to the Peoples of the World": [""],
    "Instructions to Soviet Ambassadors": ["instruction", "addressee: Soviet Ambassadors"],
    "Telegram to Soviet Ambassadors in Bonn and Paris": [
        "telegram", "addressee: Soviet Ambassadors in Bonn and Paris",
    ],
    "Letter to all Party Organizations": ["letter", "addressee: all Party Organizations"],
    "Letter from Prague": ["letter"],
    "Cable from Warsaw to Moscow": ["telegram"],
    "Talks with China": ["memorandum-of-conversation"],
    "Report on the Visit to Poland": ["report"],
    "Report of the Commission to the Politburo": ["report", "author: Commission", "intended-informee: Politburo"],
    "Note from A. Gromyko and Yu. Andropov to the CC CPSU": [
        "note", "sender: A. Gromyko", "sender: Yu. Andropov", "addressee: CC CPSU",
    ],
    "Memorandum for the President from Henry A. Kissinger": [
        "memorandum", "addressee: President", "sender: Henry A. Kissinger",
    ],
    "Memorandum From Secretary of State Vance to President Carter Forwarding a Letter From Sadat to Begin": [
        "memorandum", "sender: Vance | Secretary of State", "addressee: Carter | President",
    ],
    "Letter From Kim Il Sung to Erich Honecker (Excerpts), Pyongyang, 3 June 1977": [
        "letter", "sender: Kim Il Sung", "addressee: Erich Honecker",
    ],
    "Letter from presumably Molotov": ["letter", "sender: Molotov ~0.8"],
    "Letter, possibly by Beria, to Stalin": [
        "letter", "author: Beria ~0.5", "sender: Beria ~0.5", "addressee: Stalin",
    ],
    "Memorandum from ? to Stalin": ["memorandum", "addressee: Stalin"],
}


@pytest.mark.parametrize("title", SHAPES)
def test_shape(title: str) -> None:
    """A title of any archive gives its genre and its parties in their roles, and nobody else."""
    assert told(title) == SHAPES[title]


@pytest.mark.parametrize("title", SHAPES)
def test_every_name_stands_where_it_is_said_to(title: str) -> None:
    """Names and offices are the words at their offsets, and doubted ones alone are inferred."""
    read = parse(title)
    for party in (*read.contributions, *read.attendees):
        for words in (party.name.phrase, *party.name.offices):
            assert words.span.of(title) == words.text and words.text == words.text.strip()
        inferred = party.evidence.status is Status.INFERRED
        assert inferred == (party.evidence.confidence is not None)
        assert all(0 <= span.start < span.end <= len(title) for span in party.evidence.spans)


CONVERSATIONS = [title for title, said in SHAPES.items() if said[0] in kit().lexicon.conversations]


@pytest.mark.parametrize("title", CONVERSATIONS)
def test_conversation_has_no_sender(title: str) -> None:
    """Whatever its words, the record of a talk has neither sender nor recipient."""
    roles = {c.role for c in parse(title).contributions}
    assert not roles & {"sender", "addressee", "channel", "intended-informee"}


@pytest.mark.parametrize(
    ("title", "places"),
    {
        "Cable from Warsaw to Moscow": ["Warsaw", "Moscow"],
        "Letter from Buenos Aires": ["Buenos Aires"],
        "Telegram from Tito via Belgrade to Stalin": ["Belgrade"],
        "Talks with China": ["China"],
    }.items(),
)
def test_place_is_no_party(title: str, places: list[str]) -> None:
    """A bare place says not who is there: it is told, and nobody is made of it."""
    read = parse(title)
    assert [words.text for words in read.left_out] == places
    assert not {c.name.phrase.text for c in (*read.contributions, *read.attendees)} & set(places)


NUMBERS = {
    "Ciphered telegram No. 121/122 from Rossiya Hotel": "121/122", "Telegram 5535 From the Embassy": "5535",
    "Airgram CA-6414 From the Department of State to the Embassy": "CA-6414", "Telegram from Tito, 5 May": "",
    "Backchannel Message WH 126 From the White House": "WH 126", "Telegram 3725/SECTO 65 From the Mission": "3725/SECTO 65",
    "Letter to Tito": "", "Telegram from Pyongyang, No. 76.203, Urgent": "76.203", "Cable 123456, 5 May 1965": "123456",
    "Intelligence Report 1968": "", "Telegram 26/10/62": "", "Letter from Kim, 5 May": "",
}


@pytest.mark.parametrize("title", NUMBERS)
def test_own_number(title: str) -> None:
    """A document's own number stands after its genre, with or without a number sign."""
    number = parse(title).number
    assert (number.value if number else "") == NUMBERS[title]


DRAFTS = {
    "Draft Letter from Brezhnev to Carter": "Draft", "Letter from Brezhnev to Carter": "",
    "Unsent Letter to Stalin": "", "Handwritten Draft of Letter from Gomulka to Khrushchev": "Draft",
    "Telegram to Shtykov with Draft Directive": "", "Entwurf eines Schreibens von Honecker an Breschnew": "Entwurf",
    "Проект письма Н.С. Хрущева": "Проект", "Draft Reply from the Foreign Office to the Soviet Embassy": "Draft",
}


@pytest.mark.parametrize("title", DRAFTS)
def test_draft(title: str) -> None:
    """A text is a draft where the words before its genre say so, and not where it only speaks of one."""
    draft = parse(title).draft
    assert (draft.span.of(title) if draft else "") == DRAFTS[title]


def test_pair_is_a_guess() -> None:
    """Two words that a hyphen joins before a talk are taken for who talked by inference only, and countries never."""
    read = parse("Stalin-Mao Conversation, 22 January 1950")
    assert [(c.name.phrase.text, c.evidence.status) for c in read.attendees] == [
        ("Stalin", Status.INFERRED), ("Mao", Status.INFERRED),
    ]
    assert parse("Sino-Soviet Talks, Moscow").attendees == parse("Four-Power Talks in Geneva").attendees == ()


@pytest.mark.parametrize("unit", ["to ", "visit to ", "(Bundy) ", "coal and steel ", "\n", "from the ", "x’s ", "«", "of ", "'a ", "(via X) ", "A-B "])
def test_endless_title(unit: str) -> None:
    """A title as long as may be is read like any other, and a whole text is none."""
    title = ("Memorandum from " + unit * LONGEST_TITLE)[:LONGEST_TITLE]
    assert parse(title).genre is not None
    assert parse(title + "x") == Title()
