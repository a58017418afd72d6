"""Evidence as Web Annotations (floor 5): a W3C AnnotationPage of the words each statement rests on.

The body is a statement, full IRIs throughout; ``object`` is an IRI or the text of a literal, and a literal
has a ``language`` or a ``datatype`` beside it. The target is the file as it was read, with a quote and its
position in code points (Web Annotation Data Model, sections 4.2.4 and 4.2.5). What was computed from the
whole file has no selector. An annotation's id is a row of the evidence page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fonds.rdf.iris import source_iri
from fonds.rdf.literals import parse_term
from fonds.rdf.namespaces import XSD

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context every Web Annotation names; readers have it built in."""

Row = Mapping[str, Any]
"""One row of the evidence kept: s, p, o (terms), status, rule, confidence, published, quotes."""


def annotation_page(document: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the annotations of a document (its IRI); row 1 is ``{document}/evidence#s-1``."""
    page = evidence_iri(document)
    return {
        "@context": ANNOTATION_CONTEXT,
        "id": page,
        "type": "AnnotationPage",
        "items": [
            {
                "id": f"{page}#{row_id(number)}",
                "type": "Annotation",
                "motivation": "describing",
                "body": _body(row),
                "target": _target(source_iri(document), row["quotes"]),
            }
            for number, row in enumerate(rows, start=1)
        ],
    }


def evidence_iri(document: str) -> str:
    """Return the IRI of a document's evidence."""
    return f"{document}/evidence"


def row_id(number: int) -> str:
    """Return the fragment of the row with that number, counted from 1."""
    return f"s-{number}"


def _body(row: Row) -> dict[str, Any]:
    said = parse_term(row["o"])
    body: dict[str, Any] = {
        "type": "Statement",
        "subject": parse_term(row["s"]).value,
        "predicate": parse_term(row["p"]).value,
        "object": said.value,
    }
    if said.tag:
        body["language"] = said.tag
    elif said.kind == "literal":
        body["datatype"] = said.datatype or f"{XSD}string"
    body |= {"status": row["status"], "rule": row["rule"]}
    if row.get("confidence") is not None:
        body["confidence"] = row["confidence"]
    if row.get("certainty"):
        body["certainty"] = row["certainty"]
    if row.get("by"):
        body["assertedBy"] = row["by"]
    if not row["published"]:
        body["published"] = False
    return body


def _target(source: str, quotes: Sequence[Row]) -> Any:
    targets = [{"source": source, "selector": _selectors(quote)} for quote in quotes]
    if not targets:
        return {"source": source}
    return targets[0] if len(targets) == 1 else targets


def _selectors(quote: Row) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": quote["exact"],
            "prefix": quote["prefix"],
            "suffix": quote["suffix"],
        },
        {"type": "TextPositionSelector", "start": quote["start"], "end": quote["end"]},
    ]
