"""The Record (floor 2): all that one page says, in plain Python, each value with its evidence.

Adapters make it (``sources/``), the linker names its entities, the mapper turns it into statements. Missing
values are None or empty; what is missing or contradictory is a Problem beside it.
"""

from dataclasses import dataclass, field

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.dates import DateExpression
from fonds.record.evidence import Found, Span
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.references import ArchivalReference, Book, Citation
from fonds.record.spans import AnyDate


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a record was read from. ``key`` names it for ever (source name and path); ``page`` is its text."""

    key: str
    name: str
    media_type: str
    sha256: str
    size: int
    page: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and the place in the page it stands at: ``heading``, ``dateline``, or the field's name."""

    position: str
    date: Found[AnyDate]


@dataclass(frozen=True, slots=True)
class Marking:
    """A security marking: the concept's code and the words as written."""

    code: str
    written: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """What became of a document on its way: ``kind`` is ``received`` or ``forwarded``; when and where, as far as known.

    Who received or forwarded it is a contribution.
    """

    kind: str
    date: Found[AnyDate] | None = None
    place: Found[Name] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A rights notice, the collection it speaks of and the body that speaks."""

    text: Found[str]
    collection: Phrase | None = None
    publisher: Found[Name] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One document as one page describes it.

    ``used`` are the stretches that a grammar rule has already understood: the linker finds no mention in them.
    ``prose`` are the stretches where a mention may stand (title, body, summary). ``mentions`` and ``subjects`` are
    names the source itself marks as such; ``addresses`` are IRIs where the document, or its edition, can be seen.
    """

    source: SourceFile
    layout: str
    problems: tuple[Problem, ...] = ()
    language: str = "und"
    title: Found[str] | None = None
    genre: Found[str] | None = None
    dates: tuple[Dated, ...] = ()
    held: Found[AnyDate] | None = None
    """When the conversation or meeting took place that the document records."""
    contributions: tuple[Contribution, ...] = ()
    attendees: tuple[Contribution, ...] = ()
    salutation: Found[Name] | None = None
    about: tuple[Phrase, ...] = ()
    place_written: Found[Name] | None = None
    further_places: tuple[Found[Name], ...] = ()
    """Where else it was written, where a description names several places."""
    marking: Found[Marking] | None = None
    position: Found[str] | None = None
    number: Found[str] | None = None
    draft: Found[str] | None = None
    """That it is a draft, as its title says."""
    body: Found[str] | None = None
    summary: Found[str] | None = None
    citations: tuple[Citation, ...] = ()
    archival: ArchivalReference | None = None
    book: Book | None = None
    source_line: Found[str] | None = None
    credit: Found[str] | None = None
    original_language: Found[str] | None = None
    sent: Found[DateExpression] | None = None
    received: Found[DateExpression] | None = None
    transfers: tuple[Transfer, ...] = ()
    mentions: tuple[Found[Name], ...] = ()
    subjects: tuple[Found[Name], ...] = ()
    keywords: tuple[Found[str], ...] = ()
    extent: Found[str] | None = None
    addresses: tuple[Found[str], ...] = ()
    notice: Notice | None = None
    identifier: Found[str] | None = None
    identifiers: tuple[Found[str], ...] = ()
    uploaded: Found[DateExpression] | None = None
    empty_fields: tuple[Found[str], ...] = ()
    used: tuple[Span, ...] = ()
    prose: tuple[Span, ...] = ()
    curation: Curation = field(default_factory=Curation)
