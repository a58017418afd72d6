"""Authority lists (floor 3): CSV files edited in a spreadsheet, read once.

Columns: ``id`` (``agent/red-army``), ``type`` (a schema.org class), ``name``, ``name_lang`` (BCP 47),
``alternate_names`` (``|`` between), ``scope``, ``same_as``, ``see_also`` (``|`` between), ``dates`` (EDTF level 0),
``note``, and of places ``latitude`` and ``longitude`` (degrees). ``scope`` says where a form counts, ``;`` between:
``FORM: anywhere``, ``FORM: only after the full name``, ``FORM: only as a whole name`` (of a sender, an author …, never
inside running text), ``FORM: only in documents that also name WORDS``. A row that cannot be used is a Problem naming file
and line; the other rows stand. Several folders are read one over the other: a row of a later one stands in place of one
with the same id. What people decided of names (`judgements.py`) is applied to the rows: accepted names are alternates,
rejected ones none.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from fonds.errors import SettingsError
from fonds.linking import judgements as remembered
from fonds.linking.csv_rows import CsvRow, parse_known
from fonds.linking.judgements import IRI, Judgement
from fonds.linking.spelling import fold_name, is_capitals, lookup_form
from fonds.problems import Problem
from fonds.record.dates import DateExpression, parse_iso

COLUMNS = (
    "id", "type", "name", "name_lang", "alternate_names", "scope", "same_as", "see_also", "dates", "note",
    "latitude", "longitude",
)
TYPES: dict[str, frozenset[str]] = {
    "agent": frozenset(
        """Person Organization GovernmentOrganization PoliticalParty ArchiveOrganization Audience NGO Corporation
        EducationalOrganization NewsMediaOrganization ResearchOrganization PeopleAudience Thing""".split()
    ),
    "place": frozenset("Place Country City State AdministrativeArea Landform BodyOfWater".split()),
    "event": frozenset({"Event"}),
    "position": frozenset({"Occupation"}),
    "creative-work": frozenset({"Book", "Legislation", "CreativeWork", "Periodical"}),
    "collection": frozenset({"Collection"}),
    "rights": frozenset({"CreativeWork"}),
}
"""Kind of a key → the classes its rows may have."""

_ID = re.compile(r"(?P<kind>[a-z-]+)/[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,9})?")
_SCOPE = re.compile(
    r"(?P<form>[^:]+):\s*(?:(?P<anywhere>anywhere)|only (?P<after>after the full name)|only (?P<whole>as a whole name)"
    r"|only in documents that also name (?P<named>.+))"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a form counts: ``after_full_name``, or ``named``: words the document must also hold.

    ``whole_name``: it always counts where a rule says that the words are a name; in running text only by the others.
    """

    after_full_name: bool = False
    named: str = ""
    whole_name: bool = False

    @property
    def in_text(self) -> bool:
        """Whether it may count in running text."""
        return self.after_full_name or bool(self.named) or not self.whole_name


