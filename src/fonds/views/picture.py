"""The picture (floor 5): rows and how they are best seen → SVG with its words, its counts and its table.

Pure: the same rows give the same bytes. To add a type of view: a row of :data:`DRAWINGS` and of ``canned.view.ROLES``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from fonds.canned.view import View
from fonds.views.bar import draw_bars
from fonds.views.cards import draw_cards
from fonds.views.drawing import Drawing, Href, render_drawing
from fonds.views.drawn import Drawn
from fonds.views.geography import draw_map
from fonds.views.network import draw_network
from fonds.views.rows import Rows, find_roles
from fonds.views.timeline import draw_timeline
from fonds.views.tree import draw_tree

WIDTH = 960.0
"""Pixels of every picture; pages let it shrink."""

Draw = Callable[[Rows, Mapping[str, str], Drawing], Drawn]

DRAWINGS: dict[str, tuple[Draw, tuple[str, ...]]] = {
    "bar": (draw_bars, ("x", "y")),
    "timeline": (draw_timeline, ("start",)),
    "map": (draw_map, ("latitude", "longitude")),
    "network": (draw_network, ("source", "target")),
    "tree": (draw_tree, ("node",)),
    "cards": (draw_cards, ("title",)),
}
"""Type of view → what draws it, and the parts without which nothing can be drawn. A table needs no picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture. ``shown`` of ``total`` things are in it; ``notes`` are sentences on what is not, and why.

    ``description`` tells what is to be seen, for those who do not see it; ``table`` are the rows it was made of.
    """

    svg: bytes
    title: str
    description: str
    shown: int
    total: int
    notes: tuple[str, ...]
    table: Rows


def make_picture(
    view: View, rows: Rows, title: str, href: Href, *, notes: tuple[str, ...] = (), credit: str = "", alone: bool = True
) -> Picture | None:
    """Draw rows; None for a view that is a table.

    ``notes`` are said besides our own (that rows were cut beforehand); ``credit`` is the last line of a picture that
    stands ``alone``, as a file does: then it bears its title and what is to be said of it as well.
    """
    if not view.drawn:
        return None
    draw, needed = DRAWINGS[view.type]
    if not view.arrows:
        draw = partial(draw_network, arrows=False)
    roles = find_roles(view, rows)
    missing = [role for role in needed if role not in roles]
    sheet = Drawing(WIDTH, href)
    if not rows.rows:
        drawn = Drawn("row", words="Nothing in the archive fits this question.")
    elif missing:
        drawn = Drawn("row", words=f"The rows have nothing that could be drawn as {' and '.join(missing)}.")
    else:
        drawn = draw(rows, roles, sheet)
    if not drawn.shown:
        drawn.words = drawn.words or "None of the rows can be drawn."
        sheet.text(WIDTH / 2, 40, f"Nothing to show. {drawn.words}", "v-soft", anchor="middle")
        sheet.height = 64
    said = (*drawn.notes, *notes)
    description = " ".join([drawn.words, *said])
    foot = [*said, credit] if credit else list(said)
    svg = render_drawing(sheet, title, description, heading=title if alone else "", foot=foot if alone else [])
    return Picture(svg, title, drawn.words, drawn.shown, drawn.total, said, rows)
