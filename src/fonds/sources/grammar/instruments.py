"""Legal instruments a text cites by name (floor 3): "Article 51 of the UN Charter", "the 1978 Treaty of …".

Parts are found first, so that a whole inside one is not counted again. To add a kind of instrument: a word of
``_KIND_WORDS``.
"""

import re

from fonds.record.coverage import Coverage
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.references import Citation, CitedDocument, Instrument
from fonds.sources.grammar.cited import fold_key
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.numbered import CAPITALS, PART

_JOINT = r"(?:\s+(?:of\s+(?:the\s+)?|for\s+|against\s+|on\s+(?:the\s+)?)?)"
_ITEM = rf"{CAPITALS}(?:{_JOINT}{CAPITALS}){{0,12}}"
_NAME_LIST = rf"{_ITEM}(?:(?:,\s+{_ITEM}){{0,6}},?\s+and\s+{_ITEM})?"
_KIND_WORDS = ("Treaty", "Convention", "Charter", "Agreement", "Pact", "Accord", "Covenant", "Constitution", "Protocol")
_KINDS = "|".join(_KIND_WORDS).replace("Accord", "Accords?")
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
    for kind in _NAMED_KIND.finditer(page, body.start, body.end):
        before = _BEFORE_KIND.search(page, max(body.start, kind.start() - LONGEST_BEFORE), kind.start())
        named = _INSTRUMENT.match(page, before.start() if before else kind.start(), body.end)
        if named and not taken.meets(Span(named.start(), named.end())):
            found.append(_named_instrument(page, named, Span(named.start(), named.end())))
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
