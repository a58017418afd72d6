"""What letters and telegrams say at their head and in their orders (floor 3).

Salutation, marking, attachment number, when it was sent, "To:" and "From:"; whom an order says to inform, on whose
instructions. `endings.py` reads what stands under a letter.
"""

import re

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name
from fonds.record.record import Marking
from fonds.sources.grammar.dates import parse_date_line
from fonds.sources.grammar.lexicon import BODIES, COLLECTIVES, COURTESY, DOMAINS, Lexicon
from fonds.sources.grammar.names import (
    bare_word,
    is_office,
    is_place,
    kind_of,
    parse_person,
    phrase,
    split_names,
    strip_article,
    strip_courtesy,
)
from fonds.sources.grammar.occurrences import fold_case
from fonds.sources.grammar.offices import parse_piece
from fonds.sources.grammar.parties import parse_parties

_COURTESY = "|".join(sorted(COURTESY, key=len, reverse=True))
_PERSON = (
    rf"(?:(?i:{_COURTESY})\.?\s+)?(?:[^\W\d_]\.\s?){{0,3}}[^\W\d_a-z][\w’'-]+"
    r"(?:\s+(?:[^\W\d_]\.\s?|al|bin|de|von|van|[^\W\d_a-z][\w’'-]+)){0,3}"
)
_SALUTATION = re.compile(
    rf"(?:(?:(?:My\s+)?Dear|Esteemed|Respected|Most\s+esteemed)\s+(?P<dear>[^!,:\n]{{2,60}}?)|(?P<bare>(?i:{_COURTESY})\.?\s+"
    r"[^!,:.\n]{2,60}?))\s*[!,:]\s*\Z"
)
_INFORM = re.compile(
    r"\b(?:inform|tell|notify|acquaint|brief|advise|convey\s+to|communicate\s+to|report\s+to|transmit\s+to)\s+"
    r"(?P<who>him|her|them)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"(?:[A-Z][a-z]+ly\s+)?(?i:visit|see|meet(?:\s+with)?|call\s+on|seek\s+out|receive|approach)\s+"
    rf"(?P<first>{_PERSON})(?:\s*\((?P<more>[^()]+)\))?"
)
_INFORM_NAMES = re.compile(
    r"(?i:inform|notify|acquaint|tell|brief)\s+"
    rf"(?P<names>{_PERSON}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_PERSON})*)"
    r"(?=\s+(?i:of|that|about|with|on|personally|orally|immediately|confidentially)\b)"
)
_ORDER = re.compile(
    r"(?:[A-Z][a-z]+ly\s+)?(?i:visit|see|meet|call|seek|receive|approach|inform|notify|acquaint|tell|brief)"
)
_ORDER_BELOW = re.compile(rf"(?:(?<=[.!?]\s)|(?<=[\n\r])|(?<=\s\s)){_ORDER.pattern}")
"""A sentence begins with the verb of an order. Most texts have none, and are not cut into sentences."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|\n\s*\n|\r\s*\r")
_ORG_WORDS = "|".join(sorted(BODIES | COLLECTIVES))
_INSTRUCTIONS = re.compile(
    r"\b(?i:referring\s+to|(?:up)?on|following|in\s+accordance\s+with|pursuant\s+to|acting\s+on|under)\s+(?:the\s+)?"
    r"(?i:instructions?|orders?|a?\s*directives?)\s+(?i:of|from)\s+(?:the\s+)?"
    rf"(?P<body>[^\W\d_a-z][\w’'-]*(?:\s+(?:(?i:of(?:\s+the)?)\s+)?(?!I\b)(?:[^\W\d_a-z][\w’'-]*|(?:{_ORG_WORDS})\b))*)"
)
_INSTRUCTED = re.compile(r"(?:instructions?|orders?|directives?)\s+(?:of|from)\s")
"""What every such phrase holds, in lower case: looked for first, as it is found sooner."""
_ATTACHMENT = re.compile(
    r"\[?\(?(?:Attachment|Annex|Enclosure|Appendix|Addendum)\s+(?:(?:No\.?|Nº|№|#)\s*)?(?P<number>\d+|[IVX]+)"
    r"\)?\]?\.?\s*\Z",
    re.IGNORECASE,
)
_DISPATCH = re.compile(
    r"\s*(?:(?P<sent>(?:date\s+)?(?:sent|dispatched|transmitted))|(?P<received>(?:date\s+)?(?:received|rec['’]?d)))\b"
    r"(?:\s+on)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^[ \t]*(?P<word>to|from)[ \t]*:[ \t]*(?P<names>[^\s][^\r\n]{1,160}?)[ \t.\r]*$", re.IGNORECASE | re.MULTILINE
)
CAVEATS = frozenset({
    "eyes only", "exclusively eyes only", "exclusive", "exdis", "limdis", "limited distribution", "no distribution", "nodis",
    "noforn", "sensitive", "making copies prohibited", "no copies", "not for publication", "copying prohibited", "urgent",
    "single copy",
})
"""Words beside a marking that say how to handle a paper, not how secret it is."""
_BETWEEN_MARKINGS = re.compile(r"\s*[,./;–—-]\s+|\s*/\s*")
LONGEST_LINE = 200
"""Characters a line of a letter's head may have."""
LONGEST_ADDRESSES = 1_000
_NOBODY = frozenset(
    """all brother brothers colleague colleagues comrade comrades excellency fellow friend friends gentlemen ladies
    reader readers sir sirs sister sisters your his""".split()
)
"""Words that address, but name nobody."""
_OF_OFFICES = frozenset("and deputy first foreign of prime secretary the vice".split())
"""Words that stand in offices, and in no name."""


