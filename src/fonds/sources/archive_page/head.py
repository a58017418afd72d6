"""The head of a page (floor 3): date, title and credit line; what stands before them is about something else.

A date on a line of its own with a title below it is where the document begins. A paragraph before it is the summary
of another document; a short line before it (a menu, a name of the site) belongs to nothing.
"""

import re

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import first_line, lines_of
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.dates import is_undated, looks_like_date
from fonds.sources.grammar.endings import find_dateline
from fonds.sources.grammar.letters import (
    find_address_lines,
    find_attachment_number,
    find_dispatch,
    find_marking,
    is_salutation,
)
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.openings import find_opening, skip_leading_number
from fonds.sources.grammar.provenance import find_funders
from fonds.sources.grammar.vague_dates import parse_dating

FURNITURE = frozenset(
    """about|add search filter|advanced search|back to top|breadcrumb|browse|cancel search filter|citation|cite|close
    |collections|digital archive|documents|download|get citation|home|international history declassified|log in|menu|pdf
    |print|save|search|search in|share|skip to content|skip to main content|text""".replace("\n", "").replace("    |", "|")
    .split("|")
)
"""Lines that belong to the site, not to a page of it (lower-case)."""
BUTTONS = frozenset("citation cite download email pdf print rss save share".split())
"""Words of buttons, several of which may stand on one line."""
LONGEST_FURNITURE = 60
LONGEST_TITLE = 400
HEAD_BLOCKS = 6
"""How many blocks of a body may be its head: references, markings, attachment numbers, the salutation."""
MOST_TITLE_LINES = 4
MOST_BEFORE = 8
"""Blocks that may stand before the date and the title of a document."""

_HEADER_LINE = re.compile(r"(?:Reference|Ref\.?|Re|Copy|Nº|No\.|№)(?:[:\s]|\Z)", re.IGNORECASE)
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_a-z]")
OPEN_END = re.compile(r"[.!?:;,…]['’\"”»)\]]*\Z")
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_a-z]|\b(?:Jr|Sr|Co|Inc|Ltd|etc|No|St|Gen|Dr))\.\Z")
MOST_LINES_BEFORE = 3
"""Short lines that may stand before the date of a page that is known to begin with it."""
LONGEST_BEFORE = 4_000
"""Characters that are looked at for a date where blank lines are missing."""


def is_furniture(page: str, block: Span) -> bool:
    """Whether a block is a line of the site's own: its words, or several of its buttons."""
    if block.end - block.start > LONGEST_FURNITURE:
        return False
    words = block.of(page).lower().split()
    return " ".join(words) in FURNITURE or (len(words) > 1 and BUTTONS.issuperset(words))


def is_date(page: str, line: Span) -> bool:
    """Whether a line is a date, says that there is none, or was meant as one."""
    text = line.of(page)
    return bool(parse_dating(page, line)) or is_undated(text) or looks_like_date(text)


def find_head(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon) -> list[Span]:
    """Take date, title and credit from the front, and what stands before them; return the blocks left."""
    rest = list(blocks)
    while rest and is_furniture(page, first_line(page, rest[0])):
        drop_line(page, rest)
    rest = _leave_out(page, rest, layout, lexicon)
    if rest and is_date(page, line := first_line(page, rest[0])):
        layout.date = line
        drop_line(page, rest)
    if rest and (title := find_title(page, rest[0], lexicon)):
        layout.title = title
        drop(page, rest, title)
    take_credit(page, rest, layout)
    return rest


def take_credit(page: str, rest: list[Span], layout: Layout) -> None:
    """Take a credit line of support from the front of the blocks."""
    for place in (rest[0], first_line(page, rest[0])) if rest else ():
        if find_funders(page, place):
            layout.credit = place
            drop(page, rest, place)
            return


def _leave_out(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon) -> list[Span]:
    """Leave out the blocks before the place where the document begins; tell prose from lines that are nothing."""
    blocks = [*_parted_at_date(page, blocks[0]), *blocks[1:]] if blocks else []
    begin = _beginning(page, blocks, lexicon, dates_first=layout.has_tail)
    layout.ignored.extend(block for block in blocks[:begin] if _is_heading(page, block))
    if prose := [block for block in blocks[:begin] if not _is_heading(page, block)]:
        layout.related.append(Span(prose[0].start, prose[-1].end))
    return blocks[begin:]


def _parted_at_date(page: str, block: Span) -> list[Span]:
    """Cut the first block of a page where blank lines are missing: before the first line that is a date."""
    for at, line in enumerate(lines_of(page, Span(block.start, min(block.end, block.start + LONGEST_BEFORE)))):
        if at > MOST_BEFORE:
            break
        if at and is_date(page, line):
            return [phrase(page, block.start, line.start).span, Span(line.start, block.end)]
    return [block]


