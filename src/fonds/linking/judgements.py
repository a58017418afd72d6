"""Judgements (floor 3): what a person decided of names, remembered in a file beside the authority lists.

``judgements.csv`` has one row a decision: the ``name`` as written, its ``kind`` (the first segment of keys: agent,
place, position …), ``decision`` (accept or reject), ``authority_id`` (the entity the name is, or is not: an id of
the lists, a key of an entity of its own, or an address), ``same_as`` (addresses, ``|`` between), ``by``, ``date``,
``note``. An accepted name is an alternate name of its entity from then on; a rejected pair is never matched and
never proposed again. Deleting a row takes the decision back. Written by `importing.py`, and as well by hand.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from fonds.linking.csv_rows import CsvRow, parse_known
from fonds.linking.spelling import lookup_form
from fonds.problems import Problem

FILE_NAME = "judgements.csv"
COLUMNS = ("name", "kind", "decision", "authority_id", "same_as", "by", "date", "note")
CODE = "authority-row-broken"
IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""An address as lists and decisions may hold it."""

Decision = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision; ``line`` is where it stands in its file, 0 for one that is not written yet."""

    name: str
    kind: str
    decision: Decision
    authority_id: str
    same_as: tuple[str, ...] = ()
    by: str = ""
    date: str = ""
    note: str = ""
    where: str = ""
    line: int = 0

    @property
    def form(self) -> tuple[str, str]:
        """What is decided on: the name folded, and its kind."""
        return lookup_form(self.name), self.kind

    def says_the_same(self, other: "Judgement") -> bool:
        """Whether both decide the same, whoever decided, and whenever."""
        return (self.form, self.decision, self.authority_id, self.same_as) == (
            other.form, other.decision, other.authority_id, other.same_as,
        )


def parse_judgements(data: bytes, where: str) -> Iterator[Judgement | Problem]:
    """Yield a Judgement or a Problem for each row of a file."""
    for row in parse_known(data, where, CODE, ("name", "kind", "decision", "authority_id"), COLUMNS):
        yield row if isinstance(row, Problem) else _judgement(row, where)


def _judgement(row: CsvRow, where: str) -> Judgement | Problem:
    cells = dict.fromkeys(COLUMNS, "") | row.cells
    same_as = tuple(dict.fromkeys(part.strip() for part in cells["same_as"].split("|") if part.strip()))
    fault = ""
    if cells["decision"] not in ("accept", "reject"):
        fault = f"decision {cells['decision']!r} is neither accept nor reject"
    elif missing := next((column for column in ("name", "kind", "authority_id") if not cells[column]), ""):
        fault = f"it has no {missing}"
    elif wrong := next((iri for iri in same_as if not IRI.fullmatch(iri)), ""):
        fault = f"{wrong!r} is no http(s) address"
    if fault:
        return Problem(CODE, where, fault, row.line)
    return Judgement(
        cells["name"], cells["kind"], cast(Decision, cells["decision"]), cells["authority_id"], same_as,
        cells["by"], cells["date"], cells["note"], where, row.line,
    )


def render_judgements(judgements: Iterable[Judgement]) -> str:
    """Return the file, sorted by kind, name, decision and entity."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in sorted(judgements, key=lambda each: (each.kind, each.form, each.decision, each.authority_id)):
        same_as = "|".join(one.same_as)
        writer.writerow((one.name, one.kind, one.decision, one.authority_id, same_as, one.by, one.date, one.note))
    return out.getvalue()
