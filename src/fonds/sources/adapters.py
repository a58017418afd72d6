"""The table of readers (floor 3). A kind of source is a row: how it is known, and what reads it.

To add one: a sub-package with ``read(path, key, options) -> Iterator[Part | Problem]`` and a row here. The first row
that claims a file reads it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.problems import Problem
from fonds.sources.archive_page.source import read_archive_page
from fonds.sources.dublin_core import adapter as dublin_core
from fonds.sources.ead import adapter as ead
from fonds.sources.mods import adapter as mods
from fonds.sources.oai_records import adapter as oai_records
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.rdf_made.adapter import SUFFIXES as RDF
from fonds.sources.rdf_made.adapter import read_rdf
from fonds.sources.reading import SUFFIXES
from fonds.sources.tables.adapter import SUFFIXES as TABLES
from fonds.sources.tables.adapter import read_table
from fonds.sources.tei.adapter import read_tei
from fonds.sources.web_page.adapter import read_web_page
from fonds.sources.xml_files import root_of

RULES_VERSION = "4"
"""Raised by whoever changes what any rule finds: files are read again even when they did not change."""

HEAD = 1 << 16
"""Bytes of a file that are looked at to tell its kind."""
TEI = "{http://www.tei-c.org/ns/1.0}"

Read = Callable[[Path, str, ReadOptions], Iterator[Part | Problem]]


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of source: the suffixes its files have, what it reads, in a sentence, and the function that reads it.

    Where suffixes do not tell, ``claims`` looks at a file's first bytes.
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    read: Read
    claims: Callable[[bytes], bool] = lambda _head: True


def _is_tei(head: bytes) -> bool:
    return root_of(head) in (f"{TEI}TEI", f"{TEI}teiCorpus")


ADAPTERS: tuple[Adapter, ...] = (
    Adapter("archive-page", (".txt",), "Text saved from an archive's page, in any of its layouts.", read_archive_page),
    Adapter(
        "web-page", (".html", ".htm", ".xhtml"),
        "A page saved from the web: its words, then its JSON-LD and `<meta>` elements.", read_web_page,
    ),
    Adapter(
        "tei", (".xml",),
        "TEI P5: volumes of documents, single letters with `correspDesc`, indexes of letters (CMIF).", read_tei, _is_tei,
    ),
    Adapter("ead", (".xml",), "Finding aids (EAD 2002, EAD3): every item is a document.", ead.read_ead, ead.claims),
    Adapter("mods", (".xml",), "MODS records, one or a collection.", mods.read_mods, mods.claims),
    Adapter(
        "oai-pmh", (".xml",), "Records of an OAI-PMH repository, harvested or saved.", oai_records.read_oai,
        oai_records.claims,
    ),
    Adapter(
        "dublin-core", (".xml",), "Records in Dublin Core, simple (oai_dc) or qualified.", dublin_core.read_dublin_core,
        dublin_core.claims,
    ),
    Adapter(
        "table", TABLES, "Tables, a row a document, with the columns that [fonds.toml names](docs/tables.md).", read_table
    ),
    Adapter("rdf", RDF, "Descriptions already made in the terms of Fonds.", read_rdf),
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
