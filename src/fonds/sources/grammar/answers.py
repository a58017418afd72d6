"""What a text answers and refers to (floor 3): "In reply to your letter of DATE", "Ref: Embtel 1234", "your 1265".

Words that only look so ("in reply, he said", "the letter of the law") name no document: a kind of document must
follow, and a number or a date that tells which one.
"""

import re

from fonds.record.coverage import Coverage
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.references import Citation, CitedDocument
from fonds.sources.grammar.cited import LONGEST, WHOSE, fold_key, read_cited, read_date
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.numbered import parse_numbered
from fonds.sources.grammar.occurrences import BARE_KINDS, DATED_KINDS, KINDS, OWNERS, REPLIES, find_starts

_REPLY = re.compile(
    r"\b(?:in\s+(?:further\s+)?(?:reply|response|answer)\s+to|(?:replying|responding|replies|responds|answering)\s+to"
    r"|(?:is|as)\s+an?\s+(?:answer|reply|response)\s+to)\s+(?:(?P<whose>your|the)\s+)?",
    re.IGNORECASE,
)
_BEFORE_OWN = re.compile(
    r"\b(?:ref(?:erence)?|re|with\s+reference\s+to|with\s+regard\s+to|referring\s+to|further\s+to|refers?\s+to"
    r"|reference\s+is\s+made\s+to|pursuant\s+to|received|acknowledge(?:\s+receipt\s+of)?)[.:]?\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(r"(?P<number>\d{2,5}|[A-Z]{1,3}[–-]\d+)(?=\s*(?:[,.;:)\]\n]|\Z|of\s+[\dJFMASOND]|dated\b|and\b))")
_NUMBER_FOLLOWS = re.compile(r"\.?\s+(?:[A-Z]{1,6}\s?[–-]\s?)?\d")
_DATE_FOLLOWS = re.compile(r"\s+(?:of|dated)\s+[^\W_]", re.IGNORECASE)
BEFORE_REPLY = 24
_HEADER = re.compile(r"\s*(?:References?|Refs?\.?|Re|With reference to)\s*[:.]?\s+(?=\S)", re.IGNORECASE)
_HEADER_JOINT = re.compile(r"\s*(?:[;\n]|,\s+(?=[^\W\d_a-z])|\band\b)\s*(?:\([a-z0-9]\)\s*|[a-z0-9][.)]\s+)?", re.IGNORECASE)
_POST = re.compile(
    r"(?P<post>[^\W\d_a-z][\w’'.-]+(?:\s[^\W\d_a-z][\w’'.-]+)?(?:[’']s)?)\s+(?P<number>(?:[A-Z]{1,3}\s?[–-]\s?)?\d{2,}(?:[–-]\d+)?)"
    r"(?=\s*(?:[,.;)\n]|\Z|of\s))"
)
_LETTERED = re.compile(r"\s*\(?[a-z0-9]\)\s*", re.IGNORECASE)
LONGEST_HEADER = 240
MOST_REFERENCES = 8


def find_reply(page: str, body: Span, lexicon: Lexicon) -> Citation | None:
    """Find "In reply to your letter of DATE": the first such words of the body name the document answered.

    >>> page = "In answer to your telegram No. 371 I say"
    >>> lexicon = Lexicon({"telegram": "telegram"}, correspondence=frozenset({"telegram"}))
    >>> find_reply(page, Span(0, len(page)), lexicon).target.key
    'telegram-371'
    """
    for at, _ in find_starts(page, body, REPLIES):
        match = _REPLY.search(page, max(body.start, at - BEFORE_REPLY), min(body.end, at + LONGEST))
        if match is None or not match.start() <= at < match.end():
            continue
        whose = Span(*match.span("whose")) if match["whose"] and match["whose"].lower() == "your" else None
        limit = min(body.end, match.end() + LONGEST)
        read = read_cited(page, match.end(), limit, lexicon, rule="reply", whose=whose)
        if read is None and whose:
            read = _elliptic(page, match.end(), limit, whose, "reply")
        if read is None:
            continue
        target, place = read
        if target.genre is None or target.genre.value in lexicon.correspondence:
            return Citation("reply-to", target, stated("in-reply-to", Span(match.start(), place.end)))
    return None


def _elliptic(page: str, start: int, end: int, whose: Span, rule: str) -> tuple[CitedDocument, Span] | None:
    """Read "your 1265": a number alone, where only a document can be meant."""
    match = _ELLIPTIC.match(page, start, end)
    if not match:
        return None
    label = Span(*match.span("number"))
    role = Found(WHOSE[whose.of(page).lower()], normalised(f"{rule}-whose", Span(whose.start, label.end)))
    number = Found(match["number"], stated(f"{rule}-number", label))
    evidence = normalised(f"{rule}-document", label)
    return CitedDocument(fold_key(f"{whose.of(page)} {match['number']}"), f"{whose.of(page)} {match['number']}", evidence,
                         number=number, author_role=role), label


