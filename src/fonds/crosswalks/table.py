"""The formats that descriptions are offered in besides RDF (floor 5): one row each.

A crosswalk takes the JSON-LD tree of a live document and the facts of its site. What it cannot honestly give, it
says why, in words an archivist can act on; a harvester is told that the format is not to be had of this record. To add a
format: a module with two functions, and a row of :data:`CROSSWALKS`.
"""

from fonds.crosswalks import cmif, edm, mods, oai_dc, oai_dcterms
from fonds.crosswalks.crosswalk import Crosswalk, SiteFacts, never

__all__ = ["CROSSWALKS", "Crosswalk", "SiteFacts"]

CROSSWALKS: dict[str, Crosswalk] = {
    each.name: each
    for each in (
        Crosswalk(
            "oai_dc", "Dublin Core", "application/xml", oai_dc.NAMESPACE, oai_dc.SCHEMA, never, oai_dc.render_oai_dc,
            profile="dc",
        ),
        Crosswalk(
            "oai_dcterms", "Qualified Dublin Core", "application/xml", oai_dcterms.NAMESPACE, oai_dcterms.SCHEMA, never,
            oai_dcterms.render_oai_dcterms, profile="dcterms",
        ),
        Crosswalk(
            "edm", "Europeana Data Model", "application/rdf+xml", edm.NAMESPACE, edm.SCHEMA, edm.edm_refusals,
            edm.render_edm, profile="edm",
        ),
        Crosswalk(
            "mods", "MODS", "application/mods+xml", mods.NAMESPACE, mods.SCHEMA, never, mods.render_mods, profile="mods",
        ),
        Crosswalk(
            "cmif", "CMIF", "application/tei+xml", cmif.NAMESPACE, cmif.SCHEMA, cmif.cmif_refusals, cmif.render_cmif,
            profile="cmif",
        ),
    )
}
"""By name, in the order in which they are listed."""
