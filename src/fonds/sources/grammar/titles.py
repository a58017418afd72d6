"""The grammar of titles (floor 3): "TYPE from X to Y", "TYPE, X to Y", "TYPE by X", "X’s TYPE to Y", "X to Y".

`openings.py` finds the genre, `clauses.py` cuts what follows at its prepositions, `parties.py` reads the names.
A conversation has attendees, never sender and recipient; who wrote something is stated by "by". To add a form: a
clause in `clauses.py` if it has a preposition of its own, and its role in :data:`_ROLES`.
"""

import re
from functools import lru_cache

from fonds.record.evidence import Found, Span, normalised
from fonds.record.names import Phrase
from fonds.sources.grammar.attendance import TRANSCRIPT, read_by, read_conversation
from fonds.sources.grammar.clauses import SUBJECT, Clause, cut_clauses
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.findings import MET, Findings, are_carriers, are_named, are_parties, are_persons
from fonds.sources.grammar.foreign import Reading, find_tongue, is_foreign_only, read_bare, read_foreign
from fonds.sources.grammar.issuers import read_issuer
from fonds.sources.grammar.lexicon import ANSWERS, HEDGES, PURPOSES, Lexicon
from fonds.sources.grammar.moving import with_surroundings
from fonds.sources.grammar.names import bare_word, phrase
from fonds.sources.grammar.openings import (
    DIARY,
    PERSONAL,
    Opening,
    Series,
    find_draft,
    find_number_behind,
    find_opening,
    find_own_number,
    find_series,
    genre_code,
    open_after_party,
    skip_leading_number,
    skip_qualifiers,
)
from fonds.sources.grammar.parties import Parties, parse_parties
from fonds.sources.grammar.talks import Talk, find_talk, open_talk
from fonds.sources.grammar.title import Title, moved_title

_ROLES = {"from": "sender", "by": "author", "to": "addressee", "for": "addressee", "via": "channel", "through": "channel"}
_OF_DIARY = frozenset({"to"})
_FOR = re.compile(r"\s+(?:dated|for|from|of|on)\s*\Z")
_ENTRY = re.compile(r"\s*[,:.]\s+(?=\S)")
_LEAD = re.compile(r"[\s,:–—-]*(?:of\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|by)\s+", re.IGNORECASE)
CORRESPONDENCE = "correspondence"
"""The genre of a heading that only says who wrote to whom."""
RECORDS = frozenset({"memorandum", "note", "transcript", "memorandum-of-conversation"})
"""Genres that a talk narrows: "Note of a Telephone Conversation". A letter about a talk stays a letter."""
POSSESSIVE = frozenset({"his", "her", "my", "our", "their"})
_BY_FORM = 0.8
"""How sure it is that two capitalised words behind "Diary of" are somebody's name."""
OWN_WRITINGS = frozenset({"diary", "note"})
"""Genres whose "of" names the author ("Diary of A. Chernyaev")."""
_LETTERS = frozenset({"letter", "telegram", "despatch", "airgram", "message", "instruction", "note-verbale"})
"""Genres that stay what they are, whatever talk they tell of."""
_NO_SUBJECT = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\W*\Z|the (?:occasion|eve|morning|evening|night) of ")
_ANSWER = re.compile(r"[^\W\d_]+")
_NOT_ATTENDED = frozenset({"from", "to", "for", "via", "through"})
UNSIGNED = "unsigned"
LONGEST_KEPT = 300
MOST_KEPT = 2048
"""How many titles are remembered, and how long they may be."""
LONGEST_TITLE = 4000
"""Code points of a title that is read; a longer text is none."""


