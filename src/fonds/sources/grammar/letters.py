"""What letters and telegrams say of themselves (floor 3): salutation, signature, dateline, the persons to be told,
who instructs, the marking and the attachment number at the head.
"""

import re
from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name
from fonds.record.record import Marking
from fonds.sources.grammar.dates import find_dates, parse_date_line
from fonds.sources.grammar.lexicon import BODIES, COLLECTIVES, COURTESY, Lexicon
from fonds.sources.grammar.names import (
    kind_of,
    parse_person,
    phrase,
    split_names,
    strip_article,
    strip_courtesy,
)
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
_CLOSING = re.compile(
    r"(?:(?:Most\s+|Very\s+)?(?:respectfully|sincerely|faithfully|truly|cordially|fraternally)(?:\s+yours)?"
    r"|yours(?:\s+(?:very\s+)?(?:sincerely|truly|faithfully|respectfully))?"
    r"|with\s+(?:[\w-]+\s+){0,3}(?:respect|regards|greetings|wishes|esteem|consideration)"
    r"|(?:best|kind|warm)\s+(?:regards|wishes)|/s/|\[?signed\]?:?|\(signed\))\s*[,.:]?\s*",
    re.IGNORECASE,
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
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|\n\s*\n")
_ORG_WORDS = "|".join(sorted(BODIES | COLLECTIVES))
_INSTRUCTIONS = re.compile(
    r"\b(?i:referring\s+to|(?:up)?on|following|in\s+accordance\s+with|pursuant\s+to|acting\s+on|under)\s+(?:the\s+)?"
    r"(?i:instructions?|orders?|a?\s*directives?)\s+(?i:of|from)\s+(?:the\s+)?"
    rf"(?P<body>[^\W\d_a-z][\w’'-]*(?:\s+(?:(?i:of(?:\s+the)?)\s+)?(?!I\b)(?:[^\W\d_a-z][\w’'-]*|(?:{_ORG_WORDS})\b))*)"
)
_ATTACHMENT = re.compile(
    r"\[?\(?(?:Attachment|Annex|Enclosure|Appendix|Addendum)\s+(?:(?:No\.?|Nº|№|#)\s*)?(?P<number>\d+|[IVX]+)"
    r"\)?\]?\.?\s*\Z",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:[\s-]+[^\W\d_a-z][\w’'.-]*){0,3}")
_NO_NAME = re.compile(r"[\s\[\]()\"_.,/-]*(?:signature|illegible|signed)?[\s\[\]()\"_.,/-]*", re.IGNORECASE)
_DISPATCH = re.compile(
    r"\s*(?:(?P<sent>(?:date\s+)?(?:sent|dispatched|transmitted))|(?P<received>(?:date\s+)?(?:received|rec['’]?d)))\b"
    r"(?:\s+on)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^[ \t]*(?P<word>to|from)\s*:\s*(?P<names>[^\r\n]{2,160}?)[ \t.]*$", re.IGNORECASE | re.MULTILINE
)
LONGEST_SIGNATURE = 160


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands under a letter: the signature's names, the date and place, and the blocks it takes."""

    authors: tuple[Contribution, ...] = ()
    date: Found[DateExpression] | None = None
    place: Found[Name] | None = None
    used: tuple[Span, ...] = ()


def find_salutation(page: str, block: Span) -> Found[Name] | None:
    """Read a line that only addresses somebody ("Mister Vorontsov!", "Dear Comrade Brezhnev,").

    >>> find_salutation("Mister Vorontsov!", Span(0, 17)).value.phrase.text
    'Vorontsov'
    """
    match = _SALUTATION.match(page, block.start, block.end)
    if not match:
        return None
    group = "dear" if match["dear"] else "bare"
    name = parse_person(page, Span(*match.span(group)))
    if not name.phrase.text or kind_of(name.phrase.text) not in ("person", "unknown"):
        return None
    whole = phrase(page, match.start(), match.end())
    return Found(name, stated("salutation", whole.span))


def find_ending(page: str, blocks: list[Span]) -> Ending:
    """Read signature and dateline from the last blocks of a body, in either order."""
    authors: tuple[Contribution, ...] = ()
    date: Found[DateExpression] | None = None
    place: Found[Name] | None = None
    used: list[Span] = []
    for block in reversed(blocks[-4:]):
        words = phrase(page, block.start, block.end).span
        if date is None and (line := find_dateline(page, words)):
            date, place = line
        elif not authors and (signed := find_signature(page, words)):
            authors = signed
        else:
            break
        used.append(words)
    return Ending(authors, date, place, tuple(used))


def find_dateline(page: str, block: Span) -> tuple[Found[DateExpression], Found[Name] | None] | None:
    """Read a line of a date, a place before it perhaps ("Kabul, 2 September 1989")."""
    if alone := parse_date_line(page, block):
        return Found(alone[0], normalised("dateline", alone[1])), None
    dates = find_dates(page, block)
    if len(dates) != 1 or block.end - block.start > LONGEST_SIGNATURE:
        return None
    date, where = dates[0]
    before = phrase(page, block.start, where.start)
    after = page[where.end : block.end].strip(" .,;)]")
    town = phrase(page, before.span.start, before.span.start + len(before.text.rstrip(" ,([")))
    if after or not _PLACE.fullmatch(town.text):
        return None
    name = Name(town, kind="place")
    return Found(date, normalised("dateline", where)), Found(name, stated("dateline", town.span))


def find_signature(page: str, block: Span) -> tuple[Contribution, ...]:
    """Read a closing formula with the name under it; a name without a formula is no signature.

    >>> [c.name.phrase.text for c in find_signature("Respectfully, Ahmad Shah Masoud", Span(0, 31))]
    ['Ahmad Shah Masoud']
    """
    match = _CLOSING.match(page, block.start, block.end)
    if not match or block.end - block.start > LONGEST_SIGNATURE:
        return ()
    names = phrase(page, match.end(), block.end)
    if not names.text or _NO_NAME.fullmatch(names.text):
        return ()
    end = names.span.start + len(names.text.split("\n")[0].rstrip(" .,;]"))
    found = split_names(page, Span(names.span.start, end))
    if not found or any(name.kind != "person" for name in found):
        return ()
    quote = Span(block.start, end)
    return tuple(Contribution("author", name, normalised("signature", quote)) for name in found)


def find_informees(page: str, body: Span) -> list[Contribution]:
    """Find the persons an order says to inform: "visit A (B, C) and inform him", "inform A and B that".

    Only orders count: a sentence that begins with its verb. Each person rests on the name with its form of address.
    """
    found: list[Contribution] = []
    for sentence in _sentences(page, body):
        visit = _VISIT.match(page, sentence.start, sentence.end)
        told = visit and _INFORM.search(page, visit.end(), sentence.end)
        spans: list[Span] = []
        if visit and told:
            spans = [Span(*visit.span("first"))]
            if visit["more"]:
                spans += [name.phrase.span for name in split_names(page, Span(*visit.span("more")))]
        elif direct := _INFORM_NAMES.match(page, sentence.start, sentence.end):
            spans = [name.phrase.span for name in split_names(page, Span(*direct.span("names")))]
        found.extend(_informee(page, span) for span in spans)
    return found


def find_instructing_bodies(page: str, body: Span) -> list[Contribution]:
    """Find who instructs: "referring to instructions of X", "on the instructions of X"."""
    found: list[Contribution] = []
    for match in _INSTRUCTIONS.finditer(page, body.start, body.end):
        words = phrase(page, *match.span("body"))
        name = Name(words, kind="organization" if kind_of(words.text) != "person" else "person")
        found.append(
            Contribution("instructing-body", name, stated("instructions-of", words.span), mention=True)
        )
    return found


def find_marking(page: str, block: Span, lexicon: Lexicon) -> Found[Marking] | None:
    """Read a line that is a security marking and nothing else."""
    words = phrase(page, block.start, block.end)
    bare = words.text.strip("[]()*!. \t")
    code = lexicon.markings.get(" ".join(bare.lower().split()))
    if not code:
        return None
    start = words.span.start + words.text.index(bare)
    return Found(Marking(code, bare), normalised("marking-line", Span(start, start + len(bare))))


def find_attachment_number(page: str, block: Span) -> Found[str] | None:
    """Read a line like "Attachment 1"."""
    words = phrase(page, block.start, block.end)
    match = _ATTACHMENT.match(page, words.span.start, words.span.end)
    return Found(match["number"], stated("attachment-line", words.span)) if match else None


def find_dispatch(page: str, block: Span) -> tuple[str, Found[DateExpression]] | None:
    """Read a line that says when it was sent or received ("Received: 5 May 1962").

    >>> find_dispatch("Received: 5 May 1962", Span(0, 20))[0]
    'received'
    """
    match = _DISPATCH.match(page, block.start, block.end)
    line = parse_date_line(page, Span(match.end(), block.end)) if match else None
    if not match or not line:
        return None
    word = "received" if match["received"] else "sent"
    return word, Found(line[0], normalised(f"{word}-line", phrase(page, block.start, block.end).span))


def find_address_lines(page: str, block: Span, lexicon: Lexicon) -> list[Contribution]:
    """Read lines of a head that name the parties: "To: Comrade Gromyko", "From: the Foreign Ministry"."""
    found: list[Contribution] = []
    for match in _ADDRESS.finditer(page, block.start, block.end):
        role = "sender" if match["word"].lower() == "from" else "addressee"
        words = phrase(page, *match.span("names"))
        line = phrase(page, *match.span())
        parties = parse_parties(page, words.span, lexicon)
        found.extend(Contribution(role, name, stated("address-line", line.span)) for name in parties.names)
    return found


def _informee(page: str, span: Span) -> Contribution:
    bare = strip_courtesy(page, strip_article(page, span))
    name = Name(phrase(page, bare.start, bare.end), kind="person")
    return Contribution("intended-informee", name, stated("order-to-inform", span), mention=True)


def _sentences(page: str, body: Span) -> list[Span]:
    """Cut at a full stop before a capital; "Cde." and initials do not end a sentence."""
    spans: list[Span] = []
    start = body.start
    for match in _SENTENCE.finditer(page, body.start, body.end):
        before = page[start : match.start()].rsplit(None, 1)[-1:] or [""]
        if "\n" not in match[0] and re.fullmatch(rf"\(?(?:(?i:{_COURTESY})|[^\W\d_])\.", before[0]):
            continue
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, body.end))
    return [phrase(page, span.start, span.end).span for span in spans]
