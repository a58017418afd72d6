"""Descriptions as parts of files (floor 3): alone in a file, or in an envelope that gives each an identifier."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.evidence import Found, stated
from fonds.record.record import Record, SourceFile
from fonds.sources.description.description import Description
from fonds.sources.description.records import make_record
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, ReadOptions, part_id, part_key
from fonds.sources.xml_files import XmlFile, canonical, iter_elements, read_xml


@dataclass(frozen=True, slots=True)
class Envelope:
    """What holds a description. ``id`` is empty where it is all its file holds.

    ``identifier`` is what the repository it was harvested from knows it by, ``line`` where it begins in the file.
    """

    id: str = ""
    identifier: str = ""
    line: int | None = None

    def key(self, file: XmlFile) -> str:
        """Return the key of the part."""
        return part_key(file.key, self.id) if self.id else file.key

    def inner(self, id_: str, line: int | None) -> "Envelope":
        """Return the envelope of one of many documents that a description holds."""
        return Envelope(stable_id("-".join(filter(None, (self.id, id_)))), self.identifier, line)


def stable_id(words: str) -> str:
    """Return an identifier of a part; one that is too long to be kept whole ends in a digest.

    >>> stable_id("oai:x:1"), len(stable_id("y" * 300))
    ('oai:x:1', 109)
    """
    plain = part_id(words)
    return plain if len(words) <= 120 else f"{plain[:100]}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


RecordReader = Callable[[Any, XmlFile, Envelope], Iterator[Part | Problem]]
"""Reads one record element."""


def read_single(path: Path, key: str, options: ReadOptions, read: RecordReader) -> Iterator[Part | Problem]:
    """Yield what the root element of a file holds, or why nothing of it is read."""
    file = read_xml(path, key, min(options.file_bytes, options.page_bytes))
    if isinstance(file, Problem):
        yield file
        return
    for element in iter_elements(file, file.root):
        if element.getparent() is None:
            yield from read(element, file, Envelope(line=element.sourceline))


def part_of(
    record: Any, description: Description, file: XmlFile, envelope: Envelope, *, layout: str, media_type: str,
    data: bytes = b"",
) -> Part:
    """Return the part that a description is made into; ``data`` is all it was made from, where not the record alone."""
    if envelope.identifier:
        _identify(description, envelope.identifier)
    data = data or canonical(record)
    digest = hashlib.sha256(data + b"\0" + envelope.identifier.encode()).hexdigest()
    size = len(data)
    source = SourceFile(envelope.key(file), file.path.name, media_type, digest, size, description.text.text)
    return Part(source, partial(_parse, source, layout, description), envelope.id, envelope.line)


def _identify(description: Description, identifier: str) -> None:
    found = description.text.line("record", identifier)
    if all(found.text != other.value for other in description.identifiers):
        description.identifiers.append(Found(found.text, stated("record-identifier", found.span)))


def _parse(
    source: SourceFile, layout: str, description: Description, curation: Curation, lexicon: Lexicon
) -> Record:
    return make_record(source, layout, description, curation, lexicon)
