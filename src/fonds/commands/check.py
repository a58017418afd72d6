"""``fonds check`` (floor 8): documents as an archivist would report on them, or as an aggregator would see them."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fonds.settings import Settings

if TYPE_CHECKING:
    from fonds.publishing.preview import Preview

Load = Callable[[], Settings]
Tell = Callable[[str, int, int], None]
Progress = Callable[[], AbstractContextManager[Tell]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
    @click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
    @click.option("--html", "as_html", is_flag=True, help="Print the report as an HTML page.")
    @click.option(
        "--as", "aggregator", default="", metavar="AGGREGATOR",
        help="Would it be taken by europeana, dpla, correspsearch, base, nde or google? Exit 1 where not all would be.",
    )
    @click.pass_obj
    def check(load: Load, paths: tuple[Path, ...], as_json: bool, as_html: bool, aggregator: str) -> None:
        """Report on PATHS as an archivist would; nothing is stored.

        With --as, as an aggregator sees them. Exit 1 where a page would be left out.

        Without PATHS: the setting 'sources', or else the pages shipped with Fonds.
        """
        form = "html" if as_html else "json" if as_json else "text"
        report = _as_aggregator if aggregator else _as_archivist
        with progress() as tell:
            text, good = report(load(), paths, form, tell, aggregator)
        click.echo(text, nl=False)
        if not good:
            sys.exit(1)

    return check


def _as_archivist(settings: Settings, paths: tuple[Path, ...], form: str, tell: Tell, _: str) -> tuple[str, bool]:
    """Return the report, and whether nothing would be left out."""
    from fonds.reports.survey import Survey
    from fonds.reports.survey_views import render_survey_html, render_survey_json, render_survey_text

    survey = Survey()
    for preview in _previews(settings, paths, tell, shapes=True):
        survey.add(preview.where, preview.problems, preview.mapped.linked if preview.mapped else None)
    if form == "html":
        text = render_survey_html(survey, f"Report on the documents of {settings.title}")
    else:
        text = render_survey_json(survey) if form == "json" else render_survey_text(survey)
    return text, not any(problem.severity == "error" for problem in survey.problems)


def _as_aggregator(settings: Settings, paths: tuple[Path, ...], form: str, tell: Tell, name: str) -> tuple[str, bool]:
    """Return the report, and whether every document that concerns the aggregator would be taken."""
    from fonds.crosswalks.facts import site_facts
    from fonds.reports.aggregators.judging import Judgement
    from fonds.reports.aggregators.table import get_aggregator
    from fonds.reports.aggregators.words import render_judgement_html, render_judgement_json, render_judgement_text

    judged = Judgement(get_aggregator(name), site_facts(settings), keep_all=form == "json")
    for preview in _previews(settings, paths, tell, shapes=False):
        if preview.row is not None and not preview.is_refused:
            judged.add(preview.where, json.loads(preview.row.tree))
    if form == "html":
        text = render_judgement_html(judged, f"{settings.title}, as seen by {judged.aggregator.title}")
    else:
        text = render_judgement_json(judged) if form == "json" else render_judgement_text(judged)
    return text, judged.accepted == judged.concerned


def _previews(settings: Settings, paths: tuple[Path, ...], tell: Tell, *, shapes: bool) -> "Iterator[Preview]":
    from fonds.publishing.kit import make_kit
    from fonds.publishing.preview import check_sources
    from fonds.publishing.sources import given_sources

    found = check_sources(given_sources(paths, settings), make_kit(settings), shapes=shapes)
    for number, preview in enumerate(found, 1):
        yield preview
        tell("checking", number, 0)
