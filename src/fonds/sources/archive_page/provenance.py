"""Where a page comes from (floor 3): its source line with the translator's credit, or what labels say of it."""

from dataclasses import dataclass

from fonds.record.evidence import Found, Span
from fonds.record.names import Contribution
from fonds.record.references import ArchivalReference, Book
from fonds.sources.archive_page.regions import Layout
from fonds.sources.archive_page.titles import one_line
from fonds.sources.archive_page.values import find_label_archive
from fonds.sources.grammar.provenance import (
    SourceLine,
    find_credit,
    find_original_language,
    find_providers,
    read_source_line,
)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the source line says, or the label that names the archive; ``line`` is without the credit.

    ``unread`` are words behind the credit.
    """

    line: Found[str] | None = None
    archival: ArchivalReference | None = None
    book: Book | None = None
    credit: Found[str] | None = None
    language: Found[str] | None = None
    contributions: tuple[Contribution, ...] = ()
    unread: tuple[Span, ...] = ()


def read_provenance(page: str, layout: Layout) -> Provenance:
    """Read the source line, whose credits are cut off its end; credits may also be lines of their own."""
    source = read_source_line(page, layout.source) if layout.source else SourceLine()
    credit, language, parties = source.credit, source.language, list(source.contributions)
    for span in layout.credits:
        found = find_credit(page, span)
        if found and credit is None:
            credit, language = found[0], find_original_language(page, span)
        parties.extend((*(found[1] if found else ()), *find_providers(page, span)))
    if credit:
        credit = one_line(page, credit.span, "credit-sentence")
    archival = source.archival
    archival = archival or find_label_archive(page, layout)
    said = one_line(page, source.line, "source-line") if source.line else None
    unread = (source.rest,) if source.rest else ()
    return Provenance(said, archival, source.book, credit, language, tuple(parties), unread)
