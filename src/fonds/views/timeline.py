"""The time line (floor 5): a line for each row, from the first day it may mean to the last, the earliest at the top.

A day is a dot; what is only known within limits, or lasts, is a bar as long as that. So the eye sees how certain a
date is, and nothing is moved to the first of January.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fonds.views.bar import draw_legend
from fonds.views.drawing import COLOURS, SIZE, SMALL, Drawing
from fonds.views.drawn import Drawn, count
from fonds.views.lettering import shorten, width
from fonds.views.rows import NOTHING, Row, Rows, Value
from fonds.views.scales import Scale, day_ticks
from fonds.views.times import parse_days

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 120
"""Lines that are drawn."""
_LINE = 22.0
_ROOM = 200.0
"""Pixels that shortened words need at least beside their bar."""


@dataclass(frozen=True, slots=True)
class _Span:
    low: int
    high: int
    label: str
    group: str
    iri: str

    @property
    def told(self) -> str:
        days = date.fromordinal(self.low).isoformat()
        if self.high > self.low:
            days = f"{days} to {date.fromordinal(self.high).isoformat()}"
        return f"{self.label} ({days})"


def draw_timeline(rows: Rows, roles: "Mapping[str, str]", sheet: Drawing) -> Drawn:
    """Draw spans from start to end, coloured by group."""
    drawn = Drawn("row")
    spans = _spans(rows, roles, drawn)
    drawn.keep(spans, MOST)
    if not spans:
        return drawn
    spans = spans[:MOST]
    groups = list(dict.fromkeys(span.group for span in spans))
    looks = {name: COLOURS[at] if at < len(COLOURS) else "v-rest" for at, name in enumerate(groups)}
    top = draw_legend(sheet, looks) if groups != [""] else 4.0
    _axis_and_lines(sheet, spans, looks, top)
    first, last = min(span.low for span in spans), max(span.high for span in spans)
    days = [date.fromordinal(day).isoformat() for day in (first, last)]
    drawn.words = (
        f"A time line of {count(len(spans), 'row')} {f'between {days[0]} and {days[1]}' if last > first else f'on {days[0]}'}"
        ", the earliest at the top. A dot is one day; a bar reaches from the first day to the last."
    )
    return drawn


def _spans(rows: Rows, roles: "Mapping[str, str]", drawn: Drawn) -> list[_Span]:
    found: list[_Span] = []
    undated = unread = backwards = 0
    for row in rows.rows:
        start, end = row.get(roles["start"], NOTHING), row.get(roles.get("end", ""), NOTHING)
        first, last = parse_days(start.text), parse_days(end.text)
        if not start.text:
            undated += 1
        elif first is None:
            unread += 1
        elif last is not None and last[1] < first[0]:
            backwards += 1
        else:
            found.append(_span(row, roles, first[0], last[1] if last else first[1]))
    drawn.leave_out(undated, "without a date is not on the time line", "without a date are not on the time line")
    drawn.leave_out(unread, "has a date that cannot be drawn", "have a date that cannot be drawn")
    drawn.leave_out(backwards, "ends before it begins and is not drawn", "end before they begin and are not drawn")
    return sorted(found, key=lambda span: (span.low, span.high, span.label, span.iri))


def _span(row: Row, roles: "Mapping[str, str]", low: int, high: int) -> _Span:
    label = row.get(roles.get("label", ""), NOTHING)
    link = row.get(roles.get("link", ""), NOTHING)
    name = label.words or link.words or row[roles["start"]].words
    group: Value = row.get(roles.get("group", ""), NOTHING)
    return _Span(low, high, name, group.words, link.iri or label.iri)


def _axis_and_lines(sheet: Drawing, spans: list[_Span], looks: "Mapping[str, str]", top: float) -> None:
    low, high = min(span.low for span in spans), max(span.high for span in spans)
    room = max((high - low) * 0.02, 1.0)
    scale = Scale(low - room, high + 1 + room, 24, sheet.width - 24)
    foot = top + 26 + len(spans) * _LINE
    at, free = day_ticks(scale.low, scale.high), -1.0
    for day, words in at or [(float(low), date.fromordinal(low).isoformat())]:
        x = scale(day)
        sheet.line(x, top + 22, x, foot + 4)
        if x - width(words, SMALL) / 2 > free:
            for y in (top + 14, foot + 20):
                sheet.text(x, y, words, "v-soft", size=SMALL, anchor="middle")
            free = x + width(words, SMALL) / 2 + 8
    for place, span in enumerate(spans):
        _line(sheet, span, looks[span.group], scale, top + 26 + place * _LINE)
    sheet.height = foot + 30


def _line(sheet: Drawing, span: _Span, look: str, scale: Scale, y: float) -> None:
    """Draw one span with its words on the side that has more room."""
    x, end = scale(span.low), scale(span.high + 1)
    if span.high - span.low < 1:
        x = end = (x + end) / 2
        sheet.mark("circle", look, cx=x, cy=y + 11, r=5, title=span.told, iri=span.iri)
        x, end = x - 5, end + 5
    else:
        end = max(end, x + 6)
        sheet.mark("rect", look, x=x, y=y + 6, width=end - x, height=10, rx=3, title=span.told, iri=span.iri)
    after, before, wanted = sheet.width - 23 - end, x - 23, width(span.label, SIZE)
    if wanted <= after or (wanted > before and after >= max(before, _ROOM)):
        sheet.text(end + 7, y + 15, shorten(span.label, after, SIZE), iri=span.iri, title=span.told, halo=True)
    elif wanted <= before or before >= _ROOM:
        sheet.text(x - 7, y + 15, shorten(span.label, before, SIZE), anchor="end", iri=span.iri, title=span.told,
                   halo=True)
    else:
        _inside(sheet, span, x, end, y)


def _inside(sheet: Drawing, span: _Span, x: float, end: float, y: float) -> None:
    """Letter a span that leaves no room on either side upon a strip of paper in its own middle."""
    words = shorten(span.label, (end - x) * 0.8, SIZE)
    wide = width(words, SIZE) + 12
    sheet.mark("rect", "v-paper", x=(x + end - wide) / 2, y=y + 3, width=wide, height=16, rx=3)
    sheet.text((x + end) / 2, y + 15, words, anchor="middle", iri=span.iri, title=span.told)
