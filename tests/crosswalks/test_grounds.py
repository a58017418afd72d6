"""Evidence as triples: what the annotations say, without blank nodes, for questions in SPARQL."""

from typing import Any

import pyoxigraph
from rdflib import Graph
from rdflib.namespace import RDF

from crosswalks.test_annotations import DOC, QUOTE, row
from fonds.crosswalks.annotations import annotation_page
from fonds.crosswalks.grounds import evidence_triples
from fonds.rdf.literals import ntriples
from fonds.rdf.namespaces import PREFIXES, STATUS

OTHER = {**QUOTE, "start": 20, "end": 31, "exact": 'the "Pass"\n'}
ROWS = [
    row(),
    row(p="<https://schema.org/about>", quotes=[QUOTE, OTHER], by="An archivist", status="curated"),
    row(o='"x"@en', status="inferred", confidence=0.25, published=False, certainty="perhaps"),
    row(o='"0a"', status="observed", rule="sha256", quotes=[]),
]


def told(rows: list[dict[str, Any]]) -> Graph:
    """Return the triples as rdflib reads them."""
    return Graph().parse(data=ntriples(list(evidence_triples(DOC, rows))), format="nt")


def asked(rows: list[dict[str, Any]], names: str, pattern: str) -> list[tuple[str, ...]]:
    """Return what another engine finds."""
    store = pyoxigraph.Store()
    store.load(ntriples(list(evidence_triples(DOC, rows))), format=pyoxigraph.RdfFormat.N_TRIPLES)
    prefixes = "".join(f"PREFIX {name}: <{space}>\n" for name, space in PREFIXES.items())
    found = store.query(f"{prefixes} SELECT {names} WHERE {{ {pattern} }}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return sorted(tuple(value.value for value in each if value) for each in found)


def test_every_annotation_is_there_under_its_name() -> None:
    """Each annotation of the page has its IRI in the graph, and says the same statement there."""
    graph = told(ROWS)
    for item in annotation_page(DOC, ROWS)["items"]:
        said = {
            str(predicate).partition("#")[2]: str(value)
            for subject, predicate, value in graph if str(subject) == item["id"]
        }
        body = item["body"]
        assert [said["subject"], said["predicate"], said["object"]] == [
            body["subject"], body["predicate"], body["object"]
        ]
        assert said["assertionStatus"] == STATUS + body["status"] and said["rule"] == body["rule"]
        assert said.get("confidence") == (str(body["confidence"]) if "confidence" in body else None)
        assert said.get("assertedBy") == body.get("assertedBy") and said.get("certainty") == body.get("certainty")
        assert said.get("published") == ("false" if "published" in body else None)
        assert said["evidenceFor"] == DOC
    assert len(list(graph.subjects(RDF.type, None))) == 4 + 2 * (1 + 2)


def test_there_are_no_blank_nodes_and_no_triple_twice() -> None:
    """Every node has an IRI below the evidence page, and words that several statements rest on are said once."""
    triples = list(evidence_triples(DOC, ROWS))
    assert len(triples) == len(set(triples)) == len(told(ROWS))
    assert {subject.partition("#")[0] for subject, _, _ in triples} == {f"<{DOC}/evidence"}


def test_the_words_are_found_by_their_path() -> None:
    """From a statement a path leads to its words and where they stand; from one about a whole file to that file."""
    pattern = "?s oa:hasTarget/oa:hasSelector ?w . ?w oa:exact ?words ; oa:start ?start ; oa:end ?end"
    found = {(each[0].rpartition("#")[2], *each[1:]) for each in asked(ROWS, "?s ?words ?start ?end", pattern)}
    quoted, other = ("Masoud", "5", "9"), ('the "Pass"\n', "20", "31")
    assert found == {("s-1", *quoted), ("s-2", *quoted), ("s-2", *other), ("s-3", *quoted)}
    assert asked(ROWS, "?s", f"?s oa:hasTarget <{DOC}#source>") == [(f"{DOC}/evidence#s-4",)]
    assert {each[0] for each in asked(ROWS, "?source", "?t oa:hasSource ?source")} == {f"{DOC}#source"}


def test_inferred_statements_are_asked_for_by_status() -> None:
    """One pattern finds what is inferred, how surely, and whether it was kept out of the graph."""
    pattern = "?s fonds:assertionStatus status:inferred ; fonds:confidence ?c ; fonds:published ?p"
    assert asked(ROWS, "?s ?c ?p", pattern) == [(f"{DOC}/evidence#s-3", "0.25", "false")]
