"""Where each part of a page stands (floor 3): what the readers of the layouts fill, and `adapter.py` reads.

The names of the layouts are told in ``docs/layouts.md``, with a sketch of each.
"""

from dataclasses import dataclass, field

from fonds.record.evidence import Span
from fonds.sources.archive_page.citation_string import CitationString
from fonds.sources.archive_page.labels import Labelled

ARCHIVE_PAGE = "archive-page"
LABELLED = "archive-page-labelled"
RELATED_FIRST = "archive-page-related-first"
PLAIN = "archive-page-plain"
SEARCH_PAGE = "digital-archive-2011"
PDF_TEXT = "pdf-text"
UNKNOWN = "unknown"
LAYOUTS = (ARCHIVE_PAGE, LABELLED, RELATED_FIRST, PLAIN, SEARCH_PAGE, PDF_TEXT)
"""The layouts that are known, by the names that reports give them."""


@dataclass(slots=True)
class Layout:
    """Where each part stands; a part that is not there is None or empty.

    ``credits`` are lines of their own that only say who translated. ``related`` are stretches about other documents,
    ``unlabelled`` lines of the tail that belong to no label, ``ignored`` lines before the head that belong to
    nothing. ``citation`` is the page's own proposal of how to cite it. ``labels`` in the order they stand.
    """

    name: str = UNKNOWN
    date: Span | None = None
    title: Span | None = None
    credit: Span | None = None
    body: list[Span] = field(default_factory=list)
    summary: Span | None = None
    has_tail: bool = False
    source: Span | None = None
    credits: list[Span] = field(default_factory=list)
    notice: Span | None = None
    labels: list[Labelled] = field(default_factory=list)
    unlabelled: list[Span] = field(default_factory=list)
    related: list[Span] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)
    citation: CitationString | None = None

    @property
    def known(self) -> bool:
        """Whether the page has one of the known layouts."""
        return self.name != UNKNOWN

    @property
    def states_source(self) -> bool:
        """Whether pages of this layout say where the document comes from."""
        return self.has_tail or self.name in (SEARCH_PAGE, PDF_TEXT)

    def values(self, *fields: str) -> list[Span]:
        """Return the values of these labels, in the order they stand."""
        return [value for each in self.labels if each.label.field in fields for value in each.values]