def parse_title(page: str, span: Span, lexicon: Lexicon, *, genre: Found[str] | None = None) -> Title:
    """Read a title. Everything in the result is optional: an unknown form gives what can be had, a whole text nothing.

    ``genre`` is one that is known better: it says which of the clauses name senders, which attendees.

    >>> page = "Letter from A. Gromyko to the Foreign Ministry"
    >>> title = parse_title(page, Span(0, 46), Lexicon({"letter": "letter"}, correspondence=frozenset({"letter"})))
    >>> [(c.role, c.name.phrase.text) for c in title.contributions]
    [('sender', 'A. Gromyko'), ('addressee', 'Foreign Ministry')]
    """
    if span.end - span.start > LONGEST_TITLE:
        return Title()
    if genre is not None or span.end - span.start > LONGEST_KEPT:
        return _parse(page, span, lexicon, genre)
    words, begin = with_surroundings(page, span)
    return moved_title(_remembered(words, span.start - begin, span.end - begin, lexicon), begin)


@lru_cache(MOST_KEPT)
def _remembered(words: str, start: int, end: int, lexicon: Lexicon) -> Title:
    """Return what a title says: the same few stand over most documents of an edition."""
    return _parse(words, Span(start, end), lexicon, None)


def _parse(page: str, span: Span, lexicon: Lexicon, genre: Found[str] | None) -> Title:
    """Read a title, where it stands."""
    series = find_series(page, span)
    body = skip_leading_number(page, Span(span.start, series.start if series else span.end))
    opening, talk = _open(page, body, lexicon)
    found = Findings(page, span.start, lexicon)
    if opening is None and genre is None:
        bare = _answer(found, body, series) or _bare_heading(found, body, series)
        told = None if bare.genre else read_bare(page, body, lexicon)
        return _foreign(Findings(page, span.start, lexicon), told, series, None, None) if told else bare
    number = find_own_number(page, opening.genre.span, body.end) if opening else None
    draft = find_draft(page, body.start, opening.genre.span) if opening and talk is None else None
    start = number.span.end if number else opening.genre.span.end if opening else body.start
    rest = Span(start, body.end)
    tongue = find_tongue(page, opening.genre.span, body.end, lexicon) if opening else None
    if opening and not tongue and is_foreign_only(page, opening.genre.span, lexicon):
        return _title(found, genre, (), series)
    if opening and tongue:
        reading = read_foreign(page, rest, genre or opening.genre, tongue, lexicon)
        return _foreign(found, reading, series, number, draft)
    known = genre.value if genre else talk.genre.value if talk else opening.genre.value if opening else ""
    talks = (talk is not None and known not in _LETTERS) or known in lexicon.conversations
    without = _NOT_ATTENDED if talks and not (talk and talk.phoned) else _OF_DIARY if known == DIARY else frozenset()
    clauses = cut_clauses(page, Span(talk.span.end, body.end) if talk else rest, lexicon, without)
    if genre is None and opening:
        genre = _narrowed(page, opening, talk, clauses, lexicon)
    assert genre is not None  # noqa: S101 - one of the two is there; this tells the type checker
    if genre.value in lexicon.conversations or talk:
        read_conversation(found, rest, clauses, talk, genre.value, opening.owner if opening else None)
    elif genre.value in lexicon.correspondence:
        owner = opening.owner if opening else None
        unsigned = opening is not None and UNSIGNED in page[body.start : opening.genre.span.start].lower()
        _read_letter(found, rest, clauses, owner, numbered=number is not None, unsigned=unsigned)
    else:
        _read_report(found, rest, clauses, opening.owner if opening else None, genre.value)
    if genre.value in OWN_WRITINGS:
        _read_own(found, Span(rest.start, clauses[0].whole.span.start if clauses else rest.end), genre.value)
    if genre.value == DIARY:
        _read_entry(found, rest)
    if opening and not found.attendees:
        read_issuer(found, rest, clauses, opening, genre.value)
    first = clauses[0] if opening and clauses and clauses[0].word in ("from", "to") else None
    number = number or (find_number_behind(page, first.words.span, rest.end) if first else None)
    about = _subjects(clauses)
    return _title(found, genre, about, series, number, draft)


def _title(
    found: Findings, genre: Found[str] | None, about: tuple[Phrase, ...], series: Series | None,
    number: Found[str] | None = None, draft: Found[str] | None = None,
) -> Title:
    used = [c.evidence.spans[0] for c in (*found.contributions, *found.attendees)]
    used.extend([series.clause.span] if series else [])
    used.extend([number.span] if number else [])
    return Title(
        genre, tuple(found.contributions), tuple(found.attendees), about,
        (series.clause, series.whole) if series else None, series.position if series else None, number,
        tuple(used), tuple(found.unclear), tuple(found.left_out), draft,
    )


