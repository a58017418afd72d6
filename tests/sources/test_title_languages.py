"""Titles in other languages: read by files of words, names in the case they stand in."""

from pathlib import Path

import pytest

from fonds.bundled import bundled_path
from fonds.rdf.vocabulary import concepts
from fonds.record.evidence import Span
from fonds.sources.grammar.titles import parse_title
from fonds.sources.grammar.tongues import ROLES, Tongue, parse_tongue
from sources.pages import kit
from sources.test_title_shapes import parse, told

FILES = sorted(bundled_path("vocab", "titles").glob("*.toml"))

TITLES: dict[str, list[str]] = {
    "Brief von Walter Ulbricht an Nikita Chruschtschow vom 4. August 1961": [
        "letter", "sender: Walter Ulbricht", "addressee: Nikita Chruschtschow",
    ],
    "Brief Walter Ulbrichts an N.S. Chruschtschow": [
        "letter", "sender: Walter Ulbrichts", "addressee: N.S. Chruschtschow",
    ],
    "Schreiben des Botschafters Pauls an das Auswärtige Amt, Moskau, 5. Mai 1970": [
        "letter", "sender: Pauls | Botschafters", "addressee: Auswärtige Amt",
    ],
    "Schreiben des Ministers für Auswärtige Angelegenheiten der DDR, Genossen Fischer, an Gromyko": [
        "letter", "sender: Fischer | Ministers für Auswärtige Angelegenheiten der DDR", "addressee: Gromyko",
    ],
    "Telegramm der Botschaft der DDR in Peking an das Ministerium für Auswärtige Angelegenheiten": [
        "telegram", "sender: Botschaft der DDR in Peking", "addressee: Ministerium für Auswärtige Angelegenheiten",
    ],
    "Vermerk über ein Gespräch mit dem sowjetischen Botschafter Abrassimow": [
        "memorandum-of-conversation", "participant: Abrassimow | sowjetischen Botschafter",
    ],
    "Gesprächsprotokoll zwischen Honecker und Breshnew": [
        "memorandum-of-conversation", "participant: Honecker", "participant: Breshnew",
    ],
    "Protokoll der Sitzung des Politbüros": ["minutes", "issuing-body: Politbüros", "participant: Politbüros"],
    "Bericht über die Lage in Polen": ["report"],
    "Bericht von Hans Kroll an Adenauer": ["report", "author: Hans Kroll", "intended-informee: Adenauer"],
    "Fernschreiben Nr. 17 von Kroll an Adenauer": ["telegram", "sender: Kroll", "addressee: Adenauer"],
    "Streng geheimes Telegramm von Kroll an Adenauer": ["telegram", "sender: Kroll", "addressee: Adenauer"],
    "Lettre de Staline à Mao Zedong": ["letter", "sender: Staline", "addressee: Mao Zedong"],
    "Lettre du général de Gaulle au président Kennedy, 5 mai 1961": [
        "letter", "sender: général de Gaulle", "addressee: Kennedy | président",
    ],
    "Télégramme de l'ambassadeur de France à Moscou à M. Couve de Murville": [
        "telegram", "sender: ambassadeur de France à Moscou", "addressee: Couve de Murville",
    ],
    "Note de l'ambassade de France au ministère des Affaires étrangères": [
        "note", "sender: ambassade de France", "addressee: ministère des Affaires étrangères",
    ],
    "Note de la direction d'Europe sur la situation en Pologne": ["note", "sender: direction d'Europe"],
    "Compte rendu de l'entretien entre le général de Gaulle et M. Kossyguine": [
        "memorandum-of-conversation", "participant: général de Gaulle", "participant: Kossyguine",
    ],
    "Entretien avec Zhou Enlai": ["memorandum-of-conversation", "participant: Zhou Enlai"],
    "Rapport sur la Pologne": ["report"],
    "Письмо Н.С. Хрущева И.В. Сталину": ["letter", "sender: Н.С. Хрущева", "addressee: И.В. Сталину"],
    "Письмо Сталина Мао Цзэдуну": ["letter", "sender: Сталина", "addressee: Мао Цзэдуну"],
    "Письмо Хрущева президенту Кеннеди": ["letter", "sender: Хрущева", "addressee: Кеннеди | президенту"],
    "Телеграмма посла СССР в КНР П.Ф. Юдина в МИД СССР": [
        "telegram", "sender: П.Ф. Юдина | посла СССР в КНР", "addressee: МИД СССР",
    ],
    "Телеграмма И.В. Сталина послу СССР в КНДР Т.Ф. Штыкову": [
        "telegram", "sender: И.В. Сталина", "addressee: Т.Ф. Штыкову | послу СССР в КНДР",
    ],
    "Записка Ю.В. Андропова в ЦК КПСС от 5 мая 1979 г.": [
        "memorandum", "sender: Ю.В. Андропова", "addressee: ЦК КПСС",
    ],
    "Запись беседы Н.С. Хрущева с Мао Цзэдуном": [
        "memorandum-of-conversation", "participant: Н.С. Хрущева", "participant: Мао Цзэдуном",
    ],
    "Запись беседы Л.И. Брежнева с В. Ярузельским о положении в Польше": [
        "memorandum-of-conversation", "participant: Л.И. Брежнева", "participant: В. Ярузельским",
    ],
    "Постановление Политбюро ЦК КПСС": ["decree", "issuing-body: Политбюро ЦК КПСС"],
    "Письмо от Громыко к Брежневу": ["letter", "sender: Громыко", "addressee: Брежневу"],
    "Письмо Сталину": ["letter", "addressee: Сталину"],
    "Проект письма Н.С. Хрущева Дж. Кеннеди": ["letter", "sender: Н.С. Хрущева", "addressee: Дж. Кеннеди"],
    "Выписка из протокола № 149 заседания Политбюро ЦК КПСС": [
        "minutes", "issuing-body: Политбюро ЦК КПСС", "participant: Политбюро ЦК КПСС",
    ],
    "Постановление Политбюро ЦК ВКП(б)": ["decree", "issuing-body: Политбюро ЦК ВКП(б)"],
    "Télégramme de M. Dejean à M. Schuman au sujet de la Corée": ["telegram", "sender: Dejean", "addressee: Schuman"],
    "Brief for the Prime Minister": [""],
    "Brief Nr. 5": ["letter"],
    "Brief via Botschafter Abrassimow an Breschnew": [
        "letter", "addressee: Breschnew", "channel: Abrassimow | Botschafter",
    ],
    "Telegramm aus Moskau an das Auswärtige Amt": ["telegram", "addressee: Auswärtige Amt"],
    "Entwurf eines Schreibens von Honecker an Breschnew": ["letter", "sender: Honecker", "addressee: Breschnew"],
    "Bericht der Botschaft in Peking an das MfAA": [
        "report", "author: Botschaft in Peking", "intended-informee: MfAA",
    ],
    "Beschluss des Politbüros des ZK der SED": ["decree", "issuing-body: Politbüros des ZK der SED"],
    "Шифртелеграмма № 123 из Пекина": ["telegram"],
    "Из дневника В.В. Кузнецова": ["diary", "author: В.В. Кузнецова"],
    "Message from Tito to Stalin": ["message", "sender: Tito", "addressee: Stalin"],
    "Note to the President": ["note", "addressee: President"],
    "Rede von Erich Honecker": ["speech"],
}


