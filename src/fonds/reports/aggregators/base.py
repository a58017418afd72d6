"""BASE, the Bielefeld Academic Search Engine (floor 6): what it makes of Dublin Core harvested over OAI-PMH.

Source: BASE's "Golden Rules for Repository Managers": an address that leads to the document, true dates, types and
languages from usual lists, rights that are stated. BASE refuses nothing for a missing element but the address; what is not
there cannot be searched for or filtered by.
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.parties import creators
from fonds.reports.aggregators.rule import PUBLIC, Aggregator, Rule, anything

BASE = Aggregator(
    "base", "BASE", "A search engine for academic resources; it harvests Dublin Core over OAI-PMH.",
    "BASE, Golden Rules for Repository Managers; OAI-PMH 2.0",
    (
        PUBLIC,
        Rule(
            "contact", "must", "Nobody is named whom harvesters can write to, which OAI-PMH demands (section 4.2).",
            "Set 'contact' to an e-mail address.", lambda document: "@" in document.site.contact, "contact",
        ),
        Rule(
            "date", "should", "No date is stated as surely as dc:date wants it.",
            "State the date, if only the year; a doubtful one is told in words.",
            lambda document: bool(document.date.interval),
        ),
        Rule(
            "creator", "should", "No author is stated.", "State the author where the document names one.",
            lambda document: bool(creators(document.parties)),
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
            "rights", "should", "No licence and no rights notice is stated, so nobody sees whether it may be used.",
            "Set 'document_licence' where you may license it, or state a rights notice.",
            lambda document: bool(told.licences(document.work) or told.notices(document.work)), "document_licence",
        ),
        Rule(
            "summary", "should", "There is no summary.", "Add a summary.",
            lambda document: bool(told.abstracts(document.work)),
        ),
    ),
    anything,
)
