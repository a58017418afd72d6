"""The query supervisor (floor 3): strangers' queries, answered by processes that can be killed.

One per server, whatever the number of web workers: limits and counters are for all together. In one process
(commands, tests) it is used as it stands; several processes share one through ``query_socket.py``.
A process is used again after a query that ended well, and replaced when it was killed, crashed, or has grown.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fonds.errors import FondsError, QueryLimitError, QueryRefusedError, StateError, UsageError
from fonds.store.answer import Answer, Formats, check_formats
from fonds.store.failures import parse_failure
from fonds.store.frames import Header
from fonds.store.harmless import Harmless
from fonds.store.open import is_endpoint
from fonds.store.sandbox import Limits, Worker, WorkerGoneError
from fonds.store.turns import Turns
from fonds.store.watch import Watch

_START_SECONDS = 60.0
_WARMING = "ASK { ?s ?p ?o }"
_AT_ONCE = 2
"""Processes that are started with the supervisor."""
_GROWN = 0.5
"""Share of the way from its first size to the ceiling after which an idle process is replaced."""
_LEAST_MEMORY = 100
"""Megabytes below which a process could answer nothing: it needs about 60 to start."""
_OUT_OF_MEMORY = (-6, -9)
"""Exit codes after a failed allocation (abort) or by the system's own hand (kill)."""
_OUT_OF_TIME = -14
"""Exit code after the process's own alarm, which rings should the watch be late."""


