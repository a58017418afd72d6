"""Mirrors (floor 6): the repositories among the sources, brought up to date before they are read.

A repository that does not answer costs nothing: what was harvested before is published, and a Problem tells of it.
"""

from collections.abc import Iterable
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import NotFoundError
from fonds.harvesting.harvest import Harvested, Tell, harvest
from fonds.publishing.sources import Repository, Source, known_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings


def harvest_sources(sources: Iterable[Source], *, full: bool = False, tell: Tell) -> list[Harvested]:
    """Harvest every repository among some sources. OSError where the state directory cannot be written."""
    return [
        harvest(source.name, source.address, source.state, full=full, tell=tell)
        for source in sources if isinstance(source, Repository)
    ]


def harvest_named(names: tuple[str, ...], settings: Settings, *, full: bool = False, tell: Tell) -> list[Harvested]:
    """Harvest the repositories of these names, or all; nothing is published.

    NotFoundError where a name is no repository's, StateError where somebody else publishes.
    """
    known = {source.name: source for source in known_sources(settings) if isinstance(source, Repository)}
    for name in names:
        if name not in known:
            told = f"There are {', '.join(sorted(known))}." if known else "Add one to 'sources', as NAME=oai:https://…"
            raise NotFoundError(f"No repository is named {name!r}.", told)
    if not known:
        return []
    with Catalogue.open(catalogue_path(Path(settings.state))) as catalogue, catalogue.publishing():
        return harvest_sources([known[name] for name in names or sorted(known)], full=full, tell=tell)
