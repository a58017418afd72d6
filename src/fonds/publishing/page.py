"""One page (floor 6): read it with its curation file, link it, and map it once its slug is known.

A fault of the data is a Problem; so is a fault of Fonds itself, which must not cost the other pages.
"""

from dataclasses import dataclass
from pathlib import Path

from fonds.linking.linker import Linked
from fonds.mapping.mapper import Mapped, map_record, wanted_slug
from fonds.problems import Problem
from fonds.publishing.kit import Kit, input_digest
from fonds.record.curation import Curation
from fonds.record.record import SourceFile
from fonds.sources.adapters import find_adapter
from fonds.sources.curation import read_curation
from fonds.sources.reading import curation_path, read_page


@dataclass(frozen=True, slots=True)
class PageInput:
    """What was read from disk, and the digest of all the document will be made from."""

    path: Path
    source: SourceFile
    curation: Curation
    digest: str


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page understood: its names are entities; ``problems`` are those of reading and naming."""

    linked: Linked
    wanted_slug: str
    problems: tuple[Problem, ...]


def read_input(path: Path, key: str, kit: Kit) -> PageInput | Problem:
    """Read a page and its curation file; the Problem says why the page is not published."""
    if find_adapter(path) is None:
        return Problem("file-kind-unknown", str(path))
    source = read_page(path, key, kit.page_bytes)
    if isinstance(source, Problem):
        return source
    curation = read_curation(curation_path(path), source.page)
    if isinstance(curation, Problem):
        return curation
    return PageInput(path, source, curation, input_digest(kit, source.sha256, curation.digest))


def understand(page: PageInput, kit: Kit) -> PageRead | list[Problem]:
    """Read the words of a page; a list of Problems where one of them keeps it from being published."""
    adapter = find_adapter(page.path)
    try:
        if adapter is None:
            return [Problem("file-kind-unknown", str(page.path))]
        record = adapter.parse(page.source, page.curation, kit.lexicon)
        linked = kit.linker.link(record)
        problems = (*linked.record.problems, *linked.problems)
        if any(problem.severity == "error" for problem in problems):
            return list(problems)
        return PageRead(linked, wanted_slug(linked), problems)
    except Exception as error:
        return [_crashed(page, error)]


def map_page(page: PageInput, read: PageRead, slug: str, kit: Kit) -> Mapped | Problem:
    """Map a page under its slug."""
    try:
        return map_record(read.linked, slug, kit.authorities, kit.site)
    except Exception as error:
        return _crashed(page, error)


def _crashed(page: PageInput, error: Exception) -> Problem:
    return Problem("crashed", str(page.path), f"{type(error).__name__}: {error}")
