"""Looking without storing (floor 6): what would be said of pages, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.catalogue.rows import DocumentRow
from fonds.catalogue.stamps import stamp_triples
from fonds.clock import system_clock
from fonds.mapping.mapper import Mapped
from fonds.mapping.rows import document_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit
from fonds.publishing.page import PageInput, Worked, read_inputs, understand, work_on
from fonds.publishing.shaping import SAMPLED
from fonds.publishing.sources import Source
from fonds.publishing.withholding import embargoed
from fonds.rdf.iris import record_iri
from fonds.rdf.literals import Triple, iri_term, parse_ntriples
from fonds.rdf.shapes import check_shapes
from fonds.sources.parts import part_id
from fonds.sources.reading import find_orphans

ALL_SHAPED = 500
"""Documents that SHACL judges all of, from the first on."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One document as it would be published; ``mapped`` and ``row`` are None where nothing could be made of it.

    ``part`` says which one of a file that holds many.
    """

    path: Path
    problems: tuple[Problem, ...]
    mapped: Mapped | None = None
    row: DocumentRow | None = None
    part: str = ""

    @property
    def where(self) -> str:
        """How people are told of it."""
        return f"{self.path}#{self.part}" if self.part else str(self.path)

    @property
    def is_refused(self) -> bool:
        """Whether a problem keeps it from being published."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def description(self) -> list[Triple]:
        """The document's own triples and what its tree shows of others."""
        if self.row is None:
            return []
        return [*parse_ntriples(self.row.own), *parse_ntriples(self.row.cards)]


def preview_file(path: Path, key: str, kit: Kit, part: str = "") -> Iterator[Preview]:
    """Yield the documents of a file as they would be published; with ``part``, that one alone.

    The slug of each is as if no other document had it, and there are no datestamps.
    """
    for page in read_inputs(path, key, kit):
        if isinstance(page, Problem):
            yield Preview(path, (page,))
        elif page.part.id in (part, part_id(part)) or not part:
            yield _preview(page, kit)


def _preview(page: PageInput, kit: Kit) -> Preview:
    read = understand(page, kit)
    if isinstance(read, list):
        return Preview(page.path, tuple(read), part=page.part.id)
    worked = work_on(page, read, read.wanted_slug, kit)
    if isinstance(worked, Problem):
        return Preview(page.path, (*read.problems, worked), part=page.part.id)
    mapped, row = _unstamped(worked, page, kit)
    embargo = embargoed(page.curation.embargo, page.where, system_clock)
    problems = (*read.problems, *worked.broken, *((embargo,) if embargo else ()))
    return Preview(page.path, problems, mapped, row, page.part.id)


def _unstamped(worked: Worked, page: PageInput, kit: Kit) -> tuple[Mapped, DocumentRow]:
    """Leave out the marks that stand for moments of the release: there is none."""
    mapped = worked.mapped
    record = iri_term(record_iri(kit.site.iris.document(mapped.slug)))
    marks = set(stamp_triples(record))
    mapped = replace(mapped, own=tuple(triple for triple in mapped.own if triple not in marks))
    return mapped, document_row(mapped, mapped.entities.get, kit.framer, kit.site, page.digest)


def check_sources(sources: tuple[Source, ...], kit: Kit, *, shapes: bool = True) -> Iterator[Preview]:
    """Yield every page as it would be published, with the problems of reading, naming and the model.

    The rules of the model are asked twice, by plain functions of every document and (``shapes``) by SHACL, which is
    slow, of the first :data:`ALL_SHAPED` and then of every :data:`SAMPLED` th.
    """
    number = 0
    if kit.authorities.problems:
        yield Preview(Path("authorities"), kit.authorities.problems)
    for source in sources:
        try:
            for preview in _check_source(source, kit):
                number += preview.row is not None
                asked = shapes and preview.row is not None and (number <= ALL_SHAPED or number % SAMPLED == 0)
                yield _checked_again(preview, kit) if asked else preview
        except OSError as error:
            where = str(error.filename or source.root)
            yield Preview(source.root, (Problem("file-unreadable", where, error.strerror or ""),))


def _check_source(source: Source, kit: Kit) -> Iterator[Preview]:
    if broken := source.check_root():
        yield Preview(source.root, tuple(broken))
    for orphan in find_orphans(source.root):
        yield Preview(orphan, (Problem("curation-orphan", str(orphan)),))
    for key, path in source.files():
        yield from preview_file(path, key, kit)


def _checked_again(preview: Preview, kit: Kit) -> Preview:
    """Ask SHACL too, and tell what only it has found."""
    known = {problem.detail for problem in preview.problems}
    again = check_shapes(preview.description, preview.where, licence=kit.site.document_licence)
    return replace(preview, problems=(*preview.problems, *(found for found in again if found.detail not in known)))
