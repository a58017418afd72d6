"""Particulars of a document (floor 7): what structured sources say that has no place of its own on the page.

Its journey (sent, received, forwarded), numbers and identifiers, extent, keywords, where else it can be seen. To show
another one: a row of :data:`_ROWS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fonds.crosswalks.nodes import PRECISIONS, Node, first, texts, values
from fonds.web.pages.dates import date_words
from fonds.web.pages.links import Links
from fonds.web.pages.things import Thing, things

_LEVELS = ("Level0", "Level1", "Level2")


@dataclass(frozen=True, slots=True)
class Particular:
    """One line: what it is, the words, the things it leads to."""

    heading: str
    words: tuple[str, ...] = ()
    found: tuple[Thing, ...] = ()


def particulars(tree: Node, links: Links) -> tuple[Particular, ...]:
    """Return the lines that have something to show, in the order of the table."""
    lines = (Particular(heading, *read(tree, links)) for heading, read in _ROWS)
    return tuple(line for line in lines if line.words or line.found)


_Read = Callable[[Node, Links], tuple[tuple[str, ...], tuple[Thing, ...]]]


def _moved(date_key: str, place_key: str) -> _Read:
    def read(tree: Node, links: Links) -> tuple[tuple[str, ...], tuple[Thing, ...]]:
        keys = (f"{date_key}{suffix}" for suffix in (*PRECISIONS, *_LEVELS))
        when = first(tree, *keys)
        return ((date_words(when),) if when else ()), things(tree, place_key, links) if place_key else ()

    return read


def _words(key: str) -> _Read:
    def read(tree: Node, links: Links) -> tuple[tuple[str, ...], tuple[Thing, ...]]:
        return values(tree, key), ()

    return read


def _keywords(tree: Node, links: Links) -> tuple[tuple[str, ...], tuple[Thing, ...]]:
    return texts(tree, "keywords"), ()


def _addresses(tree: Node, links: Links) -> tuple[tuple[str, ...], tuple[Thing, ...]]:
    return (), tuple(Thing(iri, iri) for iri in values(tree, "url") if iri.startswith(("http://", "https://")))


_ROWS: tuple[tuple[str, _Read], ...] = (
    ("Number", _words("number")),
    ("State of the text", _words("creativeWorkStatus")),
    ("Identifier", _words("identifier")),
    ("Sent", _moved("dateSent", "")),
    ("Received", _moved("dateReceived", "placeReceived")),
    ("Forwarded", _moved("dateForwarded", "placeForwarded")),
    ("Keywords", _keywords),
    ("Extent", _words("materialExtent")),
    ("See also", _addresses),
)
