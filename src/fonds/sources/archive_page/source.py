"""Archive pages as files (floor 3): one file, one document."""

from collections.abc import Iterator
from pathlib import Path

from fonds.problems import Problem
from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.reading import read_page


def read_archive_page(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the page, or why it cannot be read."""
    source = read_page(path, key, options.page_bytes)
    if isinstance(source, Problem):
        yield source
    else:
        yield page_part(source)


def page_part(source: SourceFile) -> Part:
    """Return a file of text as the one part it holds."""

    def parse(curation: Curation, lexicon: Lexicon) -> Record:
        from fonds.sources.archive_page.adapter import parse_page

        return parse_page(source, curation, lexicon)

    return Part(source, parse)
