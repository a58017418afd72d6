"""One supervisor shared by several processes."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Client
from pathlib import Path

import pytest

import fonds
from fonds.errors import QueryLimitError, QueryRefusedError, StateError, UsageError
from fonds.store.embedded import EmbeddedStore
from fonds.store.query_socket import QueryServer, SupervisorClient
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor
from store.samples import EVERYTHING, LABELLED, SMALL

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PATIENCE = 30.0


@pytest.fixture(scope="module")
def server() -> Iterator[QueryServer]:
    """A server with one query process that may take its time."""
    with Supervisor(Limits(seconds=PATIENCE, workers=1, waiting=0)) as supervisor, QueryServer(supervisor) as server:
        yield server


@pytest.fixture
def client(server: QueryServer) -> Iterator[SupervisorClient]:
    """A client that was given what it needs."""
    with SupervisorClient(server.address, server.authkey) as client:
        yield client


def _wait_until(server: QueryServer, *, idle: bool) -> None:
    for _ in range(3000):
        if bool(server._supervisor._turns._idle) is idle:
            return
        threading.Event().wait(0.01)
    pytest.fail("the query process is not " + ("idle" if idle else "busy"))


def test_same_answers(client: SupervisorClient, directory: Path) -> None:
    """An answer through the socket is the store's own."""
    with EmbeddedStore(directory) as store:
        for query in (LABELLED, SMALL, EVERYTHING):
            answer, own = client.run(query, store=directory), store.query(query, formats={})
            assert (answer.kind, answer.media_type, answer.body, answer.rows, answer.truncated) == (
                own.kind, own.media_type, own.body, own.rows, own.truncated,
            )


@pytest.mark.parametrize(("query", "formats", "kind"), [
    ("SELECT * {", {}, QueryRefusedError), ("ASK {} #" + "x" * 100_000, {}, QueryLimitError),
    ("ASK {}", {"ask": "docx"}, UsageError),
])
def test_errors(
    client: SupervisorClient, directory: Path, query: str, formats: dict[str, str], kind: type[Exception]
) -> None:
    """Errors come through as what they are, and the connection serves on."""
    with pytest.raises(kind):
        client.run(query, store=directory, formats=formats)
    assert client.run(SMALL, store=directory).kind == "ask"


def test_no_store(client: SupervisorClient, tmp_path: Path) -> None:
    """A missing store is a StateError here too."""
    with pytest.raises(StateError, match="no store in"):
        client.run(SMALL, store=tmp_path)


def test_counts(client: SupervisorClient, directory: Path) -> None:
    """The counters are the supervisor's, whoever asked."""
    before = client.counts().get("answered", 0)
    client.run(SMALL, store=directory)
    assert client.counts()["answered"] == before + 1


def test_threads(server: QueryServer, directory: Path) -> None:
    """Threads share a client without mixing up answers."""
    queries = [f"SELECT ({n} AS ?n) {{}}" for n in range(40)]
    with (
        Supervisor(Limits(workers=2, waiting=40)) as supervisor, QueryServer(supervisor) as shared,
        SupervisorClient(shared.address, shared.authkey) as client, ThreadPoolExecutor(8) as pool,
    ):

        def ask(query: str) -> bytes:
            return client.run(query, store=directory, formats={"select": "csv"}, trusted=True).body

        assert list(pool.map(ask, queries)) == [f"n\r\n{n}\r\n".encode() for n in range(40)]


def test_forked(client: SupervisorClient, directory: Path) -> None:
    """A client that was used before a fork works on both sides of it."""
    client.run(SMALL, store=directory)
    program = f"""
import sys, os; sys.path.insert(0, {str(Path(fonds.__file__).parent.parent)!r})
from fonds.store.query_socket import SupervisorClient
client = SupervisorClient({client._address!r}, {client._authkey!r})
ask = lambda: client.run("ASK {{}}", store={str(directory)!r}).kind
ask()
child = os.fork()
if child:
    os.waitpid(child, 0)
    print(ask(), flush=True)
print(ask(), flush=True)
client.close()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.split(), done.stderr) == (["ask"] * 3, "")


def test_dead_client(server: QueryServer, client: SupervisorClient, directory: Path) -> None:
    """A client that is killed does not hold a process: its query is stopped at once."""
    client.run(SMALL, store=directory)
    program = f"""
import sys; sys.path.insert(0, {str(Path(fonds.__file__).parent.parent)!r})
from fonds.store.query_socket import SupervisorClient
SupervisorClient({server.address!r}, {server.authkey!r}).run({ENDLESS!r}, store={str(directory)!r})
"""
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        _wait_until(server, idle=False)
        with pytest.raises(QueryLimitError, match="Too many"):
            client.run(SMALL, store=directory)
        os.kill(process.pid, signal.SIGKILL)
    _wait_until(server, idle=True)
    assert client.run(SMALL, store=directory).kind == "ask"


def test_client_gives_up(server: QueryServer, client: SupervisorClient, directory: Path) -> None:
    """A client whose own asker has gone hangs up, and the query is stopped."""
    gone = threading.Event()
    client.run(SMALL, store=directory)
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(client.run, ENDLESS, store=directory, abandoned=gone.is_set)
        _wait_until(server, idle=False)
        gone.set()
        with pytest.raises(StateError):
            asking.result(PATIENCE)
    _wait_until(server, idle=True)
    assert client.run(SMALL, store=directory).kind == "ask"


def test_wrong_key(server: QueryServer, client: SupervisorClient, directory: Path) -> None:
    """Whoever has not the key is turned away, and the others are served on."""
    with SupervisorClient(server.address, b"guess") as stranger, pytest.raises(StateError):
        stranger.run(SMALL, store=directory)
    with pytest.raises(multiprocessing.AuthenticationError):
        Client(server.address, authkey=b"guess")
    assert client.run(SMALL, store=directory).kind == "ask"


def test_silent_stranger(server: QueryServer, directory: Path) -> None:
    """Somebody who connects and says nothing keeps nobody else out."""
    with (
        socket.socket(socket.AF_UNIX) as stranger, SupervisorClient(server.address, server.authkey) as client,
    ):
        stranger.connect(server.address)
        assert client.run(SMALL, store=directory).kind == "ask"


def test_nobody_there(tmp_path: Path, directory: Path) -> None:
    """Where no supervisor listens, that is said."""
    with SupervisorClient(str(tmp_path / "none"), b"key") as client, pytest.raises(StateError, match="not there"):
        client.run(SMALL, store=directory)


def test_restarted(directory: Path, tmp_path: Path) -> None:
    """A client outlives the server it was connected to, when another one takes its place."""
    address = f"/tmp/fonds-test-{os.getpid()}"  # noqa: S108 (a socket's path must be short)
    with Supervisor(Limits(workers=1)) as supervisor, SupervisorClient(address, b"key") as client:
        for _ in range(2):
            with QueryServer(supervisor, address, b"key"):
                assert client.run(SMALL, store=directory).kind == "ask"
        with pytest.raises(StateError):
            client.run(SMALL, store=directory)


def test_private(server: QueryServer) -> None:
    """The socket lies where nobody else may look."""
    assert Path(server.address).parent.stat().st_mode & 0o077 == 0


def test_address_in_use(server: QueryServer) -> None:
    """An address that is taken is named."""
    with pytest.raises(StateError, match="No socket could be opened"):
        QueryServer(server._supervisor, server.address)
