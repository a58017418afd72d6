"""Evidence as triples (floor 5): what `annotations.py` gives as JSON-LD, for the SPARQL store, without blank nodes.

A row of evidence is one resource, with the IRI its Web Annotation has (``{document}/evidence#s-1``). It bears the
statement in the terms of RDF reification, so what was kept out of the graph is named here and said nowhere. What it
rests on is a Web Annotation target; words that several statements rest on are one target, known by where they stand::

    <…/evidence#s-7> a oa:Annotation ;
      rdf:subject <…> ; rdf:predicate schema:sender ; rdf:object <…> ;
      fonds:assertionStatus status:stated ; fonds:rule "title-from" ; fonds:evidenceFor <…> ;
      oa:hasTarget <…/evidence#q-12-33> .
    <…/evidence#q-12-33> a oa:SpecificResource ;
      oa:hasSource <…#source> ; oa:hasSelector <…/evidence#w-12-33> .
    <…/evidence#w-12-33> a oa:TextQuoteSelector, oa:TextPositionSelector ;
      oa:exact "Ahmad Shah Masoud" ; oa:start 12 ; oa:end 33 .

What was computed from the whole file has the file as its target. Offsets count code points of the file as it stands.
The words around a quote are left to the JSON-LD: they would double what the store holds of it.
"""

import json
from collections.abc import Iterator, Sequence

from fonds.catalogue.stored import Beside
from fonds.crosswalks.annotations import Row, evidence_iri, row_id
from fonds.rdf.iris import Iris, concept, source_iri
from fonds.rdf.literals import Term, Triple, iri_term, name_term, ntriples, plain, typed


def beside_of(common: bytes, prefix: str | None, iris: Iris, made_of: str = "") -> Beside:
    """Return what a store holds beside the descriptions: ``common`` N-Triples of none, ``made_of`` as in `Beside`, and the
    evidence of the documents whose sources begin with ``prefix`` (None: of none)."""

    def written(slug: str, evidence: bytes) -> bytes:
        return ntriples(list(evidence_triples(iris.document(slug), json.loads(evidence))))

    return Beside(common, prefix, written, made_of)


def evidence_triples(document: str, rows: Sequence[Row]) -> Iterator[Triple]:
    """Yield the evidence of a document (its IRI), none of it twice; row 1 is ``{document}/evidence#s-1``."""
    page, source = evidence_iri(document), iri_term(source_iri(document))
    seen: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, start=1):
        subject = iri_term(f"{page}#{row_id(number)}")
        yield from _statement(subject, row)
        yield subject, name_term("fonds:evidenceFor"), iri_term(document)
        if not row["quotes"]:
            yield subject, name_term("oa:hasTarget"), source
        for quote in row["quotes"]:
            place = (quote["start"], quote["end"])
            yield subject, name_term("oa:hasTarget"), _target(page, place)
            if place not in seen:
                seen.add(place)
                yield from _quote(page, place, quote["exact"], source)


def _statement(subject: Term, row: Row) -> Iterator[Triple]:
    yield subject, name_term("rdf:type"), name_term("oa:Annotation")
    yield subject, name_term("rdf:subject"), row["s"]
    yield subject, name_term("rdf:predicate"), row["p"]
    yield subject, name_term("rdf:object"), row["o"]
    yield subject, name_term("fonds:assertionStatus"), iri_term(concept("status", row["status"]))
    yield subject, name_term("fonds:rule"), plain(row["rule"])
    if row.get("confidence") is not None:
        yield subject, name_term("fonds:confidence"), typed(f"{row['confidence']:g}", "xsd:decimal")
    if row.get("certainty"):
        yield subject, name_term("fonds:certainty"), plain(row["certainty"])
    if row.get("by"):
        yield subject, name_term("fonds:assertedBy"), plain(row["by"])
    if not row["published"]:
        yield subject, name_term("fonds:published"), typed("false", "xsd:boolean")


def _quote(page: str, place: tuple[int, int], exact: str, source: Term) -> Iterator[Triple]:
    start, end = place
    target, words = _target(page, place), iri_term(f"{page}#w-{start}-{end}")
    yield target, name_term("rdf:type"), name_term("oa:SpecificResource")
    yield target, name_term("oa:hasSource"), source
    yield target, name_term("oa:hasSelector"), words
    yield words, name_term("rdf:type"), name_term("oa:TextQuoteSelector")
    yield words, name_term("rdf:type"), name_term("oa:TextPositionSelector")
    yield words, name_term("oa:exact"), plain(exact)
    yield words, name_term("oa:start"), typed(str(start), "xsd:integer")
    yield words, name_term("oa:end"), typed(str(end), "xsd:integer")


def _target(page: str, place: tuple[int, int]) -> Term:
    return iri_term(f"{page}#q-{place[0]}-{place[1]}")
