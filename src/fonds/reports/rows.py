"""Query results as a table for a terminal (floor 6)."""

import json
import textwrap

from fonds.rdf.namespaces import shorten
from fonds.reports.visible import visible

WIDEST = 48


def render_table(results: bytes) -> str:
    """Return SPARQL JSON results as aligned columns; the answer of an ASK as yes or no.

    >>> print(render_table(b'{"head": {}, "boolean": true}'), end="")
    yes
    """
    data = json.loads(results)
    if "boolean" in data:
        return "yes\n" if data["boolean"] else "no\n"
    names: list[str] = data["head"]["vars"]
    rows = [[_cell(row.get(name)) for name in names] for row in data["results"]["bindings"]]
    widths = [max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(names)]
    lines = [names, ["─" * width for width in widths], *rows]
    text = "".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)
    return f"{text}({len(rows)} {'row' if len(rows) == 1 else 'rows'})\n"


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return shorten(term["value"])
    shown = " ".join(visible(term["value"]).split())
    if len(shown) <= WIDEST:
        return shown
    words = textwrap.shorten(shown, WIDEST, placeholder="…")
    return words if words != "…" else f"{shown[:WIDEST - 1]}…"
