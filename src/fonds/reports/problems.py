"""Problems as a report (floor 6): grouped by what they mean, the gravest first, each with its places and remedy."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fonds.problems import KINDS, Problem

ORDER = ("error", "warning", "note")
WORDS = {"error": "not published", "warning": "please look", "note": "good to know"}
MOST_PLACES = 10
"""How many places of one kind the text report lists."""


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one code."""

    code: str
    problems: tuple[Problem, ...]

    @property
    def severity(self) -> str:
        """How grave they are."""
        return KINDS[self.code].severity


def group_problems(problems: Iterable[Problem]) -> list[Group]:
    """Return problems grouped by code, the gravest and then the most frequent first."""
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    groups = [Group(code, tuple(found)) for code, found in by_code.items()]
    return sorted(groups, key=lambda g: (ORDER.index(g.severity), -len(g.problems), g.code))


def render_text(problems: Iterable[Problem]) -> str:
    """Return the report for a terminal."""
    groups = group_problems(problems)
    if not groups:
        return "No problems.\n"
    lines: list[str] = []
    for group in groups:
        kind = KINDS[group.code]
        lines.append(f"{WORDS[group.severity]} · {group.code} ({len(group.problems)}): {kind.meaning}")
        lines.extend(f"    {_place(problem)}" for problem in group.problems[:MOST_PLACES])
        if len(group.problems) > MOST_PLACES:
            lines.append(f"    … and {len(group.problems) - MOST_PLACES} more (--json lists all)")
        if kind.remedy:
            lines.append(f"    → {kind.remedy}")
    return "\n".join(lines) + "\n"


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as plain rows for JSON."""
    return [
        {
            "code": p.code, "severity": p.severity, "where": p.where, "line": p.line, "detail": p.detail,
            "meaning": p.kind.meaning, "remedy": p.kind.remedy,
        }
        for p in problems
    ]


def render_json(counts: Mapping[str, object], problems: Iterable[Problem]) -> str:
    """Return numbers and problems as JSON."""
    return json.dumps({**counts, "problems": problem_rows(problems)}, ensure_ascii=False, indent=2)


def render_html(title: str, problems: Sequence[Problem]) -> str:
    """Return the report as a page that needs nothing else."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width,initial-scale=1'>",
        f"<title>{html.escape(title)}</title>",
        "<style>body{font:1rem/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "h2{font-size:1.1rem;margin-top:2rem}.error{color:#8b1a1a}code{font-size:.9em}</style>",
        f"<h1>{html.escape(title)}</h1>",
    ]
    if not problems:
        parts.append("<p>No problems.</p>")
    for group in group_problems(problems):
        kind = KINDS[group.code]
        parts.append(f"<h2 class={group.severity}>{WORDS[group.severity]}: {html.escape(kind.meaning)}</h2>")
        parts.append(f"<p>{html.escape(kind.remedy)} <code>{group.code}</code></p><ul>")
        parts.extend(f"<li>{html.escape(_place(problem))}</li>" for problem in group.problems)
        parts.append("</ul>")
    return "\n".join(parts) + "\n"


def _place(problem: Problem) -> str:
    place = problem.where if problem.line is None else f"{problem.where}:{problem.line}"
    return f"{place}  {problem.detail}".rstrip()
