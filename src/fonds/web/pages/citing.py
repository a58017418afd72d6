"""Documents that cite, answer or belong to a document (floor 7): the other end of its citations, from the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from fonds.catalogue.rows import ListedDocument, Page

CITING_SHOWN = 100
"""Documents that a page names; of more it tells the number."""

HEADINGS: dict[str, str] = {
    "isReplyTo": "Answered by",
    "isPartOf": "Attached to it",
    "citation": "Cited by",
}
"""How a document refers to this one → heading, the most telling first; any other way counts as cited."""

_OTHER = HEADINGS["citation"]


@dataclass(frozen=True, slots=True)
class Citing:
    """Who refers to a document, each once, under the most telling of its relations; ``left_out`` are not named."""

    total: int
    groups: tuple[tuple[str, tuple[ListedDocument, ...]], ...]
    left_out: int


def citing_documents(found: Page[ListedDocument]) -> Citing:
    """Return a stretch of those who cite a document, as its page shows them."""
    groups = {
        heading: tuple(item for item in found.items if _heading(item.relations) == heading)
        for heading in HEADINGS.values()
    }
    shown = tuple((heading, items) for heading, items in groups.items() if items)
    return Citing(found.total, shown, found.total - len(found.items))


def _heading(relations: Sequence[str]) -> str:
    """Return the heading for relations.

    >>> _heading(("citation", "isReplyTo", "references")), _heading(("cited-isPartOf",))
    ('Answered by', 'Cited by')
    """
    return next((heading for name, heading in HEADINGS.items() if name in relations), _OTHER)
