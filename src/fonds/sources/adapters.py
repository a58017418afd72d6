"""The table of readers (floor 3). A kind of source is a row: the suffixes it is known by and what reads it.

To add one: a sub-package with ``read(source, curation, lexicon) -> Record`` and a row here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.archive_page.adapter import parse_page
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.reading import PAGE_SUFFIXES

RULES_VERSION = "2"
"""Raised by whoever changes what any rule finds: files are read again even when they did not change."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """One kind of source."""

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[SourceFile, Curation, Lexicon], Record]


ADAPTERS: tuple[Adapter, ...] = (Adapter("archive-page", PAGE_SUFFIXES, parse_page),)


def find_adapter(path: Path) -> Adapter | None:
    """Return the reader for a file, or None.

    >>> find_adapter(Path("page.txt")).name
    'archive-page'
    """
    return next((adapter for adapter in ADAPTERS if path.suffix.lower() in adapter.suffixes), None)
