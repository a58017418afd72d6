"""EAD elements (floor 3): both versions by local names, levels of description, and what is not for the public.

EAD 2002 and EAD3 name the same things alike; where they differ, the function that reads the thing knows both.
"""

from collections.abc import Iterator
from typing import Any

from fonds.sources.description.flattening import local_name, words_of

NAMESPACES = (
    "urn:isbn:1-931666-22-9", "http://ead3.archivists.org/schema/", "http://ead3.archivists.org/schema/undeprecated/", "",
)
"""Of EAD 2002, EAD3 (plain and with its deprecated elements), and of files that follow the DTD."""
COMPONENTS = ("c", *(f"c{number:02d}" for number in range(1, 13)))
ARCHDESC = "archdesc"
SINGLE = frozenset(
    """item document single-document singledocument letter piece pièce piece-document dokument schriftstück stück
    einzelstück vorgangsstück документ""".split()
)
"""Words of ``level`` and ``otherlevel`` for one document."""
LEVELS = frozenset("class collection file fonds recordgrp series subfonds subgrp subseries".split())
"""Levels that hold several documents."""
NAMES: dict[str, str] = {
    "persname": "person", "corpname": "organization", "famname": "unknown", "name": "unknown", "geogname": "place",
}
"""Elements of names → the kind of name."""
XLINK = "{http://www.w3.org/1999/xlink}href"


def is_component(element: Any) -> bool:
    """Whether an element is a component, numbered or not."""
    return local_name(element) in COMPONENTS


def is_internal(element: Any) -> bool:
    """Whether an element, or one around it, is for the archive's own eyes: ``audience="internal"``, or a draft."""
    while element is not None:
        if element.get("audience") == "internal" or _is_draft(element):
            return True
        element = element.getparent()
    return False


def _is_draft(element: Any) -> bool:
    """Whether a unit's ``odd`` gives its status of publication, as catalogue programs export it, as a draft."""
    odds = (child for child in element if local_name(child) == "odd" and child.get("type") == "publicationStatus")
    return any(words_of(odd).strip(" .").lower() == "draft" for odd in odds)


def children(element: Any, *names: str) -> list[Any]:
    """Return the children of these local names that are for the public."""
    return [each for each in element if local_name(each) in names and each.get("audience") != "internal"]


def within(element: Any, *names: str) -> Iterator[Any]:
    """Yield the elements of these local names in an element, its components' left out; internal ones, too."""
    for child in element:
        if local_name(child) in ("", *COMPONENTS) or child.get("audience") == "internal":
            continue
        if local_name(child) in names:
            yield child
        else:
            yield from within(child, *names)


def did_of(element: Any) -> Any:
    """Return the ``did`` of a component or of the whole description; None where it has none."""
    return next(iter(children(element, "did")), None)


def first_words(element: Any, *names: str) -> str:
    """Return the words of the first child with any, of these names; empty where there is none."""
    found = (words_of(each) for each in children(element, *names)) if element is not None else iter(())
    return next((words for words in found if words), "")


def level_of(element: Any) -> str:
    """Return the level of a component in its own words, lower-case; empty where it states none."""
    level = (element.get("level") or "").strip().lower()
    return (element.get("otherlevel") or "").strip().lower() if level in ("", "otherlevel") else level


def ancestors(component: Any) -> list[Any]:
    """Return the units a component stands in, the highest first: the whole description, then components."""
    found = []
    element = component.getparent()
    while element is not None:
        if is_component(element) or local_name(element) == ARCHDESC:
            found.append(element)
        element = element.getparent()
    return found[::-1]
