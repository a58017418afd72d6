"""The accuracy bench: one command, a bar beside each figure, and a loud word where a corpus is absent."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent / "bench"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the bench."""
    return subprocess.run(
        [sys.executable, str(BENCH / "accuracy.py"), *arguments], capture_output=True, text=True, check=False
    )


def test_absent_corpus_is_told(tmp_path: Path) -> None:
    """Where there is no corpus the section says that it was skipped, and no figure is made up."""
    done = run(str(tmp_path), "--only", "titles")
    assert done.returncode == 0 and "SKIPPED" in done.stdout and "%" not in done.stdout


def test_judged_headings_are_measured_anywhere(tmp_path: Path) -> None:
    """The headings judged by hand are the project's own: they are measured anywhere, and held against their bars."""
    done = run(str(tmp_path), "--only", "untagged", "--worst", "1")
    assert done.returncode == 0 and "met" in done.stdout and "MISSED" not in done.stdout
    assert done.stdout.count(" × ") == 1
