"""Single letters and other single texts (floor 3): a TEI with its own header, one record each.

What the header states in attributes and short elements is written out as lines above the text. Its meaning is read
later (`single.py`), and only where it is new.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, Span, normalised
from fonds.record.names import Contribution, Phrase
from fonds.record.record import Dated, Record, SourceFile
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, ReadOptions, part_id, part_key, unique_id
from fonds.sources.rendering import TextBuilder
from fonds.sources.tei.authors import read_authors
from fonds.sources.tei.correspondence import Correspondence, read_correspondence
from fonds.sources.tei.datable import parse_datable
from fonds.sources.tei.flow import Flow, Mark
from fonds.sources.tei.header import Header, language_of, read_header
from fonds.sources.tei.manuscript import Manuscript, read_manuscript
from fonds.sources.tei.named import TEI, local_name
from fonds.sources.tei.people import LISTS, XML_ID, Identified, People
from fonds.sources.tei.written import identify, trimmed_body
from fonds.sources.xml_files import XmlFile, canonical, iter_elements

MEDIA_TYPE = "application/tei+xml"
_TEI = f"{TEI}TEI"


@dataclass(frozen=True, slots=True)
class Letter:
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


def _write(element: Any, key: str) -> Letter:
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
    return Letter(
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


def _parse(letter: Letter, source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    from fonds.sources.tei.single import parse_letter

    return parse_letter(letter, source, curation, lexicon)
