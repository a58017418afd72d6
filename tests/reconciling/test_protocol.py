"""The Reconciliation API as pure functions: nothing a service says is trusted to have a shape."""

import json

import pytest

from fonds.reconciling.protocol import Manifest, Proposal, Query, batch_body, parse_manifest, parse_results
from reconciling.local_service import DRAFT, MANIFEST

PLAIN = Manifest("x")


def read_manifest(**changes: object) -> Manifest:
    """Return the manifest of the tests with some keys changed."""
    found = parse_manifest(json.dumps({**MANIFEST, **changes}).encode())
    assert isinstance(found, Manifest)
    return found


@pytest.mark.parametrize(
    ("id_", "changes", "iri"),
    [
        ("Q42", {}, "https://names.example/entity/Q42"),
        ("https://d-nb.info/gnd/1", {}, "https://d-nb.info/gnd/1"),
        ("Q42", {"identifierSpace": "https://names.example/about-identifiers"}, "https://names.example/view/Q42"),
        ("Q42", {"identifierSpace": "https://x.example/ids", "view": {"url": "https://x.example/{id}"}}, "https://x.example/Q42"),
        ("Q42", {"identifierSpace": None, "view": {"url": "https://x.example/{+id}"}}, "https://x.example/Q42"),
        ("Q42", {"identifierSpace": "urn:x", "view": {"url": "https://x.example/no-place"}}, ""),
        ("Q42", {"identifierSpace": None, "view": []}, ""), ("a b", {}, ""), ("\\1", {"identifierSpace": ""}, ""),
        ("Q42", {"identifierSpace": "javascript:alert(1)//", "view": {"url": "javascript:{{id}}"}}, ""),
    ],
)
def test_the_address_of_an_entity(id_: str, changes: dict[str, object], iri: str) -> None:
    """An identifier becomes an address by the identifier space or the view, and never anything but http(s)."""
    assert read_manifest(**changes).iri_of(id_) == iri


@pytest.mark.parametrize(
    ("type_", "wanted"),
    [("Person", "https://names.example/schema/Person"), ("PoliticalParty", "P2"), ("City", ""), ("Thing", ""), ("Event", "")],
)
def test_the_service_s_type(type_: str, wanted: str) -> None:
    """A class of ours is asked for only where the service names a type that fits it."""
    assert read_manifest().type_for(type_) == wanted


def test_types_in_odd_shapes() -> None:
    """Types may be plain texts; what is no type is passed over."""
    assert read_manifest(defaultTypes=["Person", 3, {"name": "x"}, None]).type_for("Person") == "Person"
    assert read_manifest(defaultTypes={"a": 1}).types == ()
    assert read_manifest(batchSize=4).batch_size == 4 and read_manifest(batchSize=True).batch_size == 0


@pytest.mark.parametrize(
    ("versions", "draft"),
    [(["0.2"], False), (["0.1"], False), (["0.2", "1.0-draft"], False), (["1.0-draft"], True), ([], False), (None, False)],
)
def test_versions(versions: object, draft: bool) -> None:
    """Version 0.2 is spoken wherever a service knows it, or does not say; the draft of 1.0 only where it must be."""
    assert read_manifest(versions=versions).is_draft is draft


def test_a_batch_of_the_draft() -> None:
    """In the draft of 1.0 a batch is a list of queries, each with conditions on the name."""
    manifest = parse_manifest(json.dumps(DRAFT).encode())
    assert isinstance(manifest, Manifest)
    body, media_type = batch_body([Query("Kabul", "P3", 2), Query("X")], manifest)
    assert media_type == "application/json" and json.loads(body) == {
        "queries": [
            {"type": "P3", "limit": 2, "conditions": [{"matchType": "name", "propertyValue": "Kabul", "v": "Kabul"}]},
            {"limit": 3, "conditions": [{"matchType": "name", "propertyValue": "X", "v": "X"}]},
        ]
    }
    answer = {"results": [{"candidates": [{"id": "1", "name": "Kabul", "match": True}]}, {"candidates": []}]}
    assert parse_results(json.dumps(answer).encode(), 2, manifest) == [(Proposal("1", "Kabul", 0.0, True),), ()]
    assert isinstance(parse_results(json.dumps(answer).encode(), 3, manifest), str)


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b'"x"', b"[]", b"3", b"null", b'{"versions": []}', b'{"name": 3}', b"[" * 100_000, b"\xff\xfe"]
)
def test_what_is_no_manifest(data: bytes) -> None:
    """Anything that is no manifest is named in words."""
    assert isinstance(parse_manifest(data), str)


@pytest.mark.parametrize(
    "answer",
    ["x", '"q0"', "[]", "null", "{}", '{"q0": []}', '{"q0": {}}', '{"q0": {"result": {}}}', '{"q0": {"result": null}}',
        '{"q1": {"result": []}}', '{"status": "error", "message": "too many"}'],
)
def test_what_is_no_result(answer: str) -> None:
    """An answer that lacks a result is no answer: it is never taken for "nothing found"."""
    told = parse_results(answer.encode(), 1, PLAIN)
    assert isinstance(told, str) and ("too many" in told) == ("too many" in answer)


def test_candidates_in_odd_shapes() -> None:
    """A candidate without an identifier or a name is passed over; scores that are no numbers count nothing."""
    found = [
        {"id": 3, "name": "x"}, {"id": "1"}, {"id": " ", "name": "x"}, "x", None, {"id": "a", "name": "A\u202e\x1b[31m\n B"},
        {"id": "b", "name": "B", "score": "9", "match": "yes"}, {"id": "c", "name": "C", "score": 10**400, "match": True},
        {"id": "d", "name": "D" * 9_000, "score": -1.5},
    ]
    text = json.dumps({"q0": {"result": found}})[:-3] + ', {"id": "e", "name": "E", "score": NaN}]}}'
    results = parse_results(text.encode(), 1, PLAIN)
    assert not isinstance(results, str)
    assert [(one.id, one.score, one.match) for one in results[0]] == [
        ("a", 0, False), ("b", 0, False), ("c", 0, True), ("d", -1.5, False), ("e", 0, False),
    ]
    assert results[0][0].name == "A [31m B" and len(results[0][3].name) == 500
