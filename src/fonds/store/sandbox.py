"""A process that runs strangers' queries and can be killed (floor 3), as its owner sees it.

It is started as a fresh interpreter, neither forked (threads, open files) nor through ``multiprocessing``
(which would import the caller's main module again). What runs inside is ``sandbox_worker.py``.
"""

import contextlib
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO

from fonds.errors import StateError
from fonds.store.confine import resident_megabytes
from fonds.store.frames import Header, read_frame, write_frame

_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1:]; from fonds.store.quiet import quietly; "
    "quietly(lambda: __import__('fonds.store.sandbox_worker')); from fonds.store.sandbox_worker import main; main()"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, and all together, may take. The defaults are those of the settings.

    ``seconds`` is wall-clock time for one query, and as long at most it waits for its turn; ``rows`` counts
    solutions or triples; ``bytes`` is the size of the answer; ``memory_mb`` what a query process
    may hold (at least 100); ``length`` the query text in bytes (UTF-8); ``workers`` run at the same time and
    ``waiting`` more may wait; ``each`` is how many of them a client may have that is named, 0: any number.
    """

    seconds: float = 10.0
    rows: int = 10_000
    bytes: int = 20_000_000
    memory_mb: int = 2_000
    length: int = 100_000
    workers: int = 4
    waiting: int = 16
    each: int = 6


class WorkerGoneError(Exception):
    """The process ended in the middle of a query; never leaves this package."""


class Worker:
    """One query process. Not for use by two threads at once, except :meth:`kill` and :meth:`memory_mb`."""

    def __init__(self, memory_mb: int) -> None:
        """Start it; it becomes ready in its own time (see :meth:`wait_until_ready`)."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and our own words)
                [sys.executable, "-I", "-c", _PROGRAM, *sys.path],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C at a terminal is the owner's to handle
            )
        except OSError as error:
            raise StateError(f"No process for queries could be started: {error}.") from error
        self._memory_mb = memory_mb
        self._ready = self._taken = False
        self._starting = threading.Lock()
        self.network_blocked = False
        self.first_mb: float | None = None
        self.killed_for = ""

    @property
    def ready(self) -> bool:
        """Whether somebody has waited for it, and it is ready."""
        return self._ready and self._taken

    def wait_until_ready(self) -> None:
        """Return when it has loaded its libraries, and is not being warmed. Raises StateError if it ends before."""
        with self._starting:
            self._taken = True
            self._be_ready()

    def warm(self, request: Header) -> None:
        """Let it answer a request whose answer nobody needs, so that the first query finds what it needs open.

        Another thread does this; nothing happens where somebody has the worker already, or it ends.
        """
        with self._starting, contextlib.suppress(StateError, WorkerGoneError):
            if not self._taken:
                self._be_ready()
                self.ask(request)

    def _be_ready(self) -> None:
        if self._ready:
            return
        try:
            hello, _ = self.ask({"memory_mb": self._memory_mb})
        except WorkerGoneError as error:
            raise StateError(
                "A process for queries ended while it was starting.", "Look above for what it said."
            ) from error
        self.network_blocked = bool(hello["network_blocked"])
        self.first_mb = self.memory_mb()
        self._ready = True

    def ask(self, header: Header) -> tuple[Header, bytes]:
        """Send one request and wait for the reply. Raises WorkerGoneError when the process ends before it."""
        try:
            write_frame(self._stdin, header)
            reply = read_frame(self._stdout)
        except (OSError, ValueError) as error:
            raise WorkerGoneError from error
        if reply is None:
            raise WorkerGoneError
        return reply

    def kill(self, reason: str) -> None:
        """End it now; whoever waits in :meth:`ask` gets WorkerGoneError, and finds ``reason``."""
        self.killed_for = reason
        self._process.kill()

    def memory_mb(self) -> float | None:
        """Return the memory it holds, or None where the system does not tell."""
        return resident_megabytes(self._process.pid)

    def close(self) -> int:
        """End it, release what it held, and return its exit code (negative: the signal that ended it)."""
        for stream in (self._stdin, self._stdout):
            try:
                stream.close()
            except OSError:  # what was still to be written has nobody to read it
                continue
        try:
            return self._process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 (opened as a pipe above)
        return self._process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 (opened as a pipe above)
        return self._process.stdout
