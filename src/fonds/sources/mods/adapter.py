"""MODS files (floor 3): one record, or a ``modsCollection`` of many."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.sources.description.flattening import local_name, words_of
from fonds.sources.description.parts import Envelope, part_of
from fonds.sources.mods.elements import describe
from fonds.sources.parts import Part, ReadOptions, part_id, unique_id
from fonds.sources.xml_files import XmlFile, iter_elements, read_xml, root_of

NAMESPACE = "http://www.loc.gov/mods/v3"
MODS = f"{{{NAMESPACE}}}mods"
COLLECTION = f"{{{NAMESPACE}}}modsCollection"
MEDIA_TYPE = "application/mods+xml"


def claims(head: bytes) -> bool:
    """Whether a file with these first bytes is one of MODS."""
    return root_of(head) in (MODS, COLLECTION)


def read_mods(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the records of a file, or why nothing of it is read."""
    file = read_xml(path, key, options.file_bytes)
    if isinstance(file, Problem):
        yield file
        return
    used: Counter[str] = Counter()
    for number, element in enumerate(iter_elements(file, MODS), 1):
        named = "" if file.root == MODS else record_id(element) or str(number)
        id_ = unique_id(named, used) if named else ""
        if id_ != named:
            yield Problem("identifier-repeated", str(path), f"“{named}”", element.sourceline)
        yield from record_parts(element, file, Envelope(id_, line=element.sourceline))
    if file.elements["mods"] == 0:
        yield Problem("record-without-content", str(path))


def record_parts(record: Any, file: XmlFile, envelope: Envelope) -> Iterator[Part | Problem]:
    """Yield the part that a record element is."""
    description = describe(record, envelope.key(file))
    yield part_of(record, description, file, envelope, layout="mods", media_type=MEDIA_TYPE)


def record_id(record: Any) -> str:
    """Return what a record is known by: its ``ID``, its recordIdentifier, or its first identifier."""
    names = ("recordIdentifier", "identifier")
    named = (words_of(each) for name in names for each in record.iter() if local_name(each) == name)
    return part_id(record.get("ID") or next((words for words in named if words), ""))
