"""The Dutch Digital Heritage Network, NDE (floor 6): what its dataset register and its services ask of heritage data.

Source: NDE's "Requirements for Datasets" (a described dataset with name, licence and publisher) and its schema.org
application profile (names tagged with their language, terms with their own addresses).
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.markup import is_web_iri
from fonds.crosswalks.nodes import values
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything


def _has_identities(document: Seen) -> bool:
    return all(values(party.node, "sameAs") for party in document.parties)


NDE = Aggregator(
    "nde", "NDE", "The Dutch Digital Heritage Network; it reads descriptions of datasets and schema.org.",
    "NDE, Requirements for Datasets; NDE's schema.org application profile",
    (
        Rule(
            "licence", "must", "The metadata have no licence.", "Set 'metadata_licence'.",
            lambda document: is_web_iri(document.site.licence), "metadata_licence",
        ),
        PUBLISHER,
        PUBLIC,
        Rule(
            "name-language", "must", "The language of the title is not known, and names have to be tagged with theirs.",
            "State the language of the text, or of the title.",
            lambda document: any(tag for _, tag in told.titles(document.work)),
        ),
        Rule(
            "identities", "should", "Somebody with a part in it has no identity elsewhere.",
            "Reconcile the names: `fonds authorities worklist` lists them.", _has_identities,
        ),
        Rule(
            "date", "should", "No date is stated.", "State when it was made, if only the decade.",
            lambda document: bool(document.date.edtf),
        ),
    ),
    anything,
)
