"""Who attended (floor 3): the parties of a conversation, a telephone call, a meeting whose record a title names.

"between A and B", "with A", "of A with B", "A’s Talk with B", "A and B"; the body whose meeting it was. A record of
a talk has neither sender nor recipient. To add a form: a function here that adds *participant* names.
"""

import re

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.clauses import Clause
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.findings import Findings
from fonds.sources.grammar.issuers import is_issuer
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import looks_personal, phrase
from fonds.sources.grammar.offices import parse_piece
from fonds.sources.grammar.parties import Parties, parse_parties
from fonds.sources.grammar.talks import Talk, find_body, is_meeting

_ATTENDED = frozenset({"between", "among", "with", "leading"})
_CALLED = frozenset({"from", "to"})
_COMMA = re.compile(r"\s*[,:]\s+")
_OF = re.compile(r"\s+of\s+")
PAIRED = 0.7
"""How sure (0 to 1) a word of "Stalin-Mao Conversation" is somebody who took part in it."""
MINUTES, TRANSCRIPT = "minutes", "transcript"


def read_conversation(
    found: Findings, rest: Span, clauses: list[Clause], talk: Talk | None, genre: str, owner: Phrase | None = None
) -> None:
    """Attendees: between A and B, with A, of A with B, A’s talk with B; the body whose meeting it was.

    Who wrote the record is its author; who telephoned to whom are attendees both.
    """
    page = found.page
    lead = (talk.owner if talk else None) or owner
    start = talk.span.end if talk else rest.start
    if not lead and clauses and clauses[0].word == "with":
        match = _OF.match(page, start, clauses[0].whole.span.start)
        lead = phrase(page, match.end(), clauses[0].whole.span.start) if match else None
    if lead and lead.text:
        parties = parse_parties(page, lead.span, found.lexicon)
        if talk is None or parties.told or all(name.kind == "person" for name in parties.names):
            found.add("participant", Clause("leading", lead, lead), parties)
    attended = _ATTENDED | _CALLED if talk and talk.phoned else _ATTENDED
    for clause in clauses:
        if clause.word in attended and clause.words.text:
            for part in _parted_at_slash(page, clause):
                found.add("participant", part, found.parties(part, several=clause.word != "with"))
    for words in talk.pair if talk else ():
        clause = Clause("pair", words, words, hedge=PAIRED)
        found.add("participant", clause, Parties((Name(words, kind="person"),)))
    if not found.attendees and not clauses:
        _read_listed(found, Span(start, rest.end))
    called = talk.span if talk else Span(rest.start, rest.start)
    meets = genre == MINUTES or (talk.meeting if talk else is_meeting(page, rest.start))
    if meets and (body := find_body(page, called, rest.end, found.lexicon)):
        parties = Parties((Name(body, kind="organization"),), told=True)
        found.add("participant", Clause("body", body, body), parties)
        if genre == MINUTES and is_issuer(body.text, found.lexicon):
            found.add("issuing-body", Clause("body", body, body), parties)
    read_by(found, clauses)


def _read_listed(found: Findings, rest: Span) -> None:
    """Read "Memorandum of Conversation, A and B": two persons or more, each by more than one word, joined by "and"."""
    page = found.page
    match = _COMMA.match(page, rest.start, rest.end)
    dates = find_dates(page, rest)
    words = phrase(page, match.end(), dates[0][1].start if dates else rest.end) if match else None
    if words is None or not words.text or not (" and " in words.text or "/" in words.text):
        return
    clause = Clause("listed", words, phrase(page, words.span.start, words.span.start + len(words.text.rstrip(" ,(["))))
    parts = [(part, found.parties(part, several=True)) for part in _parted_at_slash(page, clause)]
    names = [name for _, parties in parts for name in parties.names]
    persons = all(
        name.kind == "person" and (name.offices or " " in name.phrase.text or found.lexicon.known(name.phrase.text))
        for name in names
    )
    if len(names) > 1 and persons and not any(parties.left_out for _, parties in parts):
        for part, parties in parts:
            found.add("participant", part, parties)


def _parted_at_slash(page: str, clause: Clause) -> list[Clause]:
    """Cut "Kissinger/Dobrynin" at its strokes, where each part has the form of a name, with an office or without."""
    words = clause.words
    if "/" not in words.text:
        return [clause]
    parts, start = [], words.span.start
    for text in words.text.split("/"):
        parts.append(phrase(page, start, start + len(text)))
        start += len(text) + 1
    named = all(len(part.text.split(maxsplit=1)[0]) > 1 for part in parts if part.text) and all(
        looks_personal(part.text) or parse_piece(page, part.span, Lexicon()).form == "named" for part in parts
    )
    return [clause._replace(whole=part, words=part) for part in parts] if named else [clause]


def read_by(found: Findings, clauses: list[Clause]) -> None:
    """Add whom "by" names as the author."""
    for clause in clauses:
        if clause.word == "by" and clause.words.text:
            found.add("author", clause, found.parties(clause))
