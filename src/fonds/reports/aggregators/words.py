"""What aggregators would say, in words (floor 6): for a terminal, as JSON, as one HTML file that needs nothing else."""

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from fonds.reports.aggregators.judging import EXAMPLES, Judgement, Lack
from fonds.reports.outcome import count

if TYPE_CHECKING:
    from jinja2 import Template


def summary(judged: Judgement) -> str:
    """Return the sum in a sentence or two."""
    title, total = judged.aggregator.title, judged.concerned
    if not judged.documents:
        return "No documents were looked at."
    if not total:
        return f"None of {count(judged.documents, 'document')} is the business of {title}. {judged.aggregator.not_concerned}"
    told = f"{title} would take {judged.accepted:,} of {count(total, 'document')}."
    if others := judged.documents - total:
        told += f" {others:,} more {'is' if others == 1 else 'are'} not its business: {judged.aggregator.not_concerned}"
    if judged.after_settings > judged.accepted:
        told += f" With the settings below made it would take {judged.after_settings:,}."
    return told


def lack_words(lack: Lack) -> str:
    """Return a rule that is not kept: how many documents, of how many wholly, what is missing, what mends it."""
    number = count(lack.documents, "document")
    wholly = f", {lack.alone:,} of them wholly" if lack.alone else ""
    return f"{number}{wholly}: {lack.rule.missing} → {lack.rule.remedy}"


def render_judgement_text(judged: Judgement) -> str:
    """Return the report for a terminal."""
    lines = [summary(judged), f"Rules: {judged.aggregator.source}."]
    for heading, lacks in (
        ("What is demanded and missing:", judged.demands()), ("What would be liked as well:", judged.wishes())
    ):
        if lacks:
            lines += ["", heading, *(f"  {lack_words(lack)} [{lack.rule.code}]" for lack in lacks)]
    if judged.refused:
        lines += ["", "Documents that would not be taken:"]
        lines += [
            f"  {each.where}: {', '.join(rule.code for rule in each.demands)}" for each in judged.refused[:EXAMPLES]
        ]
        if rest := judged.concerned - judged.accepted - min(len(judged.refused), EXAMPLES):
            lines.append(f"  … and {rest:,} more (--json lists all)")
    return "\n".join(lines) + "\n"


def render_judgement_json(judged: Judgement) -> str:
    """Return the report as JSON."""
    told = {
        "aggregator": judged.aggregator.name, "title": judged.aggregator.title, "source": judged.aggregator.source,
        "documents": judged.documents, "concerned": judged.concerned, "accepted": judged.accepted,
        "accepted_after_settings": judged.after_settings,
        "lacks": [
            {
                "code": lack.rule.code, "level": lack.rule.level, "setting": lack.rule.setting, "missing": lack.rule.missing,
                "remedy": lack.rule.remedy, "documents": lack.documents, "alone": lack.alone, "places": lack.places,
            }
            for lack in (*judged.demands(), *judged.wishes())
        ],
        "refused": [
            {"where": each.where, "missing": [rule.code for rule in each.demands]} for each in judged.refused
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def render_judgement_html(judged: Judgement, title: str) -> str:
    """Return the report as one HTML page, without scripts and without anything from elsewhere."""
    return _template().render(
        title=title, summary=summary(judged), aggregator=judged.aggregator, refused=judged.refused,
        demands=[(lack, lack_words(lack)) for lack in judged.demands()],
        wishes=[(lack, lack_words(lack)) for lack in judged.wishes()],
        more=judged.concerned - judged.accepted - len(judged.refused),
    ) + "\n"


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    text = files("fonds.reports").joinpath("templates", "judgement.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text)