class Point(NamedTuple):
    """Where a place lies: degrees north and east, as decimal numbers (WGS 84, as maps of the web have them)."""

    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Authority:
    """One row. ``scopes`` maps a form to where it counts; a form without one counts everywhere."""

    id: str
    type: str
    name: str
    language: str
    alternates: tuple[str, ...] = ()
    scopes: dict[str, Scope] = field(default_factory=dict)
    same_as: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    date: DateExpression | None = None
    note: str = ""
    where: str = ""
    point: Point | None = None

    @property
    def kind(self) -> str:
        """The first segment of the id."""
        return self.id.partition("/")[0]

    def scope_of(self, form: str) -> Scope | None:
        """Return where a form, however it is spelt or set, counts; None where it counts everywhere."""
        wanted = lookup_form(form)
        alike = (scope for known, scope in self.scopes.items() if lookup_form(known) == wanted)
        loud = (scope for known, scope in self.scopes.items() if lookup_form(known).upper() == wanted)
        return next(alike, None) or (next(loud, None) if is_capitals(form) else None)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its alternates, as they are matched."""
        return (self.name, *self.alternates)


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """All usable rows by id, and by (folded) form; ``digest`` changes whenever any row or judgement does.

    The judgements are applied to rows and forms already; ``rejected`` are the pairs of a folded name and an entity
    that a person told apart.
    """

    rows: dict[str, Authority]
    forms: dict[str, tuple[Authority, ...]]
    digest: str
    problems: tuple[Problem, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    rejected: frozenset[tuple[str, str]] = frozenset()
    whole: dict[str, tuple[Authority, ...]] = field(default_factory=dict, repr=False)
    """Rows by the forms whole names are looked up by: as they are, and in capitals."""

    def rejects(self, name: str, key: str) -> bool:
        """Whether a person said that this name is not that entity."""
        return bool(self.rejected) and (lookup_form(name), key) in self.rejected

    def candidates(self, form: str, kinds: Iterable[str] = ()) -> tuple[Authority, ...]:
        """Return all rows with that form among these kinds of key (all kinds where none is named).

        Initials may stand close or apart, and a name set in capitals is found by its letters.
        """
        wanted = tuple(kinds)
        rows = self.whole.get(lookup_form(form), ())
        return tuple(row for row in rows if (not wanted or row.kind in wanted) and not self.rejects(form, row.id))

    def find(self, form: str, kinds: Iterable[str] = ()) -> Authority | None:
        """Return the one row with that form among these kinds of key; None where there is none, or several."""
        rows = self.candidates(form, kinds)
        return rows[0] if len(rows) == 1 else None

    def knows_agent(self, form: str) -> bool:
        """Whether a text is, as a whole, a name of an agent."""
        return bool(self.candidates(form, ("agent",)))


def read_authorities(*folders: Path) -> AuthorityList:
    """Read every ``*.csv`` of some folders, a later one over the earlier ones.

    Raises SettingsError where there is no such folder.
    """
    rows: dict[str, Authority] = {}
    judgements: list[Judgement] = []
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for folder in folders:
        if not folder.is_dir():
            raise SettingsError(f"There is no folder of authority lists at {folder}.", "Correct 'authorities'.")
        own: dict[str, Authority] = {}
        for found in _read_folder(folder, digest):
            if isinstance(found, Judgement):
                judgements.append(found)
            elif isinstance(found, Problem):
                problems.append(found)
            elif found.id in own:
                problems.append(_fault(found.where, f"{found.id} already stands at {own[found.id].where}"))
            else:
                own[found.id] = found
        rows |= own
    rows, unfit = _with_judgements(rows, judgements)
    forms, doubles = _by_form(rows.values(), judgements)
    rejected = frozenset((each.form[0], each.authority_id) for each in judgements if each.decision == "reject")
    return AuthorityList(
        rows, forms, digest.hexdigest(), (*problems, *unfit, *doubles), tuple(judgements), rejected, _whole(forms)
    )


def _read_folder(folder: Path, digest: "hashlib._Hash") -> Iterator[Authority | Judgement | Problem]:
    """Yield all rows of a folder, and what is wrong with it; the digest takes in every file."""
    for path in sorted(folder.glob("*.csv")):
        try:
            data = path.read_bytes()
        except OSError as error:
            yield Problem("authority-row-broken", str(path), error.strerror or "it cannot be read")
            continue
        digest.update(path.name.encode() + b"\0" + data)
        if path.name == remembered.FILE_NAME:
            yield from remembered.parse_judgements(data, str(path))
        else:
            yield from parse_authorities(data, str(path))


def parse_authorities(data: bytes, where: str) -> Iterator[Authority | Problem]:
    """Yield a row or a Problem for each line of a list."""
    for row in parse_known(data, where, "authority-row-broken", ("id", "type", "name"), COLUMNS):
        yield row if isinstance(row, Problem) else parse_row(row, where)


def parse_row(row: CsvRow, file: str) -> Authority | Problem:
    """Return the entity a row describes; the Problem says what is wrong with it."""
    where, cells = f"{file}:{row.line}", dict.fromkeys(COLUMNS, "") | row.cells
    match = _ID.fullmatch(cells["id"])
    if not match or match["kind"] not in TYPES:
        return _fault(where, f"id {cells['id']!r} is not KIND/slug with KIND one of {', '.join(TYPES)}")
    if cells["type"] not in TYPES[match["kind"]]:
        return _fault(where, f"type {cells['type']!r} does not fit {match['kind']}/")
    language = cells["name_lang"] or "und"
    if not any(char.isalnum() for char in cells["name"]) or not _LANGUAGE.fullmatch(language):
        return _fault(where, "it has no name, or name_lang is no language tag")
    same_as, see_also = _parts(cells["same_as"]), _parts(cells["see_also"])
    for iri in (*same_as, *see_also):
        if not IRI.fullmatch(iri):
            return _fault(where, f"{iri!r} is no http(s) address")
    date = parse_iso(cells["dates"]) if cells["dates"] else None
    if cells["dates"] and date is None:
        return _fault(where, f"dates {cells['dates']!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    alternates = tuple(a for a in _parts(cells["alternate_names"]) if a != cells["name"])
    scopes = _scopes(cells["scope"], (cells["name"], *alternates))
    if isinstance(scopes, str):
        return _fault(where, scopes)
    point = _point(cells["latitude"], cells["longitude"], match["kind"])
    if isinstance(point, str):
        return _fault(where, point)
    return Authority(
        cells["id"], cells["type"], cells["name"], language, alternates, scopes, same_as, see_also, date,
        cells["note"], where, point,
    )


def _point(latitude: str, longitude: str, kind: str) -> Point | str | None:
    """Read the columns of degrees; a text is the fault found in them."""
    if not latitude and not longitude:
        return None
    if kind != "place":
        return "latitude and longitude are for places"
    if not latitude or not longitude:
        return "it has a latitude or a longitude alone"
    for name, text, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if not _DEGREES.fullmatch(text) or abs(float(text)) > most:
            return f"{name} {text!r} is no number of degrees from -{most} to {most}, such as 34.5167"
    return Point(latitude.removeprefix("+"), longitude.removeprefix("+"))


def _scopes(text: str, forms: tuple[str, ...]) -> dict[str, Scope] | str:
    """Read the scope column; a text is the fault found in it."""
    known = {fold_name(form) for form in forms}
    found: dict[str, Scope] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _SCOPE.fullmatch(part)
        if not match:
            return f"scope {part!r} has none of the forms described in the manual"
        form = fold_name(match["form"])
        if form not in known:
            return f"scope {part!r} speaks of a form that is no name of this row"
        found[form] = Scope(bool(match["after"]), (match["named"] or "").strip(), bool(match["whole"]))
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _fault(where: str, detail: str) -> Problem:
    path, _, line = where.rpartition(":")
    return Problem("authority-row-broken", path, detail, int(line))


def is_bare(name: str, type_: str) -> bool:
    """Whether a name says too little to be found in running text: one word, of a person.

    >>> is_bare("Amin", "Person"), is_bare("Hafizullah Amin", "Person"), is_bare("Kabul", "City")
    (True, False, False)
    """
    return type_ in ("Person", "Thing") and len(name.split()) == 1


def _with_judgements(
    rows: Mapping[str, Authority], judgements: Iterable[Judgement]
) -> tuple[dict[str, Authority], list[Problem]]:
    """Return the rows with what was decided: accepted names and addresses are added, rejected names taken away."""
    decided = dict(rows)
    problems: list[Problem] = []
    for one in judgements:
        row = decided.get(one.authority_id)
        if row is not None and one.decision == "reject":
            kept = tuple(name for name in row.alternates if lookup_form(name) != one.form[0])
            decided[row.id] = replace(row, alternates=kept)
        elif row is not None and row.kind == one.kind:
            decided[row.id] = _accepted(row, one)
        elif one.decision == "accept":
            detail = f"it accepts {one.name!r} as {one.authority_id!r}, which is no {one.kind} of the lists"
            problems.append(Problem("authority-row-broken", one.where, detail, one.line))
    return decided, problems


def _accepted(row: Authority, one: Judgement) -> Authority:
    same_as = tuple(dict.fromkeys((*row.same_as, *one.same_as)))
    form, scopes, alternates = fold_name(one.name), dict(row.scopes), row.alternates
    known = one.form[0] in map(lookup_form, row.forms)
    if form in scopes and (scopes[form].named or scopes[form].after_full_name):
        scopes[form] = replace(scopes[form], whole_name=True)
    elif not known and is_bare(one.name, row.type):
        scopes[form] = Scope(whole_name=True)
    return replace(row, alternates=alternates if known else (*alternates, one.name), scopes=scopes, same_as=same_as)


def _by_form(
    rows: Iterable[Authority], judgements: Iterable[Judgement]
) -> tuple[dict[str, tuple[Authority, ...]], list[Problem]]:
    """Return the rows by folded form, as far as nobody decided otherwise, and the forms that several rows share."""
    accepted: dict[tuple[str, str], set[str]] = {}
    rejected: set[tuple[str, str]] = set()
    for one in judgements:
        if one.decision == "accept":
            accepted.setdefault(one.form, set()).add(one.authority_id)
        else:
            rejected.add((one.form[0], one.authority_id))
    forms: dict[str, tuple[Authority, ...]] = {}
    for row in rows:
        for form in dict.fromkeys(fold_name(form) for form in row.forms):
            wanted = lookup_form(form)
            if (wanted, row.id) not in rejected and row.id in accepted.get((wanted, row.kind), (row.id,)):
                forms[form] = (*forms.get(form, ()), row)
    return forms, list(_shared(forms))


def _whole(forms: Mapping[str, tuple[Authority, ...]]) -> dict[str, tuple[Authority, ...]]:
    """Return the rows by the forms whole names are looked up by; what has capitals only is itself, not a louder form."""
    whole: dict[str, dict[str, Authority]] = {}
    for form, rows in forms.items():
        whole.setdefault(lookup_form(form), {}).update((row.id, row) for row in rows)
    loud: dict[str, dict[str, Authority]] = {}
    for form, found in whole.items():
        if is_capitals(form.upper()) and form.upper() not in whole:
            loud.setdefault(form.upper(), {}).update(found)
    return {form: tuple(found.values()) for form, found in (whole | loud).items()}


def _shared(forms: Mapping[str, tuple[Authority, ...]]) -> Iterator[Problem]:
    for form, found in forms.items():
        open_ = [row for row in found if row.scope_of(form) is None]
        if len(open_) > 1:
            path, _, line = open_[1].where.rpartition(":")
            detail = f"“{form}”: {', '.join(row.id for row in open_)}"
            yield Problem("authority-ambiguous", path, detail, int(line))
