"""Text of a PDF that the archive makes of a page (floor 3): a cover sheet of labels, then the text in one run.

::

    Digital Archive                    the site's name and address
    November 03, 1977                  the date
    Memorandum, Embassy in X           the title, over several lines perhaps
    Citation:                          how to cite it
    "Memorandum, Embassy in X," …
    Summary:
    SUMMARY
    Original Language:
    Hungarian
    Contents:
    English Translation                what the file holds
    BODY                               with page numbers, as it comes

The page is known by "Citation:" with a citation behind it and another of the labels below. Labels stand at the
beginning of a line, or, where the whole text is one run, anywhere; lines may be broken anywhere.
"""

import re
from dataclasses import dataclass

from fonds.record.evidence import Span
from fonds.sources.archive_page.blocks import find_blocks, first_line, lines_of
from fonds.sources.archive_page.citation_string import CitationString, parse_citation_string
from fonds.sources.archive_page.head import is_date, is_furniture
from fonds.sources.archive_page.labels import Labelled, fits, label_of
from fonds.sources.archive_page.prose import find_text
from fonds.sources.archive_page.regions import PDF_TEXT, Layout
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.provenance import find_funders

_LABEL = re.compile(r"\b(?P<label>Citation|Summary|Credits?|Original\s+Language|Contents)[^\S\r\n]*:", re.IGNORECASE)
_DOCUMENT = r"(?:original(?:\s+(?:document|scan|text))?|scan(?:\s+of(?:\s+the)?\s+original(?:\s+document)?)?|document)"
_KIND = r"(?:translation|transcription|transcript|original|scan|text|html|pdf)"
_ITEM = (
    rf"(?:(?i:{_DOCUMENT})|(?i:{_KIND})(?:\s*[-–:]\s*[A-Z][a-z]+)?|[A-Z][a-z]+\s+(?i:{_KIND}))"
)
_CONTENT = re.compile(rf"\s*(?:[-–•*·▪]\s*)?{_ITEM}(?=\s|\Z)")
_LANGUAGE = re.compile(r"\s*(?P<names>[A-Z][a-z]+(?:[^\S\r\n]*(?:,|;|/|and|&)[^\S\r\n]*[A-Z][a-z]+){0,4})(?=\s|\Z)")
_SITE = re.compile(
    r"(?:(?i:[\w ]{0,40}\bdigital\s+archive|digital\s+archive|international\s+history\s+declassified"
    rf"|(?:https?://|www\.)?[\w-]+(?:\.[\w-]+){{1,5}}/?)(?:\s+{_ITEM})?|{_ITEM})"
)
LONGEST_COVER = 16_000
"""Characters in which the labels of the cover stand."""
MOST_CONTENTS = 12


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    label: Span
    value: Span


def find_pdf_text(page: str, lexicon: Lexicon) -> Layout | None:
    """Find the parts of such a text; None where it has no cover sheet."""
    if "citation" not in page[:LONGEST_COVER].lower():
        return None
    fields = _fields(page)
    citation = next((_citation(page, each.value) for each in fields if each.name == "citation"), None)
    if citation is None or len({each.name for each in fields}) < 2:
        return None
    layout = Layout(PDF_TEXT, citation=citation, source=citation.reference)
    _read_head(page, Span(0, fields[0].label.start), layout, citation)
    body = citation.whole.end
    for each in fields:
        body = max(body, _read_field(page, each, layout, last=each is fields[-1]))
    blocks = find_blocks(page, Span(_skip_site(page, body), len(page)))
    find_text(page, blocks, layout, lexicon, summary_last=False)
    return layout


