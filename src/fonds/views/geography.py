"""The map (floor 5): places whose coordinates are known, over the coasts and the lines of degrees.

Degrees are drawn evenly (equirectangular, true at the middle latitude), which is plain, right for regions and good
enough for the world. A place without coordinates is counted, never guessed.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fonds.views.drawing import SIZE, SMALL, Drawing
from fonds.views.drawn import Drawn, amount, count
from fonds.views.land import Ring, cut_ring, read_land
from fonds.views.lettering import shorten, width
from fonds.views.rows import NOTHING, Row, Rows
from fonds.views.scales import Scale, ticks

MOST = 500
"""Places that are drawn."""
_LEAST = 10.0
"""Degrees a map is wide at least: our coasts are too coarse for a town."""
_TALL = (300.0, 560.0)


@dataclass(frozen=True, slots=True)
class _Place:
    longitude: float
    latitude: float
    name: str
    size: float
    iri: str

    @property
    def told(self) -> str:
        return f"{self.name}: {amount(self.size)}" if self.size else self.name


@dataclass(frozen=True, slots=True)
class _Ground:
    """The part of the world that is shown: longitude → x, latitude → y."""

    across: Scale
    down: Scale


def draw_map(rows: Rows, roles: Mapping[str, str], sheet: Drawing) -> Drawn:
    """Draw places at latitude and longitude, as large as their size."""
    drawn = Drawn("place")
    places = _places(rows, roles, drawn)
    drawn.keep(places, MOST)
    if not places:
        return drawn
    places = sorted(places[:MOST], key=lambda place: (-place.size, place.name, place.iri))
    ground = _ground(places, sheet.width)
    sheet.height = ground.down.start + 26
    _coasts(sheet, ground)
    _degrees(sheet, ground)
    unlettered = _marks(sheet, places, ground)
    if unlettered:
        drawn.notes.append(f"{count(unlettered, 'name')} would cover others; pointing at the mark tells them.")
    lats, longs = [place.latitude for place in places], [place.longitude for place in places]
    drawn.words = (
        f"A map of {count(len(places), 'place')} between {_north(min(lats))} and {_north(max(lats))}, "
        f"{_east(min(longs))} and {_east(max(longs))}."
    )
    if roles.get("size"):
        drawn.words += f" The largest is {places[0].told}."
    return drawn


def _places(rows: Rows, roles: Mapping[str, str], drawn: Drawn) -> list[_Place]:
    found: list[_Place] = []
    unknown = outside = 0
    for row in rows.rows:
        latitude, longitude = (row.get(roles[role], NOTHING) for role in ("latitude", "longitude"))
        north, east = latitude.number, longitude.number
        if not latitude.text or not longitude.text:
            unknown += 1
        elif north is None or east is None or abs(north) > 90 or abs(east) > 180:
            outside += 1
        else:
            found.append(_place(row, roles, north, east))
    drawn.leave_out(unknown, "has no coordinates and is not on the map", "have no coordinates and are not on the map")
    drawn.leave_out(outside, "has coordinates that are none on earth", "have coordinates that are none on earth")
    return found


def _place(row: Row, roles: Mapping[str, str], north: float, east: float) -> _Place:
    def part(role: str) -> str:
        return row.get(roles.get(role, ""), NOTHING).words

    iri = row.get(roles.get("link", ""), NOTHING).iri or row.get(roles.get("label", ""), NOTHING).iri
    size = row.get(roles.get("size", ""), NOTHING).number or 0.0
    return _Place(east, north, part("label") or part("link") or f"{_north(north)}, {_east(east)}", max(size, 0.0), iri)


def _ground(places: list[_Place], room: float) -> _Ground:
    """Return a window around all places, as high as fits their shape."""
    west, east = _padded([place.longitude for place in places], 180.0)
    south, north = _padded([place.latitude for place in places], 90.0)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    wide = room - 70
    tall = min(max(wide * (north - south) / ((east - west) * squeeze), _TALL[0]), _TALL[1])
    degrees = max((east - west) * squeeze / wide, (north - south) / tall)
    middle, centre = (west + east) / 2, (south + north) / 2
    half_wide, half_tall = wide * degrees / squeeze / 2, tall * degrees / 2
    return _Ground(
        Scale(middle - half_wide, middle + half_wide, 16.0, 16 + wide),
        Scale(centre - half_tall, centre + half_tall, 8 + tall, 8.0),
    )


def _padded(values: list[float], limit: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = max((high - low) * 0.14, (_LEAST - (high - low)) / 2, 1.0)
    return max(low - room, -limit), min(high + room, limit)


def _coasts(sheet: Drawing, ground: _Ground) -> None:
    """Draw the land that lies in the window."""
    across, down = ground.across, ground.down
    wide, tall = across.end - across.start, down.start - down.end
    sheet.mark("rect", "v-sea", x=across.start, y=down.end, width=wide, height=tall)
    shapes = (cut_ring(ring, (across.low, down.low, across.high, down.high)) for ring in read_land())
    path = "".join(_path(ring, ground) for ring in shapes if ring)
    if path:
        sheet.mark("path", "v-land", d=path)
    sheet.mark("rect", "v-rule", x=across.start, y=down.end, width=wide, height=tall)


def _path(ring: Ring, ground: _Ground) -> str:
    return "M" + "L".join(f"{ground.across(east):.1f} {ground.down(north):.1f}" for east, north in ring) + "Z"


def _degrees(sheet: Drawing, ground: _Ground) -> None:
    across, down = ground.across, ground.down
    for east in ticks(across.low, across.high, 8):
        if abs(east) <= 180:
            sheet.line(across(east), down.start, across(east), down.end)
            sheet.text(across(east), down.start + 17, _east(east), "v-soft", size=SMALL, anchor="middle")
    for north in ticks(down.low, down.high, 6):
        if abs(north) <= 90:
            sheet.line(across.start, down(north), across.end, down(north))
            sheet.text(across.end + 6, down(north) + 4, _north(north), "v-soft", size=SMALL)


def _marks(sheet: Drawing, places: list[_Place], ground: _Ground) -> int:
    """Draw the places, the largest lowest, then their names where there is room; return how many have none."""
    largest = max(place.size for place in places)
    broad = 14.0 if len(places) <= 60 else 7.0
    spots = [
        (place, ground.across(place.longitude), ground.down(place.latitude),
         4 + broad * math.sqrt(place.size / largest) if largest else 5.0)
        for place in places
    ]
    for place, x, y, radius in spots:
        sheet.mark("circle", "v-c0", cx=x, cy=y, r=radius, fill_opacity="0.8", stroke="#fffdf9",
                   title=place.told, iri=place.iri)
    taken = [(x - r, y - r, x + r, y + r) for _, x, y, r in spots]
    unlettered = 0
    for place, x, y, radius in spots:
        words = shorten(place.name, 220, SIZE)
        box = next(_free(words, x, y, radius, taken, ground), None)
        if box is None:
            unlettered += 1
            continue
        taken.append(box)
        sheet.text(box[0], box[3] - 3, words, halo=True, iri=place.iri, title=place.told)
    return unlettered


_Box = tuple[float, float, float, float]


def _free(
    words: str, x: float, y: float, radius: float, taken: list[_Box], ground: _Ground
) -> Iterator[_Box]:
    """Yield boxes beside a mark in which words cover nothing and stay on the map: right, left, above, below."""
    wide, high = width(words, SIZE), 15.0
    corners = (
        (x + radius + 4, y - high / 2), (x - radius - 4 - wide, y - high / 2),
        (x - wide / 2, y - radius - 3 - high), (x - wide / 2, y + radius + 3),
    )
    for left, top in corners:
        box = (left, top, left + wide, top + high)
        inside = left >= ground.across.start and box[2] <= ground.across.end and top >= ground.down.end
        if inside and box[3] <= ground.down.start and not any(_overlap(box, other) for other in taken):
            yield box


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _north(degrees: float) -> str:
    return f"{amount(round(abs(degrees), 2))}°{' N' if degrees > 0 else ' S' if degrees < 0 else ''}"


def _east(degrees: float) -> str:
    return f"{amount(round(abs(degrees), 2))}°{' E' if degrees > 0 else ' W' if degrees < 0 else ''}"
