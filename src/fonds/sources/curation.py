"""Curation files (floor 3): TOML beside a page, each statement with the quote it rests on.

::

    decided_by = "the archive's editors"
    slug = "…"                                # optional
    embargo = 2030-01-01                      # optional: not published before that day

    [[add]]                                   # or [[replace]], [[forbid]]
    field = "mentions"                        # a name of record.curation.FIELDS
    value = "event/removal-of-taraki"
    quote = "a brutal and criminal removal"   # must stand in the page
    status = "stated"                         # how the words carry it; "curated" when left out

    [[claim]]
    id = "1"
    quote = "…"
    author = "agent/…"                        # where the page states it

A quote stands where it first occurs, or at its ``occurrence`` (1, 2 …). Faults are Problems with the line of the
key that is wrong; a page with a broken curation file is not published, since what a person decided would be lost.
"""

import errno
import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import ACTIONS, FIELDS, Claim, CuratedStatement, Curation
from fonds.record.edtf import edtf_level
from fonds.record.evidence import Evidence, Span, Status
from fonds.record.lines import Lines
from fonds.slugs import slugify

LARGEST = 5_000_000
"""Bytes a curation file may have."""
MOST_NESTED = 100
"""Brackets that may be open at once; deeper ones would exhaust the TOML reader's stack."""
_KEYS = {"field", "value", "quote", "occurrence", "status", "confidence", "by", "note"}
_CLAIM_KEYS = {"id", "quote", "occurrence", "status", "author", "by", "note", "confidence"}
_TOP_KEYS = {"slug", "embargo", "decided_by", "claim", *ACTIONS}
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
"""What the system says where there is no file: nor can there be one whose name is too long."""
_AT_LINE = re.compile(r"\(at line (?P<line>\d+), column \d+\)")


class _FaultError(Exception):
    """A fault of the file: a Problem's code, its detail and the line it is in."""

    def __init__(self, code: str, detail: str, line: int | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.line = code, detail, line


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table of the file, and where it stands: ``start`` is the offset of its ``[[…]]`` line, -1 if unknown."""

    name: str
    table: dict[str, Any]
    text: str
    start: int
    lines: Lines

    def line(self, key: str = "") -> int | None:
        """Return the line of a key of this table; of the table itself where the key is not written."""
        if self.start < 0:
            return None
        end = _TABLE.search(self.text, max(self.start, self.text.find("]", self.start)))
        pattern = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", re.MULTILINE)
        found = pattern.search(self.text, self.start, end.start() if end else len(self.text)) if key else None
        return self.lines.line(found.start() if found else self.start)

    def fault(self, detail: str, key: str = "", code: str = "curation-broken") -> _FaultError:
        """Return a fault at a key of this table."""
        return _FaultError(code, detail, self.line(key))

    def get(self, key: str, default: str | None = None) -> str:
        """Return a text. Raises a fault where it is missing or no text."""
        value = self.table.get(key, default)
        if not isinstance(value, str):
            raise self.fault(f"{key} is missing or not text", key)
        return value


def read_curation(path: Path, page: str) -> Curation | Problem:
    """Read the curation file at ``path`` for a page's text; an empty Curation where there is no file."""
    try:
        path.lstat()  # one question to the disk: it is asked for each document of a volume
    except OSError as error:
        if error.errno in _ABSENT:
            return Curation()
        return Problem("curation-broken", str(path), error.strerror or "it cannot be read")
    try:
        data = _read(path)
        text = data.decode("utf-8-sig")
        _check_nesting(text)
        table = tomllib.loads(text.replace("\r\n", "\n"))
        return _parse(table, text, page, hashlib.sha256(data).hexdigest(), str(path))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem("curation-broken", str(path), "it is not UTF-8 text", line)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        detail = _AT_LINE.sub("", str(error)).strip()
        return Problem("curation-broken", str(path), detail, int(found["line"]) if found else None)
    except OSError as error:
        return Problem("curation-broken", str(path), error.strerror or "it cannot be read")
    except _FaultError as fault:
        return Problem(fault.code, str(path), fault.detail, fault.line)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise _FaultError("curation-broken", "it is no file")
    if path.stat().st_size > LARGEST:
        raise _FaultError("curation-broken", f"it has more than {LARGEST:,} bytes")
    return path.read_bytes()


def _check_nesting(text: str) -> None:
    depth = 0
    for match in re.finditer(r"[\[{\]}]", text):
        depth = max(0, depth + (1 if match[0] in "[{" else -1))
        if depth > MOST_NESTED:
            line = text.count("\n", 0, match.start()) + 1
            raise _FaultError("curation-broken", "brackets are nested too deep", line)


def _parse(table: dict[str, Any], text: str, page: str, digest: str, where: str) -> Curation:
    top = _Entry("the file", table, text, 0, Lines(text))
    _known(top, _TOP_KEYS)
    by = top.get("decided_by", "")
    slug = top.get("slug", "")
    if slug and slugify(slug, 200) != slug:
        raise top.fault(f"slug {slug!r} may hold only a-z, 0-9 and single hyphens", "slug")
    statements = [
        _statement(entry, page, by, where) for action in ACTIONS for entry in _entries(top, action)
    ]
    claims: dict[str, Claim] = {}
    for entry in _entries(top, "claim"):
        claim = _claim(entry, page, by, where)
        if claim.id in claims:
            raise entry.fault(f"two claims have the id {claim.id!r}", "id")
        claims[claim.id] = claim
    return Curation(slug, tuple(statements), tuple(claims.values()), digest, _embargo(top))


def _embargo(top: _Entry) -> str:
    """Return the day before which the document is not published, as ISO has it; empty where there is none."""
    value = top.table.get("embargo", "")
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if value else ""
        except ValueError:
            raise top.fault(f"embargo {value!r} is no day", "embargo") from None
    if value and (not isinstance(value, date) or isinstance(value, datetime)):
        raise top.fault("embargo is a day, written 2030-01-31", "embargo")
    return str(value)


def _entries(top: _Entry, name: str) -> list[_Entry]:
    tables = top.table.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(entry, dict) for entry in tables):
        raise top.fault(f"{name} is written [[{name}]]", name)
    starts = [m.start() for m in re.finditer(rf"^[ \t]*\[\[[ \t]*{name}[ \t]*\]\]", top.text, re.MULTILINE)]
    known = len(starts) == len(tables)
    return [
        _Entry(f"[[{name}]]", table, top.text, starts[index] if known else -1, top.lines)
        for index, table in enumerate(tables)
    ]


