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
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\n": " ", "\r": " ", "\t": " ", "–": "-"})


def fold(text: str) -> str:
    """Fold what differs between two spellings of one name, keeping every code point's place.

    >>> fold("People’s Party")
    "People's Party"
    """
    return text.translate(_FOLD)


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

    def find(self, form: str, kinds: Iterable[str] = ()) -> Authority | None:
        """Return the one row with that form among these kinds of key; None where there is none, or several."""
        wanted = tuple(kinds)
        rows = [
            row for row in self.forms.get(fold(form), ()) if not wanted or row.id.partition("/")[0] in wanted
        ]
        return rows[0] if len(rows) == 1 else None

    def knows_agent(self, form: str) -> bool:
        """Whether a text is, as a whole, a name of an agent."""
        return any(row.id.startswith("agent/") for row in self.forms.get(fold(form), ()))


def read_authorities(folder: Path) -> AuthorityList:
    """Read every ``*.csv`` of a folder. Raises SettingsError where there is no such folder."""
    if not folder.is_dir():
        raise SettingsError(f"There is no folder of authority lists at {folder}.", "Correct 'authorities'.")
    rows: dict[str, Authority] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        data = path.read_bytes()
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
        yield Problem("authority-row-broken", where, "not UTF-8", data[: error.start].count(b"\n") + 1)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [name for name in ("id", "type", "name") if name not in (reader.fieldnames or ())]
        if missing:
            yield Problem("authority-row-broken", where, f"no column {', '.join(missing)}", 1)
            return
        for row in reader:
            yield _row(row, f"{where}:{reader.line_num}")
    except csv.Error as error:
        yield Problem("authority-row-broken", where, str(error), reader.line_num)


def _row(row: dict[str | None, str | None], where: str) -> Authority | Problem:
    if None in row or any(value is None for value in row.values()):
        return _fault(where, "it has more or fewer cells than the header")
    cells = {str(key): (value or "").strip() for key, value in row.items()}
    match = _ID.fullmatch(cells["id"])
    if not match or match["kind"] not in TYPES:
        return _fault(where, f"id {cells['id']!r} is not KIND/slug with KIND one of {', '.join(TYPES)}")
    if cells["type"] not in TYPES[match["kind"]]:
        return _fault(where, f"type {cells['type']!r} does not fit {match['kind']}/")
    language = cells.get("name_lang", "") or "und"
    if not cells["name"] or not _LANGUAGE.fullmatch(language):
        return _fault(where, "it has no name, or name_lang is no language tag")
    same_as, see_also = _parts(cells.get("same_as", "")), _parts(cells.get("see_also", ""))
    for iri in (*same_as, *see_also):
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", iri):
            return _fault(where, f"{iri!r} is no http(s) address")
    date = parse_iso(cells["dates"]) if cells.get("dates") else None
    if cells.get("dates") and date is None:
        return _fault(where, f"dates {cells['dates']!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    scopes = _scopes(cells.get("scope", ""))
    if isinstance(scopes, str):
        return _fault(where, scopes)
    alternates = tuple(a for a in _parts(cells.get("alternate_names", "")) if a != cells["name"])
    return Authority(
        cells["id"], cells["type"], cells["name"], language, alternates, scopes, same_as, see_also, date,
        cells.get("note", ""), where,
    )


def _scopes(text: str) -> dict[str, Scope] | str:
    """Read the scope column; a text is the fault found in it."""
    found: dict[str, Scope] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _SCOPE.fullmatch(part)
        if not match:
            return f"scope {part!r} has none of the forms described in the manual"
        found[fold(match["form"].strip())] = Scope(bool(match["after"]), (match["named"] or "").strip())
    return found


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


def _fault(where: str, detail: str) -> Problem:
    path, _, line = where.rpartition(":")
    return Problem("authority-row-broken", path, detail, int(line))


def _by_form(rows: Iterable[Authority]) -> tuple[dict[str, tuple[Authority, ...]], list[Problem]]:
    forms: dict[str, tuple[Authority, ...]] = {}
    for row in rows:
        for form in dict.fromkeys(fold(form) for form in row.forms):
            forms[form] = (*forms.get(form, ()), row)
    doubles = [
        Problem("authority-ambiguous", where.where.rpartition(":")[0], f"“{form}”: {', '.join(r.id for r in found)}",
                int(where.where.rpartition(":")[2]))
        for form, found in forms.items()
        if len(found) > 1 and (where := found[1]) and all(form not in row.scopes for row in found)
    ]
    return forms, doubles
