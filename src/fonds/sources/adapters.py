"""The table of readers (floor 3). A kind of source is a row: how it is known, and what reads it.

To add one: a sub-package with ``read(path, key, options) -> Iterator[Part | Problem]`` and a row here. The first row
that claims a file reads it. What a row names is imported when there is a file of its kind, and what understands a part
(its grammar above all) only where a part is new or changed: looking at a thousand unchanged pages takes less time than
importing all of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from fonds.problems import Problem
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.reading import SUFFIXES

RULES_VERSION = "5"
"""Raised by whoever changes what any rule finds: files are read again even when they did not change."""

HEAD = 1 << 16
"""Bytes of a file that are looked at to tell its kind."""

Read = Callable[[Path, str, ReadOptions], Iterator[Part | Problem]]


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of source: the suffixes its files have, what it reads, in a sentence, and the function that reads it.

    Where suffixes do not tell, ``claiming`` is a function that looks at a file's first bytes. Functions are named as
    ``module:function``, below `fonds.sources`.
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    reading: str
    claiming: str = ""

    def read(self, path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
        """Yield the documents of a file, or why they are not read."""
        read: Read = _function(self.reading)
        return read(path, key, options)

    def claims(self, head: bytes) -> bool:
        """Whether a file with these first bytes is of this kind."""
        return not self.claiming or bool(_function(self.claiming)(head))


@cache
def _function(name: str) -> Any:
    return resolve_name(f"{__package__}.{name}")


ADAPTERS: tuple[Adapter, ...] = (
    Adapter(
        "archive-page", (".txt",), "Text saved from an archive's page, in any of its layouts.",
        "archive_page.source:read_archive_page",
    ),
    Adapter(
        "web-page", (".html", ".htm", ".xhtml"),
        "A page saved from the web: its words, then its JSON-LD and `<meta>` elements.", "web_page.adapter:read_web_page",
    ),
    Adapter(
        "tei", (".xml",),
        "TEI P5: volumes of documents, single letters with `correspDesc`, indexes of letters (CMIF).",
        "tei.adapter:read_tei", "tei.adapter:claims",
    ),
    Adapter(
        "ead", (".xml",), "Finding aids (EAD 2002, EAD3): every item is a document.", "ead.adapter:read_ead",
        "ead.adapter:claims",
    ),
    Adapter("mods", (".xml",), "MODS records, one or a collection.", "mods.adapter:read_mods", "mods.adapter:claims"),
    Adapter(
        "oai-pmh", (".xml",), "Records of an OAI-PMH repository, harvested or saved.", "oai_records.adapter:read_oai",
        "oai_records.adapter:claims",
    ),
    Adapter(
        "dublin-core", (".xml",), "Records in Dublin Core, simple (oai_dc) or qualified.",
        "dublin_core.adapter:read_dublin_core", "dublin_core.adapter:claims",
    ),
    Adapter(
        "table", (".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson"),
        "Tables, a row a document, with the columns that [fonds.toml names](docs/tables.md).", "tables.adapter:read_table",
    ),
    Adapter(
        "rdf", (".ttl", ".nt", ".nq", ".jsonld"), "Descriptions already made in the terms of Fonds.",
        "rdf_made.adapter:read_rdf",
    ),
)


def is_source(path: Path) -> bool:
    """Whether a file may be one that some reader reads, by its name alone."""
    return path.suffix.lower() in SUFFIXES


def find_adapter(path: Path) -> Adapter | None:
    """Return the reader for a file, or None. Where the suffix does not tell, the file's first bytes are looked at.

    >>> find_adapter(Path("page.txt")).name
    'archive-page'
    """
    suffix = path.suffix.lower()
    rows = [adapter for adapter in ADAPTERS if suffix in adapter.suffixes]
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
