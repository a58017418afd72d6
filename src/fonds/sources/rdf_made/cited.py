"""What a document cites (floor 3): cited documents with all that is said of them, and named instruments."""

from collections.abc import Iterator

from fonds.rdf.namespaces import GENRE
from fonds.rdf.parsing import Value
from fonds.record.dates import DateExpression, parse_iso
from fonds.record.evidence import Found, stated
from fonds.record.references import Citation, CitedDocument, Instrument
from fonds.slugs import slugify
from fonds.sources.rdf_made.documents import document_id
from fonds.sources.rdf_made.terms import is_code
from fonds.sources.rdf_made.writing import RULE, Writing

DEEPEST = 5
"""How many wholes a cited document may be part of, one of the other."""
_RELATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reply-to", ("rico:isReplyTo",)),
    ("part-of", ("dcterms:isPartOf", "schema:isPartOf")),
    ("reference", ("dcterms:references", "schema:citation")),
)


def read_citations(writing: Writing) -> Iterator[Citation]:
    """Yield what the document cites; a document that is held, a book or a unit is none of it."""
    graph, known = writing.graph, set[str]()
    for relation, names in _RELATIONS:
        for value in graph.values(writing.document, *names):
            if value.text in known:
                continue
            known.add(value.text)
            target = _target(writing, value, names[0], 0)
            if target is not None:
                evidence = target.evidence if isinstance(target, CitedDocument) else stated(RULE, target.name.span)
                yield Citation(relation, target, evidence)
            elif not graph.is_a(value.text, "schema:ArchiveComponent"):
                writing.tell("rdf-statement-unread", names[0], graph.name(value.text) or value.text)


def _target(writing: Writing, value: Value, label: str, depth: int) -> CitedDocument | Instrument | None:
    graph = writing.graph
    if value.kind == "literal" or depth > DEEPEST:
        return None
    if graph.is_a(value.text, "fonds:CitedDocument"):
        return _cited(writing, value, label, depth)
    if graph.is_a(value.text, "schema:Legislation") and value.text != writing.document:
        return _instrument(writing, value, label)
    return None


def _instrument(writing: Writing, value: Value, label: str) -> Instrument | None:
    name = writing.name(label, value)
    if name is None:
        return None
    date = _date(writing, value.text)
    year = Found(date.value.year, date.evidence) if date and not date.value.month else None
    return Instrument(name.phrase, stated(RULE, name.phrase.span), year)


def _cited(writing: Writing, value: Value, label: str, depth: int) -> CitedDocument | None:
    graph, node = writing.graph, value.text
    words = graph.name(node)
    if not words:
        writing.tell("rdf-value-unreadable", label, "leads to what has no name")
        return None
    line = writing.text.line(label, words)
    own = document_id(node).removeprefix("cited-") if value.kind == "iri" else ""
    genre = next((iri.removeprefix(GENRE) for iri in graph.nodes(node, "schema:genre", "dcterms:type")
                  if iri.startswith(GENRE) and is_code("genre", iri.removeprefix(GENRE))), "")
    issuer = next(writing.names(node, "schema:author", "dcterms:creator", "schema:creator"), None)
    number, locator, pages = (
        writing.literal(node, f"bibo:{name}") for name in ("number", "locator", "pages")
    )
    return CitedDocument(
        own or slugify(words), line.text, stated(RULE, line.span),
        genre=Found(genre, stated(RULE, line.span)) if genre else None, number=number, date=_date(writing, node),
        issuer=issuer, locator=locator, pages=pages, part_of=_whole(writing, node, depth),
    )


def _whole(writing: Writing, node: str, depth: int) -> CitedDocument | Instrument | None:
    for value in writing.graph.values(node, "dcterms:isPartOf", "schema:isPartOf"):
        if value.text != node and (found := _target(writing, value, "dcterms:isPartOf", depth + 1)):
            return found
    return None


def _date(writing: Writing, node: str) -> Found[DateExpression] | None:
    """Return the typed date of a cited document or an instrument; EDTF and bounds say it again."""
    writing.graph.values(node, "dcterms:date", "fonds:earliest", "fonds:latest")
    value = writing.graph.text(node, "dcterms:created", "schema:dateCreated")
    writing.graph.values(node, "schema:dateCreated")
    date = parse_iso(value.text) if value else None
    if value is None or date is None:
        return None
    line = writing.text.line("dcterms:created", value.text)
    return Found(date, stated(RULE, line.span))
