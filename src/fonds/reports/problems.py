"""Problems as a report (floor 6): grouped by what they mean, the gravest first, each with its places and remedy."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from fonds.problems import KINDS, Kind, Problem
from fonds.reports.visible import visible

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


@dataclass(slots=True)
class _Tally:
    """Problems of one code, counted: a large archive has millions, of which a few are shown.

    ``told`` holds the number of each detail and the problem that came first with it; ``bare`` are the first problems
    without any detail, each a place of its own. All are numbered as they came.
    """

    number: int = 0
    places: int = 0
    told: dict[str, tuple[int, int, Problem]] = field(default_factory=dict)
    bare: list[tuple[int, int, Problem]] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.number += 1
        count, order, first = self.told.get(problem.detail, (0, self.number, problem))
        self.places += not count
        if problem.detail:
            self.told[problem.detail] = count + 1, order, first
        elif len(self.bare) < MOST_PLACES:
            self.bare.append((1, order, problem))

    def lines(self) -> Iterator[str]:
        """Yield the places to be shown; what is the same in several places once, the most frequent first."""
        shown = nsmallest(MOST_PLACES, (*self.told.values(), *self.bare), key=lambda found: (-found[0], found[1]))
        for count, _, first in shown:
            yield visible(
                _place(first) if count == 1 else f"{first.detail}, {count:,} times, first in {_where(first)}"
            )


def render_text(problems: Iterable[Problem], headings: Mapping[str, str] = HEADINGS) -> str:
    """Return the report for a terminal; ``headings`` say what each severity is called. Each problem is told once."""
    tallies: dict[str, _Tally] = {}
    seen: set[int] = set()
    for problem in problems:
        if (mark := hash(problem)) not in seen:
            seen.add(mark)
            tallies.setdefault(problem.code, _Tally()).add(problem)
    lines: list[str] = []
    heading = ""
    order = {code: (_ORDER.index(KINDS[code].severity), -tally.number, code) for code, tally in tallies.items()}
    for code in sorted(order, key=order.__getitem__):
        if headings[KINDS[code].severity] != heading:
            heading = headings[KINDS[code].severity]
            lines += ["", f"{heading}:"]
        lines += _group_lines(KINDS[code], code, tallies[code])
    return "\n".join([*lines[1:], ""]) if lines else "No problems.\n"


def _group_lines(kind: Kind, code: str, tally: _Tally) -> Iterator[str]:
    yield f"  {kind.meaning} [{code}]"
    yield from (f"      {place}" for place in tally.lines())
    if tally.places > MOST_PLACES:
        yield f"      … and {tally.places - MOST_PLACES:,} more (--json lists all)"
    if kind.remedy:
        yield f"    → {kind.remedy}"


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
