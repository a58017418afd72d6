"""Documents cited by a number with a sign (floor 3): "point 151 of Minutes Nº 177", "CPSU Politburo Decree #177".

The whole stands before its part in the key; the words before the genre are the body that issued it.
"""

import re

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import Citation, CitedDocument
from fonds.sources.grammar.cited import NUMBER, WHOSE, fold_key, genre_of
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import BODIES, Lexicon
from fonds.sources.grammar.names import bare_word, is_acronym, is_office, kind_of, phrase, strip_article
from fonds.sources.grammar.occurrences import SIGNS, find_starts

PART = r"(?P<part>(?i:point|article|art\.|section|paragraph|para\.|item|clause)\s+(?P<locator>\w+(?:\.\w+)*))"
CAPITALS = r"[^\W\d_a-z][\w’'-]*"
_NUMBER = re.compile(NUMBER)
_PART = re.compile(rf"{PART}\s+(?:of|to|in)\s+(?:the\s+)?")
_BEFORE = re.compile(rf"(?:{PART}\s+(?:of|to|in)\s+(?:the\s+)?)?(?:{CAPITALS}\s+){{0,5}}[\w-]+\s*\Z")
_DATED = re.compile(r",?\s+(?:of|dated|from)\s+.{4,20}\d{4}")
_LEADING = re.compile(
    r"(?:(?:see|cf\.?|compare|in|by|per|under|the|this|that|as|following|according\s+to|after|with|and|on|your|my|our)\s+)*",
    re.IGNORECASE,
)
"""Words that begin a sentence or lead to a citation, and are no part of an issuer's name."""
_WHOSE = re.compile(r"(?<!\w)(?P<whose>your|my|our)\s+\Z", re.IGNORECASE)


def parse_numbered(page: str, span: Span, lexicon: Lexicon) -> CitedDocument | None:
    """Read "[point N of] [ISSUER] GENRE number-sign NUMBER [of DATE]"; None where the words have another form."""
    start, end = span.start, span.end
    part = _PART.match(page, start, end)
    whole = phrase(page, part.end() if part else strip_article(page, span).start, end)
    number = _NUMBER.search(page, whole.span.start, whole.span.end)
    if not number:
        return None
    genre = _genre_before(page, whole.span.start, number.start(), lexicon)
    if not genre:
        return None
    document = _numbered(page, whole, number, genre, lexicon)
    if not part:
        return document
    locator = phrase(page, *part.span("part"))
    return CitedDocument(
        key=f"{document.key}-{fold_key(locator.text)}",
        label=page[locator.span.start : whole.span.end],
        evidence=stated("citation-part", Span(locator.span.start, whole.span.end)),
        locator=Found(part["locator"], stated("citation-part", locator.span)),
        part_of=document,
    )


def _genre_before(page: str, start: int, end: int, lexicon: Lexicon) -> Found[str] | None:
    """Return the genre word that ends right before a number, as long as it can be."""
    words = list(re.finditer(r"[^\s,]+", page[start:end]))
    for first in range(max(0, len(words) - 3), len(words)):
        place = Span(start + words[first].start(), start + words[-1].end())
        if code := genre_of(place.of(page), lexicon):
            return Found(code, normalised("citation-genre", place))
    return None


def _numbered(
    page: str, whole: Phrase, number: re.Match[str], genre: Found[str], lexicon: Lexicon
) -> CitedDocument:
    issuer = None
    leading = _LEADING.match(page, whole.span.start, genre.span.start)
    words = phrase(page, leading.end() if leading else whole.span.start, genre.span.start)
    if cut := words.text.rfind("\n") + 1:
        words = phrase(page, words.span.start + cut, genre.span.start)
    if words.text:
        words = _without_possessive(words)
        name = Name(words, kind="organization" if kind_of(words.text) == "person" else kind_of(words.text))
        if _is_body(words.text) or lexicon.known(words.text):
            issuer = Found(name, normalised("citation-issuer", Span(words.span.start, genre.span.end)))
    dates = find_dates(page, Span(number.end(), whole.span.end))
    end = dates[0][1].end if dates else number.end()
    begin = words.span.start if words.text else genre.span.start
    owner = _WHOSE.search(page, max(0, begin - 12), begin)
    role = Found(WHOSE[owner["whose"].lower()], normalised("citation-whose", Span(owner.start(), genre.span.end))) if (
        owner
    ) else None
    return CitedDocument(
        key=fold_key(page[begin : number.end()]),
        label=page[begin:end],
        evidence=stated("citation-numbered", Span(whole.span.start, end)),
        genre=genre,
        number=Found(number["number"], stated("citation-number", Span(genre.span.start, number.end()))),
        date=Found(dates[0][0], normalised("citation-date", dates[0][1])) if dates else None,
        issuer=issuer,
        author_role=role,
    )


def _is_body(text: str) -> bool:
    """Whether words before a genre name who issued it, not what it is about ("Intelligence Note No. 5")."""
    return any(is_acronym(word) or bare_word(word) in BODIES or is_office(bare_word(word)) for word in text.split())


def _without_possessive(words: Phrase) -> Phrase:
    bare = re.sub(r"['’]s?\Z", "", words.text)
    return Phrase(bare, Span(words.span.start, words.span.start + len(bare)))


def find_numbered(page: str, body: Span, lexicon: Lexicon) -> list[Citation]:
    """Find numbered documents cited in running text: up to six words before a number sign, a genre among them."""
    found: list[Citation] = []
    for at, _ in find_starts(page, body, SIGNS):
        match = _NUMBER.match(page, at, body.end)
        if match is None:
            continue
        before = _BEFORE.search(page, max(body.start, match.start() - 120), match.start())
        if not before or not any(char.isdigit() for char in match["number"]):
            continue
        tail = _DATED.match(page, match.end(), body.end)
        end = tail.end() if tail and find_dates(page, Span(match.end(), tail.end())) else match.end()
        target = parse_numbered(page, Span(before.start(), end), lexicon)
        if target:
            found.append(Citation("reference", target, stated("citation-in-text", target.evidence.spans[0])))
    return found
