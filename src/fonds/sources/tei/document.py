"""One document of a volume → a Record (floor 3): head, datelines, lists, source note, signature, mentions.

One function a field; each reads the marks of `written.py`. Nothing here touches the file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution
from fonds.record.record import Dated, Marking, Record, SourceFile
from fonds.record.references import Citation
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.citations import find_citations
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.language import ENOUGH, find_language
from fonds.sources.tei.dating import Datelines, read_datelines
from fonds.sources.tei.heading import Heading, find_tags, is_contradicted, read_heading, trimmed
from fonds.sources.tei.lists import Lists, read_lists
from fonds.sources.tei.mentions import read_mentions
from fonds.sources.tei.signatures import Signatures, read_signatures
from fonds.sources.tei.source_note import SourceNote, find_marking_line, read_source_note
from fonds.sources.tei.written import Written

LAYOUT = "tei-volume"
TELEGRAMS = frozenset({"telegram", "airgram"})
_OWN_NUMBER = re.compile(r"(?P<number>(?:[A-Z][A-Za-z]{1,9}\s)?[A-Z]{0,3}[–-]?\d{1,6})\.\s+(?=\S)")
_SEGMENT_NUMBER = re.compile(r"\[?(?:No|Nº|№)\.?\s*(?P<number>[\w–/-]*\d[\w–/-]*)[\].,]*")
_HEAD_NUMBER = re.compile(r"(?:No\.?\s*|Nº\s*|Document\s+)?[\[(]?(?P<number>[\w–/-]+)[\])]?[.:]?\s+")
LONGEST_HEAD = 2_000
"""Characters of a head that are read by rule."""
MOST_LINES = 4
"""Lines above a text that may be its marking."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the parts of one document say."""

    heading: Heading
    note: SourceNote
    lines: Datelines
    lists: Lists
    signed: Signatures


