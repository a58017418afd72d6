"""The schema.org snippet: what it says, what it never says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from fonds.crosswalks.schemaorg import render_snippet, schema_snippet

DOC = "http://x/doc/a"
AGENT = {"id": "http://x/agent/b", "type": ["Person"], "label": "B", "sameAs": ["http://www.wikidata.org/entity/Q1"]}
BODY = {"id": "http://x/agent/c", "type": ["ArchiveOrganization"], "label": "C"}
UNIT = {
    "id": "http://x/archival-unit/c/1", "type": ["ArchiveComponent"], "label": "C, 1", "holdingArchive": [BODY],
}
PAGE = {"id": f"{DOC}#cited-f", "type": ["CreativeWork", "CitedDocument"], "label": "F", "pages": "5"}
TREE: dict[str, Any] = {
    "@context": "http://x/context.jsonld",
    "id": DOC,
    "type": ["ArchiveComponent", "Message"],
    "title": {"en": "Letter from B"},
    "name": {"de": "Brief von B", "en": "Letter from B"},
    "label": "Letter from B",
    "abstract": {"en": "A letter."},
    "dateCreatedMonth": "1989-09",
    "genre": ["https://w3id.org/fonds/genre/letter"],
    "sender": [AGENT],
    "recipient": ["http://x/agent/d"],
    "participation": [{"id": f"{DOC}#part-sender-b", "agent": AGENT, "capacity": [{"id": "http://x/position/p"}]}],
    "holdingArchive": [BODY],
    "isPartOf": [UNIT],
    "marking": "https://w3id.org/fonds/marking/top-secret",
    "workTranslation": [
        {
            "id": f"{DOC}#text-en", "type": ["Text", "CreativeWork"], "label": "Letter from B",
            "text": {"en": "Dear D"}, "creditText": {"en": "Translated by E."}, "inLanguage": ["en"],
            "usageInfo": [{"id": "http://x/rights/r", "text": {"en": "Some rights."}}],
            "isBasedOn": [PAGE],
        }
    ],
    "isPrimaryTopicOf": {
        "id": f"{DOC}#record", "sdLicense": ["https://creativecommons.org/publicdomain/zero/1.0/"],
        "modifiedTime": "2026-01-02T03:04:05Z",
    },
}


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Yield every node of a snippet."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def test_document() -> None:
    """A letter with everything comes out as search engines want it."""
    assert schema_snippet(TREE, publisher="The Archivists", publisher_iri="http://x") == {
        "@context": "https://schema.org",
        "@type": "Message",
        "@id": DOC,
        "name": "Letter from B",
        "url": DOC,
        "abstract": "A letter.",
        "dateCreated": "1989-09",
        "genre": "letter",
        "sender": {"@type": "Person", "@id": AGENT["id"], "name": "B", "sameAs": "http://www.wikidata.org/entity/Q1"},
        "recipient": {"@type": "Thing", "@id": "http://x/agent/d", "name": "d"},
        "isPartOf": {
            "@type": "ArchiveComponent", "@id": "http://x/archival-unit/c/1", "name": "C, 1",
            "holdingArchive": {"@type": "ArchiveOrganization", "@id": "http://x/agent/c", "name": "C"},
        },
        "workTranslation": {
            "@type": "CreativeWork", "@id": f"{DOC}#text-en", "name": "Letter from B",
            "creditText": "Translated by E.", "inLanguage": "en", "usageInfo": "http://x/rights/r",
            "isBasedOn": {"@type": "CreativeWork", "@id": f"{DOC}#cited-f", "name": "F", "description": "p. 5"},
        },
        "sdLicense": "https://creativecommons.org/publicdomain/zero/1.0/",
        "sdDatePublished": "2026-01-02",
        "sdPublisher": {"@type": "Organization", "name": "The Archivists", "url": "http://x"},
    }


def test_every_node_has_one_type_and_a_name() -> None:
    """Testers of search engines want one type a node; a list of them is no type to them."""
    found = list(nodes(schema_snippet(TREE)))
    assert len(found) > 6
    assert all(isinstance(node["@type"], str) and node["name"] for node in found)


@pytest.mark.parametrize("never", ["license", "jobTitle", "conditionsOfAccess", "accessMode", "text"])
def test_what_is_never_said(never: str) -> None:
    """No licence is claimed, no office hung on a person, no marking made a condition of access."""
    assert all(never not in node for node in nodes(schema_snippet(TREE)))


def test_licence_is_said_where_the_tree_has_one() -> None:
    """A licence a site has stated for its documents comes through."""
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert schema_snippet({**TREE, "license": [licence]})["license"] == licence


def test_sender_stands_on_messages_only() -> None:
    """schema.org has sender and recipient for messages; a report has neither."""
    snippet = schema_snippet({**TREE, "type": ["Report"]})
    assert "sender" not in snippet
    assert "recipient" not in snippet


@pytest.mark.parametrize("tree", [{"id": DOC}, {"id": DOC, "type": ["schema:Odd"], "sender": []}])
def test_almost_nothing_is_enough(tree: dict[str, Any]) -> None:
    """A tree with next to nothing in it makes a snippet that says so little."""
    assert schema_snippet(tree) == {
        "@context": "https://schema.org", "@type": "CreativeWork", "@id": DOC, "name": "a", "url": DOC,
    }


def test_entity() -> None:
    """An entity has its names, dates and addresses elsewhere."""
    tree = {
        "id": "http://x/agent/b", "type": ["Person"], "label": "B", "alternateName": {"en": ["Bee", "Bea"]},
        "birthDateYear": "1900", "sameAs": ["http://www.wikidata.org/entity/Q1"],
    }
    assert schema_snippet(tree) == {
        "@context": "https://schema.org", "@type": "Person", "@id": "http://x/agent/b", "url": "http://x/agent/b",
        "name": "B", "alternateName": ["Bee", "Bea"], "birthDate": "1900",
        "sameAs": "http://www.wikidata.org/entity/Q1",
    }


def test_rendering_leaves_nothing_a_parser_could_take_for_markup() -> None:
    """Whatever the texts hold, the JSON has no character that ends a script, and reads back the same."""
    snippet = {"name": "</script><!-- & \u2028 \u2029 \"quoted\" é"}
    text = render_snippet(snippet)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == snippet