def _beginning(page: str, blocks: list[Span], lexicon: Lexicon, *, dates_first: bool) -> int:
    """Return the index of the block the document begins with: a date with a title below it, or a title.

    Where a heading stands first and a date with another below it, the one with a genre is the title; where neither
    has one, pages that are known to begin with their date (``dates_first``) do, even where the title was lost.
    """
    if not blocks or is_date(page, first_line(page, blocks[0])):
        return 0
    front = find_title(page, blocks[0], lexicon)
    heading = front is not None and _is_heading(page, front)
    for at in range(1, min(len(blocks), MOST_BEFORE + 1)):
        if not is_date(page, first_line(page, blocks[at])):
            continue
        title = _title_below(page, blocks, at, lexicon)
        if _is_claimed(page, first_line(page, blocks[0]), lexicon):
            return 0
        if title is None:
            return at if dates_first and at == 1 and not heading else 0
        if not heading or _opens_title(page, title, lexicon):
            return at
        return at if dates_first and _are_lines(page, blocks[:at], lexicon) else 0
    if heading or _is_claimed(page, first_line(page, blocks[0]), lexicon):
        return 0
    return _undated_beginning(page, blocks, lexicon)


def _are_lines(page: str, blocks: list[Span], lexicon: Lexicon) -> bool:
    """Whether blocks are a few lines of a site, a menu or its name: short, and none that could be a title."""
    return len(blocks) <= MOST_LINES_BEFORE and all(
        _is_heading(page, block) and not _opens_title(page, block, lexicon) for block in blocks
    )


def _undated_beginning(page: str, blocks: list[Span], lexicon: Lexicon) -> int:
    """Return the index of a title with a genre right below prose, 0 where none is."""
    for at in range(1, min(len(blocks), 3)):
        title = find_title(page, blocks[at], lexicon)
        if title and _opens_title(page, title, lexicon) and _is_heading(page, title):
            return at
    return 0


def _title_below(page: str, blocks: list[Span], at: int, lexicon: Lexicon) -> Span | None:
    """Return the title below the date that begins a block, if one stands there and looks like a heading."""
    line = first_line(page, blocks[at])
    below = [phrase(page, line.end, blocks[at].end).span, *blocks[at + 1 : at + 2]]
    title = next((find_title(page, block, lexicon) for block in below if block.start < block.end), None)
    return title if title and _is_heading(page, title) else None


def _is_heading(page: str, block: Span) -> bool:
    """Whether words stand as headings do: not long, and without the stop that ends a sentence."""
    text = block.of(page)
    ends = OPEN_END.search(text[-6:]) is not None and not _ABBREVIATION.search(text[-6:])
    return not ends and block.end - block.start <= LONGEST_TITLE


def _opens_title(page: str, line: Span, lexicon: Lexicon) -> bool:
    return find_opening(page, skip_leading_number(page, line), lexicon) is not None


def drop_line(page: str, blocks: list[Span]) -> None:
    """Remove the first line of the first block."""
    drop(page, blocks, first_line(page, blocks[0]))


def drop(page: str, blocks: list[Span], taken: Span) -> None:
    """Remove what was taken from the front of the first block."""
    left = phrase(page, taken.end, blocks[0].end).span
    blocks[0:1] = [left] if left.start < left.end else []


def find_title(page: str, block: Span, lexicon: Lexicon) -> Span | None:
    """Return the title a block is, or begins with: lines that nothing else explains."""
    line = first_line(page, block)
    if line == block:
        return block if _can_be_title(page, block, lexicon) else None
    if not _can_be_title(page, line, lexicon):
        return None
    lines = [line]
    while lines[-1].end < block.end and len(lines) < MOST_TITLE_LINES:
        following = first_line(page, phrase(page, lines[-1].end, block.end).span)
        claimed = _is_claimed(page, following, lexicon) or OPEN_END.search(following.of(page)[-6:])
        if claimed or following.end - line.start > LONGEST_TITLE:
            break
        lines.append(following)
    wrapped = lines[-1].end == block.end
    while not wrapped and len(lines) > 1 and not page[lines[-1].start].islower():
        lines.pop()
    return Span(line.start, lines[-1].end)


def _can_be_title(page: str, line: Span, lexicon: Lexicon) -> bool:
    """Whether a line can be the title: short, no sentences of a text, and claimed by nothing of a letter's head."""
    if line.end - line.start > LONGEST_TITLE or _is_claimed(page, line, lexicon):
        return False
    text = line.of(page)
    ends = OPEN_END.search(text[-6:]) is not None and not _ABBREVIATION.search(text[-6:])
    if find_opening(page, skip_leading_number(page, line), lexicon):
        return not (ends and _SENTENCES.search(text))
    return not ends and not text[0].islower() and any(char.isalpha() for char in text)


def _is_claimed(page: str, line: Span, lexicon: Lexicon) -> bool:
    return bool(
        find_funders(page, line)
        or is_head_line(page, line, lexicon)
        or _HEADER_LINE.match(page, line.start, line.end)
        or find_address_lines(page, line, lexicon)
    )


def is_head_line(page: str, line: Span, lexicon: Lexicon) -> bool:
    """Whether a line above the text says something of the document: a line of its own even without blank lines."""
    return bool(
        is_salutation(page, line)
        or find_marking(page, line, lexicon)
        or find_attachment_number(page, line)
        or find_dispatch(page, line)
        or find_dateline(page, line)
    )


