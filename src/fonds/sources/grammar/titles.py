"""The grammar of titles (floor 3): "TYPE from X to Y", "TYPE, X to Y", "TYPE by X", "X’s TYPE to Y", "X to Y".

`openings.py` finds the genre, `clauses.py` cuts what follows at its prepositions, `parties.py` reads the names.
A conversation has attendees, never sender and recipient; who wrote something is stated by "by". To add a form: a
clause in `clauses.py` if it has a preposition of its own, and its role in :data:`_ROLES`.
"""

import re
from dataclasses import dataclass, field

from fonds.record.evidence import Evidence, Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.clauses import SUBJECT, Clause, cut_clauses
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.openings import (
    Opening,
    Series,
    find_opening,
    find_own_number,
    find_series,
    skip_leading_number,
)
from fonds.sources.grammar.parties import Parties, parse_parties

_ROLES = {"from": "sender", "by": "author", "to": "addressee", "for": "addressee"}
_ATTENDED = frozenset({"between", "among", "with", "leading"})
_LEAD = re.compile(r"[\s,:–—-]*(?:of\s+)?", re.IGNORECASE)
CORRESPONDENCE = "correspondence"
"""The genre of a heading that only says who wrote to whom."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart. ``series`` is the clause "Attachment to …" and the words for the whole it names.

    ``unclear`` are names in which an office may stand, ``left_out`` words that may be a place as well as a name.
    """

    genre: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()
    attendees: tuple[Contribution, ...] = ()
    about: tuple[Phrase, ...] = ()
    series: tuple[Phrase, Phrase] | None = None
    position: Found[str] | None = None
    number: Found[str] | None = None
    used: tuple[Span, ...] = ()
    unclear: tuple[Phrase, ...] = ()
    left_out: tuple[Phrase, ...] = ()


@dataclass(slots=True)
class _Found:
    """What is read from the clauses of one title, which begins at ``start``."""

    page: str
    start: int
    lexicon: Lexicon
    contributions: list[Contribution] = field(default_factory=list)
    attendees: list[Contribution] = field(default_factory=list)
    unclear: list[Phrase] = field(default_factory=list)
    left_out: list[Phrase] = field(default_factory=list)

    def add(self, role: str, clause: Clause, parties: Parties) -> None:
        """Add every party of a clause in one role."""
        names = parties.names
        if clause.doubtful and names:
            names = (Name(clause.words, kind="unknown"),)
            self.unclear.append(clause.words)
        else:
            self.unclear.extend(parties.unclear)
            self.left_out.extend(parties.left_out)
        into = self.attendees if role == "participant" else self.contributions
        into.extend(
            Contribution(role, name, _evidence(self.start, clause, name, role, alone=len(names) == 1))
            for name in names
        )


def parse_title(page: str, span: Span, lexicon: Lexicon, *, genre: Found[str] | None = None) -> Title:
    """Read a title. Everything in the result is optional: an unknown form gives what can be had.

    ``genre`` is one that is known better: it says which of the clauses name senders, which attendees.

    >>> page = "Letter from A. Gromyko to the Foreign Ministry"
    >>> title = parse_title(page, Span(0, 46), Lexicon({"letter": "letter"}, correspondence=frozenset({"letter"})))
    >>> [(c.role, c.name.phrase.text) for c in title.contributions]
    [('sender', 'A. Gromyko'), ('addressee', 'Foreign Ministry')]
    """
    series = find_series(page, span)
    body = skip_leading_number(page, Span(span.start, series.start if series else span.end))
    opening = find_opening(page, body, lexicon)
    found = _Found(page, span.start, lexicon)
    if opening is None and genre is None:
        return _bare_heading(found, body, series)
    number = find_own_number(page, opening.genre.span, body.end) if opening else None
    start = number.span.end if number else opening.genre.span.end if opening else body.start
    rest = Span(start, body.end)
    clauses = cut_clauses(page, rest, lexicon)
    owner = opening.owner if opening else None
    if genre is None and opening:
        genre = _narrowed(page, opening, clauses, lexicon)
    assert genre is not None  # noqa: S101 - one of the two is there; this tells the type checker
    if genre.value in lexicon.conversations:
        _read_conversation(found, rest, clauses)
    elif genre.value in lexicon.correspondence:
        _read_letter(found, rest, clauses, owner, numbered=number is not None)
    else:
        _read_by(found, clauses)
    about = tuple(clause.words for clause in clauses if clause.word in SUBJECT and clause.words.text)
    return _title(found, genre, about, series, number)


def _title(
    found: _Found, genre: Found[str] | None, about: tuple[Phrase, ...], series: Series | None,
    number: Found[str] | None = None,
) -> Title:
    used = [c.evidence.spans[0] for c in (*found.contributions, *found.attendees)]
    used.extend([series.clause.span] if series else [])
    used.extend([number.span] if number else [])
    return Title(
        genre, tuple(found.contributions), tuple(found.attendees), about,
        (series.clause, series.whole) if series else None, series.position if series else None, number,
        tuple(used), tuple(found.unclear), tuple(found.left_out),
    )