def find_salutation(page: str, block: Span) -> Found[Name] | None:
    """Read a line that only addresses somebody ("Mister Vorontsov!", "Dear Comrade Brezhnev,").

    >>> find_salutation("Mister Vorontsov!", Span(0, 17)).value.phrase.text
    'Vorontsov'
    """
    match = _SALUTATION.match(page, block.start, block.end) if _is_line(block) else None
    if not match:
        return None
    group = "dear" if match["dear"] else "bare"
    name = parse_person(page, Span(*match.span(group)))
    words = {bare_word(word) for word in name.phrase.text.split()}
    if words <= _NOBODY | COURTESY or name.kind not in ("person", "unknown") or _is_office_alone(words):
        return None
    whole = phrase(page, match.start(), match.end())
    return Found(name, stated("salutation", whole.span))


def is_salutation(page: str, line: Span) -> bool:
    """Whether a line only addresses somebody, named or not ("Dear Minister,")."""
    return _is_line(line) and _SALUTATION.match(page, line.start, line.end) is not None


def _is_office_alone(words: set[str]) -> bool:
    """Whether words name an office and nobody's: "Mr. President" is another one in every letter."""
    return any(map(is_office, words)) and all(is_office(word) or word in _OF_OFFICES or word in DOMAINS for word in words)


def _is_line(block: Span) -> bool:
    return block.end - block.start <= LONGEST_LINE


def find_informees(page: str, body: Span) -> list[Contribution]:
    """Find the persons an order says to inform: "visit A (B, C) and inform him", "inform A and B that".

    Only orders count: a sentence that begins with its verb. Each person rests on the name with its form of address.
    One bare word may be a capital as well as a person ("Inform Moscow that"), and is not read.

    >>> page = "Visit Cde. Kadar (Husak) and inform him. They inform Tito that it is done."
    >>> [found.name.phrase.text for found in find_informees(page, Span(0, len(page)))]
    ['Kadar', 'Husak']
    """
    found: list[Contribution] = []
    if not (_ORDER.match(page, body.start, body.end) or _ORDER_BELOW.search(page, body.start, body.end)):
        return found
    for sentence in _sentences(page, body):
        visit = _VISIT.match(page, sentence.start, sentence.end)
        told = visit and _INFORM.search(page, visit.end(), sentence.end)
        spans: list[Span] = []
        if visit and told and (visit["more"] or told["who"].lower() != "them"):
            spans = [Span(*visit.span("first"))]
            if visit["more"]:
                spans += [name.phrase.span for name in split_names(page, Span(*visit.span("more")))]
        elif direct := _INFORM_NAMES.match(page, sentence.start, sentence.end):
            names = Span(*direct.span("names"))
            spans = [name.phrase.span for name in split_names(page, names)]
            if len(spans) == 1 and names == spans[0] and len(names.of(page).split()) == 1:
                spans = []
        found.extend(_informee(page, span) for span in spans)
    return found


def find_instructing_bodies(page: str, body: Span) -> list[Contribution]:
    """Find who instructs: "referring to instructions of X", "on the instructions of X".

    >>> page = "on the instructions of Comrade Stalin"
    >>> find_instructing_bodies(page, Span(0, 37))[0].name.phrase.text
    'Stalin'
    """
    found: list[Contribution] = []
    if not _INSTRUCTED.search(fold_case(page), body.start, body.end):
        return found
    for match in _INSTRUCTIONS.finditer(page, body.start, body.end):
        words = phrase(page, *match.span("body"))
        bare = strip_courtesy(page, words.span)
        name = Name(phrase(page, bare.start, bare.end), kind=kind_of(bare.of(page)))
        name = name if name.kind == "person" else Name(name.phrase, kind="organization")
        found.append(
            Contribution("instructing-body", name, stated("instructions-of", words.span), mention=True)
        )
    return found


