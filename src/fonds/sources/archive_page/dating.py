"""Which date of a page is whose (floor 3): the document's, or that of the talk it records.

The line above the title dates the document, and so do a dateline and "Date:" in a letter. A title may end with a date:
of a conversation, minutes or a meeting it is the day they were held; of anything else the document's. "Date of
conversation:" is the talk's wherever it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from fonds.record.evidence import Found, Span, normalised
from fonds.record.record import Dated
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.blocks import MOST_LINES, lines_of
from fonds.sources.archive_page.regions import Layout
from fonds.sources.grammar.dates import find_dates
from fonds.sources.grammar.meetings import find_date_line
from fonds.sources.grammar.vague_dates import parse_dating

_GENRE_OF = re.compile(r"[^\W\d_]+\s+(?:of|dated)\s+", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[,;(\[–—]\s*(?:dated\s+|on\s+)?|\b(?:dated|held\s+on)\s+)\Z", re.IGNORECASE)
_BEFORE_TALK = re.compile(r"\bon\s+\Z", re.IGNORECASE)
LONGEST_LINE = 200
"""Characters a line has that only says when."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The document's dates; when the talk it records was held; two days for the talk that differ, if there are."""

    of_document: tuple[Dated, ...] = ()
    held: Found[AnyDate] | None = None
    doubted: tuple[Found[AnyDate], Found[AnyDate]] | None = None


def find_page_dates(
    page: str, layout: Layout, title: Span | None, datelines: Sequence[Found[AnyDate]], head: Sequence[Span], *, talk: bool
) -> Dates:
    """Return the dates of a page. ``datelines`` are those above and under the text; ``talk``: it records a talk."""
    found: list[Dated] = []
    held: list[Found[AnyDate]] = []
    if layout.date and (line := parse_dating(page, layout.date)):
        found.append(Dated("heading", Found(line[0], normalised("date-line", line[1]))))
    elif layout.date is None and layout.citation and layout.citation.date:
        line = parse_dating(page, layout.citation.date)
        found.extend([Dated("citation", Found(line[0], normalised("citation-date", line[1])))] if line else [])
    if title and (last := find_title_date(page, title, talk=talk)):
        held.append(last) if talk else found.append(Dated("title", last))
    for line_ in _lines(page, head):
        if said := find_date_line(page, line_):
            of_talk, date = said
            if of_talk or talk:
                held.append(date)
            else:
                found.append(Dated("dateline", date))
    found.extend(Dated("dateline", date) for date in datelines)
    differing = next((other for other in held[1:] if not _agree(held[0].value, other.value)), None)
    finest = next((each for each in held if held[0].value.allows(each.value) and each.value != held[0].value), None)
    return Dates(tuple(found), finest or (held[0] if held else None), (held[0], differing) if differing else None)


def find_title_date(page: str, title: Span, *, talk: bool) -> Found[AnyDate] | None:
    """Read the date a title ends with, set off by a comma, brackets or "dated"; of a talk also by "on".

    "Letter of 5 May 1962 from X" has it behind its first word.

    >>> page = "Memorandum of Conversation, A with B, 25 September 1979"
    >>> find_title_date(page, Span(0, len(page)), talk=True).value.iso
    '1979-09-25'
    >>> find_title_date("Report on the Events of May 1968", Span(0, 32), talk=False) is None
    True
    """
    dates = find_dates(page, title)
    if not dates:
        return None
    if _GENRE_OF.fullmatch(page, title.start, dates[0][1].start):
        return Found(dates[0][0], normalised("title-date", dates[0][1]))
    date, where = dates[-1]
    before = page[title.start : where.start]
    if page[where.end : title.end].strip(" .)]\u00a0") or not before.strip(" ([,"):
        return None
    marked = _BEFORE.search(before) or (talk and _BEFORE_TALK.search(before))
    return Found(date, normalised("title-date", where)) if marked else None


def _lines(page: str, head: Sequence[Span]) -> list[Span]:
    """Return the short lines of the first blocks of a body."""
    fronts = [Span(block.start, min(block.end, block.start + 2_000)) for block in head]
    lines = [line for front in fronts for line in islice(lines_of(page, front), MOST_LINES)]
    return [line for line in lines if line.end - line.start <= LONGEST_LINE]


def _agree(first: AnyDate, second: AnyDate) -> bool:
    return first.allows(second) or second.allows(first)
