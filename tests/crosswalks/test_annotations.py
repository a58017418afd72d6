"""Evidence as Web Annotations, as the interface has promised them."""

import json
from typing import Any

from pyld import jsonld

from fonds.crosswalks.annotations import ANNOTATION_CONTEXT, annotation_page

DOC = "http://x/doc/a"
QUOTE = {"start": 5, "end": 9, "exact": "Masoud", "prefix": "from ", "suffix": " to"}


def row(**more: Any) -> dict[str, Any]:
    """Return a row of evidence, some of it set otherwise."""
    return {
        "s": f"<{DOC}>", "p": "<https://schema.org/sender>", "o": "<http://x/agent/b>", "status": "stated",
        "rule": "title-from", "confidence": None, "published": True, "quotes": [QUOTE], **more,
    }


def test_statement_with_one_quote() -> None:
    """A statement is an annotation of the file, with the words and where they stand."""
    assert annotation_page(DOC, [row()]) == {
        "@context": ANNOTATION_CONTEXT,
        "id": f"{DOC}/evidence",
        "type": "AnnotationPage",
        "items": [
            {
                "id": f"{DOC}/evidence#s-1",
                "type": "Annotation",
                "motivation": "describing",
                "body": {
                    "type": "Statement", "subject": DOC, "predicate": "https://schema.org/sender",
                    "object": "http://x/agent/b", "status": "stated", "rule": "title-from",
                },
                "target": {
                    "source": f"{DOC}#source",
                    "selector": [
                        {"type": "TextQuoteSelector", "exact": "Masoud", "prefix": "from ", "suffix": " to"},
                        {"type": "TextPositionSelector", "start": 5, "end": 9},
                    ],
                },
            }
        ],
    }


def body(**more: Any) -> dict[str, Any]:
    """Return the body of the only annotation."""
    found: dict[str, Any] = annotation_page(DOC, [row(**more)])["items"][0]["body"]
    return found


def test_literals_say_what_they_are() -> None:
    """A literal has its text, unescaped, and its language or datatype; an IRI has neither."""
    assert {"object": 'a "b"', "language": "en"}.items() <= body(o='"a \\"b\\""@en').items()
    date = '"1989"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    assert body(o=date)["datatype"] == "http://www.w3.org/2001/XMLSchema#gYear"
    assert body(o='"a"')["datatype"] == "http://www.w3.org/2001/XMLSchema#string"
    assert not {"language", "datatype"} & body().keys()


def test_what_is_kept_out_of_the_graph_says_so() -> None:
    """Only what is not published carries the word, and only what is inferred a confidence."""
    assert "published" not in body()
    assert "confidence" not in body()
    kept = body(published=False, status="inferred", confidence=0.4, by="an editor")
    assert (kept["published"], kept["confidence"], kept["assertedBy"]) == (False, 0.4, "an editor")


def test_observed_statements_rest_on_the_whole_file() -> None:
    """Without a quote the target is the file and has no selector; several quotes are several targets."""
    items = annotation_page(DOC, [row(quotes=[]), row(quotes=[QUOTE, QUOTE])])["items"]
    assert items[0]["target"] == {"source": f"{DOC}#source"}
    assert [len(target["selector"]) for target in items[1]["target"]] == [2, 2]


def test_annotations_are_json_ld() -> None:
    """A processor that knows the annotation context finds an annotation and a target for every row."""
    context = {
        "@version": 1.1, "id": "@id", "type": "@type", "oa": "http://www.w3.org/ns/oa#",
        "as": "http://www.w3.org/ns/activitystreams#", "Annotation": "oa:Annotation",
        "AnnotationPage": "as:OrderedCollectionPage", "items": {"@id": "as:items", "@container": "@list"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
    }
    page = annotation_page(DOC, [row(), row(quotes=[])])
    page["@context"] = context
    text = str(jsonld.to_rdf(json.loads(json.dumps(page)), {"format": "application/n-quads"}))
    assert text.count("<http://www.w3.org/ns/oa#Annotation>") == 2
    assert text.count("<http://www.w3.org/ns/oa#hasSource>") == 2
