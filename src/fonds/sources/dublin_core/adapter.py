"""Dublin Core files (floor 3): one record a file, whatever element it is wrapped in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.sources.description.parts import Envelope, part_of, read_single
from fonds.sources.dublin_core.elements import describe, values_of
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.xml_files import XmlFile, root_of

ROOTS = frozenset({"dc", "qualifieddc", "dcterms", "metadata", "record", "dublin_core"})
"""Local names of elements that a single record is wrapped in."""


def claims(head: bytes) -> bool:
    """Whether a file with these first bytes is a Dublin Core record."""
    return root_of(head).rpartition("}")[2] in ROOTS and b"http://purl.org/dc/" in head


def read_dublin_core(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the record, or why nothing of the file is read."""
    yield from read_single(path, key, options, record_parts)


def record_parts(record: Any, file: XmlFile, envelope: Envelope) -> Iterator[Part | Problem]:
    """Yield the part that a record element is; a Problem for one without any Dublin Core."""
    if not values_of(record):
        yield Problem("record-without-content", str(file.path), envelope.identifier, envelope.line)
        return
    description = describe(record, envelope.key(file))
    yield part_of(record, description, file, envelope, layout="dublin-core", media_type="application/xml")