def find_header_references(page: str, block: Span, lexicon: Lexicon) -> list[Citation]:
    """Read a line of the head that only refers to documents ("Reference point 151 of Minutes Nº 177", "Ref: Tehran 403").

    >>> page = "REF: (a) Embtel 12, May 3; (b) State 172125"
    >>> found = find_header_references(page, Span(0, len(page)), Lexicon({"telegram": "telegram"}))
    >>> [citation.target.key for citation in found]
    ['embtel-12-may-3', 'state-172125']
    """
    words = phrase(page, block.start, block.end)
    match = _HEADER.match(page, words.span.start, words.span.end)
    if not match or len(words.text) > LONGEST_HEADER:
        return []
    lettered = _LETTERED.match(page, match.end(), words.span.end)
    at = lettered.end() if lettered and page[lettered.start() : lettered.end()].strip() else match.end()
    found: list[Citation] = []
    while at < words.span.end and len(found) < MOST_REFERENCES:
        read = _header_item(page, at, words.span.end, lexicon)
        if read is None:
            break
        target, end = read
        last = end >= len(page[: words.span.end].rstrip(" ."))
        place = words.span if not found and last else Span(words.span.start if not found else at, end)
        found.append(Citation("reference", target, stated("reference-line", place)))
        joint = _HEADER_JOINT.match(page, end, words.span.end)
        at = joint.end() if joint and joint.end() > end else words.span.end
    return found


def _header_item(page: str, at: int, end: int, lexicon: Lexicon) -> tuple[CitedDocument, int] | None:
    """Read one document of a reference line: by a number with a sign, by its kind, or by its post and number."""
    stop = next((i for i in range(at, end) if page[i] in ";\n"), end)
    own = re.compile(r"(?P<whose>your|my|our)\s+", re.IGNORECASE).match(page, at, stop)
    whose = Span(*own.span("whose")) if own else None
    begin = own.end() if own else at
    if not own and (target := parse_numbered(page, Span(at, stop), lexicon)):
        return target, target.evidence.spans[0].end
    read = read_cited(page, begin, stop, lexicon, rule="reference", whose=whose)
    if read is None and whose:
        read = _elliptic(page, begin, stop, whose, "reference")
    if read:
        return read[0], read[1].end
    if post := _POST.match(page, at, stop):
        return _of_post(page, post, stop)
    return None


def _of_post(page: str, post: re.Match[str], stop: int) -> tuple[CitedDocument, int]:
    """Return "Tehran 403[ of DATE]": a document known by the post it came from and its number."""
    label = Span(*post.span())
    lead = re.compile(r",?\s+(?:(?:of|dated)\s+)?").match(page, label.end, stop)
    dated = read_date(page, lead.end(), stop) if lead else None
    whole = Span(label.start, dated[1].end if dated else label.end)
    document = CitedDocument(
        fold_key(label.of(page)), whole.of(page), stated("reference-post", whole),
        number=Found(post["number"], stated("reference-number", Span(*post.span("number")))),
        date=Found(dated[0], normalised("reference-date", dated[1])) if dated else None,
    )
    return document, whole.end


def find_references(page: str, body: Span, lexicon: Lexicon) -> list[Citation]:
    """Find documents cited by whose they are, by a bare number, or by their date: "your telegram 371", "Embtel 12".

    >>> page = "I refer to your letter of 5 May 1962 and to telegram 637 of June 1, 1962."
    >>> lexicon = Lexicon({"letter": "letter", "telegram": "telegram"})
    >>> [citation.target.key for citation in find_references(page, Span(0, len(page)), lexicon)]
    ['1962-05-05-letter', '1962-06-01-telegram-637']
    """
    found: list[Citation] = []
    taken = Coverage()
    for at, word in find_starts(page, body, OWNERS):
        whose = Span(at, at + len(word))
        behind = page[whose.end : whose.end + 8]
        begin = whose.end + len(behind) - len(behind.lstrip())
        limit = min(body.end, begin + LONGEST)
        read = read_cited(page, begin, limit, lexicon, rule="reference", whose=whose)
        if read is None and (read := _elliptic(page, begin, limit, whose, "reference")):
            read = read if _BEFORE_OWN.search(page, max(body.start, at - 40), at) else None
        if read and _tells(read[0]):
            found.append(Citation("reference", read[0], stated("reference-own", Span(whose.start, read[1].end))))
            taken.add(read[1])
    for at, word in find_starts(page, body, KINDS):
        end = at + len(word)
        number = word not in DATED_KINDS or word in BARE_KINDS
        if (number and _NUMBER_FOLLOWS.match(page, end, body.end)) or (
            word in DATED_KINDS and _DATE_FOLLOWS.match(page, end, body.end)
        ):
            limit = min(body.end, at + LONGEST)
            read = read_cited(page, at, limit, lexicon, rule="reference", parties=True)
            if read and _tells(read[0]) and not taken.meets(read[1]):
                found.append(Citation("reference", read[0], stated("reference-in-text", read[1])))
                taken.add(read[1])
    return sorted(found, key=lambda citation: citation.evidence.spans[0])


def _tells(document: CitedDocument) -> bool:
    """Whether the words tell which document: a number, a date to the day, or whose it is and a day of some year."""
    if document.number or (document.date and document.date.value.day):
        return True
    return document.author_role is not None and any(char.isdigit() for char in document.label)

