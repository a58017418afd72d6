"""Source lines (floor 3): where the document lies, where the text was printed, who translated, paid, gave leave.

The one door to what stands under a document: archival references (`archival.py`), books (`books.py`), credits
(`credits.py`) and the rights notice. "TsKhSD, F. 89, P. 14, D. 32." describes where the document lies; "Author, Title
(Place: Publisher, Year), p. 523." where its text was printed.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Evidence, Found, Span, inferred, stated
from fonds.record.names import Contribution, Name
from fonds.record.record import Notice
from fonds.record.references import ArchivalReference, Book
from fonds.sources.grammar.archival import LONGEST_LINE, find_archival_reference
from fonds.sources.grammar.books import find_book
from fonds.sources.grammar.credits import (
    credit_of,
    find_credit,
    find_funders,
    find_original_language,
    find_providers,
    language_of,
    providers_of,
    read_credits,
)
from fonds.sources.grammar.names import kind_of, phrase

__all__ = [
    "SourceLine", "find_archival_reference", "find_book", "find_credit", "find_funders", "find_notice",
    "find_original_language", "find_providers", "is_notice", "read_source_line",
]

_WELCOME = re.compile(
    r"\s*(?:The\s+)?(?P<body>[^\W\d_a-z][^.]*?)\s+welcomes?\s+(?:the\s+)?(?:re)?use\s+of\s+(?:the\s+|its\s+)?"
    r"(?P<collection>[^\W\d_a-z][^.]*?)\s+(?:materials|documents|content|items|records)\b"
)
_JOINT_BEFORE_CREDIT = re.compile(r"(?:[\s,;(]|\band\b|\bdocument\b|\b(?:photo)?copy\b|\boriginal\b)+\Z", re.IGNORECASE)
PUBLISHER_CONFIDENCE = 0.8
LEAST_REST = 5
"""Letters that words behind the credits have, if they say something of their own."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source line taken apart. ``line`` is what is left of it without its credits; None where nothing is.

    ``archival`` or ``book`` say where the document lies or its text was printed; where both are None, the line is the
    citation as it stands. ``contributions`` are translators, who commissioned, provided and edited. ``rest`` are words
    behind the credits that no rule reads.
    """

    line: Span | None = None
    archival: ArchivalReference | None = None
    book: Book | None = None
    credit: Found[str] | None = None
    language: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()
    rest: Span | None = None


def read_source_line(page: str, span: Span) -> SourceLine:
    """Read a source line whole: its credits are cut off its end, then it is a reference, a book, or as it stands.

    >>> page = "RGANI, F. 5, Op. 30, D. 12. Obtained by A. See; translated by B. Dee."
    >>> read = read_source_line(page, Span(0, len(page)))
    >>> read.line.of(page), [(c.role, c.name.phrase.text) for c in read.contributions]
    ('RGANI, F. 5, Op. 30, D. 12.', [('translator', 'B. Dee'), ('provider', 'A. See')])
    """
    credits = read_credits(page, span)
    end = next((credit.span.start for credit in credits if credit.parts and any(credit.roles)), span.end)
    before = phrase(page, span.start, end)
    if end < span.end and (joint := _JOINT_BEFORE_CREDIT.search(before.text)):
        before = phrase(page, before.span.start, before.span.start + joint.start())
    line = before.span if before.text else None
    archival = find_archival_reference(page, line) if line else None
    book = find_book(page, line) if line and not archival else None
    credit, parties = credit_of(page, credits) or (None, [])
    rest = phrase(page, max((each.span.end for each in credits if each.span.start >= end), default=span.end), span.end)
    return SourceLine(
        line, archival, book, credit, language_of(credits), (*parties, *providers_of(page, credits)),
        rest.span if sum(map(str.isalpha, rest.text)) >= LEAST_REST else None,
    )


def find_notice(page: str, block: Span) -> Notice:
    """Read a rights notice; "X welcomes reuse of Y materials" tells who speaks and of what collection.

    That X publishes the texts is a step the notice does not take, so it is inferred.
    """
    words = phrase(page, block.start, block.end)
    text = Found(words.text, stated("rights-notice", words.span))
    match = _WELCOME.match(page, block.start, min(block.end, block.start + LONGEST_LINE))
    if not match:
        return Notice(text)
    body = phrase(page, *match.span("body"))
    evidence: Evidence = inferred("notice-speaker", PUBLISHER_CONFIDENCE, Span(words.span.start, match.end()))
    kind = "organization" if kind_of(body.text) == "unknown" else kind_of(body.text)
    return Notice(text, phrase(page, *match.span("collection")), Found(Name(body, kind=kind), evidence))


def is_notice(text: str) -> bool:
    """Whether a block is about rights: it speaks of copyright, rights holders, reuse or licence.

    >>> is_notice("All rights reserved."), is_notice("TsKhSD, F. 89")
    (True, False)
    """
    return re.search(
        r"copyright|rights[\s-]holder|all rights reserved|\breuse of\b|creative commons|public domain|©", text, re.I
    ) is not None
