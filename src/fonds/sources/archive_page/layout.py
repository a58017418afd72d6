"""The parts of an archive page (floor 3), found by structure, never by line numbers.

::

    Skip to content        furniture, optional
    DATE                   a line that is a date and nothing else; may be missing
    TITLE                  the next line that no other rule of the head claims
    CREDIT                 "This document was made possible with support from …", optional
    BODY                   blocks between blank lines
    SUMMARY                the last block before the next heading, where it can be one
    Document Information   heading of the tail
    SOURCE LINE            until the notice or the first label; a translator's line may stand apart
    NOTICE                 blocks about rights; the enquiry line after them is furniture
    LABELS                 known labels, each with a value that fits it, on its line or the next, or none
    DONORS                 lines under the labels that fit none of them

Blank lines may be missing: a line that a rule claims is set apart from the block it stands in (`blocks.py`).
"""

import re
from dataclasses import dataclass, field

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import find_blocks, first_line, set_apart, tail_lines
from fonds.sources.grammar.dates import is_undated, looks_like_date, parse_date_line
from fonds.sources.grammar.endings import find_dateline, find_ending, is_closing_line
from fonds.sources.grammar.letters import (
    find_address_lines,
    find_attachment_number,
    find_dispatch,
    find_marking,
    find_salutation,
)
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.openings import find_opening, skip_leading_number
from fonds.sources.grammar.provenance import find_credit, find_funders, is_notice

FURNITURE = frozenset(
    {"skip to content", "skip to main content", "search", "menu", "digital archive", "print", "share"}
)
LONGEST_TITLE = 400
LONGEST_SUMMARY = 2_000
HEAD_BLOCKS = 6
"""How many blocks of a body may be its head: references, markings, attachment numbers, the salutation."""
MOST_TITLE_LINES = 4

_HEADING = re.compile(r"(?:\A|(?<=[\r\n]))[^\S\r\n]*document information[^\S\r\n]*:?[^\S\r\n]*(?=[\r\n]|\Z)", re.I)
_ENQUIRY = re.compile(r"\s*To\s+(?:enquire|inquire)\s+about\b", re.IGNORECASE)
_HEADER_LINE = re.compile(r"(?:Reference|Ref\.?|Re|Copy|Nº|No\.|№)(?:[:\s]|\Z)", re.IGNORECASE)
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_a-z]")
_OPEN_END = re.compile(r"[.!?:;,…]['’\"”»)\]]*\Z")
_ABBREVIATION = re.compile(r"(?:\b[^\W\d_a-z]|\b(?:Jr|Sr|Co|Inc|Ltd|etc|No|St|Gen|Dr))\.\Z")
_WE = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Uu]s|[Mm]y|[Mm]e)\b")
_LISTED = re.compile(r"[-–—•*·>]|[(\[]?(?:\d+|[a-zA-Z]|[ivxIVX]+)[.)\]]\s|[\"“«„]")
_COPIES = re.compile(r"(?:cc|copies|copy|distribution|enclosures?|attachments?|signed|approved|ps|p\.s)\b", re.I)

_DATE_VALUE = re.compile(r"[\w ,/.-]{1,40}")
LABELS: dict[str, re.Pattern[str]] = {
    "original uploaded date": _DATE_VALUE,
    "upload date": _DATE_VALUE,
    "record id": re.compile(r"\d{1,20}"),
    "language": re.compile(r"[^\W\d_]+(?:[ ,;/]+[^\W\d_]+){0,4}"),
    "type": re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}"),
    "original archive": re.compile(r".{3,200}"),
}
"""Labels of the tail (lower-case, without a colon) and the form a value must have to belong to one."""
DATED_LABELS = frozenset({"original uploaded date", "upload date"})
_LABELLED = re.compile(rf"(?P<label>{'|'.join(LABELS)})(?P<colon>\s*:)?(?:\s+(?P<value>\S.*))?", re.IGNORECASE)


