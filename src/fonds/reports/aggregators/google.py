"""Google (floor 6): what its own documentation says of pages and of datasets, and no more.

Sources, Google Search Central: "Control your snippets" (a description of the page may stand below its title), "Dataset
structured data" (name and description are demanded; creator is liked), "Structured data markup that Google Search
supports" (no kind of it is meant for letters or other archival documents, so nothing is demanded of them). What is
liked of news and blog articles is not asked of documents: they are none.
"""

from fonds.crosswalks import describing as told
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, anything

GOOGLE = Aggregator(
    "google", "Google", "Search, and Dataset Search for the site as a whole. No rich result exists for archival documents.",
    "Google Search Central: Control your snippets; Dataset structured data",
    (
        PUBLIC,
        Rule(
            "publisher", "should", "Nobody is named who made the dataset.", PUBLISHER.remedy, PUBLISHER.holds,
            PUBLISHER.setting,
        ),
        Rule(
            "description", "should", "There is no summary that could be shown below the title.", "Add a summary.",
            lambda document: bool(told.abstracts(document.work)),
        ),
    ),
    anything,
)
