"""The command line (floor 8): one command = parse, call one function, print.

Heavy modules are imported inside the commands: `fonds --help` answers at once. Exit codes: 0 done, 1 problems under
``--strict`` (nothing released) or found by ``check``, 2 wrong usage, 3 could not.
"""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fonds import __version__
from fonds.commands.authorities import authorities
from fonds.commands.backup import backup, make_restore
from fonds.commands.check import make_command as make_check
from fonds.commands.export import make_command as make_export
from fonds.commands.harvest import make_command as make_harvest
from fonds.commands.harvests import harvests
from fonds.commands.purge import make_command as make_purge
from fonds.commands.queries import queries, query, sparql
from fonds.commands.rebuild import make_command as make_rebuild
from fonds.commands.releases import make_command as make_releases
from fonds.commands.verify import make_command as make_verify
from fonds.errors import FondsError, NotFoundError, QueryRefusedError, UsageError
from fonds.settings import TABLE, Settings, load_settings

if TYPE_CHECKING:
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.report import Report

Load = Callable[..., Settings]
"""Gives the settings; what a command was given itself comes as keyword arguments."""

SHOW_FORMATS = ("table", "jsonld", "turtle", "ntriples", "rdfxml", "record", "evidence")
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
_HOST = click.option("--host", help="The address to listen on.")
_PORT = click.option("--port", type=int, help="The port to listen on.")
_WORKERS = click.option("--workers", type=int, help="Processes that answer requests.")


