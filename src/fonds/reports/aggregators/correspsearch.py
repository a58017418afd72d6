"""correspSearch (floor 6): what its index of letters takes, and what its search finds.

Source: the CMIF 1.1 schema of the TEI Correspondence SIG and correspSearch's documentation on taking part: licence CC BY
4.0 or CC0, who wrote to whom; persons are found by their identity in GND, VIAF, LCCN, BnF or NDL, places by GeoNames.
"""

from fonds.crosswalks.cmif import is_open, person_reference, place_reference
from fonds.crosswalks.nodes import nodes, values
from fonds.reports.aggregators.rule import PUBLIC, PUBLISHER, Aggregator, Rule, Seen


def _is_letter(document: Seen) -> bool:
    return "Message" in values(document.work.tree, "type")


def _has_end(document: Seen, *keys: str) -> bool:
    return any(key in document.work.tree for key in keys)


def _people_known(document: Seen) -> bool:
    tree = document.work.tree
    return all(person_reference(node) for key in ("sender", "recipient") for node in nodes(tree, key))


def _places_known(document: Seen) -> bool:
    return all(place_reference(node) for node in nodes(document.work.tree, "locationCreated"))


CORRESPSEARCH = Aggregator(
    "correspsearch", "correspSearch", "A search over the letters of many editions; it reads one CMIF file a site.",
    "CMIF 1.1 (TEI Correspondence SIG) and correspSearch's documentation",
    (
        Rule(
            "licence", "must", "The metadata are not under CC BY 4.0 or CC0.", "Set 'metadata_licence' to one of them.",
            lambda document: is_open(document.site.licence), "metadata_licence",
        ),
        PUBLISHER,
        PUBLIC,
        Rule(
            "ends", "must", "Neither a sender nor a recipient is stated.", "State who wrote it, or to whom.",
            lambda document: _has_end(document, "sender", "recipient"),
        ),
        Rule(
            "sender", "should", "The sender is not stated; the file says “Unknown”.", "State the sender.",
            lambda document: _has_end(document, "sender"),
        ),
        Rule(
            "recipient", "should", "The recipient is not stated; the file says “Unknown”.", "State the recipient.",
            lambda document: _has_end(document, "recipient"),
        ),
        Rule(
            "date", "should", "No date is stated.", "State when it was written, if only the year.",
            lambda document: document.date.bounds != ("", ""),
        ),
        Rule(
            "identities", "should", "Somebody in it has no identity that correspSearch can search by.",
            "Add GND, VIAF, LCCN, BnF or NDL to the authority lists; Wikidata does not count here.", _people_known,
        ),
        Rule(
            "place", "should", "Where it was written is not stated.", "State the place of writing.",
            lambda document: _has_end(document, "locationCreated"),
        ),
        Rule(
            "geonames", "should", "The place it was written at is not linked to GeoNames.",
            "Add GeoNames to the authority list of places.", _places_known,
        ),
    ),
    _is_letter, "It is no letter.",
)
