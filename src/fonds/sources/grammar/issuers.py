"""Who issued a text (floor 3): the body or the holder of an office that a title names beside its genre.

"Decree of the Council of Ministers", "CPSU CC Politburo Decision", "KGB Report to …", "State Department Cable 17 to …".
Only words with the form of a body or an office count: "Report of Progress", "Order of Battle" name nobody. To teach
it a body, add the word to `lexicon.ISSUERS` or `lexicon.INITIALS`.
"""

import re

from fonds.record.evidence import Span
from fonds.record.names import Phrase
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import INITIALS, ISSUERS, QUALIFIERS, TALKS, Lexicon
from fonds.sources.grammar.names import bare_word, head_word, is_office, is_place, phrase, strip_article
from fonds.sources.grammar.openings import find_number_sign

_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_END = re.compile(r"\s*(?:[,:;\"“«„]|\s[–—-]\s|\s\((?!\w\))|\s(?:dated|entitled|held|titled)\s)")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”«»]+(?:\(\w\))?")
MOST_WORDS = 14
LONGEST = 160


def issuer_of(page: str, start: int, end: int, lexicon: Lexicon) -> Phrase | None:
    """Return the words of "of X" right at ``start``, where X is a body or an office and nothing else.

    >>> issuer_of("Decree of the Council of Ministers, 1950", 6, 40, Lexicon()).text
    'Council of Ministers'
    >>> issuer_of("Order of Battle", 5, 15, Lexicon()) is None
    True
    """
    match = _OF.match(page, start, end)
    if match is None:
        return None
    end = min(end, match.end() + LONGEST)
    if (close := _END.search(page, match.end(), end)) is not None:
        end = close.start()
    if dates := find_dates(page, Span(match.end(), end)):
        end = dates[0][1].start
    sign = find_number_sign(page, match.end(), end)
    words = strip_article(page, phrase(page, match.end(), end if sign is None else sign).span)
    issuer = phrase(page, words.start, words.end)
    return issuer if is_issuer(issuer.text, lexicon) else None


def issuer_before(page: str, start: int, genre: int, lexicon: Lexicon) -> Phrase | None:
    """Return the words for a body right before a genre, without those that qualify the genre.

    >>> page = "CPSU CC Politburo Decision on Angola"
    >>> issuer_before(page, 0, 18, Lexicon()).text
    'CPSU CC Politburo'
    """
    if genre - start > LONGEST:
        return None
    words = [match for match in _WORD.finditer(page, start, genre)]
    while words and bare_word(words[-1][0]) in QUALIFIERS:
        words.pop()
    if not words:
        return None
    bare = strip_article(page, Span(words[0].start(), words[-1].end()))
    issuer = phrase(page, bare.start, bare.end)
    return issuer if is_issuer(issuer.text, lexicon, office=False) else None


def is_issuer(text: str, lexicon: Lexicon, *, office: bool = True) -> bool:
    """Whether words are a body that issues documents or, unless it may not be one, the holder of an ``office``.

    A body may be told by the place it is in ("U.S. Embassy Moscow").

    >>> [is_issuer(text, Lexicon()) for text in ("SED Politburo", "U.S. Embassy Moscow", "Minister of War", "Progress")]
    [True, True, True, False]
    """
    words = [bare_word(word) for word in text.split()]
    if not words or len(words) > MOST_WORDS or any(word in TALKS for word in words) or text[:1].islower():
        return False
    if lexicon.known(text) and not is_place(text):
        return True
    head = head_word(words)
    if office and is_office(head):
        return True
    if head in ISSUERS or head in INITIALS:
        return any(word[:1].isupper() for word in text.split())
    return is_place(words[-1]) and len(words) > 1 and words[-2] in ISSUERS
