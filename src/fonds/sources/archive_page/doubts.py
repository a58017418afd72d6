"""What is missing on a page, contradictory or not understood (floor 3): Problems, each with its line."""

from dataclasses import dataclass, field

from fonds.problems import Problem
from fonds.record.evidence import Found, Span
from fonds.record.lines import Lines
from fonds.record.record import Dated, Marking, Record, SourceFile
from fonds.record.spans import AnyDate
from fonds.sources.archive_page.layout import Layout
from fonds.sources.grammar.dates import is_undated
from fonds.sources.grammar.title import Title
from fonds.sources.grammar.vague_dates import parse_dating

QUOTED = 80
"""Characters of a line that a Problem repeats."""
MOST_UNREAD = 20
"""Lines that belong to nothing which are told one by one."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """What the reader of a page was in doubt of: other markings, lines that belong to nothing, two days of one talk,
    a title the citation has otherwise, a language the credit has otherwise."""

    markings: tuple[Found[Marking], ...] = ()
    unread: tuple[Span, ...] = ()
    held: tuple[Found[AnyDate], Found[AnyDate]] | None = None
    title: bool = False
    language: Found[str] | None = None


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
    source: SourceFile, layout: Layout, record: Record, title: Title, doubted: Doubted
) -> tuple[Problem, ...]:
    """Return what an archivist should know of the page; the grave ones keep it from being published."""
    doubts = _Doubts(source, Lines(source.page))
    _missing(doubts, layout, record)
    _dates(doubts, layout, record.dates)
    if doubted.held:
        _contradiction(doubts, *doubted.held)
    for marking in doubted.markings:
        doubts.at("marking-contradiction", marking.span)
    for words in title.unclear:
        doubts.at("name-unclear", words.span)
    for words in title.left_out:
        doubts.at("name-left-out", words.span)
    line, lies = record.source_line, record.archival
    if line and not record.book and not (lies and lies.whole.span.meets(line.span)):
        doubts.at("source-unreadable", line.span)
    _citation(doubts, layout, record, differs=doubted.title)
    if doubted.language:
        doubts.at("language-contradiction", doubted.language.span)
    for words_ in layout.related[:MOST_UNREAD]:
        doubts.at("related-left-out", words_)
    _unread(doubts, sorted(doubted.unread))
    return tuple(doubts.found)


def _missing(doubts: _Doubts, layout: Layout, record: Record) -> None:
    there = {
        "layout-unknown": layout.known,
        "title-missing": record.title,
        "body-missing": record.body,
        "summary-missing": record.summary,
        "source-missing": record.source_line or not layout.states_source,
        "notice-missing": record.notice or not layout.has_tail,
        "genre-unknown": record.genre or not record.title,
    }
    for code, found in there.items():
        if not found:
            doubts.missing(code)


def _dates(doubts: _Doubts, layout: Layout, dates: tuple[Dated, ...]) -> None:
    page = doubts.source.page
    unread = layout.date is not None and not parse_dating(page, layout.date)
    decided = any(dated.position == "curated" for dated in dates)
    if layout.date and unread and not is_undated(layout.date.of(page)) and not decided:
        doubts.at("date-unreadable", layout.date)
    elif not dates:
        doubts.missing("date-missing") if layout.date is None else doubts.at("date-missing", layout.date)
    for index, second in enumerate(dates):
        for first in dates[:index]:
            a, b = first.date, second.date
            if not (a.value.allows(b.value) or b.value.allows(a.value)):
                _contradiction(doubts, a, b)
                return


def _contradiction(doubts: _Doubts, first: Found[AnyDate], second: Found[AnyDate]) -> None:
    page = doubts.source.page
    doubts.at("date-contradiction", second.span, f"“{first.span.of(page)}” and “{second.span.of(page)}”")


def _citation(doubts: _Doubts, layout: Layout, record: Record, *, differs: bool) -> None:
    """Tell where the page's own citation has another title or date than its head."""
    cited = layout.citation
    if cited is None:
        return
    page = doubts.source.page
    if differs and cited.title:
        doubts.at("citation-differs", cited.title)
    date = parse_dating(page, cited.date) if cited.date else None
    heading = next((each.date for each in record.dates if each.position == "heading"), None)
    if date and cited.date and heading and not (date[0].allows(heading.value) or heading.value.allows(date[0])):
        doubts.at("citation-differs", cited.date)


def _unread(doubts: _Doubts, spans: list[Span]) -> None:
    for span in spans[:MOST_UNREAD]:
        doubts.at("line-unread", span)
    if len(spans) > MOST_UNREAD:
        doubts.at("line-unread", spans[MOST_UNREAD], f"and {len(spans) - MOST_UNREAD:,} more lines from here on")
