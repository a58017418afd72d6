"""The program as a whole: its start, its errors, its settings."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.conftest import Run
from fonds.errors import StateError
from publishing.pages import letter

ROOT = Path(__file__).parents[2]
HEAVY = ("rdflib", "pyld", "pyoxigraph", "flask", "werkzeug", "rich", "sqlalchemy", "SPARQLWrapper", "jinja2", "granian")


def _python(*arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("FONDS_")}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments], env={**environment, "PYTHONPATH": str(ROOT / "src"), **variables},
        cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
    )


@pytest.mark.parametrize("arguments", [("import fonds",), ("import fonds.cli",)])
def test_importing_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Neither the package nor its command line loads a heavy library when it is imported."""
    program = f"{arguments[0]}; import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert _python("-c", program).stdout == "[]\n"


def test_help_loads_nothing_heavy() -> None:
    """Asking for help loads no heavy library either, and works with warnings as errors."""
    program = (
        "import sys\nfrom fonds.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = _python("-c", program)
    assert told.stdout.endswith("\n[]\n") and told.stderr == ""


def test_importing_looks_for_no_garbage(tmp_path: Path) -> None:
    """While a publish imports what it needs, no garbage is looked for; later it is."""
    program = (
        "import gc, sys\nfrom fonds.cli import main\nearly = []\n"
        "def look(phase, info):\n"
        "    early.append('sqlalchemy' in sys.modules and 'fonds.publishing.releasing' not in sys.modules)\n"
        "gc.callbacks.append(look)\n"
        "try:\n    main(['publish', '.'])\nexcept SystemExit:\n    pass\n"
        "print(any(early), len(early) > 0, gc.isenabled())"
    )
    assert _python("-c", program, cwd=tmp_path).stdout.splitlines()[-1] == "False True True"


def test_help_comes_at_once() -> None:
    """Help takes at most eight times what the interpreter itself takes to start, whatever the machine."""
    def took(*arguments: str) -> float:
        start = time.perf_counter()
        assert _python(*arguments).returncode == 0
        return time.perf_counter() - start

    ratios = sorted(took("-m", "fonds.cli", "--help") / took("-c", "pass") for _ in range(5))
    assert ratios[0] < 8, ratios


def test_any_working_directory_will_do(tmp_path: Path) -> None:
    """Publishing, asking and showing work in a directory that knows nothing of Fonds, without a warning."""
    for arguments in (
        ["publish"], ["query", "timeline-by-year"], ["sparql", "ASK { ?s ?p ?o }"], ["queries"], ["check"],
        ["show", "1989-09-02-letter-from-ahmad-shah-masoud-to-soviet-first-deputy-foreign-minister"],
    ):
        told = _python("-m", "fonds.cli", *arguments, cwd=tmp_path)
        assert (told.returncode, told.stderr) == (0, ""), arguments
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_a_reader_that_stops_is_no_fault(tmp_path: Path) -> None:
    """Output cut short by `head` ends without a word of complaint."""
    if shutil.which("head") is None:
        pytest.skip("there is no `head` on this machine")
    page = ROOT / "data" / "003_2f9377a29a530927.txt"
    command = f"'{sys.executable}' -W error -m fonds.cli show '{page}' --format ntriples | head -1"
    told = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=tmp_path, capture_output=True,
        text=True, check=True, timeout=120,
    )
    assert told.stdout.count("\n") == 1 and told.stderr == ""


# ── errors ───────────────────────────────────────────────────────────────────────────────────────────────


def test_our_errors_are_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of ours is one line with its remedy, and exit 3 where the call was right."""
    def fail(*_: object) -> None:
        raise StateError("The disk is away.", "Bring it back.")

    monkeypatch.setattr("fonds.publishing.publish.publish", fail)
    told = run("publish")
    assert (told.exit_code, told.stderr, told.stdout) == (3, "fonds: The disk is away. Bring it back.\n", "")


def test_faults_of_ours_ask_for_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of Fonds is a sentence that asks for a report; only --traceback shows where it was."""
    def fail(*_: object) -> None:
        raise ZeroDivisionError("ouch")

    monkeypatch.setattr("fonds.publishing.publish.publish", fail)
    told = run("publish")
    assert told.exit_code == 3 and told.stderr.count("\n") == 1
    assert "ZeroDivisionError: ouch" in told.stderr and "--traceback" in told.stderr
    assert isinstance(run("--traceback", "publish").exception, ZeroDivisionError)


@pytest.mark.parametrize("arguments", [["pubish"], ["publish", "--nope"], ["show"], ["query"], ["serve", "--port", "x"]])
def test_wrong_usage_is_told(run: Run, arguments: list[str]) -> None:
    """A command, option or argument that does not fit ends with exit 2 and says which."""
    told = run(*arguments)
    assert told.exit_code == 2 and "Usage: " in told.stderr and "Error: " in told.stderr


def test_a_broken_query_file_is_named(run: Run) -> None:
    """A folder of canned queries with a broken file is told with the file."""
    Path("queries").mkdir()
    Path("queries/bad.rq").write_text("#+ summary: X\nSELECT * {", encoding="utf-8")
    Path("fonds.toml").write_text('queries = "queries"\n', encoding="utf-8")
    told = run("queries")
    assert told.exit_code in (2, 3) and "bad.rq" in told.stderr and told.stderr.count("\n") == 1


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_setting_is_named_with_the_nearest(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting there is not is refused by name, with the file or variable, and the one probably meant."""
    Path("fonds.toml").write_text('base_uri = "http://x"\n', encoding="utf-8")
    told = run("queries")
    assert told.exit_code == 2
    assert told.stderr == "fonds: fonds.toml has the unknown setting 'base_uri'. Did you mean 'base_iri'?\n"
    Path("fonds.toml").unlink()
    monkeypatch.setenv("FONDS_STAET", "x")
    told = run("queries")
    assert told.exit_code == 2 and "the variable FONDS_STAET" in told.stderr and "Did you mean 'state'?" in told.stderr


def test_settings_come_from_file_variable_and_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line stands above variables, these above the file; --site names another file."""
    Path("page.txt").write_text(letter(), encoding="utf-8")
    Path("fonds.toml").write_text('base_iri = "http://file.example"\n', encoding="utf-8")
    Path("other.toml").write_text('base_iri = "http://other.example"\n', encoding="utf-8")

    def base(*arguments: str) -> str:
        tree = json.loads(run(*arguments, "show", "page.txt", "--format", "jsonld").stdout)
        return str(tree["id"]).partition("/doc/")[0]

    assert base() == "http://file.example"
    assert base("--site", "other.toml") == "http://other.example"
    monkeypatch.setenv("FONDS_BASE_IRI", "http://variable.example/")
    assert base() == "http://variable.example"
    assert base("--base-iri", "http://command.example") == "http://command.example"


def test_a_site_file_that_is_missing_is_named(run: Run) -> None:
    """A settings file that was asked for and is not there is an error; the default one may be missing."""
    told = run("--site", "none.toml", "queries")
    assert told.exit_code == 2 and "none.toml cannot be read" in told.stderr
    assert run("queries").exit_code == 0


def test_sources_of_the_settings_are_published(run: Run) -> None:
    """Without paths the sources of the settings are published, under their names."""
    Path("letters").mkdir()
    Path("letters/a.txt").write_text(letter(), encoding="utf-8")
    Path("fonds.toml").write_text('sources = ["letters=letters"]\n', encoding="utf-8")
    assert "1 document read, 1 new" in run("publish").output
    assert "1 document read, 0 new, 0 changed, 1 unchanged" in run("publish", "letters/a.txt").output
