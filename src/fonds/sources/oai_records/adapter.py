"""OAI-PMH files (floor 3): ``record`` elements, each with a header and one description in a format of :data:`FORMATS`.

A file is a response as a repository sent it, or one record as ``fonds harvest`` keeps it. A record is known by its
identifier in the repository; headers of deleted records hold nothing. To read another format: a row of FORMATS.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.sources.description.flattening import words_of
from fonds.sources.description.parts import Envelope, RecordReader, stable_id
from fonds.sources.dublin_core import adapter as dublin_core
from fonds.sources.ead import adapter as ead
from fonds.sources.mods import adapter as mods
from fonds.sources.parts import Part, ReadOptions, unique_id
from fonds.sources.xml_files import XmlFile, iter_elements, read_xml, root_of

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
OAI = f"{{{NAMESPACE}}}"
RESPONSE, RECORD = f"{OAI}OAI-PMH", f"{OAI}record"

FORMATS: tuple[tuple[str, RecordReader], ...] = (
    (mods.MODS, mods.record_parts),
    *((root, ead.record_parts) for root in sorted(ead.ROOTS)),
)
"""The root element of a description → what reads it; any other element is looked at for Dublin Core."""


def claims(head: bytes) -> bool:
    """Whether a file with these first bytes holds records of OAI-PMH."""
    return root_of(head) in (RESPONSE, RECORD)


def read_oai(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the documents of a file, or why nothing of it is read."""
    file = read_xml(path, key, options.file_bytes)
    if isinstance(file, Problem):
        yield file
        return
    used: Counter[str] = Counter()
    alone = file.root == RECORD
    for element in iter_elements(file, RECORD):
        yield from _record(element, file, used, alone=alone)
    if not file.elements["record"]:
        yield Problem("record-without-content", str(path), "it holds no record")


def _record(element: Any, file: XmlFile, used: Counter[str], *, alone: bool) -> Iterator[Part | Problem]:
    header = element.find(f"{OAI}header")
    if header is not None and header.get("status") == "deleted":
        return
    identifier = words_of(header.find(f"{OAI}identifier")) if header is not None else ""
    metadata = element.find(f"{OAI}metadata")
    inner = next(iter(metadata), None) if metadata is not None else None
    if inner is None or not identifier:
        lacking = "no metadata" if identifier else "no identifier"
        yield Problem("record-without-content", str(file.path), f"{identifier} {lacking}".strip(), element.sourceline)
        return
    id_ = "" if alone else unique_id(stable_id(identifier), used)
    read = next((read for tag, read in FORMATS if tag == inner.tag), dublin_core.record_parts)
    yield from read(inner, file, Envelope(id_, identifier, element.sourceline))
