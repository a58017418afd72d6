"""The survey in words (floor 6): for a terminal, as JSON, as one HTML file that needs nothing else."""

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fonds.problems import KINDS
from fonds.reports.outcome import count
from fonds.reports.problems import HEADINGS, group_problems, problem_rows, render_text
from fonds.reports.survey import MOST_NAMES, Finding, Place, Survey
from fonds.reports.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

BAR = 24
TERMINAL_NAMES = 12
TERMINAL_REPAIRS = 10
TERMINAL_CONTRADICTIONS = 8


def render_survey_text(survey: Survey) -> str:
    """Return the survey for a terminal."""
    parts = [_summary(survey), ""]
    if survey.documents:
        parts += ["What the documents state:", *_coverage_lines(survey), ""]
    if repairs := [row for row in survey.repairs() if KINDS[row.code].severity != "note"][:TERMINAL_REPAIRS]:
        parts += ["What mending would repair:", *(_repair_line(row) for row in repairs), ""]
    if names := survey.common_names():
        parts += [f"Names to reconcile ({len(names):,}; `fonds authorities worklist` lists all):"]
        parts += [
            f"  {count(row.documents, 'document'):>14}  {_in_context(row.place, row.name)}"
            for row in names[:TERMINAL_NAMES]
        ]
        parts.append("")
    if contradictions := survey.contradictions():
        parts += ["Contradictions:"]
        for row in contradictions:
            parts += [f"  {KINDS[row.code].meaning} [{row.code}]"]
            parts += [f"      {_told(place)}" for place in row.places[:TERMINAL_CONTRADICTIONS]]
            if len(row.places) > TERMINAL_CONTRADICTIONS:
                parts.append(f"      … and {len(row.places) - TERMINAL_CONTRADICTIONS:,} more (--json lists all)")
        parts.append("")
    rest = [problem for problem in survey.problems if problem.code not in survey.told_apart]
    return "\n".join([*map(visible, parts), render_text(rest)])


def render_survey_json(survey: Survey) -> str:
    """Return the survey as JSON: all problems, the numbers, the names, the contradictions with their words."""
    told = {
        "pages": survey.documents, "left_out": survey.left_out, "clean": survey.clean,
        "layouts": dict(sorted(survey.layouts.items())),
        "coverage": [
            {"field": row.code, "label": row.label, "expected": row.expected, "given": row.given, "missing": row.missing}
            for row in survey.coverage.values()
        ],
        "repairs": [
            {
                "code": row.code, "severity": KINDS[row.code].severity, "meaning": KINDS[row.code].meaning,
                "remedy": KINDS[row.code].remedy, "documents": row.documents, "alone": row.alone,
            }
            for row in survey.repairs()
        ],
        "names": [asdict(row) for row in survey.common_names()],
        "contradictions": [{"code": row.code, **asdict(place)} for row in survey.contradictions() for place in row.places],
        "problems": problem_rows(survey.problems),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def render_survey_html(survey: Survey, title: str) -> str:
    """Return the survey as one HTML page, without scripts and without anything from elsewhere."""
    names = survey.common_names()
    return _template().render(
        title=title, survey=survey, summary=_summary(survey),
        coverage=[row for row in survey.coverage.values() if row.expected],
        repairs=[(row, KINDS[row.code]) for row in survey.repairs()],
        names=names[:MOST_NAMES], more_names=len(names[MOST_NAMES:]),
        contradictions=[(row, KINDS[row.code]) for row in survey.contradictions()],
        groups=[(HEADINGS[group.kind.severity], group) for group in group_problems(survey.problems)],
        headings=list(HEADINGS.values()),
    ) + "\n"


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    text = files("fonds.reports").joinpath("templates", "survey.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)


def _summary(survey: Survey) -> str:
    told = f"{count(survey.documents, 'document')} read"
    if survey.documents:
        told += f", {survey.clean:,} without anything to mend"
    if survey.left_out:
        told += f"; {count(survey.left_out, 'place')} left out"
    layouts = ", ".join(f"{name} {number:,}" for name, number in survey.layouts.most_common())
    return f"{told}." + (f" Layouts: {layouts}." if layouts else "")


def _coverage_lines(survey: Survey) -> list[str]:
    rows = [row for row in survey.coverage.values() if row.expected]
    width = max(len(row.label) for row in rows)
    return [
        f"  {row.label:<{width}}  {'█' * round(BAR * row.share):·<{BAR}}  {row.given:,} of {row.expected:,}" for row in rows
    ]


def _repair_line(row: Finding) -> str:
    kind = KINDS[row.code]
    alone = f", {row.alone:,} of them wholly" if row.alone else ""
    return f"  {count(row.documents, 'document')}{alone}: {kind.meaning} → {kind.remedy} [{row.code}]"


def _in_context(place: Place, name: str) -> str:
    if not place.words:
        return f"{name}  ({place.where})"
    return f"{name}  …{place.before[-30:]}«{place.words}»{place.after[:30]}…"


def _told(place: Place) -> str:
    where = place.where if place.line is None else f"{place.where}, line {place.line}"
    words = f"  …{place.before[-30:]}«{place.words}»{place.after[:30]}…" if place.words else ""
    return f"{where}: {place.detail}{words}"
