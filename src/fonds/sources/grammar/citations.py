"""Documents and instruments a page cites (floor 3): "point 151 of Minutes Nº 177", "your letter of 31 July 1989",
"Article 51 of the UN Charter", "the 1978 Treaty of …".

Keys are the citation's words in order, folded, number signs dropped, the whole before its part; a letter known by
its date has the date first.
"""

import re

from fonds.record.coverage import Coverage
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import Citation, CitedDocument, Instrument
from fonds.slugs import slugify
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import kind_of, phrase, strip_article

_NUMBER_SIGN = r"(?:(?<!\w)(?:Nos?|Nr|number)\.?(?![^\W\d_])|Nº|N°|№|#)"
_NUMBER = rf"{_NUMBER_SIGN}\s?(?P<number>(?=[\w./-]*\d)[\w./-]*\w)"
_PART = r"(?P<part>(?i:point|article|art\.|section|paragraph|para\.|item|clause)\s+(?P<locator>\w+(?:\.\w+)*))"
_CAPITALS = r"[^\W\d_a-z][\w’'-]*"
_JOINT = r"(?:\s+(?:of\s+(?:the\s+)?|for\s+|against\s+|on\s+(?:the\s+)?)?)"
_ITEM = rf"{_CAPITALS}(?:{_JOINT}{_CAPITALS}){{0,12}}"
_NAME_LIST = rf"{_ITEM}(?:(?:,\s+{_ITEM}){{0,6}},?\s+and\s+{_ITEM})?"
_KIND_WORDS = ("Treaty", "Convention", "Charter", "Agreement", "Pact", "Accord", "Covenant", "Constitution", "Protocol")
_KINDS = "|".join(_KIND_WORDS).replace("Accord", "Accords?")
_INSTRUMENT = re.compile(
    rf"(?P<article>\b[Tt]he\s+)?(?:(?P<year>1\d{{3}}|20\d\d)\s+)?(?P<name>\b(?:{_KINDS})\s+(?:of|on|for|between)\s+"
    rf"(?:the\s+)?{_NAME_LIST})(?:\s+of\s+(?P<after>1\d{{3}}|20\d\d)\b)?"
)
_PART_OF_INSTRUMENT = re.compile(
    rf"\b{_PART}\s+of\s+(?:the\s+)?(?P<name>(?:{_CAPITALS}\s+){{1,4}}(?:{_KINDS})\b"
    rf"|(?:{_KINDS})\s+of\s+(?:the\s+)?{_NAME_LIST})"
)
_REPLY = re.compile(
    r"\b(?:in\s+(?:reply|response|answer)\s+to|replying\s+to|responding\s+to)\s+"
    r"(?P<whose>your|his|her|the)\s+(?P<kind>[\w-]+(?:\s[\w-]+)?)"
    rf"(?:\s+{_NUMBER})?(?:,?\s+(?:of|dated|from)\s+(?=(?P<date>.{{4,20}}\d{{4}}|.{{4,12}}\d{{4}})))",
    re.IGNORECASE,
)
_HEADER = re.compile(r"\s*(?:Reference|Ref\.?|Re|With reference to)\s*[:.]?\s+(?=\S)", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:(?:see|cf\.?|compare|in|by|per|under|the|this|that|as|following|according\s+to|after|with|and|on)\s+)*",
    re.IGNORECASE,
)
"""Words that begin a sentence or lead to a citation, and are no part of an issuer's name."""
LONGEST_HEADER = 120


def fold_key(text: str) -> str:
    """Fold a citation into a key: number signs and articles dropped.

    >>> fold_key("CPSU Politburo Decree #177"), fold_key("the UN Charter")
    ('cpsu-politburo-decree-177', 'un-charter')
    """
    bare = re.sub(rf"(?:(?<=\s)|^){_NUMBER_SIGN}(?=\s?\w*\d)", " ", text)
    return slugify(re.sub(r"\b(?:the|of|a|an)\b", " ", bare, flags=re.IGNORECASE))


def parse_numbered(page: str, span: Span, lexicon: Lexicon) -> CitedDocument | None:
    """Read "[point N of] [ISSUER] GENRE number-sign NUMBER [of DATE]"; None where the words have another form."""
    start, end = span.start, span.end
    part = re.compile(rf"{_PART}\s+(?:of|to|in)\s+(?:the\s+)?").match(page, start, end)
    whole = phrase(page, part.end() if part else strip_article(page, span).start, end)
    number = re.compile(_NUMBER).search(page, whole.span.start, whole.span.end)
    if not number:
        return None
    genre = _genre_before(page, whole.span.start, number.start(), lexicon)
    if not genre:
        return None
    document = _numbered(page, whole, number, genre)
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
        if code := lexicon.genres.get(" ".join(place.of(page).lower().split())):
            return Found(code, normalised("citation-genre", place))
    return None


