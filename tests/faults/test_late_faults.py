"""The disk takes nothing more from the moment when the release is made."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from faults.conftest import Told
from faults.site import Site, faults_of, picture
from fonds.publishing import stores


@contextmanager
def nothing_more_is_written() -> Iterator[Callable[[], None]]:
    """Give what lets this process write to no file any more, until the block ends."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_fault_after_the_commit_is_no_fault_of_the_publish(
    site: Site, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A publish whose release is made says so, whatever the disk says to what is tidied up after it."""
    keep_counts = stores._keep_counts  # the first thing that is done when the release is made

    with nothing_more_is_written() as forbid:

        def kept(*given: Any) -> None:
            forbid()
            keep_counts(*given)

        monkeypatch.setattr(stores, "_keep_counts", kept)
        counts = site.publish_here()
    assert counts == told.counts
    assert picture(site) == told.new
    assert faults_of(site.settings) == []
