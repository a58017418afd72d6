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
    @click.option("--dumps", is_flag=True, help="Write the dumps: everything at once, in files for machines.")
    @click.pass_obj
    def export(load: Load, folder: Path, dumps: bool) -> None:
        """Write the current release as files into a new FOLDER.

        --dumps: N-Triples, Turtle, JSON-LD lines, a table, a network, links to authority files, with checksums.
        """
        if not dumps:
            raise UsageError("There is nothing to export.", "Say --dumps.")
        _check_free(folder)
        _export_dumps(load(), folder, progress)

    return export


def _check_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already, and not empty.", "Name a folder that is not there yet.")


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
