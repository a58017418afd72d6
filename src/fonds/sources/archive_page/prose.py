"""The text of a page (floor 3): what is the document's body, and what the archive's summary of it."""

import re
from itertools import islice

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import lines_of, set_apart
from fonds.sources.archive_page.head import HEAD_BLOCKS, OPEN_END, is_head_line
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.endings import find_dateline, find_ending, is_closing_line
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase

LONGEST_SUMMARY = 3_000
LONGEST_LETTERHEAD = 600
MOST_LETTERHEAD = 5
"""Lines that are looked at for the head of a letter below a letterhead."""
LEAST_PARAGRAPHS = 3
"""Lines from which on a text without blank lines may hold a summary as its last one."""
MOST_PARAGRAPHS = 3
"""Paragraphs a summary below its own heading may have."""
_SUMMARY = re.compile(r"(?:document\s+)?(?:summary|abstract)\s*:?", re.IGNORECASE)
_WE = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Uu]s|[Mm]y|[Mm]e|[Yy]ou|[Yy]ours?)\b")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{1,300}[\"”“»]")
_SPEAKING = re.compile(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.’' -]{2,30}\.\s+[^\W\d_]")
_LISTED = re.compile(r"[-–—•*·>]|[(\[]?(?:\d+|[a-zA-Z]|[ivxIVX]+)[.)\]]\s|[\"“«„]")
_SPEAKER = re.compile(
    r"(?!(?:document )?(?:summary|abstract)\b)(?:[^\W_][\w.’'()-]*\s+){0,4}[^\W_][\w.’'()-]*\s*:\s", re.IGNORECASE
)
_IN_THE_TEXT = re.compile(r"(?:cdes?|com|comrades?|tov)\b|\d{1,3}\s+(?:see|ibid|cf|translator|editor|note)\b", re.IGNORECASE)
_COPIES = re.compile(r"(?:cc|copies|copy|distribution|enclosures?|attachments?|signed|approved|ps|p\.s)\b", re.I)


def find_text(page: str, blocks: list[Span], layout: Layout, lexicon: Lexicon, *, summary_last: bool = True) -> None:
    """Set apart head and ending lines; where a summary may stand last, tell it from the body.

    Without its heading a summary is known by its place alone, which only pages have that show what they are: by a tail, a
    credit, another document's summary. The last paragraph of any other text is its own.
    """
    head = [
        part
        for at, block in enumerate(blocks[:HEAD_BLOCKS])
        for half in (_parted_at_head(page, block, lexicon) if at == 0 else [block])
        for part in set_apart(page, half, lambda line: is_head_line(page, line, lexicon), from_end=False)
    ]
    blocks = _parted_paragraphs(page, [*head, *blocks[HEAD_BLOCKS:]], len(blocks))
    last = [
        part
        for block in blocks[-4:]
        for part in set_apart(page, block, lambda line: _is_last_line(page, line), from_end=True)
    ]
    blocks = [*blocks[:-4], *last]
    placed = layout.has_tail or layout.credit is not None or bool(layout.related)
    if summary_last and (at := _summary_heading(page, blocks)):
        layout.summary = Span(blocks[at + 1].start, blocks[-1].end)
        del blocks[at:]
    elif summary_last and placed and len(blocks) > 1 and not _ends_letter(page, blocks) and _can_be_summary(page, blocks[-1]):
        at = _after_letter(page, blocks)
        layout.summary = Span(blocks[at].start, blocks[-1].end)
        del blocks[at:]
    layout.body = blocks


def _parted_at_head(page: str, block: Span, lexicon: Lexicon) -> list[Span]:
    """Cut the first block before a line of a letter's head, where other short lines (a letterhead) stand above it."""
    for line in islice(lines_of(page, Span(block.start, min(block.end, block.start + LONGEST_LETTERHEAD))), MOST_LETTERHEAD):
        if line.start > block.start and is_head_line(page, line, lexicon):
            return [phrase(page, block.start, line.start).span, Span(line.start, block.end)]
    return [block]


def _parted_paragraphs(page: str, blocks: list[Span], found: int) -> list[Span]:
    """Cut a text that has no blank line into its lines, where each of them ends as a paragraph does.

    ``found`` is the number of stretches between blank lines. Only the last line may be told from the rest.
    """
    if found != 1 or not blocks:
        return blocks
    lines = list(lines_of(page, blocks[-1]))
    stops = [OPEN_END.search(line.of(page)[-6:]) is not None for line in lines]
    if len(lines) < LEAST_PARAGRAPHS or not all(stops):
        return blocks
    return [*blocks[:-1], Span(blocks[-1].start, lines[-2].end), lines[-1]]


def _summary_heading(page: str, blocks: list[Span]) -> int:
    """Return the index of a line "Summary" with one or more paragraphs below it, 0 where none stands near the end."""
    for at in range(len(blocks) - 2, max(0, len(blocks) - MOST_PARAGRAPHS - 2), -1):
        if blocks[at].end - blocks[at].start < 40 and _SUMMARY.fullmatch(page, blocks[at].start, blocks[at].end):
            return at
    return 0


def _is_last_line(page: str, line: Span) -> bool:
    return bool(find_dateline(page, line)) or is_closing_line(page, line)


def _ends_letter(page: str, blocks: list[Span]) -> bool:
    return any(span.end == blocks[-1].end for span in find_ending(page, blocks).used)


def _after_letter(page: str, blocks: list[Span]) -> int:
    """Return where a summary begins whose last paragraph is the last block: right below a letter's ending, else there."""
    for at in range(len(blocks) - 2, max(0, len(blocks) - MOST_PARAGRAPHS - 1), -1):
        if not _can_be_summary(page, blocks[at]):
            break
        if _ends_letter(page, blocks[:at]):
            return at
    return len(blocks) - 1


def _can_be_summary(page: str, block: Span) -> bool:
    """Whether a block can be the archive's summary: a paragraph that speaks of the document, not in it.

    What somebody says in a transcript, a line of a list or a footnote is none.
    """
    text = block.of(page)
    if len(text) > LONGEST_SUMMARY or not OPEN_END.search(text[-6:]) or text[-1] in ",:;":
        return False
    opens = text[0].isupper() or text[0].isdigit() or not text[0].isascii()
    inside = _LISTED.match(text) or _SPEAKER.match(text) or _SPEAKING.match(text) or _IN_THE_TEXT.match(text)
    return opens and not (inside or _COPIES.match(text) or _WE.search(_QUOTED.sub("", text)))


