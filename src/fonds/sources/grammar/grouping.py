"""Which items of a list of parties belong together (floor 3): one group in several places, one office up to a bracket.

These look at the items alone, never at what was read before; `parties.py` puts the parties together.
"""

import re

from fonds.sources.grammar.items import Item
from fonds.sources.grammar.lexicon import PLACE_PAIRS
from fonds.sources.grammar.names import is_place

_QUANTIFIED = re.compile(r"(?:all|certain|various|several|selected|some|other)\s", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?:in|at|to|of|for)\s", re.IGNORECASE)
_PLACED = re.compile(r"(?:in|at|to|of|for)\s", re.IGNORECASE)


def end_of_places(page: str, items: list[Item], index: int) -> int:
    """Return the last item of the list of places that a group is in; 0 where it is in one place, or in none.

    The list is closed by its first "and"; what stands after that is no more of it.
    """
    if _COMPLEMENT.search(page, items[index].span.start, items[index].span.end) is None:
        return 0
    for at in range(index + 1, len(items)):
        item = items[at]
        placed = _PLACED.match(page, item.span.start, item.span.end) is not None
        place = item.piece.form in ("name", "words") and not item.piece.sure and not item.aliases
        if not (placed or place) or item.joint == ";" or _is_person(item):
            return 0
        if item.joint == "and":
            return at
    return 0


def _is_person(item: Item) -> bool:
    """Whether an item has the form of a person's whole name, and is no place."""
    text = item.piece.name.phrase.text
    place = is_place(text) or "_".join(text.lower().split()[:2]) in PLACE_PAIRS
    return item.piece.form == "name" and " " in text and not place


def is_quantified(page: str, items: list[Item]) -> bool:
    """Whether two pieces are one group: "certain diplomatic | and consular offices"."""
    if len(items) < 2 or items[0].piece.form == "office" or items[0].aliases:
        return False
    some = _QUANTIFIED.match(page, items[0].span.start, items[0].span.end) is not None
    second = items[1]
    again = second.article or _QUANTIFIED.match(page, second.span.start, second.span.end) is not None
    return some and second.joint == "and" and second.piece.form == "group" and not again


def alias_ahead(items: list[Item], index: int) -> int | None:
    """Return the item whose bracket names the holder of the office that begins at ``index``."""
    for at in range(index, len(items)):
        if at > index and items[at].opens:
            return None
        if at > index and items[index].piece.behind and not _goes_on(items, index, at):
            return None
        if items[at].aliases:
            return at
    return None


def _goes_on(items: list[Item], index: int, at: int) -> bool:
    """Whether what an office with a name is for may go on behind "and": "Chairman of the House Ways | and Means …"."""
    item = items[at]
    return at == index + 1 and item.joint == "and" and not item.article and item.piece.form in ("body", "words")


def is_listed(items: list[Item], index: int) -> bool:
    """Whether a name after a comma is one of a list: it is closed by "and", and all its parts are names."""
    closing = next((i for i in range(index + 1, len(items)) if items[i].joint == "and"), None)
    if closing is None:
        return False
    return all(item.piece.form in ("name", "named") for item in items[index : closing + 1])


def is_body_listed(items: list[Item], index: int) -> bool:
    """Whether a body after a comma is one of a list that "and" closes."""
    forms = ("body", "group", "named", "name")
    rest = items[index:]
    closed = any(item.joint == "and" for item in rest[1:])
    return closed and all(item.piece.form in forms for item in (items[0], *rest))
