"""Looking without storing (floor 6): what would be said of pages, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fonds.catalogue.rows import DocumentRow
from fonds.catalogue.stamps import stamp_triples
from fonds.mapping.mapper import Mapped
from fonds.mapping.rows import document_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit
from fonds.publishing.page import PageInput, Worked, read_input, understand, work_on
from fonds.publishing.sources import Source
from fonds.rdf.iris import record_iri
from fonds.rdf.literals import Triple, iri_term, parse_ntriples
from fonds.rdf.shapes import check_shapes
from fonds.sources.reading import find_orphans


@dataclass(frozen=True, slots=True)
class Preview:
    """One page as it would be published; ``mapped`` and ``row`` are None where nothing could be made of it."""

    path: Path
    problems: tuple[Problem, ...]
    mapped: Mapped | None = None
    row: DocumentRow | None = None

    @property
    def description(self) -> list[Triple]:
        """The document's own triples and what its tree shows of others."""
        if self.row is None:
            return []
        return [*parse_ntriples(self.row.own), *parse_ntriples(self.row.cards)]


def preview_page(path: Path, key: str, kit: Kit) -> Preview:
    """Return one page as it would be published, its slug as if no other page had it, and without datestamps."""
    page = read_input(path, key, kit)
    if isinstance(page, Problem):
        return Preview(path, (page,))
    read = understand(page, kit)
    if isinstance(read, list):
        return Preview(path, tuple(read))
    worked = work_on(page, read, read.wanted_slug, kit)
    if isinstance(worked, Problem):
        return Preview(path, (*read.problems, worked))
    mapped, row = _unstamped(worked, page, kit)
    return Preview(path, (*read.problems, *worked.broken), mapped, row)


def _unstamped(worked: Worked, page: PageInput, kit: Kit) -> tuple[Mapped, DocumentRow]:
    """Leave out the marks that stand for moments of the release: there is none."""
    mapped = worked.mapped
    record = iri_term(record_iri(kit.site.iris.document(mapped.slug)))
    marks = set(stamp_triples(record))
    mapped = replace(mapped, own=tuple(triple for triple in mapped.own if triple not in marks))
    return mapped, document_row(mapped, mapped.entities.get, kit.framer, kit.site, page.digest)


def check_sources(sources: tuple[Source, ...], kit: Kit, *, shapes: bool = True) -> Iterator[Preview]:
    """Yield every page as it would be published, with the problems of reading, naming and the model.

    The rules of the model are asked twice, by plain functions and (``shapes``) by SHACL.
    """
    if kit.authorities.problems:
        yield Preview(Path("authorities"), kit.authorities.problems)
    for source in sources:
        try:
            yield from _check_source(source, kit, shapes=shapes)
        except OSError as error:
            where = str(error.filename or source.root)
            yield Preview(source.root, (Problem("file-unreadable", where, error.strerror or ""),))


def _check_source(source: Source, kit: Kit, *, shapes: bool) -> Iterator[Preview]:
    if broken := source.check_root():
        yield Preview(source.root, tuple(broken))
    for orphan in find_orphans(source.root):
        yield Preview(orphan, (Problem("curation-orphan", str(orphan)),))
    for key, path in source.files():
        preview = preview_page(path, key, kit)
        if shapes and preview.row is not None:
            known = {problem.detail for problem in preview.problems}
            again = check_shapes(preview.description, str(path), licence=kit.site.document_licence)
            found = tuple(problem for problem in again if problem.detail not in known)
            preview = replace(preview, problems=(*preview.problems, *found))
        yield preview
