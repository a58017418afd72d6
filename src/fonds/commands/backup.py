"""``fonds backup`` and ``fonds restore`` (floor 8): the catalogue into a folder, and back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]
_FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command()
@_FOLDER
@click.pass_obj
def backup(load: Load, folder: Path) -> None:
    """Copy the site's catalogue into a new FOLDER.

    The site may be served and published meanwhile; the copy is of one moment, and is checked.
    """
    from fonds.publishing.backups import back_up

    made = back_up(folder, load())
    click.echo(f"Release {made.release} ({made.documents:,} documents) is kept in {folder}: {made.bytes:,} bytes.")


def make_restore(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @_FOLDER
    @click.option("--replace", "replaced", is_flag=True, help="Put it in the place of the catalogue that is there.")
    @click.pass_obj
    def restore(load: Load, folder: Path, replaced: bool) -> None:
        """Make a backup in FOLDER the state of the site.

        Every byte is checked first; then all of it is put in place at once, or nothing. What was purged since the
        backup was made stays purged.
        """
        from fonds.publishing.restoring import restore as restore_backup
        from fonds.publishing.run import Options

        with progress() as tell:
            done = restore_backup(folder, load(), Options(progress=tell), replaced=replaced)
        release = done.release
        click.echo(f"The backup of {done.manifest.made} is release {release.number}: {release.documents:,} documents.")
        for slug in done.kept_out:
            click.echo(f"    {slug} was purged since, and stays so.")
        if not done.is_certain:
            click.echo("What was purged since the backup is not known: the catalogue before could not be read.", err=True)

    return restore
