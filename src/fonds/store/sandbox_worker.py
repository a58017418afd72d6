"""What runs inside a query process (floor 3): read a request, answer it, until the owner goes away.

Everything a stranger's text can reach happens here: both parsers, the engine, the writers. The process gives
up the network before it loads anything, and caps its memory for good once a store is open. Ways to end: the
owner closes the pipe; the owner kills it (time, memory); an alarm of its own, should the owner be gone; a
crash. None of them needs cooperation from the query.
"""

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from fonds.errors import FondsError, QueryLimitError, QueryRefusedError, StateError
from fonds.store.answer import Answer
from fonds.store.confine import block_network, cap_memory, forbid_core_dumps, resident_megabytes
from fonds.store.embedded import EmbeddedStore, find_syntax_error
from fonds.store.failures import failure_header
from fonds.store.frames import Header, read_frame, write_frame
from fonds.store.quiet import quietly
from fonds.store.vetting import check_query

_DEPTH = 10_000
"""Frames the parser may nest: about 300 levels of braces or 1,000 triple patterns in a row."""
_MAPPED_BY_ENGINE = 1_000
"""Megabytes that opening a store maps, at most, nearly all of them unused."""
_MAPPED_BEFORE = 25
"""One in so many megabytes is kept back for what is mapped already and comes into use."""
_GRACE = 2.0
"""Seconds after which a process whose owner does not stop it stops itself."""


def main() -> None:
    """Serve requests from standard input until it is closed."""
    network_blocked = block_network()
    forbid_core_dumps()
    logging.disable()  # rdflib would report every odd literal of every stranger
    requests, replies = _private_streams()
    with requests, replies:
        started = read_frame(requests)
        if started is None:
            return
        quietly(_load_libraries)
        sys.setrecursionlimit(_DEPTH)
        write_frame(replies, {"network_blocked": network_blocked})
        desk = Desk(started[0]["memory_mb"])
        while (frame := read_frame(requests)) is not None:
            write_frame(replies, *desk.reply(frame[0]))


class Desk:
    """Answers requests over one store at a time, opening another one when it is named."""

    def __init__(self, memory_mb: int) -> None:
        """``memory_mb`` is what it may hold, with the store it has opened."""
        self._memory_mb = memory_mb
        cap_memory(memory_mb + _MAPPED_BY_ENGINE)
        self._store: EmbeddedStore | None = None
        self._known: tuple[str, int] | None = None

    def reply(self, request: Header) -> tuple[Header, bytes]:
        """Answer one request; exceptions become replies. One that only warms the process is answered quietly."""
        if not request.get("quiet"):
            return self._reply(request)
        made: list[tuple[Header, bytes]] = []
        quietly(lambda: made.append(self._reply(request)))
        return made[0]

    def _reply(self, request: Header) -> tuple[Header, bytes]:
        try:
            with _alarm(request["seconds"] + _GRACE):
                return self._answer(request)
        except FondsError as error:
            return failure_header(error), b""
        except MemoryError:
            return failure_header(QueryLimitError("memory", "")), b""
        except RecursionError:
            return failure_header(QueryRefusedError("The query is nested too deeply.", "Divide it.")), b""

    def _answer(self, request: Header) -> tuple[Header, bytes]:
        query: str = request["query"]
        if not request["trusted"]:
            check_query(query)
        if request["store"] is None:
            return {"checked": True}, b""
        answer = self._find_store(request["store"]).query(
            query, formats=request["formats"], rows=request["rows"], size=request["bytes"]
        )
        return _success(answer), answer.body

    def _find_store(self, directory: str) -> EmbeddedStore:
        """Return the store in that directory, opened anew if it is another one than before.

        One that is open can be asked after its directory was dropped: its files stay until they are closed.
        """
        try:
            found = (directory, Path(directory).stat().st_ino)
        except OSError as error:
            if self._store is not None and self._known is not None and self._known[0] == directory:
                return self._store
            raise StateError(f"There is no store in {directory}.", "Run `fonds rebuild`.") from error
        if self._store is None or found != self._known:
            self._store = None
            cap_memory(self._memory_mb + _MAPPED_BY_ENGINE)  # as much as the first one was given to open
            self._store, self._known = EmbeddedStore(Path(directory)), found
            held = int(resident_megabytes(os.getpid()) or 0)
            cap_memory(self._memory_mb - held - self._memory_mb // _MAPPED_BEFORE)
        return self._store


def _success(answer: Answer) -> Header:
    return {
        "kind": answer.kind, "media_type": answer.media_type, "truncated": answer.truncated,
        "rows": answer.rows, "seconds": answer.seconds,
    }


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the messages; what a library prints goes to standard error."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return requests, replies


def _load_libraries() -> None:
    """Import and use once what the first query would otherwise wait for."""
    check_query("ASK { ?s ?p ?o }")
    find_syntax_error("ASK { ?s ?p ?o }")


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Let the kernel end this process after so many seconds, whatever it is doing."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
