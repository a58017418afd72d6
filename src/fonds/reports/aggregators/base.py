"""BASE, the Bielefeld Academic Search Engine (floor 6): what it makes of Dublin Core harvested over OAI-PMH.

Source: BASE's "Golden Rules for Repository Managers": an OAI-PMH interface that can be reached, an http(s) address that
leads to the document, and metadata as full as can be (title, author, abstract, date, and a type), for what lacks them is
hard to find. That each site names an e-mail address is a rule of OAI-PMH 2.0 (section 4.2).
"""

from fonds.crosswalks import describing as told
from fonds.crosswalks.parties import creators
from fonds.reports.aggregators.rule import PUBLIC, Aggregator, Rule, anything, has_email

BASE = Aggregator(
    "base", "BASE", "A search engine for academic resources; it harvests Dublin Core over OAI-PMH.",
    "BASE, Golden Rules for Repository Managers; OAI-PMH 2.0",
    (
        PUBLIC,
        Rule(
            "contact", "must", "Nobody is named whom harvesters can write to, which OAI-PMH demands (section 4.2).",
            "Set 'contact' to an e-mail address.", has_email, "contact",
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
            "summary", "should", "There is no summary.", "Add a summary.",
            lambda document: bool(told.abstracts(document.work)),
        ),
    ),
    anything,
)
