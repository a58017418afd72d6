"""Releases as people read them (floor 6): a table for a terminal, or JSON."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from fonds.catalogue.rows import Release
from fonds.reports.columns import render_columns
from fonds.reports.outcome import count

_COLUMNS = ("number", "stamp", "kind", "created", "updated", "deleted", "documents", "entities", "triples", "store", "note")
_TEXTS = ("stamp", "kind", "store", "note")
_TOLD = {"kept": "kept", "gone": "–"}


def render_releases(releases: Iterable[Release], kept: Collection[str]) -> str:
    """Return releases as aligned columns, the newest first; ``kept`` are names of the stores that are there still."""
    rows = [_row(each, kept) for each in releases]
    if not rows:
        return "Nothing has been published yet.\n"
    return f"{render_columns(_COLUMNS, rows, _TEXTS)}({count(len(rows), 'release')}; {rows[0]['number']} is served)\n"


def render_releases_json(releases: Iterable[Release], kept: Collection[str]) -> str:
    """Return all that is known of releases as a JSON list, the newest first."""
    found = [{**asdict(each), "store": each.store, "store_kept": each.store in kept} for each in releases]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _row(release: Release, kept: Collection[str]) -> dict[str, Any]:
    return {**asdict(release), "store": _TOLD["kept" if release.store in kept else "gone"]}
