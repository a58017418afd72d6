"""Importing a worklist (floor 3): what a person decided becomes rows and judgements of the site's own lists.

:func:`plan_import` is pure: it finds out what would be written, or what is wrong with the file; nothing is written
while anything is wrong. :func:`write_import` puts whole files in the place of the old ones, the rows first, so that
a stop in between leaves lists that fit together. Existing lists are never touched: new entities go to
``imported.csv``, decisions to ``judgements.csv`` beside it. Importing a file twice changes nothing.
"""

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fonds.errors import SettingsError
from fonds.linking import judgements as remembered
from fonds.linking.authorities import COLUMNS, Authority, AuthorityList, is_bare, parse_row
from fonds.linking.candidates import LocalName
from fonds.linking.csv_rows import CsvRow
from fonds.linking.identities import identity_of
from fonds.linking.judgements import IRI, Judgement, parse_judgements, render_judgements
from fonds.linking.spelling import lookup_form
from fonds.linking.worklist import CODE, Decision, Filled
from fonds.problems import Problem

FILE_NAME = "imported.csv"
"""The list new entities are written to; its rows may be moved to any other list."""

LONGEST_WAY = 50
"""Names of a file that may be accepted as one another in a row."""
_KEY = re.compile(r"[a-z-]+/[a-z0-9/-]+")


@dataclass(slots=True)
class Plan:
    """What an import would write: new rows by id, and all judgements of the site; nothing where there are problems.

    ``accepted``, ``rejected`` and ``added`` count what is new.
    """

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    accepted: int = 0
    rejected: int = 0

    @property
    def added(self) -> int:
        """How many entities are new."""
        return len(self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.rows or self.accepted or self.rejected)


def plan_import(
    filled: Filled, where: str, authorities: AuthorityList, stored: Sequence[Judgement], *, by: str, date: str
) -> Plan:
    """Return what a filled worklist changes. ``stored`` are the judgements of the file that is written again."""
    plan = Plan(judgements=list(stored), problems=list(filled.problems))
    planner = _Planner(filled, where, authorities, plan, by, date)
    for decision in filled.decisions:
        if decision.verdict == "new":
            planner.find_target(decision.name.key, decision)
    for decision in filled.decisions:
        planner.apply(decision)
    return plan


