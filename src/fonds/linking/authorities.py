"""Authority lists (floor 3): CSV files edited in a spreadsheet, read once.

Columns: ``id`` (``agent/red-army``), ``type`` (a schema.org class), ``name``, ``name_lang`` (BCP 47),
``alternate_names`` (``|`` between), ``scope``, ``same_as``, ``see_also`` (``|`` between), ``dates`` (EDTF level 0),
``note``. ``scope`` says where a short form counts, ``;`` between: ``FORM: anywhere``, ``FORM: only after the full
name``, ``FORM: only in documents that also name WORDS``. A row that cannot be used is a Problem naming file and
line; the other rows stand.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from fonds.errors import SettingsError
from fonds.problems import Problem
from fonds.record.dates import DateExpression, parse_iso

COLUMNS = (
    "id", "type", "name", "name_lang", "alternate_names", "scope", "same_as", "see_also", "dates", "note",
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
_SCOPE = re.compile(
    r"(?P<form>[^:]+):\s*(?:(?P<anywhere>anywhere)|only (?P<after>after the full name)"
    r"|only in documents that also name (?P<named>.+))"
)
_FOLD = str.maketrans(
    {**dict.fromkeys("’‘ʼʻ‛`´′", "'"), **dict.fromkeys("–‐‑‒−", "-"), **dict.fromkeys("\u00a0\u202f\u2007\n\r\t", " ")}
)


def fold(text: str) -> str:
    """Fold what differs between two spellings of one name, keeping every code point's place.

    >>> fold("People’s Party")
    "People's Party"
    """
    return text.translate(_FOLD)


def fold_name(text: str) -> str:
    """Fold a whole name for looking it up: composed letters, single spaces, one kind of apostrophe and hyphen.

    >>> fold_name("People’s\\n  Party")
    "People's Party"
    """
    return fold(" ".join(unicodedata.normalize("NFC", text).split()))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a form counts: ``after_full_name``, or ``named``: words the document must also hold."""

    after_full_name: bool = False
    named: str = ""


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

    @property
    def kind(self) -> str:
        """The first segment of the id."""
        return self.id.partition("/")[0]

    def scope_of(self, form: str) -> Scope | None:
        """Return where a form (folded or not) counts; None where it counts everywhere."""
        return self.scopes.get(fold_name(form))

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its alternates, as they are matched."""
        return (self.name, *self.alternates)


@dataclass(frozen=True, slots=True)
class AuthorityList:
    """All usable rows by id, and by (folded) form; ``digest`` changes whenever any row does."""

    rows: dict[str, Authority]
    forms: dict[str, tuple[Authority, ...]]
    digest: str
    problems: tuple[Problem, ...] = ()

    def candidates(self, form: str, kinds: Iterable[str] = ()) -> tuple[Authority, ...]:
        """Return all rows with that form among these kinds of key (all kinds where none is named)."""
        wanted = tuple(kinds)
        rows = self.forms.get(fold_name(form), ())
        return tuple(row for row in rows if not wanted or row.kind in wanted)

    def find(self, form: str, kinds: Iterable[str] = ()) -> Authority | None:
        """Return the one row with that form among these kinds of key; None where there is none, or several."""
        rows = self.candidates(form, kinds)
        return rows[0] if len(rows) == 1 else None

    def knows_agent(self, form: str) -> bool:
        """Whether a text is, as a whole, a name of an agent."""
        return bool(self.candidates(form, ("agent",)))


def read_authorities(folder: Path) -> AuthorityList:
    """Read every ``*.csv`` of a folder. Raises SettingsError where there is no such folder."""
    if not folder.is_dir():
        raise SettingsError(f"There is no folder of authority lists at {folder}.", "Correct 'authorities'.")
    rows: dict[str, Authority] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(Problem("authority-row-broken", str(path), error.strerror or "it cannot be read"))
            continue
        digest.update(path.name.encode() + b"\0" + data)
        for found in parse_authorities(data, str(path)):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.id in rows:
                problems.append(_fault(found.where, f"{found.id} already stands at {rows[found.id].where}"))
            else:
                rows[found.id] = found
    forms, doubles = _by_form(rows.values())
    return AuthorityList(rows, forms, digest.hexdigest(), (*problems, *doubles))


def parse_authorities(data: bytes, where: str) -> Iterable[Authority | Problem]:
    """Yield a row or a Problem for each line of a list."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Problem("authority-row-broken", where, "it is not UTF-8 text", data[: error.start].count(b"\n") + 1)
        return
    lines = list(_lines(text, where))
    header = next((cells for _, cells in lines if not isinstance(cells, Problem)), None)
    if header is None:
        return
    columns = [cell.strip() for cell in header]
    if fault := _header_fault(columns):
        yield Problem("authority-row-broken", where, fault, 1)
        return
    if unknown := [name for name in columns if name not in COLUMNS]:
        yield Problem("authority-column-unknown", where, ", ".join(map(repr, unknown)), 1)
    seen_header = False
    for line, cells in lines:
        if isinstance(cells, Problem):
            yield cells
        elif not seen_header:
            seen_header = True
        elif any(cell.strip() for cell in cells):
            yield _row(columns, cells, f"{where}:{line}")


