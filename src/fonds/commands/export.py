"""``fonds export`` (floor 8): the site as files."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from fonds.errors import UsageError
from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.argument("folder", type=click.Path(path_type=Path))
    @click.option("--static", is_flag=True, help="Write the whole site, dumps included, for any file server.")
    @click.option("--dumps", is_flag=True, help="Write the dumps: everything at once, in files for machines.")
    @click.pass_obj
    def export(load: Load, folder: Path, static: bool, dumps: bool) -> None:
        """Write the current release as files into a new FOLDER.

        --dumps: N-Triples, Turtle, JSON-LD lines, a table, a network, links to authority files, with checksums.

        --static: every page and every format of everything, feeds, dumps and results, with rules by which nginx, Apache
        and Netlify answer as the site itself does.
        """
        if not (static or dumps):
            raise UsageError("Say what to write.", "--static for the whole site (dumps are part of it), or --dumps alone.")
        _check_free(folder)
        (_export_static if static else _export_dumps)(load(), folder, progress)

    return export


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already, and not empty.", "Name a folder that is not there yet.")


def _export_static(settings: Settings, folder: Path, progress: Progress) -> None:
    from fonds.errors import StateError
    from fonds.web.twin.making import make_twin

    with progress() as tell:
        try:
            twin = make_twin(settings, folder, tell)
        except OSError as error:
            raise StateError(f"{folder} cannot be written: {error.strerror}.", "Nothing is left of it; try again.") from error
    click.echo(f"Release {twin.release} in {folder}: {twin.files:,} files, {twin.bytes:,} bytes")
    for address, why in twin.left_out:
        click.echo(f"{address} is left out: {why}")


def _export_dumps(settings: Settings, folder: Path, progress: Progress) -> None:
    from fonds.catalogue.catalogue import Catalogue
    from fonds.crosswalks.facts import site_facts
    from fonds.errors import StateError
    from fonds.feeds.dumps.keeping import export_dumps
    from fonds.publishing.stores import catalogue_path

    with Catalogue.open(catalogue_path(Path(settings.state)), read_only=True) as catalogue, progress() as tell:
        if not catalogue.release_number():
            raise StateError("Nothing has been published yet.", "Run `fonds publish` first.")
        try:
            made = export_dumps(catalogue, site_facts(settings), folder, progress=tell)
        except OSError as error:
            raise StateError(f"{folder} cannot be written: {error.strerror}.", "Nothing is left of it; try again.") from error
    for each in made.files:
        click.echo(f"{each.file}  {each.size:,} bytes  {each.number:,} {each.things}")
    for name, why in made.refused:
        click.echo(f"{name} is not written: {why}")
