"""Talking to a reconciliation service (floor 4): the only module that imports requests.

Everything is bounded: the time of an answer as a whole, its size, redirects, tries. Foreign exceptions stop here:
a call returns what was asked for, or a Problem that says what the service did.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING

from fonds import __version__
from fonds.problems import Problem
from fonds.reconciling.protocol import Manifest, Proposal, Query, batch_body, parse_manifest, parse_results

if TYPE_CHECKING:
    import requests

TRIES = 3
LONGEST_WAIT = 30.0
"""Seconds waited before another try, whatever the service asks for."""
LARGEST = 10_000_000
"""Bytes of an answer that are read."""
MOST_REDIRECTS = 5
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be better a little later."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back: a body, or a text that says why there is none; ``again``: another try may help."""

    body: bytes = b""
    address: str = ""
    fault: str = ""
    again: bool = False
    wait: float | None = None


@dataclass(slots=True)
class Service:
    """A service at one address. ``seconds`` bounds each answer; ``sleep`` is what waits between tries."""

    address: str
    seconds: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    _endpoint: str = field(default="", init=False)

    def manifest(self) -> Manifest | Problem:
        """Ask the service what it is. Later queries go to the address that answered."""
        answer = self._try("GET", self.address, None, "")
        found = answer.fault or parse_manifest(answer.body)
        if isinstance(found, str):
            return self._problem(found)
        self._endpoint = answer.address
        return found

    def ask(self, queries: Sequence[Query], manifest: Manifest) -> list[tuple[Proposal, ...]] | Problem:
        """Ask one batch; the results come in the order of the queries."""
        body, media_type = batch_body(queries, manifest)
        address = self._endpoint or self.address
        if manifest.is_draft:
            address = f"{address.rstrip('/')}/reconcile"
        answer = self._try("POST", address, body.encode(), media_type)
        found = answer.fault or parse_results(answer.body, len(queries), manifest)
        return self._problem(found) if isinstance(found, str) else found

    def _problem(self, detail: str) -> Problem:
        return Problem("service-failed", self.address, detail)

    def _try(self, method: str, address: str, body: bytes | None, media_type: str) -> _Answer:
        """Ask until there is an answer, at most TRIES times."""
        answer = _Answer(fault="it was not asked")
        for number in range(1, TRIES + 1):
            answer = self._within_time(method, address, body, media_type)
            if not answer.again or number == TRIES:
                break
            self.sleep(min(LONGEST_WAIT, 2.0 ** (number - 1) if answer.wait is None else answer.wait))
        return answer

    def _within_time(self, method: str, address: str, body: bytes | None, media_type: str) -> _Answer:
        """Ask once; a service that sends byte by byte is given up, though none of its bytes is late."""
        found: list[_Answer] = []
        thread = Thread(
            target=lambda: found.append(_request(method, address, body, media_type, self.seconds)), daemon=True
        )
        thread.start()
        thread.join(self.seconds)
        return found[0] if found else _Answer(fault=f"it did not answer within {self.seconds:g} seconds", again=True)


def _request(method: str, address: str, body: bytes | None, media_type: str, seconds: float) -> _Answer:
    import requests

    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": f"fonds/{__version__}"}
    if media_type:
        headers["Content-Type"] = media_type
    deadline = time.monotonic() + seconds
    try:
        with requests.Session() as session:
            session.max_redirects = MOST_REDIRECTS
            with session.request(
                method, address, data=body, headers=headers, timeout=seconds, stream=True
            ) as response:
                return _read(response, deadline)
    except requests.TooManyRedirects:
        return _Answer(fault=f"it redirects more than {MOST_REDIRECTS} times")
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, requests.exceptions.InvalidSchema):
        return _Answer(fault="its address, or one it redirects to, is no http(s) address")
    except requests.Timeout:
        return _Answer(fault=f"it did not answer within {seconds:g} seconds", again=True)
    except (requests.RequestException, OSError, ValueError) as error:
        return _Answer(fault=f"it could not be reached ({type(error).__name__})", again=True)


def _read(response: "requests.Response", deadline: float) -> _Answer:
    import urllib3

    if not response.ok:
        wait = response.headers.get("Retry-After", "")
        return _Answer(
            fault=f"it answered with status {response.status_code}", again=response.status_code in _AGAIN,
            wait=float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 6 else None,
        )
    body = bytearray()
    try:
        while piece := response.raw.read1(65_536):
            body += piece
            if len(body) > LARGEST:
                return _Answer(fault=f"its answer is larger than {LARGEST:,} bytes")
            if time.monotonic() > deadline:
                return _Answer(fault="it did not finish its answer in time", again=True)
    except urllib3.exceptions.HTTPError:
        return _Answer(fault="its answer broke off", again=True)
    return _Answer(bytes(body), response.url)
