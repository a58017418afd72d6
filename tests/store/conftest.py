"""One store for all tests of this folder, and one supervisor with tight limits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.store.embedded import build_store
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor
from store.samples import DATA


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nothing writes to any more."""
    path = tmp_path_factory.mktemp("stores") / "sample"
    build_store(path, [DATA])
    return path


@pytest.fixture(scope="session")
def service() -> Iterator[Supervisor]:
    """A supervisor that stops queries after 0.7 seconds, or beyond 250 MB."""
    with Supervisor(Limits(seconds=0.7, rows=5_000, memory_mb=250, workers=2)) as supervisor:
        yield supervisor
