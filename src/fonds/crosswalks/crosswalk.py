"""What a crosswalk is (floor 5): the interface between the formats and who serves them; their table is ``table.py``."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from fonds.crosswalks.nodes import Node

_EMAIL = re.compile(r"[^\s<>@:]+@(?:[^\s<>@.]+\.)+[^\s<>@.]+")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a format says of the site and not of the document. Texts are empty where nobody decided.

    ``base`` is the base IRI without a slash at its end; ``licence`` the IRI of the metadata's licence;
    ``edm_rights`` the IRI Europeana is to show; ``edm_provider`` the aggregator that hands the records on, empty where the
    publisher does so itself.
    """

    base: str
    title: str
    publisher: str
    contact: str
    licence: str
    edm_rights: str = ""
    edm_provider: str = ""

    @property
    def email(self) -> str:
        """The e-mail address in ``contact``, however it is written there; empty where there is none."""
        return find_email(self.contact)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One format. ``name`` is OAI-PMH's metadataPrefix; ``schema`` the address of its XML schema.

    ``refusals`` returns why this record cannot be given in the format, in sentences an archivist can act on, nothing
    where it can; ``render`` returns one XML element in UTF-8 that declares its own namespaces, without XML declaration,
    and may be called only where there are no refusals. ``profile`` is the short name by which the web offers it.
    """

    name: str
    label: str
    media_type: str
    namespace: str
    schema: str
    refusals: Callable[[Node, SiteFacts], tuple[str, ...]]
    render: Callable[[Node, SiteFacts], bytes]
    profile: str = ""


def find_email(contact: str) -> str:
    """Return the first e-mail address in a text, or an empty text.

    >>> find_email("The House <house@example.org>"), find_email("mailto:house@example.org"), find_email("room @ 3")
    ('house@example.org', 'house@example.org', '')
    """
    found = _EMAIL.search(contact)
    return found.group() if found else ""


def never(tree: Node, site: SiteFacts) -> tuple[str, ...]:
    """Return no reason: the refusals of a format that every record can be given in."""
    return ()