def _numbered(page: str, whole: Phrase, number: re.Match[str], genre: Found[str]) -> CitedDocument:
    issuer = None
    leading = _LEADING.match(page, whole.span.start, genre.span.start)
    words = phrase(page, leading.end() if leading else whole.span.start, genre.span.start)
    if words.text:
        name = Name(words, kind=kind_of(words.text) if kind_of(words.text) != "person" else "organization")
        issuer = Found(name, normalised("citation-issuer", Span(words.span.start, genre.span.end)))
    dates = find_dates(page, Span(number.end(), whole.span.end))
    end = dates[0][1].end if dates else number.end()
    label = page[words.span.start if words.text else genre.span.start : end]
    return CitedDocument(
        key=fold_key(page[words.span.start if words.text else genre.span.start : number.end()]),
        label=label,
        evidence=stated("citation-numbered", Span(whole.span.start, end)),
        genre=genre,
        number=Found(number["number"], stated("citation-number", Span(genre.span.start, number.end()))),
        date=Found(dates[0][0], normalised("citation-date", dates[0][1])) if dates else None,
        issuer=issuer,
    )


def find_reply(page: str, body: Span, lexicon: Lexicon) -> Citation | None:
    """Find "In reply to your letter of DATE": the first such words of the body name the document answered."""
    for match in _REPLY.finditer(page, body.start, body.end):
        kind = phrase(page, *match.span("kind"))
        genre = lexicon.genres.get(kind.text.lower()) or lexicon.genres.get(kind.text.lower().split()[-1])
        dates = find_dates(page, Span(match.start("date"), min(body.end, match.start("date") + 40)))
        if not genre or genre not in lexicon.correspondence or not dates:
            continue
        date, place = dates[0]
        if place.start != match.start("date"):
            continue
        label = Span(kind.span.start, place.end)
        number = match["number"]
        target = CitedDocument(
            key="-".join(filter(None, (date.iso, fold_key(kind.text), fold_key(number or "")))),
            label=label.of(page),
            evidence=normalised("reply-letter", label),
            genre=Found(genre, normalised("reply-genre", label)),
            number=Found(number, stated("reply-number", label)) if number else None,
            date=Found(date, normalised("reply-date", label)),
            author_role=_whose(match, kind),
        )
        return Citation("reply-to", target, stated("in-reply-to", Span(match.start(), place.end)))
    return None


def _whose(match: re.Match[str], kind: Phrase) -> Found[str] | None:
    if match["whose"].lower() != "your":
        return None
    return Found("addressee", normalised("reply-your", Span(match.start("whose"), kind.span.end)))


def find_header_reference(page: str, block: Span, lexicon: Lexicon) -> Citation | None:
    """Read a line of the head that only refers to a document ("Reference point 151 of Minutes Nº 177")."""
    words = phrase(page, block.start, block.end)
    match = _HEADER.match(page, words.span.start, words.span.end)
    if not match or len(words.text) > LONGEST_HEADER:
        return None
    target = parse_numbered(page, Span(match.end(), words.span.end), lexicon)
    return Citation("reference", target, stated("reference-line", words.span)) if target else None


def find_numbered(page: str, body: Span, lexicon: Lexicon) -> list[Citation]:
    """Find numbered documents cited in running text: up to six words before a number sign, a genre among them."""
    found: list[Citation] = []
    for match in re.compile(_NUMBER).finditer(page, body.start, body.end):
        before = re.compile(
            rf"(?:{_PART}\s+(?:of|to|in)\s+(?:the\s+)?)?(?:{_CAPITALS}\s+){{0,5}}[\w-]+\s*\Z"
        ).search(page, max(body.start, match.start() - 120), match.start())
        if not before or not any(char.isdigit() for char in match["number"]):
            continue
        tail = re.compile(r",?\s+(?:of|dated|from)\s+.{4,20}\d{4}").match(page, match.end(), body.end)
        end = tail.end() if tail and find_dates(page, Span(match.end(), tail.end())) else match.end()
        target = parse_numbered(page, Span(before.start(), end), lexicon)
        if target:
            found.append(Citation("reference", target, stated("citation-in-text", target.evidence.spans[0])))
    return found


def find_instruments(page: str, body: Span) -> list[Citation]:
    """Find legal instruments by name, whole or in part: parts first, so that a whole inside one is not counted."""
    found: list[Citation] = []
    taken = Coverage()
    if not any(page.find(kind, body.start, body.end) >= 0 for kind in _KIND_WORDS):
        return found
    for match in _PART_OF_INSTRUMENT.finditer(page, body.start, body.end):
        name = phrase(page, *match.span("name"))
        place = Span(match.start(), match.end())
        whole = Instrument(name, stated("instrument-name", name.span))
        target = CitedDocument(
            key=f"{fold_key(name.text)}-{fold_key(match['part'])}",
            label=place.of(page),
            evidence=stated("instrument-part", place),
            locator=Found(match["locator"], stated("instrument-part", Span(*match.span("part")))),
            part_of=whole,
        )
        found.append(Citation("reference", target, stated("instrument-part", place)))
        taken.add(place)
    for match in _INSTRUMENT.finditer(page, body.start, body.end):
        place = Span(match.start(), match.end())
        if not taken.meets(place):
            found.append(_named_instrument(page, match, place))
    return found


def _named_instrument(page: str, match: re.Match[str], place: Span) -> Citation:
    name = phrase(page, *match.span("name"))
    year = None
    if match["year"]:
        kind_end = name.span.start + len(name.text.split()[0])
        year = Found(int(match["year"]), normalised("instrument-year", Span(match.start("year"), kind_end)))
    elif match["after"]:
        year = Found(int(match["after"]), normalised("instrument-year", Span(name.span.start, match.end())))
    instrument = Instrument(name, stated("instrument-name", name.span), year)
    return Citation("reference", instrument, stated("instrument", place))
