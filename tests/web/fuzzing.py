"""Calls that somebody else invents from the site's own description: schemathesis, over HTTP."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
NAMES = ("slug", "name", "rest", "query")
"""Parts of addresses that are guessed in vain: names of what is there are put among the guesses."""


def known_names(site: str) -> dict[str, list[str]]:
    """Return names of things that are there, for each part of an address, from the site's own answers."""
    ask = {"query": "SELECT DISTINCT ?s WHERE { ?s a ?type FILTER(ISIRI(?s)) } LIMIT 5000"}
    rows = requests.get(f"{site}/sparql", ask, headers={"Accept": "text/csv"}, timeout=60).text.split()[1:]
    paths = [row.partition("#")[0].partition("://")[2].partition("/")[2] for row in rows]
    split = {tuple(path.split("/", 1)) for path in paths if "/" in path}
    slugs = sorted(each[1] for each in split if each[0] == "doc" and "/" not in each[1])
    entities = sorted(each[1] for each in split if each[0] in ("agent", "place", "event"))[:20]
    queries = sorted(each[1] for each in split if each[0] == "queries")
    return {"slug": slugs, "name": slugs, "rest": entities, "query": queries}


def informed(contract: dict[str, Any], known: dict[str, list[str]]) -> dict[str, Any]:
    """Return the description with names of what is there as one of two ways to fill a part of an address."""
    for item in contract["paths"].values():
        for operation in item.values():
            for each in operation["parameters"]:
                if each["in"] == "path" and each["name"] in known and "enum" not in each["schema"]:
                    each["schema"] = {"anyOf": [{"type": "string", "enum": known[each["name"]]}, each["schema"]]}
    return contract


def fuzz(site: str, calls: int, tell: Callable[[str], object] = lambda line: None) -> Counter[int]:
    """Make so many calls or a few more, of every operation alike; return how often each status was the answer.

    One that takes nothing has few calls to give: the others make up for it. The first answer that breaks the description, or says that the server failed, is raised.
    """
    contract = informed(requests.get(f"{site}/openapi.json", timeout=60).json(), known_names(site))
    contract["paths"]["/sparql"]["post"]["requestBody"]["content"].pop("application/sparql-query")  # it cannot write that
    schema = schemathesis.openapi.from_dict(contract)
    schema.config.update(base_url=site)
    operations = [found.ok() for found in schema.get_all_operations() if not isinstance(found, Err)]
    statuses: Counter[int] = Counter()
    start = 0
    while (left := calls - sum(statuses.values())) > 0:
        start += 1
        for operation in operations:
            _fuzz_one(operation, max(1, left // len(operations)), start, statuses)
        tell(f"{sum(statuses.values())} calls of {len(operations)} operations")
    return statuses


def _fuzz_one(operation: Any, calls: int, start: int, statuses: Counter[int]) -> None:
    @seed(start)
    @settings(
        max_examples=calls, database=None, deadline=None, derandomize=False, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        answer = case.call(timeout=60)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    run()
