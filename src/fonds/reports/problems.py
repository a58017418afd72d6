"""Problems as a report (floor 6): grouped by what they mean, the gravest first, each with its places and remedy."""

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fonds.problems import KINDS, Kind, Problem

HEADINGS = {"error": "Left out", "warning": "Published, but please look", "note": "Good to know"}
"""Severity → heading, the gravest first."""
MOST_PLACES = 10
"""How many places of one kind the text report lists."""
_ORDER = tuple(HEADINGS)


@dataclass(frozen=True, slots=True)
class Group:
    """All problems of one code."""

    code: str
    problems: tuple[Problem, ...]

    @property
    def kind(self) -> Kind:
        """What the code means."""
        return KINDS[self.code]


def group_problems(problems: Iterable[Problem]) -> list[Group]:
    """Return problems grouped by code, the gravest and then the most frequent first; each problem once."""
    by_code: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        by_code.setdefault(problem.code, []).append(problem)
    groups = [Group(code, tuple(found)) for code, found in by_code.items()]
    return sorted(groups, key=lambda g: (_ORDER.index(g.kind.severity), -len(g.problems), g.code))


def render_text(problems: Iterable[Problem]) -> str:
    """Return the report for a terminal."""
    lines: list[str] = []
    heading = ""
    for group in group_problems(problems):
        if HEADINGS[group.kind.severity] != heading:
            heading = HEADINGS[group.kind.severity]
            lines += ["", f"{heading}:"]
        lines += _group_lines(group)
    return "\n".join([*lines[1:], ""]) if lines else "No problems.\n"


def _group_lines(group: Group) -> list[str]:
    lines = [f"  {group.kind.meaning} [{group.code}]"]
    places = _places(group.problems)
    lines += [f"      {place}" for place in places[:MOST_PLACES]]
    if len(places) > MOST_PLACES:
        lines.append(f"      … and {len(places) - MOST_PLACES:,} more (--json lists all)")
    if group.kind.remedy:
        lines.append(f"    → {group.kind.remedy}")
    return lines


def _places(problems: Iterable[Problem]) -> list[str]:
    """Return a line for each place; what is the same in several places once, the most frequent first."""
    by_detail: dict[str, list[Problem]] = {}
    for number, problem in enumerate(problems):
        by_detail.setdefault(problem.detail or str(number), []).append(problem)
    groups = sorted(by_detail.values(), key=lambda found: -len(found))
    return [
        _place(first) if not more else f"{first.detail}, {len(more) + 1:,} times, first in {_where(first)}"
        for first, *more in groups
    ]


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as plain rows for JSON."""
    return [
        {
            "code": p.code, "severity": p.severity, "where": p.where, "line": p.line, "detail": p.detail,
            "meaning": p.kind.meaning, "remedy": p.kind.remedy,
        }
        for p in dict.fromkeys(problems)
    ]


def render_json(counts: Mapping[str, object], problems: Iterable[Problem]) -> str:
    """Return numbers and problems as JSON."""
    return json.dumps({**counts, "problems": problem_rows(problems)}, ensure_ascii=False, indent=2) + "\n"


def render_html(title: str, summary: str, problems: Sequence[Problem]) -> str:
    """Return the report as a page that needs nothing else; ``summary`` is a sentence above the problems."""
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title>",
        "<style>body{font:1rem/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "h2{margin-top:2.5rem}h3{font-size:1rem;margin:1.5rem 0 0}li{overflow-wrap:anywhere}"
        "code{font-size:.85em;color:#555}</style>\n</head>\n<body>",
        f"<h1>{html.escape(title)}</h1>\n<p>{html.escape(summary)}</p>",
    ]
    groups = group_problems(problems)
    if not groups:
        parts.append("<p>No problems.</p>")
    for severity, heading in HEADINGS.items():
        found = [group for group in groups if group.kind.severity == severity]
        if found:
            parts.append(f"<h2>{heading}</h2>")
            parts.extend(_group_html(group) for group in found)
    return "\n".join([*parts, "</body>\n</html>\n"])


def _group_html(group: Group) -> str:
    places = "".join(f"<li>{html.escape(place)}</li>" for place in _places(group.problems))
    remedy = f"<p>{html.escape(group.kind.remedy)}</p>\n" if group.kind.remedy else ""
    return f"<h3>{html.escape(group.kind.meaning)} <code>{group.code}</code></h3>\n{remedy}<ul>{places}</ul>"


def _place(problem: Problem) -> str:
    return f"{_where(problem)}: {problem.detail}" if problem.detail else _where(problem)


def _where(problem: Problem) -> str:
    return problem.where if problem.line is None else f"{problem.where}, line {problem.line}"