def _open(page: str, body: Span, lexicon: Lexicon) -> tuple[Opening | None, Talk | None]:
    """Return what a title opens with: a genre and the talk it records, the talk itself, or a party and a genre."""
    opening = find_opening(page, body, lexicon)
    if opening is None:
        talk = open_talk(page, body, lexicon)
        if talk:
            return Opening(talk.genre), talk
        opening = open_after_party(page, body, lexicon)
    if opening is None:
        return None, None
    letter = opening.genre.value in _LETTERS
    return opening, None if letter else find_talk(page, opening.genre.span.end, body.end, lexicon)


def _subjects(clauses: list[Clause]) -> tuple[Phrase, ...]:
    """Return what the clauses say a text is about: neither the day nor the occasion "on" which something was."""
    return tuple(
        clause.words for clause in clauses
        if clause.word in SUBJECT and clause.words.text and not _NO_SUBJECT.match(clause.words.text)
    )


def _foreign(
    found: Findings, reading: Reading, series: Series | None, number: Found[str] | None, draft: Found[str] | None
) -> Title:
    """Return what a title in another language says."""
    found.contributions.extend(reading.contributions)
    found.attendees.extend(reading.attendees)
    found.unclear.extend(reading.unclear)
    found.left_out.extend(reading.left_out)
    return _title(found, reading.genre, (), series, number, draft)


def _narrowed(
    page: str, opening: Opening, talk: Talk | None, clauses: list[Clause], lexicon: Lexicon
) -> Found[str]:
    """A note of a talk is the record of it; a protocol between parties is a treaty, any other that of a meeting."""
    genre = opening.genre
    between = bool(clauses) and clauses[0].word in ("between", "among")
    met = between and MET.search(page, genre.span.end, clauses[0].whole.span.start)
    if between and not met and genre.span.of(page).lower() == "protocol" and "treaty" in lexicon.genres:
        return Found(lexicon.genres["treaty"], genre.evidence)
    if talk and talk.meeting and not talk.phoned and genre.value == TRANSCRIPT:
        return genre
    if talk and genre.value in RECORDS:
        return Found(talk.genre.value, normalised("title-talk", Span(genre.span.start, talk.span.end)))
    return genre


def _read_letter(
    found: Findings, rest: Span, clauses: list[Clause], owner: Phrase | None, *, numbered: bool, unsigned: bool
) -> None:
    """Sender, addressee, author and who passed it on; a text nobody signed has its sender by inference only."""
    words = {clause.word for clause in clauses}
    leading = _leading(found, rest, clauses, numbered=numbered) if not owner and "from" not in words else None
    if owner and not _read_sent(found, owner):
        _read_owner(found, owner)
    elif leading:
        found.add("sender", *leading)
    for said in clauses:
        role = _ROLES.get(said.word)
        if role is None or not said.words.text:
            continue
        doubted = unsigned and role in ("sender", "author")
        clause = said._replace(hedge=min(said.hedge or 1, HEDGES[UNSIGNED])) if doubted else said
        parties = found.parties(clause)
        if clause.word == "for" and ("to" in words or said is not clauses[0]):
            role = "intended-informee"
        if clause.word == "for" and not parties.told and not ("from" in words and are_named(parties)):
            continue
        if role == "channel" and not parties.told and (clause.word != "via" or not are_carriers(parties)):
            found.left_out.extend(name.phrase for name in parties.names)
            continue
        found.add(role, clause, parties)
        if clause.word == "by" and "to" in words and "from" not in words and not leading and not owner:
            found.add("sender", clause, parties)


