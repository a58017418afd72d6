"""The worklist (floor 3): a table of names in no list, and what a person wrote into it. Pure.

A row is a name; ``reports/worklist.py`` writes the table, people fill ``decision``, ``authority_id`` and ``same_as``
in a spreadsheet or in OpenRefine, and :func:`parse_decisions` reads it again: CSV with commas, semicolons or tabs,
or JSON (a list of objects, or OpenRefine's ``{"rows": […]}``). Columns a person adds are passed over. Faults are
Problems naming file, row and column; `importing.py` does nothing while there is one.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fonds.linking.candidates import Candidate, LocalName
from fonds.linking.csv_rows import CsvRow, parse_csv
from fonds.linking.entities import TYPES
from fonds.problems import Problem

CODE = "worklist-row-broken"
SEPARATOR = " | "
"""Stands between several values of one cell."""
MOST = 3
"""Candidates of our own, and of outside services, that a row has room for."""
NAME_COLUMNS = ("key", "type", "name", "written_forms", "documents", "examples", "context")
DECISION_COLUMNS = ("decision", "authority_id", "same_as", "by", "note")
CANDIDATE_COLUMNS = tuple(f"candidate_{n}{part}" for n in range(1, MOST + 1) for part in ("", "_name", "_score", "_why"))
OUTSIDE_COLUMNS = tuple(
    f"outside_{n}{part}" for n in range(1, MOST + 1) for part in ("", "_name", "_score", "_match", "_why")
)
"""Candidates of outside services; there only once such a service was asked."""

Verdict = Literal["accept", "reject", "new"]
VERDICTS: Mapping[str, Verdict] = {
    "accept": "accept", "accepted": "accept", "matched": "accept", "reject": "reject", "rejected": "reject", "new": "new",
}
"""What may stand in the column ``decision``, with OpenRefine's words for it."""
UNDECIDED = frozenset({"", "none"})


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """A name, where it stands, and what it may be; ``outside`` are candidates of other services."""

    name: LocalName
    examples: tuple[str, ...] = ()
    context: str = ""
    candidates: tuple[Candidate, ...] = ()
    outside: tuple[Candidate, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    """What a person has written into the columns of a decision already."""

    def cells(self) -> dict[str, str]:
        """Return every cell by its column."""
        cells = {
            "key": self.name.key, "type": self.name.type, "name": self.name.name,
            "written_forms": SEPARATOR.join(form for form in self.name.names if "|" not in form),
            "documents": str(self.name.documents),
            "examples": SEPARATOR.join(self.examples), "context": self.context,
        }
        for prefix, found in (("candidate", self.candidates), ("outside", self.outside)):
            for number in range(1, MOST + 1):
                one = found[number - 1] if number <= len(found) else None
                match = "" if one is None or one.match is None else ("yes" if one.match else "no")
                told = {"": one.id, "_name": one.name, "_score": f"{one.score:g}", "_why": one.why} if one else {}
                parts = ("", "_name", "_score", "_why", *(("_match",) if prefix == "outside" else ()))
                cells |= {f"{prefix}_{number}{part}": match if part == "_match" else told.get(part, "") for part in parts}
        return cells | {column: self.decided.get(column, "") for column in DECISION_COLUMNS}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row as a person filled it. ``offered`` are the candidates of the row: id → name."""

    line: int
    name: LocalName
    verdict: Verdict
    ids: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    by: str = ""
    note: str = ""
    offered: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A worklist as it came back: what was decided, all its names by key, how many wait for a decision."""

    decisions: tuple[Decision, ...]
    names: Mapping[str, LocalName]
    undecided: int
    problems: tuple[Problem, ...] = ()


def parse_decisions(data: bytes, where: str) -> Filled:
    """Read a worklist that was filled."""
    decisions: dict[str, Decision] = {}
    names: dict[str, LocalName] = {}
    problems: list[Problem] = []
    undecided = 0
    for row in _rows(data, where):
        found = row if isinstance(row, Problem) else _decision(row, where)
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, LocalName):
            names.setdefault(found.key, found)
            undecided += 1
        else:
            names[found.name.key] = found.name
            before = decisions.setdefault(found.name.key, found)
            if (before.verdict, before.ids, before.same_as) != (found.verdict, found.ids, found.same_as):
                detail = f"column key: {found.name.key!r} is decided otherwise in row {before.line}"
                problems.append(Problem(CODE, where, detail, found.line))
    return Filled(tuple(decisions.values()), names, undecided, tuple(problems))


def parse_rows(data: bytes, where: str) -> tuple[list[WorklistRow], list[Problem]]:
    """Read a worklist as it was written, with its candidates, so that more can be filled in."""
    rows: list[WorklistRow] = []
    problems: list[Problem] = []
    for row in _rows(data, where):
        name = row if isinstance(row, Problem) else _name(row, where)
        if isinstance(row, Problem) or isinstance(name, Problem):
            problems.append(row if isinstance(row, Problem) else name)  # type: ignore[arg-type]
            continue
        cells = row.cells
        rows.append(WorklistRow(
            name, _parts(cells.get("examples", "")), cells.get("context", ""),
            tuple(_candidates(cells, "candidate")), tuple(_candidates(cells, "outside")),
            {column: cells.get(column, "") for column in DECISION_COLUMNS},
        ))
    return rows, problems


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────


