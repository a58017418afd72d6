"""Printed works a text is based on (floor 3): author, title, where and when printed, and the pages."""

from fonds.record.evidence import Evidence, Found, stated
from fonds.record.names import Name, Phrase
from fonds.record.references import Book
from fonds.sources.rdf_made.writing import RULE, Writing

_BASED = ("dcterms:source", "schema:isBasedOn")
_PART = ("schema:isPartOf", "dcterms:isPartOf")
_YEAR = ("schema:datePublished", "dcterms:issued")


def read_book(writing: Writing, text: str, printed: Found[str] | None, *, known: bool) -> Book | None:
    """Return the printed work a text is based on. ``known``: its citation was read, so nothing more is needed.

    What else the text is based on is told; an archival unit is where the document lies.
    """
    graph = writing.graph
    found: Book | None = None
    for node in graph.nodes(text, *_BASED):
        if graph.is_a(node, "schema:ArchiveComponent"):
            continue
        pages = writing.literal(node, "bibo:pages")
        works = [each for each in graph.nodes(node, *_PART) if each != node] if pages else [node]
        book = _book(writing, works[0], printed, pages) if works and not known and not found else None
        if book is None and not known:
            writing.tell("rdf-statement-unread", _BASED[0], graph.name(node) or node)
        found = found or book
        for work in works if known else ():
            _pass(writing, work)
    return found


def _book(writing: Writing, work: str, printed: Found[str] | None, pages: Found[str] | None) -> Book | None:
    if not writing.graph.is_a(work, "schema:Book"):
        return None
    title = writing.literal(work, "dcterms:title") or writing.literal(work, "schema:name")
    if title is None:
        return None
    authors = tuple(each.value for each in writing.names(work, "schema:author", "dcterms:creator"))
    publisher = next(writing.names(work, "schema:publisher", "dcterms:publisher"), None)
    evidence: Evidence = stated(RULE, printed.span if printed else title.span)
    year = _year(writing, work)
    _pass(writing, work)
    return Book(
        authors, _phrase(title), evidence, place=_place(writing, work), publisher=publisher.value if publisher else None,
        year=year, pages=pages,
    )


def _phrase(found: Found[str]) -> Phrase:
    return Phrase(found.value, found.span)


def _year(writing: Writing, work: str) -> Found[int] | None:
    written = writing.literal(work, _YEAR[0]) or writing.literal(work, _YEAR[1])
    year = written.value[:4] if written else ""
    return Found(int(year), written.evidence) if written and len(year) == 4 and year.isascii() and year.isdigit() else None


def _place(writing: Writing, work: str) -> Name | None:
    for event in writing.graph.nodes(work, "schema:publication"):
        if place := next(writing.names(event, "schema:location", kind="place"), None):
            return place.value
    return None


def _pass(writing: Writing, work: str) -> None:
    """Count as read what says again when a work was printed."""
    names = ("dcterms:date", "fonds:earliest", "fonds:latest", *_YEAR, "schema:author", "dcterms:creator", "schema:publisher")
    writing.graph.values(work, *names, "dcterms:publisher", "schema:publication")
