"""Lists on pages (floor 7): stretches, facets, the timeline."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple
from urllib.parse import quote_plus

from fonds.catalogue.rows import Facets, FacetValue, Filters
from fonds.web.pages.links import PLAIN, Links
from fonds.web.pages.words import genre_words, relation_words
from fonds.web.representation import Header, Link, link_header

LAST_PAGE = 1_000
"""The last page of a list that is shown: narrow the list, or take the dump, for what lies beyond."""

_BAR_AREA = 96
_ROOM = 44
_WIDTH = 1_080
_WIDEST, _NARROWEST, _WIDEST_BAR = 90.0, 4.0, 36.0
_FACETS = {
    "genre": "Genre",
    "year": "Year",
    "agent": "Person or body",
    "place": "Place",
    "event": "Event",
    "archive": "Archive",
}


class Stretch(NamedTuple):
    """Where in a list a page is. ``previous`` and ``following`` are addresses, empty at the ends."""

    number: int
    first: int
    last: int
    total: int
    capped: bool
    previous: str
    following: str


class FacetLink(NamedTuple):
    """One value a list can be narrowed to; ``chosen`` ones lead back."""

    label: str
    documents: int
    href: str
    chosen: bool


class Facet(NamedTuple):
    """One way to narrow a list."""

    name: str
    heading: str
    values: tuple[FacetLink, ...]


class Bar(NamedTuple):
    """One year of the timeline, as a part of a drawing, in its units (pixels on a wide screen)."""

    year: str
    documents: int
    href: str
    x: float
    y: float
    width: float
    height: float


class Timeline(NamedTuple):
    """Documents by year; years without any have a place but no bar. ``ticks`` are labelled years."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, float], ...]
    width: float
    height: int


def stretch(
    *, number: int, size: int, shown: int, total: int, address: str, capped: bool = False, endless: bool = False
) -> Stretch:
    """Return the stretch of page ``number``; ``address`` is the list's own, with its query, without a page.

    ``endless``: the list may go on beyond ``total``, as far as pages go.
    """
    joint = "&" if "?" in address else "?"
    first = (number - 1) * size
    goes_on = number < LAST_PAGE and (first + shown < total or (endless and shown == size))
    return Stretch(
        number=number,
        first=first + 1 if shown else 0,
        last=first + shown,
        total=max(total, first + shown),
        capped=capped,
        previous=f"{address}{joint}page={number - 1}" if number > 1 else "",
        following=f"{address}{joint}page={number + 1}" if goes_on and shown else "",
    )


def stretch_links(part: Stretch, dataset: str) -> Header:
    """Return the Link header of a page of a list: the pages beside it, and the dataset (at ``dataset``) it belongs to."""
    beside = (("prev", part.previous), ("next", part.following), ("collection", dataset))
    return link_header([Link(address, relation) for relation, address in beside if address])


class SearchAddresses:
    """The addresses of one search and of those that differ from it in one filter; what is empty is left out."""

    def __init__(self, links: Links, text: str, filters: Filters) -> None:
        self._start = links.to("search")
        self._parts = {"q": _parameter("q", text)}
        self._parts |= {each.name: _parameter(each.name, getattr(filters, each.name)) for each in fields(filters)}

    def itself(self) -> str:
        """Return the address of the search as it is."""
        return self._joined(self._parts)

    def without(self, name: str) -> str:
        """Return the address of the search without a filter."""
        return self._joined({**self._parts, name: ""})

    def each(self, name: str, values: Iterable[str]) -> Iterator[str]:
        """Yield the address with a filter set to each of these: what they have in common is encoded once."""
        before, after = self._joined({**self._parts, name: "\n"}).split("\n")
        for value in values:
            yield f"{before}{name}={_quoted(value)}{after}"

    def _joined(self, parts: Mapping[str, str]) -> str:
        query = "&".join(filter(None, parts.values()))
        return f"{self._start}?{query}" if query else self._start


def facets(found: Facets, text: str, filters: Filters, links: Links) -> tuple[Facet, ...]:
    """Return the facets of a list that offer a choice or are in use."""
    addresses = SearchAddresses(links, text, filters)
    built = (_facet(name, getattr(found, name), str(getattr(filters, name) or ""), addresses) for name in _FACETS)
    return tuple(facet for facet in built if facet.values)


def chosen(filters: Filters, labels: Mapping[str, str], text: str, links: Links) -> tuple[FacetLink, ...]:
    """Return the filters in use, each leading to the list without it. ``labels`` are names of entities by key."""
    addresses = SearchAddresses(links, text, filters)
    given = ((each.name, getattr(filters, each.name)) for each in fields(filters))
    return tuple(
        FacetLink(_value_words(name, str(value), labels.get(str(value), "")), 0, addresses.without(name), True)
        for name, value in given if value not in ("", None)
    )


def timeline(years: Sequence[FacetValue], links: Links) -> Timeline | None:
    """Return the drawing of documents by year, or None where no document has a year."""
    counts = {int(each.value): each.documents for each in years if each.value.lstrip("-").isdecimal()}
    if not counts:
        return None
    start, end = min(counts), max(counts)
    slots = end - start + 1
    slot = min(_WIDEST, max(_NARROWEST, _WIDTH / slots))
    width = min(slot * 0.8, _WIDEST_BAR)
    most = max(counts.values())
    bars = tuple(
        Bar(
            year=str(year), documents=number, href=links.to(f"search?year={year}"),
            x=round((year - start + 0.5) * slot - width / 2, 2),
            y=round(_BAR_AREA - max(4.0, _BAR_AREA * number / most), 2),
            width=round(width, 2), height=round(max(4.0, _BAR_AREA * number / most), 2),
        )
        for year, number in sorted(counts.items())
    )
    return Timeline(bars, _ticks(start, end, slot), round(slots * slot, 2), _BAR_AREA)


def _ticks(start: int, end: int, slot: float) -> tuple[tuple[str, float], ...]:
    """Return the labelled years: both ends, and round years between them that leave room for their words."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10_000) if s * slot >= _ROOM)
    ends = [start, end] if (end - start) * slot >= _ROOM else [start]
    between = (year for year in range(start, end) if year % step == 0)
    room = (year for year in between if all(abs(year - other) * slot >= _ROOM for other in ends))
    return tuple((str(year), round((year - start + 0.5) * slot, 2)) for year in sorted({*ends, *room}))


def _facet(name: str, values: Sequence[FacetValue], present: str, addresses: SearchAddresses) -> Facet:
    if name == "year":
        values = sorted(values, key=lambda each: int(each.value))
    shown = tuple(
        FacetLink(
            _value_words(name, each.value, each.label), each.documents,
            addresses.without(name) if each.value == present else address, each.value == present,
        )
        for each, address in zip(values, addresses.each(name, (each.value for each in values)), strict=True)
    )
    return Facet(name, _FACETS[name], shown)


def _quoted(value: str) -> str:
    """Return a value as a query has it. Most are keys of entities, in which the slash alone is to be encoded."""
    return value.replace("/", "%2F") if PLAIN.fullmatch(value) else quote_plus(value)


def _parameter(name: str, value: object) -> str:
    return "" if value in ("", None) else f"{name}={_quoted(str(value))}"


def _value_words(name: str, value: str, label: str) -> str:
    if name == "genre":
        return genre_words(value)
    if name == "relation":
        return relation_words(value)
    return label or value.rpartition("/")[2]