class _Planner:
    """Fills a Plan, one decision after the other."""

    def __init__(
        self, filled: Filled, where: str, authorities: AuthorityList, plan: Plan, by: str, date: str
    ) -> None:
        self._by_key = {decision.name.key: decision for decision in filled.decisions}
        self._names = filled.names
        self._where = where
        self._authorities = authorities
        self._plan = plan
        self._by, self._date = by, date
        self._targets: dict[str, str | None] = {}

    def apply(self, decision: Decision) -> None:
        """Do what one row says."""
        if decision.verdict == "reject":
            self._reject(decision)
        elif target := self.find_target(decision.name.key, decision):
            if decision.verdict == "accept":
                self._accept(decision, target)
            else:
                self._settle(decision, target)

    # ── which entity is meant ────────────────────────────────────────────────────────────────────────────

    def find_target(self, key: str, decision: Decision, way: tuple[str, ...] = ()) -> str | None:
        """Return the id of the entity a name becomes; None where a Problem was noted. Asked once a name."""
        if key not in self._targets:
            found = self._new(decision) if decision.verdict == "new" else self._accepted(decision, (*way, key))
            self._targets.setdefault(key, found)
        return self._targets[key]

    def _new(self, decision: Decision) -> str | None:
        """Return the id of a new entity, planned with the identifiers a person gave."""
        ids = [one for one in decision.ids if not IRI.fullmatch(one)]
        if len(ids) > 1:
            return self._fault(decision, "authority_id", f"{', '.join(ids)}: a new entity has one id")
        same_as = (*(one for one in decision.ids if IRI.fullmatch(one)), *decision.same_as)
        id_ = ids[0] if ids else decision.name.key
        row = self._authorities.rows.get(id_)
        if row is None:
            return self._plan_row(decision, decision.name, id_, same_as)
        if lookup_form(decision.name.name) not in map(lookup_form, row.forms):
            return self._fault(decision, "authority_id", f"{id_} is in the lists already, as {row.name}: write accept")
        return id_

    def _accepted(self, decision: Decision, way: tuple[str, ...]) -> str | None:
        if len(decision.ids) != 1:
            told = "it is empty: copy the id of a candidate into it" if not decision.ids else "it has more than one id"
            return self._fault(decision, "authority_id", told)
        (one,) = decision.ids
        if IRI.fullmatch(one):
            return self._by_address(decision, one)
        if one in self._authorities.rows or one in self._plan.rows:
            return self._of_kind(decision, one)
        if one == decision.name.key:
            return self._plan_row(decision, decision.name, one, decision.same_as)
        if one in self._names:
            return self._of_kind(decision, one) and self._other_row(decision, one, way)
        if one in decision.offered and _KEY.fullmatch(one):
            name = LocalName(one, decision.name.type, decision.offered[one])
            return self._of_kind(decision, one) and self._plan_row(decision, name, one, ())
        return self._fault(
            decision, "authority_id", f"{one!r} is no id of the lists, no key of this file and no http(s) address"
        )

    def _other_row(self, decision: Decision, key: str, way: tuple[str, ...]) -> str | None:
        """Return what another name of the file becomes; of names that accept each other the most frequent stands."""
        if len(way) > LONGEST_WAY:
            return self._fault(decision, "authority_id", "one name leads to the next without an end in sight")
        if key in way:
            circle = way[way.index(key) :]
            chief = max(circle, key=lambda each: (self._names[each].documents, each))
            found = self._plan_row(decision, self._names[chief], chief, ())
            self._targets.update(dict.fromkeys(circle, found))
            return found
        other = self._by_key.get(key)
        if other is not None and other.verdict != "reject":
            return self.find_target(key, other, way)
        return self._plan_row(decision, self._names[key], key, ())

    def _by_address(self, decision: Decision, iri: str) -> str | None:
        """Return the entity that has an address already; else a new one that gets it."""
        kind = decision.name.kind
        wanted = identity_of(iri)
        found = [
            row.id for row in self._authorities.rows.values()
            if row.kind == kind and wanted in map(identity_of, row.same_as)
        ]
        found += [id_ for id_, cells in self._plan.rows.items() if wanted in map(identity_of, cells["same_as"].split("|"))]
        if len(found) > 1:
            return self._fault(decision, "authority_id", f"{iri} is an address of {' and of '.join(found)}")
        return found[0] if found else self._plan_row(
            decision, decision.name, decision.name.key, (iri, *decision.same_as)
        )

    def _of_kind(self, decision: Decision, id_: str) -> str | None:
        if id_.partition("/")[0] == decision.name.kind:
            return id_
        return self._fault(decision, "authority_id", f"{id_!r} is no {decision.name.kind}")

    # ── what is written ──────────────────────────────────────────────────────────────────────────────────

    def _plan_row(self, decision: Decision, name: LocalName, id_: str, same_as: Iterable[str]) -> str | None:
        """Plan a new row for a name; what the lists would refuse is noted as a Problem."""
        main, *others = name.own_forms
        bare = [form for form in (main, *others) if is_bare(form, name.type)]
        others = [form for form in dict.fromkeys(others) if "|" not in form]
        by = decision.by or self._by
        told = ("from a worklist", f"by {by}" if by else "", self._date, decision.note)
        cells = dict.fromkeys(COLUMNS, "") | {
            "id": id_, "type": name.type, "name": main, "name_lang": "und", "alternate_names": "|".join(others),
            "scope": "; ".join(f"{form}: only as a whole name" for form in bare if not set(form) & {":", ";", "|"}),
            "same_as": "|".join(dict.fromkeys(same_as)), "note": ", ".join(filter(None, told)),
        }
        row = parse_row(CsvRow(decision.line, cells), self._where)
        if isinstance(row, Problem):
            return self._fault(decision, "", row.detail)
        before = self._plan.rows.setdefault(id_, cells)
        if before["name"] != cells["name"]:
            return self._fault(decision, "authority_id", f"{id_} is the id of {before['name']}, too")
        return id_

    def _accept(self, decision: Decision, target: str) -> None:
        forms = decision.name.own_forms
        row = self._authorities.rows.get(target)
        known = [lookup_form(form) for form in _forms_of(self._plan.rows.get(target))]
        address = set(decision.same_as) - set(row.same_as if row else self._plan.rows[target]["same_as"].split("|"))
        for form in forms:
            if not address and (lookup_form(form) in known or (row and self._counts(row, form))):
                self._overrule(Judgement(form, decision.name.kind, "accept", target))
            else:
                self._judge(decision, form, "accept", target, tuple(decision.same_as))

    def _settle(self, decision: Decision, target: str) -> None:
        """A new entity has its names itself; one that is in the lists by now may get more addresses."""
        row = self._authorities.rows.get(target)
        if row is None:
            for form in decision.name.own_forms:
                self._overrule(Judgement(form, decision.name.kind, "accept", target))
        elif set(decision.same_as) - set(row.same_as):
            self._judge(decision, decision.name.name, "accept", target, tuple(decision.same_as))

    def _reject(self, decision: Decision) -> None:
        ids = decision.ids or tuple(decision.offered)
        if not ids:
            detail = "it is empty, and no candidate was proposed: write the id of the entity it is not"
            self._fault(decision, "authority_id", detail)
        for one in ids:
            if one not in decision.offered and not IRI.fullmatch(one) and not _KEY.fullmatch(one):
                self._fault(decision, "authority_id", f"{one!r} is neither an id nor an http(s) address")
                continue
            for form in decision.name.own_forms:
                self._judge(decision, form, "reject", one, ())

    def _counts(self, row: Authority, form: str) -> bool:
        """Whether a name is matched with a row already, wherever a rule says that it is a name."""
        scope = row.scope_of(form)
        alone = self._authorities.candidates(form, (row.kind,)) == (row,)
        return alone and (scope is None or scope.whole_name or not (scope.named or scope.after_full_name))

    def _judge(self, decision: Decision, form: str, word: remembered.Decision, id_: str, same_as: tuple[str, ...]) -> None:
        """Remember a decision unless it is remembered already; one that says otherwise goes."""
        made = Judgement(
            form, decision.name.kind, word, id_, same_as, decision.by or self._by, self._date, decision.note
        )
        if not any(made.says_the_same(one) for one in self._plan.judgements):
            self._overrule(made)
            pair = (made.form, made.authority_id)
            self._plan.judgements[:] = [one for one in self._plan.judgements if (one.form, one.authority_id) != pair]
            self._plan.judgements.append(made)
            self._plan.accepted += word == "accept"
            self._plan.rejected += word == "reject"

    def _overrule(self, made: Judgement) -> None:
        """Forget what a decision contradicts: the opposite of the same pair, and another entity the name was."""
        self._plan.judgements[:] = [
            one for one in self._plan.judgements
            if one.form != made.form
            or (one.decision == made.decision and (one.authority_id == made.authority_id or made.decision == "reject"))
            or (one.decision != made.decision and one.authority_id != made.authority_id)
        ]

    def _fault(self, decision: Decision, column: str, detail: str) -> str | None:
        """Note what is wrong with a row; there is no entity for it then."""
        detail = f"column {column}: {detail}" if column else detail
        self._plan.problems.append(Problem(CODE, self._where, detail, decision.line))
        return None


