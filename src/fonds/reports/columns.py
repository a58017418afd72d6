"""Aligned columns for a terminal (floor 6)."""

from collections.abc import Collection, Mapping, Sequence


def render_columns(names: Sequence[str], rows: Sequence[Mapping[str, object]], texts: Collection[str]) -> str:
    """Return rows under the names of their columns; ``texts`` are those that begin at the left, the others are numbers.

    >>> print(render_columns(("who", "times"), [{"who": "a", "times": 1200}], ("who",)), end="")
    who  times
    ───  ─────
    a    1,200
    """
    lines = [list(names), *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(names))]
    lines.insert(1, ["─" * width for width in widths])
    return "".join(_line(line, widths, [name in texts for name in names]) for line in lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _line(cells: list[str], widths: list[int], left: list[bool]) -> str:
    padded = (
        cell.ljust(width) if at_left else cell.rjust(width)
        for cell, width, at_left in zip(cells, widths, left, strict=True)
    )
    return "  ".join(padded).rstrip() + "\n"
