"""Figures beside their bars, kept from run to run, and the table that shows them."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it says, the bar as people read it, the value, whether the bar is met (None: there is none)."""

    what: str
    bar: str
    value: float
    unit: str
    met: bool | None
    note: str = ""

    def noting(self, note: str) -> "Figure":
        """Return the figure with a word beside it."""
        return replace(self, note=note)

    @property
    def told(self) -> str:
        """The value as the table has it; what misses its bar is bold."""
        number = f"{self.value:,.0f}" if abs(self.value) >= 100 else f"{self.value:.3g}"
        text = f"{number} {self.unit}".strip()
        text = f"**{text}**" if self.met is False else text
        return f"{text} ({self.note})" if self.note else text


def at_most(what: str, bar: float, value: float, unit: str) -> Figure:
    """Return a figure that must not be larger."""
    return Figure(what, f"≤ {bar:g} {unit}".strip(), value, unit, value <= bar)


def at_least(what: str, bar: float, value: float, unit: str) -> Figure:
    """Return a figure that must not be smaller."""
    return Figure(what, f"≥ {bar:g} {unit}".strip(), value, unit, value >= bar)


def plain(what: str, value: float, unit: str) -> Figure:
    """Return a figure without a bar."""
    return Figure(what, "", value, unit, None)


Columns = dict[str, dict[str, Figure]]
"""Column ("10,000 pages") → what → figure."""


def read_columns(path: Path | None) -> Columns:
    """Return the figures of earlier runs."""
    if path is None or not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: {what: Figure(**figure) for what, figure in column.items()} for name, column in kept.items()}


def write_columns(path: Path, columns: Columns) -> None:
    """Keep figures for the next run."""
    plain_ = {name: {what: asdict(figure) for what, figure in column.items()} for name, column in columns.items()}
    path.write_text(json.dumps(plain_, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(columns: Columns) -> str:
    """Return a Markdown table: a row a figure, a column a size."""
    names = list(columns)
    rows = {what: figure.bar for column in columns.values() for what, figure in column.items()}
    lines = [_line("what", "bar", *names), _line(*["---"] * (len(names) + 2))]
    for what, bar in rows.items():
        lines.append(_line(what, bar, *(columns[name][what].told if what in columns[name] else "" for name in names)))
    return "\n".join(lines)


def missed(columns: Columns) -> list[str]:
    """Return the bars that are missed, each with its column."""
    return [f"{name}: {what}" for name, column in columns.items() for what in column if column[what].met is False]


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def collect(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Return figures by what they say."""
    return {figure.what: figure for figure in figures}
