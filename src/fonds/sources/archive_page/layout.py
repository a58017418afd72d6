"""The parts of an archive page (floor 3), found by structure, never by line numbers.

::

    Skip to content        furniture, optional
    DATE                   a line that is a date and nothing else; may be missing
    TITLE                  the next line that no other rule of the head claims
    CREDIT                 "This document was made possible with support from …", optional
    BODY                   blocks between blank lines
    SUMMARY                the last block before the next heading, where more than one stands there
    Document Information   heading of the tail
    SOURCE LINE            until the notice or the first label
    NOTICE                 a block about rights; the enquiry line after it is furniture
    LABELS                 known labels, each with a value that fits it, or none
    DONORS                 lines under the labels that fit none of them
"""

import re
from dataclasses import dataclass, field

from fonds.record.evidence import Span
from fonds.sources.grammar.dates import is_undated, looks_like_date, parse_date_line
from fonds.sources.grammar.letters import find_attachment_number, find_ending, find_marking, find_salutation
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.provenance import find_funders, is_notice

FURNITURE = frozenset(
    {"skip to content", "skip to main content", "search", "menu", "digital archive", "print", "share"}
)
TAIL_HEADING = "document information"
LONGEST_TITLE = 400

_BLANK = re.compile(r"(?:\r?\n|\r)[ \t\u00a0]*(?:(?:\r?\n|\r)[ \t\u00a0]*)+|\f")
_ENQUIRY = re.compile(r"\s*To\s+(?:enquire|inquire)\s+about\b", re.IGNORECASE)
_HEADER_LINE = re.compile(r"(?:Reference|Ref\.?|Re|Copy|Nº|No\.|№)\b[:\s]", re.IGNORECASE)

LABELS: dict[str, re.Pattern[str]] = {
    "original uploaded date": re.compile(r"[\w ,/-]*\d[\w ,/-]*"),
    "upload date": re.compile(r"[\w ,/-]*\d[\w ,/-]*"),
    "record id": re.compile(r"\d+"),
    "language": re.compile(r"[^\W\d_]+(?:[ ,;/]+[^\W\d_]+){0,4}"),
    "type": re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}"),
    "original archive": re.compile(r".{3,}"),
}
"""Labels of the tail (lower-case, without a colon) and the form a value must have to belong to one."""


@dataclass(slots=True)
class Layout:
    """Where each part stands. ``labels`` maps a label's own span to its value's span, or None."""

    date: Span | None = None
    title: Span | None = None
    credit: Span | None = None
    body: list[Span] = field(default_factory=list)
    summary: Span | None = None
    has_tail: bool = False
    source: Span | None = None
    notice: Span | None = None
    labels: list[tuple[Span, Span | None]] = field(default_factory=list)
    unlabelled: list[Span] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether the page has the marks of this layout: the tail's heading, and a title or a date."""
        return self.has_tail and bool(self.title or self.date)


def find_layout(page: str, lexicon: Lexicon) -> Layout:
    """Find the parts of a page. Nothing is required: a part that is not there stays empty."""
    layout = Layout()
    blocks = [block for block in _blocks(page) if block.of(page).lower().strip() not in FURNITURE]
    tail = next(
        (i for i in reversed(range(len(blocks))) if blocks[i].of(page).strip(" :").lower() == TAIL_HEADING), None
    )
    head_blocks = blocks if tail is None else blocks[:tail]
    rest = _find_head(page, head_blocks, layout, lexicon)
    _find_text(page, rest, layout)
    if tail is not None:
        layout.has_tail = True
        _find_tail(page, blocks[tail + 1 :], layout)
    return layout


def _blocks(page: str) -> list[Span]:
    """Cut at blank lines, leaving out white space around each block and a byte-order mark."""
    blocks: list[Span] = []
    start = 0
    for end, after in [*(match.span() for match in _BLANK.finditer(page)), (len(page), len(page))]:
        first, last = start, end
        while first < last and (page[first].isspace() or page[first] == "\ufeff"):
            first += 1
        while last > first and page[last - 1].isspace():
            last -= 1
        if first < last:
            blocks.append(Span(first, last))
        start = after
    return _unjoined(page, blocks)


def _unjoined(page: str, blocks: list[Span]) -> list[Span]:
    """Set apart furniture, dates and headings that share a block with the next line (no blank line between)."""
    found: list[Span] = []
    for block in blocks:
        start = block.start
        while (end := page.find("\n", start, block.end)) >= 0:
            line = Span(start, end)
            words = line.of(page).strip().lower()
            alone = words in FURNITURE or words.strip(" :") == TAIL_HEADING or words.strip(" :") in LABELS
            if not alone and not (len(found) < 3 and parse_date_line(page, line)):
                break
            found.append(Span(start, start + len(line.of(page).rstrip())))
            start = end + 1
        if page[start : block.end].strip():
            found.append(Span(start, block.end))
    return found


def _find_head(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon) -> list[Span]:
    """Take date, title and credit from the front; return the blocks left."""
    rest = list(blocks)
    if rest and (parse_date_line(page, rest[0]) or is_undated(rest[0].of(page)) or looks_like_date(rest[0].of(page))):
        layout.date = rest.pop(0)
    if rest and _can_be_title(page, rest[0], lexicon):
        layout.title = rest.pop(0)
    if rest and find_funders(page, rest[0]):
        layout.credit = rest.pop(0)
    return rest


def _can_be_title(page: str, block: Span, lexicon: Lexicon) -> bool:
    """Whether a block can be the title: one short line that nothing else of a letter's head explains."""
    text = block.of(page)
    if len(text) > LONGEST_TITLE or "\n\n" in text or text.count("\n") > 3:
        return False
    if re.search(r"[.!?]\s+[A-Z].*[.!?]\Z", text, re.DOTALL):
        return False
    claimed = (
        find_funders(page, block)
        or find_salutation(page, block)
        or find_marking(page, block, lexicon)
        or find_attachment_number(page, block)
        or _HEADER_LINE.match(text)
    )
    return not claimed


def _find_text(page: str, blocks: list[Span], layout: Layout) -> None:
    """Tell the summary from the body: the last block of several, unless it ends a letter."""
    last_is_ending = bool(blocks) and bool(find_ending(page, blocks[-1:]).used)
    if len(blocks) > 1 and not last_is_ending:
        layout.summary = blocks[-1]
        blocks = blocks[:-1]
    layout.body = blocks


def _find_tail(page: str, blocks: list[Span], layout: Layout) -> None:
    label: Span | None = None
    for block in blocks:
        words = block.of(page)
        name = words.strip(" :").lower()
        if name in LABELS:
            label = block
            layout.labels.append((block, None))
        elif label is not None:
            if LABELS[label.of(page).strip(" :").lower()].fullmatch(words) and layout.labels[-1][1] is None:
                layout.labels[-1] = (label, block)
            else:
                layout.unlabelled.append(block)
        elif _ENQUIRY.match(words):
            continue
        elif is_notice(words):
            layout.notice = layout.notice or block
        elif layout.source is None:
            layout.source = block
        else:
            layout.unlabelled.append(block)
