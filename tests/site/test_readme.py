"""The README's commands, run as they stand there."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _block(name: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split(f"<!-- tested: {name} -->")[1].split("```")[1]
    return block.splitlines()[1:]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_curl_examples_answer(site: str) -> None:
    """Each curl line of the README gets an answer from the running site."""
    lines = _block("curl")
    assert len(lines) == 4
    for line in lines:
        words = shlex.split(line.replace("http://127.0.0.1:8000", site))
        done = subprocess.run([words[0], "-fsS", *words[1:]], capture_output=True, check=False)
        assert done.returncode == 0, (line, done.stderr)
        assert len(done.stdout) > 50, line


def test_command_examples_run(tmp_path: Path) -> None:
    """Each `fonds` line of the README ends well and prints something, in this order, in one state directory."""
    lines = _block("fonds")
    assert len(lines) == 6
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FONDS_STATE": str(tmp_path / "var")}
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "fonds"
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "fonds.cli", *words[1:]],
            cwd=ROOT, env=environment, capture_output=True, check=False,
        )
        assert done.returncode == 0, (line, done.stderr.decode())
        assert done.stdout.strip(), line
