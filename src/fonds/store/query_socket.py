"""One supervisor for several processes (floor 3): a local socket, :class:`QueryServer` and
:class:`SupervisorClient`.

The process that serves a site owns the supervisor and the server; its web workers each hold a client.
Messages are JSON and bytes (nothing is unpickled), on a socket only this user can reach, opened with a key
only they know. A client that goes away, even by being killed, is noticed at once and its query stopped.
"""

import contextlib
import json
import os
import secrets
import threading
import time
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import (
    Client,
    Connection,
    Listener,
    Pipe,
    answer_challenge,
    deliver_challenge,
    wait,
)
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fonds.errors import FondsError, StateError
from fonds.store.answer import Answer, Formats
from fonds.store.failures import failure_header, parse_failure
from fonds.store.sandbox import Limits

if TYPE_CHECKING:
    from fonds.store.supervisor import Supervisor

_SPARE = 30.0
"""Seconds a client waits beyond the time the supervisor can need: a process may have to start first."""
_LOOK = 0.1
"""Seconds between two questions whether anybody still waits."""
_GONE = (EOFError, OSError)


class QueryServer:
    """Offers a supervisor on a socket. ``address`` and ``authkey`` are what a client needs."""

    def __init__(
        self, supervisor: "Supervisor", address: str | None = None, authkey: bytes | None = None
    ) -> None:
        """Open the socket: a path (a pipe's name on Windows), or None for a new one in a private folder."""
        self._supervisor = supervisor
        self.authkey = authkey or secrets.token_bytes(32)
        try:
            self._listener = Listener(address, backlog=64)
        except OSError as error:
            raise StateError(f"No socket could be opened at {address}: {error}.", "Is it in use?") from error
        self.address = str(self._listener.address)
        self._closing = threading.Event()
        self._stop, self._stopper = Pipe(duplex=False)

    def __enter__(self) -> "QueryServer":
        """Serve in a thread of its own until the block ends."""
        self._thread = threading.Thread(target=self.serve_forever, name="query server", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
        self._thread.join()

    def serve_forever(self) -> None:
        """Accept clients, each in its own thread, until :meth:`close`; return when all have been left."""
        clients: list[threading.Thread] = []
        while not self._closing.is_set():
            try:
                connection = self._listener.accept()
            except OSError:
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), name="query client", daemon=True)
            thread.start()
            clients = [thread, *(client for client in clients if client.is_alive())]
        for client in clients:
            client.join(1.0)  # they end at once, but for one that never said who it is
        self._stop.close()

    def close(self) -> None:
        """Stop accepting, end the queries that run, and close every client's connection."""
        self._closing.set()
        self._stopper.close()  # wakes the threads that wait for a request
        with contextlib.suppress(*_GONE):
            # Wakes the thread that waits in accept. It may have been awake: then nobody would answer a greeting.
            Client(self.address).close()
        self._listener.close()

    def _serve(self, connection: "Connection[Any, Any]") -> None:
        with connection, contextlib.suppress(AuthenticationError, *_GONE):
            # Here and not in the listener, where a client that never answers would hold up all others.
            deliver_challenge(connection, self.authkey)
            answer_challenge(connection, self.authkey)
            while wait([connection, self._stop]) and not self._closing.is_set():
                request = json.loads(connection.recv_bytes())
                header, body = self._reply(request, lambda: self._closing.is_set() or _hung_up(connection))
                connection.send_bytes(json.dumps(header).encode())
                connection.send_bytes(body)

    def _reply(self, request: dict[str, Any], abandoned: Callable[[], bool]) -> tuple[dict[str, Any], bytes]:
        if request.pop("counts", False):
            return self._supervisor.counts(), b""
        try:
            answer = self._supervisor.run(**request, abandoned=abandoned)
        except FondsError as error:
            return failure_header(error), b""
        fields = ("kind", "media_type", "truncated", "rows", "seconds")
        return {name: getattr(answer, name) for name in fields}, answer.body


class SupervisorClient:
    """A QueryService that asks a supervisor elsewhere. Threads may share it, and so may forked processes."""

    def __init__(self, address: str, authkey: bytes, limits: Limits | None = None) -> None:
        """``limits`` are the supervisor's: they say how long an answer can take at most."""
        self._address = address
        self._authkey = authkey
        self._patience = 2 * (limits or Limits()).seconds + _SPARE
        self._idle: list[Connection[Any, Any]] = []
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def __enter__(self) -> "SupervisorClient":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are not in use."""
        with self._lock:
            for connection in self._idle:
                connection.close()
            self._idle.clear()

    def counts(self) -> dict[str, int]:
        """Return the supervisor's counters."""
        header, _ = self._asked({"counts": True}, None)
        return header

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        client: str = "", abandoned: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer one query; see ``protocol.QueryService``."""
        request = {
            "query": query, "store": str(store), "formats": dict(formats or {}), "trusted": trusted, "client": client,
        }
        header, body = self._asked(request, abandoned)
        failure = parse_failure(header)
        if failure is not None:
            raise failure
        return Answer(body=body, **header)

    def _asked(
        self, request: dict[str, Any], abandoned: Callable[[], bool] | None
    ) -> tuple[dict[str, Any], bytes]:
        connection, used = self._connection()
        try:
            connection.send_bytes(json.dumps(request).encode())
            self._wait(connection, abandoned)
            header, body = json.loads(connection.recv_bytes()), connection.recv_bytes()
        except _GONE as error:
            connection.close()
            if used:  # the server it led to has been replaced since; a query can be asked twice
                return self._asked(request, abandoned)
            raise _not_there() from error
        except BaseException:
            connection.close()  # an answer nobody read must not be taken for the next one's
            raise
        with self._lock:
            self._idle.append(connection)
        return header, body

    def _connection(self) -> tuple["Connection[Any, Any]", bool]:
        """Return a connection nobody uses, and whether it has been used before.

        Those of a process we were forked from are not ours.
        """
        with self._lock:
            if self._owner != os.getpid():
                self._owner, self._idle = os.getpid(), []
            while self._idle:
                connection = self._idle.pop()
                if not _hung_up(connection):
                    return connection, True
                connection.close()
        try:
            return Client(self._address, authkey=self._authkey), False
        except (AuthenticationError, *_GONE) as error:
            raise _not_there() from error

    def _wait(self, connection: "Connection[Any, Any]", abandoned: Callable[[], bool] | None) -> None:
        """Return when an answer has come. Raises StateError where none can come any more."""
        deadline = time.monotonic() + self._patience
        while not connection.poll(_LOOK if abandoned else self._patience):
            if time.monotonic() > deadline or (abandoned and abandoned()):
                raise _not_there()


def _hung_up(connection: "Connection[Any, Any]") -> bool:
    """Tell whether the other side has closed: while it ought to be silent, anything to read means that."""
    try:
        return connection.poll(0)
    except _GONE:
        return True


def _not_there() -> StateError:
    return StateError("The process that answers queries is not there, or busy.", "Start the server again.")
