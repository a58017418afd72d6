"""Mirrors (floor 6): the repositories and remote folders among the sources, brought up to date before they are read.

One that does not answer costs nothing: what was harvested before is published, and a Problem tells of it.
"""

from collections.abc import Iterable
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import NotFoundError
from fonds.harvesting.harvest import Harvested, Tell, harvest
from fonds.harvesting.remote import fetch_files
from fonds.publishing.sources import RemoteFolder, Repository, Source, known_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings


def harvest_sources(sources: Iterable[Source], *, full: bool = False, tell: Tell) -> list[Harvested]:
    """Bring all mirrors among some sources up to date. OSError where the state directory cannot be written."""
    found: list[Harvested] = []
    for source in sources:
        if isinstance(source, Repository):
            found.append(harvest(source.name, source.address, source.state, full=full, tell=tell))
        elif isinstance(source, RemoteFolder):
            found.append(fetch_files(source.name, source.address, source.state, tell))
    return found


def harvest_named(names: tuple[str, ...], settings: Settings, *, full: bool = False, tell: Tell) -> list[Harvested]:
    """Harvest the repositories of these names, or all; nothing is published.

    NotFoundError where a name is no repository's, StateError where somebody else publishes.
    """
    known = {each.name: each for each in known_sources(settings) if isinstance(each, Repository | RemoteFolder)}
    for name in names:
        if name not in known:
            told = f"There are {', '.join(sorted(known))}." if known else "Add one to 'sources', as NAME=oai:https://…"
            raise NotFoundError(f"No repository is named {name!r}.", told)
    if not known:
        return []
    with Catalogue.open(catalogue_path(Path(settings.state))) as catalogue, catalogue.publishing():
        return harvest_sources([known[name] for name in names or sorted(known)], full=full, tell=tell)
