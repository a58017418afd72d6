"""Where a page comes from (floor 3): its source line with the translator's credit, or what labels say of it."""

from dataclasses import dataclass

from fonds.record.evidence import Found, Span
from fonds.record.names import Contribution
from fonds.record.references import ArchivalReference, Book
from fonds.sources.archive_page.regions import Layout
from fonds.sources.archive_page.titles import one_line
from fonds.sources.archive_page.values import find_label_archive
from fonds.sources.grammar.names import phrase
from fonds.sources.grammar.provenance import (
    find_archival_reference,
    find_book,
    find_credit,
    find_original_language,
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the source line says, or the label that names the archive; ``line`` is without the credit."""

    line: Found[str] | None = None
    archival: ArchivalReference | None = None
    book: Book | None = None
    credit: Found[str] | None = None
    language: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()


def read_provenance(page: str, layout: Layout) -> Provenance:
    """Read the source line: the credit sentence is cut off its end first; it may also be a line of its own."""
    spans = [span for span in (layout.source, *layout.credits) if span]
    credited = next(((span, found) for span in spans if (found := find_credit(page, span))), None)
    credit, parties = credited[1] if credited else (None, [])
    language = find_original_language(page, credited[0]) if credited else None
    line = None
    if layout.source:
        cut = credit.span.start if credit and credited and credited[0] == layout.source else layout.source.end
        line = _without_joint(page, Span(layout.source.start, cut))
    archival = find_archival_reference(page, line) if line else None
    book = find_book(page, line) if line and not archival else None
    if line is None or book:
        archival = archival or find_label_archive(page, layout)
    said = one_line(page, line, "source-line") if line else None
    return Provenance(said, archival, book, credit, language, tuple(parties))


def _without_joint(page: str, span: Span) -> Span | None:
    """Leave out what joined a credit to the words before it ("Obtained by A and translated by B")."""
    words = span.of(page).rstrip(" \t\r\n\u00a0,;")
    bare = words.removesuffix(" and").rstrip(" ,;") if words.endswith(" and") else words
    kept = phrase(page, span.start, span.start + len(bare)).span
    return kept if kept.start < kept.end else None
