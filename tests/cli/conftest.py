"""The command line in a directory of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fonds.bundled import bundled_path
from fonds.cli import main
from fonds.publishing.publish import publish
from fonds.publishing.sources import Source
from fonds.settings import Settings

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in an empty directory, without any variable of Fonds."""
    monkeypatch.chdir(tmp_path)
    for name in ("FONDS_SITE", "FONDS_STATE", "FONDS_BASE_IRI"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*arguments: str, text: str = "") -> Result:
        return CliRunner().invoke(main, list(arguments), input=text)

    return run_command


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a state directory in which the bundled pages are published; no test changes it."""
    state = tmp_path_factory.mktemp("state")
    publish((Source(bundled_path("data"), "example"),), Settings(state=str(state)))
    return state
