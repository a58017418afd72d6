"""The Digital Public Library of America (floor 6): the fields without which its ingestion drops a record.

Source: DPLA Metadata Application Profile, version 5, and its ingestion code: title, rights, data provider, ``isShownAt``
and an original identifier are required; a date, a type and a language are recommended.
"""

from fonds.crosswalks import describing as told
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen, anything


def _has_rights(document: Seen) -> bool:
    return bool(document.site.edm_rights or told.licences(document.work) or told.notices(document.work))


def _has_title(document: Seen) -> bool:
    return bool(told.titles(document.work)[0][0].strip())


DPLA = Aggregator(
    "dpla", "DPLA", "The Digital Public Library of America; it harvests hubs over OAI-PMH.",
    "DPLA Metadata Application Profile 5 and DPLA's ingestion code",
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
    ),
    anything,
)
