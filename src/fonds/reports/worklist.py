"""The worklist as people get it (floor 6): CSV or TSV for a spreadsheet and OpenRefine, JSON, a table to read.

Columns are those of ``linking/worklist.py``, which reads them again. To add a format: a row of :data:`FORMATS`.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fonds.errors import UsageError
from fonds.linking.authorities import AuthorityList
from fonds.linking.candidates import CandidateFinder
from fonds.linking.worklist import (
    CANDIDATE_COLUMNS,
    DECISION_COLUMNS,
    MOST,
    NAME_COLUMNS,
    OUTSIDE_COLUMNS,
    WorklistRow,
    guarded,
)
from fonds.reports.names import Names
from fonds.reports.outcome import count
from fonds.reports.visible import visible


def with_candidates(names: Names, authorities: AuthorityList) -> list[WorklistRow]:
    """Return the names with what they may be, by our own lists and each other."""
    finder = CandidateFinder(authorities, (*(row.name for row in names.rows), *names.identified))
    return [replace(row, candidates=finder.find(row.name, MOST)) for row in names.rows]


def columns_of(rows: Iterable[WorklistRow]) -> tuple[str, ...]:
    """Return the columns of a worklist; those of outside services only where one was asked."""
    outside = OUTSIDE_COLUMNS if any(row.outside for row in rows) else ()
    return (*NAME_COLUMNS, *CANDIDATE_COLUMNS, *outside, *DECISION_COLUMNS)


def _separated(delimiter: str, end: str) -> Callable[[Sequence[WorklistRow]], str]:
    def render(rows: Sequence[WorklistRow]) -> str:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
        columns = columns_of(rows)
        writer.writerow(columns)
        for row in rows:
            cells = row.cells()
            writer.writerow([guarded(cells[column]) for column in columns])
        return out.getvalue()

    return render


def _json(rows: Sequence[WorklistRow]) -> str:
    columns = columns_of(rows)
    told = [{column: row.cells()[column] for column in columns} for row in rows]
    return json.dumps({"rows": told}, ensure_ascii=False, indent=2) + "\n"


def _table(rows: Sequence[WorklistRow]) -> str:
    """Return the names for a terminal, each with what it may be, and nothing a terminal would obey."""
    lines: list[str] = []
    for row in rows:
        lines += [f"{row.name.name}  ({row.name.type}, {count(row.name.documents, 'document')})", f"    {row.context}"]
        for one in (*row.candidates, *row.outside):
            lines.append(f"    → {one.id}  {one.name}  {one.score:g}: {one.why}")
    return "".join(f"{visible(line)}\n" for line in lines) or "Every name is in the lists.\n"


FORMATS: dict[str, Callable[[Sequence[WorklistRow]], str]] = {
    "csv": _separated(",", "\r\n"), "tsv": _separated("\t", "\n"), "json": _json, "table": _table,
}
"""Name of a format → its writer."""


def render_worklist(rows: Sequence[WorklistRow], form: str) -> str:
    """Return a worklist in a format. UsageError for a format there is not."""
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}.", f"There are {', '.join(FORMATS)}.")
    return FORMATS[form](rows)
