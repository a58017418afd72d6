"""A site with a release and a state of its files that makes the next one; what readers see of it, to be compared."""

import hashlib
import json
import shutil
from dataclasses import astuple, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from faults.nursery import Ended
from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.rows import Filters
from fonds.publishing.publish import publish
from fonds.publishing.run import Options
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.publishing.verifying import verify
from fonds.settings import Settings, load_settings
from publishing.archive import Archive
from publishing.pages import write_pages

PAGES = 40
PUBLISH = ("publish", "--prune", "--offline", "--json")
COUNTS = {"read": 40, "new": 3, "changed": 5, "unchanged": 32, "deleted": 3, "left_out": 0, "release": 2}
"""What the publish of the next state says; a page that was renamed is changed, for its file's name is told."""
KINDS = ("agent", "place", "archive", "genre", "topic")
KEPT = ("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "catalogue.sqlite.lock")


class Site(Archive):
    """An archive as people run it: a folder with ``fonds.toml``, a source with a name, and the state."""

    def __init__(self, root: Path, state: Path | None = None) -> None:
        """``state`` is where the state directory is, if not in the folder."""
        root.mkdir(exist_ok=True)
        super().__init__(root)
        (root / "fonds.toml").write_text(
            f'state = "{state or root / "state"}"\nsources = ["letters={self.pages}"]\n', encoding="utf-8"
        )
        self.settings = load_settings(root / "fonds.toml")

    def copy(self, root: Path, state: Path | None = None) -> "Site":
        """Return the same site elsewhere."""
        other = Site(root, state)
        shutil.copytree(self.pages, other.pages, dirs_exist_ok=True)
        shutil.copytree(self.state, other.state, dirs_exist_ok=True)
        return other

    def publish_here(self, **options: Any) -> dict[str, int]:
        """Publish in this process; return the numbers of the report."""
        options = {"prune": True, "offline": True, **options}
        return publish(given_sources((), self.settings), self.settings, Options(**options)).counts()


@dataclass(frozen=True)
class Picture:
    """All that readers may see of a release, but for the datestamp of releases later than the first."""

    release: tuple[object, ...]
    changes: tuple[object, ...]
    listings: tuple[object, ...]
    register: tuple[object, ...]
    entities: tuple[object, ...]
    said: str
    stored: str
    found: tuple[str, ...]


def picture(site: Site) -> Picture:
    """Look at a site through its catalogue and its store."""
    with site.catalogue() as catalogue:
        return _picture(site, catalogue)


def _picture(site: Site, catalogue: Catalogue) -> Picture:
    releases = catalogue.releases()
    stamps = {each.stamp: f"release {each.number}" for each in releases}
    listed = catalogue.documents(Filters(), limit=1_000).items
    assert releases[-1].number == 1
    for later, earlier in pairwise(releases):  # what a restore replaced had numbers that nothing else gets
        assert later.number == earlier.number + 1 or (later.note.startswith("restored") and later.number > earlier.number)
    return Picture(
        tuple(astuple(replace(each, stamp="", store="", loose=0)) for each in releases),
        tuple(each._replace(stamp=stamps[each.stamp]) for each in catalogue.changes()),
        tuple(_unstamped(repr(each), stamps) for each in listed),
        tuple(sorted(map(repr, catalogue.slug_register()))),
        tuple(_unstamped(repr(each), stamps) for kind in KINDS for each in catalogue.entities(kind, limit=1_000).items),
        _digest(site.triples(), stamps),
        _digest(site.stored(), stamps),
        tuple(sorted(item.slug for item in catalogue.search("Petrov", limit=1_000).items)),
    )


def _digest(lines: set[str], stamps: dict[str, str]) -> str:
    text = "\n".join(sorted(_unstamped(line, stamps) for line in lines))
    return hashlib.sha256(text.encode()).hexdigest()


def _unstamped(text: str, stamps: dict[str, str]) -> str:
    for stamp, name in stamps.items():
        text = text.replace(stamp, name)
    return text


def leftovers(state: Path, *, stores: int = 3) -> set[str]:
    """Return what lies in a state directory and has no business there; of old stores some may be kept."""
    with Catalogue.open(catalogue_path(state), read_only=True) as catalogue:
        releases = catalogue.releases()
    allowed = {*KEPT, *(release.store for release in releases[:stores])}
    return {path.name for path in state.iterdir()} - allowed


def faults_of(settings: Settings) -> list[str]:
    """Return what verify says against a site, looked through deeply."""
    return [str(problem) for problem in verify(settings, deep=True).problems]


def numbers(ended: Ended) -> dict[str, int]:
    """Return the numbers that a publish with ``--json`` told."""
    assert ended.code == 0, ended.err
    return {name: json.loads(ended.out)[name] for name in COUNTS}


def make_next(site: Site) -> None:
    """Change, add, delete and move pages."""
    for number in (3, 4, 5):
        page = site.pages / f"{number:05}.txt"
        page.write_text(page.read_text(encoding="utf-8").replace("great attention", "little attention"), encoding="utf-8")
    for number in (7, 8, 9):
        (site.pages / f"{number:05}.txt").unlink()
    (site.pages / "moved").mkdir()
    for number in (11, 12, 13):
        (site.pages / f"{number:05}.txt").rename(site.pages / "moved" / f"{number:05}{'-renamed' * (number > 11)}.txt")
    write_pages(site.pages, range(PAGES, PAGES + 3))


def make_site(root: Path) -> Site:
    """Make a site whose first release is published and whose files are in their next state."""
    site = Site(root)
    write_pages(site.pages, range(PAGES))
    site.publish_here()
    make_next(site)
    return site
