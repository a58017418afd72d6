"""The parts of an archive page (floor 3), found by structure, never by line numbers.

::

    OTHER SUMMARY          a paragraph about a related document, on some pages
    Skip to content        furniture, optional
    DATE                   a line that is a date and nothing else; may be missing
    TITLE                  the next line that no other rule of the head claims
    CREDIT                 "This document was made possible with support from …", optional
    BODY                   blocks between blank lines
    SUMMARY                the last block before the tail, where it can be one
    Document Information   heading of the tail; labels may stand before it
    SOURCE LINE            until the notice or the first label; a translator's line may stand apart
    NOTICE                 blocks about rights; the enquiry line after them is furniture
    LABELS                 known labels, each with a value that fits it, on its line or the next, or none
    DONORS                 lines under the labels that fit none of them

Blank lines may be missing: a line that a rule claims is set apart from the block it stands in (`blocks.py`). Two
other layouts are told first, by marks they alone have: `search_page.py` and `pdf_text.py`. To add a layout: a module
that returns a Layout or None, a name in `regions.py`, a row of :data:`_OTHERS`, a sketch in ``docs/layouts.md``.
"""

from collections.abc import Callable

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import find_blocks
from fonds.sources.archive_page.head import find_head, is_furniture
from fonds.sources.archive_page.labels import label_name
from fonds.sources.archive_page.pdf_text import find_pdf_text
from fonds.sources.archive_page.prose import find_text
from fonds.sources.archive_page.regions import ARCHIVE_PAGE, LABELLED, PLAIN, RELATED_FIRST, UNKNOWN, Layout
from fonds.sources.archive_page.search_page import find_search_page
from fonds.sources.archive_page.source_below import part_source
from fonds.sources.archive_page.tail import find_tail, read_tail
from fonds.sources.grammar.lexicon import Lexicon

__all__ = ["Layout", "find_layout", "label_name"]

_OTHERS: tuple[Callable[[str, Lexicon], Layout | None], ...] = (find_search_page, find_pdf_text)

_OLDEST = frozenset({"uploaded", "identifier", "type", "language", "archive"})
"""Labels that pages have whose other labels were lost."""


def find_layout(page: str, lexicon: Lexicon) -> Layout:
    """Find the parts of a page. Nothing is required: a part that is not there stays empty."""
    other = next((layout for find in _OTHERS if (layout := find(page, lexicon))), None)
    return other or _archive_page(page, lexicon)


def _archive_page(page: str, lexicon: Lexicon) -> Layout:
    layout = Layout()
    tail = find_tail(page)
    if tail:
        read_tail(page, tail, layout)
    end = tail.start if tail else len(page)
    blocks = [block for block in find_blocks(page, Span(0, end)) if not is_furniture(page, block)]
    if tail is None:
        blocks, layout.source = part_source(page, blocks)
    rest = find_head(page, blocks, layout, lexicon)
    find_text(page, rest, layout, lexicon)
    layout.name = _name(layout)
    return layout


def _name(layout: Layout) -> str:
    """Name the layout by its marks: the tail with a part of the page, another document's summary, labels, values."""
    if not layout.has_tail or not (layout.title or layout.date or layout.source or layout.notice or layout.labels):
        return UNKNOWN
    if layout.title and any(span.end <= layout.title.start for span in layout.related):
        return RELATED_FIRST
    if any(each.values and each.label.field not in ("rights", "related") for each in layout.labels):
        return LABELLED
    return PLAIN if any(each.label.field not in _OLDEST for each in layout.labels) else ARCHIVE_PAGE
