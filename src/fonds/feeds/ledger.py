"""The harvest ledger (floor 6): who fetched which feed, up to what, so that an archive knows who its harvesters are.

It lies beside the catalogue and never in it: a request must not meet the publisher's lock. One file a day, one line of
JSON for each minute in which a client fetched a feed, and one for the end of each harvest, appended by any number of
workers; a client that asks without pause gets no more than LINES of them a minute. No address is kept: a client is a
keyed digest of its address, and the key is made with the ledger and never leaves it. What cannot be written is not
worth a request: the ledger falls silent, and the harvester is answered.
"""

import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path

from fonds.clock import Clock, stamp, system_clock

FOLDER = "harvests"
"""The ledger's directory in that of the state."""

KEPT_DAYS = 400
"""After which a day's file is removed: a yearly harvester is still told from a new one."""

LINES = 20
"""Lines that one client and feed may have in a minute; what comes beyond is counted, and written later."""

_MINUTE = timedelta(minutes=1)
_KEY = "key"
_LONGEST = 200
_TEXTS = ("feed", "client", "agent", "first", "last")
_MOST_PENDING = 1_000


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one client fetched of one feed. ``first`` and ``last`` are stamps of its requests.

    ``up_to`` is the datestamp of the newest change it was told of, empty where the feed tells of none; ``agent`` what
    it last called itself.
    """

    feed: str
    client: str
    agent: str
    first: str
    last: str
    requests: int
    up_to: str

    def joined(self, later: "Harvest") -> "Harvest":
        """Return this and what the same client fetched of the same feed later as one."""
        return replace(
            self, agent=later.agent or self.agent, last=max(self.last, later.last), first=min(self.first, later.first),
            requests=self.requests + later.requests, up_to=max(self.up_to, later.up_to),
        )


class Ledger:
    """The writing side, one a worker; many threads may use it."""

    def __init__(self, state: Path, clock: Clock = system_clock) -> None:
        self._folder = state / FOLDER
        self._clock = clock
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, str], Harvest] = {}
        self._written: dict[tuple[str, str], tuple[str, int]] = {}
        self._key = b""

    def note(self, feed: str, address: str, agent: str, up_to: str = "", *, whole: bool = False) -> None:
        """Note that a client was answered. ``whole`` says that it has all there is, so that this is written at once.

        What a client fetches within a minute becomes one line else. Never raises: a ledger that cannot be written is
        silent.
        """
        now = self._clock()
        with self._lock, suppress(OSError):
            one = Harvest(feed, self._client(address), agent[:_LONGEST], stamp(now), stamp(now), 1, up_to)
            at = (one.feed, one.client)
            found = self._pending[at].joined(one) if at in self._pending else one
            self._pending[at] = found
            begun, lines = self._written.get(at, ("", 0))
            if begun <= stamp(now - _MINUTE):
                begun, lines = stamp(now), 0
            if not lines or (whole and lines < LINES):
                self._write([self._pending.pop(at)])
                self._written[at] = begun, lines + 1
            if len(self._pending) > _MOST_PENDING or len(self._written) > _MOST_PENDING:
                self._flush()

    def close(self) -> None:
        """Write what is not yet written."""
        with self._lock, suppress(OSError):
            self._flush()

    def _flush(self) -> None:
        self._write(list(self._pending.values()))
        self._pending.clear()
        self._written.clear()

    def _write(self, found: list[Harvest]) -> None:
        if not found:
            return
        path = self._folder / f"{found[-1].last[:10]}.jsonl"
        if not path.exists():
            self._drop_old()
        lines = "".join(f"{json.dumps(asdict(each))}\n" for each in found)
        with path.open("ab", buffering=0) as file:  # one write: lines of several workers never mix
            file.write(lines.encode("ascii"))

    def _drop_old(self) -> None:
        oldest = stamp(self._clock() - timedelta(days=KEPT_DAYS))[:10]
        for path in self._folder.glob("*.jsonl"):
            if path.stem < oldest:
                path.unlink(missing_ok=True)

    def _client(self, address: str) -> str:
        if not self._key:
            self._key = _key(self._folder)
        return hmac.new(self._key, address.encode(), hashlib.sha256).hexdigest()[:12]


def read_harvests(state: Path) -> list[Harvest]:
    """Return who fetched what, by feed, those who came last first. Lines that are none are passed over."""
    found: dict[tuple[str, str], Harvest] = {}
    for each in _read(state / FOLDER):
        at = (each.feed, each.client)
        found[at] = found[at].joined(each) if at in found else each
    recent = sorted(found.values(), key=lambda each: each.last, reverse=True)
    return sorted(recent, key=lambda each: each.feed)


def _read(folder: Path) -> Iterator[Harvest]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                row = json.loads(line)
                feed, client, agent, first, last = (str(row[name]) for name in _TEXTS)
                yield Harvest(feed, client, agent, first, last, int(row["requests"]), str(row["up_to"]))


def _key(folder: Path) -> bytes:
    """Return the ledger's key, made where there is none; of two workers that make one, one is heard."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / _KEY
    if path.exists():
        return path.read_bytes()
    with suppress(FileExistsError):
        made = folder / f"{_KEY}.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_bytes(secrets.token_bytes(32))
        try:
            os.link(made, path)
        finally:
            made.unlink()
    return path.read_bytes()
