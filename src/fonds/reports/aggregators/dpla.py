"""The Digital Public Library of America (floor 6): the fields without which its ingestion drops a record.

Sources: DPLA's ingestion code, ``dpla/ingestion3`` (a record without title, data provider or ``isShownAt`` is dropped, as is
one with neither ``dc:rights`` nor ``edm:rights``; the original identifier is our address, so it is always there), and the
metadata guidelines of its hubs (language, date, place, subject and type are recommended). Many hubs demand a preview
image as well; Fonds holds none, so that is not looked at.
"""

from fonds.crosswalks import describing as told
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything


def _has_rights(document: Seen) -> bool:
    return bool(document.site.edm_rights or told.licences(document.work) or told.notices(document.work))


def _has_title(document: Seen) -> bool:
    return any(words.strip() for words, _ in told.said(document.work.tree, "title", "name", "label"))


DPLA = Aggregator(
    "dpla", "DPLA", "The Digital Public Library of America; it harvests hubs over OAI-PMH.",
    "DPLA's ingestion code (ingestion3); the guidelines of its hubs",
    (
        Rule("title", "must", "There is no title.", "State a title.", _has_title),
        Rule(
            "rights", "must", "Nothing is said of the rights in it.",
            "Set 'edm_rights', or 'document_licence' where you may license; or state a rights notice.", _has_rights,
            "edm_rights",
        ),
        PUBLISHER,
        PUBLIC,
        Rule(
            "date", "should", "No date is stated.", "State when it was made, if only the decade.",
            lambda document: bool(document.date.edtf),
        ),
        Rule(
            "type", "should", "The kind of document is not stated.", "State its genre.",
            lambda document: bool(told.genres(document.work)),
        ),
        Rule(
            "language", "should", "The language is not stated.", "State the language of the document or of its text.",
            lambda document: bool(told.languages(document.work)),
        ),
        Rule(
            "place", "should", "No place is stated that it is about.", "State a place it is about.",
            lambda document: bool(told.places(document.work)),
        ),
        Rule(
            "subject", "should", "No subject is stated.", "State what it is about.",
            lambda document: bool(told.subjects(document.work) or told.keywords(document.work)),
        ),
    ),
    anything,
)
