"""Google (floor 6): what is documented of structured data, and no more.

Source: Google Search Central. There is no rich result for letters or other archival documents: their pages are indexed as
pages, and their schema.org helps to tell what they are about. *Dataset Search* shows the site's dataset, which needs a name
and a description. The Article type has no required properties; title, author and date are recommended.
"""

from fonds.crosswalks import describing as told
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, anything

GOOGLE = Aggregator(
    "google", "Google", "Search, and Dataset Search for the site as a whole. No rich result exists for archival documents.",
    "Google Search Central: Dataset and Article structured data, general guidelines",
    (
        PUBLIC,
        Rule(
            "publisher", "should", PUBLISHER.missing, PUBLISHER.remedy, PUBLISHER.holds, PUBLISHER.setting,
        ),
        Rule(
            "description", "should", "There is no summary that could be shown below the title.", "Add a summary.",
            lambda document: bool(told.abstracts(document.work)),
        ),
        Rule(
            "author", "should", "No author is stated.", "State the author where the document names one.",
            lambda document: any(party.role == "author" for party in document.parties),
        ),
        Rule(
            "date", "should", "No exact date is stated.", "State the date as exactly as it is known.",
            lambda document: bool(document.date.exact),
        ),
    ),
    anything,
)
