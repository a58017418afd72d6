"""Responses (floor 7): the only module that builds them, and the headers every answer bears.

An answer is made as a :class:`Representation`; :func:`respond` turns it into a response for the present
request, and says 304 where the asker has it already (RFC 9110, section 13). :func:`finish` adds what all
responses have: open to all origins, since everything here is public and nothing is written by requests;
nothing executable in a page.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.datastructures import Headers
from werkzeug.http import http_date
from werkzeug.wrappers import Response as AnyResponse
from werkzeug.wsgi import ClosingIterator

from fonds.web.representation import Header, Representation

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SECURITY: tuple[tuple[str, str], ...] = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""On every response; a view that needs another policy sets its own header first."""

_SCRIPTED = f"{dict(SECURITY)['Content-Security-Policy']}; script-src 'self'"
SCRIPTED: Header = ("Content-Security-Policy", _SCRIPTED)
"""For a page that brings a script of ours, which asks nobody."""

ASKING: Header = ("Content-Security-Policy", f"{_SCRIPTED}; connect-src 'self'")
"""For a page that brings a script of ours, which asks this site only."""

FRAMED, FRAMED_PLAIN = (
    ("Content-Security-Policy", policy.replace("frame-ancestors 'self'", "frame-ancestors *"))
    for policy in (_SCRIPTED, dict(SECURITY)["Content-Security-Policy"])
)
"""For a page made for partners, which anybody may frame: with a script of ours, and without any."""

CORS: tuple[tuple[str, str], ...] = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "ETag, Last-Modified, Link, Location, Retry-After, Content-Type, Content-Length, Content-Profile, Content-Range, "
        "Fonds-Result-Cut, Fonds-Query-Limits, Fonds-Release, Fonds-Query-Version, Fonds-Citation",
    ),
)
"""On every response."""

PREFLIGHT: tuple[tuple[str, str], ...] = (
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Profile, Content-Type, If-None-Match, If-Modified-Since, If-Range, Range",
    ),
    ("Access-Control-Max-Age", "86400"),
)
"""On answers to OPTIONS, besides the methods that are allowed."""

REVALIDATED = "public, no-cache"
"""Cache-Control of what changes with a release: kept by anybody, asked for anew, mostly answered by 304."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control of what never changes at its address."""

_VARIES = {False: (("Vary", "Accept"),), True: (("Vary", "Accept, Accept-Profile"),)}
"""What is said of an answer that the Accept header chose, and of one that the profile may have chosen, too."""
_UNUSED = Headers([("Content-Type", "application/octet-stream")])
_EVERYWHERE = (("Cache-Control", REVALIDATED), *SECURITY, *CORS)
_EVERYWHERE_NAMES = frozenset(name for name, _ in _EVERYWHERE)


class Ready(Response):
    """A response sent as it is: most answers are the same as the one before.

    What is sent is a plain list, for building a Headers object takes longer than finding the answer; ``headers`` is
    none of it, and nobody may change it. For the same reason it is not made ready as other responses are.
    """

    headers = _UNUSED
    response = ()

    def __init__(self, body: bytes, sent: list[Header]) -> None:
        self._body = body
        self._sent = sent
        self._on_close: list[Callable[[], object]] = []

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer: this is all of what a WSGI server calls."""
        start_response("200 OK", self._sent[:])
        body = () if environ["REQUEST_METHOD"] == "HEAD" else (self._body,)
        return ClosingIterator(body, self.close) if self._on_close else body


def respond(made: Representation, *, varies: bool = False, profiled: bool = False) -> Response:
    """Return the response to the present request.

    ``varies`` says that the Accept header chose, ``profiled`` that Accept-Profile is looked at there, too.
    """
    if made.status != 200:
        response = Response(made.body, made.status, _headers(made, varies, profiled))
        if made.location:
            response.headers["Location"] = made.location + _query()
        return response
    sent = made.ready.get((varies, profiled))
    if sent is None:
        sent = made.ready[varies, profiled] = _final(made, varies, profiled)
    environ = request.environ
    conditional = "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
    if conditional or environ["REQUEST_METHOD"] == "OPTIONS":
        response = Response(made.body, headers=Headers(sent))
        response.make_conditional(environ)
        return response
    return Ready(made.body, sent)


@lru_cache(maxsize=1_024)
def _date(moment: datetime) -> str:
    """Write a moment as HTTP does; there are no more of them than releases."""
    return http_date(moment)


def _headers(made: Representation, varies: bool, profiled: bool) -> Headers:
    return Headers([("Content-Type", made.content_type), *made.headers, *(_VARIES[profiled] if varies else ())])


def _final(made: Representation, varies: bool, profiled: bool) -> list[Header]:
    """Return all headers of a successful answer."""
    headers = [("Content-Type", made.content_type), *made.headers]
    headers += (("Content-Length", str(len(made.body))), ("ETag", f'"{made.etag}"'))
    if varies:
        headers += _VARIES[profiled]
    if made.modified:
        headers.append(("Last-Modified", _date(made.modified)))
    present = _EVERYWHERE_NAMES.intersection([name for name, _ in made.headers])
    headers += [header for header in _EVERYWHERE if header[0] not in present] if present else _EVERYWHERE
    return headers


def redirect(location: str, status: int = 301) -> Response:
    """Return a redirect to an address relative to the request; its query goes along."""
    return respond(Representation(b"", "text/plain; charset=utf-8", status, location=location))


def finish(response: AnyResponse) -> AnyResponse:
    """Add what every response bears, where the view has not set it otherwise."""
    if isinstance(response, Ready):
        return response
    headers = response.headers
    for name, value in (*SECURITY, *CORS):
        headers.setdefault(name, value)
    if request.method == "OPTIONS":
        for name, value in PREFLIGHT:
            headers.setdefault(name, value)
        headers.setdefault("Access-Control-Allow-Methods", headers.get("Allow", "GET, HEAD, OPTIONS"))
    return response


def _query() -> str:
    text = request.query_string.decode("latin-1")
    return f"?{text}" if text else ""
