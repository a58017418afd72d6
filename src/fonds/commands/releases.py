"""``fonds releases`` (floor 8): what was released when, and the way back to an earlier release."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click

from fonds.settings import Settings

Load = Callable[[], Settings]
Progress = Callable[[], AbstractContextManager[Callable[[str, int, int], None]]]


def make_command(progress: Progress) -> click.Command:
    """Return the command; ``progress`` shows how far it came."""

    @click.command()
    @click.option(
        "--rollback", type=click.IntRange(min=1), metavar="N", help="Release the content of release N once more."
    )
    @click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
    @click.pass_obj
    def releases(load: Load, rollback: int | None, as_json: bool) -> None:
        """List the releases, the newest first, or go back to one.

        'store' says whether the SPARQL store of a release is still on disk; its documents always are. --rollback makes
        a new release with the documents and entities of an old one. Nothing is lost by it: the change log says so to
        harvesters, what was purged or is under an embargo stays away, and the next publish follows the sources again.
        """
        settings = load()
        if rollback is None:
            click.echo(_listed(settings, as_json=as_json), nl=False)
        else:
            _roll_back(settings, rollback, progress)

    return releases


def _listed(settings: Settings, *, as_json: bool) -> str:
    from fonds.catalogue.catalogue import Catalogue
    from fonds.publishing.stores import catalogue_path
    from fonds.reports.releases import render_releases, render_releases_json

    state = Path(settings.state)
    with Catalogue.open(catalogue_path(state), read_only=True) as catalogue:
        found = catalogue.releases()
    kept = {each.store for each in found if (state / each.store).is_dir()}
    return render_releases_json(found, kept) if as_json else render_releases(found, kept)


def _roll_back(settings: Settings, number: int, progress: Progress) -> None:
    from fonds.publishing.rollback import roll_back
    from fonds.publishing.run import Options
    from fonds.reports.outcome import count

    with progress() as tell:
        done = roll_back(number, settings, Options(progress=tell))
    if done.release is None:
        click.echo(f"The site says what it said in release {number}, so there is no new release.")
    else:
        made = done.release
        changed = f"{made.created:,} created, {made.updated:,} updated, {made.deleted:,} deleted"
        held = f"{count(made.documents, 'document')}, {count(made.entities, 'entity', 'entities')}, {made.triples:,} triples"
        click.echo(f"Release {made.number} has the content of release {number}: {changed}.\nIt holds {held}.")
    for slugs, why in ((done.withheld, "purged since"), (done.embargoed, "put under an embargo")):
        if slugs:
            were, come = ("was", "does") if len(slugs) == 1 else ("were", "do")
            click.echo(f"{count(len(slugs), 'document')} {were} {why} and {come} not come back: {', '.join(slugs)}.")
