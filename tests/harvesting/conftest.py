"""A repository for every test of harvesting."""

from collections.abc import Iterator

import pytest

from harvesting.provider import Repository, oai_dc, serving


@pytest.fixture
def repository() -> Iterator[Repository]:
    """Serve a repository of five records."""
    repository = Repository()
    for number in range(5):
        repository.put(str(number), oai_dc(f"Letter No. {number} from Andrei Gromyko to the Foreign Ministry"))
    with serving(repository):
        yield repository
