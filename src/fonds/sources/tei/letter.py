"""Single letters and other single texts (floor 3): a TEI with its own header, one record each.

The description of the correspondence says who wrote to whom, when and where (TEI P5, 2.4.6); the description of the
manuscript where it lies (TEI P5, 11.4). Where neither is there, title and dates give what can be had, and a Problem
says so. What the header states in attributes and short elements stands as lines above the text.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, normalised, stated
from fonds.record.names import Contribution, Name, Phrase
from fonds.record.record import Dated, Record, SourceFile
from fonds.sources.archive_page.decisions import decide_dates, decide_genre, decide_title
from fonds.sources.grammar.citations import find_citations
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.grammar.titles import CORRESPONDENCE
from fonds.sources.parts import Part, ReadOptions, part_id, part_key, unique_id
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.authors import read_authors
from fonds.sources.tei.correspondence import Correspondence, read_correspondence, supplied_title
from fonds.sources.tei.datable import parse_datable
from fonds.sources.tei.dating import Datelines, read_datelines
from fonds.sources.tei.document import LONGEST_HEAD, language_of_words
from fonds.sources.tei.flow import Flow, Mark
from fonds.sources.tei.header import Header, language_of, read_header
from fonds.sources.tei.heading import Heading, find_tags, read_heading
from fonds.sources.tei.manuscript import Manuscript, read_manuscript
from fonds.sources.tei.mentions import read_mentions
from fonds.sources.tei.named import TEI, local_name
from fonds.sources.tei.people import LISTS, XML_ID, Identified, People
from fonds.sources.tei.signatures import read_signatures
from fonds.sources.tei.written import identify, trimmed_body
from fonds.sources.xml_files import XmlFile, canonical, iter_elements

MEDIA_TYPE = "application/tei+xml"
LETTER, TEXT = "tei-letter", "tei-text"
"""Layouts: with a description of correspondence, and without."""
_TEI = f"{TEI}TEI"


@dataclass(frozen=True, slots=True)
class _Letter:
    """What was written out of one TEI."""

    text: str
    title: Phrase | None
    described: Correspondence | None
    manuscript: Manuscript
    created: Dated | None
    marks: tuple[Mark, ...]
    body: Span | None
    known: dict[Span, Identified]
    language: str
    authors: tuple[Contribution, ...] = ()


def read_letters(file: XmlFile, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield a part for each TEI of a file; most files hold one."""
    several = file.elements["TEI"] > 1
    used: Counter[str] = Counter()
    if not several and file.size > options.page_bytes:
        yield Problem("file-too-large", str(file.path), f"{file.size:,} bytes; the limit is {options.page_bytes:,}")
        return
    for element in iter_elements(file, _TEI):
        if next(element.iterancestors(_TEI), None) is None:
            yield _part(file, element, used, several=several)


def _part(file: XmlFile, element: Any, used: Counter[str], *, several: bool) -> Part:
    data = canonical(element)
    digest = hashlib.sha256(data).hexdigest() if several else file.sha256
    id_ = ""
    if several:
        header = element.find(f"{TEI}teiHeader")
        id_ = part_id(element.get(XML_ID) or (read_header(header).id if header is not None else "")) or digest[:12]
        id_ = unique_id(id_, used, digest[:8])
    key = part_key(file.key, id_) if id_ else file.key
    letter = _write(element, key)
    size = len(data) if several else file.size
    source = SourceFile(key, file.path.name, MEDIA_TYPE, digest, size, letter.text)
    return Part(source, partial(_parse, letter, source), id_, element.sourceline)


def _write(element: Any, key: str) -> _Letter:
    """Write out header and text of one TEI."""
    head = element.find(f"{TEI}teiHeader")
    header = read_header(head) if head is not None else Header()
    text = TextBuilder()
    title = text.line("title", header.title) if header.title else None
    described = next(head.iter(f"{TEI}correspDesc"), None) if head is not None else None
    found = read_correspondence(described, text, key) if described is not None else None
    authors = tuple(read_authors(head, text)) if head is not None and found is None else ()
    manuscript = read_manuscript(head, text)
    created = _created(head, text) if head is not None else None
    people = People()
    for each in element.iter(*LISTS):
        people.read_list(each)
    flow = Flow(length=text.length, _parts=[text.text])
    flow.break_("\n")
    start = text.length
    body = _body(element)
    if body is not None:
        flow.content(body)
    end, own = flow.length, tuple(flow.marks)
    known = identify(flow, own, people)
    marks = tuple(mark for mark in own if 0 <= mark.start < mark.end)
    language = language_of(body if body is not None else element, header.language)
    words = flow.text
    return _Letter(
        words, title, found, manuscript, created, marks, trimmed_body(words, start, end), known, language, authors
    )


def _body(element: Any) -> Any:
    """Return the element that holds the text: the body, or the one div in it that holds all of it."""
    text = element.find(f"{TEI}text")
    body = text.find(f"{TEI}body") if text is not None else None
    found = body if body is not None else text
    while found is not None and len(found) == 1 and local_name(found[0]) == "div":
        found = found[0]
    return found


