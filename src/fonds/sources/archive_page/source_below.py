"""The source line of a page without labels (floor 3): the last line, where it is a reference to an archive that is known.

Nothing says of such a line that it is the source but its form, so all of it must be one: the archive, its units, a credit
behind them. Anything else is the text's own, and so is the last of several such lines: they are a list.
"""

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import lines_of
from fonds.sources.grammar.provenance import read_source_line
from fonds.sources.grammar.reference_lines import is_known

LONGEST_SOURCE = 400
LEAST_BLOCKS = 2
"""Blocks that stand above a source line: a title and a text."""


def part_source(page: str, blocks: list[Span]) -> tuple[list[Span], Span | None]:
    """Part the source line from the blocks of a page; the blocks as they are where the last one holds none.

    >>> page = "Letter to Tito\\n\\nCome.\\n\\nRGANI, F. 5, Op. 30, D. 12."
    >>> part_source(page, [Span(0, 14), Span(16, 21), Span(23, 49)])
    ([Span(start=0, end=14), Span(start=16, end=21)], Span(start=23, end=49))
    """
    if len(blocks) < LEAST_BLOCKS:
        return blocks, None
    *above, last = blocks
    if len(above) >= LEAST_BLOCKS and _is_source(page, last):
        return (blocks, None) if _is_source(page, above[-1]) else (above, last)
    *lines, line = lines_of(page, Span(max(last.start, last.end - 2 * LONGEST_SOURCE), last.end))
    if lines and _is_source(page, line):
        return [*above, Span(last.start, lines[-1].end)], line
    return blocks, None


def _is_source(page: str, line: Span) -> bool:
    """Whether a line is a reference and its credit, and nothing else."""
    if line.end - line.start > LONGEST_SOURCE:
        return False
    read = read_source_line(page, line)
    lies = read.archival
    if lies is None or not lies.units or read.rest or read.line is None or ":" in lies.archive.phrase.text:
        return False
    known = is_known(lies.archive.phrase.text) or (lies.abbreviation is not None and is_known(lies.abbreviation.text))
    return known and lies.whole.span.end >= read.line.end
