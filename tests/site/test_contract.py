"""The description of the site as OpenAPI: valid, whole, and kept by every answer somebody else can think of."""

import re
import time
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from fonds.bundled import bundled_path
from fonds.canned.loading import load_queries, parse_query
from fonds.settings import Settings
from fonds.web.app import create_app
from fonds.web.contract import ROUTES
from fonds.web.openapi import CANNED, address_of
from fonds.web.schemas import query_parameters
from web.fuzzing import fuzz

QUERIES = load_queries(bundled_path("queries"))
EVERY_TYPE = """BASE <http://127.0.0.1:8000/>
#+ params:
#+   - {name: a, type: integer, example: 3}
#+   - {name: b, type: string, enumerate: [x, y], default: x}
#+   - {name: c, type: agent, many: true, optional: true, example: [agent/one, agent/two]}
#+   - {name: d, type: date, default: 1979-12-27}
#+   - {name: e, type: boolean, default: "true"}
SELECT * WHERE {
  VALUES ?a { 3 } VALUES ?b { "x" } VALUES ?c { <agent/one> <agent/two> }
  VALUES ?d { "1979-12-27"^^<http://www.w3.org/2001/XMLSchema#date> } VALUES ?e { true }
  ?s ?a ?b ; ?c ?d ; ?p ?e }"""


def described() -> tuple[Any, dict[str, Any]]:
    """Return an application that has nothing published, and its description of itself."""
    app = create_app(Settings(), catalogue=lambda: pytest.fail("the description needs no catalogue"))
    client: FlaskClient = app.test_client()
    answer = client.get("/openapi.json")
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    contract: dict[str, Any] = answer.get_json()
    return app, contract


def test_it_is_valid_and_every_route_is_in_it() -> None:
    """An outside validator finds no fault, and every address and method of the site is described."""
    app, contract = described()
    OpenAPIV31SpecValidator(contract).validate()
    missing = []
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            address = f"{CANNED}.{{suffix}}" if address_of(rule) == CANNED else address_of(rule)
            if method.lower() not in contract["paths"].get(address, {}):
                missing.append((method, address))
    assert missing == []


def test_every_route_has_a_row() -> None:
    """What a route gives and takes is in the table `web/contract.py`, under its endpoint, and nothing else is."""
    app, _ = described()
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_every_parameter_of_an_address_is_described() -> None:
    """Each part of an address in braces has a parameter, and each operation a name of its own."""
    _, contract = described()
    operations = [(path, each) for path, item in contract["paths"].items() for each in item.values()]
    for path, operation in operations:
        inside = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
        assert sorted(inside) == sorted(re.findall(r"{([^}]+)}", path)), path
        given = operation["responses"].get("200", {}).get("content") or {"302": ""}.keys() & operation["responses"]
        assert operation["summary"] and given, path
    names = [operation["operationId"] for _, operation in operations]
    assert len(names) == len(set(names)) > 40


def test_every_query_has_an_operation() -> None:
    """Each canned query has an operation with its parameters, and example or default of each is one of its values."""
    import jsonschema

    _, contract = described()
    for name, query in QUERIES.items():
        operation = contract["paths"][f"/queries/{name}"]["get"]
        told = {each["name"]: each for each in operation["parameters"]}
        assert set(told) - {"limit", "offset", "page", "release", "version", "digest"} == {each.name for each in query.parameters}
        for parameter in query.parameters:
            one = told[parameter.name]
            assert one["required"] == parameter.required and one["description"]
            given = one.get("example", one["schema"].get("default"))
            assert given is not None
            jsonschema.validate(given, one["schema"])


def test_types_of_parameters_are_types_of_values() -> None:
    """Numbers are numbers, days are days, a list is repeated, a choice is named, with examples of the same type."""
    told = {each["name"]: each for each in query_parameters(parse_query("q", EVERY_TYPE))}
    assert (told["a"]["schema"]["type"], told["a"]["example"], told["a"]["required"]) == ("integer", 3, True)
    assert told["b"]["schema"] == {"type": "string", "enum": ["x", "y"], "default": "x"}
    assert told["c"]["schema"]["type"] == "array" and told["c"]["explode"] is True
    assert told["c"]["example"] == ["agent/one", "agent/two"] and not told["c"]["required"]
    assert told["d"]["schema"]["format"] == "date" and told["d"]["schema"]["default"] == "1979-12-27"
    assert told["e"]["schema"]["enum"] == ["true", "false"]
    assert told["limit"]["schema"]["minimum"] == 1 and told["offset"]["schema"]["minimum"] == 0


def test_limits_are_those_of_the_settings() -> None:
    """What a query may cost is stated in words and in numbers, as the settings have it."""
    _, contract = described()
    assert contract["x-limits"]["query_seconds"] == Settings().query_seconds
    assert f"{Settings().query_rows:,} rows" in contract["info"]["description"]
    body = contract["paths"]["/sparql"]["post"]["requestBody"]["content"]["application/sparql-query"]
    assert body["schema"]["maxLength"] == Settings().query_length


def _wait_for_dumps(site: str) -> None:
    """Return once the server has made the dumps of its release: before, it truly says 503 of each."""
    for _ in range(600):
        if requests.head(f"{site}/dumps/all.nt", timeout=60).status_code == 200:
            return
        time.sleep(0.1)
    pytest.fail("the server made no dumps")


def test_every_answer_keeps_the_promise(site: str) -> None:
    """Calls invented from the description meet no failure, and no status, type or body that it does not have."""
    _wait_for_dumps(site)
    statuses = fuzz(site, 300)
    assert sum(statuses.values()) >= 300 and statuses[200] > 100 and statuses[400] > 5
    assert not [status for status in statuses if status >= 500]


def test_the_description_is_where_it_is_looked_for(site: str) -> None:
    """The running site serves it, as large as a page, under its own base address."""
    contract = requests.get(f"{site}/openapi.json", timeout=60)
    assert contract.json()["servers"] == [{"url": "http://127.0.0.1:8000"}] and len(contract.content) < 500_000
