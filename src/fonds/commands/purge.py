"""``fonds purge`` (floor 8): a document taken out of everything; what is withheld; and letting it come back."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click

from fonds.errors import UsageError
from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.argument("slug", default="")
    @click.option("--why", default="", help="The reason; readers are told it.")
    @click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
    @click.option("--list", "listed", is_flag=True, help="List what is withheld instead.")
    @click.option("--lift", is_flag=True, help="Let the document be published again instead.")
    @click.pass_obj
    def purge(load: Load, slug: str, why: str, yes: bool, listed: bool, lift: bool) -> None:
        """Take a document out of everything, for good.

        Every version of the document SLUG, its text, its words in the search index, its triples in every store: nothing of
        it is left but a tombstone with the reason, and no publish brings it back. It cannot be undone; only published again.
        """
        from fonds.publishing import purging
        from fonds.publishing.run import Options

        settings = load()
        if listed:
            for each in purging.withheld(settings):
                click.echo(f"{each.slug}\n    since {each.stamp}, release {each.release}: {each.reason}")
            return
        if not slug:
            raise UsageError("No document is named.", "Give its slug: what stands behind /doc/ in its address.")
        if lift:
            click.echo(f"{purging.lift(slug, settings)} may be published again; the next publish that reads it does so.")
            return
        if why.strip() and not yes:
            click.confirm(f"All versions of {slug} are erased for good. Go on?", abort=True)
        with progress() as tell:
            done = purging.purge(slug, why, settings, Options(progress=tell))
        click.echo(f"Release {done.release}: {done.slug} is purged." if done.release else f"{done.slug} was purged already.")
        if done.files:
            click.echo("What still holds it, and is yours to remove:")
            for path in done.files:
                click.echo(f"    {path}")
        click.echo("Backups made before hold it, too.")

    return purge
