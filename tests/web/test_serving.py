"""The server as it runs: started in a process of its own, asked over HTTP, told to stop."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from fonds.catalogue.catalogue import Catalogue
from fonds.errors import StateError
from fonds.settings import Settings
from fonds.web.serving import check_address
from fonds.web.workers import one_at_a_time
from web.archive import BASE, NOON, bare, catalogue_path, site_settings

PROGRAM = """
import json, sys
with open(__file__ + ".imported", "a") as file:
    print(__name__, file=file)
sys.path[:] = json.loads(sys.argv[1])
from fonds.settings import Settings
from fonds.web.serving import serve
if __name__ == "__main__":
    serve(Settings(**json.loads(sys.argv[2])))
"""
WITH_THREADS = PROGRAM.replace(
    "    serve(", "    import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()\n    serve("
)
PATIENCE = 60.0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def publish(settings: Settings, slug: str) -> None:
    """Release one more document."""
    with (
        Catalogue.open(catalogue_path(settings)) as catalogue,
        catalogue.release(f"store-{slug}", clock=lambda: NOON) as writer,
    ):
        writer.put(bare(BASE, slug))
        writer.finish(1)


@contextmanager
def running(settings: Settings, tmp_path: Path, program: str = PROGRAM) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends."""
    script = tmp_path / "run.py"
    script.write_text(program)
    command = [sys.executable, str(script), json.dumps(sys.path), json.dumps(asdict(settings))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            _wait_until(lambda: get(settings, "/context.jsonld")[0] == 200, server)
            yield server
        finally:
            server.terminate()


def get(settings: Settings, path: str, accept: str = "*/*") -> tuple[int, bytes]:
    """Return status and body, 0 where nobody answers."""
    request = Request(f"http://127.0.0.1:{settings.port}{path}", headers={"Accept": accept})
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()
    except OSError:
        return 0, b""


def _wait_until(condition: Callable[[], bool], server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert server.poll() is None, server.communicate()[0].decode()
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.05)


def test_server_from_before_the_first_release_to_its_end(tmp_path: Path) -> None:
    """A server started with nothing to serve says so, follows each release without failing a request, and ends at
    once when told to.
    """
    settings = replace(site_settings(tmp_path / "state"), port=free_port(), workers=2, query_workers=1)
    with running(settings, tmp_path) as server:
        status, body = get(settings, "/")
        assert (status, "fonds publish" in json.loads(body)["remedy"]) == (503, True)
        publish(settings, "first")
        _wait_until(lambda: get(settings, "/doc/first.nt")[0] == 200, server)
        statuses = _asked_meanwhile(settings, lambda: publish(settings, "second"))
        assert statuses == {200}
        _wait_until(lambda: all(get(settings, "/doc/second")[0] == 200 for _ in range(6)), server)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=PATIENCE) == 0
    assert get(settings, "/health")[0] == 0
    assert (tmp_path / "run.py.imported").read_text() == "__main__\n", "a worker imported the program that serves"


@pytest.mark.skipif(sys.platform != "linux", reason="which process belongs to which is read from /proc")
@pytest.mark.parametrize("program", [PROGRAM, WITH_THREADS], ids=["forked", "afresh"])
def test_killed_processes(program: str, tmp_path: Path) -> None:
    """A worker that is killed is replaced; of a server that is killed, however it began its processes, nothing answers."""
    settings = replace(site_settings(tmp_path / "state"), port=free_port(), workers=1, query_workers=1)
    with running(settings, tmp_path, program) as server:
        (worker,) = (pid for child in _children(server.pid) for pid in _children(child))
        os.kill(worker, signal.SIGKILL)
        _wait_until(lambda: get(settings, "/context.jsonld")[0] == 200, server)
        server.kill()
        server.wait()
        deadline = time.monotonic() + PATIENCE
        while get(settings, "/context.jsonld")[0] and time.monotonic() < deadline:
            time.sleep(0.05)
        check_address("127.0.0.1", settings.port)


@pytest.mark.skipif(sys.platform != "linux", reason="which process belongs to which is read from /proc")
def test_what_a_terminal_tells_is_heard_once(tmp_path: Path) -> None:
    """Ctrl-C reaches all of a terminal's group at once: those who answer are not of it, and hear it from the command."""
    settings = replace(site_settings(tmp_path / "state"), port=free_port(), workers=1, query_workers=1)
    with running(settings, tmp_path) as server:
        answering = [pid for child in _children(server.pid) for pid in _children(child)]
        assert answering and os.getpgid(server.pid) not in {os.getpgid(pid) for pid in answering}
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=PATIENCE) == 0


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_signal_while_another_is_heard() -> None:
    """Who is told to stop while they are told to stop hears it once; who is told later hears it again."""
    heard: list[int] = []

    def hear(number: int) -> None:
        heard.append(number)
        if len(heard) < 5:
            told(number)

    told = one_at_a_time(hear)
    told(signal.SIGINT)
    assert heard == [signal.SIGINT]
    told(signal.SIGTERM)
    assert heard == [signal.SIGINT, signal.SIGTERM]


def test_who_has_threads_is_not_forked() -> None:
    """A process is forked on Linux, and from one without other threads only."""
    program = (
        "from threading import Event, Thread; from fonds.web.workers import start_method; before = start_method(); "
        "Thread(target=Event().wait, daemon=True).start(); print(before, start_method())"
    )
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["fork" if sys.platform == "linux" else "spawn", "spawn"]


def test_a_worker_imports_what_its_first_answers_need() -> None:
    """The application is made without what writes the catalogue, binds queries, parses Turtle, or lays out a page."""
    later = {
        "fonds.catalogue.release", "fonds.catalogue.history", "fonds.catalogue.slugs", "fonds.canned.loading",
        "fonds.canned.binding", "fonds.canned.behind", "fonds.canned.scanner", "fonds.crosswalks.table",
        "fonds.feeds.oai.protocol", "fonds.reports.aggregators.table", "fonds.web.contract", "fonds.web.findings",
        "fonds.web.pages.document", "fonds.web.pages.entity", "fonds.web.pages.results", "gzip", "rdflib", "pyoxigraph",
    }
    program = f"import sys, fonds.web.app; print(*sorted({later!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert run.stdout.split() == []


def _asked_meanwhile(settings: Settings, act: Callable[[], None]) -> set[int]:
    """Ask from two threads while something happens; return every status there was."""
    statuses: set[int] = set()
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            statuses.add(get(settings, "/doc/first.jsonld")[0])

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    act()
    time.sleep(1.2)
    done.set()
    for thread in threads:
        thread.join()
    return statuses


def test_address_in_use_is_told() -> None:
    """A second server at the same address is refused, with what to do, even where ports can be shared."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StateError, match="--port"):
            check_address("127.0.0.1", other.getsockname()[1])


def test_free_address_is_left_free() -> None:
    """Looking whether an address can be used does not use it up."""
    port = free_port()
    check_address("127.0.0.1", port)
    check_address("127.0.0.1", port)
