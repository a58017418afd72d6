"""Bars (floor 5): amounts by year, day or number as columns along a true axis, amounts by name as lines of bars.

A year without a bar is a gap, not a missing column: time has its own length here. Several series are stacked in the
order in which they first stand in the rows.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from fonds.views.drawing import COLOURS, SIZE, SMALL, Drawing
from fonds.views.drawn import Drawn, amount, count
from fonds.views.lettering import shorten, width
from fonds.views.rows import NOTHING, Rows
from fonds.views.scales import Scale, day_ticks, round_step, ticks
from fonds.views.times import parse_days

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NAMES = 60
"""Bars with names."""
MOST_COLUMNS = 400
"""Columns along an axis: one still has two pixels."""
_HEIGHT = 300.0
_LINE = 24.0


@dataclass(slots=True)
class _Bar:
    name: str
    iri: str = ""
    place: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.parts.values())


def draw_bars(rows: Rows, roles: "Mapping[str, str]", sheet: Drawing) -> Drawn:
    """Draw amounts (y) by x, stacked by series."""
    drawn = Drawn("bar")
    bars = _bars(rows, roles, drawn)
    kind = _placed(bars)
    most = MOST_COLUMNS if kind else MOST_NAMES
    drawn.keep(bars, most)
    if not bars:
        return drawn
    bars = bars[:most]
    series = list(dict.fromkeys(name for bar in bars for name in bar.parts))
    looks = {name: COLOURS[at] if at < len(COLOURS) else "v-rest" for at, name in enumerate(series)}
    top = draw_legend(sheet, looks) if series != [""] else 10.0
    if kind:
        _columns(sheet, bars, looks, kind, top, roles["y"])
    else:
        _lines(sheet, bars, looks, top)
    drawn.words = _words(bars, roles["y"])
    return drawn


def _bars(rows: Rows, roles: "Mapping[str, str]", drawn: Drawn) -> list[_Bar]:
    """Add up the rows of each x; what is no number is noted."""
    found: dict[tuple[str, str], _Bar] = {}
    missing = unnamed = 0
    linked = "" if "series" in roles else roles.get("link", "")  # the parts of a stack may each lead elsewhere
    for row in rows.rows:
        x, y = row.get(roles["x"], NOTHING), row.get(roles["y"], NOTHING).number
        if y is None:
            missing += 1
        elif not x.words:
            unnamed += 1
        else:
            link = row.get(linked, NOTHING).iri or x.iri
            bar = found.setdefault((x.words, link), _Bar(x.words, link))
            name = row.get(roles.get("series", ""), NOTHING).words
            bar.parts[name] = bar.parts.get(name, 0.0) + y
    drawn.leave_out(missing, "has no number to draw", "have no number to draw")
    drawn.leave_out(unnamed, f"has no {roles['x']} to stand at", f"have no {roles['x']} to stand at")
    return list(found.values())


def _placed(bars: list[_Bar]) -> str:
    """Give each bar its place where all stand at numbers or at days; return which: "number", "day" or nothing."""
    numbers = [None if any(letter.isalpha() for letter in bar.name) else _number(bar.name) for bar in bars]
    if bars and None not in numbers:
        for bar, value in zip(bars, numbers, strict=True):
            bar.place = value or 0.0
        bars.sort(key=lambda bar: bar.place)
        return "number"
    days = [parse_days(bar.name) for bar in bars]
    if not bars or None in days:
        return ""
    for bar, span in zip(bars, days, strict=True):
        bar.place = float(sum(span or ())) / 2
    bars.sort(key=lambda bar: bar.place)
    return "day"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def draw_legend(sheet: Drawing, looks: "Mapping[str, str]") -> float:
    """Draw what the colours mean, in lines of words; return where the picture may begin."""
    x, y = 16.0, 20.0
    for place, (name, look) in enumerate(looks.items()):
        others = count(len(looks) - place, "other") if place >= len(COLOURS) else ""
        words = others or shorten(name or "(none)", 260, SIZE)
        taken = 22 + width(words, SIZE) + 18
        if x + taken > sheet.width and x > 16:
            x, y = 16.0, y + 20
        sheet.mark("rect", look, x=x, y=y - 10, width=12, height=12, rx=2)
        sheet.text(x + 18, y, words)
        x += taken
        if others:
            break
    return y + 16


def _lines(sheet: Drawing, bars: list[_Bar], looks: "Mapping[str, str]", top: float) -> None:
    """Draw bars from left to right, one under the other, with their names before them."""
    most = max(width(bar.name, SIZE) for bar in bars)
    left = 16 + min(most, sheet.width * 0.4) + 10
    values = [sum(v for v in bar.parts.values() if v > 0) for bar in bars]
    losses = [sum(v for v in bar.parts.values() if v < 0) for bar in bars]
    scale = Scale(min(0.0, *losses), max(0.0, *values) or 1.0, left, sheet.width - 90)
    for place, bar in enumerate(bars):
        y = top + place * _LINE
        name = shorten(bar.name, left - 26, SIZE)
        sheet.text(left - 10, y + 16, name, anchor="end", iri=bar.iri, title=_told(bar))
        for begin, end, series in _stacked(bar):
            low, high = sorted((scale(begin), scale(end)))
            sheet.mark("rect", looks[series], x=low, y=y + 3, width=max(high - low, 1), height=_LINE - 7,
                       title=_told(bar, series), iri=bar.iri)
        sheet.text(scale(values[place]) + 7, y + 16, amount(bar.total), "v-soft", size=SMALL)
    sheet.line(scale(0), top, scale(0), top + len(bars) * _LINE, "v-edge")
    sheet.height = top + len(bars) * _LINE + 10


def _columns(
    sheet: Drawing, bars: list[_Bar], looks: "Mapping[str, str]", kind: str, top: float, what: str
) -> None:
    """Draw bars upwards along an axis of numbers or of time."""
    high = max(sum(v for v in bar.parts.values() if v > 0) for bar in bars) or 1.0
    low = min(0.0, *(sum(v for v in bar.parts.values() if v < 0) for bar in bars))
    marks = ticks(low, high, whole=all(v == int(v) for bar in bars for v in bar.parts.values()))
    left = 28 + max(width(amount(mark), SMALL) for mark in marks)
    upright = Scale(low, high, top + 36 + _HEIGHT, top + 36)
    sheet.text(16, top + 10, what, "v-soft", size=SMALL)
    for mark in marks:
        sheet.line(left, upright(mark), sheet.width - 16, upright(mark), "v-rule" if mark else "v-edge")
        sheet.text(left - 8, upright(mark) + 4, amount(mark), "v-soft", size=SMALL, anchor="end")
    span = bars[-1].place - bars[0].place
    gap = _gap(bars)
    across = Scale(bars[0].place - gap / 2, bars[-1].place + gap / 2, left + 8, sheet.width - 24)
    thick = max(2.0, min(46.0, (across.end - across.start) * gap / (span + gap) * 0.82))
    for bar in bars:
        for begin, end, series in _stacked(bar):
            below, above = sorted((upright(begin), upright(end)))
            sheet.mark("rect", looks[series], x=across(bar.place) - thick / 2, y=below, width=thick,
                       height=max(above - below, 1), title=_told(bar, series), iri=bar.iri)
        if width(amount(bar.total), SIZE) < (across.end - across.start) * gap / (span + gap):
            sheet.text(across(bar.place), upright(max(bar.total, 0)) - 6, amount(bar.total), size=SMALL, anchor="middle")
    foot = upright(low)
    for place, words in _axis(bars, kind):
        sheet.line(across(place), foot, across(place), foot + 5, "v-edge")
        sheet.text(across(place), foot + 19, words, "v-soft", size=SMALL, anchor="middle")
    sheet.height = foot + 34


def _gap(bars: list[_Bar]) -> float:
    """Return the room of one column on the axis: that of a year among years, else the least distance there is."""
    if all(bar.place == int(bar.place) for bar in bars):
        return 1.0
    return min((b.place - a.place for a, b in pairwise(bars) if b.place > a.place), default=1.0)


def _axis(bars: list[_Bar], kind: str) -> list[tuple[float, str]]:
    if kind == "day":
        return day_ticks(bars[0].place, bars[-1].place) or [(bar.place, bar.name) for bar in bars[:: len(bars) // 6 + 1]]
    low, high = bars[0].place, bars[-1].place
    if all(b.place - a.place >= (high - low) / 16 for a, b in pairwise(bars)):
        return [(bar.place, bar.name) for bar in bars]
    whole = _gap(bars) == 1
    grouped = round_step(high - low, 12) < 1 or high >= 10_000
    return [(each, amount(each) if grouped else f"{each:.0f}") for each in ticks(low, high, 12, whole=whole)]


def _stacked(bar: _Bar) -> list[tuple[float, float, str]]:
    """Return begin and end of each part: gains upon gains, losses below losses."""
    found, up, down = [], 0.0, 0.0
    for series, value in bar.parts.items():
        if value >= 0:
            found.append((up, up + value, series))
            up += value
        else:
            found.append((down, down + value, series))
            down += value
    return found


def _told(bar: _Bar, series: str = "") -> str:
    return f"{bar.name}{f', {series}' if series else ''}: {amount(bar.parts[series] if series else bar.total)}"


def _words(bars: list[_Bar], what: str) -> str:
    """Tell how many bars there are, where they lie, and which are the longest."""
    most = max(bar.total for bar in bars)
    longest = [bar.name for bar in bars if bar.total == most]
    measure = f"{amount(most)} ({what})"
    if len(bars) == 1:
        return f"1 bar: {bars[0].name} with {measure}."
    told = f"{count(len(bars), 'bar')}, from {bars[0].name} to {bars[-1].name}."
    if len(longest) == len(bars):
        return f"{told} Each has {measure}."
    if len(longest) == 1:
        return f"{told} The longest is {longest[0]} with {measure}."
    return f"{told} The longest, {len(longest)} of them, have {measure}."
