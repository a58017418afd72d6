"""Lettering (floor 5): how wide words are about to be, cut to a width, broken into lines.

The server has no fonts to measure with, and readers have different ones; so widths are those of common sans serif
letters, a little generous, by classes of characters. What is cut ends in an ellipsis, and the whole stands in the
tooltip and in the table.
"""

import unicodedata

FAMILY = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"
"""What pictures are lettered in: what each system has; the renderer of PNG brings Liberation Sans."""

BOLD = 1.15
"""How much wider bold letters are."""

_NARROW = frozenset("iIljftr.,:;'|!()[] -’‘")
_BROAD = frozenset("mwMW@%—ЖШЩЮМФжшщюмф…")


def width(text: str, size: float) -> float:
    """Return about how many pixels a text takes at a size in pixels.

    >>> width("iii", 10) < width("nnn", 10) < width("mmm", 10) < width("信信信", 10)
    True
    """
    return sum(map(_share, text)) * size


def _share(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.92
    if unicodedata.combining(letter):
        return 0.0
    if letter > "\u1100" and unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.72 if letter.isupper() else 0.59


def shorten(text: str, room: float, size: float) -> str:
    """Return a text cut so that it takes no more than that room.

    >>> shorten("a letter to the ambassador", 80, 12)
    'a letter to…'
    """
    if width(text, size) <= room:
        return text
    taken, kept = width("…", size), 0
    for letter in text:
        taken += _share(letter) * size
        if taken > room:
            break
        kept += 1
    cut = text[:kept]
    space = cut.rfind(" ")
    return (cut[:space] if space > kept * 0.6 else cut).rstrip(" .,;:-–。") + "…"


def lines(text: str, room: float, size: float, most: int) -> list[str]:
    """Return a text broken into no more than so many lines; where it does not fit, the last one is cut.

    >>> lines("one two three four", 60, 12, 2)
    ['one two', 'three four']
    """
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < most - 1:
        line, rest = _line(rest, room, size)
        found.append(line)
    return [*found, shorten(rest, room, size)] if rest else found


def _line(text: str, room: float, size: float) -> tuple[str, str]:
    """Return the first line and the rest; scripts without spaces are broken anywhere."""
    taken, space = 0.0, 0
    for place, letter in enumerate(text):
        taken += _share(letter) * size
        if letter == " ":
            space = place
        if taken > room and place:
            end = space or place
            return text[:end], text[end:].lstrip()
    return text, ""
