"""Legal instruments a text cites by name (floor 3): "Article 51 of the UN Charter", "the 1978 Treaty of …".

Parts are found first, so that a whole inside one is not counted again. To add a kind of instrument: a word of
`occurrences.TREATIES`.
"""

import re
from collections.abc import Iterator

from fonds.record.coverage import Coverage
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.references import Citation, CitedDocument, Instrument
from fonds.sources.grammar.cited import fold_key
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.numbered import CAPITALS, PART
from fonds.sources.grammar.occurrences import TREATIES, find_words

_JOINT = r"(?:\s+(?:of\s+(?:the\s+)?|for\s+|against\s+|on\s+(?:the\s+)?)?)"
_ITEM = rf"{CAPITALS}(?:{_JOINT}{CAPITALS}){{0,12}}"
_NAME_LIST = rf"{_ITEM}(?:(?:,\s+{_ITEM}){{0,6}},?\s+and\s+{_ITEM})?"
_KINDS = "|".join(word.capitalize() for word in TREATIES.words).replace("Accord", "Accords?")
_INSTRUMENT = re.compile(
    rf"(?P<article>\b[Tt]he\s+)?(?:(?P<year>1\d{{3}}|20\d\d)\s+)?(?P<name>\b(?:{_KINDS})\s+(?:of|on|for|between)\s+"
    rf"(?:the\s+)?{_NAME_LIST})(?:\s+of\s+(?P<after>1\d{{3}}|20\d\d)\b)?"
)
_NAMED_KIND = re.compile(rf"\b(?:{_KINDS})\s+(?:of|on|for|between)\s")
_BEFORE_KIND = re.compile(r"(?:\b[Tt]he\s+)?(?:(?:1\d{3}|20\d\d)\s+)?\Z")
LONGEST_BEFORE = 24
"""Characters an article and a year may have before the name of an instrument."""
_PART_OF_INSTRUMENT = re.compile(
    rf"\b{PART}\s+of\s+(?:the\s+)?(?P<name>(?:{CAPITALS}\s+){{1,4}}(?:{_KINDS})\b"
    rf"|(?:{_KINDS})\s+of\s+(?:the\s+)?{_NAME_LIST})"
)
_PART_BEGINS = re.compile(r"\b(?=(?:point|art|section|para|item|clause))", re.IGNORECASE)
MOST_WORDS_BEFORE = 8
"""Words from the one for a part to that for a kind: "Article 51 of the A B C D | Treaty"."""


def find_instruments(page: str, body: Span) -> list[Citation]:
    """Find legal instruments by name, whole or in part: parts first, so that a whole inside one is not counted."""
    found: list[Citation] = []
    taken = Coverage()
    kinds = [at for at, word in find_words(page, body, TREATIES) if page.startswith(word.capitalize(), at)]
    for match in _parts_of_instruments(page, body, kinds):
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
    for kind in kinds:
        if _NAMED_KIND.match(page, kind, body.end) is None:
            continue
        before = _BEFORE_KIND.search(page, max(body.start, kind - LONGEST_BEFORE), kind)
        named = _INSTRUMENT.match(page, before.start() if before else kind, body.end)
        if named and not taken.meets(Span(named.start(), named.end())):
            found.append(_named_instrument(page, named, Span(named.start(), named.end())))
    return found


def _parts_of_instruments(page: str, body: Span, kinds: list[int]) -> Iterator[re.Match[str]]:
    """Yield the parts of instruments: each begins a few words before a word for a kind; these are its places."""
    done = body.start
    for kind in kinds:
        words = page[done:kind].rsplit(None, MOST_WORDS_BEFORE)
        if "of" not in words:
            continue
        begin = done + len(words[0]) if len(words) > MOST_WORDS_BEFORE else done
        for part in _PART_BEGINS.finditer(page, begin, kind):
            if part.start() >= done and (match := _PART_OF_INSTRUMENT.match(page, part.start(), body.end)):
                yield match
                done = match.end()


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