def _lines(text: str, where: str) -> Iterable[tuple[int, list[str] | Problem]]:
    """Return the rows with the line each begins at; where quotes do not close, every line is read by itself."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        found: list[tuple[int, list[str] | Problem]] = []
        begins = 1
        for cells in reader:
            if cells:
                found.append((begins, cells))
            begins = reader.line_num + 1
        return found
    except csv.Error:
        return [(number, _line(line, number, where)) for number, line in enumerate(text.splitlines(), 1) if line]


def _line(line: str, number: int, where: str) -> list[str] | Problem:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        return Problem("authority-row-broken", where, str(error), number)


def _header_fault(columns: list[str]) -> str:
    missing = [name for name in ("id", "type", "name") if name not in columns]
    if missing:
        hint = "; cells are separated by commas" if len(columns) == 1 else ""
        return f"no column {', '.join(missing)}{hint}"
    return "two columns have one name" if len(set(columns)) < len(columns) else ""


def _row(columns: list[str], values: list[str], where: str) -> Authority | Problem:
    if len(values) != len(columns):
        return _fault(where, f"it has {len(values)} cells, the header {len(columns)}")
    cells = dict.fromkeys(COLUMNS, "") | {
        column: " ".join(value.split()) for column, value in zip(columns, values, strict=True)
    }
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
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", iri):
            return _fault(where, f"{iri!r} is no http(s) address")
    date = parse_iso(cells["dates"]) if cells["dates"] else None
    if cells["dates"] and date is None:
        return _fault(where, f"dates {cells['dates']!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    alternates = tuple(a for a in _parts(cells["alternate_names"]) if a != cells["name"])
    scopes = _scopes(cells["scope"], (cells["name"], *alternates))
    if isinstance(scopes, str):
        return _fault(where, scopes)
    return Authority(
        cells["id"], cells["type"], cells["name"], language, alternates, scopes, same_as, see_also, date,
        cells["note"], where,
    )


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
        found[form] = Scope(bool(match["after"]), (match["named"] or "").strip())
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _fault(where: str, detail: str) -> Problem:
    path, _, line = where.rpartition(":")
    return Problem("authority-row-broken", path, detail, int(line))


def _by_form(rows: Iterable[Authority]) -> tuple[dict[str, tuple[Authority, ...]], list[Problem]]:
    forms: dict[str, tuple[Authority, ...]] = {}
    for row in rows:
        for form in dict.fromkeys(fold_name(form) for form in row.forms):
            forms[form] = (*forms.get(form, ()), row)
    problems = []
    for form, found in forms.items():
        open_ = [row for row in found if row.scope_of(form) is None]
        if len(open_) > 1:
            path, _, line = open_[1].where.rpartition(":")
            detail = f"“{form}”: {', '.join(row.id for row in open_)}"
            problems.append(Problem("authority-ambiguous", path, detail, int(line)))
    return forms, problems
