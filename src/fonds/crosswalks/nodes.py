"""Reading a JSON-LD tree (floor 5): the few questions every crosswalk and page asks of a node.

A tree is what :mod:`fonds.rdf.framing` makes. A linked thing stands in it as a node with a label, or, where
nothing is said of it, as its bare IRI: both come out as nodes here. Texts are language maps.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
"""A node object of a tree."""

PRECISIONS = ("", "Month", "Year", "Time")
"""What follows the name of a date's key for each datatype: xsd:date, gYearMonth, gYear, dateTime."""


def nodes(node: Node, key: str) -> tuple[Node, ...]:
    """Return what stands under a key, each as a node.

    >>> nodes({"sender": ["http://x/agent/a"], "agent": {"id": "b"}}, "sender")
    ({'id': 'http://x/agent/a'},)
    """
    value = node.get(key)
    if value is None:
        return ()
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple([{"id": each} if isinstance(each, str) else each for each in several])


def values(node: Node, key: str) -> tuple[str, ...]:
    """Return the plain texts and IRIs under a key.

    >>> values({"pages": "523", "type": ["Book"]}, "pages")
    ('523',)
    """
    value = node.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return (str(value["id"]),) if "id" in value else ()
    return tuple([_plain(each) for each in value])


def first(node: Node, *keys: str) -> str:
    """Return the first plain text under the first of the keys that has one, or an empty text."""
    return next((found[0] for key in keys if (found := values(node, key))), "")


def text(node: Node, *keys: str, languages: tuple[str, ...] = ("en",)) -> str:
    """Return the text under the first of the keys that has one, in the first language there is of those wanted.

    >>> text({"name": {"de": "Brief", "en": "Letter"}}, "title", "name")
    'Letter'
    """
    for key in keys:
        found = node.get(key)
        if isinstance(found, str):
            return found
        if isinstance(found, Mapping) and found:
            tag = next((tag for tag in languages if tag in found), min(found))
            value = found[tag]
            return str(value[0] if isinstance(value, list) else value)
    return ""


def language_of(node: Node, key: str, words: str) -> str:
    """Return the tag under which a text stands, or an empty text (also for ``und`` and ``@none``)."""
    found = node.get(key)
    if isinstance(found, Mapping):
        for tag, value in found.items():
            if words == value or (isinstance(value, list) and words in value):
                return "" if tag == "@none" or tag.startswith("und") else str(tag)
    return ""


def texts(node: Node, key: str) -> tuple[str, ...]:
    """Return all texts of a language map, in the order of their languages."""
    found = node.get(key, {})
    if isinstance(found, str):
        return (found,)
    if not isinstance(found, Mapping):
        return tuple(found)
    return tuple(each for tag in sorted(found) for each in _listed(found[tag]))


def label(node: Node) -> str:
    """Return what a node is called: its label or name, else the last part of its IRI.

    >>> label({"id": "http://x/place/moscow"})
    'moscow'
    """
    return text(node, "label", "name", "title") or _last_part(str(node.get("id", "")))


def date(node: Node, *names: str) -> str:
    """Return the date under the first of the names that has one, at whatever precision it is stated.

    >>> date({"dateCreatedYear": "1979"}, "dateCreated")
    '1979'
    """
    for name in names:
        for precision in PRECISIONS:
            if found := first(node, name + precision):
                return found
    return ""


def edtf(node: Node) -> str:
    """Return the EDTF date of a node, whatever level it is of."""
    return first(node, "date", "dateLevel1", "dateLevel2")


def fragments(node: object, owner: str) -> Iterator[str]:
    """Yield the fragment of every IRI in a tree that is a fragment of ``owner``, repeated as often as it stands."""
    if isinstance(node, Mapping):
        for value in node.values():
            yield from fragments(value, owner)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from fragments(value, owner)
    elif isinstance(node, str) and node.startswith(f"{owner}#"):
        yield node[len(owner) + 1 :]


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value.get("id", value.get("@value", ""))) if isinstance(value, Mapping) else str(value)


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _last_part(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]
