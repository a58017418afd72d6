"""Europeana (floor 6): the rules of its schema for the external EDM profile, and what it finds records by.

Sources: ``EDM-EXTERNAL-MAIN.xsd`` with its Schematron assertions (title or description; subject, type, period or place;
language of texts; the list of rights statements); the Europeana Publishing Framework, metadata tiers A to C (the
*enabling elements* by which people browse: time, subject and type, agents, places). How many texts bear a language tag,
how many links lead to contextual classes, and the tiers of content are not looked at here.
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.edm import KINDS, has_topic
from fonds.edm_rights import is_edm_rights
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything, has_maker


def _has_language(document: Seen) -> bool:
    return told.dcmi_type(document.work) != "Text" or bool(told.languages(document.work))


EUROPEANA = Aggregator(
    "europeana", "Europeana", "The portal of Europe's cultural heritage; it takes EDM, mostly through national aggregators.",
    "EDM-EXTERNAL-MAIN.xsd and its Schematron; Europeana Publishing Framework, metadata tiers",
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
            "creator", "should", "Nobody is named who made or sent it.", "State an author, a sender or an issuing body.",
            has_maker,
        ),
        Rule(
            "place", "should", "No place is stated that it is about.", "State a place it is about.",
            lambda document: bool(told.places(document.work)),
        ),
    ),
    anything,
)
