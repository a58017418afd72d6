"""``fonds rebuild`` (floor 8): the store and the counts made again from the catalogue."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.option("--search", is_flag=True, help="Make the search index again, too.")
    @click.pass_obj
    def rebuild(load: Load, search: bool) -> None:
        """Make the store again from the catalogue.

        The counts that lists show are made again, too. The site is served meanwhile; what is published stays the same.
        """
        from fonds.publishing.rebuilding import rebuild as rebuild_store
        from fonds.publishing.run import Options

        with progress() as tell:
            release = rebuild_store(load(), Options(progress=tell), search=search)
        click.echo(f"Release {release.number}: the store was built again, {release.triples:,} triples.")

    return rebuild
