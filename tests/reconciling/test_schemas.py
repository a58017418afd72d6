"""What is said to and by services of version 0.2, held against the official JSON schemas."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft7Validator, ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT7

from fonds.reconciling.protocol import Manifest, Query, batch_body, parse_manifest, parse_results
from reconciling.local_service import MANIFEST, answer, running

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas" / "reconciliation" / "0.2"
pytestmark = pytest.mark.skipif(not SCHEMAS.is_dir(), reason=f"the official schemas are not at {SCHEMAS}")


def check(value: object, name: str) -> None:
    """Raise ValidationError where a value does not fit one of the schemas."""
    documents: list[dict[str, Any]] = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    registry: Registry[Any] = Registry().with_resources(
        [(each["$id"], DRAFT7.create_resource(each)) for each in documents if "$id" in each]
    )
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    Draft7Validator(schema, registry=registry).validate(value)


@pytest.mark.parametrize(
    "queries",
    [[Query("Ivan Petrov")], [Query("“X” & Y=Z", "P1", 1), Query("日本", limit=9)], [Query(f"n {n}") for n in range(10)]],
)
def test_queries(queries: list[Query]) -> None:
    """A batch is a query batch by the schema, whatever the names are."""
    body, media_type = batch_body(queries, Manifest("x"))
    batch = json.loads(parse_qs(body, strict_parsing=True)["queries"][0])
    check(batch, "reconciliation-query-batch.json")
    assert media_type == "application/x-www-form-urlencoded" and [each["query"] for each in batch.values()] == [
        query.name for query in queries
    ]


def test_the_schemas_can_fail() -> None:
    """A query without a name, a result without its list and a manifest without a space are refused."""
    for value, name in (
        ({"q0": {"limit": 3}}, "reconciliation-query-batch.json"), ({"q0": {}}, "reconciliation-result-batch.json"),
        ({"versions": ["0.2"], "name": "x"}, "manifest.json"),
    ):
        with pytest.raises(ValidationError):
            check(value, name)


def test_what_the_local_service_says() -> None:
    """The service of the tests is a conforming one, and what it says is understood."""
    results = answer({"q0": {"query": "Ivan Petrov", "limit": 3}, "q1": {"query": "Nobody"}})
    check(MANIFEST, "manifest.json")
    check(results, "reconciliation-result-batch.json")
    manifest = parse_manifest(json.dumps(MANIFEST).encode())
    assert isinstance(manifest, Manifest)
    found = parse_results(json.dumps(results).encode(), 2, manifest)
    assert not isinstance(found, str) and [len(each) for each in found] == [3, 0]


def test_what_goes_over_the_wire() -> None:
    """What the service receives is a query batch by the schema."""
    from fonds.reconciling.service import Service

    with running() as local:
        service = Service(local.address, 5)
        manifest = service.manifest()
        assert isinstance(manifest, Manifest)
        service.ask([Query("Ivan Petrov", manifest.type_for("Person"))], manifest)
    check(local.asked[0], "reconciliation-query-batch.json")
    assert local.asked[0]["q0"]["type"] == "https://names.example/schema/Person"