@pytest.mark.parametrize("title", TITLES)
def test_title(title: str) -> None:
    """A German, French or Russian title gives its genre and its parties, names as they are written."""
    assert told(title) == TITLES[title]


def test_words_of_two_languages() -> None:
    """A word that is English too is read in the other language only where one of its prepositions follows."""
    assert told("Note de l'ambassade de France au ministère")[1:] == [
        "sender: ambassade de France", "addressee: ministère",
    ]
    assert told("Note from the Embassy of France to the Ministry")[1:] == [
        "sender: Embassy of France", "addressee: Ministry",
    ]


@pytest.mark.parametrize("title", ["Brief", "Brief an", "Brief von an von an", "Письмо", "Письмо в", "Lettre de", "Lettre à à à"])
def test_torn_title(title: str) -> None:
    """A title torn off has its genre, and no party that is nothing but a preposition."""
    said = told(title)
    assert said[0] == "letter" and not any(party.endswith((": ", ": an", ": von", ": à")) for party in said[1:])


def test_office_and_name_that_are_not_clear() -> None:
    """Where an office may run into a name, the words stay one name and are told."""
    read = parse("Schreiben von Staatssekretär im Auswärtigen Amt Hallstein an Adenauer")
    assert [words.text for words in read.unclear] == ["Staatssekretär im Auswärtigen Amt Hallstein"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file(path: Path) -> None:
    """A language file is named as its language, its genres are concepts of ours, and no word opens two parts."""
    tongue = parse_tongue(path.read_text(encoding="utf-8"))
    codes = {concept.code for concept in concepts("genre")}
    assert tongue.language == path.stem and set(tongue.genres.values()) <= codes
    assert set(tongue.opens.values()) <= set(ROLES) and {"from", "to"} <= set(tongue.opens.values())
    assert not set(tongue.opens) & (tongue.articles | tongue.courtesy | tongue.joins)
    assert all(stem == stem.lower() for stems in tongue.stems.values() for stem in stems)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_word_stands_for_one_genre(path: Path) -> None:
    """No word of a language stands for two genres, and none for another one than it does in English."""
    tongue = parse_tongue(path.read_text(encoding="utf-8"))
    english = kit().lexicon.english
    genres = kit().lexicon.genres
    assert {word: code for word, code in tongue.genres.items() if word in english and genres[word] != code} == {}
    words = path.read_text(encoding="utf-8").split("[words]")[0].lower().split('"')[1::2]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_longer_beginning_counts() -> None:
    """A word that begins as an office and as a body does is what its longer beginning says."""
    tongue = Tongue("de", {}, {}, stems={"office": ("minister", "botschafter"), "body": ("ministerium", "botschaft")})
    assert tongue.begins("office", "Ministers") and not tongue.begins("office", "Ministerium")
    assert tongue.begins("office", "Botschafter") and tongue.begins("body", "Botschaft")
    assert not tongue.begins("body", "Botschafters") and not tongue.begins("talk", "Minister")


def test_broken_file() -> None:
    """A language file that is no TOML, or lacks a part, is an error and never half a language."""
    with pytest.raises(ValueError, match="Expected"):
        parse_tongue("[genres")
    with pytest.raises(KeyError, match="words"):
        parse_tongue('language = "de"\n[genres]\n')


def test_known_genre_decides() -> None:
    """A title of another language is read by its own genre, and its parties lie in it."""
    title = "Brief von Tito an Stalin"
    page = f"\n\n{title}\n"
    read = parse_title(page, Span(2, 2 + len(title)), kit().lexicon)
    assert [c.name.phrase.span.of(page) for c in read.contributions] == ["Tito", "Stalin"]
