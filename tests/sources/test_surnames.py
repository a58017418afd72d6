"""Bare surnames in a row are senders, authors and addressees where their form shows it; other bare words are told, not named."""

import pytest

from fonds.record.evidence import Span
from fonds.sources.grammar.names import is_surname
from sources.test_title_shapes import parse, told

SENT: dict[str, list[str]] = {
    "Gromyko, Ustinov, and Andropov to CC CPSU": [
        "correspondence", "sender: Gromyko", "sender: Ustinov", "sender: Andropov", "addressee: CC CPSU",
    ],
    "Zorin and Gromyko to the CC CPSU, 5 May 1962": [
        "correspondence", "sender: Zorin", "sender: Gromyko", "addressee: CC CPSU",
    ],
    "Gromyko to Ustinov, Andropov and Ponomarev": [
        "correspondence", "sender: Gromyko", "addressee: Ustinov", "addressee: Andropov", "addressee: Ponomarev",
    ],
    "MacDonald to the Foreign Office": ["correspondence", "sender: MacDonald", "addressee: Foreign Office"],
    "Marshal Ustinov, Gromyko and Ponomarev, Report to the CC CPSU": [
        "report", "author: Ustinov | Marshal", "author: Gromyko", "author: Ponomarev", "intended-informee: CC CPSU",
    ],
    "Gromyko, Andropov, Ustinov, and Ponomarev, Report to the CPSU CC on Angola": [
        "report", "author: Gromyko", "author: Andropov", "author: Ustinov", "author: Ponomarev", "intended-informee: CPSU CC",
    ],
    "Gromyko-Andropov-Ustinov-Ponomarev Report to CPSU CC on Angola": [
        "report", "intended-informee: CPSU CC", "author: Gromyko", "author: Andropov", "author: Ustinov", "author: Ponomarev",
    ],
    "Prime Minister's Personal Minute to Minister of Defence": [
        "memorandum", "sender: Prime Minister", "addressee: Minister of Defence",
    ],
    "H.M. Ambassador Moscow to Foreign Office": [
        "correspondence", "sender: H.M. Ambassador Moscow", "addressee: Foreign Office",
    ],
    "Report from Gromyko and Andropov to the CC CPSU": [
        "report", "author: Gromyko", "author: Andropov", "intended-informee: CC CPSU",
    ],
    "Lord Halifax to Viscount Cranborne": ["correspondence", "sender: Halifax", "addressee: Cranborne | Viscount"],
    "Memorandum From Dean Acheson to Secretary of State Rusk": [
        "memorandum", "sender: Dean Acheson", "addressee: Rusk | Secretary of State",
    ],
    "Telephone conversation between Kissinger/Dobrynin": [
        "telephone-conversation", "participant: Kissinger", "participant: Dobrynin",
    ],
    "TelCon: Secretary Kissinger/Ambassador Dobrynin": [
        "telephone-conversation", "participant: Kissinger | Secretary", "participant: Dobrynin | Ambassador",
    ],
    "Ministerialdirigent Blech an Botschaft Washington": [
        "correspondence", "sender: Blech | Ministerialdirigent", "addressee: Botschaft Washington",
    ],
    "Botschafter Allardt, Moskau, an das Auswärtige Amt": [
        "correspondence", "sender: Allardt | Botschafter", "addressee: Auswärtige Amt",
    ],
    "M. Alphand, ambassadeur de France à Washington, à M. Couve de Murville": [
        "correspondence", "sender: Alphand | ambassadeur de France à Washington", "addressee: Couve de Murville",
    ],
    "Note du Directeur politique pour le Ministre": ["note", "sender: Directeur politique", "addressee: Ministre"],
    "Procès-verbal de la réunion du Conseil des ministres": ["minutes", "participant: Conseil des ministres"],
    "Dépêche de l'ambassade de France à Moscou": ["despatch", "sender: ambassade de France"],
}
NOBODY = (
    "Proposals and Credits to the Government of Cuba", "Oil, Grain and Steel to the Foreign Ministry", "Kiev to the Central Committee",
    "Molotov, Malenkov, Beria, and Mikoyan to Stalin", "Khrushchev to Visit Cuba", "Farewell to Khrushchev", "Smith and Brown to Eden",
    "Rimsky-Korsakov Report to the Foreign Ministry", "Note du général pour la paix", "Gromyko and Reform, Notes for the Record",
    "Professor an der Universität Bonn", "Aid Limited to the Government of Iran", "Gromyko to Leave for the United Nations",
)


@pytest.mark.parametrize("title", SENT)
def test_parties(title: str) -> None:
    """A title gives the parties its words show, each in its role, and nobody else."""
    assert told(title) == SENT[title]


@pytest.mark.parametrize("title", NOBODY)
def test_nobody_is_made_up(title: str) -> None:
    """Bare words that may be anything send nothing, and make nothing a letter."""
    read = parse(title)
    people = {c.name.phrase.text for c in read.contributions if c.name.kind == "person"}
    assert not people and (read.genre is None or read.genre.value != "correspondence")


@pytest.mark.parametrize(
    ("title", "words"),
    {
        "Smith, Jones and Brown to the Foreign Office": ["Smith", "Jones", "Brown"],
        "Molotov, Malenkov, Beria, and Mikoyan to Stalin": ["Molotov", "Malenkov", "Beria", "Mikoyan"],
    }.items(),
)
def test_what_may_be_names_is_told(title: str, words: list[str]) -> None:
    """A list that may be one of senders is a Problem for the archivist, and no statement."""
    assert [left.text for left in parse(title).left_out] == words


@pytest.mark.parametrize(
    "title",
    [
        "Conclusions of a Meeting of the Cabinet held on Tuesday, 31 July 1956", "Record of a Meeting on Wednesday",
        "Transcript of Talks held on the occasion of the meeting of Ceausescu and Kim",
    ],
)
def test_when_is_no_subject(title: str) -> None:
    """The day and the occasion on which something was are not what it is about."""
    assert parse(title).about == ()


def test_surnames_by_their_form() -> None:
    """Endings of surnames tell them from words and from cities."""
    assert all(map(is_surname, ("Gromyko", "Andropov", "Mikoyan", "McNamara", "Wyszynski", "Ceaușescu", "A. Kuznetsov")))
    assert not any(map(is_surname, ("Trade", "Kiev", "Rostov", "Nato", "Stalin", "ov", "MARKO", "Ministry of Petrov Affairs")))


def test_words_stand_where_they_are_said_to() -> None:
    """Names cut at hyphens and strokes are the words at their offsets."""
    for title in SENT:
        read = parse(title)
        for party in (*read.contributions, *read.attendees):
            assert party.name.phrase.span.of(title) == party.name.phrase.text
            assert all(isinstance(span, Span) and 0 <= span.start < span.end <= len(title) for span in party.evidence.spans)