def find_marking(page: str, block: Span, lexicon: Lexicon) -> Found[Marking] | None:
    """Read a line that is a security marking and nothing else; of several ("Top Secret, Special Folder") the first.

    >>> find_marking("[Top Secret]", Span(0, 12), Lexicon(markings={"top secret": "top-secret"})).value.code
    'top-secret'
    """
    if not _is_line(block):
        return None
    words = phrase(page, block.start, block.end)
    bare = words.text.strip("[]()*!. \t\u00a0")
    code = lexicon.markings.get(" ".join(bare.lower().split()))
    if not code:
        first, *others = (" ".join(each.split()) for each in _BETWEEN_MARKINGS.split(bare))
        if not others or any(other.lower() not in lexicon.markings and other.lower() not in CAVEATS for other in others):
            return None
        bare, code = first, lexicon.markings.get(" ".join(first.lower().split()))
    if not code:
        return None
    start = words.span.start + words.text.index(bare)
    return Found(Marking(code, bare), normalised("marking-line", Span(start, start + len(bare))))


def find_attachment_number(page: str, block: Span) -> Found[str] | None:
    """Read a line like "Attachment 1".

    >>> find_attachment_number("Attachment No. 2", Span(0, 16)).value
    '2'
    """
    if not _is_line(block):
        return None
    words = phrase(page, block.start, block.end)
    match = _ATTACHMENT.match(page, words.span.start, words.span.end)
    return Found(match["number"], stated("attachment-line", words.span)) if match else None


def find_dispatch(page: str, block: Span) -> tuple[str, Found[DateExpression]] | None:
    """Read a line that says when it was sent or received ("Received: 5 May 1962").

    >>> find_dispatch("Received: 5 May 1962", Span(0, 20))[0]
    'received'
    """
    match = _DISPATCH.match(page, block.start, block.end) if _is_line(block) else None
    line = parse_date_line(page, Span(match.end(), block.end)) if match else None
    if not match or not line:
        return None
    word = "received" if match["received"] else "sent"
    return word, Found(line[0], normalised(f"{word}-line", phrase(page, block.start, block.end).span))


def find_address_lines(page: str, block: Span, lexicon: Lexicon) -> list[Contribution]:
    """Read lines of a head that name the parties.

    >>> page = "To: Comrade Gromyko"
    >>> [(c.role, c.name.phrase.text) for c in find_address_lines(page, Span(0, 19), Lexicon())]
    [('addressee', 'Gromyko')]
    """
    found: list[Contribution] = []
    for match in _ADDRESS.finditer(page, block.start, min(block.end, block.start + LONGEST_ADDRESSES)):
        role = "sender" if match["word"].lower() == "from" else "addressee"
        words = phrase(page, *match.span("names"))
        line = phrase(page, *match.span())
        parties = parse_parties(page, words.span, lexicon)
        names = [name for name in parties.names if name.offices or not is_place(name.phrase.text)]
        found.extend(Contribution(role, name, stated("address-line", line.span)) for name in names)
    return found


def _informee(page: str, span: Span) -> Contribution:
    bare = strip_courtesy(page, strip_article(page, span))
    piece = parse_piece(page, bare, Lexicon())
    name = Name(phrase(page, bare.start, bare.end), kind="person")
    if piece.form == "named" and piece.office:
        name = Name(piece.name.phrase, (piece.office,), "person")
    return Contribution("intended-informee", name, stated("order-to-inform", span), mention=True)


def _sentences(page: str, body: Span) -> list[Span]:
    """Cut at a full stop before a capital; "Cde." and initials do not end a sentence."""
    spans: list[Span] = []
    start = body.start
    for match in _SENTENCE.finditer(page, body.start, body.end):
        before = page[max(start, match.start() - 24) : match.start()].rsplit(None, 1)[-1:] or [""]
        if "\n" not in match[0] and "\r" not in match[0] and re.fullmatch(rf"\(?(?:(?i:{_COURTESY})|[^\W\d_])\.", before[0]):
            continue
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, body.end))
    return [phrase(page, span.start, span.end).span for span in spans]
