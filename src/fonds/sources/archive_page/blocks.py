"""Blocks of a page (floor 3): stretches between blank lines, and lines set apart where no blank line does it."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from fonds.record.evidence import Span
from fonds.sources.grammar.names import INVISIBLE, phrase

# Atomic, so that CRLF is one line end and never two: "a\r\nb" has no blank line.
_GAP = "[" + "".join(filter(str.isspace, map(chr, range(0x3001)))).replace("\r", "").replace("\n", "") + f"{INVISIBLE}]*"
_BLANK = re.compile(rf"(?>\r\n|\n|\r){_GAP}(?:(?>\r\n|\n|\r){_GAP})+|\f")
_BREAK = re.compile(rf"(?:\r\n|\n|\r)[\s{INVISIBLE}]*")
LEAST_PARAGRAPH = 60
MOST_LINES = 12
"""Lines of one block that are looked at, from its front or its end."""


def find_blocks(page: str, span: Span) -> list[Span]:
    """Cut at blank lines, leaving out white space around each block and marks nobody sees.

    >>> find_blocks("a\\n b\\n \\n\\nc\\n", Span(0, 10))
    [Span(start=0, end=4), Span(start=8, end=9)]
    """
    blocks: list[Span] = []
    start = span.start
    cuts = [match.span() for match in _BLANK.finditer(page, span.start, span.end)]
    for end, after in [*cuts, (span.end, span.end)]:
        block = phrase(page, start, end).span
        if block.start < block.end:
            blocks.append(block)
        start = after
    return blocks


def first_line(page: str, block: Span) -> Span:
    """Return the first line of a block that has no white space around it."""
    match = _BREAK.search(page, block.start, block.end)
    return phrase(page, block.start, match.start()).span if match else block


def lines_of(page: str, block: Span) -> Iterator[Span]:
    """Yield the lines of a block, without the white space around each."""
    start = block.start
    for match in _BREAK.finditer(page, block.start, block.end):
        if match.start() > start:
            yield phrase(page, start, match.start()).span
        start = match.end()
    if start < block.end:
        yield Span(start, block.end)


def set_apart(page: str, block: Span, claimed: Callable[[Span], bool], *, from_end: bool) -> list[Span]:
    """Cut a block before the first line, or behind the last one, that no rule claims; claimed lines stand alone.

    From the end, a line is cut off with all that follows it (a closing formula with the name below it).
    """
    if first_line(page, block) == block:
        return [block]
    if from_end:
        return _cut_ending(page, block, claimed)
    parts: list[Span] = []
    left = block
    while left.start < left.end and len(parts) < MOST_LINES:
        line = first_line(page, left)
        if line == left or not claimed(line):
            break
        parts.append(line)
        left = phrase(page, line.end, left.end).span
    return [*parts, left] if left.start < left.end else parts


def _cut_ending(page: str, block: Span, claimed: Callable[[Span], bool]) -> list[Span]:
    start = max(block.start, block.end - 1_000)
    lines = list(lines_of(page, Span(start, block.end)))[-MOST_LINES:]
    cuts = [line for line in lines[1:] if claimed(line)]
    cuts.extend(line for above, line in pairwise(lines) if claimed(above) and _is_paragraph(page, line) and line not in cuts)
    cuts.sort()
    if start == block.start and lines and claimed(lines[0]):
        cuts.insert(0, lines[0])
    bounds = [block.start, *(line.start for line in cuts if line.start > block.start), block.end]
    return [phrase(page, a, b).span for a, b in pairwise(bounds)]


def _is_paragraph(page: str, line: Span) -> bool:
    """Whether a line is a sentence or more: too long for a name below a closing formula, and with its full stop."""
    return line.end - line.start > LEAST_PARAGRAPH and page[line.end - 1] in ".!?”\"»"


def tail_lines(
    page: str, span: Span, is_label: Callable[[str], bool], opens: Callable[[str], str]
) -> list[Span]:
    """Return the blocks of a tail; a line that is a label stands alone, and so does what follows it in its block.

    A line that ``opens`` something (a name for it, empty where it opens nothing) begins a block, unless the line
    before it opens the same.
    """
    found: list[Span] = []
    for block in find_blocks(page, span):
        start = block.start
        after_label = False
        opened = ""
        for line in lines_of(page, block):
            label = is_label(line.of(page))
            opening = "" if label else opens(line.of(page))
            if (label or after_label or (opening and opening != opened)) and line.start > start:
                found.append(phrase(page, start, line.start).span)
                start = line.start
            after_label, opened = label, opening
        found.append(Span(start, block.end))
    return found
