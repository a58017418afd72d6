"""Errors on the web (floor 7): exception → status, in one table, and how an error is told.

Machines get RFC 9457 problem details, browsers a page; both say what is wrong and what to do, and neither
ever shows the inside of the program. A new exception of ours needs a row only where its parent's status does
not fit.
"""

import json
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestedRangeNotSatisfiable

from fonds.errors import (
    FondsError,
    NotFoundError,
    QueryError,
    QueryLimitError,
    QueryRefusedError,
    SettingsError,
    StateError,
    UsageError,
)
from fonds.rdf.formats import HTML, Format
from fonds.web.negotiation import choose
from fonds.web.pages.links import Links
from fonds.web.representation import Header, Representation
from fonds.web.responses import respond
from fonds.web.site import Site

PROBLEM = Format("problem", "application/problem+json", "json", "problem details", ("application/json",))
"""How machines are told of an error (RFC 9457)."""

STATUSES: tuple[tuple[type[FondsError], int], ...] = (
    (NotFoundError, 404),
    (SettingsError, 500),
    (UsageError, 400),
    (QueryRefusedError, 400),
    (StateError, 503),
    (FondsError, 500),
)
"""The first row whose class fits decides; :class:`QueryLimitError` depends on its limit, see LIMITS."""

LIMITS = {"length": 413, "client": 429, "load": 503, "time": 503, "memory": 503}
"""Limit a query ran into → status."""

RETRY_SECONDS = 5
"""Retry-After of what may well succeed a little later."""

_RETRY = ("Retry-After", str(RETRY_SECONDS))

FINAL = ("time", "memory")
"""Limits that the same query would run into again: nobody is asked to repeat it."""

_log = logging.getLogger("fonds.web")


class NotAcceptableError(FondsError):
    """Nothing that exists is acceptable to the asker; ``offered`` is what there is."""

    def __init__(self, offered: tuple[Format, ...], message: str = "") -> None:
        there_is = ", ".join(form.media_type for form in offered)
        super().__init__(message or "This does not exist in any format you accept.", f"There is: {there_is}.")
        self.offered = offered


class GoneError(NotFoundError):
    """It was there, and was withdrawn; the document's own address says when and why."""


def status_of(error: FondsError) -> int:
    """Return the status an exception of ours is answered with."""
    if isinstance(error, NotAcceptableError):
        return 406
    if isinstance(error, GoneError):
        return 410
    if isinstance(error, QueryLimitError):
        return LIMITS.get(error.limit, 503)
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def register(app: Flask, site: Site) -> None:
    """Let every exception end in an answer of ours."""

    def ours(error: FondsError) -> Response:
        status = status_of(error)
        if status == 500:
            _log.error("%s %s: %s", request.method, request.path, error)
        return tell(site, status, error.message, error.remedy, **_extra(error))

    def theirs(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        response = tell(site, error.code, _words(error.code), "")
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
            response.headers["Content-Range"] = f"{error.units} */{error.length}"
        return response

    def unforeseen(error: Exception) -> Response:
        _log.exception("%s %s", request.method, request.path, exc_info=error)
        return tell(site, 500, "Something went wrong here.", "It has been written to the log.")

    app.register_error_handler(FondsError, ours)
    app.register_error_handler(HTTPException, theirs)
    app.register_error_handler(Exception, unforeseen)


def tell(site: Site, status: int, message: str, remedy: str, **extra: Any) -> Response:
    """Return an error as the asker can read it best. ``extra`` are further members of the problem details."""
    choice = choose(request.headers.get("Accept", ""), (PROBLEM, HTML))
    title = HTTPStatus(status).phrase
    if choice is not None and choice.format is HTML:
        links = Links(site.iris, request.path)
        page = site.pages.render(
            "error.html", links, status=status, title=title, message=message, remedy=remedy, extra=extra
        )
        made = Representation(page, HTML.content_type, status)
    else:
        problem = {"type": "about:blank", "title": title, "status": status, "detail": message}
        if remedy:
            problem["remedy"] = remedy
        body = json.dumps({**problem, **extra}, ensure_ascii=False).encode()
        made = Representation(body, PROBLEM.media_type, status)
    response = respond(made, varies=True)
    response.headers["Cache-Control"] = "no-store"
    if status in (429, 503) and extra.get("limit") not in FINAL:
        response.headers.extend([_RETRY])
    return response


def retry_headers(error: QueryError) -> tuple[Header, ...]:
    """Return the header that says when to ask again, of a query that may well be answered then."""
    again = isinstance(error, QueryLimitError) and status_of(error) in (429, 503) and error.limit not in FINAL
    return (_RETRY,) if again else ()


def _extra(error: FondsError) -> dict[str, Any]:
    if isinstance(error, NotAcceptableError):
        return {"available": [form.media_type for form in error.offered]}
    if isinstance(error, QueryLimitError):
        return {"limit": error.limit}
    parameter = getattr(error, "parameter", "")
    return {"parameter": parameter} if parameter else {}


def _words(status: int) -> str:
    """Return a status in plain words; never what an exception said, for that may repeat what was sent."""
    return {
        404: "There is nothing at this address.",
        405: "This address cannot be used in that way.",
        413: "That is more than this address reads.",
        414: "This address is too long.",
        415: "This address reads no such media type.",
        416: "The file has no such part.",
    }.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
