"""``fonds authorities …`` (floor 8): the names in no list as a worklist, out to people and services, and back."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fonds.errors import SettingsError, StateError, UsageError
from fonds.settings import Settings

if TYPE_CHECKING:
    from fonds.linking.worklist import WorklistRow
    from fonds.reports.names import Names

Load = Callable[[], Settings]
FORMATS = ("csv", "tsv", "json", "table")
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
_OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write (default: the terminal)."
)
_FORM = click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="How to write it (default: as the name of the file ends; csv to the terminal).",
)


@click.group()
def authorities() -> None:
    """Reconcile names with the authority lists.

    `worklist` writes the names in no list, people decide, `import` remembers what they decided.
    """


@authorities.command()
@_PATHS
@_OUTPUT
@_FORM
@click.pass_obj
def worklist(load: Load, paths: tuple[Path, ...], output: Path | None, form: str | None) -> None:
    """Write the names in no list, with what they may be.

    The names of the current release; with PATHS those of these pages, which are read and not stored. Names that stand
    in most documents come first. Fill in the columns decision and authority_id, then `fonds authorities import`.
    """
    _write(_worklist(load(), paths), output, form)


@authorities.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", default="", help="Who decided, for rows that do not say.")
@click.pass_obj
def import_(load: Load, file: Path, by: str) -> None:
    """Remember what people decided in a worklist.

    FILE is a worklist as CSV, TSV or JSON, from a spreadsheet or from OpenRefine. Accepted names become alternate
    names, new entities rows of a list, rejected candidates are never proposed or matched again. Where a row cannot be
    understood nothing is imported (exit 1).
    """
    from fonds.clock import system_clock
    from fonds.linking.importing import plan_import, read_stored, write_import
    from fonds.linking.worklist import parse_decisions
    from fonds.publishing.lists import own_folder, read_lists
    from fonds.reports.outcome import count
    from fonds.reports.problems import render_text

    settings = load()
    folder = own_folder(settings)
    stored, broken = read_stored(folder)
    filled = parse_decisions(_read(file), str(file))
    date = system_clock().date().isoformat()
    plan = plan_import(filled, str(file), read_lists(settings), stored, by=" ".join(by.split()), date=date)
    if problems := [*broken, *plan.problems]:
        click.echo(render_text(problems), err=True, nl=False)
        sys.exit(1)
    if not plan.is_empty:
        write_import(folder, plan)
    told = [
        f"{plan.accepted:,} accepted", f"{count(plan.added, 'new entity', 'new entities')}",
        f"{plan.rejected:,} rejected", f"{filled.undecided:,} undecided",
    ]
    click.echo(f"{', '.join(told)}.")
    click.echo(
        "Nothing is new, so nothing was written." if plan.is_empty
        else f"Written to {folder}; publish again, and every document that has these names follows."
    )


@authorities.command()
@_PATHS
@click.option("--service", help="The service's address (default: the setting 'reconciliation_service').")
@click.option(
    "--worklist", "given", type=click.Path(path_type=Path), help="A worklist to fill, with what was decided in it so far."
)
@_OUTPUT
@_FORM
@click.pass_obj
def reconcile(
    load: Load, paths: tuple[Path, ...], service: str | None, given: Path | None, output: Path | None, form: str | None
) -> None:
    """Write the worklist with candidates of an outside service.

    The service speaks the W3C Reconciliation API (Wikidata, GND, VIAF, Getty, …). PATHS are as for `worklist`. Nothing
    is decided: what the service proposes stands beside the candidates of our own lists. Where the service fails, what
    it has said so far is written (exit 3).
    """
    from fonds.publishing.lists import read_lists
    from fonds.reconciling.asking import ask_service
    from fonds.reconciling.service import Service
    from fonds.reports.problems import render_text

    settings = load()
    address = service or settings.reconciliation_service
    if not address:
        raise UsageError("No service is named.", "Give --service URL, or set 'reconciliation_service'.")
    if given and paths:
        raise UsageError("A worklist and paths cannot both be given.", "Leave one of them out.")
    rows = _given(given) if given else _worklist(settings, paths)
    filled, problems = ask_service(
        rows, Service(address, settings.reconciliation_seconds), rejects=read_lists(settings).rejects
    )
    _write(filled, output, form)
    if problems:
        click.echo(render_text(problems), err=True, nl=False)
        sys.exit(3)


# ── what the commands share ──────────────────────────────────────────────────────────────────────────────


def _worklist(settings: Settings, paths: tuple[Path, ...]) -> "list[WorklistRow]":
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.lists import read_lists
    from fonds.publishing.stores import catalogue_path
    from fonds.rdf.iris import Iris
    from fonds.reports.names import published_names
    from fonds.reports.worklist import with_candidates

    if paths:
        return with_candidates(_read_names(settings, paths), read_lists(settings))
    with Catalogue.open(catalogue_path(Path(settings.state)), read_only=True) as catalogue:
        if catalogue.current_release() is None:
            raise StateError("Nothing has been published yet.", "Run `fonds publish` first, or name pages.")
        with catalogue.snapshot() as reader:
            names = published_names(reader, Iris(settings.base_iri))
    return with_candidates(names, read_lists(settings))


def _read_names(settings: Settings, paths: tuple[Path, ...]) -> "Names":
    """Read pages without storing them; what is wrong with one is for `fonds check` to tell, but that it is."""
    from fonds.publishing.kit import make_kit
    from fonds.publishing.preview import check_sources
    from fonds.publishing.sources import given_sources
    from fonds.reports.names import NameGatherer

    kit = make_kit(settings)
    gatherer = NameGatherer(kit.site.iris)
    left_out = 0
    for preview in check_sources(given_sources(paths, settings), kit, shapes=False):
        if preview.row is not None and preview.mapped is not None:
            gatherer.add(preview.row.slug, preview.row.own, preview.row.evidence, preview.mapped.entities)
        else:
            left_out += any(problem.severity == "error" for problem in preview.problems)
    if left_out:
        click.echo(f"{left_out:,} of the pages could not be read; `fonds check` tells why.", err=True)
    return gatherer.names()


def _given(path: Path) -> "list[WorklistRow]":
    from fonds.linking.worklist import parse_rows
    from fonds.reports.problems import render_text

    rows, problems = parse_rows(_read(path), str(path))
    if problems:
        click.echo(render_text(problems), err=True, nl=False)
        sys.exit(1)
    return rows


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Name a worklist.") from error


def _write(rows: "list[WorklistRow]", output: Path | None, form: str | None) -> None:
    from fonds.reports.outcome import count
    from fonds.reports.worklist import render_worklist

    ending = output.suffix.lstrip(".").lower() if output else ""
    text = render_worklist(rows, form or (ending if ending in FORMATS else "csv"))
    if output is None:
        click.echo(text, nl=False)
        return
    try:  # spreadsheets take a CSV file for UTF-8 only where it begins with a mark
        output.write_text(text, encoding="utf-8-sig" if text.startswith("key,") else "utf-8", newline="")
    except OSError as error:
        raise SettingsError(f"{output} cannot be written: {error.strerror}.", "Name another file.") from error
    click.echo(f"{count(len(rows), 'name')} written to {output}.", err=True)