@dataclass(slots=True)
class Layout:
    """Where each part stands. ``labels`` maps a label's own span to its value's span, or None.

    ``credits`` are lines of their own that only say who translated.
    """

    date: Span | None = None
    title: Span | None = None
    credit: Span | None = None
    body: list[Span] = field(default_factory=list)
    summary: Span | None = None
    has_tail: bool = False
    source: Span | None = None
    credits: list[Span] = field(default_factory=list)
    notice: Span | None = None
    labels: list[tuple[Span, Span | None]] = field(default_factory=list)
    unlabelled: list[Span] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether the page has the marks of this layout: the tail's heading, and a part that belongs to it."""
        return self.has_tail and bool(self.title or self.date or self.source or self.notice or self.labels)


def find_layout(page: str, lexicon: Lexicon) -> Layout:
    """Find the parts of a page. Nothing is required: a part that is not there stays empty."""
    layout = Layout()
    headings = list(_HEADING.finditer(page))
    end = headings[-1].start() if headings else len(page)
    blocks = [block for block in find_blocks(page, Span(0, end)) if not _is_furniture(page, block)]
    rest = _find_head(page, blocks, layout, lexicon)
    _find_text(page, rest, layout, lexicon)
    if headings:
        layout.has_tail = True
        tail = Span(headings[-1].end(), len(page))
        _find_tail(page, tail_lines(page, tail, _is_label, _opens), layout)
    return layout


def label_name(words: str) -> str:
    """Return a label as :data:`LABELS` has it.

    >>> label_name("Record ID:")
    'record id'
    """
    return " ".join(words.strip(" :\u00a0\t").lower().split())


def _is_furniture(page: str, block: Span) -> bool:
    return block.end - block.start < 30 and " ".join(block.of(page).lower().split()) in FURNITURE


def _find_head(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon) -> list[Span]:
    """Take date, title and credit from the front; return the blocks left."""
    rest = list(blocks)
    while rest and _is_furniture(page, first_line(page, rest[0])):
        _drop_line(page, rest)
    if rest and _is_date(page, line := first_line(page, rest[0])):
        layout.date = line
        _drop_line(page, rest)
    if rest and (title := _title(page, rest[0], lexicon)):
        layout.title = title
        _drop(page, rest, title)
    if rest:
        for place in (rest[0], first_line(page, rest[0])):
            if find_funders(page, place):
                layout.credit = place
                _drop(page, rest, place)
                break
    return rest


def _is_date(page: str, line: Span) -> bool:
    text = line.of(page)
    return bool(parse_date_line(page, line)) or is_undated(text) or looks_like_date(text)


def _drop_line(page: str, blocks: list[Span]) -> None:
    _drop(page, blocks, first_line(page, blocks[0]))


def _drop(page: str, blocks: list[Span], taken: Span) -> None:
    """Remove what was taken from the front of the first block."""
    left = phrase(page, taken.end, blocks[0].end).span
    blocks[0:1] = [left] if left.start < left.end else []


def _title(page: str, block: Span, lexicon: Lexicon) -> Span | None:
    """Return the title a block is, or begins with: lines that nothing else explains."""
    line = first_line(page, block)
    if line == block:
        return block if _can_be_title(page, block, lexicon) else None
    if not _can_be_title(page, line, lexicon):
        return None
    lines = [line]
    while lines[-1].end < block.end and len(lines) < MOST_TITLE_LINES:
        following = first_line(page, phrase(page, lines[-1].end, block.end).span)
        claimed = _is_claimed(page, following, lexicon) or _OPEN_END.search(following.of(page)[-6:])
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
    ends = _OPEN_END.search(text[-6:]) is not None and not _ABBREVIATION.search(text[-6:])
    if find_opening(page, skip_leading_number(page, line), lexicon):
        return not (ends and _SENTENCES.search(text))
    return not ends and not text[0].islower() and any(char.isalpha() for char in text)


def _is_claimed(page: str, line: Span, lexicon: Lexicon) -> bool:
    return bool(
        find_funders(page, line)
        or _is_head_line(page, line, lexicon)
        or _HEADER_LINE.match(page, line.start, line.end)
        or find_address_lines(page, line, lexicon)
    )


