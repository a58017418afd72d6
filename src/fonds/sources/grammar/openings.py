"""How titles open and close (floor 3): leading number, genre, the document's own number; "Attachment to …".

"Top Secret Letter", "Intelligence Memorandum", "Khrushchev’s Telegram": a genre stands first, after words that
qualify it, or after a few words where a party, a subject or a number follows. What a text records ("Note of a Talk
between …") is read in `talks.py`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Phrase
from fonds.sources.grammar.lexicon import BODIES, DRAFTS, IN_NAMES, MANNERS, QUALIFIERS, SINGULAR, Lexicon
from fonds.sources.grammar.names import MOST_TEXTS, bare_word, phrase

_LEADING_NUMBER = re.compile(r"(?:No\.?\s*|№\s*)?\d{1,4}[a-z]?(?:\.|\.?(?=\s?[A-Z][a-z]))\s*")
_COPY = re.compile(
    r"(?:(?:an?|the)\s+)?(?:(?:unofficial|rough|full|authorized|first|second|third|final|early|initial|revised|handwritten|partial)\s+)?"
    r"(?:(?:copy|draft|entry|entries|excerpts?|extracts?|fragments?|summary|text|translation|typescript|version)\s+(?:of|from)"
    r"(?=\s)[\s,]*)+(?:(?:an?|the)\s+)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[\[(](?P<words>[^\[\]()]{1,40})[\])]\s+(?=\S)")
_FROM_THE = re.compile(r"from\s+(?:the\s+)?(?=[^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*(?:\(\w\))?[’']?\.?")
_NUMBER = re.compile(r"(?<!\s),?\s+(?:No\.?|Nos\.?|Nr\.?|Nº|N°|№|#|number)\s?(?P<number>[\w./-]*\d[\w/-]*)", re.IGNORECASE)
_DESIGNATION = re.compile(
    r"\s(?P<number>(?:[A-Z]{1,9}[-\s])?\d[\w-]*(?:\s?/\s?(?:[A-Z]{1,9}[-\s])?\d?[\w-]+)?)(?=\s+(?:from|to|by)\s)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r",?\s+(?:from|to|by|between|among|on|regarding|concerning|about|with)\s|,?\s+(?:No\.?|Nr\.?|Nº|N°|№|#)\s?\d"
    r"|,?\s+(?:prepared|submitted|sent|drafted|written|made)\s|\s*[,:]?\s+[\"“«„‘'](?=\w)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r":\s|,?\s+(?:dated\s+)?(?:\d{1,2}\s+[A-Z][a-z]{2,}|[A-Z][a-z]{2,}\s+\d{1,2},)\s+[12]\d{3}\b"
)
"""A subject behind a colon, or a date: they close the words for what a text is, unless these are for a talk."""
_NO_PREFIX = frozenset("from to by between among on of for in at with and regarding concerning about re via".split())
_SERIES = re.compile(
    r"(?<!\s),?\s+\(?(?P<clause>(?:Attachment|Annex|Enclosure|Appendix|Addendum)(?:\s+(?P<number>\d+|[IVX]+))?\s+to\s+"
    r"(?:the\s+)?(?P<whole>[^()]*[^()\s]))\)?\s*\Z"
)
_BARE_NUMBER = re.compile(r"\s(?P<number>(?!1[5-9]\d\d\b|20\d\d\b)(?:[A-Z]{1,5}-)?\d{2,7})(?=\s*(?:,\s|:\s|\Z))")
_AFTER_OWNER = re.compile(r"\s*(?:,|[(\[]|\Z)|\s(?:at|before|during|in)\s")
LONGEST_GENRE = 5
LONGEST_WORDS = 80
MOST_WORDS_BEFORE = 4
MOST_COMMAS = 5
_LAST_WORD = re.compile(r"([^\W\d_]+)\s\Z")
SPEECH = "speech"
DIARY = "diary"
PERSONAL = frozenset({SPEECH, DIARY})
"""Genres that are somebody's by "’s" alone, whatever follows."""
UNMISTAKABLE = 3
"""Words of a genre that need nothing behind them ("Soviet Record of Conversation")."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The genre a title opens with; ``owner`` are the words of "X’s" before it, ``before`` all words before it."""

    genre: Found[str]
    owner: Phrase | None = None
    before: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The clause "Attachment 1 to WHOLE", the words for the whole, and where the title ends before it."""

    clause: Phrase
    whole: Phrase
    position: Found[str] | None
    start: int


def skip_leading_number(page: str, span: Span) -> Span:
    """Leave out the number an edition puts before a title ("230. Telegram", "No. 322 The Ambassador").

    >>> page = "230. Telegram From the Embassy"
    >>> skip_leading_number(page, Span(0, 30)).of(page)
    'Telegram From the Embassy'
    """
    match = _LEADING_NUMBER.match(page, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def find_opening(page: str, span: Span, lexicon: Lexicon) -> Opening | None:
    """Return the genre a title opens with: the longest genre word there.

    >>> opening = find_opening("Mao’s Telegram to Stalin", Span(0, 24), Lexicon(genres={"telegram": "telegram"}))
    >>> opening.genre.value, opening.owner.text
    ('telegram', 'Mao')
    """
    if source := _FROM_THE.match(page, span.start, span.end):
        place = genre_at(page, Span(source.end(), span.end), lexicon)
        return Opening(_genre(page, place, lexicon)) if place else None
    start = skip_qualifiers(page, span)
    first = genre_at(page, span, lexicon)
    behind = genre_at(page, Span(start, span.end), lexicon) if start > span.start else None
    place = behind if first is None or (behind and behind.end > first.end) else first
    if place:
        return Opening(_genre(page, place, lexicon))
    return _after_words(page, Span(start, span.end), span.start, lexicon)


def open_after_party(page: str, span: Span, lexicon: Lexicon) -> Opening | None:
    """Read "X, TYPE to Y": who it is from stands first, and a comma ends it.

    >>> page = "Hungarian Embassy in Beijing, Report to the Foreign Ministry"
    >>> open_after_party(page, Span(0, 60), Lexicon({"report": "report"})).owner.text
    'Hungarian Embassy in Beijing'
    """
    comma = span.start - 1
    for _ in range(MOST_COMMAS):
        comma = page.find(",", comma + 1, min(span.end, span.start + 120))
        if comma < 0:
            return None
        rest = Span(phrase(page, comma + 1, span.end).span.start, span.end)
        opening = find_opening(page, rest, lexicon)
        if opening and not opening.owner and opening.genre.span.start <= rest.start + 40:
            return Opening(opening.genre, phrase(page, span.start, comma))
    return None


def skip_qualifiers(page: str, span: Span) -> int:
    """Return where a title begins behind words that only qualify its genre.

    >>> skip_qualifiers("Top Secret Ciphered Telegram", Span(0, 28)), skip_qualifiers("Text of a Letter", Span(0, 16))
    (20, 10)
    """
    start = span.start
    while True:
        if copy := _COPY.match(page, start, span.end):
            start = copy.end()
            continue
        aside = _ASIDE.match(page, start, span.end)
        if aside and all(map(_qualifies, aside["words"].split())):
            start = aside.end()
            continue
        word = _WORD.match(page, start, span.end)
        if word is None or not _qualifies(word[0]):
            return start
        after = page[word.end() : word.end() + 2]
        if not after[:1].isspace() and after[:1] not in (",", "/"):
            return start
        start = word.end() + len(after) - len(after.lstrip(" \t\u00a0\n,/"))
        if start >= span.end:
            return span.start


def _qualifies(word: str) -> bool:
    return all(bare_word(part) in QUALIFIERS for part in word.replace("/", "-").split("-"))


def find_own_number(page: str, genre: Span, end: int) -> Found[str] | None:
    """Read the document's own number, right after its genre ("Telegram No. 3410", "Airgram A-291 From …")."""
    match = (
        _NUMBER.match(page, genre.end, end) or _DESIGNATION.match(page, genre.end, end)
        or _BARE_NUMBER.match(page, genre.end, end)
    )
    return Found(match["number"], stated("title-number", Span(genre.start, match.end()))) if match else None


