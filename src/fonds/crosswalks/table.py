"""The formats that descriptions are offered in besides RDF (floor 5): one row each.

A crosswalk takes the JSON-LD tree of a live document and the facts of its site. What it cannot honestly give, it
says why, in words an archivist can act on; a harvester is told that the format is not to be had of this record. To add a
format: a module with two functions, and a row of :data:`CROSSWALKS`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fonds.crosswalks.nodes import Node


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a format says of the site and not of the document. Texts are empty where nobody decided.

    ``base`` is the base IRI without a slash at its end; ``licence`` the IRI of the metadata's licence;
    ``edm_rights`` the IRI Europeana is to show; ``edm_provider`` the aggregator or the publisher itself.
    """

    base: str
    title: str
    publisher: str
    contact: str
    licence: str
    edm_rights: str = ""
    edm_provider: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One format. ``name`` is OAI-PMH's metadataPrefix; ``schema`` the address of its XML schema.

    ``refusals`` returns why this record cannot be given in the format, nothing where it can; ``render`` returns one
    XML element in UTF-8 that declares its own namespaces, without XML declaration, and may be called only where there
    are no refusals.
    """

    name: str
    label: str
    media_type: str
    namespace: str
    schema: str
    refusals: Callable[[Node, SiteFacts], tuple[str, ...]]
    render: Callable[[Node, SiteFacts], bytes]


CROSSWALKS: dict[str, Crosswalk] = {}
"""By name, in the order in which they are listed."""
