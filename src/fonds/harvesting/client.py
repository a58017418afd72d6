"""The OAI-PMH client (floor 3): the only module that imports sickle.

Sickle knows the protocol: verbs, resumption, errors. What it gets from the network is ours: each answer is bounded in
time, size and tries, follows redirects within its host only, is well-formed XML without a document type, and a
resumption token that comes again ends the list. Whatever goes wrong is a :class:`RepositoryError`.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

import requests
from sickle import Sickle, oaiexceptions
from sickle.iterator import OAIResponseIterator

from fonds import __version__

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
OAI = f"{{{NAMESPACE}}}"
TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds waited before another try, whatever the repository asks for."""
MOST_REDIRECTS = 3
DEEPEST = 250
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class RepositoryError(Exception):
    """A repository did not do what was asked: ``detail`` for people, ``code`` the protocol's (empty: no OAI error)."""

    def __init__(self, detail: str, code: str = "", wait: float | None = None, *, again: bool = False) -> None:
        super().__init__(detail)
        self.detail, self.code, self.wait, self.again = detail, code, wait, again


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may take: ``seconds`` as a whole and ``bytes``. ``sleep`` is what waits between tries."""

    seconds: float = 120.0
    bytes: int = 100_000_000
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself: its time (empty: none that OAI-PMH allows), how fine its dates are, deletions."""

    date: str
    seconds: bool
    deletions: str


@dataclass(frozen=True, slots=True)
class Page:
    """One part of a list: its elements, and the token of the next part (empty: the last)."""

    items: list[Any]
    token: str


class Client:
    """A repository at one base URL."""

    def __init__(self, base: str, limits: Limits) -> None:
        self._sickle = _Bounded(base, limits)

    def identify(self) -> Identity:
        """Ask what the repository is. Raises RepositoryError."""
        with _border():
            said = self._sickle.harvest(verb="Identify").xml
            found = said.find(f"{OAI}Identify")
            if found is None:
                raise RepositoryError("it does not identify itself as a repository of OAI-PMH 2.0")
            date = _text(said, "responseDate")
            fine = _text(found, "granularity").endswith("Z")
            return Identity(date if _MOMENT.fullmatch(date) else "", fine, _text(found, "deletedRecord"))

    def pages(self, verb: str, **arguments: str) -> Iterator[Page]:
        """Yield the parts of a list of records or identifiers; none where nothing matches. Raises RepositoryError."""
        name = "record" if verb == "ListRecords" else "header"
        try:
            with _border():
                pages = getattr(self._sickle, verb)(**arguments)
            while (page := self._next(pages, verb, name)) is not None:
                yield page
        except RepositoryError as error:
            if error.code != "noRecordsMatch":
                raise

    def _next(self, pages: Any, verb: str, name: str) -> Page | None:
        with _border():
            response = next(pages, None)
            if response is None:
                return None
            found = response.xml.find(f"{OAI}{verb}")
            if found is None:
                raise RepositoryError(f"it answered {verb} with something else")
            token = pages.resumption_token
            token_words = (token.token or "").strip() if token else ""
            return Page(found.findall(f"{OAI}{name}"), token_words)


@dataclass(slots=True)
class _Response:
    """An answer, parsed once: what Sickle's iterators ask of one."""

    xml: Any


@dataclass(slots=True)
class _Answer:
    """What came of one request."""

    body: bytes = b""
    error: RepositoryError | None = None


class _Bounded(Sickle):  # type: ignore[misc] # sickle has no types
    """Sickle with an answer of ours."""

    def __init__(self, base: str, limits: Limits) -> None:
        super().__init__(base, iterator=OAIResponseIterator)
        self._limits = limits
        self._asked: set[str] = set()

    def harvest(self, **arguments: str) -> _Response:
        """Ask one thing, again where that may help."""
        token = arguments.get("resumptionToken", "")
        if token and token in self._asked:
            raise RepositoryError("it gives the same resumption token again, so that its list would never end")
        self._asked = {*self._asked, token} if token else set()
        for number in range(1, TRIES + 1):
            answer = self._within_time(arguments)
            if answer.error is None:
                break
            if not answer.error.again or number == TRIES:
                raise answer.error
            wait = answer.error.wait if answer.error.wait is not None else 2.0**number
            if wait > LONGEST_WAIT:
                raise RepositoryError(f"{answer.error.detail}; it asks to come back in {wait:,.0f} seconds")
            self._limits.sleep(wait)
        return _Response(parse_response(answer.body))

    def _within_time(self, arguments: dict[str, str]) -> _Answer:
        """Ask once; a repository that sends byte by byte is given up, though none of its bytes is late."""
        answer = _Answer()
        done: list[bool] = []

        def ask() -> None:
            try:
                answer.body = _fetch(self.endpoint, arguments, self._limits)
            except RepositoryError as error:
                answer.error = error
            done.append(True)

        thread = Thread(target=ask, daemon=True)
        thread.start()
        thread.join(self._limits.seconds)
        late = RepositoryError(f"it did not answer within {self._limits.seconds:g} seconds", again=True)
        return answer if done else _Answer(error=late)


