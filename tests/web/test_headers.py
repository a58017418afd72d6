"""What every answer bears, and what an asker who has it already is told."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from fonds.rdf.formats import FORMATS
from fonds.web.responses import Ready
from web.archive import HOSTILE, LETTER

PATHS = (
    "/", "/doc", f"/doc/{LETTER}", f"/doc/{LETTER}.jsonld", f"/doc/{LETTER}/evidence.jsonld", "/agent/red-army.ttl",
    "/context.jsonld", "/vocab.ttl", "/dataset", "/static/fonds.css",
)


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_is_not_sent_again(client: FlaskClient, path: str) -> None:
    """Who has the present bytes, by tag or by any of several tags or by star, is told 304 without a body."""
    first = client.get(path)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    for header in (tag, f'"other", {tag}', "*", f"W/{tag}"):
        again = client.get(path, headers={"If-None-Match": header})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_date_decides_where_there_is_no_tag(client: FlaskClient) -> None:
    """If-Modified-Since is honoured, and If-None-Match goes before it."""
    path = f"/doc/{LETTER}.jsonld"
    modified = client.get(path).headers["Last-Modified"]
    assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304
    before = {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}
    assert client.get(path, headers=before).status_code == 200
    both = {"If-Modified-Since": modified, "If-None-Match": '"other"'}
    assert client.get(path, headers=both).status_code == 200


def test_last_modified_is_when_the_record_changed(client: FlaskClient) -> None:
    """A description bears the stamp of its record; the page, which shows more, that of the release."""
    assert client.get(f"/doc/{LETTER}.nt").headers["Last-Modified"] == "Fri, 02 Jan 2026 12:00:00 GMT"
    assert client.get(f"/doc/{HOSTILE}.nt").headers["Last-Modified"] == "Fri, 02 Jan 2026 12:00:02 GMT"
    assert client.get(f"/doc/{LETTER}").headers["Last-Modified"] == "Fri, 02 Jan 2026 12:00:02 GMT"


def test_each_representation_has_its_own_tag(client: FlaskClient) -> None:
    """No two formats share an entity tag, nor do two names of the same bytes."""
    tags = [client.get(f"/doc/{LETTER}.{form.suffix}").headers["ETag"] for form in FORMATS]
    tags.append(client.get(f"/doc/{LETTER}").headers["ETag"])
    tags.append(client.get(f"/doc/{LETTER}", headers={"Accept": "application/json"}).headers["ETag"])
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("path", [*PATHS, "/nothing", "/health", f"/search?q={LETTER}"])
def test_head_is_get_without_a_body(client: FlaskClient, path: str) -> None:
    """HEAD has status and headers of GET, the length included, and no body."""
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    assert dict(head.headers) == dict(get.headers)
    assert int(get.headers["Content-Length"]) == len(get.data)


@pytest.mark.parametrize("path", [*PATHS, "/nothing", f"/doc/{LETTER}.exe", "/health", "/search", "/doc/"])
def test_every_answer_is_open_and_harmless(client: FlaskClient, path: str) -> None:
    """Every answer, errors included, may be read by any origin and executes nothing."""
    headers = client.get(path).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_preflight_is_answered(client: FlaskClient) -> None:
    """OPTIONS says what is allowed, for browsers that ask before they fetch."""
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "accept"}
    answer = client.options(f"/doc/{LETTER}", headers=asked)
    assert answer.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    assert "Accept" in answer.headers["Access-Control-Allow-Headers"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_same_bytes_are_not_made_twice(client: FlaskClient) -> None:
    """One request after the other gets the same headers, whatever the first one asked."""
    path = f"/doc/{LETTER}"
    first = dict(client.get(path).headers)
    client.get(path, headers={"If-None-Match": first["ETag"]})
    client.head(path)
    assert dict(client.get(path).headers) == first


def test_the_end_of_an_answer_is_told(client: FlaskClient) -> None:
    """Who asked to be told of the end of an answer is told when the server closes it, also of one that is sent as it is."""
    app, ended = client.application, list[str]()
    environ = EnvironBuilder(f"/doc/{LETTER}.jsonld").get_environ()
    with app.request_context(environ):
        response = app.full_dispatch_request()
    assert isinstance(response, Ready)
    response.call_on_close(lambda: ended.append("answer"))
    body, status, _ = run_wsgi_app(response, environ)
    assert (status, b"".join(body)[:1], ended) == ("200 OK", b"{", [])
    close: Callable[[], None] = getattr(body, "close")  # noqa: B009 (of an iterable that has one)
    close()
    assert ended == ["answer"]
