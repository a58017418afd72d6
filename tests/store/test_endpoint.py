"""An engine elsewhere, played by a local server."""

import contextlib
import http.server
import json
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import Graph

from fonds.errors import FondsError, QueryLimitError, QueryRefusedError, StateError
from fonds.store.embedded import EmbeddedStore
from fonds.store.endpoint import EndpointStore
from fonds.store.open import open_store
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor
from store.samples import DATA, EVERYTHING, LABELLED, LABELS, SMALL, TRIPLES

Reply = Callable[[http.server.BaseHTTPRequestHandler, str], None]
JSON = "application/sparql-results+json"


@contextlib.contextmanager
def _engine(reply: Reply) -> Iterator[str]:
    """Serve on a free port what ``reply`` says to each query; yield the address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                reply(self, urllib.parse.parse_qs(body)["query"][0])

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql"
        finally:
            server.shutdown()
            thread.join()


def _send(handler: http.server.BaseHTTPRequestHandler, status: int, media_type: str, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _ignore(value: object) -> None:
    """Drop a value."""


@pytest.fixture
def real(directory: Path) -> Iterator[str]:
    """An engine that answers from the sample store, graphs in Turtle."""

    def reply(handler: http.server.BaseHTTPRequestHandler, query: str) -> None:
        with EmbeddedStore(directory) as store:
            answer = store.query(query, formats={"construct": "turtle"})
        _send(handler, 200, answer.media_type + ";charset=utf-8", answer.body)

    with _engine(reply) as address:
        yield address


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rows(real: str, directory: Path, name: str) -> None:
    """Rows from elsewhere are, byte for byte, those of the same store here."""
    with EmbeddedStore(directory) as here, EndpointStore(real) as there:
        mine, theirs = (store.query(LABELLED, formats={"select": name}) for store in (here, there))
    assert (theirs.body, theirs.rows, theirs.media_type) == (mine.body, len(LABELS), mine.media_type)


def test_ask_and_count(real: str) -> None:
    """Truth values and counts come through."""
    with EndpointStore(real) as store:
        assert store.query(SMALL, formats={"ask": "tsv"}).body == b"true\n"
        assert store.count() == len(set(TRIPLES))


def test_graph(real: str) -> None:
    """A graph comes in the format asked for, whatever the engine wrote."""
    with EndpointStore(real) as store:
        answer = store.query(EVERYTHING, formats={"construct": "rdfxml"})
    assert answer.kind == "construct"
    assert Graph().parse(data=answer.body, format="xml").isomorphic(Graph().parse(data=DATA, format="nt"))


def test_caps(real: str) -> None:
    """Rows and bytes are cut here, and the answer stays whole."""
    with EndpointStore(real) as store:
        cut = store.query(LABELLED, formats={"select": "json"}, rows=2)
        assert (cut.truncated, cut.rows, len(json.loads(cut.body)["results"]["bindings"])) == ("rows", 2, 2)
        cut = store.query(LABELLED, formats={"select": "csv"}, size=310)
        assert cut.truncated == "bytes"
        assert 0 < len(cut.body) <= 310


def test_too_large(real: str) -> None:
    """An answer many times too large is not even read."""
    with EndpointStore(real) as store, pytest.raises(QueryLimitError, match="too large"):
        store.query(EVERYTHING, formats={}, size=100)


@pytest.mark.parametrize(("status", "media_type", "body", "kind", "words"), [
    (400, "text/plain", b"Parse error at line 3", QueryRefusedError, "Parse error at line 3"),
    (414, "text/plain", b"", QueryRefusedError, "does not accept"),
    (401, "text/plain", b"", StateError, "login"),
    (403, "text/html", b"<html>", StateError, "403"),
    (404, "text/html", b"<html>", StateError, "cannot be used"),
    (408, "text/html", b"", QueryLimitError, "within 5 seconds"),
    (429, "text/html", b"", QueryLimitError, "busy"),
    (500, "text/html", b"<html>oops", StateError, "oops"),
    (503, "text/html", b"", QueryLimitError, "busy"),
    (504, "text/html", b"", QueryLimitError, "within 5 seconds"),
    (200, "text/html", b"<html>Welcome!</html>", StateError, "no answer to a query"),
    (200, JSON, b"<html>Welcome!</html>", StateError, "no JSON"),
    (200, JSON, b"[]", StateError, "no answer to a query"),
    (200, JSON, b'{"results": {}}', StateError, "no answer to a query"),
    (200, JSON, b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "x"}}]}}', StateError, "no answer"),
    (200, "text/turtle", b"<p>Welcome!</p>", StateError, "no answer to a query"),
])
def test_faults(status: int, media_type: str, body: bytes, kind: type[FondsError], words: str) -> None:
    """Whatever an engine answers becomes an error of ours that names it."""
    with (
        _engine(lambda handler, _: _send(handler, status, media_type, body)) as address,
        EndpointStore(address, 5.0) as store, pytest.raises(kind, match=words) as caught,
    ):
        store.query("SELECT * { ?s ?p ?o }", formats={})
    assert address in str(caught.value)


def test_count_of_nothing() -> None:
    """An engine that cannot count is told apart from one that counts nothing."""
    with (
        _engine(lambda handler, _: _send(handler, 200, JSON, b'{"results": {"bindings": []}}')) as address,
        EndpointStore(address) as store, pytest.raises(StateError, match="no count"),
    ):
        store.count()


def test_silence() -> None:
    """An engine that says nothing is given up."""
    done = threading.Event()
    with _engine(lambda handler, query: _ignore(done.wait(30))) as address:
        with EndpointStore(address, 1.0) as store, pytest.raises(QueryLimitError, match="within 1 seconds"):
            store.query(SMALL, formats={})
        done.set()


def test_dripping() -> None:
    """An engine that sends a byte now and then is given up all the same."""
    done = threading.Event()

    def reply(handler: http.server.BaseHTTPRequestHandler, query: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        while not done.wait(0.05):
            handler.wfile.write(b" ")

    with _engine(reply) as address:
        with EndpointStore(address, 0.5) as store, pytest.raises(QueryLimitError, match=r"within 0\.5 seconds"):
            store.query(SMALL, formats={})
        done.set()


def test_nobody_there() -> None:
    """An address where nothing listens is named."""
    with pytest.raises(StateError, match="cannot be used"):
        EndpointStore("http://127.0.0.1:1/", 5.0).query(SMALL, formats={})


def test_text_is_passed_unread() -> None:
    """A text that makes the wrapper's guess at its kind run for ever is passed on at once."""
    seen: list[str] = []

    def reply(handler: http.server.BaseHTTPRequestHandler, query: str) -> None:
        seen.append(query)
        _send(handler, 400, "text/plain", b"no")

    text = "PREFIX a: " + "\n#" * 50_000 + " Ω"
    with _engine(reply) as address, EndpointStore(address, 20.0) as store, pytest.raises(QueryRefusedError):
        store.query(text, formats={})
    assert seen == [text]


def test_supervisor_over_an_endpoint(real: str) -> None:
    """A stranger's query for an engine elsewhere is read here first, then limited like any other."""
    with Supervisor(Limits(seconds=20.0, rows=3, workers=1)) as supervisor:
        answer = supervisor.run(LABELLED, store=real, formats={"select": "csv"})
        assert (answer.rows, answer.truncated) == (3, "rows")
        with pytest.raises(QueryRefusedError, match="CLEAR changes data"):
            supervisor.run("CLEAR ALL", store=real)


def test_open(real: str, directory: Path) -> None:
    """One door opens both kinds of store, and they hold the same."""
    for where in (real, directory, str(directory)):
        store = open_store(where)
        assert store.count() == len(set(TRIPLES))
        store.close()