def _is_head_line(page: str, line: Span, lexicon: Lexicon) -> bool:
    """Whether a line above the text says something of the document: a line of its own even without blank lines."""
    return bool(
        find_salutation(page, line)
        or find_marking(page, line, lexicon)
        or find_attachment_number(page, line)
        or find_dispatch(page, line)
        or find_dateline(page, line)
    )


def _find_text(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon) -> None:
    """Set apart head and ending lines, then tell the summary from the body."""
    head = [
        part
        for block in blocks[:HEAD_BLOCKS]
        for part in set_apart(page, block, lambda line: _is_head_line(page, line, lexicon), from_end=False)
    ]
    blocks = [*head, *blocks[HEAD_BLOCKS:]]
    last = [
        part
        for block in blocks[-4:]
        for part in set_apart(page, block, lambda line: _is_last_line(page, line), from_end=True)
    ]
    blocks = [*blocks[:-4], *last]
    if len(blocks) > 1 and not _ends_letter(page, blocks) and _can_be_summary(page, blocks[-1]):
        layout.summary = blocks.pop()
    layout.body = blocks


def _is_last_line(page: str, line: Span) -> bool:
    return bool(find_dateline(page, line)) or is_closing_line(page, line)


def _ends_letter(page: str, blocks: list[Span]) -> bool:
    return any(span.end == blocks[-1].end for span in find_ending(page, blocks).used)


def _can_be_summary(page: str, block: Span) -> bool:
    """Whether a block can be the archive's summary: a paragraph that speaks of the document, not in it."""
    text = block.of(page)
    if len(text) > LONGEST_SUMMARY or not _OPEN_END.search(text[-6:]) or text[-1] in ",:;":
        return False
    opens = text[0].isupper() or text[0].isdigit() or not text[0].isascii()
    return opens and not (_LISTED.match(text) or _COPIES.match(text) or _WE.search(text))


def _find_tail(page: str, blocks: list[Span], layout: Layout) -> None:
    notices: list[Span] = []
    for block in blocks:
        labelled = _LABELLED.fullmatch(page, block.start, block.end) if block.end - block.start < 300 else None
        if labelled and _is_label_line(page, labelled, layout):
            value = labelled["value"] and phrase(page, *labelled.span("value")).span
            layout.labels.append((phrase(page, *labelled.span("label")).span, value or None))
        elif layout.labels:
            label, value = layout.labels[-1]
            if value is None and _fits(page, label, block):
                layout.labels[-1] = (label, block)
            else:
                layout.unlabelled.append(block)
        elif _ENQUIRY.match(page, block.start, block.end):
            continue
        elif is_notice(block.of(page)):
            notices.append(block)
        elif layout.source is None and not notices:
            layout.source = block
        elif (credit := find_credit(page, block)) and credit[0].span.start == block.start:
            layout.credits.append(block)
        else:
            layout.unlabelled.append(block)
    if notices:
        layout.notice = Span(notices[0].start, notices[-1].end)


def _is_label(text: str) -> bool:
    return _LABELLED.fullmatch(text) is not None


def _opens(text: str) -> str:
    """Return the part of its own that a line of the tail begins: the rights notice, the enquiry line."""
    if _ENQUIRY.match(text):
        return "enquiry"
    return "notice" if is_notice(text) else ""


def _is_label_line(page: str, match: re.Match[str], layout: Layout) -> bool:
    """Whether a line is a label: alone, or with a value that fits it, after a colon where any words would fit."""
    if match["value"] is None:
        return True
    label, value = Span(*match.span("label")), Span(*match.span("value"))
    free = label_name(label.of(page)) in ("language", "type", "original archive")
    return _fits(page, label, value) and (match["colon"] is not None or not free)


def _fits(page: str, label: Span, value: Span) -> bool:
    """Whether a value has the form its label asks for."""
    name, text = label_name(label.of(page)), value.of(page)
    if name in DATED_LABELS:
        return parse_date_line(page, value) is not None
    return len(text) <= 200 and LABELS[name].fullmatch(text) is not None
