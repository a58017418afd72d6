"""TEI files (floor 3): which kind of TEI a file is, told by what it holds."""

from collections.abc import Iterator
from pathlib import Path

from fonds.problems import Problem
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tei.index import read_index
from fonds.sources.xml_files import XmlFile, read_xml


def read_tei(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the documents of a TEI file, or why nothing of it is read."""
    file = read_xml(path, key, options.file_bytes)
    if isinstance(file, Problem):
        yield file
    elif is_index(file):
        yield from read_index(file)
    else:
        yield Problem("tei-without-documents", str(path))


def is_index(file: XmlFile) -> bool:
    """Whether a file is an index of letters: descriptions of correspondence, and no text but an empty one."""
    return file.elements["correspDesc"] > 0 and file.elements["div"] == 0 and file.elements["p"] < 3