def _read_report(
    found: Findings, rest: Span, clauses: list[Clause], owner: Phrase | None, genre: str
) -> None:
    """A report is no letter: who gives it is its author; whom it is given to is meant to be told.

    "from", "of" and "to" count where they name offices, bodies or people known; "Report from Poland" does not. What
    is not given to anybody, as a decree or a speech, has its author by "by" alone; a speech also by "’s".
    """
    if genre not in found.lexicon.reports:
        if owner and genre in PERSONAL:
            _read_owner(found, owner, "author")
        read_by(found, clauses)
        return
    words = {clause.word for clause in clauses}
    if owner and not words & {"from", "by"}:
        _read_owner(found, owner, "author")
    leading = _leading(found, rest, clauses, numbered=False) if not owner and not words & {"from", "by"} else None
    if leading and leading[1].told:
        found.add("author", *leading)
    for clause in clauses:
        if clause.word not in ("from", "by", "to", "for") or not clause.words.text:
            continue
        parties = found.parties(clause)
        if clause.word == "by" or (clause.word == "from" and are_parties(parties, share=1) and not words & {"by"}):
            found.add("author", clause, parties)
        elif clause.word in ("to", "for") and parties.told and not clause.doubtful:
            found.add("intended-informee", clause, parties)


def _read_own(found: Findings, rest: Span, genre: str) -> None:
    """Read "Diary of A. Chernyaev": the author, where the words are a person's by more than their form.

    A diary has an author in any case, so two words of that form are taken for one, by inference.
    """
    match = _OF.match(found.page, rest.start, rest.end)
    if match is None:
        return
    comma = found.page.find(",", match.end(), rest.end)
    words = phrase(found.page, match.end(), rest.end if comma < 0 else comma)
    if dates := find_dates(found.page, words.span):
        before = found.page[match.end() : dates[0][1].start].rstrip()
        words = phrase(found.page, match.end(), match.end() + len(_FOR.sub("", before)))
    if not words.text:
        return
    clause = Clause("of", words, words)
    parties = found.parties(clause)
    if parties.told and are_persons(parties):
        found.add("author", clause, parties)
    elif genre == DIARY and are_named(parties) and bare_word(words.text.partition(" ")[0]) not in POSSESSIVE:
        found.add("author", clause._replace(hedge=_BY_FORM), parties)


def _read_entry(found: Findings, rest: Span) -> None:
    """Read who attended the talk that an entry of a diary records ("Journal of X, Record of a Conversation with Y")."""
    own = found.contributions[-1].name if found.contributions else None
    close = _ENTRY.search(found.page, own.phrase.span.end if own else rest.start, rest.end)
    if close is None or (own and close.start() > own.phrase.span.end):
        return
    body = Span(close.end(), rest.end)
    opening, talk = _open(found.page, body, found.lexicon)
    if opening is None or opening.genre.value not in found.lexicon.conversations:
        return
    told = Span(opening.genre.span.end, rest.end)
    clauses = cut_clauses(
        found.page, Span(talk.span.end, rest.end) if talk else told, found.lexicon, _NOT_ATTENDED | {"by"}
    )
    read_conversation(found, told, clauses, talk, opening.genre.value, opening.owner)


def _read_sent(found: Findings, owner: Phrase) -> bool:
    """Read "X to Y, TYPE": sender and addressee, where the words for X are an office or a body."""
    clauses = cut_clauses(found.page, owner.span, found.lexicon)
    if not clauses or clauses[0].word != "to":
        return False
    words = phrase(found.page, owner.span.start, clauses[0].whole.span.start)
    parties = parse_parties(found.page, words.span, found.lexicon)
    if are_parties(parties):
        found.add("sender", Clause("leading", words, words), parties)
        found.add("addressee", clauses[0], found.parties(clauses[0]))
    return True


def _read_owner(found: Findings, owner: Phrase, role: str = "sender") -> None:
    """Read "X’s TYPE" and "X, TYPE": the sender, where the words are an office, a body, or with "’s" a name."""
    parties = parse_parties(found.page, owner.span, found.lexicon)
    own = found.page[owner.span.end : owner.span.end + 1] in ("'", "’")
    if are_parties(parties, share=1) or (own and all(name.kind == "person" for name in parties.names)):
        found.add(role, Clause("owner", owner, owner), parties)


