"""``fonds harvest`` (floor 8): the repositories among the sources, brought up to date; nothing is published."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import click

from fonds.settings import Settings

if TYPE_CHECKING:
    from fonds.harvesting.harvest import Harvested

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.argument("names", nargs=-1)
    @click.option("--full", is_flag=True, help="Ask for every record again, not only for what changed.")
    @click.pass_obj
    def harvest(load: Load, names: tuple[str, ...], full: bool) -> None:
        """Fetch what the sources have elsewhere.

        Those are the entries NAME=oai:ADDRESS and NAME=s3://… (or another address): all of them, or those of these NAMES.

        Nothing is published; `fonds publish` harvests too, unless --offline. Exit 3 where a harvest broke off.
        """
        from fonds.publishing.mirrors import harvest_named
        from fonds.reports.problems import render_text

        with progress() as tell:
            found = harvest_named(names, load(), full=full, tell=tell)
        if not found:
            click.echo("No source is a repository or an address.")
        for each in found:
            click.echo(_told(each))
        if problems := [problem for each in found for problem in each.problems]:
            click.echo(f"\n{render_text(problems)}", nl=False)
        if not all(each.complete for each in found):
            sys.exit(3)

    return harvest


def _told(harvested: "Harvested") -> str:
    counts = f"{harvested.new} new, {harvested.changed} changed, {harvested.unchanged} unchanged, {harvested.deleted} deleted"
    return f"{harvested.name}: {counts}{'' if harvested.complete else '; it broke off'}."
