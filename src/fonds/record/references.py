"""What a page refers to (floor 2): cited documents, printed books, named instruments, archival units."""

from dataclasses import dataclass

from fonds.record.dates import DateExpression
from fonds.record.evidence import Evidence, Found
from fonds.record.names import Name, Phrase


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, charter or other legal instrument by its name; ``year`` where the words give it."""

    name: Phrase
    evidence: Evidence
    year: Found[int] | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A printed work as a citation describes it."""

    author: tuple[Name, ...]
    title: Phrase
    evidence: Evidence
    translation: Phrase | None = None
    place: Name | None = None
    publisher: Name | None = None
    publication: Phrase | None = None
    year: Found[int] | None = None
    pages: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document the page cites. ``key`` is stable within the page: the citation's words in order, folded.

    ``author_role`` is "addressee" where the words say "your letter". ``part_of`` is the whole that ``locator``
    is a part of; ``label`` is the citation as written.
    """

    key: str
    label: str
    evidence: Evidence
    genre: Found[str] | None = None
    number: Found[str] | None = None
    date: Found[DateExpression] | None = None
    issuer: Found[Name] | None = None
    author_role: Found[str] | None = None
    locator: Found[str] | None = None
    pages: Found[str] | None = None
    part_of: "CitedDocument | Instrument | Book | None" = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document or instrument and how the page relates to it: part-of, reply-to or reference."""

    relation: str
    target: CitedDocument | Instrument
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ArchivalUnit:
    """One level of an archival reference: its label stays as printed (``F.``), its number beside it.

    The label is empty where a level is printed as a name or a call number alone ("Country File", "117-00030-01").
    """

    label: str
    number: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class ArchivalReference:
    """Where the document lies: the archive, the units from the highest down, the whole as printed.

    ``abbreviation`` is the short name in brackets behind the archive's name, ``pages`` the place in the lowest unit
    ("ll. 3–5"). ``also`` are further references of the same line (a copy elsewhere, a printing), each kept whole.
    """

    archive: Name
    units: tuple[ArchivalUnit, ...]
    whole: Phrase
    abbreviation: Phrase | None = None
    pages: Found[str] | None = None
    also: tuple[Phrase, ...] = ()
