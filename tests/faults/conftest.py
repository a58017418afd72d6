"""One site for all tests of faults, made once; every test works on a copy of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from faults.nursery import Nursery
from faults.site import Picture, Site, make_site, picture


@dataclass(frozen=True)
class Told:
    """A site whose files are in their next state, and what readers see before and after they are published."""

    site: Site
    old: Picture
    new: Picture
    counts: dict[str, int]


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Start commands of Fonds."""
    with Nursery(tmp_path_factory.mktemp("nursery")) as made:
        yield made


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Make the site; nobody changes it."""
    site = make_site(tmp_path_factory.mktemp("site") / "made")
    other = site.copy(tmp_path_factory.mktemp("site") / "next")
    old = picture(site)
    counts = other.publish_here()
    return Told(site, old, picture(other), counts)


@pytest.fixture
def site(told: Told, tmp_path: Path) -> Site:
    """Return a copy of the site."""
    return told.site.copy(tmp_path / "copy")
