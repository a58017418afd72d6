"""``fonds harvests`` (floor 8): who fetched which feed, and up to what."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from fonds.settings import Settings

Load = Callable[[], Settings]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def harvests(load: Load, as_json: bool) -> None:
    """List who fetched which feed, and up to what change.

    A client is a keyed digest of its address; the address itself is kept nowhere. The setting 'harvest_ledger' turns the
    ledger off.
    """
    from fonds.catalogue.catalogue import Catalogue
    from fonds.feeds.ledger import read_harvests
    from fonds.publishing.stores import catalogue_path
    from fonds.reports.harvests import render_harvests, render_harvests_json

    settings = load()
    state = Path(settings.state)
    with Catalogue.open(catalogue_path(state), read_only=True) as catalogue:
        release = catalogue.current_release()
    newest = release.stamp if release else ""
    found = [asdict(each) for each in read_harvests(state)]
    click.echo(render_harvests_json(found, newest) if as_json else render_harvests(found, newest), nl=False)
