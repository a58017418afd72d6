"""Cards (floor 5): a card a row with title, date and the beginning of a text, three beside each other."""

from collections.abc import Mapping

from fonds.views.drawing import SIZE, SMALL, Drawing
from fonds.views.drawn import Drawn, count
from fonds.views.lettering import BOLD, lines, shorten
from fonds.views.rows import NOTHING, Row, Rows

MOST = 60
"""Cards that are drawn."""
_ACROSS = 3
_HIGH = 168.0
_GAP = 16.0


def draw_cards(rows: Rows, roles: Mapping[str, str], sheet: Drawing) -> Drawn:
    """Draw a card for each row that has a title, a text or an address."""
    drawn = Drawn("card")
    parts = [variable for variable in roles.values() if variable]
    filled = [row for row in rows.rows if any(row.get(name, NOTHING).words for name in parts)]
    drawn.leave_out(len(rows.rows) - len(filled), "has nothing to put on a card", "have nothing to put on a card")
    drawn.keep(filled, MOST)
    wide = (sheet.width - 32 - _GAP * (_ACROSS - 1)) / _ACROSS
    for place, row in enumerate(filled[:MOST]):
        down, across = divmod(place, _ACROSS)
        _card(sheet, row, roles, 16 + across * (wide + _GAP), 8 + down * (_HIGH + _GAP), wide)
        sheet.height = 8 + (down + 1) * (_HIGH + _GAP)
    drawn.words = f"{count(drawn.shown, 'card')}, in the order of the rows."
    return drawn


def _card(sheet: Drawing, row: Row, roles: Mapping[str, str], x: float, y: float, wide: float) -> None:
    def part(role: str) -> str:
        return row.get(roles.get(role, ""), NOTHING).words

    iri = row.get(roles.get("link", ""), NOTHING).iri or row.get(roles.get("title", ""), NOTHING).iri
    title, room = part("title") or part("link") or "Without a title", wide - 28
    sheet.mark("rect", "v-card", x=x, y=y, width=wide, height=_HIGH, rx=4, title=title, iri=iri)
    at = y + 24
    if part("date"):
        sheet.text(x + 14, at, shorten(part("date"), room, SMALL), "v-soft", size=SMALL)
        at += 21
    for words in lines(title, room / BOLD, 15, 3):
        sheet.text(x + 14, at, words, size=15, bold=True, iri=iri, title=title)
        at += 19
    at += 4
    for words in lines(part("text"), room, SIZE, int((y + _HIGH - 8 - at) // 17)):
        sheet.text(x + 14, at, words, "v-soft")
        at += 17
