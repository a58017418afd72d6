"""``fonds queries``, ``fonds query`` and ``fonds sparql`` (floor 8): what can be asked, and asking it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fonds.errors import StateError, UsageError
from fonds.settings import Settings

if TYPE_CHECKING:
    from fonds.canned.query import CannedQuery
    from fonds.store.answer import Answer

Load = Callable[[], Settings]

_GRAPHS = ("jsonld", "turtle", "ntriples", "rdfxml")
_ROWS = ("table", "csv", "tsv", "json", "xml")
_FORM = click.option(
    "--format", "form", type=click.Choice((*_ROWS, *_GRAPHS)), default="table", show_default=True,
    help="How to print rows, or the triples of a CONSTRUCT (Turtle, unless a format of graphs is named).",
)


@click.command()
@click.pass_obj
def queries(load: Load) -> None:
    """List the canned queries and their parameters."""
    for canned in _queries(load()).values():
        click.echo(f"{canned.name}\n    {canned.summary}")
        for parameter in canned.parameters:
            given = f" (default: {', '.join(parameter.default)})" if parameter.default else ""
            need = " (required)" if parameter.required else ""
            several = " (repeat for more)" if parameter.many else ""
            choices = f" (one of: {', '.join(parameter.choices)})" if parameter.choices else ""
            told = f"{parameter.label}: {parameter.hint}{need}{given}{choices}{several}"
            click.echo(f"    --param {parameter.name}=…  {told}")
        for note in canned.notes:
            click.echo(f"    note: {note}")


@click.command()
@click.argument("name")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; repeat for more.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows at most.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Rows to pass over.")
@_FORM
@click.pass_obj
def query(load: Load, name: str, params: tuple[str, ...], limit: int | None, offset: int, form: str) -> None:
    """Run a canned query over the current release.

    `fonds queries` lists the NAMEs and their parameters.
    """
    from fonds.canned.binding import bind
    from fonds.canned.loading import get_query
    from fonds.rdf.iris import Iris

    settings = load()
    canned, iris, values = get_query(_queries(settings), name), Iris(settings.base_iri), _values(params)
    rows = canned.pagination if limit is None else limit
    if rows is None or not canned.pageable:
        _print_answer(settings, bind(canned, values, iris, limit, offset), form)
    elif _print_answer(settings, bind(canned, values, iris, rows + 1, offset), form, rows):
        click.echo(f"There are more rows: --offset {offset + rows}", err=True)


@click.command()
@click.argument("text", metavar="QUERY")
@_FORM
@click.pass_obj
def sparql(load: Load, text: str, form: str) -> None:
    """Ask a SPARQL query of the current release.

    QUERY is its text; '-' reads it from standard input.
    """
    from fonds.canned.schemaorg import with_https

    _print_answer(load(), with_https(sys.stdin.read() if text == "-" else text), form)


def _queries(settings: Settings) -> "dict[str, CannedQuery]":
    from fonds.bundled import bundled_path
    from fonds.canned.loading import load_queries

    return load_queries(Path(settings.queries) if settings.queries else bundled_path("queries"))


def _values(params: tuple[str, ...]) -> dict[str, str | list[str]]:
    """Return what is given for each parameter, several texts where it is named several times."""
    values: dict[str, list[str]] = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"--param {param!r} has no '='.", "Write it as NAME=VALUE.")
        values.setdefault(key, []).append(value)
    return {key: texts[0] if len(texts) == 1 else texts for key, texts in values.items()}


def _print_answer(settings: Settings, text: str, form: str, rows: int | None = None) -> bool:
    """Print an answer, not more than ``rows`` of it; tell whether there were more."""
    from fonds.reports.rows import render_table
    from fonds.store.last_row import shorten

    written = "json" if form in ("table", *_GRAPHS) else form
    graph = form if form in _GRAPHS else "turtle"
    answer, more = _ask(settings, text, {"select": written, "ask": written, "construct": graph}), False
    fitting = ("table", *_GRAPHS) if answer.kind == "construct" else _ROWS
    if form not in fitting:
        given = "triples" if answer.kind == "construct" else "rows"
        raise UsageError(f"The query gives {given}, which {form} does not hold.", f"Take one of: {', '.join(fitting)}.")
    if rows is not None:
        answer, more = shorten(answer, rows)
    table = form == "table" and answer.kind != "construct"
    shown = render_table(answer.body) if table else answer.body.decode()
    click.echo(shown, nl=not shown.endswith("\n"))
    if answer.truncated:
        click.echo(f"The result was cut: it has more {answer.truncated} than the settings allow.", err=True)
    return more


def _ask(settings: Settings, text: str, formats: dict[str, str]) -> "Answer":
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.stores import catalogue_path
    from fonds.store.sandbox import Limits
    from fonds.store.supervisor import Supervisor

    with Catalogue.open(catalogue_path(Path(settings.state)), read_only=True) as catalogue:
        release = catalogue.current_release()
    if release is None:
        raise StateError("Nothing has been published yet.", "Run `fonds publish` first.")
    limits = Limits(
        settings.query_seconds, settings.query_rows, settings.query_bytes, settings.query_memory_mb,
        settings.query_length, 1, settings.query_waiting,
    )
    with Supervisor(limits) as supervisor:
        return supervisor.run(text, store=Path(settings.state) / release.store, formats=formats)
