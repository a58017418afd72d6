"""Named things on pages (floor 7): people, places, works, with where to find out about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from fonds.crosswalks.nodes import Node, label, nodes, values
from fonds.web.pages.links import Links
from fonds.web.pages.words import class_words

_HIDDEN = frozenset({"CreativeWork", "Text", "Document", "Entity"})
"""Classes that tell a reader nothing beside a more telling one."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with a name. ``href`` is empty where there is nowhere to go; ``kind`` is its class in words."""

    label: str
    href: str = ""
    kind: str = ""


def thing(node: Node, links: Links) -> Thing:
    """Return a node as a thing."""
    return Thing(label(node), links.iri(str(node["id"])), kind_of(node))


def things(node: Node, key: str, links: Links) -> tuple[Thing, ...]:
    """Return all that stands under a key."""
    return tuple(thing(each, links) for each in nodes(node, key))


def kind_of(node: Node) -> str:
    """Return the most telling class of a node, in words.

    >>> kind_of({"type": ["CreativeWork", "CitedDocument"]})
    'cited document'
    """
    classes = values(node, "type")
    telling = [each for each in classes if each not in _HIDDEN] or list(classes)
    return class_words(telling[0]) if telling else ""


def distinct(found: Iterable[Thing]) -> tuple[Thing, ...]:
    """Return things without repetition, in order."""
    return tuple(dict.fromkeys(found))
