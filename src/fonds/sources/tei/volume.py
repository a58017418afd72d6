"""Volumes (floor 3): files of many documents, one record a ``div`` of the type *document*.

The file is streamed twice: its header and its lists of persons and terms are taken first, wherever they stand; then
each document is written out as it ends, and let go of. Its meaning is read later, and only where it is new.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, part_id, part_key, unique_id
from fonds.sources.tei.header import Header, language_of, read_header
from fonds.sources.tei.named import TEI
from fonds.sources.tei.people import LISTS, XML_ID, People
from fonds.sources.tei.written import Written, write_document
from fonds.sources.xml_files import XmlFile, canonical, iter_elements

MEDIA_TYPE = "application/tei+xml"
DOCUMENT = "document"
LETTER = "letter"
"""Types of a ``div`` that is one of many documents."""
HOLDERS = (f"div@{DOCUMENT}", f"div@{LETTER}")
"""The same as the first look through a file counts them."""
_DIV = f"{TEI}div"
_HEADER = f"{TEI}teiHeader"


def document_type(file: XmlFile) -> str:
    """Return the type of the divs that are documents; empty where a file does not hold many."""
    if file.elements[f"div@{DOCUMENT}"]:
        return DOCUMENT
    single = file.elements["TEI"] <= 1
    return LETTER if single and file.elements[f"div@{LETTER}"] > 1 else ""


def read_volume(file: XmlFile) -> Iterator[Part]:
    """Yield a part for each document of a volume, in the order they end."""
    kind = document_type(file)
    header, people = _read_front(file, kind)
    used: Counter[str] = Counter()
    for element in iter_elements(file, _DIV, chosen=lambda each: each.get("type") == kind):
        yield _part(file, element, header, people, used)


def _read_front(file: XmlFile, kind: str) -> tuple[Header, People]:
    """Read the header and the lists; the documents are passed over."""
    header, people = Header(), People()
    for element in iter_elements(file, _HEADER, *LISTS, without=f"div@{kind}"):
        if element.tag == _HEADER:
            header = read_header(element)
        else:
            people.read_list(element)
    return header, people


def _part(file: XmlFile, element: Any, header: Header, people: People, used: Counter[str]) -> Part:
    given = part_id(element.get(XML_ID) or "")
    number = part_id(element.get("n") or "")
    id_ = given or (f"n{number}" if number else f"line-{element.sourceline}")
    id_ = unique_id(id_, used)
    written = write_document(element, people, header, id_, language_of(element, header.language))
    data = canonical(element) + written.text.encode()
    digest = hashlib.sha256(data).hexdigest()
    source = SourceFile(part_key(file.key, id_), file.path.name, MEDIA_TYPE, digest, len(data), written.text)
    return Part(source, partial(_parse, written, source), id_, element.sourceline)


def _parse(written: Written, source: SourceFile, curation: Curation, lexicon: Lexicon) -> Record:
    from fonds.sources.tei.document import parse_document

    return parse_document(written, source, curation, lexicon)
