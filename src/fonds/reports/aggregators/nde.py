"""NDE, the Dutch Digital Heritage Network (floor 6): its register of datasets, and its profile for what is in them.

Sources: "Requirements for Datasets", whose SHACL shapes decide what the Dataset Register takes (licence as an IRI,
publisher; a contact with an e-mail address is a warning); the "Schema.org Application Profile for NDE" (SCHEMA-AP-NDE),
which describes heritage objects: a name with a language tag, where ``und`` is one too; who had a role in making it; terms
of authority files wherever there are any. The register looks into no dataset, so the profile demands nothing here.
"""

from collections.abc import Mapping

from fonds.crosswalks.markup import is_web_iri
from fonds.crosswalks.nodes import values
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything, has_email, has_maker


def _has_identities(document: Seen) -> bool:
    return all(values(party.node, "sameAs") for party in document.parties)


def _is_tagged(document: Seen) -> bool:
    found = next((document.work.tree[key] for key in ("title", "name") if key in document.work.tree), None)
    return isinstance(found, Mapping) and any(tag != "@none" for tag in found)


NDE = Aggregator(
    "nde", "NDE", "The Dutch Digital Heritage Network; it registers datasets by their descriptions.",
    "NDE, Requirements for Datasets (SHACL); SCHEMA-AP-NDE",
    (
        Rule(
            "licence", "must", "The metadata have no licence.", "Set 'metadata_licence'.",
            lambda document: is_web_iri(document.site.licence), "metadata_licence",
        ),
        PUBLISHER,
        PUBLIC,
        Rule(
            "contact", "should", "No e-mail address is named to which questions could be sent.",
            "Set 'contact' to an e-mail address.", has_email, "contact",
        ),
        Rule(
            "name-language", "should", "The title has no language tag, not even that for an undetermined language.",
            "State the language of the text, or of the title.", _is_tagged,
        ),
        Rule(
            "creator", "should", "Nobody is named who made or sent it.", "State an author, a sender or an issuing body.",
            has_maker,
        ),
        Rule(
            "identities", "should", "Somebody with a part in it has no identity elsewhere.",
            "Reconcile the names: `fonds authorities worklist` lists them.", _has_identities,
        ),
    ),
    anything,
)