def _created(head: Any, text: TextBuilder) -> Dated | None:
    """Write out when the text was made: ``creation``, else the manuscript's ``origDate``."""
    places = (head.iterfind(f".//{TEI}creation//{TEI}date"), head.iter(f"{TEI}origDate"))
    for element in (each for found in places for each in found):
        value = parse_datable(element)
        if value is None:
            continue
        said = (element.get(name) for name in ("when", "from", "to", "notBefore", "notAfter", "cert"))
        line = text.line("created", " ".join(filter(None, said)))
        return Dated("created", Found(value, normalised("creation-date", line.span)))
    return None


def _parse(letter: _Letter, source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    """Return the record of one text."""
    page, described = letter.text, letter.described or Correspondence()
    heading = _heading(letter, lexicon, None)
    genre, wrong = decide_genre(_genre(letter, heading), curation, lexicon)
    if genre is not None and (heading.genre is None or genre.value != heading.genre.value):
        heading = _heading(letter, lexicon, genre)
    lines = read_datelines(page, letter.marks)
    title = Found(letter.title.text, stated("title", letter.title.span)) if letter.title else supplied_title(described)
    named, wrong_title = decide_title(title, curation)
    dates, wrong_dates = decide_dates(_dates(letter, described, lines), curation)
    signed = read_signatures(page, letter.marks, letter.known)
    talk = genre is not None and genre.value in lexicon.conversations
    letterly = genre is not None and genre.value in lexicon.correspondence
    used = (*heading.title.used, *lines.used, *signed.used)
    record = Record(
        source=source, curation=curation, layout=LETTER if letter.described else TEXT, language=_language(letter),
        title=named, genre=genre, dates=dates,
        contributions=(*_parties(described, heading), *(() if talk else letter.authors or signed.authors)),
        attendees=heading.attendees, about=heading.title.about, number=heading.title.number, draft=heading.title.draft,
        place_written=next(iter(described.places), lines.place), further_places=tuple(described.places[1:]),
        received=lines.received, transfers=tuple(described.transfers),
        mentions=_mentions(letter, described, used), addresses=tuple(described.addresses),
        identifiers=_identifiers(letter, described), original_language=described.language,
        archival=letter.manuscript.reference, source_line=letter.manuscript.line,
        body=Found(letter.body.of(page), stated("body", letter.body)) if letter.body else None,
        citations=find_citations(page, letter.body, lexicon, letter=letterly) if letter.body else (),
        used=used, prose=tuple(span for span in (letter.title and letter.title.span, letter.body) if span),
    )
    problems = (*described.problems, *wrong, *wrong_title, *wrong_dates)
    return replace(record, problems=(*problems, *_problems(record, letter)))


def _heading(letter: _Letter, lexicon: Lexicon, genre: Found[str] | None) -> Heading:
    span = letter.title.span if letter.title else Span(0, 0)
    span = Span(span.start, min(span.end, span.start + LONGEST_HEAD))
    return read_heading(letter.text, span, find_tags(letter.text, (), letter.known), lexicon, genre)


def _genre(letter: _Letter, heading: Heading) -> Found[str] | None:
    """Return the genre of the title; what has a description of its correspondence is correspondence."""
    if heading.genre or letter.described is None:
        return heading.genre
    spans = [c.name.phrase.span for c in letter.described.contributions] or [d.date.span for d in letter.described.dates]
    return Found(CORRESPONDENCE, normalised("correspondence-description", *spans)) if spans else None


def _parties(described: Correspondence, heading: Heading) -> tuple[Contribution, ...]:
    """Return who the description names; the title speaks of roles the description is silent on."""
    roles = {c.role for c in described.contributions}
    return (*described.contributions, *(c for c in heading.contributions if c.role not in roles))


def _dates(letter: _Letter, described: Correspondence, lines: Datelines) -> tuple[Dated, ...]:
    """Return when it was written: by its description, else by its header, else by its dateline."""
    return tuple(described.dates) or ((letter.created,) if letter.created else tuple(lines.dates))


def _mentions(letter: _Letter, described: Correspondence, used: tuple[Span, ...]) -> tuple[Found[Name], ...]:
    tagged = read_mentions(letter.text, letter.marks, letter.body, letter.known, used) if letter.body else ()
    return (*described.mentions, *tagged)


def _identifiers(letter: _Letter, described: Correspondence) -> tuple[Found[str], ...]:
    return (described.identifier,) if described.identifier else ()


def _language(letter: _Letter) -> str:
    if letter.language or letter.body is None:
        return letter.language or "und"
    return language_of_words(letter.text, letter.body)


def _problems(record: Record, letter: _Letter) -> Iterator[Problem]:
    where = record.source.key
    if letter.described is None:
        yield Problem("layout-unknown", where, "the TEI has no description of a correspondence")
    missing = {
        "title-missing": record.title, "date-missing": record.dates, "body-missing": record.body,
        "source-missing": record.source_line or record.archival,
    }
    yield from (Problem(code, where) for code, found in missing.items() if not found)
