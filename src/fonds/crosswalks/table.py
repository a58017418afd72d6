"""The formats that descriptions are offered in besides RDF (floor 5): one row each.

A crosswalk takes the JSON-LD tree of a live document and the facts of its site. What it cannot honestly give, it
says why, in words an archivist can act on; a harvester is told that the format is not to be had of this record. To add a
format: a module with two functions, and a row of :data:`CROSSWALKS`.
"""

from fonds.crosswalks import oai_dc
from fonds.crosswalks.crosswalk import Crosswalk, SiteFacts, never

__all__ = ["CROSSWALKS", "Crosswalk", "SiteFacts"]

CROSSWALKS: dict[str, Crosswalk] = {
    each.name: each
    for each in (
        Crosswalk(
            "oai_dc", "Dublin Core", "application/xml", oai_dc.NAMESPACE, oai_dc.SCHEMA, never, oai_dc.render_oai_dc,
            profile="dc",
        ),
    )
}
"""By name, in the order in which they are listed."""
