"""The endpoint, asked by the programs people ask endpoints with, each in its usual way, with counts asserted.

Those of Debian (roqet), npm (Comunica, sparql-http-client) and R are skipped where they are not installed; the npm ones
are looked for in the folder that the variable NODE_CLIENTS names (it holds ``node_modules``).
"""

import csv
import importlib.util
import io
import json
import os
import shutil
import subprocess
import urllib.parse
import warnings
from pathlib import Path

import pytest
from rdflib import RDF, Graph, URIRef

from acceptance_rows import SLUGS

BASE = "http://127.0.0.1:8000"
MESSAGE = "https://schema.org/Message"
SELECT = f"SELECT ?d {{ ?d a <{MESSAGE}> }}"
DOCUMENTS = {f"{BASE}/doc/{slug}" for slug in SLUGS.values()}
SECONDS = 120

MODULES = Path(os.environ.get("NODE_CLIENTS", "nowhere")) / "node_modules"
needs_roqet = pytest.mark.skipif(shutil.which("roqet") is None, reason="roqet (Debian rasqal-utils) is not on this machine")
needs_r = pytest.mark.skipif(shutil.which("Rscript") is None, reason="R (Debian r-base-core) is not on this machine")
needs_pandas = pytest.mark.skipif(importlib.util.find_spec("pandas") is None, reason="pandas is not installed")


def needs_npm(package: str) -> pytest.MarkDecorator:
    """Skip where an npm package is not in the folder of clients."""
    return pytest.mark.skipif(
        not (MODULES / package).is_dir(), reason=f"{package} (npm) is not in the folder NODE_CLIENTS names"
    )


def node() -> str:
    """Return the Node to run clients with: that of the folder of clients (npm node), else the machine's."""
    return str(next(iter(sorted(MODULES.glob("node-*/bin/node"))), "node"))


def printed(*command: str) -> str:
    """Return what a program prints; it must end well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(text: str) -> set[str]:
    """Return the values of the one column of a table in CSV, whose head is asserted."""
    head, *found = csv.reader(io.StringIO(text))
    assert head == ["d"]
    return {value for [value] in found}


def address(site: str, query: str) -> str:
    """Return the address of a query by GET."""
    return f"{site}/sparql?{urllib.parse.urlencode({'query': query})}"


@needs_roqet
def test_roqet(site: str) -> None:
    """Rasqal's roqet reads the rows of a SELECT, and a number."""
    assert rows(printed("roqet", "-q", "-p", f"{site}/sparql", "-e", SELECT, "-r", "csv")) == DOCUMENTS
    counting = SELECT.replace("?d", "(COUNT(?x) AS ?d)", 1).replace("{ ?d", "{ ?x")
    assert rows(printed("roqet", "-q", "-p", f"{site}/sparql", "-e", counting, "-r", "csv")) == {"2"}


@needs_npm("@comunica/query-sparql")
def test_comunica(site: str) -> None:
    """Comunica finds out by its description that this is an endpoint, and asks it."""
    program = str(MODULES / "@comunica/query-sparql/bin/query.js")
    said = printed(node(), program, f"{site}/sparql", SELECT, "-t", "text/csv")
    assert rows(said) == DOCUMENTS


@needs_npm("@comunica/query-sparql")
def test_comunica_constructs(site: str) -> None:
    """Comunica reads the graph of a CONSTRUCT."""
    program = str(MODULES / "@comunica/query-sparql/bin/query.js")
    query = f"CONSTRUCT {{ ?d a <{MESSAGE}> }} WHERE {{ ?d a <{MESSAGE}> }}"
    said = printed(node(), program, f"sparql@{site}/sparql", query, "-t", "application/n-triples")
    assert set(Graph().parse(data=said, format="nt").subjects(RDF.type, URIRef(MESSAGE))) == set(map(URIRef, DOCUMENTS))


@needs_npm("sparql-http-client")
def test_sparql_http_client(site: str, tmp_path: Path) -> None:
    """sparql-http-client reads rows, a graph and a truth value, by each of its three operations."""
    program = tmp_path / "ask.mjs"
    program.write_text(f"""
import SparqlClient from {json.dumps(str(MODULES / 'sparql-http-client/index.js'))}
const client = new SparqlClient({{ endpointUrl: process.argv[2] }})
for (const operation of ['get', 'postUrlencoded', 'postDirect']) {{
  let rows = 0, quads = 0
  for await (const row of client.query.select({json.dumps(SELECT)}, {{ operation }})) rows++
  for await (const quad of client.query.construct('CONSTRUCT WHERE {{ ?d a <{MESSAGE}> }}', {{ operation }})) quads++
  console.log(rows, quads, await client.query.ask('ASK {{ ?s ?p ?o }}', {{ operation }}))
}}
""")
    assert printed(node(), str(program), f"{site}/sparql") == "2 2 true\n" * 3


def test_rdflib_store(site: str) -> None:
    """rdflib's SPARQLStore gives rows and triples of the endpoint as if they were its own."""
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST"):
        graph = Graph(SPARQLStore(f"{site}/sparql", method=method))
        assert {str(row[0]) for row in graph.query(SELECT)} == DOCUMENTS  # type: ignore[index]
        assert {str(each) for each in graph.subjects(RDF.type, URIRef(MESSAGE))} == DOCUMENTS


def test_requests(site: str) -> None:
    """A script with requests reads JSON by GET and by POST."""
    import requests

    headers = {"Accept": "application/sparql-results+json"}
    for answer in (
        requests.get(f"{site}/sparql", params={"query": SELECT}, headers=headers, timeout=SECONDS),
        requests.post(f"{site}/sparql", data={"query": SELECT}, headers=headers, timeout=SECONDS),
    ):
        answer.raise_for_status()
        assert {row["d"]["value"] for row in answer.json()["results"]["bindings"]} == DOCUMENTS


@needs_pandas
def test_pandas(site: str) -> None:
    """pandas reads an answer from its address as a table."""
    import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = pandas.read_csv(address(site, SELECT), storage_options={"Accept": "text/csv"})
    assert set(table["d"]) == DOCUMENTS


@needs_r
def test_r(site: str) -> None:
    """R reads an answer from its address as a table."""
    program = f"x <- read.csv(url('{address(site, SELECT)}', headers=c(Accept='text/csv'))); writeLines(c('d', x$d))"
    assert rows(printed("Rscript", "-e", program)) == DOCUMENTS


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_curl(site: str) -> None:
    """The command that the README gives prints rows."""
    said = printed("curl", "-sS", "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv", f"{site}/sparql")
    assert rows(said) == DOCUMENTS
