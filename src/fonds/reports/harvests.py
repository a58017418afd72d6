"""The harvest ledger as the archive reads it (floor 6): a table for a terminal, or JSON."""

import json
from collections.abc import Mapping, Sequence

from fonds.reports.columns import render_columns
from fonds.reports.outcome import count

_COLUMNS = ("feed", "client", "requests", "first", "last", "up_to", "agent")
_TEXTS = ("feed", "client", "first", "last", "up_to", "agent")
_AGENT = 60


def render_harvests(harvests: Sequence[Mapping[str, object]], newest: str) -> str:
    """Return who fetched which feed, up to what; ``newest`` is the stamp of the newest change there is to fetch."""
    if not harvests:
        return "Nobody has fetched a feed yet.\n"
    rows = [{**each, "up_to": each["up_to"] or "–", "agent": _printable(each["agent"])} for each in harvests]
    clients = len({each["client"] for each in harvests})
    return f"{render_columns(_COLUMNS, rows, _TEXTS)}({count(clients, 'client')}; the newest change is of {newest or '–'})\n"


def render_harvests_json(harvests: Sequence[Mapping[str, object]], newest: str) -> str:
    """Return the ledger as JSON."""
    return json.dumps({"newest": newest, "harvests": [dict(each) for each in harvests]}, ensure_ascii=False, indent=2) + "\n"


def _printable(agent: object) -> str:
    """Return what a client called itself, as a terminal may show it."""
    text = "".join(each if each.isprintable() else "?" for each in str(agent))
    return text if len(text) <= _AGENT else f"{text[:_AGENT - 1]}…"
