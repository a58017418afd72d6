"""Curation files (floor 3): TOML beside a page, each statement with the quote it rests on.

::

    decided_by = "the archive's editors"
    slug = "…"                                # optional

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
quote; a page with a broken curation file is not published, since what a person decided would be lost.
"""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from fonds.problems import Problem
from fonds.record.curation import ACTIONS, FIELDS, Claim, CuratedStatement, Curation
from fonds.record.evidence import Evidence, Span, Status
from fonds.slugs import slugify

_KEYS = {"field", "value", "quote", "occurrence", "status", "confidence", "by", "note"}
_CLAIM_KEYS = {"id", "quote", "occurrence", "status", "author", "by", "note"}
_TOP_KEYS = {"slug", "decided_by", "claim", *ACTIONS}


class _FaultError(Exception):
    """A fault of the file: a Problem's code, its detail and the words by which its line is found."""

    def __init__(self, code: str, detail: str, anchor: str = "") -> None:
        super().__init__(detail)
        self.code, self.detail, self.anchor = code, detail, anchor


def read_curation(path: Path, page: str) -> Curation | Problem:
    """Read the curation file at ``path`` for a page's text; an empty Curation where there is no file."""
    if not path.exists():
        return Curation()
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Problem("curation-broken", str(path), str(error))
    try:
        return _parse(table, page, hashlib.sha256(data).hexdigest())
    except _FaultError as fault:
        at = text.find(fault.anchor) if fault.anchor else -1
        line = text[:at].count("\n") + 1 if at >= 0 else None
        return Problem(fault.code, str(path), fault.detail, line)


def _parse(table: dict[str, Any], page: str, digest: str) -> Curation:
    _known(table, _TOP_KEYS, "the file")
    by = _text(table, "decided_by", "")
    slug = _text(table, "slug", "")
    if slug and slugify(slug, 200) != slug:
        raise _FaultError("curation-broken", f"slug {slug!r} may hold only a-z, 0-9 and single hyphens", slug)
    statements = [
        _statement(action, entry, page, by) for action in ACTIONS for entry in _entries(table, action)
    ]
    claims = [_claim(entry, page, by) for entry in _entries(table, "claim")]
    ids = [claim.id for claim in claims]
    for name in ids:
        if ids.count(name) > 1:
            raise _FaultError("curation-broken", f"two claims have the id {name!r}", f'id = "{name}"')
    return Curation(slug, tuple(statements), tuple(claims), digest)


def _entries(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = table.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _FaultError("curation-broken", f"{name} is written [[{name}]]", name)
    return entries


def _statement(action: str, entry: dict[str, Any], page: str, by: str) -> CuratedStatement:
    _known(entry, _KEYS, f"[[{action}]]")
    field = _text(entry, "field")
    value = _text(entry, "value")
    if field not in FIELDS:
        raise _FaultError("curation-broken", f"unknown field {field!r}; there are {', '.join(FIELDS)}", field)
    return CuratedStatement(action, field, value, _evidence(entry, page, by), _text(entry, "note", ""))


def _claim(entry: dict[str, Any], page: str, by: str) -> Claim:
    _known(entry, _CLAIM_KEYS, "[[claim]]")
    evidence = _evidence(entry, page, by)
    name = _text(entry, "id")
    if not slugify(name):
        raise _FaultError("curation-broken", "a claim's id needs a letter or a digit", "id")
    return Claim(name, evidence.spans[0].of(page), evidence, _text(entry, "author", ""))


def _evidence(entry: dict[str, Any], page: str, by: str) -> Evidence:
    quote = _text(entry, "quote")
    wanted = entry.get("occurrence", 1)
    if not isinstance(wanted, int) or wanted < 1 or not quote:
        raise _FaultError("curation-broken", "quote is empty, or occurrence is not 1, 2, 3 …", quote)
    at = -1
    for _ in range(wanted):
        at = page.find(quote, at + 1)
        if at < 0:
            anchor = quote.split("\n")[0]
            raise _FaultError("curation-quote-missing", f"“{quote[:80]}”", anchor)
    status = _text(entry, "status", "curated")
    if status not in set(Status):
        raise _FaultError("curation-broken", f"unknown status {status!r}; there are {', '.join(Status)}", status)
    confidence = entry.get("confidence", 0.5 if status == "inferred" else None)
    if confidence is not None and not (isinstance(confidence, int | float) and 0 <= confidence <= 1):
        raise _FaultError("curation-broken", "confidence is a number from 0 to 1", "confidence")
    by = _text(entry, "by", by)
    return Evidence(Status(status), "curation", (Span(at, at + len(quote)),), confidence, by)


def _known(entry: dict[str, Any], keys: set[str], where: str) -> None:
    for key in entry:
        if key not in keys:
            raise _FaultError("curation-broken", f"unknown key {key!r} in {where}", key)


def _text(entry: dict[str, Any], key: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise _FaultError("curation-broken", f"{key} is missing or not text", key)
    return value
