"""An empty catalogue for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fonds.catalogue.catalogue import Catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Open a new catalogue, and close it after the test."""
    with Catalogue.open(tmp_path / "catalogue.db") as opened:
        yield opened
