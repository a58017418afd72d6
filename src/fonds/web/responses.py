"""Responses (floor 7): the only module that builds them, and the headers every answer bears.

An answer is made as a :class:`Representation`; :func:`respond` turns it into a response for the present
request, and says 304 where the asker has it already (RFC 9110, section 13). :func:`finish` adds what all
responses have: open to all origins, since everything here is public and nothing is written by requests;
nothing executable in a page.
"""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from fonds.web.representation import Representation

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

CORS: tuple[tuple[str, str], ...] = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "ETag, Last-Modified, Link, Location, Retry-After, Content-Type, Content-Length",
    ),
)
"""On every response."""

PREFLIGHT: tuple[tuple[str, str], ...] = (
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match, If-Modified-Since"),
    ("Access-Control-Max-Age", "86400"),
)
"""On answers to OPTIONS, besides the methods that are allowed."""

REVALIDATED = "public, no-cache"
"""Cache-Control of what changes with a release: kept by anybody, asked for anew, mostly answered by 304."""

FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control of what never changes at its address."""

_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


def respond(made: Representation, *, varies: bool = False) -> Response:
    """Return the response to the present request. ``varies`` says that the Accept header chose."""
    response = Response(made.body, made.status, content_type=made.content_type)
    headers = response.headers
    for name, value in made.headers:
        headers[name] = value
    if varies:
        headers["Vary"] = "Accept"
    if made.location:
        headers["Location"] = made.location + _query()
    if made.status == 200:
        headers["ETag"] = f'"{made.etag}"'
        headers.setdefault("Cache-Control", REVALIDATED)
        if made.modified:
            response.last_modified = made.modified
        if any(name in request.environ for name in _CONDITIONS):
            response.make_conditional(request.environ)
    return response


def redirect(location: str, status: int = 301) -> Response:
    """Return a redirect to an address relative to the request; its query goes along."""
    return respond(Representation(b"", "text/plain; charset=utf-8", status, location=location))


def finish(response: AnyResponse) -> AnyResponse:
    """Add what every response bears, where the view has not set it otherwise."""
    headers = response.headers
    for name, value in SECURITY:
        headers.setdefault(name, value)
    for name, value in CORS:
        headers.setdefault(name, value)
    if request.method == "OPTIONS":
        for name, value in PREFLIGHT:
            headers.setdefault(name, value)
        headers.setdefault("Access-Control-Allow-Methods", headers.get("Allow", "GET, HEAD, OPTIONS"))
    return response


def _query() -> str:
    text = request.query_string.decode("latin-1")
    return f"?{text}" if text else ""