class _Commands(click.Group):
    """Turns errors of ours into a sentence and an exit code; anything else is a fault worth a report."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FondsError as error:
            click.echo(f"fonds: {error}", err=True)
            sys.exit(2 if isinstance(error, UsageError | QueryRefusedError) else 3)
        except BrokenPipeError:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("show_traceback"):
                raise
            click.echo(
                f"fonds: this is a fault of Fonds itself ({type(error).__name__}: {error}). Please report it, with "
                "what `fonds --traceback …` prints.", err=True,
            )
            sys.exit(3)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the settings."""
        with formatter.section("Settings (in fonds.toml, or as variables FONDS_NAME)"):
            formatter.write_dl(TABLE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--site", type=click.Path(path_type=Path), help="The site's settings file (default: fonds.toml here).")
@click.option("--state", help="The state directory (default: var).")
@click.option("--base-iri", help="The address every IRI of the site begins with.")
@click.option("--traceback", "show_traceback", is_flag=True, help="Where Fonds itself is at fault, print where.")
@click.version_option(__version__, prog_name="fonds", help="Print the version and stop.")
@click.pass_context
def main(ctx: click.Context, site: Path | None, state: str | None, base_iri: str | None, show_traceback: bool) -> None:
    """Fonds publishes an archive's pages as linked data: pages in, a site out."""
    ctx.obj = lambda **more: load_settings(site, state=state, base_iri=base_iri, **more)


@main.command()
@_PATHS
@_HOST
@_PORT
@_WORKERS
@click.pass_obj
def up(load: Load, paths: tuple[Path, ...], host: str | None, port: int | None, workers: int | None) -> None:
    """Publish PATHS, then serve the site.

    Without PATHS: the setting 'sources', or else the pages shipped with Fonds.
    """
    settings = load(host=host, port=port, workers=workers)
    report = _publish(settings, paths)
    _print_report(report)
    if not report.documents:
        sys.exit(3)
    _serve(settings)


@main.command()
@_PATHS
@click.option("--prune", is_flag=True, help="What is gone from PATHS becomes a tombstone.")
@click.option("--strict", is_flag=True, help="Release nothing while there are errors or warnings (exit 1).")
@click.option("--dry-run", is_flag=True, help="Do all but release; nothing is written.")
@click.option("--offline", is_flag=True, help="Read repositories as they were harvested last.")
@click.option("--workers", type=int, help="Processes of this machine that read and map (default: 1).")
@click.option("--dask", default="", metavar="ADDRESS", help="Let the workers of this Dask scheduler read and map.")
@_JSON
@click.pass_obj
def publish(
    load: Load, paths: tuple[Path, ...], prune: bool, strict: bool, dry_run: bool, offline: bool, workers: int | None,
    dask: str, as_json: bool,
) -> None:
    """Read, map, check and release PATHS.

    Without PATHS: the setting 'sources', or else the pages shipped with Fonds.
    """
    settings = load(publish_workers=workers)
    report = _publish(settings, paths, prune=prune, strict=strict, dry_run=dry_run, offline=offline, dask=dask)
    _print_report(report, as_json=as_json)
    if strict and report.problems_of("error", "warning"):
        sys.exit(1)
    if report.in_vain:
        sys.exit(3)


@main.command()
@click.argument("what", metavar="PATH-OR-SLUG")
@click.option(
    "--format", "form", type=click.Choice(SHOW_FORMATS), default="table", show_default=True,
    help="table: every statement with its status and the words it rests on; record: what was read, before mapping.",
)
@click.pass_obj
def show(load: Load, what: str, form: str) -> None:
    """Show all that is said of one document.

    PATH-OR-SLUG is a page (nothing is stored), PATH#ID one document of a file that holds many, or the slug of a
    published document.
    """
    settings = load()
    file, _, part = (what, "", "") if Path(what).exists() else what.rpartition("#")
    path = Path(file)
    shown = _show_page(settings, path, part, form) if file and path.exists() else _show_slug(settings, what, form)
    click.echo(shown, nl=False)


@main.command()
@_HOST
@_PORT
@_WORKERS
@click.pass_obj
def serve(load: Load, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current release."""
    _serve(load(host=host, port=port, workers=workers))


main.add_command(authorities)

# ── what the commands share ──────────────────────────────────────────────────────────────────────────────


def _publish(
    settings: Settings, paths: tuple[Path, ...], *, prune: bool = False, strict: bool = False, dry_run: bool = False,
    offline: bool = False, dask: str = "",
) -> "Report":
    with _importing():
        from fonds.publishing.publish import publish as publish_sources
        from fonds.publishing.run import Options
        from fonds.publishing.sources import given_sources

    with _progress() as progress:
        options = Options(
            prune=prune, strict=strict, dry_run=dry_run, offline=offline, dask=dask, progress=progress
        )
        return publish_sources(given_sources(paths, settings), settings, options)


@contextmanager
def _importing() -> Iterator[None]:
    """Look for no garbage meanwhile: modules are none, and looking through them costs a twentieth of a short publish."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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
    from fonds.reports.outcome import render_outcome
    from fonds.reports.problems import render_json

    counts = report.counts()
    if as_json:
        text = render_json({**counts, "layouts": report.layouts, "stopped": report.stopped}, report.problems)
    else:
        text = render_outcome(counts, report.layouts, report.stopped, report.problems)
    click.echo(text, nl=False)


def _serve(settings: Settings) -> None:
    from fonds.web.serving import check_address
    from fonds.web.serving import serve as serve_site

    check_address(settings.host, settings.port)
    click.echo(f"Open http://{settings.host}:{settings.port} (stop with Ctrl+C)")
    serve_site(settings)


def _show_page(settings: Settings, path: Path, part: str, form: str) -> str:
    from fonds.publishing.kit import make_kit
    from fonds.publishing.preview import preview_file
    from fonds.publishing.sources import given_sources
    from fonds.record.plain import plain
    from fonds.reports.description import render_description
    from fonds.reports.problems import render_text

    (source,) = given_sources((path,), settings)
    found = preview_file(path, source.key(path), make_kit(settings), part)
    previews = list(islice((each for each in found if each.part or each.row or (each.is_refused and not part)), 2))
    if not previews:
        raise UsageError(f"{path} holds no document{f' {part!r}' if part else ''}.", "Look at it with `fonds check`.")
    if len(previews) > 1:
        raise UsageError(f"{path} holds many documents.", f"Name one of them, as {path}#{previews[0].part}")
    preview = previews[0]
    if preview.problems:
        click.echo(render_text(preview.problems), err=True)
    if preview.mapped is None or preview.row is None:
        raise UsageError(f"{path} cannot be shown as a document.", "The reasons stand above.")
    if form == "record":
        return json.dumps(plain(preview.mapped.linked.record), ensure_ascii=False, indent=2, default=str) + "\n"
    row = preview.row
    return render_description(form, row.tree, row.own + row.cards, row.evidence)


def _show_slug(settings: Settings, slug: str, form: str) -> str:
    from fonds.reports.description import render_description

    if slug.endswith(".txt") or os.sep in slug:
        raise NotFoundError(f"There is no file {slug}.", "Name a page that is there, or the slug of a document.")
    if form == "record":
        raise UsageError("A published document's record is not kept.", "Name its page instead of its slug.")
    with _catalogue(settings) as catalogue:
        slug = catalogue.find_redirect(slug) or slug
        document = catalogue.find_document(slug)
        if document is None or document.state == "deleted":
            raise NotFoundError(
                f"There is no page and no published document {slug!r}.", "Slugs stand behind /doc/ in addresses."
            )
        evidence = catalogue.find_evidence(slug) or b"[]"
    return render_description(form, document.tree, document.own + document.cards, evidence)


def _catalogue(settings: Settings) -> "Catalogue":
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.stores import catalogue_path

    return Catalogue.open(catalogue_path(Path(settings.state)), read_only=True)


main.add_command(make_check(_progress))
main.add_command(queries)
main.add_command(query)
main.add_command(sparql)
main.add_command(make_harvest(_progress))
main.add_command(make_releases(_progress))
main.add_command(harvests)
main.add_command(make_export(_progress))
main.add_command(make_purge(_progress))
main.add_command(backup)
main.add_command(make_restore(_progress))
main.add_command(make_rebuild(_progress))
main.add_command(make_verify(_progress))

if __name__ == "__main__":
    main()
