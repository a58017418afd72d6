"""What a text records (floor 3): the conversation or the meeting that a title says it is the record of.

"Memorandum of Conversation between A and B", "Note on a Talk with C", "Record of D’s Telephone Call to E", "Minutes
of the Politburo Meeting": such texts have attendees, a body perhaps, and never sender and recipient. To teach it a
word for a talk, add the word to `lexicon.py`.
"""

import re
from dataclasses import dataclass, replace

from fonds.record.evidence import Found, Span, normalised
from fonds.record.names import Phrase
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.issuers import is_issuer
from fonds.sources.grammar.lexicon import NATIONS, NO_PAIR, PHONES, SESSIONS, TALKS, Lexicon
from fonds.sources.grammar.names import bare_word, is_name_word, is_place, phrase, strip_article
from fonds.sources.grammar.offices import parse_piece
from fonds.sources.grammar.openings import skip_qualifiers

_WORD = re.compile(r"[^\W_]+(?:[-–'’./][^\W_]+)*[’']?\.?")
_LEAD = re.compile(
    r",?\s+(?:for\s+the\s+(?:record|files?)\s*,?\s+)?(?P<lead>of|on|about|from)\s+(?:(?:the|an?|his|her|their|my)\s+)?"
    r"(?:(?:contents?|main\s+content|record|substance|summary|text|transcript)\s+of\s+(?:(?:the|an?)\s+)?)?",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r",?\s+(?:\([^()]{1,40}\)\s+)?(?:held\s+|which\s+took\s+place\s+)?(?:between|among|with|of\s+[^,;:]{2,90}?\swith)\s",
    re.IGNORECASE,
)
_QUOTES = frozenset("\"“„«'‘")
"""A quoted title says what a text is about, not what it is."""
_OWNED = re.compile(r",\s+(?=[^,:]{2,60}?['’]s\s)")
_CALLED = re.compile(r"\s+(?:from|to)\s", re.IGNORECASE)
_CLOSES = re.compile(
    r"\s*(?:\Z|[,:;.(\[–—]|\s(?:-|at|between|among|from|to|with|of|in|on|held|regarding|concerning|about|by|prepared)\s)",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"(?:account|log|notation|protocol|readout|record|recording|r[eé]sum[eé]|summary|text)s?(?=\s)", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s?\s(?!.*['’]s\s)")
_PAIR = re.compile(
    r"(?P<first>[^\W\d_a-z][^\W\d_]{2,})(?:[-–/]|\s[-–]\s)(?P<second>[^\W\d_a-z][^\W\d_]{2,})\s(?=(?:[^\W\d_]+\s)?[^\W\d_]+\Z)"
)
_AT_SESSION = re.compile(
    r"\s+at\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?:meeting|session|plenum)s?\s+of\s+(?:the\s+)?", re.IGNORECASE
)
_MEETINGS = ("meeting", "meetings", "conference", "discussion", "discussions")
_STOPS = frozenset("your my our to from by with between among at in on and or for regarding concerning about the".split())
_SESSION = re.compile(
    r"(?:\s*(?:,|of|from|for)(?:\s+the)?(?=\s))?(?P<body>.*?)\s+(?:enlarged\s+|closed\s+|joint\s+|extraordinary\s+|special\s+)?"
    r"(?:discussions?|meetings?|sessions?|plenums?|sittings?)\b",
    re.IGNORECASE,
)
_AFTER_SESSION = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:\d+(?:st|nd|rd|th)|an?|the|[a-z-]+(?:first|second|third|fourth|fifth|[a-z]th))\s+", re.IGNORECASE)
_OF_DATE = re.compile(r"(?<![\s,])[\s,]++(?:(?:dated|from|held|of|on)\s*)?\Z", re.IGNORECASE)
_BODY_END = re.compile(r"\s*(?:[,:;(]|\s(?:-|–|held|on|in|at|with|between|regarding|concerning|about|to)\s|\Z)", re.IGNORECASE)
MOST_WORDS_BEFORE = 4
LONGEST_BODY = 120


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk a title speaks of: the concept code of its record, the words for it, and of whom it is said to be."""

    genre: Found[str]
    span: Span
    owner: Phrase | None = None
    phoned: bool = False
    meeting: bool = False
    """Whether it may be the meeting of a body, whose members are not named."""
    pair: tuple[Phrase, ...] = ()
    """Two words joined by a hyphen that may be whose talk it was: "Stalin-Mao"."""


def find_talk(page: str, start: int, end: int, lexicon: Lexicon) -> Talk | None:
    """Return the talk a title says it records, right behind its genre ("Notes | of a Telephone Conversation").

    "on" and "about" may name a subject as well ("Memorandum on Talks with China"): they count where the talk is one
    and its parties follow.

    >>> lexicon = Lexicon({"conversation": "memorandum-of-conversation"})
    >>> find_talk("Note on a Conversation with Mao", 4, 31, lexicon).genre.value
    'memorandum-of-conversation'
    """
    if owned := _OWNED.match(page, start, end):
        place = _talk_at(page, owned.end(), end)
        with_ = place is not None and _PARTIES.match(page, place.end, end)
        return _talk(page, place, end, lexicon) if place and with_ and _owner(page, place) else None
    lead = _LEAD.match(page, start, end)
    place = _talk_at(page, lead.end(), end) if lead else None
    if lead is None or place is None:
        return None
    if lead["lead"].lower() in ("on", "about"):
        several = place.of(page).lower().endswith("s") and not place.of(page).lower().endswith("conversations")
        if several or not _PARTIES.match(page, place.end, end):
            return None
    elif not _CLOSES.match(page, place.end, end):
        return None
    return _talk(page, place, end, lexicon)


def open_talk(page: str, span: Span, lexicon: Lexicon) -> Talk | None:
    """Read a title that opens with the talk itself, and its parties after that ("Conversation between A and B").

    Or with a record of it: "Account of a Meeting with A".
    """
    start = skip_qualifiers(page, span)
    if record := _RECORD.match(page, start, span.end):
        return find_talk(page, record.end(), span.end, lexicon)
    place = _talk_at(page, start, span.end) or _talk_at(page, span.start, span.end)
    if place is not None and (_PARTIES.match(page, place.end, span.end) or _is_call(page, place, span.end)):
        return _talk(page, place, span.end, lexicon)
    if place is not None and (pair := _PAIR.match(page, place.start, place.end)):
        return _pair_talk(page, place, pair, span.end, lexicon)
    return _open_session(page, Span(start, span.end), lexicon)


def _is_call(page: str, place: Span, end: int) -> bool:
    """Whether words are a call by telephone, and who called or was called stands behind them."""
    phoned = any(bare_word(word) in PHONES for word in place.of(page).split())
    return phoned and _CALLED.match(page, place.end, end) is not None


def _pair_talk(page: str, place: Span, pair: re.Match[str], end: int, lexicon: Lexicon) -> Talk | None:
    """Read "Stalin-Mao Conversation": words joined so may be two persons, where they are no countries and no bodies."""
    talk = _talk(page, place, end, lexicon)
    words = [bare_word(pair[side]) for side in ("first", "second")]
    none = any(word in NATIONS or word in NO_PAIR or is_place(word) or not is_name_word(word.title()) for word in words)
    if talk is None or none:
        return None
    return replace(talk, pair=(phrase(page, *pair.span("first")), phrase(page, *pair.span("second"))))


def _open_session(page: str, span: Span, lexicon: Lexicon) -> Talk | None:
    """Read "Meeting of the Politburo", "Politburo Session": what is called by a body’s meeting is the record of it."""
    code = lexicon.genres.get("minutes")
    for count, match in enumerate(_WORD.finditer(page, span.start, min(span.end, span.start + 100))):
        if bare_word(match[0]) in SESSIONS:
            place = Span(span.start, match.end())
            body = find_body(page, place, span.end, lexicon)
            if not code or body is None or not is_issuer(body.text, lexicon, office=False):
                return None
            return Talk(Found(code, normalised("title-session", place)), place, meeting=True)
        if count > MOST_WORDS_BEFORE or match[0].lower() in _STOPS or not page[match.end() : match.end() + 1].isspace():
            return None
    return None


def _talk(page: str, place: Span, end: int, lexicon: Lexicon) -> Talk | None:
    phoned = any(bare_word(word) in PHONES for word in place.of(page).split())
    code = lexicon.genres.get("telephone conversation" if phoned else "conversation")
    if not code:
        return None
    meeting = place.of(page).lower().endswith(_MEETINGS) and not _PARTIES.match(page, place.end, end)
    return Talk(Found(code, normalised("title-talk", place)), place, _owner(page, place), phoned, meeting)


def _owner(page: str, place: Span) -> Phrase | None:
    """Return the words of "X’s" before the talk ("Khrushchev’s Conversation with Mao")."""
    match = _POSSESSIVE.search(page, place.start, place.end)
    return phrase(page, place.start, match.start()) if match else None


def _talk_at(page: str, start: int, end: int) -> Span | None:
    """Return the words for a talk, behind at most a few that say what kind of talk it is, and none that joins."""
    if page[start : start + 1] in _QUOTES:
        return None
    for count, match in enumerate(_WORD.finditer(page, start, min(end, start + 100))):
        word = match[0].lower()
        if bare_word(word) in TALKS:
            return Span(start, match.end())
        if count == MOST_WORDS_BEFORE or word in _STOPS or not page[match.end() : match.end() + 1].isspace():
            return None
    return None


def is_meeting(page: str, end: int) -> bool:
    """Whether the words for a genre, which end at ``end``, say that it is the record of a meeting.

    >>> is_meeting("Record of Meeting", 17), is_meeting("Record of Conversation", 22)
    (True, False)
    """
    return page[max(0, end - 20) : end].lower().endswith(_MEETINGS)


def find_body(page: str, talk: Span, end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the body whose meeting a title is the record of ("Minutes of | the Politburo Meeting").

    ``talk`` are the words for the meeting; empty, at the end of the genre, where the genre alone says that one was.

    >>> find_body("Minutes of the 14th Session of the Central Committee, 1956", Span(7, 7), 58, Lexicon()).text
    'Central Committee'
    """
    last = talk.end if talk.start < talk.end else min(end, talk.start + LONGEST_BODY)
    session = _SESSION.match(page, talk.start - (talk.start < talk.end), last)
    body = _body(page, Span(*session.span("body")), lexicon) if session else None
    after = _AFTER_SESSION.match(page, session.end() if session else talk.end, end) or _AT_SESSION.match(page, talk.end, end)
    if body or not after:
        return body
    close = _BODY_END.search(page, after.end(), end)
    return _body(page, Span(after.end(), close.start() if close else end), lexicon)


def _body(page: str, span: Span, lexicon: Lexicon) -> Phrase | None:
    if dates := find_dates(page, span):
        span = Span(span.start, span.start + len(_OF_DATE.sub("", page[span.start : dates[0][1].start])))
    words = strip_article(page, phrase(page, span.start, span.end).span)
    while ordinal := _ORDINAL.match(page, words.start, words.end):
        words = Span(ordinal.end(), words.end)
    if words.start >= words.end or any(mark in words.of(page) for mark in ",;:()"):
        return None
    piece = parse_piece(page, words, lexicon)
    told = piece.form == "body" and not all(bare_word(word) in TALKS for word in words.of(page).split())
    return piece.name.phrase if told else None
