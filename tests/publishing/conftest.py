"""An empty archive for every test of publishing."""

from pathlib import Path

import pytest

from publishing.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive without pages, never published."""
    return Archive(tmp_path)
