"""``fonds verify`` (floor 8): whether catalogue, store and change log tell the same story."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.option("--deep", is_flag=True, help="Read every version there ever was, and look every triple up in the store.")
    @click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
    @click.pass_obj
    def verify(load: Load, deep: bool, as_json: bool) -> None:
        """Check that catalogue, store and change log agree.

        Nothing is changed. Exit 1 where something is wrong; each fault is told with the command that mends it.
        """
        from fonds.publishing.verifying import verify as look_through
        from fonds.reports.problems import HEADINGS, render_json, render_text

        with progress() as tell:
            found = look_through(load(), deep=deep, progress=tell)
        if as_json:
            click.echo(render_json({"sound": found.is_sound, **found.counts()}, found.problems), nl=False)
        else:
            numbers = ", ".join(f"{number:,} {name}" for name, number in found.counts().items() if name != "release")
            click.echo(f"Release {found.release}: {numbers}.")
            told = render_text(found.problems, dict.fromkeys(HEADINGS, "Not sound"))
            click.echo("Sound." if found.is_sound else f"\n{told}", nl=found.is_sound)
        if not found.is_sound:
            sys.exit(1)

    return verify
