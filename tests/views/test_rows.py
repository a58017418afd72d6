"""Rows, and the parts that variables play."""

import pytest

from fonds.canned.view import View
from fonds.views.rows import Value, find_roles, parse_rows
from views.results import BASE, body


def test_unbound_is_missing() -> None:
    """What a row leaves unbound is no value of it."""
    rows = parse_rows(body([{"a": "1", "b": None}, {"a": "2", "b": "x"}]))
    assert [value.text for value in rows.values("b")] == ["x"]
    assert rows.names == ("a", "b")


def test_ask_has_no_rows() -> None:
    """An answer of yes or no has neither variables nor rows."""
    assert parse_rows(b'{"head": {}, "boolean": true}').rows == ()


@pytest.mark.parametrize("text", ["NaN", "INF", "1e999", "many", ""])
def test_no_numbers(text: str) -> None:
    """What is not a finite number is none."""
    assert Value(text).number is None


@pytest.mark.parametrize(
    ("iri", "name"), [("http://x/agent/a", "a"), ("http://x/terms#held", "held"), ("http://x/", "x"), ("urn:a:b", "urn:a:b")]
)
def test_words_of_iris(iri: str, name: str) -> None:
    """An IRI is called by its last part."""
    assert Value(iri, iri).words == name


AGENTS: dict[str, object] = {
    "sender": f"{BASE}/agent/a", "senderName": "A", "recipient": f"{BASE}/agent/b", "recipientName": "B", "documents": 3,
}


@pytest.mark.parametrize(
    ("view", "row", "roles"),
    [
        (View("bar"), {"year": 1979, "documents": 3}, {"x": "year", "y": "documents"}),
        (View("bar"), {"colour": "red", "amount": 3}, {"x": "colour", "y": "amount"}),
        (
            View("bar"), {"other": f"{BASE}/agent/a", "name": "A", "documents": 3},
            {"x": "name", "y": "documents", "link": "other"},
        ),
        (
            View("network"), AGENTS,
            {
                "source": "sender", "target": "recipient", "sourceLabel": "senderName", "targetLabel": "recipientName",
                "weight": "documents",
            },
        ),
        (
            View("timeline"), {"document": f"{BASE}/doc/a", "title": "T", "date": "1979", "earliest": "1979-01-01"},
            {"start": "earliest", "label": "title", "link": "document"},
        ),
        (
            View("timeline", (("start", "date"),), (1, 2)), {"date": "1979", "earliest": "1979-01-01", "latest": "1979-12-31"},
            {"start": "date", "end": "latest"},
        ),
        (View("tree"), {"unit": f"{BASE}/u/1", "whole": f"{BASE}/u/0"}, {"node": "unit", "parent": "whole"}),
        (View("map"), {"lat": 1, "long": 2, "name": "N"}, {"latitude": "lat", "longitude": "long", "label": "name"}),
    ],
)
def test_roles(view: View, row: dict[str, object], roles: dict[str, str]) -> None:
    """Parts that the header leaves out go to the variable whose name, or whose values, fit."""
    assert find_roles(view, parse_rows(body([row]))) == roles


def test_header_wins() -> None:
    """A part that the header names is played by that variable, whatever others are called."""
    rows = parse_rows(body([{"year": 1979, "decade": 1970, "documents": 3}]))
    assert find_roles(View("bar", (("x", "decade"),), (1, 2)), rows)["x"] == "decade"
