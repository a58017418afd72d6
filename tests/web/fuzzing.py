"""Calls that somebody else invents from the site's own description: schemathesis, over HTTP."""

import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
WISHES = ("*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "audio/ogg", "")
"""Accept headers besides the media types an operation gives."""


def known_names(site: str) -> dict[str, list[Any]]:
    """Return what is there for each part of an address, from the site's own answers."""
    ask = {"query": "SELECT DISTINCT ?s WHERE { ?s a ?type FILTER(ISIRI(?s)) } LIMIT 5000"}
    rows = requests.get(f"{site}/sparql", ask, headers={"Accept": "text/csv"}, timeout=60).text.split()[1:]
    paths = [row.partition("#")[0].partition("://")[2].partition("/")[2] for row in rows]
    split = {tuple(path.split("/", 1)) for path in paths if "/" in path}
    slugs = sorted(each[1] for each in split if each[0] == "doc" and "/" not in each[1])
    queries = sorted(each[1] for each in split if each[0] == "queries")
    return {
        "slug": slugs, "name": [*slugs, "letter", "fonds.css", "picture.js"], "query": queries, "number": [1],
        "rest": sorted(each[1] for each in split if each[0] in ("agent", "place", "event"))[:20],
    }


def guesses(operation: Any, known: dict[str, list[Any]]) -> dict[tuple[str, str], list[Any]]:
    """Return values that are there for what would be guessed in vain: parts of an address, needed parameters."""
    raw, found = operation.definition.raw, {}
    for each in raw["parameters"]:
        if each["in"] == "path" and "enum" not in each["schema"]:
            fitting = re.compile(each["schema"].get("pattern", "")).search
            found["path", each["name"]] = [name for name in known[each["name"]] if fitting(str(name))]
        elif "example" in each:
            found["query", each["name"]] = [each["example"]]
        elif "examples" in each["schema"]:
            found["query", each["name"]] = each["schema"]["examples"]
    form = raw.get("requestBody", {}).get("content", {}).get("application/x-www-form-urlencoded", {}).get("schema", {})
    for name, schema in form.get("properties", {}).items():
        if "examples" in schema:
            found["body", name] = schema["examples"]
    return found


def wait_for_dumps(site: str) -> None:
    """Wait until the dumps, which a server makes in its own time, are there; whoever asks before is told 503."""
    for _ in range(1_200):
        if requests.get(f"{site}/dumps/dumps.json", timeout=60).status_code == 200:
            return
        time.sleep(0.1)
    raise TimeoutError("no dumps after two minutes")


def fuzz(site: str, calls: int, tell: Callable[[str], object] = lambda line: None) -> Counter[int]:
    """Make so many calls or a few more, of every operation alike; return how often each status was the answer.

    One that takes nothing has few calls to give: the others make up for it. The first answer that breaks the description, or says that the server failed, is raised.
    """
    wait_for_dumps(site)
    contract = requests.get(f"{site}/openapi.json", timeout=60).json()
    contract["paths"]["/sparql"]["post"]["requestBody"]["content"].pop("application/sparql-query")  # it cannot write that
    schema = schemathesis.openapi.from_dict(contract)
    schema.config.update(base_url=site)
    operations = [found.ok() for found in schema.get_all_operations() if not isinstance(found, Err)]
    known, statuses, start = known_names(site), Counter[int](), 0
    while (left := calls - sum(statuses.values())) > 0:
        start += 1
        for operation in operations:
            _fuzz_one(operation, known, max(1, left // len(operations)), start, statuses)
        tell(f"{sum(statuses.values())} calls of {len(operations)} operations")
    return statuses


def _fuzz_one(operation: Any, known: dict[str, list[Any]], calls: int, start: int, statuses: Counter[int]) -> None:
    told = guesses(operation, known)
    types = tuple(operation.definition.raw["responses"].get("200", {}).get("content", ()))
    values = {place: st.one_of(st.sampled_from(each), st.none()) for place, each in told.items() if each}

    @seed(start)
    @settings(
        max_examples=calls, database=None, deadline=None, derandomize=False, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), accept=st.sampled_from((*types, *WISHES)), chosen=st.fixed_dictionaries(values))
    def run(case: Any, accept: str, chosen: dict[tuple[str, str], Any]) -> None:
        parts = {"path": case.path_parameters, "query": case.query, "body": case.body}
        for (place, name), value in chosen.items():
            if value is not None and isinstance(parts[place], dict):
                parts[place][name] = value
        answer = case.call(timeout=60, headers={"Accept": accept}, allow_redirects=False)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    run()
