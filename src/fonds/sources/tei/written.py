"""A TEI document written out (floor 3): its text, where its elements stand in it, who its names are.

What follows the text itself: the source note, the entries of the file's lists that its names point at, what the file
says of itself. So everything that is said of the document has words to rest on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.record import Dated
from fonds.record.references import Book
from fonds.record.spans import make_span
from fonds.sources.tei.datable import parse_when
from fonds.sources.tei.flow import Flow, Mark
from fonds.sources.tei.header import Header
from fonds.sources.tei.named import KINDS, iris_of, local_name, text_of
from fonds.sources.tei.people import Identified, People, write_entry, write_iris

_SAYS_SOURCE = ("source:", "source,", "[source:")
_POINTERS = ("corresp", "ref", "key", "target", "sameAs")
_LISTS = ("list", "listBibl", "table", "row", "item")
_BOUNDS = ("doc-dateTime-min", "doc-dateTime-max")


@dataclass(frozen=True, slots=True)
class Written:
    """A document's text and marks. ``head`` and ``body`` are None where it has none; ``bounds`` are the editors'."""

    text: str
    marks: tuple[Mark, ...]
    head: Span | None
    body: Span | None
    note: Span | None = None
    known: Mapping[Span, Identified] = field(default_factory=dict)
    bounds: Dated | None = None
    book: Book | None = None
    identifier: Found[str] | None = None
    number: str = ""
    editorial: bool = False
    language: str = ""


def write_document(element: Any, people: People, header: Header, id_: str, language: str) -> Written:
    """Write out one document of a file of many."""
    flow = Flow()
    flow.content(element)
    own = list(flow.marks)
    head = next((mark for mark in own if mark.name == "head" and _is_title(mark)), None)
    end = flow.length
    start = head.end if head is not None else 0
    note = _write_note(flow, element)
    if note is None and (printed := _printed_note(flow)) is not None:
        note, end = printed, printed.start if printed.end >= end else end
    bounds = None
    editorial = element.get("subtype") == "editorial-note"
    if not editorial and not any(_is_dated(mark) for mark in own):
        bounds = _write_bounds(flow, element.attrib)
    known = identify(flow, own, people)
    book, identifier = _write_volume(flow, header, id_)
    text = flow.text
    return Written(
        text, tuple(mark for mark in own if mark.start < mark.end), head.span if head is not None else None,
        trimmed_body(text, start, end), note, known, bounds, book, identifier, element.get("n") or "",
        editorial, language,
    )


def identify(flow: Flow, marks: Iterable[Mark], people: People) -> dict[Span, Identified]:
    """Write out who the marked names are, by the file's lists or the IRIs of their own elements."""
    known: dict[Span, Identified] = {}
    written: dict[object, Identified] = {}
    flow.break_("\n\n")
    for mark in marks:
        attributes = mark.attributes
        if not attributes or mark.name not in KINDS or mark.start >= mark.end:
            continue
        entry = people.find(" ".join([attributes[name] for name in _POINTERS if name in attributes]))
        if entry is not None:
            if entry.kind:
                known[mark.span] = written.get(entry) or written.setdefault(entry, write_entry(flow, entry))
        elif iris := tuple(iris_of(mark)):
            known[mark.span] = written.get(iris) or written.setdefault(iris, write_iris(flow, mark.name, iris))
    return known


def trimmed_body(text: str, start: int, end: int) -> Span | None:
    """Return the stretch of a text without the white space around it; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_title(mark: Mark) -> bool:
    """Whether a head is the document's own: not that of a list, nor of a document within."""
    return not mark.inner and mark.start < mark.end and mark.within(*_LISTS) is None


def _is_dated(mark: Mark) -> bool:
    return mark.name == "date" and not mark.inner and mark.within("dateline") is not None and mark.start < mark.end


def _write_note(flow: Flow, element: Any) -> Span | None:
    """Write out the note that says where the document lies: the one that is typed so, or says so in its first word."""
    typed = (note for note in flow.notes if note.get("type") == "source")
    saying = (note for note in flow.notes if text_of(note).lower().startswith(_SAYS_SOURCE))
    chosen = next((note for note in chain(typed, saying) if not _in_attachment(note, element)), None)
    if chosen is None:
        return None
    flow.break_("\n\n")
    before = flow.length
    flow.content(chosen)
    return trimmed_body(flow.text, before, flow.length)


def _printed_note(flow: Flow) -> Span | None:
    """Return the paragraph that says where a document lies, in place of its text or below it ("[Source: …]")."""
    text = flow.text
    for mark in flow.named("p"):
        if text.startswith(("[Source:", "[Source,"), mark.start):
            return mark.span
    return None


def _in_attachment(note: Any, element: Any) -> bool:
    """Whether a note is one of a document within the document."""
    around = note.getparent()
    while around is not None and around is not element:
        if local_name(around) == "attachment" or around.get("type") in ("attachment", "enclosure", "annex"):
            return True
        around = around.getparent()
    return False


def _write_volume(flow: Flow, header: Header, id_: str) -> tuple[Book | None, Found[str] | None]:
    """Write out the volume and the document's place in it."""
    flow.break_("\n\n")
    book: Book | None = None
    if header.title:
        title = flow.line("volume", header.title)
        if header.year:
            year = flow.line("year", header.year)
            found = Found(int(header.year), stated("volume-year", year.span))
            book = Book((), title, normalised("volume", title.span, year.span), year=found)
        else:
            book = Book((), title, normalised("volume", title.span))
    words = flow.line("document", f"{header.id}/{id_}" if header.id else id_)
    return book, Found(words.text, stated("document-id", words.span))


def _write_bounds(flow: Flow, attributes: Mapping[str, str]) -> Dated | None:
    """Write out the days between which editors say that a document without a dated dateline was written."""
    values = {name.rpartition("}")[2]: value for name, value in attributes.items()}
    first, last = (parse_when(values.get(name)) for name in _BOUNDS)
    date = make_span(first, last, choice=True) if first and last else None
    if date is None:
        return None
    words = flow.line("dated by the editors", " – ".join(dict.fromkeys(values[name] for name in _BOUNDS)))
    return Dated("editors", Found(date, normalised("editors-bounds", words.span)))
