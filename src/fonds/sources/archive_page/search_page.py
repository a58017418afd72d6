"""Pages of the archive's site of 2011–2021, saved as text (floor 3).

::

    Search in … ADD SEARCH FILTER      words of the search, and the name of the site
    November 03, 1977                  the date, or "(undated)"
    MEMORANDUM, EMBASSY IN X           the title in capitals; may be missing
    get citation
    SUMMARY                            paragraphs
    "Memorandum, Embassy in X," …      how to cite it: the title in its proper form, where the document lies
    VIEW DOCUMENT IN
    English HTML                       languages and formats
    BODY                               all the rest; no summary follows it

The page is known by two of its marks: "get citation", the citation, "VIEW DOCUMENT IN". What stands above the date
belongs to the site.
"""

import re
from itertools import pairwise

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import find_blocks, first_line, lines_of
from fonds.sources.archive_page.citation_string import CitationString, opens_citation, parse_citation_string
from fonds.sources.archive_page.head import drop, find_title, is_date, is_furniture, take_credit
from fonds.sources.archive_page.prose import find_text
from fonds.sources.archive_page.regions import SEARCH_PAGE, Layout
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.language import language_tag

_LINE, _END = r"(?:\A|(?<=[\r\n\f]))[^\S\r\n]*", r"[^\S\r\n\f]*(?=[\r\n\f]|\Z)"
_GET = re.compile(rf"{_LINE}get[^\S\r\n]+citation{_END}", re.IGNORECASE)
_VIEW = re.compile(rf"{_LINE}view[^\S\r\n]+document[^\S\r\n]+in\b[^\S\r\n]*:?{_END}", re.IGNORECASE)
_TONGUE = r"[^\W\d_]+(?:[ /-][^\W\d_]+){0,2}"
_FORMAT = re.compile(
    rf"(?:[-•*·][^\S\r\n]*)?(?:{_TONGUE}[^\S\r\n]*(?:[-–:|/][^\S\r\n]*|[^\S\r\n]))?"
    r"\(?(?:html|pdf|text|scan|transcript|original)\)?",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(rf"(?:[-•*·][^\S\r\n]*)?(?P<name>{_TONGUE})")
_SITE = re.compile(r"\bdigital archive\b|\bhistory declassified\b|\bsearch (?:in|filter)\b", re.IGNORECASE)
LONGEST_FRONT = 20_000
"""Characters in which "get citation" and "VIEW DOCUMENT IN" stand, if they do."""
MOST_FORMATS = 12


def find_search_page(page: str, lexicon: Lexicon) -> Layout | None:
    """Find the parts of such a page; None where it has not two of the marks."""
    front_words = page[:LONGEST_FRONT].lower()
    if "citation" not in front_words and "view" not in front_words:
        return None
    view = _VIEW.search(page, 0, LONGEST_FRONT)
    get = _GET.search(page, 0, view.start() if view else LONGEST_FRONT)
    if not (view or get):
        return None
    front = Span(0, view.start() if view else min(len(page), LONGEST_FRONT))
    blocks = [part for block in find_blocks(page, front) for part in _parted(page, block, get)]
    citation = _citation(page, blocks)
    if bool(view) + bool(get) + bool(citation) < 2:
        return None
    layout = Layout(SEARCH_PAGE, citation=citation, source=citation.reference if citation else None)
    end = view.end() if view else citation.whole.end if citation else front.end
    mark = get.start() if get else citation.whole.start if citation else end
    left = _read_head(page, [block for block in blocks if block.end <= mark], layout, lexicon)
    between = [block for block in blocks if mark <= block.start and block.end <= end]
    _read_summary(page, [*([] if get else left), *between], layout)
    _read_body(page, Span(_after_formats(page, view) if view else end, len(page)), layout, lexicon)
    return layout


def _parted(page: str, block: Span, get: re.Match[str] | None) -> list[Span]:
    """Cut a block at the line "get citation", at a date, at the site's own lines, and where a citation begins."""
    lines = list(lines_of(page, block))
    cuts: list[int] = []
    for before, line in pairwise([Span(block.start, block.start), *lines]):
        mark = get is not None and get.start() <= line.start < get.end()
        after_mark = get is not None and get.start() <= before.start < get.end() and before.start < before.end
        apart = _is_apart(page, line) or (before.start < before.end and _is_apart(page, before))
        if mark or after_mark or apart or opens_citation(page[line.start : line.start + 1]):
            cuts.append(line.start)
    bounds = sorted({block.start, *cuts, block.end})
    return [phrase(page, start, end).span for start, end in pairwise(bounds)]


def _is_apart(page: str, line: Span) -> bool:
    return is_furniture(page, line) or is_date(page, line)


def _citation(page: str, blocks: list[Span]) -> CitationString | None:
    """Return the last block that is a citation; in the text a quotation may look like one, before it none does."""
    found = (parse_citation_string(page, block) for block in reversed(blocks))
    return next((each for each in found if each), None)


def _read_head(page: str, head: list[Span], layout: Layout, lexicon: Lexicon) -> list[Span]:
    """Read date and title above "get citation": the last date there, and what stands below it; return what is left."""
    dates = [at for at, block in enumerate(head) if is_date(page, first_line(page, block))]
    below = head
    if dates:
        layout.date = first_line(page, head[dates[-1]])
        below = head[dates[-1] + 1 :]
    left = [block for block in below if not is_furniture(page, block) and not _SITE.search(block.of(page))]
    if left and (title := find_title(page, left[0], lexicon)):
        layout.title = title
        drop(page, left, title)
        take_credit(page, left, layout)
    return left


def _read_summary(page: str, blocks: list[Span], layout: Layout) -> None:
    """Take what stands beside the citation as the archive's summary: one stretch, before it or after it."""
    texts: list[Span] = []
    for block in blocks:
        if layout.citation and block.start <= layout.citation.whole.start < block.end:
            if texts:
                break
            continue
        if _GET.fullmatch(block.of(page)) or is_furniture(page, block):
            continue
        rest = [block]
        if layout.credit is None:
            take_credit(page, rest, layout)
        texts.extend(rest)
    if texts:
        layout.summary = Span(texts[0].start, texts[-1].end)


def _after_formats(page: str, view: re.Match[str]) -> int:
    """Return where the languages and formats end that the document can be seen in."""
    at = view.end()
    for line in list(lines_of(page, Span(at, min(len(page), at + 1_000))))[:MOST_FORMATS]:
        words = line.of(page)
        language = _LANGUAGE.fullmatch(words)
        if not (_FORMAT.fullmatch(words) or (language and language_tag(language["name"]))):
            break
        at = line.end
    return at


def _read_body(page: str, span: Span, layout: Layout, lexicon: Lexicon) -> None:
    find_text(page, find_blocks(page, span), layout, lexicon, summary_last=False)
