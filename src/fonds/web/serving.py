"""Serving (floor 7): granian in front, one query supervisor behind all its workers.

Each worker is a process of its own, started afresh: it opens the catalogue, makes the application and asks
the one supervisor through a socket. The supervisor runs here, in the process that owns the workers, so limits
hold for the server as a whole. SIGTERM and SIGINT end everything after the requests under way were answered.

The process that owns the workers serves nothing, so it imports neither the application nor the catalogue: a worker is
under way at once, and the first answer comes half a second sooner. A worker in turn imports nothing of the command, and
looks for no garbage while it imports.

A request that waits for a SPARQL query holds a thread; so a worker has as many threads as queries can run and
wait, and some more, and pages are never kept waiting by queries.
"""

import atexit
import gc
import multiprocessing
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from fonds.errors import StateError
from fonds.settings import Settings
from fonds.store.query_socket import QueryServer, SupervisorClient
from fonds.store.sandbox import Limits

if TYPE_CHECKING:
    from flask import Flask

    from fonds.catalogue.catalogue import Catalogue

PAGE_THREADS = 8
"""Threads of a worker that no query can take."""

DUMPS_AFTER_SECONDS = 3.0
"""How long after the start dumps are thought of."""

GRACE_SECONDS = 20
"""How long requests under way are waited for when the server is stopped."""


def serve(settings: Settings) -> None:
    """Serve until told to stop. StateError where the address is taken; before the first release pages say so."""
    from fonds.store.supervisor import Supervisor

    limits = query_limits(settings)
    check_address(settings.host, settings.port)
    multiprocessing.set_start_method("spawn", force=True)  # a fork would copy the supervisor's threads half
    with Supervisor(limits) as supervisor, QueryServer(supervisor) as queries:
        # imported while the query processes start, so that the workers do not share the machine with them
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server

        server = Server(
            "fonds.web.serving:load",
            address=settings.host,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=settings.workers,
            blocking_threads=settings.query_workers + settings.query_waiting + PAGE_THREADS,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE_SECONDS,
        )
        loader = partial(load, settings, queries.address, queries.authkey)
        with _workers_alone(), _dumps_kept(settings):
            server.serve(target_loader=loader, wrap_loader=False)


@contextmanager
def _dumps_kept(settings: Settings) -> Iterator[None]:
    """Keep the dumps in a process of its own, begun when the workers have had time to be ready."""
    if not settings.dumps:
        yield
        return
    keeper = multiprocessing.Process(target=_keep_dumps, args=(settings, os.getpid()), daemon=True)
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
def _workers_alone() -> Iterator[None]:
    """Let each worker import what it is given to do, and not the program that serves, which takes it longer."""
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


def load(settings: Settings, address: str, authkey: bytes) -> "Flask":
    """Return the application of one worker, which asks the supervisor at ``address``."""
    gc.disable()  # what is imported stays: looking through it for what may go takes a tenth of the time
    from fonds.web.app import create_app

    client = SupervisorClient(address, authkey, query_limits(settings))
    app = create_app(settings, catalogue=partial(open_catalogue, settings), queries=client)
    if ledger := app.extensions["fonds"].ledger:
        atexit.register(ledger.close)
    gc.freeze()
    gc.enable()
    return app


def open_catalogue(settings: Settings) -> "Catalogue":
    """Open the site's catalogue for reading."""
    from fonds.catalogue.catalogue import FILE_NAME, Catalogue

    return Catalogue.open(Path(settings.state) / FILE_NAME, read_only=True)


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
