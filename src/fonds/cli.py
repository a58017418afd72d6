"""The command line (floor 8): one command = parse, call one function, print.

Heavy modules are imported inside the commands: `fonds --help` answers at once. Exit codes: 0 done, 1 problems under
``--strict`` (nothing released) or found by ``check``, 2 wrong usage, 3 could not.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fonds import __version__
from fonds.errors import FondsError, NotFoundError, UsageError
from fonds.settings import Settings, load_settings

if TYPE_CHECKING:
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.kit import Kit
    from fonds.publishing.preview import Preview
    from fonds.publishing.report import Report
    from fonds.store.answer import Answer

SHOW_FORMATS = ("table", "jsonld", "turtle", "ntriples", "rdfxml", "record", "evidence")
_ROWS = ("table", "csv", "tsv", "json", "xml", "jsonld", "turtle", "ntriples", "rdfxml")
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


class _Commands(click.Group):
    """Turns errors of ours into a sentence and an exit code; anything else is a fault worth a report."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FondsError as error:
            click.echo(f"fonds: {error}", err=True)
            sys.exit(2 if isinstance(error, UsageError) else 3)
        except BrokenPipeError:
            sys.exit(0)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--site", type=click.Path(path_type=Path), help="The site's settings file (default: fonds.toml here).")
@click.option("--state", help="The state directory (default: var).")
@click.option("--base-iri", help="The address every IRI of the site begins with.")
@click.version_option(__version__, prog_name="fonds")
@click.pass_context
def main(ctx: click.Context, site: Path | None, state: str | None, base_iri: str | None) -> None:
    """Fonds publishes an archive's pages as linked data: pages in, a site out."""
    ctx.obj = lambda **more: load_settings(site, state=state, base_iri=base_iri, **more)


@main.command()
@_PATHS
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--workers", type=int, help="Processes that answer requests.")
@click.pass_obj
def up(
    load: Callable[..., Settings], paths: tuple[Path, ...], host: str | None, port: int | None, workers: int | None
) -> None:
    """Publish PATHS (default: the pages shipped with Fonds), then serve the site."""
    settings = load(host=host, port=port, workers=workers)
    _print_report(_publish(settings, paths))
    _serve(settings)


@main.command()
@_PATHS
@click.option("--prune", is_flag=True, help="What is gone from PATHS becomes a tombstone.")
@click.option("--strict", is_flag=True, help="Release nothing while there are problems (exit 1).")
@click.option("--dry-run", is_flag=True, help="Do all but release.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def publish(
    load: Callable[..., Settings], paths: tuple[Path, ...], prune: bool, strict: bool, dry_run: bool, as_json: bool
) -> None:
    """Read, map, check and release PATHS (default: the pages shipped with Fonds)."""
    report = _publish(load(), paths, prune=prune, strict=strict, dry_run=dry_run)
    _print_report(report, as_json=as_json)
    if strict and report.stopped and report.problems:
        sys.exit(1)
    if report.failed and not report.read - report.left_out and not report.unchanged:
        sys.exit(3)


@main.command()
@click.argument("what", metavar="PATH-OR-SLUG")
@click.option("--format", "form", type=click.Choice(SHOW_FORMATS), default="table", show_default=True)
@click.pass_obj
def show(load: Callable[..., Settings], what: str, form: str) -> None:
    """Show what is said of one document: of a page, without storing it, or of a published slug."""
    settings = load()
    path = Path(what)
    click.echo(_show_page(settings, path, form) if path.exists() else _show_slug(settings, what, form), nl=False)


@main.command()
@_PATHS
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", "as_html", is_flag=True, help="Print the report as an HTML page.")
@click.pass_obj
def check(load: Callable[..., Settings], paths: tuple[Path, ...], as_json: bool, as_html: bool) -> None:
    """Read PATHS and check what would be said of them, without storing it; exit 1 where a page would fail."""
    from fonds.reports.problems import render_html, render_json, render_text

    previews = list(_previews(load(), paths))
    problems = [problem for preview in previews for problem in preview.problems]
    layouts = [p.mapped.linked.record.layout for p in previews if p.mapped]
    if as_html:
        click.echo(render_html("Report on the pages", problems), nl=False)
    elif as_json:
        counts = {"pages": len(previews), "layouts": {name: layouts.count(name) for name in sorted(set(layouts))}}
        click.echo(render_json(counts, problems))
    else:
        click.echo(f"{_count(len(layouts), 'page')} read.\n{render_text(problems)}", nl=False)
    if any(problem.severity == "error" for problem in problems):
        sys.exit(1)