def _forms_of(cells: Mapping[str, str] | None) -> tuple[str, ...]:
    return (cells["name"], *filter(None, cells["alternate_names"].split("|"))) if cells else ()


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────


def read_stored(folder: Path) -> tuple[list[Judgement], list[Problem]]:
    """Return the judgements of a folder, and what is wrong with their file: while that is so, it is not rewritten."""
    path = folder / remembered.FILE_NAME
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        return [], [Problem("authority-row-broken", str(path), error.strerror or "it cannot be read")]
    found = list(parse_judgements(data, str(path)))
    return (
        [each for each in found if isinstance(each, Judgement)], [each for each in found if isinstance(each, Problem)]
    )


def write_import(folder: Path, plan: Plan) -> None:
    """Write what a plan without problems says. SettingsError where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if plan.rows:
            path = folder / FILE_NAME
            _put(path, _with_rows(path.read_text(encoding="utf-8") if path.exists() else "", plan.rows.values()))
        _put(folder / remembered.FILE_NAME, render_judgements(plan.judgements))
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", "") or "it is not UTF-8 text"
        raise SettingsError(
            f"The lists in {folder} could not be written: {told}.", "Set 'own_authorities' to a folder that may be."
        ) from error


def _with_rows(text: str, rows: Iterable[Mapping[str, str]]) -> str:
    """Return a list with rows added at its end, by the columns it has; a file without text gets ours."""
    header = next(csv.reader([text.lstrip("\ufeff").partition("\n")[0]]), []) if text.strip() else list(COLUMNS)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [column.strip() for column in header], extrasaction="ignore", lineterminator="\n")
    if not text.strip():
        writer.writeheader()
    for row in rows:
        writer.writerow(row)
    return (f"{text.rstrip()}\n" if text.strip() else "") + out.getvalue()


def _put(path: Path, text: str) -> None:
    """Put a file in the place of another one at once."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
