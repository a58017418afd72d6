"""The table of readers (floor 3). A kind of source is a row: how it is known, and what reads it.

To add one: a sub-package with ``read(path, key, options) -> Iterator[Part | Problem]`` and a row here. The first row
that claims a file reads it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.problems import Problem
from fonds.sources.archive_page.source import read_archive_page
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.reading import SUFFIXES
from fonds.sources.tables.adapter import SUFFIXES as TABLES
from fonds.sources.tables.adapter import read_table
from fonds.sources.tei.adapter import read_tei
from fonds.sources.web_page.adapter import read_web_page
from fonds.sources.xml_files import root_of

RULES_VERSION = "3"
"""Raised by whoever changes what any rule finds: files are read again even when they did not change."""

HEAD = 1 << 16
"""Bytes of a file that are looked at to tell its kind."""
TEI = "{http://www.tei-c.org/ns/1.0}"

Read = Callable[[Path, str, ReadOptions], Iterator[Part | Problem]]


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of source: the suffixes its files have, and where these do not tell, what their first bytes must be."""

    name: str
    suffixes: tuple[str, ...]
    read: Read
    claims: Callable[[bytes], bool] = lambda _head: True


def _is_tei(head: bytes) -> bool:
    return root_of(head) in (f"{TEI}TEI", f"{TEI}teiCorpus")


ADAPTERS: tuple[Adapter, ...] = (
    Adapter("archive-page", (".txt",), read_archive_page),
    Adapter("web-page", (".html", ".htm", ".xhtml"), read_web_page),
    Adapter("tei", (".xml",), read_tei, _is_tei),
    Adapter("table", TABLES, read_table),
)


def is_source(path: Path) -> bool:
    """Whether a file may be one that some reader reads, by its name alone."""
    return path.suffix.lower() in SUFFIXES


def find_adapter(path: Path) -> Adapter | None:
    """Return the reader for a file, or None. Where the suffix does not tell, the file's first bytes are looked at.

    >>> find_adapter(Path("page.txt")).name
    'archive-page'
    """
    rows = [adapter for adapter in ADAPTERS if path.suffix.lower() in adapter.suffixes]
    if len(rows) == 1 and rows[0].suffixes == (".txt",):
        return rows[0]
    head = _head(path) if rows else b""
    return next((adapter for adapter in rows if adapter.claims(head)), None)


def _head(path: Path) -> bytes:
    """Return the first bytes of a plain file; nothing of anything else, which its reader will tell of."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
