"""Which column is which field (floor 3): the tables of ``fonds.toml``, checked, and the one a file belongs to.

::

    [tables.letters]              # a name; the first table whose pattern fits a file reads it
    files = "letters*.csv"        # a file name or a pattern, or a list of them; left out: letters.*
    id = "Nr"                     # the column that names a row for ever
    [tables.letters.columns]      # field = "column", or a list of columns
    title = "Title"
    [tables.letters.iris]         # field = the column with the IRIs of an authority file
    sender = "From GND"

A key or a field that does not exist is a SettingsError that names it.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from fonds.errors import SettingsError
from fonds.sources.tables.fields import FIELDS

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
_KEYS: dict[str, str] = {
    "files": "a file name or pattern, or a list of them",
    "id": "the name of a column",
    "sheet": "the name of a sheet",
    "header": "the number of the row with the names of the columns",
    "delimiter": "one character",
    "separator": "the characters between two values in a cell",
    "dates": f"'{DAY_FIRST}' or '{MONTH_FIRST}'",
    "columns": "a table of fields and columns",
    "iris": "a table of fields and columns",
}
Columns = Mapping[str, tuple[str, ...]]
"""Field → the columns it is read from, in order."""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table of the settings. ``header`` is 0 where the first row that is not empty has the names of columns.

    ``dates`` says what figures alone mean ("3/4/1979"); empty: they are not read.
    """

    name: str = ""
    files: tuple[str, ...] = ()
    sheet: str = ""
    header: int = 0
    delimiter: str = ""
    separator: str = ""
    dates: str = ""
    columns: Columns = field(default_factory=dict)
    iris: Columns = field(default_factory=dict)


def read_mappings(tables: Mapping[str, object]) -> tuple[TableMapping, ...]:
    """Return the tables of the settings, in their order. Raises SettingsError naming what is unknown or does not fit."""
    return tuple(_mapping(name, table) for name, table in tables.items())


def find_mapping(path: PurePath, mappings: Iterable[TableMapping]) -> TableMapping | None:
    """Return the first mapping that is for this file, or None.

    >>> find_mapping(PurePath("a/letters-2.csv"), [TableMapping("letters", ("letters*.csv",))]).name
    'letters'
    """
    return next((each for each in mappings if any(path.match(pattern) for pattern in each.files)), None)


def _mapping(name: str, table: object) -> TableMapping:
    where = f"[tables.{name}]"
    if not isinstance(table, Mapping):
        raise SettingsError(f"tables.{name} is no table.", f"Write it as {where}.")
    _check_keys(table, _KEYS, where, "key")
    columns = _columns(table, "columns", where)
    if "id" in table:
        columns = {"id": (_text(table, "id", where),), **columns}
    iris = _columns(table, "iris", where)
    for name_, of_field in iris.items():
        if not FIELDS[name_].identified:
            fields = ", ".join(each.name for each in FIELDS.values() if each.identified)
            raise SettingsError(f"[tables.{name}.iris] names {name_!r}, which has no IRIs.", f"There are {fields}.")
        if len(of_field) != len(columns.get(name_, ())):
            raise SettingsError(
                f"[tables.{name}.iris] has {len(of_field)} columns for {name_}, [tables.{name}.columns] has "
                f"{len(columns.get(name_, ()))}.", "Give each column of names its column of IRIs."
            )
    return TableMapping(
        name, _texts(table.get("files", f"{name}.*"), f"{where}: files", _KEYS["files"]), _text(table, "sheet", where),
        _header(table, where), _delimiter(table, where), _text(table, "separator", where, keep=True),
        _dates(table, where), columns, iris,
    )


def _columns(table: Mapping[str, object], key: str, where: str) -> dict[str, tuple[str, ...]]:
    given = table.get(key, {})
    inner = f"{where[:-1]}.{key}]"
    if not isinstance(given, Mapping):
        raise SettingsError(f"{where}: {key} is no table.", f"Write it as {inner}.")
    _check_keys(given, FIELDS, inner, "field")
    return {str(name): _texts(value, f"{inner}: {name}", "a column, or a list of columns") for name, value in given.items()}


def _check_keys(table: Mapping[str, object], known: Mapping[str, object], where: str, noun: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}."
            if noun == "field" and key in _KEYS:
                hint = f"It stands above, in {where.rpartition('.')[0]}]."
            raise SettingsError(f"{where} has the unknown {noun} {key!r}.", hint)


def _texts(value: object, where: str, wanted: str) -> tuple[str, ...]:
    """Return one text or a list of them; blanks at their ends and line breaks do not count."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        raise SettingsError(f"{where} is {value!r}.", f"It must be {wanted}.")
    return tuple(" ".join(text.split()) for text in texts)


def _text(table: Mapping[str, object], key: str, where: str, *, keep: bool = False) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or (key in table and not value):
        raise SettingsError(f"{where}: {key} is {value!r}.", f"It must be {_KEYS[key]}.")
    return value if keep else " ".join(value.split())


def _header(table: Mapping[str, object], where: str) -> int:
    value = table.get("header", 0)
    if isinstance(value, bool) or not isinstance(value, int) or (value < 1 and "header" in table):
        raise SettingsError(f"{where}: header is {value!r}.", f"It must be {_KEYS['header']}, from 1.")
    return value


def _delimiter(table: Mapping[str, object], where: str) -> str:
    value = _text(table, "delimiter", where, keep=True)
    if value and (len(value) != 1 or value in "\r\n\"\0"):
        raise SettingsError(f"{where}: delimiter is {value!r}.", f"It must be {_KEYS['delimiter']}.")
    return value


def _dates(table: Mapping[str, object], where: str) -> str:
    value = _text(table, "dates", where)
    if value not in ("", DAY_FIRST, MONTH_FIRST):
        raise SettingsError(f"{where}: dates is {value!r}.", f"It must be {_KEYS['dates']}.")
    return value
