"""How the site keeps its own description: ``python bench/contract.py [CALLS]`` (2,000 unless told).

Publishes the shipped pages into a directory of its own, serves them, and lets schemathesis call every operation of
``/openapi.json`` as often as the others. The first answer that is a failure, or not described, ends it.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]


def main() -> None:
    """Serve, call, print the numbers."""
    from web.fuzzing import fuzz

    calls = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = f"http://127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FONDS_STATE": folder, "FONDS_QUERY_SECONDS": "3"}
        command = [sys.executable, "-m", "fonds.cli", "up", "--port", site.rpartition(":")[2]]
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        try:
            _wait(site)
            start = time.perf_counter()
            statuses = fuzz(site, calls, print)
            spent = time.perf_counter() - start
        finally:
            server.terminate()
            server.wait(30)
    print(f"{sum(statuses.values())} calls in {spent:.0f} s:", dict(sorted(statuses.items())))


def _wait(site: str) -> None:
    for _ in range(600):
        try:
            requests.get(f"{site}/health", timeout=5).raise_for_status()
            return
        except requests.RequestException:
            time.sleep(0.1)
    raise SystemExit("The site was not ready after a minute.")


if __name__ == "__main__":
    main()