def parse_document(written: Written, source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Read one document. The record always comes back; what is missing or unclear is among its problems."""
    page = written.text
    title = title_span(page, written)
    note = read_source_note(page, written.note, lexicon) if written.note else SourceNote()
    heading = _heading(written, title, lexicon, note.genre)
    genre, wrong = decide_genre(heading.genre, curation, lexicon)
    if genre is not heading.genre:
        heading = _heading(written, title, lexicon, genre)
    read = _Read(
        heading, note, read_datelines(page, written.marks), read_lists(page, written.marks, written.known, lexicon),
        read_signatures(page, written.marks, written.known, telegram=genre is not None and genre.value in TELEGRAMS),
    )
    talk = genre is not None and genre.value in lexicon.conversations
    dates, wrong_dates = decide_dates(_dates(written, read.lines), curation)
    named, wrong_title = decide_title(_title(page, title), curation)
    used = _used(read)
    missing = _missing(written, title, {"title": named, "date": dates, "genre": genre, "source": note.line}, source.key)
    return Record(
        source=source, curation=curation, layout=LAYOUT, language=_language(written), title=named, genre=genre,
        dates=dates, contributions=_contributions(read, talk=talk), attendees=_attendees(read),
        about=(*heading.title.about, *read.lists.subjects), keywords=read.lists.keywords,
        place_written=read.lines.place, received=read.lines.received,
        marking=note.marking or _marking_line(written, lexicon), number=_number(written, heading), draft=heading.title.draft,
        body=Found(written.body.of(page), stated("body", written.body)) if written.body else None,
        source_line=note.line, archival=note.archival,
        book=written.book if note.archival or not note.line else None,
        identifiers=(written.identifier,) if written.identifier else (),
        mentions=read_mentions(page, written.marks, written.body, written.known, used) if written.body else (),
        citations=_citations(written, title, heading, lexicon),
        used=used, prose=tuple(span for span in (title, written.body) if span),
        problems=(*wrong, *wrong_title, *wrong_dates, *missing, *_unclear(written, read, dates, source.key)),
    )


def title_span(page: str, written: Written) -> Span | None:
    """Return the words of a head that are the title: the number of the document within its volume is none."""
    if written.head is None:
        return None
    number = written.number.strip(" .[]()")
    match = _HEAD_NUMBER.match(page, written.head.start, written.head.end) if number else None
    if match and match["number"] == number and match.end() < written.head.end:
        return Span(match.end(), written.head.end)
    return written.head


def _heading(written: Written, title: Span | None, lexicon: Lexicon, genre: Found[str] | None) -> Heading:
    """Read the head; an editors' note is no document of its time, whatever its words say."""
    if title is None or is_editorial(written, title):
        return read_heading(written.text, Span(0, 0), [], lexicon, genre)
    title = Span(title.start, min(title.end, title.start + LONGEST_HEAD))
    marks = [mark for mark in written.marks if title.start <= mark.start and mark.end <= title.end and not mark.inner]
    known = {mark.span: written.known[mark.span] for mark in marks if mark.span in written.known}
    return read_heading(written.text, title, find_tags(written.text, marks, known), lexicon, genre, known)


def is_editorial(written: Written, title: Span | None) -> bool:
    """Whether a document is a note of its editors."""
    words = title.of(written.text).strip(" .[]()").lower() if title else ""
    return written.editorial or words in ("editorial note", "editorial notes", "editor’s note", "editor's note")


def _title(page: str, title: Span | None) -> Found[str] | None:
    if title is None:
        return None
    words = " ".join(title.of(page).split())
    return Found(words, stated("title", title) if words == title.of(page) else normalised("title", title))


def _dates(written: Written, lines: Datelines) -> tuple[Dated, ...]:
    """Return the dates of the datelines; where they state none, what the editors say."""
    return tuple(lines.dates) or ((written.bounds,) if written.bounds else ())


def _contributions(read: _Read, *, talk: bool) -> tuple[Contribution, ...]:
    """Return the parties of the head, else those of lists; who signed is the author."""
    found = list(read.heading.contributions)
    correspondence = any(c.role in ("sender", "addressee") for c in found)
    for kind in ("from", "to"):
        people = read.lists.people.get(kind, [])
        if people and not talk and correspondence and all(c.role != people[0].role for c in found):
            found.extend(people)
    return (*found, *(() if talk else read.signed.authors))


def _attendees(read: _Read) -> tuple[Contribution, ...]:
    return (*read.heading.attendees, *read.lists.people.get("participants", []))


def _marking_line(written: Written, lexicon: Lexicon) -> Found[Marking] | None:
    """Return the marking of a line above the text."""
    lines = [m.span for m in written.marks if m.name == "seg" and not m.inner and m.within("opener") is not None]
    paragraphs = [m.span for m in written.marks if m.name == "p" and not m.inner and written.body][:MOST_LINES]
    return find_marking_line(written.text, [*lines, *paragraphs], lexicon)


def _number(written: Written, heading: Heading) -> Found[str] | None:
    """Return the number the document itself bears: in its head, its opener, or before a telegram's first words."""
    if heading.title.number:
        return heading.title.number
    page = written.text
    for mark in written.marks:
        if mark.name == "seg" and not mark.inner and mark.within("opener") is not None:
            match = _SEGMENT_NUMBER.match(page, mark.start, mark.end)
            if match:
                return Found(match["number"], stated("number-line", Span(*match.span("number"))))
    if heading.genre is None or heading.genre.value not in TELEGRAMS:
        return None
    first = next((m for m in written.marks if m.name == "p" and not m.inner and m.within("item") is None), None)
    match = _OWN_NUMBER.match(page, first.start, first.end) if first is not None else None
    if not match or match["number"] == "1":
        return None
    return Found(match["number"], stated("telegram-number", Span(*match.span("number"))))


def _citations(written: Written, title: Span | None, heading: Heading, lexicon: Lexicon) -> tuple[Citation, ...]:
    """Return what the text refers to."""
    if written.body is None:
        return ()
    letter = heading.genre is not None and heading.genre.value in lexicon.correspondence
    return tuple(find_citations(written.text, written.body, lexicon, letter=letter, title=title))


def _language(written: Written) -> str:
    """Return the language the markup states, else that of the words."""
    if written.language or written.body is None:
        return written.language or "und"
    return language_of_words(written.text, written.body)


def language_of_words(page: str, body: Span) -> str:
    """Return the language of a text: its beginning is enough where that is clear."""
    return find_language(page[body.start : min(body.end, body.start + ENOUGH)])


def _used(read: _Read) -> tuple[Span, ...]:
    """Return the stretches some rule has understood."""
    parties = (*read.heading.contributions, *read.heading.attendees)
    spans = [c.evidence.spans[0] for c in parties]
    return (*read.heading.title.used, *spans, *read.lines.used, *read.lists.used, *read.signed.used)


def _missing(written: Written, title: Span | None, found: Mapping[str, object], where: str) -> Iterator[Problem]:
    """Yield what a document does not state; ``found`` is what it does, by field."""
    editorial = is_editorial(written, title)
    if not found["title"]:
        yield Problem("title-missing", where)
    if written.body is None:
        yield Problem("body-missing", where)
    if editorial:
        return
    if not found["date"]:
        yield Problem("date-missing", where)
    if not found["genre"] and found["title"]:
        yield Problem("genre-unknown", where)
    if not found["source"]:
        yield Problem("source-missing", where)


def _unclear(written: Written, read: _Read, dates: tuple[Dated, ...], where: str) -> Iterator[Problem]:
    """Yield what a document states in words that no rule can read, or that contradict others."""
    page = written.text
    if read.note.line and not read.note.archival:
        yield Problem("source-unreadable", where, _quoted(page, read.note.line.span))
    for span in read.lines.unread:
        yield Problem("date-unreadable", where, _quoted(page, span))
    if len(dates) > 1 and dates[1].position == "words":
        yield Problem("date-contradiction", where, _quoted(page, dates[0].date.span))
    for words in read.heading.title.unclear:
        if not any(c.name.phrase.span.meets(words.span) for c in read.heading.contributions if "tagged" in c.evidence.rule):
            yield Problem("name-unclear", where, _quoted(page, words.span))
    for span in read.lists.left_out:
        yield Problem("participant-unclear", where, _quoted(page, span))
    for span in read.signed.unclear:
        yield Problem("signature-unclear", where, _quoted(page, span))
    yield from _contradictions(written, where)


def _contradictions(written: Written, where: str) -> Iterator[Problem]:
    """Yield the names whose tags point at an entry that is of somebody else."""
    for span, entry in written.known.items():
        words = span.of(written.text)
        if entry.full and " " in words and is_contradicted(trimmed(written.text, span).text, entry):
            yield Problem("name-list-contradiction", where, f"“{words}” and “{entry.full.text}”")


def _quoted(page: str, span: Span) -> str:
    words = " ".join(page[span.start : min(span.end, span.start + 80)].split())
    return f"“{words}”"
