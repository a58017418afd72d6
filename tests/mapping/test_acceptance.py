"""The two pages say what the acceptance rows say, and nothing else."""

from dataclasses import replace
from itertools import chain

import pytest

from acceptance_rows import SEEDS, Triples, absences, facts, judge
from fonds.bundled import bundled_path
from fonds.mapping.mapper import Mapped
from fonds.rdf.literals import Triple, name_term, parse_term, plain
from mapping.samples import BASE, seed


def _graph(mapped: Mapped) -> list[Triple]:
    return [*mapped.own, *chain.from_iterable(mapped.entities.values())]


def _judged(number: str, graph: list[Triple], mapped: Mapped) -> list[str]:
    return judge(number, Triples(graph), mapped.evidence, BASE, f"{BASE}/doc/{mapped.slug}")


@pytest.mark.parametrize("number", SEEDS)
def test_the_page_says_what_the_rows_say(number: str) -> None:
    """Every row is published or not as it says, nothing is unlisted, nothing absent is said, quotes are evidence."""
    mapped = seed(number).mapped
    assert _judged(number, _graph(mapped), mapped) == []


@pytest.mark.parametrize("number", SEEDS)
def test_every_published_row_counts(number: str) -> None:
    """Taking any statement of the rows out of the graph is noticed."""
    mapped = seed(number).mapped
    graph = _graph(mapped)
    document = f"{BASE}/doc/{mapped.slug}"
    nodes = {f"<{document}>": "DOC", f"<{document}#text-en>": "TEXT"}
    listed = {(fact.subject, name_term(fact.predicate)) for fact in facts(number) if fact.published}
    taken = [t for t in graph if (nodes.get(t[0]), t[1]) in listed and t[1] != name_term("rdf:type")]
    assert len(taken) > 40
    for triple in taken:
        assert _judged(number, [each for each in graph if each != triple], mapped), triple


@pytest.mark.parametrize("number", SEEDS)
def test_whatever_is_added_to_document_or_text_is_noticed(number: str) -> None:
    """A second value of any predicate of the rows, and a value of any absent one, is a fault."""
    mapped = seed(number).mapped
    graph = _graph(mapped)
    document = f"{BASE}/doc/{mapped.slug}"
    used = {(f.subject, f.predicate) for f in facts(number) if f.subject in ("DOC", "TEXT")} | set(absences(number))
    for subject, predicate in used - {("DOC", "rdf:type"), ("TEXT", "rdf:type")}:
        node = {"DOC": document, "TEXT": f"{document}#text-en"}.get(subject, document + subject.removeprefix("DOC"))
        if subject.startswith("/"):
            node = BASE + subject
        assert _judged(number, [*graph, (f"<{node}>", name_term(predicate), plain("invented"))], mapped), predicate


@pytest.mark.parametrize("number", SEEDS)
def test_a_moved_quote_is_noticed(number: str) -> None:
    """Evidence one code point off its place, or of another status, is a fault."""
    mapped = seed(number).mapped
    moved = [
        {**row, "quotes": [{**quote, "start": quote["start"] + 1} for quote in row["quotes"]]}
        for row in mapped.evidence
    ]
    guessed = [{**row, "status": "guessed"} for row in mapped.evidence]
    quoted = sum(bool(fact.quote) for fact in facts(number))
    for evidence in (moved, guessed):
        assert len(_judged(number, _graph(mapped), replace(mapped, evidence=evidence))) == quoted > 80


@pytest.mark.parametrize("number", SEEDS)
def test_quotes_stand_in_the_file(number: str) -> None:
    """Every quote of the rows, and of the evidence, is what the file holds at its place, with its context."""
    page = bundled_path("data", SEEDS[number]).read_bytes().decode("utf-8")
    for fact in facts(number):
        assert not fact.quote or page[fact.start : fact.end] == fact.quote
    quotes = [quote for row in seed(number).mapped.evidence for quote in row["quotes"]]
    assert len(quotes) > 100
    for quote in quotes:
        start, end = quote["start"], quote["end"]
        assert quote["exact"] == page[start:end] != ""
        assert quote["prefix"] == page[max(0, start - 24) : start]
        assert quote["suffix"] == page[end : end + 24]


@pytest.mark.parametrize("number", SEEDS)
def test_title_and_body_are_whole(number: str) -> None:
    """Title and text are in the graph in full, as they stand in the file."""
    mapped = seed(number).mapped
    page = bundled_path("data", SEEDS[number]).read_bytes().decode("utf-8")
    texts = [parse_term(o).value for _, p, o in mapped.own if p == name_term("schema:text") and "#claim" not in _]
    (body,) = texts
    assert body in page and len(body) > 2_000
    (title,) = [parse_term(o).value for s, p, o in mapped.own if p == name_term("dcterms:title") and "#" not in s]
    assert f"\n\n{title}\n" in page
