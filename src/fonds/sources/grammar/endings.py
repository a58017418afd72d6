"""What stands under a letter (floor 3): the closing formula with its names, the date and the place.

A name without a formula is no signature, a place without a comma no dateline: "Session 5 May 1960" is neither.
"""

import re
from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.sources.grammar.dates import find_dates, parse_date_line
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.parties import parse_parties

_CLOSING = re.compile(
    r"(?:(?:(?:Most\s|Very\s)?(?:respectfully|sincerely|faithfully|truly|cordially|fraternally)(?:\syours)?"
    r"|yours(?:\s(?:very\s)?(?:sincerely|truly|faithfully|respectfully))?"
    r"|with\s(?:[\w-]+\s){0,3}(?:respect|regards|greetings|wishes|esteem|consideration)"
    r"|(?:best|kind|warm)\s(?:regards|wishes))[ \t\u00a0]*(?:[,.:!–—-]\s*|\s*(?=[\r\n])\s*|\Z)"
    r"|(?:/s/|\[?signed\]?:?|\(signed\))\s*[,.:]?\s*)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_a-z][\w’'.-]*(?:[ -]+[^\W\d_a-z][\w’'.-]*){0,3}")
_NO_NAME = re.compile(r"[\s\[\]()\"_.,/-]*(?:signature|illegible|signed)?[\s\[\]()\"_.,/-]*", re.IGNORECASE)
LONGEST_ENDING = 160
MOST_BLOCKS = 4
"""Blocks at the end of a body that may be its ending."""
_NO_LEXICON = Lexicon()


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands under a letter: the signature's names, the date and place, and the blocks it takes."""

    authors: tuple[Contribution, ...] = ()
    date: Found[DateExpression] | None = None
    place: Found[Name] | None = None
    used: tuple[Span, ...] = ()


def find_ending(page: str, blocks: list[Span]) -> Ending:
    """Read signature and dateline from the last blocks of a body, in either order.

    >>> page = "Respectfully,\\n\\nA. Masoud\\n\\n2 September 1989"
    >>> ending = find_ending(page, [Span(0, 13), Span(15, 24), Span(26, 42)])
    >>> ending.authors[0].name.phrase.text, ending.date.value.iso
    ('A. Masoud', '1989-09-02')
    """
    authors: tuple[Contribution, ...] = ()
    date: Found[DateExpression] | None = None
    place: Found[Name] | None = None
    used: list[Span] = []
    at = len(blocks) - 1
    while at >= max(0, len(blocks) - MOST_BLOCKS):
        words = blocks[at]
        if date is None and (line := find_dateline(page, words)):
            date, place = line
        elif not authors and (signed := find_signature(page, words)):
            authors = signed
        elif not authors and at and (signed := _signed_below(page, blocks[at - 1], words)):
            authors, at = signed, at - 1
            used.append(words)
            words = blocks[at]
        else:
            break
        used.append(words)
        at -= 1
    return Ending(authors, date, place, tuple(used))


def find_dateline(page: str, block: Span) -> tuple[Found[DateExpression], Found[Name] | None] | None:
    """Read a line of a date, a place with a comma before it perhaps.

    >>> date, place = find_dateline("Kabul, 2 September 1989", Span(0, 23))
    >>> date.value.iso, place.value.phrase.text
    ('1989-09-02', 'Kabul')
    """
    if block.end - block.start > LONGEST_ENDING:
        return None
    if alone := parse_date_line(page, block):
        return Found(alone[0], normalised("dateline", alone[1])), None
    dates = find_dates(page, block)
    if len(dates) != 1:
        return None
    date, where = dates[0]
    before = page[block.start : where.start].rstrip()
    inner = re.fullmatch(r"[\s(\[]*(.*?)[\s,)\]]*", before, re.DOTALL)
    town = phrase(page, block.start + inner.start(1), block.start + inner.end(1)) if inner else Phrase("", block)
    marked = before.endswith((",", "]", ")"))
    if page[where.end : block.end].strip(" .,;)]\u00a0") or not marked or not _PLACE.fullmatch(town.text):
        return None
    name = Name(town, kind="place")
    return Found(date, normalised("dateline", where)), Found(name, stated("dateline", town.span))


def find_signature(page: str, block: Span) -> tuple[Contribution, ...]:
    """Read a closing formula with the name behind or under it; a name without a formula is no signature.

    >>> [c.name.phrase.text for c in find_signature("Respectfully, Ahmad Shah Masoud", Span(0, 31))]
    ['Ahmad Shah Masoud']
    """
    if block.end - block.start > LONGEST_ENDING:
        return ()
    match = _CLOSING.match(page, block.start, block.end)
    return _signed(page, block.start, Span(match.end(), block.end)) if match else ()


def is_closing_line(page: str, line: Span) -> bool:
    """Whether a line is a closing formula, or begins with one and goes on with a name."""
    if line.end - line.start > LONGEST_ENDING:
        return False
    match = _CLOSING.match(page, line.start, line.end)
    return match is not None and (match.end() == line.end or bool(find_signature(page, line)))


def _signed_below(page: str, closing: Span, name: Span) -> tuple[Contribution, ...]:
    """Read a name in the block under one that is only a closing formula."""
    if name.end - closing.start > 2 * LONGEST_ENDING:
        return ()
    match = _CLOSING.match(page, closing.start, closing.end)
    if not match or match.end() != closing.end:
        return ()
    return _signed(page, closing.start, name)


def _signed(page: str, start: int, below: Span) -> tuple[Contribution, ...]:
    """Return the authors named in the first line under a formula that begins at ``start``."""
    names = phrase(page, below.start, below.end)
    if not names.text or _NO_NAME.fullmatch(names.text):
        return ()
    line = re.split(r"[\r\n]", names.text, maxsplit=1)[0].rstrip(" ,;])\t\u00a0")
    line = line.removesuffix(".") if not re.search(r"\b(?:[A-Z]|[JS]r)\.\Z", line) else line
    end = names.span.start + len(line)
    found = parse_parties(page, Span(names.span.start, end), _NO_LEXICON)
    if not found.names or any(name.kind != "person" for name in found.names):
        return ()
    quote = Span(start, end)
    return tuple(Contribution("author", name, normalised("signature", quote)) for name in found.names)