class Supervisor:
    """Owns the processes. Start it, or use it as a context manager; many threads may call :meth:`run`."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        if self.limits.memory_mb < _LEAST_MEMORY:
            raise UsageError(f"A query process cannot work in {self.limits.memory_mb} MB of memory.", "Allow 100.")
        share = self.limits.workers - 1 if self.limits.workers > _AT_ONCE else 0  # of two, one alone would be too few
        self._turns = Turns(self.limits.waiting, each=self.limits.each, share=share)
        self._later = max(0, self.limits.workers - _AT_ONCE)
        self._cold: list[Worker] = []
        self._watch = Watch()
        self._harmless = Harmless()
        self._counts: Counter[str] = Counter()
        self._counting = threading.Lock()
        self._started = False
        self._warmed: dict[str, Any] | None = None

    def __enter__(self) -> "Supervisor":
        return self.start()

    def __exit__(self, *exception: object) -> None:
        self.close()

    def start(self) -> "Supervisor":
        """Start the processes, once; they warm up while this returns. All but two are started after the first query."""
        if not self._started:
            self._started = True
            self._cold = [Worker(self.limits.memory_mb) for _ in range(self.limits.workers - self._later)]
            for worker in self._cold:
                self._turns.give(worker)
        return self

    def close(self) -> None:
        """End all processes at once; queries that run or wait are not answered."""
        for worker in self._turns.close():
            worker.close()
        self._watch.close()

    def counts(self) -> dict[str, int]:
        """Return how many queries were answered, cut, refused, failed or stopped (by limit), and now wait."""
        with self._counting:
            return {**self._counts, "waiting": self._turns.waiting}

    def run(
        self, query: str, *, store: Path | str, formats: Formats | None = None, trusted: bool = False,
        client: str = "", abandoned: Callable[[], bool] | None = None,
    ) -> Answer:
        """Answer one query; see ``protocol.QueryService``."""
        formats = formats or {}
        try:
            check_formats(formats)
            self._check_length(query)
            answer = self._ask_worker(query, store, formats, trusted, client, abandoned)
        except FondsError as error:
            self._count(_outcome(error))
            raise
        self._count("cut" if answer.truncated else "answered")
        return answer

    def _check_length(self, query: str) -> None:
        try:
            length = len(query.encode())
        except UnicodeEncodeError:
            raise QueryRefusedError("The query holds characters that are no Unicode text.") from None
        if length > self.limits.length:
            raise QueryLimitError(
                "length", f"The query has {length:,} bytes; {self.limits.length:,} are read.",
                "Make it shorter.",
            )

    def _ask_worker(
        self, query: str, store: Path | str, formats: Formats, trusted: bool, client: str,
        abandoned: Callable[[], bool] | None,
    ) -> Answer:
        limits = self.limits
        remote = is_endpoint(store)
        request = {
            "query": query, "store": None if remote else str(store), "formats": dict(formats),
            "trusted": trusted or query in self._harmless, "rows": limits.rows, "bytes": limits.bytes,
            "seconds": limits.seconds,
        }
        worker = self._turns.take(limits.seconds, client)
        usable = False
        try:
            self._make_ready(worker)
            with self._watch.guard(worker, limits.seconds, limits.memory_mb, abandoned):
                header, body = worker.ask(request)
            usable = not self._has_grown(worker)
            self._warmed = {**request, "query": _WARMING, "formats": {}, "trusted": False, "quiet": True}
        except WorkerGoneError:
            raise _gone(worker.killed_for, worker.close(), limits) from None
        finally:
            self._take_back(worker, client, usable=usable)
        _raise_failure(header, limits)
        if not trusted:
            self._harmless.add(query)
        return self._ask_endpoint(query, str(store), formats) if remote else _answer(header, body)

    def _make_ready(self, worker: Worker) -> None:
        if not worker.ready:
            with self._watch.guard(worker, _START_SECONDS, self.limits.memory_mb):
                worker.wait_until_ready()

    def _ask_endpoint(self, query: str, address: str, formats: Formats) -> Answer:
        """Let another engine answer a query that has been read and found harmless here."""
        from fonds.store.endpoint import EndpointStore

        store = EndpointStore(address, self.limits.seconds)
        return store.query(query, formats=formats, rows=self.limits.rows, size=self.limits.bytes)

    def _has_grown(self, worker: Worker) -> bool:
        held, first = worker.memory_mb(), worker.first_mb
        if held is None or first is None:
            return False
        return held > first + (self.limits.memory_mb - first) * _GROWN

    def _take_back(self, worker: Worker, client: str, *, usable: bool) -> None:
        """Put the worker, or a new one in its place, back in the queue."""
        if not usable:
            worker.close()
            if self._turns.closed:
                return
            worker = self._replacement(worker)
            self._cold.append(worker)
        if not self._turns.give(worker, client, fresh=not usable):
            worker.close()
        self._start_rest()

    def _start_rest(self) -> None:
        """Start the processes that were left out at first, so that they did not keep a starting server from its work.

        All that have answered nothing yet are warmed, so that nobody has to wait for one to open the store.
        """
        with self._counting:
            number, self._later = self._later, 0
        for _ in range(number):
            with contextlib.suppress(StateError):  # fewer will do, and this query has been answered
                worker = Worker(self.limits.memory_mb)
                self._cold.append(worker)
                if not self._turns.give(worker, fresh=True):
                    worker.close()
        if self._cold and self._warmed:
            threading.Thread(target=self._warm, args=(self._warmed,), name="query warming", daemon=True).start()

    def _warm(self, request: Header) -> None:
        """Warm what is cold, one after the other."""
        while self._cold and not self._turns.closed:
            with contextlib.suppress(IndexError):  # another thread took the last one
                worker = self._cold.pop()
                with self._watch.guard(worker, _START_SECONDS, self.limits.memory_mb):
                    worker.warm(request)

    def _replacement(self, worker: Worker) -> Worker:
        """Return a new worker; the ended one where the system lets none start, so that its place is not lost.

        Whoever is handed that one is told so, and another is tried in its place.
        """
        try:
            return Worker(self.limits.memory_mb)
        except StateError:
            worker.killed_for = "no process"
            return worker

    def _count(self, outcome: str) -> None:
        with self._counting:
            self._counts[outcome] += 1


def _answer(header: Header, body: bytes) -> Answer:
    return Answer(
        header["kind"], header["media_type"], body, header["truncated"], header["rows"], header["seconds"]
    )


def _raise_failure(header: Header, limits: Limits) -> None:
    """Raise again what was raised in the process."""
    failure = parse_failure(header)
    if isinstance(failure, QueryLimitError):
        raise _limit_error(failure.limit, limits)
    if failure is not None:
        raise failure


def _gone(reason: str, exit_code: int, limits: Limits) -> FondsError:
    """Return the error for a process that ended in the middle of a query."""
    if reason == "abandoned":
        return QueryLimitError("time", "The query was stopped because nobody waited for its answer any more.")
    if reason == "no process":
        return StateError("No process for queries could be started.", "The machine may be out of memory or processes.")
    if reason == "stopping":
        return StateError("The query was stopped because the server is stopping.")
    if reason:
        return _limit_error(reason, limits)
    if exit_code in _OUT_OF_MEMORY or exit_code == _OUT_OF_TIME:
        return _limit_error("time" if exit_code == _OUT_OF_TIME else "memory", limits)
    return QueryLimitError(
        "memory", "The query is too complex: the engine gave up on it.", "Divide it into smaller ones."
    )


def _limit_error(limit: str, limits: Limits) -> QueryLimitError:
    allowed = f"{limits.seconds:g} seconds" if limit == "time" else f"{limits.memory_mb:,} MB of memory"
    return QueryLimitError(
        limit, f"The query was stopped: it took more than the {allowed} a query may have.",
        "Ask for less: name a document, an agent or a period, join patterns by a variable, use LIMIT.",
    )


def _outcome(error: FondsError) -> str:
    if isinstance(error, QueryLimitError):
        return error.limit
    return "refused" if isinstance(error, QueryRefusedError | UsageError) else "failed"
