"""Citations led to held documents, and led back."""

import json

import pytest

from fonds.catalogue.rows import DocumentRow
from fonds.mapping.held import RULE, meant_by, repointed, restored
from fonds.mapping.rows import completed, document_row
from fonds.rdf.framing import bundled_framer
from fonds.rdf.literals import Triple, iri_term, lang_string, name_term, parse_ntriples, plain
from fonds.record.dates import DateExpression
from fonds.record.evidence import Status
from fonds.record.references import Citation, CitedDocument
from mapping.samples import BASE, DOC, SITE, evidence, found, linked, mapped, record

FRAMER = bundled_framer(f"{BASE}/context.jsonld")


def letter(key: str) -> CitedDocument:
    """Return a letter that the sample page cites."""
    return CitedDocument(key, f"letter {key}", evidence("letter No. 7"), date=found(DateExpression(1989, 8, 31)))


def page_alone(*citations: Citation) -> DocumentRow:
    """Return the row of a page that cites."""
    made = mapped(linked(record(title=found("Letter"), genre=found("letter"), citations=citations)))
    return document_row(made, made.entities.get, FRAMER, SITE, "")


def shown(slug: str) -> list[Triple]:
    """Return what is shown of a held document."""
    node = iri_term(f"{BASE}/doc/{slug}")
    return [
        (node, name_term("rdf:type"), name_term("schema:Message")),
        (node, name_term("rdfs:label"), plain(f"Held {slug}")),
        (node, name_term("schema:name"), lang_string(f"Held {slug}", "en")),
    ]


def led(row: DocumentRow, meant: dict[str, str]) -> DocumentRow:
    """Return a row led to held documents, completed."""
    return completed(repointed(row, meant, SITE), lambda _: None, FRAMER, SITE, shown)


def back(row: DocumentRow) -> DocumentRow:
    """Return a row as its page alone makes it, completed."""
    return completed(restored(row, SITE), lambda _: None, FRAMER, SITE, shown)


REPLY = Citation("reply-to", letter("one"), evidence("In reply to your letter No. 7"))
OTHER = Citation("reference", letter("two"), evidence("your letter No. 7"))
PART = Citation(
    "reference", CitedDocument("point", "point 1", evidence(), locator=found("1"), part_of=letter("whole")), evidence()
)


@pytest.mark.parametrize(
    "meant",
    [
        {"cited-one": "x"}, {"cited-two": "x"}, {"cited-one": "x", "cited-two": "y"},
        {"cited-one": "x", "cited-two": "x"}, {"cited-whole": "x"}, {"cited-one": "x", "cited-two": "x", "cited-whole": "x"},
    ],
)
def test_there_and_back(meant: dict[str, str]) -> None:
    """Led to held documents and back, a row is the very row it was, even where two citations mean one document."""
    row = page_alone(REPLY, OTHER, PART)
    there = led(row, meant)
    assert there != row and meant_by(there) == meant
    assert back(there) == row


def test_every_statement_is_led_to_the_document() -> None:
    """What named the citation names the document; only citedAs still leads to the citation."""
    own = set(parse_ntriples(led(page_alone(REPLY), {"cited-one": "x"}).own))
    held, fragment = iri_term(f"{BASE}/doc/x"), iri_term(f"{DOC}#cited-one")
    assert {(s, p) for s, p, o in own if o == fragment} == {(iri_term(DOC), name_term("fonds:citedAs"))}
    assert {(s, p) for s, p, o in own if o == held} == {
        *((iri_term(DOC), name_term(name)) for name in ("rico:isReplyTo", "dcterms:references", "schema:citation")),
        (fragment, name_term("schema:sameAs")),
    }


def test_a_part_belongs_to_the_document() -> None:
    """Of a cited point the whole is the held document, and the reference says that a part of it is meant."""
    there = led(page_alone(PART), {"cited-whole": "x"})
    assert {(each.slug, each.relation) for each in there.references} == {("x", "cited-isPartOf")}
    assert {each.said.split(" ")[0] for each in there.references} == {f"<{DOC}#cited-point>"}
    (point,) = json.loads(there.tree)["citation"]
    assert point["isPartOf"][0]["label"] == "Held x"


def test_evidence_keeps_its_words() -> None:
    """What is said instead rests on the same words: stated ones are normalised, doubtful ones stay as doubtful."""
    there = led(page_alone(REPLY), {"cited-one": "x"})
    rows = [row for row in json.loads(there.evidence) if row["rule"] == RULE]
    assert {row["status"] for row in rows} == {"normalised"} and all(row["published"] for row in rows)
    assert {quote["exact"] for row in rows for quote in row["quotes"]} == {"In reply to your letter No. 7"}
    assert {(row["s"], row["p"], row["o"]) for row in rows} <= set(parse_ntriples(there.own))


def test_inferences_stay_inferred() -> None:
    """A citation that is itself only inferred is in no graph, so it leads nowhere else."""
    doubtful = Citation("reply-to", letter("one"), evidence("letter No. 7", Status.INFERRED, 0.5))
    row = page_alone(doubtful, Citation("part-of", letter("one"), evidence("letter No. 7")))
    there = led(row, {"cited-one": "x"})
    assert {each.relation for each in there.references} == {"isPartOf"}
    assert back(there) == row


def test_a_row_without_references_is_as_it_is() -> None:
    """A row that leads to no held document is given back untouched."""
    row = page_alone(REPLY)
    assert restored(row, SITE) is row and meant_by(row) == {}
