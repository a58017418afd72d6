"""Queries meant to bring the server down: each ends within its limits, while somebody else is answered."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fonds.errors import QueryError, QueryLimitError, QueryRefusedError
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor
from store.samples import BASE, SMALL

PATIENCE = 30.0
NEXT = f"<{BASE}/next>"
FACTS = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(6))
DOUBLED = "BIND('0123456789abcdef' AS ?x0) " + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(28)
)

STOPPED = {
    "cross product": f"SELECT (COUNT(*) AS ?n) {{ {FACTS} }}",
    "cross product, sorted": f"SELECT * {{ {FACTS} }} ORDER BY ?o0 DESC(?o5)",
    "cross product, grouped": f"SELECT ?s0 ?s1 ?s2 (COUNT(*) AS ?n) {{ {FACTS} }} GROUP BY ?s0 ?s1 ?s2",
    "cross product, constructed": f"CONSTRUCT {{ ?s0 a 1 }} WHERE {{ {FACTS} }}",
    "cross product by OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    + " ".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(5)) + " }",
    "paths": "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} {NEXT}* ?a{n + 1}" for n in range(9)) + " }",
    "one long text": f"SELECT (STRLEN(?x28) AS ?n) {{ {DOUBLED} }}",
    "GROUP_CONCAT": f"SELECT (GROUP_CONCAT(?o0; separator='{'x' * 1000}') AS ?g) {{ {FACTS} }}",
    "EXISTS in a filter": f"SELECT (COUNT(*) AS ?n) {{ {FACTS} FILTER NOT EXISTS {{ ?s0 ?p1 ?o2 . ?x ?y ?z }} }}",
}

ENDURED = {
    "REGEX": "SELECT * { ?s ?p ?o FILTER(REGEX(CONCAT(" + ", ".join(["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"] * 40)
    + "), '^(([a-z])+.)+[A-Z]([a-z])+$')) }",
    "REGEX that repeats itself": "ASK { FILTER(REGEX('aaaa', '(((a{1,100}){1,100}){1,100}){1,100}')) }",
    "REGEX from data": "SELECT * { ?s ?p ?o . ?t ?q ?r FILTER(REGEX(STR(?o), STR(?r))) }",
    "VALUES": "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + " ".join(f"{n}" for n in range(15_000)) + " } }",
    "paths within paths": f"SELECT * {{ ?a {'(' * 200}{NEXT}{')*' * 200} ?b }}",
    "path alternatives": f"ASK {{ <{BASE}/none> ({'|'.join(f'<{BASE}/{n}>' for n in range(1500))})* ?b . ?b ?c ?b }}",
    "many patterns": "ASK { " + " . ".join(f"?s{n} <{BASE}/x> ?s{n + 1}" for n in range(200)) + " }",
    "long chain of sums": "SELECT (" + " + ".join(["1"] * 3000) + " AS ?n) {}",
    "brackets in data": "ASK { ?s ?p " + "(" * 300 + ")" * 300 + " }",
    "blank nodes in blank nodes": "ASK { ?s ?p " + f"[ {NEXT} " * 150 + "1" + " ]" * 150 + " }",
}

REFUSED = {
    "100 kB of open braces": "SELECT * " + "{" * 99_000,
    "nested groups": "SELECT * " + "{" * 49_000 + "}" * 49_000,
    "nested parentheses": "SELECT * { FILTER" + "(" * 49_000 + "1" + ")" * 49_000 + " }",
    "nested EXISTS": "SELECT * { " + "FILTER EXISTS { " * 5_500 + "}" * 5_500 + " }",
    "negations": "ASK { FILTER(" + "!" * 50_000 + "true) }",
    "open quote": "ASK { ?s ?p '" + "\\'" * 45_000,
    "open long quote": "ASK { ?s ?p '''" + "''a" * 30_000,
    "open IRI": "ASK { ?s ?p <" + "a" * 90_000,
    "half an escape": "ASK { ?s ?p '" + "\\u12" * 20_000 + "' }",
    "null characters": "\0" * 90_000,
    "only comments": "#\n" * 45_000,
    "only prefixes": "PREFIX a: <http://a/> " * 4_000,
}


def _with_a_bystander(service: Supervisor, directory: Path, query: str) -> QueryError | None:
    """Run a query, and another client's beside it; return how the first one ended."""
    with ThreadPoolExecutor(1) as pool:
        hostile = pool.submit(service.run, query, store=directory)
        assert service.run(SMALL, store=directory).kind == "ask"
        try:
            hostile.result(PATIENCE)
        except QueryError as error:
            return error
        return None


@pytest.mark.parametrize("query", STOPPED.values(), ids=STOPPED.keys())
def test_stopped(service: Supervisor, directory: Path, query: str) -> None:
    """What would run for ever or take all memory is stopped for that reason."""
    error = _with_a_bystander(service, directory, query)
    assert isinstance(error, QueryLimitError)
    assert error.limit in {"time", "memory"}
    assert service.run(SMALL, store=directory).kind == "ask"


@pytest.mark.parametrize("query", ENDURED.values(), ids=ENDURED.keys())
def test_endured(service: Supervisor, directory: Path, query: str) -> None:
    """What may or may not be too much ends one way or the other, and harms nobody."""
    _with_a_bystander(service, directory, query)
    assert service.run(SMALL, store=directory).kind == "ask"


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_refused(service: Supervisor, directory: Path, query: str) -> None:
    """A text made to crash a parser or to keep it busy is refused or stopped, never answered."""
    error = _with_a_bystander(service, directory, query)
    assert isinstance(error, QueryRefusedError | QueryLimitError)
    assert not isinstance(error, QueryLimitError) or error.limit in {"time", "memory"}


def test_memory(directory: Path) -> None:
    """With time enough, it is memory that stops a query, and the answer says so."""
    with Supervisor(Limits(seconds=PATIENCE, memory_mb=120, workers=1)) as supervisor:
        for name in ("one long text", "cross product, sorted"):
            with pytest.raises(QueryLimitError, match="more than the 120 MB") as caught:
                supervisor.run(STOPPED[name], store=directory)
            assert caught.value.limit == "memory"
        assert supervisor.run(SMALL, store=directory).kind == "ask"


def test_a_crowd(service: Supervisor, directory: Path) -> None:
    """When all processes are busy with what must be stopped, others get their turn afterwards."""
    with ThreadPoolExecutor(4) as pool:
        hostile = [pool.submit(service.run, STOPPED["cross product"], store=directory) for _ in range(2)]
        others = [pool.submit(service.run, SMALL, store=directory) for _ in range(2)]
        for future in hostile:
            with pytest.raises(QueryLimitError):
                future.result(PATIENCE)
        for future in others:
            try:
                assert future.result(PATIENCE).kind == "ask"
            except QueryLimitError as error:
                assert error.limit == "load"  # they may have come at the very end of the queue
