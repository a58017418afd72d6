"""Where a document lies and its text was printed (floor 3): citations as printed, archives and their units.

A citation is read by the grammar of references; where that does not find the archive and as many units as are
described, the described chain of units stands.
"""

from fonds.record.evidence import Found
from fonds.record.names import Name, Phrase
from fonds.record.references import ArchivalReference, ArchivalUnit
from fonds.sources.grammar.provenance import SourceLine, find_archival_reference, read_source_line
from fonds.sources.rdf_made.writing import Writing

MOST_UNITS = 12


def read_archival(writing: Writing) -> ArchivalReference | None:
    """Return where the document lies, None where no archive is named."""
    graph, document = writing.graph, writing.document
    printed = writing.literal(document, "dcterms:bibliographicCitation") or writing.literal(document, "schema:itemLocation")
    archive = next(writing.names(document, "schema:holdingArchive", kind="archive"), None)
    chain = _chain(writing)
    if archive is None:
        if chain:
            writing.tell("rdf-statement-unread", "schema:isPartOf", graph.name(chain[-1]))
        return None
    units = [unit for node in chain if (unit := _unit(writing, node))]
    if printed:
        found = find_archival_reference(writing.text.text, printed.span)
        named = archive.value.phrase.text
        if found and found.archive.phrase.text == named and len(found.units) == len(units):
            return ArchivalReference(
                Name(found.archive.phrase, kind="archive", same_as=archive.value.same_as), found.units, found.whole
            )
    whole = Phrase(printed.value, printed.span) if printed else _whole(writing, archive.value, units)
    return ArchivalReference(archive.value, tuple(units), whole)


def _whole(writing: Writing, archive: Name, units: list[ArchivalUnit]) -> Phrase:
    words = ", ".join((archive.phrase.text, *(unit.phrase.text for unit in units)))
    return writing.text.line("archival reference", words)


def _chain(writing: Writing) -> list[str]:
    """Return the archival units a document is part of, the highest first."""
    graph = writing.graph
    found: list[str] = []
    node = writing.document
    while len(found) < MOST_UNITS:
        above = [
            each for each in graph.nodes(node, "schema:isPartOf", "dcterms:isPartOf")
            if graph.has(each, "fonds:levelAsWritten") and each not in found
        ]
        if len(above) != 1:
            break
        node = above[0]
        graph.values(node, "schema:holdingArchive")
        found.insert(0, node)
    return found


def _unit(writing: Writing, node: str) -> ArchivalUnit | None:
    graph = writing.graph
    label, number = graph.text(node, "fonds:levelAsWritten"), graph.text(node, "schema:identifier")
    if label is None or number is None:
        writing.tell("rdf-value-unreadable", "schema:isPartOf", "leads to a unit without level and number")
        return None
    line = writing.text.line("archival unit", f"{label.text} {number.text}")
    return ArchivalUnit(" ".join(label.text.split()), " ".join(number.text.split()), line)


def read_printed(writing: Writing, text: str) -> tuple[Found[str] | None, SourceLine]:
    """Return the citation of the text, as printed and taken apart."""
    printed = writing.literal(text, "dcterms:bibliographicCitation")
    return printed, read_source_line(writing.text.text, printed.span) if printed else SourceLine()
