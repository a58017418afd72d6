"""Every acceptance row, asked over HTTP of the running site as SPARQL; quotes and offsets asked of its evidence."""

import json
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from acceptance_rows import SEEDS, SLUGS, facts, judge
from fonds.rdf.literals import Term, iri_term, lang_string, name_term, plain
from fonds.rdf.namespaces import expand

BASE = "http://127.0.0.1:8000"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Endpoint:
    """The published graph as the SPARQL endpoint tells it; ``document`` tells whose participations are meant."""

    site: str
    document: str
    asked: int = field(default=0)

    def select(self, pattern: str) -> list[dict[str, Any]]:
        """Return the bindings of a SELECT over a pattern."""
        self.asked += 1
        return _rows(self.site, f"SELECT * {{ {pattern} }}")

    def objects(self, subject: Term, predicate: Term) -> set[Term]:
        """Return all values."""
        return {_term(row["o"]) for row in self.select(f"{subject} {predicate} ?o")}

    def find_part(self, agent: Term, role: Term) -> Term | None:
        """Return the participation of an agent in a role in this document."""
        pattern = f"?part {name_term('fonds:agent')} {agent} ; {name_term('schema:roleName')} {role}"
        found = [row["part"]["value"] for row in self.select(pattern)]
        return next((iri_term(part) for part in found if part.startswith(f"{self.document}#")), None)


def _get(url: str, accept: str) -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": accept})) as answer:
        return json.load(answer)


def _rows(site: str, query: str) -> list[dict[str, Any]]:
    url = f"{site}/sparql?{urllib.parse.urlencode({'query': query})}"
    found: list[dict[str, Any]] = _get(url, "application/sparql-results+json")["results"]["bindings"]
    return found


def _term(binding: dict[str, str]) -> Term:
    """Return a term of SPARQL's JSON results as N-Triples text."""
    if binding["type"] == "uri":
        return iri_term(binding["value"])
    if "xml:lang" in binding:
        return lang_string(binding["value"], binding["xml:lang"])
    datatype = binding.get("datatype", "")
    return plain(binding["value"]) + (f"^^{iri_term(datatype)}" if datatype else "")


def _stored(item: dict[str, Any]) -> dict[str, Any]:
    """Return a Web Annotation as the row the catalogue keeps."""
    body = item["body"]
    if "language" in body:
        obj = lang_string(body["object"], body["language"])
    elif body.get("datatype") == expand("xsd:string"):
        obj = plain(body["object"])
    elif "datatype" in body:
        obj = f"{plain(body['object'])}^^{iri_term(body['datatype'])}"
    else:
        obj = iri_term(body["object"])
    selectors = item["target"].get("selector", [])
    quotes = [
        {"exact": quote["exact"], "start": place["start"], "end": place["end"]}
        for quote, place in zip(selectors[::2], selectors[1::2], strict=True)
    ]
    return {
        "s": iri_term(body["subject"]), "p": iri_term(body["predicate"]), "o": obj, "status": body["status"],
        "published": body.get("published", True), "quotes": quotes,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_row_holds_on_the_running_site(site: str, seed: str) -> None:
    """All rows, absences and closed predicates hold over SPARQL; each quote, place and status over the evidence."""
    document = f"{BASE}/doc/{SLUGS[seed]}"
    graph = Endpoint(site, document)
    annotations = _get(f"{site}/doc/{SLUGS[seed]}/evidence", "application/ld+json")["items"]
    assert judge(seed, graph, [_stored(item) for item in annotations], BASE, document) == []
    assert graph.asked > len(facts(seed)) > 150


def test_first_questions_of_the_readme_have_answers(site: str) -> None:
    """Each of the ten short queries of the README finds something in the shipped pages."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = text.split("<!-- tested: sparql -->")[1].split("```")[1].removeprefix("sparql").strip().splitlines()
    assert len(lines) == 10
    prefixes = "".join(
        f"PREFIX {name}: {name_term(f'{name}:')}\n" for name in ("schema", "dcterms", "fonds", "rdfs", "rico")
    )
    assert [line for line in lines if not _rows(site, prefixes + line)] == []