def _statement(entry: _Entry, page: str, by: str, where: str) -> CuratedStatement:
    _known(entry, _KEYS)
    field = entry.get("field")
    value = entry.get("value")
    if field not in FIELDS:
        raise entry.fault(f"unknown field {field!r}; there are {', '.join(FIELDS)}", "field")
    if not value.strip():
        raise entry.fault(f"the value of {field} is empty", "value", "curation-value-unreadable")
    if FIELDS[field] == "edtf" and edtf_level(value) is None:
        raise entry.fault(f"{value!r} is no EDTF date", "value", "curation-value-unreadable")
    evidence = _evidence(entry, page, by)
    action = entry.name.strip("[]")
    return CuratedStatement(action, field, value, evidence, entry.get("note", ""), where, entry.line("value"))


def _claim(entry: _Entry, page: str, by: str, where: str) -> Claim:
    _known(entry, _CLAIM_KEYS)
    evidence = _evidence(entry, page, by)
    name = entry.get("id")
    if slugify(name) != name:
        raise entry.fault(f"id {name!r} may hold only a-z, 0-9 and single hyphens", "id")
    text = evidence.spans[0].of(page)
    return Claim(name, text, evidence, entry.get("author", ""), where, entry.line("author"))


def _evidence(entry: _Entry, page: str, by: str) -> Evidence:
    quote = entry.get("quote")
    if not quote.strip():
        raise entry.fault("quote is empty", "quote")
    wanted = entry.table.get("occurrence", 1)
    if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 1:
        raise entry.fault("occurrence is not 1, 2, 3 …", "occurrence")
    span = _find(page, quote, wanted)
    if span is None:
        times = f", or not {wanted} times" if wanted > 1 else ""
        raise entry.fault(f"“{quote[:80]}”{times}", "quote", "curation-quote-missing")
    status = entry.get("status", "curated")
    if status not in set(Status):
        raise entry.fault(f"unknown status {status!r}; there are {', '.join(Status)}", "status")
    confidence = entry.table.get("confidence", 0.5 if status == "inferred" else None)
    number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if confidence is not None and not (number and 0 <= confidence <= 1):
        raise entry.fault("confidence is a number from 0 to 1", "confidence")
    return Evidence(Status(status), "curation", (span,), confidence, entry.get("by", by))


def _find(page: str, quote: str, wanted: int) -> Span | None:
    """Return where a quote stands for the n-th time, None where it does not. CRLF in the page is a line end too."""
    if "\n" in quote and quote not in page:
        quote = quote.replace("\n", "\r\n")
    at = -1
    for _ in range(min(wanted, len(page) + 1)):
        at = page.find(quote, at + 1)
        if at < 0:
            return None
    return Span(at, at + len(quote))


def _known(entry: _Entry, keys: set[str]) -> None:
    for key in entry.table:
        if key not in keys:
            raise entry.fault(f"unknown key {key!r} in {entry.name}", key)