def find_number_behind(page: str, party: Span, end: int) -> Found[str] | None:
    """Read the document's own number behind its first party and a comma ("Telegram from Stalin, No. 17").

    >>> find_number_behind("Telegram from Stalin, No. 17", Span(14, 20), 28).value
    '17'
    """
    match = _NUMBER.match(page, party.end, end) if page[party.end : party.end + 1] == "," else None
    return Found(match["number"], stated("title-number", Span(match.start("number"), match.end()))) if match else None


def find_draft(page: str, start: int, genre: Span) -> Found[str] | None:
    """Return the word that says a text is a draft ("Draft Letter", "Entwurf eines Schreibens"), before its genre.

    >>> find_draft("Draft Letter to Mao", 0, Span(6, 12)).span
    Span(start=0, end=5)
    """
    for match in _WORD.finditer(page, start, min(genre.end, start + LONGEST_WORDS)):
        if bare_word(match[0]) in DRAFTS:
            return Found("draft", normalised("title-draft", Span(*match.span())))
    return None


def find_number_sign(page: str, start: int, end: int) -> int | None:
    """Return where a number sign stands with a number ("to Stalin, No. 17"), None where none does."""
    match = _NUMBER.search(page, start, end)
    return match.start() if match else None


def find_series(page: str, span: Span) -> Series | None:
    """Read "…, Attachment 1 to CPSU Politburo Decree #177" at the end of a title."""
    match = _SERIES.search(page, span.start, span.end)
    if not match:
        return None
    number = None
    if match["number"]:
        words = Span(match.start("clause"), match.end("number"))
        number = Found(match["number"], stated("title-attachment-number", words))
    return Series(phrase(page, *match.span("clause")), phrase(page, *match.span("whole")), number, match.start())


