"""Who issued a text (floor 3): the body or the holder of an office that a title names beside its genre.

"Decree of the Council of Ministers", "CPSU CC Politburo Decision", "KGB Report to …", "State Department Cable 17 to …".
Only words with the form of a body or an office count: "Report of Progress", "Order of Battle" name nobody. To teach
it a body, add the word to `lexicon.ISSUERS` or `lexicon.INITIALS`.
"""

import re

from fonds.record.evidence import Span
from fonds.record.names import Name, Phrase
from fonds.sources.grammar.clauses import Clause
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.findings import Findings
from fonds.sources.grammar.lexicon import INITIALS, ISSUERS, ISSUERS_ALONE, QUALIFIERS, TALKS, Lexicon
from fonds.sources.grammar.names import bare_word, head_word, is_office, is_place, is_surname, phrase, strip_article
from fonds.sources.grammar.openings import Opening, find_number_sign
from fonds.sources.grammar.parties import Parties, parse_parties

_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_END = re.compile(r"\s*(?:[,:;\"“«„]|\s[–—-]\s|\s\((?!\w\))|\s(?:dated|entitled|held|titled)\s)")
_WORD = re.compile(r"[^\s,;:()\[\]\"“”«»]+(?:\(\w\))?")
_ISSUED = frozenset({"decree", "declaration", "instruction", "legal-instrument", "press-release"})
"""Genres whose "of" names the body that issued the text."""
_HYPHENED = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:\s?[–-]\s?[^\W\d_a-z][^\W\d_]+){2,}")
_BETWEEN_HYPHENS = re.compile(r"[^\W\d_]+")
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
    words = list(_WORD.finditer(page, start, genre))
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
    if not office and len(words) == 1 and head not in ISSUERS_ALONE and head not in INITIALS:
        return False
    if office and is_office(head):
        return True
    if head in ISSUERS or head in INITIALS:
        return any(word[:1].isupper() for word in text.split())
    return is_place(words[-1]) and len(words) > 1 and words[-2] in ISSUERS


def _joined_by_hyphens(page: str, words: Span) -> tuple[Name, ...]:
    """Return the persons of "Gromyko-Andropov-Ustinov Report": three or more, half of them surnames by their form.

    Two may be one person's double name.
    """
    if not _HYPHENED.fullmatch(page, words.start, words.end):
        return ()
    spans = [Span(*match.span()) for match in _BETWEEN_HYPHENS.finditer(page, words.start, words.end)]
    sure = sum(is_surname(span.of(page)) for span in spans)
    return tuple(Name(Phrase(span.of(page), span), kind="person") for span in spans) if 2 * sure >= len(spans) else ()


def read_issuer(found: Findings, rest: Span, clauses: list[Clause], opening: Opening, genre: str) -> None:
    """Who issued, reported or sent a text, where neither "from" nor "by" says it: "Decree of X", "X Report on …"."""
    if {c.role for c in found.contributions} & {"sender", "author"}:
        return
    page, lexicon = found.page, found.lexicon
    issuer = issuer_of(page, rest.start, clauses[0].whole.span.start if clauses else rest.end, lexicon)
    if issuer is None and opening.before and not opening.owner:
        issuer = issuer_before(page, opening.before.span.start, opening.before.span.end, lexicon)
    if issuer is None and opening.before and (names := _joined_by_hyphens(page, opening.before.span)):
        words = opening.before
        role = "sender" if genre in lexicon.correspondence else "author"
        found.add(role, Clause("issuer", words, words), Parties(names, told=True))
        return
    if issuer is None:
        return
    letter = genre in lexicon.correspondence and genre not in _ISSUED
    role = "sender" if letter else "author" if genre in lexicon.reports else "issuing-body"
    if genre in _ISSUED or letter or role == "author":
        found.add(role, Clause("issuer", issuer, issuer), parse_parties(page, issuer.span, lexicon))
