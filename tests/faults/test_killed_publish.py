"""``kill -9`` at random moments of a publish: the old release or the new one, never anything between."""

from pathlib import Path
from random import Random

import pytest

from faults.conftest import Told
from faults.nursery import Child, Nursery, none_survive
from faults.site import COUNTS, PUBLISH, Site, faults_of, leftovers, numbers, picture

ALONE, WITH_WORKERS = 16, 4
NOTHING = {**COUNTS, "new": 0, "changed": 0, "unchanged": COUNTS["read"], "deleted": 0, "release": 0}


def moments(number: int, seed: int) -> list[float]:
    """Return so many random shares of a whole, one in each stretch of it."""
    random = Random(seed)
    return [(each + random.random()) / number for each in range(number)]


@pytest.fixture(scope="module")
def whole(told: Told, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Return how much processor time an undisturbed publish takes."""
    site = told.site.copy(tmp_path_factory.mktemp("whole") / "copy")
    ended = nursery.run(site.root, *PUBLISH)
    assert numbers(ended) == COUNTS and picture(site) == told.new
    return ended.cpu


@pytest.mark.parametrize("moment", moments(ALONE, 4))
def test_a_killed_publish_is_all_or_nothing(
    site: Site, told: Told, nursery: Nursery, whole: float, moment: float
) -> None:
    """Killed at any moment, the old release is served as it was, or the new one as it will be; verify finds nothing
    wrong; the next publish completes with exact numbers and removes what was left.
    """
    child = nursery.start(site.root, *PUBLISH)
    child.until_cpu(moment * whole)
    child.kill()
    assert_mends(site, told, nursery, child)


@pytest.mark.parametrize("moment", moments(WITH_WORKERS, 5))
def test_a_killed_publish_takes_its_workers_along(site: Site, told: Told, nursery: Nursery, moment: float) -> None:
    """The same with processes that read: of these none outlives the one that started them."""
    child = nursery.start(site.root, *PUBLISH, "--workers", "2")
    child.until(lambda: len(child.survivors()) > 1)
    started = child.survivors()
    child.until_cpu(child.cpu + moment * 0.4)
    ended = child.kill()
    assert len(started) > 1 or ended.code == 0
    assert_mends(site, told, nursery, child)


def test_moments_lie_within_the_publish(told: Told, nursery: Nursery, whole: float, tmp_path: Path) -> None:
    """What is meant to be killed midway is under way then."""
    site = told.site.copy(tmp_path / "copy")
    child = nursery.start(site.root, *PUBLISH)
    child.until_cpu(whole / 2)
    assert not child.has_ended
    assert child.kill().code == -9


def assert_mends(site: Site, told: Told, nursery: Nursery, child: Child) -> None:
    """Assert that a site whose publish was killed is sound, and that the next publish makes it what it should be."""
    assert none_survive(child.pid)
    seen = picture(site)
    assert seen in (told.old, told.new)
    assert faults_of(site.settings) == []
    ended = nursery.run(site.root, *PUBLISH)
    assert numbers(ended) == (COUNTS if seen == told.old else NOTHING)
    assert picture(site) == told.new
    assert leftovers(site.state) == set()
    assert faults_of(site.settings) == []
