"""Tables as sources (floor 3): a file is looked through whole, then each of its rows is a part.

What is wrong with the file as a whole (encoding, quoting, a column that is missing, a broken workbook) refuses it
before anything of it is published. What is wrong with one row leaves out that row, and what was published of the file
is not taken for gone. To add a kind of table: a suffix, its media type, and a reader that yields `rows.Item`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fonds.problems import KINDS, Problem
from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.grammar.lexicon import Lexicon
from fonds.sources.parts import Part, ReadOptions, part_id, part_key
from fonds.sources.tables.cells import is_nothing
from fonds.sources.tables.columns import TableColumns, fit_columns
from fonds.sources.tables.delimited import read_delimited
from fonds.sources.tables.json_lines import read_json_lines
from fonds.sources.tables.mapping import TableMapping, find_mapping, read_mappings
from fonds.sources.tables.rendering import RenderedRow, render_row
from fonds.sources.tables.rows import Header, Item, Note, Row, RowFile
from fonds.sources.tables.text_files import check_size, check_text, digest_of
from fonds.sources.tables.workbook import read_workbook

MEDIA_TYPES: dict[str, str] = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}


@dataclass(slots=True)
class _Ids:
    """What rows are known by: the column's words, or a digest of the row where there is no such column.

    ``first`` is the row that has an id first, ``taken`` the words an id was made from, ``shared`` the ids that two
    different words would make.
    """

    columns: TableColumns
    first: dict[str, int] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    digests: dict[str, int] = field(default_factory=dict)

    @property
    def column(self) -> str:
        return next(iter(self.columns.fields.get("id", ())), "")

    def words(self, row: Row) -> str:
        """Return the id of a row as it is written; empty where it has none, or more than one."""
        values = [" ".join(value.split()) for value in row.cells.get(self.column, ())]
        return values[0] if len(values) == 1 and not is_nothing(values[0]) else ""

    def look(self, row: Row) -> None:
        """Take note of a row, before any of them gets its id."""
        words = self.words(row)
        if words:
            self.first.setdefault(words, row.number)
            if self.taken.setdefault(part_id(words), words) != words:
                self.shared.add(part_id(words))

    def of(self, row: Row, digest: str) -> str | Problem:
        """Return the id of a row, or the Problem (of no place yet) that it has none of its own."""
        if not self.column:
            count = self.digests[digest] = self.digests.get(digest, 0) + 1
            return digest[:12] if count == 1 else f"{digest[:12]}-{count}"
        words = self.words(row)
        if not words:
            return Problem("table-id-missing", "", row.place(self.column), row.line)
        if self.first[words] != row.number:
            detail = f"{row.place(self.column)}: “{words[:80]}” is the id of row {self.first[words]} too"
            return Problem("table-id-duplicate", "", detail, row.line)
        id_ = part_id(words)
        return f"{id_}-{digest_of(words)[:8]}".lstrip("-") if id_ in self.shared or not id_ else id_


def read_table(path: Path, key: str, options: ReadOptions) -> Iterator[Part | Problem]:
    """Yield the rows of a table as parts, or why nothing of it is read; its row's number is each part's line.

    Raises SettingsError where the mappings of the settings are wrong.
    """
    mapping = find_mapping(path, read_mappings(options.tables)) or TableMapping()
    rows = RowFile()
    try:
        header, notes = _keep_all(_items(path, mapping, options), rows)
        columns = TableColumns({})
        if header and not _refuses(notes):
            columns, more = fit_columns(header, mapping)
            notes.extend(more)
        yield from (Problem(note.code, str(path), note.detail, note.line) for note in notes)
        if header and not _refuses(notes):
            yield from _parts(path, key, rows, columns)
    finally:
        rows.close()


def _refuses(notes: list[Note]) -> bool:
    return any(KINDS[note.code].severity == "error" or note.code == "table-columns-unknown" for note in notes)


def _items(path: Path, mapping: TableMapping, options: ReadOptions) -> Iterable[Item]:
    """Return what the reader of this kind of table finds."""
    suffix = path.suffix.lower()
    limit, longest = options.file_bytes, options.page_bytes
    checked = check_size(path, limit) if suffix == ".xlsx" else check_text(path, limit, longest)
    if isinstance(checked, Problem):
        return [Note(checked.code, checked.detail, checked.line)]
    if checked is None:
        return read_workbook(path, mapping, limit, longest)
    if suffix in (".jsonl", ".ndjson"):
        return read_json_lines(path, checked)
    return read_delimited(path, checked, mapping, longest)


def _keep_all(items: Iterable[Item], rows: RowFile) -> tuple[Header | None, list[Note]]:
    header: Header | None = None
    notes: list[Note] = []
    for item in items:
        if isinstance(item, Row):
            rows.keep(item)
        elif isinstance(item, Header):
            header = item
        else:
            notes.append(item)
    if (header is None or not header.columns) and not _refuses(notes):
        notes.append(Note("file-empty"))
    return header, notes


def _parts(path: Path, key: str, rows: RowFile, columns: TableColumns) -> Iterator[Part | Problem]:
    ids = _Ids(columns)
    for row in rows:
        ids.look(row)
    for row in rows:
        if row.fault:
            code, detail = row.fault
            yield Problem(code, str(path), detail, row.line)
            continue
        digest = digest_of(*(text for column, values in row.cells.items() for text in (column, *values)))
        id_ = ids.of(row, digest)
        if isinstance(id_, Problem):
            yield Problem(id_.code, str(path), id_.detail, id_.line)
        else:
            yield _part(path, part_key(key, id_), id_, digest, render_row(row, columns), columns)


def _part(path: Path, key: str, id_: str, digest: str, rendered: RenderedRow, columns: TableColumns) -> Part:
    text = rendered.text
    source = SourceFile(key, path.name, MEDIA_TYPES[path.suffix.lower()], digest, len(text.encode()), text)
    return Part(source, partial(_parse, source, rendered, columns), id_, rendered.row.line)


def _parse(source: SourceFile, rendered: RenderedRow, columns: TableColumns, curation: Curation, lexicon: Lexicon) -> Record:
    from fonds.sources.tables.assembly import parse_row

    return parse_row(source, rendered, columns, curation, lexicon)
