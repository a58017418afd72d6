"""Coasts (floor 5): the outline of the land, for the ground of a map.

``land.json`` holds rings of longitude and latitude in tenths of a degree, from Natural Earth's 1:110,000,000 land,
which is in the public domain. Only coasts: whose a border was, and when, is for the documents to say.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("land.json")

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of each corner, in degrees."""


@cache
def read_land() -> tuple[Ring, ...]:
    """Return the rings of all continents and large islands; read once."""
    rings = json.loads(_FILE.read_text(encoding="ascii"))
    return tuple(tuple(zip((n / 10 for n in flat[::2]), (n / 10 for n in flat[1::2]), strict=True)) for flat in rings)


def cut_ring(ring: Ring, window: tuple[float, float, float, float]) -> Ring:
    """Return the part of a ring inside west, south, east and north (Sutherland and Hodgman's clipping).

    >>> cut_ring(((0, 0), (4, 0), (4, 4), (0, 4)), (2, 2, 9, 9))
    ((2.0, 2.0), (4.0, 2.0), (4, 4), (2.0, 4.0))
    """
    for axis, limit, sign in ((0, window[0], 1), (1, window[1], 1), (0, window[2], -1), (1, window[3], -1)):
        ring = tuple(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[tuple[float, float]]:
    """Yield the corners on one side of a limit, and where the edges cross it."""
    for before, after in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        left, right = (before[axis] - limit) * sign, (after[axis] - limit) * sign
        if (left < 0) != (right < 0):
            share = left / (left - right)
            yield (before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share)
        if right >= 0:
            yield after
