"""Europeana (floor 6): the rules of its schema for the external EDM profile, and of its Publishing Guide.

Sources: ``EDM-EXTERNAL-MAIN.xsd`` with its Schematron assertions (title or description; subject, type, period or place;
language of texts; the list of rights statements), and the metadata tiers of the Europeana Publishing Framework (dates,
creators and descriptions make tier A).
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.edm import KINDS, has_topic
from fonds.edm_rights import is_edm_rights
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything


def _has_language(document: Seen) -> bool:
    return told.dcmi_type(document.work) != "Text" or bool(told.languages(document.work))


EUROPEANA = Aggregator(
    "europeana", "Europeana", "The portal of Europe's cultural heritage; it takes EDM, mostly through national aggregators.",
    "EDM-EXTERNAL-MAIN.xsd and its Schematron; Europeana Publishing Guide",
    (
        Rule(
            "rights", "must", "No rights statement is chosen that Europeana could show.",
            "Set 'edm_rights' to one of Europeana's list; it is a person's decision.",
            lambda document: is_edm_rights(document.site.edm_rights), "edm_rights",
        ),
        PUBLISHER,
        PUBLIC,
        Rule(
            "kind", "must", "Nothing says whether it is a text or a picture.", "State its genre.",
            lambda document: told.dcmi_type(document.work) in KINDS,
        ),
        Rule(
            "language", "must", "It is a text, and nothing says in which language.",
            "State the language of the document or of its text.", _has_language,
        ),
        Rule(
            "topic", "must", "Neither a genre, nor a subject, nor a place or period it is about is stated.",
            "State its genre; a subject or a place is better still.", lambda document: has_topic(document.work),
        ),
        Rule(
            "date", "should", "No date is stated.", "State when it was made, if only the decade.",
            lambda document: bool(document.date.edtf),
        ),
        Rule(
            "description", "should", "There is no description.", "Add a summary.",
            lambda document: bool(told.abstracts(document.work) or told.descriptions(document.work)),
        ),
        Rule(
            "creator", "should", "Nobody is named who made or sent it.", "State an author, a sender or an issuing body.",
            lambda document: any(party.role in ("author", "sender", "issuing-body") for party in document.parties),
        ),
    ),
    anything,
)
