"""Suggestions: what somebody types leads to entities, in the shape of the Reconciliation API."""

import re
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from fonds.rdf.iris import ENTITY_KINDS


def suggested(client: FlaskClient, kind: str, prefix: str) -> list[dict[str, str]]:
    """Return what is suggested."""
    answer = client.get(f"/suggest/{kind}", query_string={"prefix": prefix})
    assert (answer.status_code, answer.content_type) == (200, "application/json"), answer.data
    found: list[dict[str, str]] = answer.get_json()["result"]
    assert set(answer.get_json()) == {"result"} and len(found) <= 10
    return found


@pytest.mark.parametrize("kind", [*ENTITY_KINDS, "entity"])
def test_every_suggestion_leads_somewhere(client: FlaskClient, kind: str) -> None:
    """With nothing typed each kind offers its entities, whose ids are addresses of this site, with name and kind."""
    for each in suggested(client, kind, ""):
        assert set(each) == {"id", "name", "description"} and all(each.values())
        assert client.get(f"/{each['id']}").status_code == 200
        assert kind in ("entity", each["id"].partition("/")[0])
    assert suggested(client, "agent", "") and suggested(client, "entity", "")


def test_any_word_of_a_name_finds_it(client: FlaskClient) -> None:
    """The beginning of every word of a name finds the entity, however it is written; other beginnings do not."""
    (first, *_) = suggested(client, "agent", "")
    words = first["name"].split()
    assert words
    for word in words:
        for typed in (word, word[:3].upper(), f"  {word.lower()} "):
            assert first["id"] in [each["id"] for each in suggested(client, "agent", typed)], typed
    assert suggested(client, "agent", "zzzz") == []


def test_what_cannot_be_suggested_is_told(client: FlaskClient) -> None:
    """An unknown kind is 404 and names those there are; text without end is 400 and names the parameter."""
    assert "agent" in client.get("/suggest/zebra").get_json()["remedy"]
    answer = client.get("/suggest/agent", query_string={"prefix": "x" * 201})
    assert (answer.status_code, answer.get_json()["parameter"]) == (400, "prefix")


@pytest.mark.parametrize("hostile", ["%", "_", "'", '"', "\x00", "\U0010ffff", "a\\", "%27 OR 1=1", "*", "Ж", "é"])
def test_hostile_text_is_only_text(client: FlaskClient, hostile: str) -> None:
    """No character is more than a character: nothing fails, and a wildcard finds no more than names that hold it."""
    found = suggested(client, "entity", hostile)
    assert len(found) < len(suggested(client, "entity", "")) or not found


def test_the_script_is_served(client: FlaskClient) -> None:
    """The script that fills the fields is there, as a script."""
    answer = client.get("/static/suggest.js")
    assert answer.status_code == 200 and answer.content_type.startswith("text/javascript")


def test_forms_bring_the_script(client: FlaskClient) -> None:
    """A form with a field for a person names the script, and its page allows scripts of this site and no others."""
    answer = client.get("/queries/documents-by-sender", headers={"Accept": "text/html"})
    page = answer.get_data(as_text=True)
    (source,) = re.findall(r'<script src="([^"]+)" defer></script>', page)
    assert 'data-suggest="agent"' in page and client.get(urljoin("/queries/x", source)).status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "connect-src 'self'" in policy and "unsafe" not in policy
    assert "script-src" not in client.get("/search").headers["Content-Security-Policy"]
