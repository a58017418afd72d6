"""Problems as a report (floor 6): grouped by what they mean, the gravest first, each with its places and remedy."""

import json
from collections.abc import Iterable, Mapping
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


def render_text(problems: Iterable[Problem], headings: Mapping[str, str] = HEADINGS) -> str:
    """Return the report for a terminal; ``headings`` say what each severity is called."""
    lines: list[str] = []
    heading = ""
    for group in group_problems(problems):
        if headings[group.kind.severity] != heading:
            heading = headings[group.kind.severity]
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


def _place(problem: Problem) -> str:
    return f"{_where(problem)}: {problem.detail}" if problem.detail else _where(problem)


def _where(problem: Problem) -> str:
    return problem.where if problem.line is None else f"{problem.where}, line {problem.line}"
