"""Looking without storing (floor 6): what would be said of pages, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fonds.catalogue.rows import DocumentRow
from fonds.mapping.mapper import Mapped, document_row
from fonds.problems import Problem
from fonds.publishing.kit import Kit
from fonds.publishing.page import map_page, read_input, understand
from fonds.publishing.sources import Source
from fonds.rdf.checks import check_triples
from fonds.rdf.literals import Triple, parse_ntriples
from fonds.rdf.shapes import check_shapes
from fonds.sources.reading import find_orphans


@dataclass(frozen=True, slots=True)
class Preview:
    """One page as it would be published; ``mapped`` and ``row`` are None where it would not be."""

    path: Path
    problems: tuple[Problem, ...]
    mapped: Mapped | None = None
    row: DocumentRow | None = None

    @property
    def description(self) -> list[Triple]:
        """The document's own triples and what its tree shows of others."""
        if self.mapped is None or self.row is None:
            return []
        return [*self.mapped.own, *parse_ntriples(self.row.cards)]


def preview_page(path: Path, key: str, kit: Kit) -> Preview:
    """Return one page as it would be published, its slug as if no other page had it."""
    page = read_input(path, key, kit)
    if isinstance(page, Problem):
        return Preview(path, (page,))
    read = understand(page, kit)
    if isinstance(read, list):
        return Preview(path, tuple(read))
    mapped = map_page(page, read, read.wanted_slug, kit)
    if isinstance(mapped, Problem):
        return Preview(path, (*read.problems, mapped))
    row = document_row(mapped, mapped.entities, kit.framer, kit.site, page.digest)
    return Preview(path, read.problems, mapped, row)


def check_sources(sources: tuple[Source, ...], kit: Kit, *, shapes: bool = True) -> Iterator[Preview]:
    """Yield every page as it would be published, with the problems of reading, naming and the model.

    The rules of the model are asked twice, by plain functions and (``shapes``) by SHACL.
    """
    if kit.authorities.problems:
        yield Preview(Path("authorities"), kit.authorities.problems)
    for source in sources:
        if broken := source.check_root():
            yield Preview(source.root, tuple(broken))
        for orphan in find_orphans(source.root):
            yield Preview(orphan, (Problem("curation-orphan", str(orphan)),))
        for key, path in source.files():
            preview = preview_page(path, key, kit)
            if preview.mapped is None:
                yield preview
                continue
            licence = kit.site.document_licence
            found = check_triples(preview.description, str(path), licence=licence)
            if shapes:
                known = {problem.detail for problem in found}
                again = check_shapes(preview.description, str(path), licence=licence)
                found.extend(problem for problem in again if problem.detail not in known)
            yield Preview(path, (*preview.problems, *found), preview.mapped, preview.row)