def _rows(data: bytes, where: str) -> Iterator[CsvRow | Problem]:
    text = _text(data)
    if text is None:
        line = data[: len(data.decode("utf-8", "ignore").encode())].count(b"\n") + 1
        yield Problem(CODE, where, "it is not UTF-8 text: save it as “CSV UTF-8”", line)
    elif not text.strip():
        yield Problem(CODE, where, "it is empty")
    elif data.startswith(b"PK\x03\x04"):
        yield Problem(CODE, where, "it is a workbook: save it as “CSV UTF-8”")
    elif text.lstrip()[0] in "[{":
        yield from _json_rows(text, where)
    else:
        for row in parse_csv(data, where, CODE, ("key", "name"), delimiter=_delimiter(text), text=text):
            if isinstance(row, CsvRow):
                yield CsvRow(row.line, {column: _unguarded(cell) for column, cell in row.cells.items()})
            elif isinstance(row, Problem):
                yield row


def _text(data: bytes) -> str | None:
    """Return the text of a file as spreadsheets save it: UTF-8, or UTF-16 with its mark; None for anything else."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return "" if data.startswith(b"PK\x03\x04") else None


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the header."""
    header = text.lstrip().partition("\n")[0]
    return max(",;\t", key=header.count)


def _json_rows(text: str, where: str) -> Iterator[CsvRow | Problem]:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Problem(CODE, where, f"it is not JSON: {error}", getattr(error, "lineno", None))
        return
    rows = value.get("rows") if isinstance(value, dict) else value
    if not isinstance(rows, list):
        yield Problem(CODE, where, "it is neither a list of rows nor an object with “rows”")
        return
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield CsvRow(number, {str(column): _cell(value) for column, value in row.items()})
        else:
            yield Problem(CODE, where, "the row is no object", number)


def _cell(value: object) -> str:
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return SEPARATOR.join(map(_cell, value))
    return " ".join(str(value).split())


def guarded(cell: str) -> str:
    """Return a cell as it may stand in a spreadsheet, which would run what begins like a formula.

    >>> guarded("=1+1"), guarded("Ivan")
    ("'=1+1", 'Ivan')
    """
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "'", "\t", "\r") else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "'") else cell


# ── a row ────────────────────────────────────────────────────────────────────────────────────────────────


def _name(row: CsvRow, where: str) -> LocalName | Problem:
    cells = row.cells
    key, name = cells.get("key", ""), cells.get("name", "")
    if "/" not in key or not name:
        column = "name" if "/" in key else "key"
        return Problem(CODE, where, f"column {column}: {cells.get(column, '')!r}: leave this column as it was", row.line)
    number = cells.get("documents", "")
    documents = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
    type_ = cells.get("type", "") or TYPES["unknown"]
    forms = _parts(cells.get("written_forms", ""))
    if forms and name not in forms:  # OpenRefine writes the name of the match over the name
        name = forms[0]
    return LocalName(key, type_, name, forms, documents)


def _decision(row: CsvRow, where: str) -> Decision | LocalName | Problem:
    """Return what was decided, the name alone where nothing was, a Problem where it cannot be understood.

    A filled ``authority_id`` without a word in ``decision`` counts as accepted: so OpenRefine leaves a match.
    """
    name = _name(row, where)
    if isinstance(name, Problem):
        return name
    cells = row.cells
    word, ids, same_as = cells.get("decision", ""), _parts(cells.get("authority_id", "")), _parts(cells.get("same_as", ""))
    verdict = VERDICTS.get(word.lower())
    if verdict is None and word.lower() not in UNDECIDED:
        return Problem(CODE, where, f"column decision: {word!r} is none of accept, reject, new", row.line)
    if verdict is None and not ids:
        if same_as:
            detail = "column decision: it is empty, but same_as is filled: write accept or new"
            return Problem(CODE, where, detail, row.line)
        return name
    offered = {one.id: one.name for prefix in ("candidate", "outside") for one in _candidates(cells, prefix)}
    return Decision(
        row.line, name, verdict or "accept", ids, same_as, cells.get("by", ""), cells.get("note", ""), offered
    )


def _candidates(cells: Mapping[str, str], prefix: str) -> Iterator[Candidate]:
    for number in range(1, MOST + 1):
        column = f"{prefix}_{number}"
        if id_ := cells.get(column, ""):
            match = {"yes": True, "no": False}.get(cells.get(f"{column}_match", ""))
            score = _number(cells.get(f"{column}_score", ""))
            yield Candidate(id_, cells.get(f"{column}_name", ""), score, cells.get(f"{column}_why", ""), match)


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))
