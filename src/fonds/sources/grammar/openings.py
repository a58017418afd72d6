"""How titles open and close (floor 3): leading number, genre, the document's own number; "Attachment to …".

"Top Secret Letter", "Intelligence Memorandum", "Khrushchev’s Telegram": a genre stands first, after words that
qualify it, or after a few words where a party, a subject or a number follows.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Phrase
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase

_LEADING_NUMBER = re.compile(r"(?:No\.?\s*|№\s*)?\d{1,4}[a-z]?(?:\.|\.?(?=\s?[A-Z][a-z]))\s*")
_QUALIFIERS = re.compile(
    r"(?:(?:top secret|secret|confidential|urgent|ciphered|cipher|coded|encrypted|personal|draft|joint|open"
    r"|closed|official|excerpts?(?: from)?|extracts?(?: from)?|text of|copy of|summary of)[\s,]+)+"
    r"(?:a\s+|an\s+|the\s+)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:a|an|the)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*[’']?\.?")
_NUMBER = re.compile(r",?\s+(?:No\.?|Nr\.?|Nº|N°|№|#|number)\s?(?P<number>[\w./-]*\d[\w/-]*)", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"\s+(?:from|to|by|between|among|on|regarding|concerning|about)\s|,?\s+(?:No\.?|Nr\.?|Nº|N°|№|#)\s?\d",
    re.IGNORECASE,
)
_NO_PREFIX = frozenset("from to by between among on of for in at with and regarding concerning about re via".split())
_SERIES = re.compile(
    r",?\s+\(?(?P<clause>(?:Attachment|Annex|Enclosure|Appendix|Addendum)(?:\s+(?P<number>\d+|[IVX]+))?\s+to\s+"
    r"(?:the\s+)?(?P<whole>[^()]+?))\)?\s*\Z"
)
LONGEST_GENRE = 5
MOST_WORDS_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Opening:
    """The genre a title opens with; ``owner`` are the words of "X’s" before it."""

    genre: Found[str]
    owner: Phrase | None = None


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
    starts = [span.start]
    if qualifiers := _QUALIFIERS.match(page, span.start, span.end):
        starts.insert(0, qualifiers.end())
    elif article := _ARTICLE.match(page, span.start, span.end):
        starts.append(article.end())
    for start in starts:
        if place := _genre_at(page, Span(start, span.end), lexicon):
            return Opening(_genre(page, place, lexicon))
    return _after_words(page, Span(starts[0], span.end), lexicon)


def find_own_number(page: str, genre: Span, end: int) -> Found[str] | None:
    """Read the document's own number, right after its genre ("Telegram No. 3410")."""
    match = _NUMBER.match(page, genre.end, end)
    return Found(match["number"], stated("title-number", Span(genre.start, match.end()))) if match else None


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
    return Found(_code(place.of(page), lexicon), normalised("title-genre", place))


def _code(text: str, lexicon: Lexicon) -> str:
    """Return the genre a text is a word for, in the singular or the plural; empty where it is none."""
    words = " ".join(text.lower().replace("’", "'").split())
    return lexicon.genres.get(words) or (lexicon.genres.get(words[:-1]) if words.endswith("s") else None) or ""


def _genre_at(page: str, span: Span, lexicon: Lexicon) -> Span | None:
    """Return the longest genre word that begins where the span does."""
    ends = []
    for match in _WORD.finditer(page, span.start, min(span.end, span.start + 80)):
        ends.append(match.end())
        if len(ends) == LONGEST_GENRE:
            break
    for end in reversed(ends):
        if _code(page[span.start : end], lexicon):
            return Span(span.start, end)
    return None


def _after_words(page: str, span: Span, lexicon: Lexicon) -> Opening | None:
    """Find a genre behind a few words, where something follows that shows it for what it is."""
    for before, match in enumerate(_WORD.finditer(page, span.start, min(span.end, span.start + 120))):
        place = _genre_at(page, Span(match.start(), span.end), lexicon) if before else None
        if place and _FOLLOWS.match(page, place.end, span.end):
            return Opening(_genre(page, place, lexicon), _owner(page, span.start, match.start()))
        if before == MOST_WORDS_BEFORE or match[0].lower() in _NO_PREFIX:
            return None
        if page[match.end() : match.end() + 1] not in (" ", "\u00a0", "-", "\n"):
            return None
    return None


def _owner(page: str, start: int, end: int) -> Phrase | None:
    """Return the words of "X’s" right before a genre."""
    words = phrase(page, start, end)
    for ending in ("’s", "'s", "’", "'"):
        if words.text.endswith(ending) and (len(ending) == 2 or words.text[-2:-1] == "s"):
            return phrase(page, words.span.start, words.span.end - len(ending))
    return None
