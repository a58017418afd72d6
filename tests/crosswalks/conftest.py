"""Trees that several tests read, made once."""

from typing import Any

import pytest

from crosswalks import trees

FEW_LETTERS, FEW_PAGES = 5, 15
"""Of the corpora, every so manieth letter and document; `bench/formats.py` judges all of them."""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], ...]:
    """The bundled pages and a generated archive."""
    return _distinct(*trees.bundled(), *trees.generated(tmp_path_factory.mktemp("archive") / "made"))


@pytest.fixture(scope="session")
def corpora() -> tuple[dict[str, Any], ...]:
    """A part of the corpora; what needs them is skipped where they are not."""
    if not trees.CORPORA.exists():
        pytest.skip(f"the corpora are not here: there is no {trees.CORPORA}")
    return _distinct(*trees.sampled("cmif", FEW_LETTERS), *trees.sampled("frus", FEW_PAGES))


@pytest.fixture(scope="session", params=["archive", "corpora"])
def many(request: pytest.FixtureRequest) -> tuple[dict[str, Any], ...]:
    """Many documents of every kind."""
    found: tuple[dict[str, Any], ...] = request.getfixturevalue(request.param)
    return found


def _distinct(*found: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return documents of different slugs, as a release has them."""
    return tuple({tree["id"]: tree for tree in found}.values())