def _leading(found: Findings, rest: Span, clauses: list[Clause], *, numbered: bool) -> tuple[Clause, Parties] | None:
    """Read "TYPE, X to Y", "TYPE of X to Y", "TYPE No. N X to Y": what stands before "to" is the sender.

    A name that nothing shows to be one needs the comma, the number or "of" before it, and no comma after it.
    """
    page = found.page
    if not clauses or clauses[0].word != "to":
        return None
    match = _LEAD.match(page, rest.start, clauses[0].whole.span.start)
    start = match.end() if match else rest.start
    words = phrase(page, start, clauses[0].whole.span.start)
    purpose = bare_word(words.text.partition(" ")[0]) in PURPOSES
    if not words.text or purpose or words.text.startswith(("a ", "an ")) or find_dates(page, words.span):
        return None
    parties = parse_parties(page, words.span, found.lexicon)
    marked = numbered or page[rest.start : start].strip() != ""
    named = all(name.kind in ("person", "organization", "group") for name in parties.names)
    if not parties.told and not (marked and named and not words.text.endswith(",")):
        return None
    return Clause("leading", words, words), parties


def _answer(found: Findings, body: Span, series: Series | None) -> Title | None:
    """Read "Reply from X to Y", "Reply of X to Y": a letter, where both are parties; else nothing is said of it."""
    page, lexicon = found.page, found.lexicon
    start = skip_qualifiers(page, body)
    word = _ANSWER.match(page, start, body.end)
    if word is None or bare_word(word[0]) not in ANSWERS or CORRESPONDENCE not in lexicon.correspondence:
        return None
    rest = Span(word.end(), body.end)
    clauses = {clause.word: clause for clause in cut_clauses(page, rest, lexicon)}
    to, sent = clauses.get("to"), clauses.get("from")
    made = (sent, found.parties(sent)) if sent else _leading(found, rest, list(clauses.values()), numbered=False)
    if to is None or made is None:
        return None
    said, sender = made
    addressee = found.parties(to)
    text = any(genre_code(bare_word(word), lexicon) for word in to.words.text.split())
    if text or not sender.names or not (addressee.told or (sent and are_persons(addressee))):
        return None
    if not (sender.told or are_persons(sender)):
        return None
    found.add("sender", said, sender)
    found.add("addressee", to, addressee)
    form = normalised("title-answer", Span(word.start(), to.words.span.end))
    draft = find_draft(page, body.start, Span(*word.span()))
    return _title(found, Found(CORRESPONDENCE, form), (), series, draft=draft)


def _may_be_parties(parties: Parties, addressees: Parties) -> bool:
    """Whether a list before "to" may be of names, though nothing tells that it is: it is worth a Problem."""
    listed = len(parties.names) > 1 and are_persons(parties)
    return listed and (addressees.told or (are_parties(parties) and are_persons(addressees)))


def _bare_heading(found: Findings, body: Span, series: Series | None) -> Title:
    """Read "X to Y" without a genre, where offices, addresses, surnames or the lists show both to be parties."""
    page, lexicon = found.page, found.lexicon
    clauses = cut_clauses(page, body, lexicon)
    if not clauses or clauses[0].word != "to" or CORRESPONDENCE not in lexicon.correspondence:
        return _title(found, None, (), series)
    words = phrase(page, body.start, clauses[0].whole.span.start)
    parties = parse_parties(page, words.span, lexicon)
    addressees = found.parties(clauses[0])
    texts = lexicon.correspondence | lexicon.reports
    text = any(genre_code(bare_word(word), lexicon) in texts for word in words.text.split())
    if text or not (are_parties(parties) and are_parties(addressees)):
        if not text and _may_be_parties(parties, addressees):
            found.left_out.extend(name.phrase for name in parties.names)
        return _title(found, None, (), series)
    found.add("sender", Clause("leading", words, words), parties)
    found.add("addressee", clauses[0], addressees)
    form = normalised("title-form", Span(words.span.start, clauses[0].words.span.end))
    about = _subjects(clauses)
    return _title(found, Found(CORRESPONDENCE, form), about, series)
