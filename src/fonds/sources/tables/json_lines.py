"""JSON Lines (floor 3): one object a line. What is nested has the path of its keys as its column: ``sender.name``.

Numbers stay as they are printed. A list gives several values; in a list of objects each key has its values in order,
empty where an object has none, so that names and their IRIs stay together.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fonds.sources.tables.rows import Header, Item, Note, Row

DEEPEST = 20
"""How deep objects and lists of a line may be nested."""
MOST_COLUMNS = 2_000
MOST_VALUES = 1_000_000
"""Values that the objects of one list may have, those that some leave out included."""
MOST_TOLD = 20
"""Broken lines that are told before the rest is given up."""


class _RefusedError(ValueError):
    """A line is JSON that no row can be made of."""


def read_json_lines(path: Path, encoding: str) -> Iterator[Item]:
    """Yield rows, notes of broken lines, and the header last: it is all the columns that were seen."""
    columns: dict[str, None] = {}
    broken = 0
    try:
        with path.open(encoding=encoding, newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip("\ufeff \t\r\n"):
                    continue
                row = _row(line, number)
                if isinstance(row, Note):
                    yield row
                    broken += 1
                else:
                    columns.update(dict.fromkeys(row.cells))
                    yield row
                if broken >= MOST_TOLD or len(columns) > MOST_COLUMNS:
                    break
    except (OSError, UnicodeError) as error:
        yield Note("file-unreadable", f"it changed while it was read ({type(error).__name__})")
    if len(columns) > MOST_COLUMNS:
        yield Note("table-header-broken", f"more than {MOST_COLUMNS:,} columns")
    yield Header(tuple(columns))


def _row(line: str, number: int) -> Row | Note:
    try:
        value = json.loads(
            line, parse_int=str, parse_float=str, parse_constant=_no_constant, object_pairs_hook=_object
        )
        if not isinstance(value, dict):
            raise _RefusedError("it is no object")
        cells: dict[str, list[str]] = {}
        for key, inner in value.items():
            _flatten(key, inner, cells, 1)
        return Row(number, number, {column: texts for column, texts in cells.items() if any(map(str.strip, texts))})
    except json.JSONDecodeError as error:
        return Note("table-malformed", f"{error.msg}, column {error.colno}", number)
    except RecursionError:
        return Note("table-malformed", f"it is nested more than {DEEPEST} deep", number)
    except ValueError as error:
        return Note("table-malformed", str(error), number)


def _no_constant(name: str) -> str:
    raise _RefusedError(f"{name} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        name = " ".join(key.split())
        if name in found:
            raise _RefusedError(f"the key {name[:80]!r} stands twice in one object")
        found[name] = value
    return found


def _flatten(path: str, value: Any, cells: dict[str, list[str]], depth: int) -> None:
    if depth > DEEPEST:
        raise _RefusedError(f"it is nested more than {DEEPEST} deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{path}.{key}", inner, cells, depth + 1)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        _flatten_objects(path, value, cells, depth)
    elif isinstance(value, list):
        for item in value:
            _flatten(path, item, cells, depth + 1)
    else:
        cells.setdefault(_text(path), []).append(_text(value))


def _flatten_objects(path: str, items: list[Any], cells: dict[str, list[str]], depth: int) -> None:
    """Give each key of some objects one value an object; a value that is no object is the path's own."""
    rows: list[dict[str, list[str]]] = []
    for item in items:
        found: dict[str, list[str]] = {}
        _flatten(path, item, found, depth + 1)
        rows.append(found)
    columns = dict.fromkeys(column for row in rows for column in row)
    if len(columns) * len(rows) > MOST_VALUES:
        raise _RefusedError(f"its objects have more than {MOST_VALUES:,} values")
    for column in columns:
        for row in rows:
            cells.setdefault(column, []).extend(row.get(column, [""]))


def _text(value: Any) -> str:
    text = {True: "true", False: "false", None: ""}[value] if value is None or isinstance(value, bool) else str(value)
    if "\0" in text:
        raise _RefusedError("it holds NUL characters")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise _RefusedError("it holds half of a character (a lone surrogate)")
    return text
