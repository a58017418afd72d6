"""Errors, as machines and as people are told them."""

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from fonds import errors
from fonds.catalogue.catalogue import Catalogue
from fonds.errors import (
    FondsError,
    NotFoundError,
    ParameterError,
    QueryLimitError,
    QueryRefusedError,
    SettingsError,
    StateError,
    UsageError,
    VocabularyError,
)
from fonds.web.app import create_app
from fonds.web.errors import NotAcceptableError, status_of
from fonds.web.negotiation import DESCRIPTIONS
from web.archive import LETTER, site_settings, told

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
STATUSES: tuple[tuple[FondsError, int], ...] = (
    (NotFoundError("x"), 404),
    (ParameterError("p", "x"), 400),
    (SettingsError("x"), 500),
    (UsageError("x"), 400),
    (VocabularyError("x"), 500),
    (StateError("x"), 503),
    (QueryRefusedError("x"), 400),
    (QueryLimitError("time", "x"), 503),
    (QueryLimitError("memory", "x"), 503),
    (QueryLimitError("load", "x"), 503),
    (QueryLimitError("client", "x"), 429),
    (QueryLimitError("length", "x"), 413),
    (NotAcceptableError(DESCRIPTIONS), 406),
)


@pytest.mark.parametrize(("error", "status"), STATUSES)
def test_status_of_every_error(error: FondsError, status: int) -> None:
    """Each exception of ours is answered with the status its kind stands for."""
    assert status_of(error) == status


def test_every_exception_has_a_status() -> None:
    """No exception of ours was forgotten in the table above."""
    ours = {each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, FondsError)}
    tested = {type(error) for error, _ in STATUSES}
    assert all(any(issubclass(kind, each) for kind in tested) for each in ours)


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "text/turtle"])
def test_machines_get_problem_details(client: FlaskClient, accept: str) -> None:
    """Whoever is no browser gets RFC 9457 problem details, with the status in it."""
    answer = client.get("/doc/nothing", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert told(answer)["status"] == 404
    assert {"type", "title", "detail"} <= set(told(answer))


def test_browsers_get_a_page(client: FlaskClient) -> None:
    """A browser gets a page in the site's dress, with a way on."""
    answer = client.get("/doc/nothing", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert html.fromstring(answer.text).xpath("//form[@role='search']")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_wrong_method_names_the_right_ones(client: FlaskClient, method: str) -> None:
    """A method that an address does not know is a 405 with those it knows."""
    answer = getattr(client, method)(f"/doc/{LETTER}")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.mimetype == "application/problem+json"


def test_endless_address_is_refused(client: FlaskClient) -> None:
    """A path or a query longer than anybody needs is a 414."""
    assert client.get("/doc/" + "a" * 3_000).status_code == 414
    assert client.get("/search?q=" + "a" * 400_000).status_code == 414


def test_endless_search_is_refused(client: FlaskClient) -> None:
    """A search longer than anybody reads is a 400 that names the parameter."""
    answer = client.get("/search?q=" + "a" * 5_000)
    assert (answer.status_code, told(answer)["parameter"]) == (400, "q")


@pytest.mark.parametrize("year", ["MCM", "1989-09", "9" * 20, "1989 OR 1", "--5", "-", "\u0663"])
def test_ill_year_is_named(client: FlaskClient, year: str) -> None:
    """A year that is no number is a 400 that names the parameter."""
    answer = client.get("/search", query_string={"year": year})
    assert (answer.status_code, told(answer)["parameter"]) == (400, "year")


def test_own_faults_stay_inside(caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the program is a 500 that tells nothing of it; the log has the trace."""

    def broken() -> Catalogue:
        raise RuntimeError("the secret inside")

    app = create_app(site_settings(Path("nowhere")), catalogue=broken)
    with caplog.at_level(logging.CRITICAL):
        caplog.set_level(logging.ERROR, logger="fonds.web")
        answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "the secret inside" in caplog.text


@pytest.mark.parametrize("path", ["/", "/doc", f"/doc/{LETTER}", "/agent/x.ttl", "/search?q=a", "/dataset"])
def test_before_the_first_release_pages_say_what_to_do(empty: Flask, path: str) -> None:
    """A site where nothing was published answers 503 with the remedy, and asks to come back."""
    answer = empty.test_client().get(path)
    assert answer.status_code == 503
    assert "fonds publish" in told(answer)["remedy"]
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/vocab", "/vocab/genre/letter.ttl", "/context.jsonld", "/static/fonds.css"])
def test_vocabulary_needs_no_release(empty: Flask, path: str) -> None:
    """Vocabulary, context and stylesheet are there before anything was published."""
    assert empty.test_client().get(path).status_code == 200


def test_health_tells_both(empty: Flask, client: FlaskClient) -> None:
    """The health check is 503 before the first release, and then names the release."""
    assert empty.test_client().get("/health").status_code == 503
    answer = client.get("/health")
    assert (answer.status_code, told(answer)["status"]) == (200, "ok")
    assert told(answer)["release"] == 3
    assert answer.headers["Cache-Control"] == "no-store"