def _fields(page: str) -> list[_Field]:
    """Return the labels of the cover with what stands behind each, from "Citation:" on; each label once."""
    found = list(_LABEL.finditer(page, 0, LONGEST_COVER))
    lines = [match for match in found if not page[page.rfind("\n", 0, match.start()) + 1 : match.start()].strip()]
    at_lines = any(match["label"].lower() == "citation" for match in lines)
    named: dict[str, re.Match[str]] = {}
    for match in lines if at_lines else found:
        name = " ".join(match["label"].lower().split()).removesuffix("s" if match["label"].lower() == "credits" else "")
        if name == "citation" or "citation" in named:
            named.setdefault(name, match)
        if name == "contents" and name in named:
            break
    if not named:
        return []
    ends = [*(match.start() for match in list(named.values())[1:]), len(page)]
    return [
        _Field(name, Span(match.start("label"), match.end("label")), phrase(page, match.end(), end).span)
        for (name, match), end in zip(named.items(), ends, strict=True)
    ]


def _citation(page: str, value: Span) -> CitationString | None:
    """Read the citation a value is, or begins with, where the text is one run."""
    blocks = find_blocks(page, Span(value.start, min(value.end, value.start + 3_000)))
    return parse_citation_string(page, value) or (parse_citation_string(page, blocks[0]) if blocks else None)


def _read_head(page: str, head: Span, layout: Layout, citation: CitationString) -> None:
    """Read date and title above "Citation:": the last line that is a date, else the first date there is."""
    start = max(head.start, head.end - 4_000)
    lines = [line for line in lines_of(page, Span(start, head.end)) if line.start < line.end]
    dated = [line for line in lines if is_date(page, line)]
    if dated:
        layout.date = dated[0]
    elif dates := find_dates(page, Span(start, head.end)):
        layout.date = dates[0][1]
    if layout.date:
        words = phrase(page, layout.date.end, head.end).span
    else:
        rest = [line for line in lines if not _SITE.fullmatch(line.of(page)) and not is_furniture(page, line)]
        words = phrase(page, rest[0].start, head.end).span if rest else head
    if words.start < words.end and any(char.isalpha() for char in words.of(page)) and words != head:
        layout.title = words if words.end - words.start <= 800 else None


def _read_field(page: str, each: _Field, layout: Layout, *, last: bool) -> int:
    """Read one label of the cover into the layout; return where the text may begin behind it."""
    value = each.value
    if each.name == "summary" and not last:
        layout.summary = value if value.start < value.end else None
    elif each.name == "credit" and not last:
        layout.credit = value if find_funders(page, value) else None
        layout.unlabelled.extend([value] if value.start < value.end and not layout.credit else [])
    elif each.name == "original language":
        return _read_language(page, each, layout, last=last)
    elif each.name == "contents":
        return _after_contents(page, each.label.end + 1)
    elif last:
        return _after_first_block(page, each, layout)
    return value.end if not last else value.start


def _after_first_block(page: str, each: _Field, layout: Layout) -> int:
    """Read the last label of a cover without "Contents:": its value ends at the first blank line."""
    blocks = find_blocks(page, Span(each.value.start, min(len(page), each.value.start + LONGEST_COVER)))
    if each.name == "citation" or not blocks:
        return layout.citation.whole.end if layout.citation else each.value.start
    if each.name == "summary" and len(blocks) > 1:
        layout.summary = blocks[0]
        return blocks[0].end
    return each.value.start


def _read_language(page: str, each: _Field, layout: Layout, *, last: bool) -> int:
    """Read the language of the original, one line or, in one run, its capitalised words."""
    match = _LANGUAGE.match(page, each.value.start, each.value.end)
    label = label_of("original language")
    if match and label:
        words = Span(*match.span("names"))
        layout.labels.append(Labelled(label, each.label, [words] if fits(page, label, words) else []))
        return match.end()
    return each.value.start


def _after_contents(page: str, at: int) -> int:
    """Return where the list of what the file holds ends."""
    for _ in range(MOST_CONTENTS):
        match = _CONTENT.match(page, at, min(len(page), at + 200))
        if not match:
            break
        at = match.end()
    return at


def _skip_site(page: str, at: int) -> int:
    """Leave out lines of the site's own that stand above the text."""
    for _ in range(MOST_CONTENTS):
        rest = phrase(page, at, min(len(page), at + 200)).span
        line = first_line(page, rest)
        whole = line.end < rest.end or rest.end == len(page)
        if not (line.start < line.end and whole and _SITE.fullmatch(line.of(page))):
            break
        at = line.end
    return at
