"""Small descriptions of documents in XML, and what is read of them."""

from pathlib import Path

from fonds.linking.linker import Linked
from fonds.problems import Problem
from fonds.publishing.preview import Preview, preview_file
from fonds.record.curation import Curation
from fonds.record.record import Record
from fonds.sources.adapters import find_adapter
from fonds.sources.parts import Part, ReadOptions
from sources.pages import kit


def write(folder: Path, text: str, name: str = "a.xml") -> Path:
    """Write a file; return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read_all(path: Path, reader: str) -> tuple[list[Record], list[Problem]]:
    """Read all documents of a file, which this reader must claim; the other things it yields are Problems."""
    adapter = find_adapter(path)
    assert adapter is not None and adapter.name == reader
    records: list[Record] = []
    problems: list[Problem] = []
    for found in adapter.read(path, "key", ReadOptions()):
        if isinstance(found, Part):
            records.append(found.parse(Curation(), kit().lexicon))
            check_spans(records[-1])
        else:
            problems.append(found)
    return records, problems


def read_one(path: Path, reader: str) -> Record:
    """Read a file that is one document."""
    (record,), problems = read_all(path, reader)
    assert problems == []
    return record


def check_spans(record: Record) -> None:
    """Assert that names and texts stand in the page where their evidence says."""
    page = record.source.page
    names = [c.name for c in (*record.contributions, *record.attendees)]
    names += [found.value for found in (*record.subjects, *record.mentions)]
    for name in names:
        phrases = (name.phrase, *name.same_as, *((name.full,) if name.full else ()))
        assert all(phrase.span.of(page) == phrase.text for phrase in phrases)
    for found in (record.title, record.summary, record.extent, record.source_line, *record.keywords, *record.identifiers):
        if found and found.evidence.rule != "supplied-title":
            assert found.span.of(page) == found.value
    if record.archival:
        phrases = (record.archival.whole, record.archival.archive.phrase, *(unit.phrase for unit in record.archival.units))
        assert all(phrase.span.of(page) == phrase.text for phrase in phrases)


def previews(path: Path) -> list[Preview]:
    """Return the documents of a file as they would be published."""
    return [each for each in preview_file(path, str(path), kit()) if each.row or each.is_refused]


def linked(path: Path) -> Linked:
    """Return the only document of a file with its names resolved; it must be publishable."""
    (preview,) = previews(path)
    assert preview.mapped is not None, preview.problems
    return preview.mapped.linked


def parties(record: Record) -> list[tuple[str, str]]:
    """Return roles and names, as written."""
    return [(c.role, c.name.phrase.text) for c in (*record.contributions, *record.attendees)]


def dates(record: Record) -> list[str]:
    """Return the dates in EDTF."""
    return [dated.date.value.edtf for dated in record.dates]


def codes(record: Record) -> list[str]:
    """Return the codes of a record's problems, sorted."""
    return sorted(problem.code for problem in record.problems)