# ── the network ──────────────────────────────────────────────────────────────────────────────────────────


def _fetch(base: str, arguments: dict[str, str], limits: Limits) -> bytes:
    """Return the body of an answer. Raises RepositoryError."""
    address, asked = base, dict(arguments)
    headers = {"User-Agent": f"fonds/{__version__}", "Accept": "text/xml, application/xml;q=0.9"}
    try:
        with requests.Session() as session:
            for _ in range(MOST_REDIRECTS + 1):
                with session.get(
                    address, params=asked, headers=headers, timeout=limits.seconds, stream=True, allow_redirects=False
                ) as response:
                    if not response.is_redirect:
                        return _read(response, limits)
                    address, asked = _followed(response.url, response.headers.get("Location", "")), {}
        raise RepositoryError(f"it redirects more than {MOST_REDIRECTS} times")
    except requests.Timeout as error:
        raise RepositoryError(f"it did not answer within {limits.seconds:g} seconds", again=True) from error
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
        raise RepositoryError("its address is no http(s) address") from error
    except (requests.RequestException, OSError, ValueError) as error:
        raise RepositoryError(f"it could not be reached ({type(error).__name__})", again=True) from error


def _followed(address: str, location: str) -> str:
    """Return where a redirect leads. Raises RepositoryError where that is another host."""
    there = urljoin(address, location)
    old, new = urlsplit(address), urlsplit(there)
    safer = new.scheme == old.scheme or (old.scheme, new.scheme) == ("http", "https")
    if new.hostname != old.hostname or not safer or new.username:
        where = f"{new.scheme}://{new.netloc}{new.path}"
        raise RepositoryError(f"it redirects to {where}; name that in fonds.toml, if it is right")
    return there


def _read(response: requests.Response, limits: Limits) -> bytes:
    if not response.ok:
        again = response.status_code in _AGAIN
        wait = response.headers.get("Retry-After", "")
        seconds = float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 8 else None
        raise RepositoryError(f"it answered with status {response.status_code}", wait=seconds, again=again)
    body = bytearray()
    for piece in response.iter_content(65_536):
        body += piece
        if len(body) > limits.bytes:
            raise RepositoryError(f"its answer is larger than {limits.bytes:,} bytes")
    return bytes(body)


# ── the answer ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Look:
    """What the first pass over an answer sees."""

    depth: int = 0
    fault: str = ""
    root: str = field(default="")

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self.depth += 1
        if self.depth > DEEPEST:
            self.fault = f"its answer nests elements more than {DEEPEST} deep"

    def end(self, _name: str) -> None:
        self.depth -= 1

    def doctype(self, *_: object) -> None:
        self.fault = "its answer has a document type, which Fonds refuses for safety"


def parse_response(body: bytes) -> Any:
    """Return the root of an answer. Raises RepositoryError where it is no OAI-PMH, or not well-formed."""
    from lxml import etree

    look = _Look()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.StartDoctypeDeclHandler = look.doctype
    try:
        for at in range(0, len(body), 65_536):
            parser.Parse(body[at : at + 65_536], False)
            if look.fault:
                raise RepositoryError(look.fault)
        parser.Parse(b"", True)
        if look.root != f"{NAMESPACE} OAI-PMH":
            raise RepositoryError("it answered with something that is no OAI-PMH 2.0")
        safe = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)
        return etree.fromstring(body, safe)
    except expat.ExpatError as error:
        words = expat.errors.messages.get(error.code, "an error")
        raise RepositoryError(f"its answer is no well-formed XML: {words}, line {error.lineno}") from error
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise RepositoryError(f"its answer is no well-formed XML: {error}") from error


def _text(element: Any, name: str) -> str:
    return (element.findtext(f"{OAI}{name}") or "").strip()


@contextmanager
def _border() -> Iterator[None]:
    """Turn what Sickle raises into RepositoryError; its exceptions are named after the protocol's codes."""
    try:
        yield
    except RepositoryError:
        raise
    except StopIteration:
        raise
    except Exception as error:
        name = type(error).__name__
        known = hasattr(oaiexceptions, name)
        code = name[0].lower() + name[1:] if known and name != "OAIError" else ""
        words = " ".join(str(error).split())[:300]
        raise RepositoryError(f"it answered {code or name}: {words}".rstrip(": "), code) from error
