"""Serving (floor 7): the process that was started, one query supervisor, and the process that owns the workers.

Each worker is a process: it opens the catalogue, makes the application and asks the one supervisor through a socket. The
supervisor runs here, so limits hold for the server as a whole. It needs threads, and what has threads cannot be forked; so
the workers belong to a process of their own (:mod:`fonds.web.workers`), which is begun before there is any thread, and
imports the application while the query processes start. SIGTERM and SIGINT end everything after the requests under way
were answered.

This process serves nothing, so it imports neither the application nor the catalogue.

A request that waits for a SPARQL query holds a thread; so a worker has as many threads as queries can run and
wait, and some more, and pages are never kept waiting by queries.
"""

import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from fonds.errors import StateError
from fonds.settings import Settings
from fonds.store.query_socket import QueryServer
from fonds.store.sandbox import Limits
from fonds.web.workers import serve_pages, start_method

_STOPPING = (signal.SIGINT, signal.SIGTERM)
_PASSED_ON = (*_STOPPING, signal.SIGHUP) if hasattr(signal, "SIGHUP") else _STOPPING

DUMPS_AFTER_SECONDS = 3.0
"""How long after the start dumps are thought of."""


def serve(settings: Settings) -> None:
    """Serve until told to stop. StateError where the address is taken; before the first release pages say so."""
    limits = query_limits(settings)
    check_address(settings.host, settings.port)
    with _program_hidden(), _pages_served(settings) as (server, telling):
        from fonds.store.supervisor import Supervisor  # while the other process imports the application

        with Supervisor(limits) as supervisor, QueryServer(supervisor) as queries, _dumps_kept(settings):
            with suppress(BrokenPipeError):  # it was stopped before it began
                telling.send((queries.address, queries.authkey, limits))
            server.join()


@contextmanager
def _pages_served(settings: Settings) -> Iterator[tuple[BaseProcess, Any]]:
    """Begin the process that owns the workers; give it, and the pipe by which it is told what it waits for.

    When the block ends it is ended. StateError where it ended by itself.
    """
    processes: Any = multiprocessing.get_context(start_method())
    told, telling = processes.Pipe(duplex=False)
    server = processes.Process(target=serve_pages, args=(settings, os.getpid(), told))
    server.start()
    told.close()
    stopping = threading.Event()
    try:
        with _passed_on(server, stopping):
            yield server, telling
        if server.exitcode and not stopping.is_set():
            raise StateError("The processes that answer requests end again and again.", "What they said stands above.")
    finally:
        server.terminate()
        server.join()


@contextmanager
def _passed_on(server: BaseProcess, stopping: threading.Event) -> Iterator[None]:
    """Let a process hear the signals that this one is sent; those that end it are noted."""
    assert server.pid is not None  # noqa: S101 (it was started)
    child = server.pid

    def pass_on(number: int, _: object) -> None:
        if number in _STOPPING:
            stopping.set()
        with suppress(ProcessLookupError):
            os.kill(child, number)

    before = {number: signal.signal(number, pass_on) for number in _PASSED_ON}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _dumps_kept(settings: Settings) -> Iterator[None]:
    """Keep the dumps in a process of its own, begun when the workers have had time to be ready."""
    if not settings.dumps:
        yield
        return
    keeper = multiprocessing.get_context("spawn").Process(target=_keep_dumps, args=(settings, os.getpid()), daemon=True)
    later = threading.Timer(DUMPS_AFTER_SECONDS, keeper.start)
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        if keeper.pid is not None:
            keeper.terminate()
            keeper.join()


def _keep_dumps(settings: Settings, parent: int) -> None:
    from fonds.crosswalks.facts import site_facts
    from fonds.feeds.dumps.keeping import keep_for

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the server at a terminal stops this by its end
    keep_for(parent, Path(settings.state), site_facts(settings))


@contextmanager
def _program_hidden() -> Iterator[None]:
    """Let a process that is started afresh import what it is given to do, and not the program that serves.

    The program may be large, and may be one that begins to serve when it is imported.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def check_address(host: str, port: int) -> None:
    """Raise StateError where nothing can listen there.

    Workers share their port with whoever else is willing to, so two servers would take turns without a word.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise StateError(
            f"The server cannot listen at {host}:{port}: {error.strerror}.",
            "Is another server running there? Choose another port with --port.",
        ) from error


def query_limits(settings: Settings) -> Limits:
    """Return the limits the settings put on queries."""
    return Limits(
        seconds=settings.query_seconds,
        rows=settings.query_rows,
        bytes=settings.query_bytes,
        memory_mb=settings.query_memory_mb,
        length=settings.query_length,
        workers=settings.query_workers,
        waiting=settings.query_waiting,
        each=settings.query_client,
    )