def _narrowed(page: str, opening: Opening, clauses: list[Clause], lexicon: Lexicon) -> Found[str]:
    """A protocol between parties is a treaty; any other is the record of a meeting."""
    genre = opening.genre
    between = bool(clauses) and clauses[0].word in ("between", "among")
    if between and genre.span.of(page).lower() == "protocol" and "treaty" in lexicon.genres:
        return Found(lexicon.genres["treaty"], genre.evidence)
    return genre


def _read_letter(
    found: _Found, rest: Span, clauses: list[Clause], owner: Phrase | None, *, numbered: bool
) -> None:
    words = {clause.word for clause in clauses}
    leading = _leading(found, rest, clauses, numbered=numbered) if not owner and "from" not in words else None
    if owner:
        _read_owner(found, owner)
    elif leading:
        found.add("sender", *leading)
    for clause in clauses:
        role = _ROLES.get(clause.word)
        if role is None or not clause.words.text:
            continue
        parties = parse_parties(found.page, clause.words.span, found.lexicon)
        if clause.word == "for" and ("to" in words or clause is not clauses[0] or not parties.told):
            continue
        found.add(role, clause, parties)
        if clause.word == "by" and "to" in words and "from" not in words and not leading and not owner:
            found.add("sender", clause, parties)


def _read_owner(found: _Found, owner: Phrase) -> None:
    """Read "X’s TYPE": the sender, where the words are a name or an office."""
    parties = parse_parties(found.page, owner.span, found.lexicon)
    if parties.told or all(name.kind == "person" for name in parties.names):
        found.add("sender", Clause("owner", owner, owner), parties)


def _leading(found: _Found, rest: Span, clauses: list[Clause], *, numbered: bool) -> tuple[Clause, Parties] | None:
    """Read "TYPE, X to Y", "TYPE of X to Y", "TYPE No. N X to Y": what stands before "to" is the sender.

    A name that nothing shows to be one needs the comma, the number or "of" before it, and no comma after it.
    """
    page = found.page
    if not clauses or clauses[0].word != "to":
        return None
    match = _LEAD.match(page, rest.start, clauses[0].whole.span.start)
    start = match.end() if match else rest.start
    words = phrase(page, start, clauses[0].whole.span.start)
    if not words.text or words.text.startswith(("a ", "an ")) or find_dates(page, words.span):
        return None
    parties = parse_parties(page, words.span, found.lexicon)
    marked = numbered or page[rest.start : start].strip() != ""
    named = all(name.kind in ("person", "organization", "group") for name in parties.names)
    if not parties.told and not (marked and named and not words.text.endswith(",")):
        return None
    return Clause("leading", words, words), parties


def _read_conversation(found: _Found, rest: Span, clauses: list[Clause]) -> None:
    """Attendees: between A and B, with A, of A with B. Who wrote the record is its author."""
    page = found.page
    if clauses and clauses[0].word == "with":
        match = re.compile(r"\s+of\s+").match(page, rest.start, clauses[0].whole.span.start)
        words = phrase(page, match.end(), clauses[0].whole.span.start) if match else None
        if words and words.text:
            parties = parse_parties(page, words.span, found.lexicon)
            found.add("participant", Clause("leading", words, words), parties)
    for clause in clauses:
        if clause.word in _ATTENDED and clause.words.text:
            several = clause.word != "with"
            parties = parse_parties(page, clause.words.span, found.lexicon, several=several)
            found.add("participant", clause, parties)
    _read_by(found, clauses)


def _read_by(found: _Found, clauses: list[Clause]) -> None:
    for clause in clauses:
        if clause.word == "by" and clause.words.text:
            found.add("author", clause, parse_parties(found.page, clause.words.span, found.lexicon))


def _bare_heading(found: _Found, body: Span, series: Series | None) -> Title:
    """Read "X to Y" without a genre, where offices, addresses or the lists show both to be parties."""
    page, lexicon = found.page, found.lexicon
    clauses = cut_clauses(page, body, lexicon)
    if not clauses or clauses[0].word != "to" or CORRESPONDENCE not in lexicon.correspondence:
        return _title(found, None, (), series)
    words = phrase(page, body.start, clauses[0].whole.span.start)
    parties = parse_parties(page, words.span, lexicon)
    addressees = parse_parties(page, clauses[0].words.span, lexicon)
    if not parties.told or not addressees.told:
        return _title(found, None, (), series)
    found.add("sender", Clause("leading", words, words), parties)
    found.add("addressee", clauses[0], addressees)
    form = normalised("title-form", Span(words.span.start, clauses[0].words.span.end))
    about = tuple(clause.words for clause in clauses if clause.word in SUBJECT and clause.words.text)
    return _title(found, Found(CORRESPONDENCE, form), about, series)


def _evidence(start: int, clause: Clause, name: Name, role: str, *, alone: bool) -> Evidence:
    """A bare name rests on itself; a name with offices, or a sender, on the clause that says the role."""
    rule = f"title-{clause.word}"
    bare = clause.word in ("leading", "owner") or role == "participant"
    if not alone or bare or (role == "addressee" and not name.offices):
        return stated(rule, name.phrase.span)
    if clause.word in ("from", "by"):
        return stated(rule, Span(start, clause.whole.span.end))
    return stated(rule, clause.whole.span)