@main.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--workers", type=int, help="Processes that answer requests.")
@click.pass_obj
def serve(load: Callable[..., Settings], host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current release."""
    _serve(load(host=host, port=port, workers=workers))


@main.command()
@click.pass_obj
def queries(load: Callable[..., Settings]) -> None:
    """List the canned queries and their parameters."""
    for query in _queries(load()).values():
        click.echo(f"{query.name}\n    {query.summary}")
        for parameter in query.parameters:
            given = f" (default: {', '.join(parameter.default)})" if parameter.default else ""
            need = "" if not parameter.required else " (required)"
            click.echo(f"    --param {parameter.name}=…  {parameter.label}: {parameter.hint}{need}{given}")


@main.command()
@click.argument("name")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; repeat for more.")
@click.option("--limit", type=click.IntRange(min=1), help="Rows at most.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Rows to pass over.")
@click.option("--format", "form", type=click.Choice(_ROWS), default="table", show_default=True)
@click.pass_obj
def query(
    load: Callable[..., Settings], name: str, params: tuple[str, ...], limit: int | None, offset: int, form: str
) -> None:
    """Run a canned query over the current release."""
    from fonds.canned.binding import bind
    from fonds.canned.loading import get_query
    from fonds.rdf.iris import Iris

    settings = load()
    canned = get_query(_queries(settings), name)
    values: dict[str, list[str]] = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise UsageError(f"--param {param!r} has no '='.", "Write it as NAME=VALUE.")
        values.setdefault(key, []).append(value)
    singles: dict[str, str | list[str]] = {k: v[0] if len(v) == 1 else v for k, v in values.items()}
    _print_answer(settings, bind(canned, singles, Iris(settings.base_iri), limit, offset), form)


@main.command()
@click.argument("text", metavar="QUERY")
@click.option("--format", "form", type=click.Choice(_ROWS), default="table", show_default=True)
@click.pass_obj
def sparql(load: Callable[..., Settings], text: str, form: str) -> None:
    """Ask one SPARQL query of the current release ('-' reads it from standard input)."""
    _print_answer(load(), sys.stdin.read() if text == "-" else text, form)


# ── what the commands share ──────────────────────────────────────────────────────────────────────────────


def _publish(
    settings: Settings, paths: tuple[Path, ...], *, prune: bool = False, strict: bool = False, dry_run: bool = False
) -> "Report":
    from fonds.publishing.publish import Options
    from fonds.publishing.publish import publish as publish_sources
    from fonds.publishing.sources import given_sources

    with _progress() as progress:
        options = Options(prune=prune, strict=strict, dry_run=dry_run, progress=progress)
        return publish_sources(given_sources(paths), settings, options)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows a bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show_progress(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total or None)
            bar.update(tasks[step], completed=done, total=total or None)

        yield show_progress


def _print_report(report: "Report", *, as_json: bool = False) -> None:
    from fonds.reports.problems import render_json, render_text

    if as_json:
        facts = {**report.counts(), "layouts": report.layouts, "stopped": report.stopped}
        click.echo(render_json(facts, report.problems))
        return
    parts = [
        f"{_count(report.read, 'page')} read", f"{report.new} new", f"{report.changed} changed",
        f"{report.unchanged} unchanged", f"{report.deleted} deleted", f"{report.left_out} left out",
    ]
    click.echo(", ".join(parts) + ".")
    for layout, number in report.layouts.items():
        click.echo(f"Layout “{layout}”: {_count(number, 'page')}.")
    if report.problems:
        click.echo(render_text(report.problems), nl=False)
    if report.stopped:
        click.echo(report.stopped)
    elif report.release:
        click.echo(
            f"Release {report.release}: {_count(report.documents, 'document')}, "
            f"{_count(report.entities, 'entity', 'entities')}, {report.triples:,} triples."
        )
    else:
        click.echo("Nothing has changed: no new release.")


def _serve(settings: Settings) -> None:
    from fonds.web.serving import serve as serve_site

    click.echo(f"Open http://{settings.host}:{settings.port} (stop with Ctrl+C)")
    serve_site(settings)


def _previews(settings: Settings, paths: tuple[Path, ...]) -> "Iterator[Preview]":
    from fonds.publishing.kit import make_kit
    from fonds.publishing.preview import check_sources
    from fonds.publishing.sources import given_sources

    return check_sources(given_sources(paths), make_kit(settings))


def _show_page(settings: Settings, path: Path, form: str) -> str:
    from fonds.publishing.kit import make_kit
    from fonds.publishing.preview import preview_page
    from fonds.publishing.sources import Source
    from fonds.reports.problems import render_text

    kit: Kit = make_kit(settings)
    preview = preview_page(path, Source(path).key(path), kit)
    if preview.problems:
        click.echo(render_text(preview.problems), err=True, nl=False)
    if preview.mapped is None or preview.row is None:
        raise UsageError(f"{path} would not be published.", "The reasons stand above.")
    if form == "record":
        return json.dumps(asdict(preview.mapped.linked.record), ensure_ascii=False, indent=2, default=str) + "\n"
    return _render_document(form, preview.row.tree, preview.row.own + preview.row.cards, preview.row.evidence)


def _show_slug(settings: Settings, slug: str, form: str) -> str:
    with _catalogue(settings) as catalogue:
        document = catalogue.find_document(slug)
        if document is None or document.state == "deleted":
            raise NotFoundError(f"There is no page and no published document {slug!r}.")
        if form == "record":
            raise UsageError("A published document's record is not kept.", "Name its page instead of its slug.")
        evidence = catalogue.find_evidence(slug) or b"[]"
        return _render_document(form, document.tree, document.own + document.cards, evidence)


def _render_document(form: str, tree: bytes, triples: bytes, evidence: bytes) -> str:
    from fonds.rdf.formats import FORMATS, find_format
    from fonds.rdf.serialise import render
    from fonds.reports.statements import render_statements

    if form == "jsonld":
        return json.dumps(json.loads(tree), ensure_ascii=False, indent=2) + "\n"
    if form == "evidence":
        return json.dumps(json.loads(evidence), ensure_ascii=False, indent=2) + "\n"
    if form == "table":
        return render_statements(triples, json.loads(evidence))
    found = find_format(form, FORMATS)
    if found is None:
        raise UsageError(f"There is no format {form!r}.")
    return render(triples, found).decode()


def _catalogue(settings: Settings) -> "Catalogue":
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.stores import catalogue_path

    return Catalogue.open(catalogue_path(Path(settings.state)), read_only=True)


def _queries(settings: Settings) -> dict[str, Any]:
    from fonds.bundled import bundled_path
    from fonds.canned.loading import load_queries

    return load_queries(Path(settings.queries) if settings.queries else bundled_path("queries"))


def _print_answer(settings: Settings, text: str, form: str) -> None:
    from fonds.reports.rows import render_table

    rows = "json" if form in ("table", "jsonld", "turtle", "ntriples", "rdfxml") else form
    graph = form if form in ("jsonld", "turtle", "ntriples", "rdfxml") else "turtle"
    answer = _ask(settings, text, {"select": rows, "ask": rows, "construct": graph})
    if form == "table" and answer.kind != "construct":
        click.echo(render_table(answer.body), nl=False)
    else:
        click.echo(answer.body.decode(), nl=False)
    if answer.truncated:
        click.echo(f"The result was cut: it has more {answer.truncated} than the settings allow.", err=True)


def _ask(settings: Settings, text: str, formats: dict[str, str]) -> "Answer":
    from fonds.errors import StateError
    from fonds.store.sandbox import Limits
    from fonds.store.supervisor import Supervisor

    with _catalogue(settings) as catalogue:
        release = catalogue.current_release()
    if release is None:
        raise StateError("Nothing has been published yet.", "Run `fonds publish` first.")
    limits = Limits(
        settings.query_seconds, settings.query_rows, settings.query_bytes, settings.query_memory_mb,
        settings.query_length, 1, settings.query_waiting,
    )
    with Supervisor(limits) as supervisor:
        return supervisor.run(text, store=Path(settings.state) / release.store, formats=formats)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


if __name__ == "__main__":
    main()
