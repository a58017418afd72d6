"""`fonds harvest`: what it tells, and how it ends."""

from pathlib import Path

from cli.conftest import Run
from harvesting.provider import Fault, Repository, oai_dc, serving


def test_harvest(run: Run, tmp_path: Path) -> None:
    """A harvest tells its numbers; one that breaks off says so and ends with 3; publishing needs no network then."""
    repository = Repository()
    repository.put("1", oai_dc("Letter from Andrei Gromyko to the Foreign Ministry"))
    with serving(repository):
        (tmp_path / "fonds.toml").write_text(f'sources = ["partner=oai:{repository.address}"]', encoding="utf-8")
        result = run("harvest")
        assert (result.exit_code, result.output) == (0, "partner: 1 new, 0 changed, 0 unchanged, 0 deleted.\n")
        repository.faults.append(Fault("", status=404))
        result = run("harvest", "partner", "--full")
        assert result.exit_code == 3 and "; it broke off." in result.output and "status 404" in result.output
        asked = len(repository.asked)
        result = run("publish", "--offline")
        assert result.exit_code == 0 and "1 new" in result.output and len(repository.asked) == asked


def test_names_that_are_none(run: Run) -> None:
    """A name that is no repository's is wrong usage; without repositories there is nothing to do."""
    assert run("harvest", "other").exit_code == 2
    result = run("harvest")
    assert (result.exit_code, result.output) == (0, "No source is a repository or an address.\n")
