"""The columns of one table (floor 3): its header held against its mapping.

Without a mapping, headers that are names of our fields, or of Dublin Core and schema.org, are taken as such. A column
a mapping names and the table does not have refuses the table, before anything of it is published.
"""

import difflib
from dataclasses import dataclass, field

from fonds.sources.tables.fields import FIELDS, TELLING, field_of
from fonds.sources.tables.mapping import Columns, TableMapping
from fonds.sources.tables.rows import Header, Note

MOST_TOLD = 20
"""Columns that a note names one by one."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Which columns are read as what. ``unread`` are those that are no field: they stay in the record's text."""

    fields: Columns
    iris: Columns = field(default_factory=dict)
    separator: str = ""
    dates: str = ""
    unread: tuple[str, ...] = ()


def fit_columns(header: Header, mapping: TableMapping) -> tuple[TableColumns, list[Note]]:
    """Return the columns as they are read, and what is to be told of them; an error among it refuses the table."""
    notes: list[Note] = []
    known = {column.casefold(): column for column in reversed(header.columns)}
    if mapping.columns:
        fields = {name: tuple(_find(column, name, known, header, notes) for column in of)
                  for name, of in mapping.columns.items()}
        iris = {name: tuple(_find(column, f"the IRIs of {name}", known, header, notes) for column in of)
                for name, of in mapping.iris.items()}
    else:
        fields, iris = _named_fields(header, notes), {}
    used = {column for columns in (*fields.values(), *iris.values()) for column in columns}
    notes.extend(
        Note("table-header-broken", f"two columns are called {column!r}") for column in header.columns
        if column in header.twice and column in used
    )
    if not any(name in fields for name in TELLING):
        notes.append(Note("table-columns-unknown", f"its columns: {_told(header.columns)}"))
    unread = tuple(column for column in header.columns if column not in used)
    if unread and not notes:
        notes.append(Note("table-column-unread", _told(unread)))
    return TableColumns(fields, iris, mapping.separator, mapping.dates, unread), notes


def _find(column: str, purpose: str, known: dict[str, str], header: Header, notes: list[Note]) -> str:
    if column in header.columns:
        return column
    if found := known.get(column.casefold()):
        return found
    near = difflib.get_close_matches(column, header.columns, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"it has {_told(header.columns)}"
    notes.append(Note("table-column-missing", f"column {column!r}, for {purpose}; {hint}"))
    return column


def _named_fields(header: Header, notes: list[Note]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for column in header.columns:
        if name := field_of(column):
            fields[name] = (*fields.get(name, ()), column)
    for name, columns in fields.items():
        if len(columns) > 1 and not FIELDS[name].several:
            notes.append(Note("table-header-broken", f"{_told(columns)} would all be the {name}"))
    return fields


def _told(columns: tuple[str, ...]) -> str:
    shown = ", ".join(repr(column[:80]) for column in columns[:MOST_TOLD])
    return f"{shown} and {len(columns) - MOST_TOLD:,} more" if len(columns) > MOST_TOLD else shown
