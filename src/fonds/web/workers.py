"""The process that owns the workers (floor 7): granian, and the application that its workers answer with.

It is a process of its own because it has no other thread: on Linux it imports the application once, and its workers are
forked from it, ready as soon as they are begun, and share what was imported. Where forking is not safe (other systems; a
process with threads) every worker is started afresh, and imports for itself. What must not be shared (the catalogue's
connections, the ledger, the line to the queries) each worker opens for itself.

Whoever began a process may be killed without a word: each looks now and then whether it is still there, and ends where it
is not.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from fonds.settings import Settings
from fonds.store.query_socket import SupervisorClient
from fonds.store.sandbox import Limits

if TYPE_CHECKING:
    from flask import Flask

    from fonds.catalogue.catalogue import Catalogue

PAGE_THREADS = 8
"""Threads of a worker that no query can take."""

GRACE_SECONDS = 20
"""How long requests under way are waited for when the server is stopped."""

_LOOK_SECONDS = 1.0
"""Between two looks whether the parent is there."""
_TASKS = Path("/proc/self/task")

Method = Literal["fork", "spawn"]


def start_method() -> Method:
    """Return how processes are begun here: forked where that is safe, on Linux and with no other thread than this one."""
    try:
        alone = sys.platform == "linux" and len(list(_TASKS.iterdir())) == 1
    except OSError:
        alone = False
    return "fork" if alone else "spawn"


def serve_pages(settings: Settings, parent: int, told: "Connection[Any, Any]") -> None:
    """Serve pages until told to stop, or ``parent`` ends. What the workers need of it comes by ``told``.

    That is the address and the key of the queries' socket, and their limits.
    """
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # what a terminal tells a whole group comes here once, from the process that passes it on
    for number in (signal.SIGINT, signal.SIGTERM):  # until granian listens: there is nothing to end with care
        signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nor to begin again
    gc.disable()  # what is imported stays: looking through it for what may go takes a tenth of the time
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    method = start_method()
    multiprocessing.set_start_method(method, force=True)
    if method == "fork":
        import fonds.web.app  # noqa: F401 (for all workers)
    gc.freeze()
    gc.enable()
    end_with(parent)
    server = Server(
        "fonds.web.workers:load",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.query_workers + settings.query_waiting + PAGE_THREADS,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    )
    for name in ("signal_handler_interrupt", "signal_handler_reload"):
        setattr(server, name, one_at_a_time(getattr(server, name)))
    loader = partial(load, settings, os.getpid(), *told.recv())
    server.serve(target_loader=loader, wrap_loader=False)


def one_at_a_time(handle: Callable[..., None]) -> Callable[..., None]:
    """Return a signal's handler that is not begun again while it runs: granian's would wait for itself for ever.

    A service manager tells every process of a server to stop, and the first passes it on besides.
    """
    busy = False

    def handled(*arguments: object) -> None:
        nonlocal busy
        if not busy:
            busy = True
            handle(*arguments)
            busy = False

    return handled


def load(settings: Settings, parent: int, address: str, authkey: bytes, limits: Limits) -> "Flask":
    """Return the application of one worker, a child of ``parent``, which asks the supervisor at ``address``."""
    for number in (signal.SIGINT, signal.SIGTERM):  # those of a parent it was forked from would only be noted
        signal.signal(number, signal.SIG_DFL)
    gc.disable()
    from fonds.web.app import create_app

    client = SupervisorClient(address, authkey, limits)
    app = create_app(settings, catalogue=partial(open_catalogue, settings), queries=client)
    if ledger := app.extensions["fonds"].ledger:
        Finalize(None, ledger.close, exitpriority=1)  # atexit is not heard by a process that was forked
    gc.freeze()
    gc.enable()
    end_with(parent)
    return app


def open_catalogue(settings: Settings) -> "Catalogue":
    """Open the site's catalogue for reading."""
    from fonds.catalogue.catalogue import FILE_NAME, Catalogue

    return Catalogue.open(Path(settings.state) / FILE_NAME, read_only=True)


def end_with(parent: int) -> None:
    """Let this process be told to stop as soon as its parent has ended."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, name="parent watch", daemon=True).start()
