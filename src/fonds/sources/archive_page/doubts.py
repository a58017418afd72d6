"""What is missing on a page, contradictory or not understood (floor 3): Problems, each with its line."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from fonds.problems import Problem
from fonds.record.evidence import Found, Span
from fonds.record.lines import Lines
from fonds.record.record import Dated, Marking, Record, SourceFile
from fonds.sources.archive_page.layout import Layout
from fonds.sources.grammar.dates import is_undated, parse_date_line
from fonds.sources.grammar.titles import Title

QUOTED = 80
"""Characters of a line that a Problem repeats."""
MOST_UNREAD = 20
"""Lines that belong to nothing which are told one by one."""


@dataclass(slots=True)
class _Doubts:
    source: SourceFile
    lines: Lines
    found: list[Problem] = field(default_factory=list)

    def missing(self, code: str) -> None:
        self.found.append(Problem(code, self.source.key))

    def at(self, code: str, span: Span, detail: str = "") -> None:
        words = " ".join(self.source.page[span.start : min(span.end, span.start + QUOTED)].split())
        self.found.append(Problem(code, self.source.key, detail or f"“{words}”", self.lines.line(span.start)))


def find_doubts(
    source: SourceFile, layout: Layout, record: Record, title: Title, markings: Iterable[Found[Marking]],
    unread: Iterable[Span],
) -> tuple[Problem, ...]:
    """Return what an archivist should know of the page; the grave ones keep it from being published."""
    doubts = _Doubts(source, Lines(source.page))
    _missing(doubts, layout, record)
    _dates(doubts, layout, record.dates)
    for marking in markings:
        doubts.at("marking-contradiction", marking.span)
    for words in title.unclear:
        doubts.at("name-unclear", words.span)
    for words in title.left_out:
        doubts.at("name-left-out", words.span)
    if record.source_line and not record.archival and not record.book:
        doubts.at("source-unreadable", record.source_line.span)
    _unread(doubts, list(unread))
    return tuple(doubts.found)


def _missing(doubts: _Doubts, layout: Layout, record: Record) -> None:
    there = {
        "layout-unknown": layout.known,
        "title-missing": record.title,
        "body-missing": record.body,
        "summary-missing": record.summary,
        "source-missing": record.source_line or not layout.has_tail,
        "notice-missing": record.notice or not layout.has_tail,
        "genre-unknown": record.genre or not record.title,
    }
    for code, found in there.items():
        if not found:
            doubts.missing(code)


def _dates(doubts: _Doubts, layout: Layout, dates: tuple[Dated, ...]) -> None:
    page = doubts.source.page
    unread = layout.date is not None and not parse_date_line(page, layout.date)
    decided = any(dated.position == "curated" for dated in dates)
    if layout.date and unread and not is_undated(layout.date.of(page)) and not decided:
        doubts.at("date-unreadable", layout.date)
    elif not dates:
        doubts.missing("date-missing") if layout.date is None else doubts.at("date-missing", layout.date)
    for index, second in enumerate(dates):
        for first in dates[:index]:
            a, b = first.date, second.date
            if not (a.value.allows(b.value) or b.value.allows(a.value)):
                doubts.at("date-contradiction", b.span, f"“{a.span.of(page)}” and “{b.span.of(page)}”")
                return


def _unread(doubts: _Doubts, spans: list[Span]) -> None:
    for span in spans[:MOST_UNREAD]:
        doubts.at("line-unread", span)
    if len(spans) > MOST_UNREAD:
        doubts.at("line-unread", spans[MOST_UNREAD], f"and {len(spans) - MOST_UNREAD:,} more lines from here on")
