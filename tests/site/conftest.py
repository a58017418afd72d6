"""The whole site as a stranger starts it: ``fonds up`` in a process of its own, from another directory."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Publish the shipped pages and serve them; yield the address. IRIs keep the default base."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "src"), "FONDS_STATE": str(folder / "var"), "FONDS_QUERY_SECONDS": "3",
    }
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "fonds.cli", "up", "--port", str(port)],
        cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address, folder / "log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


@pytest.fixture
def browser() -> Iterator[Any]:
    """Yield Debian's Chromium, driven by playwright; skip where either is not there."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not on this machine")
    with playwright.sync_playwright() as engines:
        started = engines.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield started
        started.close()


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"fonds up ended:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{address}/health") as answer:
                answer.read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"fonds up was not ready after {START_SECONDS} s:\n{log.read_text()}")
