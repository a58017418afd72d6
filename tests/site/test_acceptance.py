"""Every acceptance row, asked over HTTP of the running site as SPARQL; quotes and offsets asked of its evidence."""

import json
import urllib.parse
import urllib.request
from functools import cache
from typing import Any

import pytest

from fonds.rdf.literals import Term, iri_term, name_term, parse_term
from site_rows import (
    BASE,
    PAGES,
    Row,
    absent_rows,
    closed_values,
    document_iri,
    fact_rows,
    object_of,
    published_elsewhere,
    resolve,
)

ROWS = [row for seed in PAGES for row in fact_rows(seed)]


def _get(url: str, accept: str) -> Any:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def _ask(site: str, pattern: str) -> bool:
    query = urllib.parse.urlencode({"query": f"ASK {{ {pattern} }}"})
    return bool(_get(f"{site}/sparql?{query}", "application/sparql-results+json")["boolean"])


def _select(site: str, pattern: str) -> list[dict[str, Any]]:
    query = urllib.parse.urlencode({"query": f"SELECT * {{ {pattern} }}"})
    rows: list[dict[str, Any]] = _get(f"{site}/sparql?{query}", "application/sparql-results+json")["results"]["bindings"]
    return rows




def _subject(site: str, row: Row) -> Term | None:
    """Return the subject's term; a participation is looked for among those of the row's own document."""
    doc = document_iri(row.seed)
    if not row.subject.startswith("PART("):
        return resolve(row.subject, doc, BASE, lambda agent, role: None)

    def of_this_document(agent: Term, role: Term) -> Term | None:
        pattern = f"?part {name_term('fonds:agent')} {agent} ; {name_term('schema:roleName')} {role}"
        found = [r["part"]["value"] for r in _select(site, pattern) if r["part"]["value"].startswith(f"{doc}#")]
        return iri_term(found[0]) if found else None

    return resolve(row.subject, doc, BASE, of_this_document)


@cache
def _evidence(site: str, seed: str) -> list[dict[str, Any]]:
    path = document_iri(seed).removeprefix(BASE)
    page = _get(f"{site}{path}/evidence", "application/ld+json")
    items: list[dict[str, Any]] = page["items"]
    return items


def _pattern(site: str, row: Row) -> str:
    subject = _subject(site, row)
    assert subject is not None, f"no such participation: {row.subject}"
    term = object_of(row, document_iri(row.seed), BASE, lambda agent, role: None)
    if term is None:
        text = json.dumps(row.object, ensure_ascii=False)
        return f"{subject} {name_term(row.predicate)} ?o FILTER(STR(?o) = {text})"
    return f"{subject} {name_term(row.predicate)} {term}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row_is_published_as_it_says(site: str, row: Row) -> None:
    """A published row is in the graph; one that is evidence only is not, unless another row publishes it."""
    wanted = row.published or published_elsewhere(row, fact_rows(row.seed))
    assert _ask(site, _pattern(site, row)) is wanted


@pytest.mark.parametrize("row", [row for row in ROWS if row.quote], ids=lambda row: row.name)
def test_row_rests_on_its_quote(site: str, row: Row) -> None:
    """The evidence of the document has the statement with exactly the row's words, place and status."""
    subject = _subject(site, row)
    assert subject is not None
    term = object_of(row, document_iri(row.seed), BASE, lambda agent, role: None)
    value = parse_term(term).value if term else row.object
    found = [
        item
        for item in _evidence(site, row.seed)
        if item["body"]["subject"] == parse_term(subject).value
        and item["body"]["predicate"] == parse_term(name_term(row.predicate)).value
        and _text(item["body"]["object"]) == value
    ]
    places = {
        (_selector(item, "TextQuoteSelector")["exact"], position["start"], position["end"], item["body"]["status"])
        for item in found
        for position in [_selector(item, "TextPositionSelector")]
    }
    assert (row.quote, row.start, row.end, row.status) in places


def _selector(item: dict[str, Any], kind: str) -> dict[str, Any]:
    selectors = item["target"].get("selector", []) if isinstance(item["target"], dict) else []
    found: dict[str, Any] = next((each for each in selectors if each["type"] == kind), {"exact": "", "start": 0, "end": 0})
    return found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("@value", value.get("value", value.get("id", value.get("@id")))))
    return str(value)


@pytest.mark.parametrize(("seed", "subject", "predicate"), [(s, *row) for s in PAGES for row in absent_rows(s)])
def test_absence_is_kept(site: str, seed: str, subject: str, predicate: str) -> None:
    """Of what a page does not state there is no value at all."""
    term = resolve(subject, document_iri(seed), BASE, lambda agent, role: None)
    assert not _ask(site, f"{term} {name_term(predicate)} ?any")


@pytest.mark.parametrize("seed", PAGES)
def test_nothing_more_is_said(site: str, seed: str) -> None:
    """For every predicate the rows use of the document and its text, the graph has no value that no row lists."""
    rows = fact_rows(seed)
    checked = 0
    for (subject, predicate), listed in closed_values(rows).items():
        term = resolve(subject, document_iri(seed), BASE, lambda agent, role: None)
        wanted = {
            parse_term(o).value
            for row in listed
            if row.published
            for o in [object_of(row, document_iri(seed), BASE, lambda agent, role: None)]
            if o
        }
        found = {row["o"]["value"] for row in _select(site, f"{term} {name_term(predicate)} ?o")}
        assert found == wanted, (subject, predicate)
        checked += 1
    assert checked > 40


def test_first_questions_of_the_readme_have_answers(site: str) -> None:
    """Each of the ten short queries of the README finds something in the shipped pages."""
    from pathlib import Path

    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    lines = text.split("<!-- tested: sparql -->")[1].split("```")[1].removeprefix("sparql").strip().splitlines()
    assert len(lines) == 10
    prefixes = "".join(
        f"PREFIX {name}: <{parse_term(name_term(f'{name}:')).value}>\n"
        for name in ("schema", "dcterms", "fonds", "rdfs", "rico")
    )
    for line in lines:
        query = urllib.parse.urlencode({"query": prefixes + line})
        assert _get(f"{site}/sparql?{query}", "application/sparql-results+json")["results"]["bindings"], line
