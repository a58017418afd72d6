"""Tables written for tests, and what becomes of them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.publishing.kit import Kit, make_kit
from fonds.publishing.preview import Preview, preview_file
from fonds.record.curation import Curation
from fonds.record.record import Record
from fonds.settings import Settings
from fonds.sources.parts import Part, ReadOptions
from fonds.sources.tables.adapter import read_table


@cache
def _kit(tables: str) -> Kit:
    return make_kit(Settings(tables=json.loads(tables)))


def kit(**tables: Any) -> Kit:
    """Return what documents are made with, for these tables of the settings."""
    return _kit(json.dumps(tables))


def write(folder: Path, text: str | bytes, name: str = "letters.csv") -> Path:
    """Write a table."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def found(path: Path, options: ReadOptions | None = None, **tables: Any) -> list[Part | Problem]:
    """Return parts and problems of a table."""
    return list(read_table(path, f"main:{path.name}", options or ReadOptions(tables=tables)))


def codes(path: Path, **tables: Any) -> list[str]:
    """Return the codes of the problems of a table as a whole."""
    return [each.code for each in found(path, **tables) if isinstance(each, Problem)]


def parts(path: Path, **tables: Any) -> list[Part]:
    """Return the parts of a table."""
    return [each for each in found(path, **tables) if isinstance(each, Part)]


def records(path: Path, **tables: Any) -> list[Record]:
    """Return the records of a table's rows."""
    return [part.parse(Curation(), kit(**tables).lexicon) for part in parts(path, **tables)]


def record(folder: Path, text: str, name: str = "letters.csv", **tables: Any) -> Record:
    """Return the record of the only row of a table."""
    (one,) = records(write(folder, text, name), **tables)
    return one


def previews(path: Path, **tables: Any) -> list[Preview]:
    """Return the documents of a table as they would be published."""
    return list(preview_file(path, f"main:{path.name}", kit(**tables)))


def said(record: Record) -> dict[str, list[str]]:
    """Return who has a part in a record, by role."""
    roles: dict[str, list[str]] = {}
    for each in (*record.contributions, *record.attendees):
        roles.setdefault(each.role, []).append(each.name.phrase.text)
    return roles
