"""One page (floor 6): read it with its curation file, link it, and map it once its slug is known.

A fault of the data is a Problem; so is a fault of Fonds itself, which must not cost the other pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.catalogue.rows import DocumentRow
from fonds.linking.linker import Linked
from fonds.mapping.mapper import Mapped, map_record, wanted_slug
from fonds.mapping.rows import bare_row, document_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit, input_digest
from fonds.rdf.checks import check_triples
from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.adapters import find_adapter
from fonds.sources.curation import read_curation
from fonds.sources.parts import Part
from fonds.sources.reading import curation_path


@dataclass(frozen=True, slots=True)
class PageInput:
    """What was read from disk, and the digest of all the document will be made from."""

    path: Path
    part: Part
    curation: Curation
    digest: str

    @property
    def source(self) -> SourceFile:
        """The file, or the part of it, and its text."""
        return self.part.source

    @property
    def where(self) -> str:
        """How people are told of it: the path, and which part of the file."""
        return f"{self.path}#{self.part.id}" if self.part.id else str(self.path)

    def placed(self, problem: Problem) -> Problem:
        """Return a Problem of the record as people look for it: by path, in the file's own lines."""
        if problem.where != self.source.key:
            return problem
        is_file = self.source.media_type == "text/plain"
        return Problem(problem.code, self.where, problem.detail, problem.line if is_file else self.part.line)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page understood: its names are entities; ``problems`` are those of reading and naming."""

    linked: Linked
    wanted_slug: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A page as it would be published; ``broken`` are the rules of the model it does not meet."""

    mapped: Mapped
    row: DocumentRow
    broken: tuple[Problem, ...]


def read_inputs(path: Path, key: str, kit: Kit) -> Iterator[PageInput | Problem]:
    """Yield the documents of a file, each with its curation file; a Problem says what is not published, and why."""
    yield from (found for _, found in numbered_inputs(path, key, kit, lambda _: True))


def numbered_inputs(
    path: Path, key: str, kit: Kit, takes: Callable[[str], bool]
) -> Iterator[tuple[int, PageInput | Problem]]:
    """Yield those documents whose keys are taken, and every Problem, each with its place among all of the file."""
    if path.is_dir():
        yield 0, Problem("file-unreadable", str(path), "the folder cannot be listed")
        return
    adapter = find_adapter(path)
    if adapter is None:
        yield 0, Problem("file-kind-unknown", str(path))
        return
    number = 0
    try:
        for number, part in enumerate(adapter.read(path, key, kit.options)):
            if isinstance(part, Problem):
                yield number, part
            elif takes(part.source.key):
                yield number, _read_input(path, part, kit)
    except Exception as error:
        yield number + 1, Problem("crashed", str(path), f"{type(error).__name__}: {error}")


def _read_input(path: Path, part: Part, kit: Kit) -> PageInput | Problem:
    curation = read_curation(curation_path(path, part.id), part.source.page)
    if isinstance(curation, Problem):
        return curation
    return PageInput(path, part, curation, input_digest(kit, part.source.sha256, curation.digest))


def understand(page: PageInput, kit: Kit) -> PageRead | list[Problem]:
    """Read the words of a page; a list of Problems where one of them keeps it from being published."""
    try:
        record = page.part.parse(page.curation, kit.lexicon)
        linked = kit.linker.link(record)
        found = [*record.problems, *linked.problems, *_unknown_authors(page, kit), *_unexpected(record, page, kit)]
        problems = [page.placed(each) for each in found]
        if any(problem.severity == "error" for problem in problems):
            return problems
        return PageRead(linked, wanted_slug(linked), tuple(problems))
    except Exception as error:
        return [_crashed(page, error)]


def _unknown_authors(page: PageInput, kit: Kit) -> Iterator[Problem]:
    """Yield the authors of claims that are in no list: they would have no description."""
    for claim in page.curation.claims:
        if claim.author and claim.author not in kit.authorities.rows:
            yield claim.problem("curation-entity-unknown", f"{claim.author!r}, of claim {claim.id}")


def _unexpected(record: Record, page: PageInput, kit: Kit) -> Iterator[Problem]:
    if kit.languages and record.language not in (*kit.languages, "und"):
        yield Problem("language-unexpected", page.where, record.language)


def work_on(page: PageInput, read: PageRead, slug: str, kit: Kit, *, whole: bool = True) -> Worked | Problem:
    """Map a page under its slug, make its row, and hold both against the rules of the model.

    The entities are described here as this page alone knows them; they are judged with it. A publish makes the row
    ``whole`` only when all pages have been heard (`completing.py`).
    """
    try:
        mapped = map_record(read.linked, slug, kit.authorities, kit.site)
        lists = kit.authorities.digest
        if whole:
            row = document_row(mapped, mapped.entities.get, kit.framer, kit.site, page.digest, lists)
        else:
            row = bare_row(mapped, kit.site, page.digest, lists)
    except Exception as error:
        return _crashed(page, error)
    broken = check_triples(mapped.description, page.where, licence=kit.site.document_licence)
    return Worked(mapped, row, (*broken, *_misplaced(page, mapped)))


def _misplaced(page: PageInput, mapped: Mapped) -> Iterator[Problem]:
    """Yield the statements that rest on no words, though a rule said where they stand."""
    for row in mapped.evidence:
        for quote in row["quotes"]:
            if not 0 <= quote["start"] < quote["end"] <= len(page.source.page):
                where = f"{row['rule']}, {quote['start']} to {quote['end']}"
                yield Problem("quote-mismatch", page.where, f"{row['p'][1:-1]} by {where}")


def _crashed(page: PageInput, error: Exception) -> Problem:
    return Problem("crashed", page.where, f"{type(error).__name__}: {error}")