def _genre(page: str, place: Span, lexicon: Lexicon) -> Found[str]:
    return Found(genre_code(place.of(page), lexicon), normalised("title-genre", place))


@lru_cache(MOST_TEXTS)
def genre_code(text: str, lexicon: Lexicon) -> str:
    """Return the genre a text is a word for, in the singular or the plural; empty where it is none.

    >>> genre_code("Letters", Lexicon({"letter": "letter"})), genre_code("Sonnet", Lexicon({"letter": "letter"}))
    ('letter', '')
    """
    words = " ".join(text.lower().replace("’", "'").split()) if " " in text or "’" in text else text.lower()
    if code := lexicon.genres.get(words):
        return code
    one = words[:-1] if words.endswith("s") else ""
    return lexicon.genres.get(one, "") if one not in SINGULAR else ""


def genre_at(page: str, span: Span, lexicon: Lexicon) -> Span | None:
    """Return the longest genre word that begins where the span does."""
    ends = []
    for match in _WORD.finditer(page, span.start, min(span.end, span.start + LONGEST_WORDS)):
        ends.append(match.end())
        if len(ends) == LONGEST_GENRE:
            break
    for end in reversed(ends):
        if genre_code(page[span.start : end], lexicon):
            return Span(span.start, end)
    return None


def _name_start(page: str, first: int, start: int) -> int:
    """Return where a name begins whose first words were taken for qualifiers: "National | Security Council Report"."""
    while (word := _LAST_WORD.search(page, max(first, start - LONGEST_WORDS), start)) and bare_word(word[1]) in IN_NAMES:
        start = word.start(1)
    return start


def _after_words(page: str, span: Span, first: int, lexicon: Lexicon) -> Opening | None:
    """Find a genre behind a few words, where something follows that shows it for what it is.

    The title begins at ``first``; what stands before the span qualifies its genre, or is part of a name.
    """
    last = ""
    for before, match in enumerate(_WORD.finditer(page, span.start, min(span.end, span.start + 120))):
        place = genre_at(page, Span(match.start(), span.end), lexicon) if before else None
        talk = place is not None and genre_code(place.of(page), lexicon) in lexicon.conversations
        sure = place is not None and len(place.of(page).split()) >= UNMISTAKABLE
        if place and (sure or _is_followed(page, place.end, span.end, lexicon, talk=talk)):
            words = phrase(page, _name_start(page, first, span.start), match.start())
            return Opening(_genre(page, place, lexicon), _owner(page, span.start, match.start()), words)
        if place and (owner := _owner(page, span.start, match.start())) and _AFTER_OWNER.match(page, place.end, span.end):
            code = genre_code(place.of(page), lexicon)
            return Opening(_genre(page, place, lexicon), owner) if code in PERSONAL else None
        part = match[0].lower() == "of" and bare_word(last) in BODIES
        last = match[0]
        if before == MOST_WORDS_BEFORE or (match[0].lower() in _NO_PREFIX and not part):
            return None
        if page[match.end() : match.end() + 1] not in (" ", "\u00a0", "-", "\n"):
            return None
    return None


def _is_followed(page: str, start: int, end: int, lexicon: Lexicon, *, talk: bool) -> bool:
    """Whether what follows a word shows it for the genre: a party, a subject or a number."""
    word = _WORD.search(page, start, min(end, start + 40)) if lexicon.prepositions else None
    if word and word[0].lower() in lexicon.prepositions:
        return True
    if not talk and _CLOSED.match(page, start, end):
        return True
    return any(form.match(page, start, end) for form in (_FOLLOWS, _DESIGNATION, _BARE_NUMBER))


def _owner(page: str, start: int, end: int) -> Phrase | None:
    """Return the words of "X’s" before a genre, right before it or before how it was sent ("X’s Personal Minute")."""
    words = phrase(page, start, end)
    while (last := words.text.rpartition(" "))[1] and bare_word(last[2]) in MANNERS:
        words = phrase(page, start, start + len(page[start : words.span.end].rstrip()) - len(last[2]))
    for ending in ("’s", "'s", "’", "'"):
        if words.text.endswith(ending) and (len(ending) == 2 or words.text[-2:-1] == "s"):
            return phrase(page, words.span.start, words.span.end - len(ending))
    return None
