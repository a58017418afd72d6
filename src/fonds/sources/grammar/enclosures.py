"""What goes with a document (floor 3): "I enclose a letter from X of DATE", "Enclosure to despatch No. 12 of DATE".

A document *transmits* what it says it has with it, and is the *attachment of* what a line of its own says it belongs
to. "Enclosed" alone names nothing; what somebody else transmitted at another time is no enclosure of this document.
"""

import re

from fonds.record.evidence import Span, stated
from fonds.record.references import Citation, CitedDocument
from fonds.sources.grammar.cited import LONGEST, read_cited
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.numbered import parse_numbered
from fonds.sources.grammar.occurrences import ATTACHED, SENDING, find_starts

_COPY = (
    r"(?:(?:(?:a|the|two|three)\s+)?(?:certified\s+|true\s+|photostatic\s+)?"
    r"(?:cop(?:y|ies)|texts?|translations?|draft)\s+of\s+)?"
)
_DETERMINER = r"(?:(?:a|an|the|two|this|(?P<whose>my|our|your))\s+)?"
_WITH = r"(?:herewith|hereby|attached|enclosed|below|by\s+pouch)"
_SENDS = re.compile(
    rf"(?<![\w-])(?:(?:enclos(?:e|ing)|transmit(?:ting|s)?|attach(?:ing)?|forwarding)(?:\s+(?:{_WITH}|to\s+you|you|for\s+your\s+\w+))*"
    rf"|(?:send(?:ing)?|forward|submit(?:ting)?)(?:\s+(?:to\s+)?you)?\s+{_WITH}"
    rf"|(?:(?<=\n)|(?<=\.\s)|(?<=\A))(?:enclosed|attached|transmitted)(?:\s+(?:herewith|hereto|please\s+find|you\s+will\s+find"
    rf"|is|are|for\s+your\s+\w+))+)[,:]?\s+{_COPY}{_DETERMINER}",
    re.IGNORECASE,
)
_BELONGS = re.compile(
    r"[\[(]?\s*(?P<kind>Attachment|Annex|Enclosure|Appendix|Addendum|Attached)"
    r"(?:\s+(?:(?:No\.?|Nº|№|#)\s*)?(?P<number>\d{1,3}|[IVX]{1,5}|[A-H]))?\s+to\s+(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
LONGEST_LINE = 200
_LINE = re.compile(r"[^\n\r]+")
HEAD = 2_000
"""Characters at the beginning of a text in which a line may say what it is attached to."""


def find_transmitted(page: str, body: Span, lexicon: Lexicon) -> list[Citation]:
    """Find the documents that a text, or a title, says it encloses or transmits.

    >>> page = "I enclose herewith a copy of Note No. 12 of 5 May 1954."
    >>> found = find_transmitted(page, Span(0, len(page)), Lexicon({"note": "note"}))
    >>> [(citation.relation, citation.target.key) for citation in found]
    [('transmits', '1954-05-05-note-12')]
    """
    found: list[Citation] = []
    for at, _ in find_starts(page, body, SENDING):
        match = _SENDS.match(page, at, body.end)
        if match is None:
            continue
        whose = Span(*match.span("whose")) if match["whose"] else None
        limit = min(body.end, match.end() + LONGEST)
        read = read_cited(page, match.end(), limit, lexicon, rule="enclosure", whose=whose, parties=True)
        if read:
            found.append(Citation("transmits", read[0], stated("transmits", Span(match.start(), read[1].end))))
    return found


def find_attachment_line(page: str, block: Span, lexicon: Lexicon) -> Citation | None:
    """Read a line that says what the text is attached to ("[Enclosure to Despatch No. 12 of May 5, 1954]").

    >>> page = "Attachment 2 to Minutes No. 7"
    >>> found = find_attachment_line(page, Span(0, len(page)), Lexicon({"minutes": "minutes"}))
    >>> found.relation, found.target.key
    ('attachment-of', 'minutes-7')
    """
    words = phrase(page, block.start, block.end)
    match = _BELONGS.match(page, words.span.start, words.span.end)
    if not match or len(words.text) > LONGEST_LINE:
        return None
    end = words.span.start + len(words.text.rstrip("]). "))
    whole = Span(match.end(), end)
    target = parse_numbered(page, whole, lexicon)
    if target is None and (read := read_cited(page, whole.start, whole.end, lexicon, rule="attachment", parties=True)):
        target = read[0]
    if target is None or _rest(page, target, end):
        return None
    return Citation("attachment-of", target, stated("attachment-line", words.span))


def _rest(page: str, target: CitedDocument, end: int) -> str:
    """Return the words of a line behind the document it names: with any, the line says something else."""
    return page[target.evidence.spans[-1].end : end].strip(" .,;)]")


def find_attachment_lines(page: str, body: Span, lexicon: Lexicon) -> list[Citation]:
    """Find lines near the beginning of a text that say what it is attached to; the first one counts."""
    head = Span(body.start, min(body.end, body.start + HEAD))
    if not find_starts(page, head, ATTACHED):
        return []
    for line in _LINE.finditer(page, head.start, head.end):
        if found := find_attachment_line(page, Span(*line.span()), lexicon):
            return [found]
    return []

