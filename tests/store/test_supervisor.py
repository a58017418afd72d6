"""Queries through the supervisor: limits, caps, and what outlives a crash."""

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph

import fonds
from fonds.errors import QueryLimitError, QueryRefusedError, StateError, UsageError
from fonds.store import sandbox
from fonds.store.embedded import EmbeddedStore, build_store
from fonds.store.sandbox import Limits, Worker
from fonds.store.supervisor import Supervisor
from store.samples import DATA, EVERYTHING, LABELLED, LABELS, SMALL, TRIPLES

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT ?s ?p ?o { ?s ?p ?o }"
PATIENCE = 60.0


def _workers(supervisor: Supervisor) -> list[Worker]:
    return list(supervisor._turns._idle)


def _wait_until_warm(supervisor: Supervisor) -> None:
    for _ in range(3_000):
        if not supervisor._cold and all(worker._ready for worker in _workers(supervisor)):
            return
        threading.Event().wait(0.01)


def test_same_as_the_store(service: Supervisor, directory: Path) -> None:
    """The supervisor's answer is, byte for byte, the store's own."""
    with EmbeddedStore(directory) as store:
        for formats in ({"select": "csv"}, {"select": "json"}, {"select": "tsv"}, {"select": "xml"}):
            answer = service.run(LABELLED, store=directory, formats=formats)
            assert answer.body == store.query(LABELLED, formats=formats).body
            assert (answer.kind, answer.rows, answer.truncated) == ("select", len(LABELS), None)


def test_formats_by_kind(service: Supervisor, directory: Path) -> None:
    """Each kind of query comes in the format named for its kind."""
    formats = {"select": "csv", "ask": "xml", "construct": "turtle"}
    answers = [service.run(query, store=directory, formats=formats) for query in (LABELLED, SMALL, EVERYTHING)]
    assert [answer.media_type for answer in answers] == [
        "text/csv", "application/sparql-results+xml", "text/turtle",
    ]
    assert [answer.kind for answer in answers] == ["select", "ask", "construct"]
    described = service.run(f"DESCRIBE <{TRIPLES[0][0][1:-1]}>", store=directory, formats=formats)
    assert (described.kind, len(Graph().parse(data=described.body, format="turtle"))) == ("construct", 3)


def test_unknown_format(service: Supervisor, directory: Path) -> None:
    """A format that does not exist is refused before anything runs."""
    with pytest.raises(UsageError, match="'docx'"):
        service.run(ENDLESS, store=directory, formats={"select": "docx"})


@pytest.fixture(scope="module")
def strict() -> Iterator[Supervisor]:
    """A supervisor with caps that bite."""
    with Supervisor(Limits(seconds=20.0, rows=7, bytes=1200, length=300, workers=1)) as supervisor:
        yield supervisor


def _count_rows(name: str, body: bytes) -> int:
    if name == "json":
        return len(json.loads(body)["results"]["bindings"])
    if name == "xml":
        return len(ElementTree.fromstring(body).findall(".//{*}result"))  # noqa: S314 (our own bytes)
    return len(list(csv.reader(io.StringIO(body.decode(), newline=""), delimiter="\t" if name == "tsv" else ","))) - 1


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_row_cap(strict: Supervisor, directory: Path, name: str) -> None:
    """A result cut at the row cap says so, is well-formed, and has that many rows."""
    answer = strict.run("SELECT (1 AS ?n) { ?s ?p ?o }", store=directory, formats={"select": name})
    assert (answer.truncated, answer.rows, _count_rows(name, answer.body)) == ("rows", 7, 7)


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_byte_cap(strict: Supervisor, directory: Path, name: str) -> None:
    """A result cut at the byte cap says so, is well-formed, and no larger."""
    query = "SELECT ?s ?p ?o (REPEAT AS ?x) { ?s ?p ?o BIND(CONCAT(STR(?s), STR(?s), STR(?s), STR(?s)) AS ?y) }"
    answer = strict.run(query.replace("(REPEAT AS ?x)", "?y"), store=directory, formats={"select": name})
    assert answer.truncated == "bytes"
    assert len(answer.body) <= 1200
    assert 0 < answer.rows == _count_rows(name, answer.body) < 7


def test_graph_cap(strict: Supervisor, directory: Path) -> None:
    """A graph is cut like a table."""
    answer = strict.run(EVERYTHING, store=directory, formats={"construct": "ntriples"})
    assert answer.truncated in {"rows", "bytes"}
    assert len(Graph().parse(data=answer.body, format="nt")) == answer.rows <= 7


def test_length(strict: Supervisor, directory: Path) -> None:
    """A query text beyond the length, in bytes, is not read."""
    with pytest.raises(QueryLimitError, match="310 bytes; 300 are read") as caught:
        strict.run("ASK {} # " + "é" * 150 + "e", store=directory)
    assert caught.value.limit == "length"
    assert strict.run("ASK {} #" + "é" * 146, store=directory).kind == "ask"


def test_no_unicode(service: Supervisor, directory: Path) -> None:
    """Half a surrogate pair is refused, not passed on."""
    with pytest.raises(QueryRefusedError, match="Unicode"):
        service.run("ASK { ?s ?p '\ud800' }", store=directory)


@pytest.mark.parametrize(("query", "words"), [
    ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "SERVICE <http://127.0.0.1:1/> is not allowed"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM <file:///etc/passwd> is not allowed"),
    ("LOAD <http://127.0.0.1:1/>", "LOAD changes data"),
    ("SELECT * {", "Line 1, column 11"),
])
def test_refusals(service: Supervisor, directory: Path, query: str, words: str) -> None:
    """A refusal says what and why, and costs no process."""
    before = {worker.pid for worker in _workers(service)}
    with pytest.raises(QueryRefusedError, match=words):
        service.run(query, store=directory)
    assert {worker.pid for worker in _workers(service)} == before


def test_trusted_text_is_not_read_twice(service: Supervisor, directory: Path) -> None:
    """A text of our own may use what only the engine knows; a stranger's may not."""
    query = "SELECT * { VALUES ?x { 1 2 } LATERAL { BIND(?x + 1 AS ?y) } }"
    assert service.run(query, store=directory, trusted=True).rows == 2
    with pytest.raises(QueryRefusedError):
        service.run(query, store=directory)


def test_trusted_text_has_no_network(service: Supervisor, directory: Path) -> None:
    """Even a text of our own reaches no other server from a query process."""
    service.run(SMALL, store=directory)
    if not _workers(service)[-1].network_blocked:
        pytest.skip("the network cannot be blocked on this system")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        query = f"ASK {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?a ?b ?c }} }}"
        with pytest.raises((StateError, QueryRefusedError)):
            service.run(query, store=directory, trusted=True)
        with pytest.raises(TimeoutError):
            server.accept()


def test_same_process_again(service: Supervisor, directory: Path) -> None:
    """A process is used again after a query that ended well."""
    service.run(SMALL, store=directory)
    before = {worker.pid for worker in _workers(service)}
    for _ in range(20):
        service.run(SMALL, store=directory)
    assert {worker.pid for worker in _workers(service)} == before


def test_time(service: Supervisor, directory: Path) -> None:
    """What takes too long is stopped, with a word on how to ask better; its process is replaced."""
    service.run(SMALL, store=directory)
    before = {worker.pid for worker in _workers(service)}
    with pytest.raises(QueryLimitError, match=r"more than the 0.7 seconds.*LIMIT") as caught:
        service.run(ENDLESS, store=directory)
    assert caught.value.limit == "time"
    after = {worker.pid for worker in _workers(service)}
    assert len(before & after) == 1
    assert len(after) == len(before)
    assert service.run(SMALL, store=directory).body


def test_killed_from_outside(service: Supervisor, directory: Path) -> None:
    """When the system kills the processes, the next queries are answered by new ones."""
    for worker in _workers(service):
        service.run(SMALL, store=directory)
        os.kill(worker.pid, signal.SIGKILL)
    answered = 0
    for _ in range(4):
        try:
            answered += service.run(SMALL, store=directory).kind == "ask"
        except QueryLimitError as error:
            assert error.limit == "memory"
        except StateError as error:
            assert "while it was starting" in error.message
    assert answered >= 2


def test_grown(directory: Path) -> None:
    """A process that has grown beyond half of its ceiling is replaced although the query ended well."""
    with Supervisor(Limits(seconds=20.0, memory_mb=500, workers=1)) as supervisor:
        for _ in range(5):
            supervisor.run(SMALL, store=directory)
        [worker] = _workers(supervisor)
        if worker.first_mb is None:
            pytest.skip("the system does not tell what a process holds")
        first, worker.first_mb = worker.pid, -1000.0
        assert supervisor.run(SMALL, store=directory).kind == "ask"
        assert [worker.pid for worker in _workers(supervisor)] != [first]


def test_too_little_memory() -> None:
    """A ceiling below what a process needs to start is refused beforehand."""
    with pytest.raises(UsageError, match="cannot work in 99 MB"):
        Supervisor(Limits(memory_mb=99))


def test_another_release(service: Supervisor, directory: Path, tmp_path: Path) -> None:
    """A query is answered from the store it names, also when that changes, and when it lies where another lay."""
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    build_store(tmp_path / "a", [DATA.splitlines(keepends=True)[0]])
    build_store(tmp_path / "b", DATA.splitlines(keepends=True)[:2])

    def count(store: Path) -> bytes:
        return service.run(query, store=store, formats={"select": "csv"}).body

    for _ in range(3):
        assert [count(tmp_path / "a"), count(tmp_path / "b")] == [b"n\r\n1\r\n", b"n\r\n2\r\n"]
    shutil.rmtree(tmp_path / "a")
    shutil.move(tmp_path / "b", tmp_path / "a")
    assert [count(tmp_path / "a") for _ in range(3)] == [b"n\r\n2\r\n"] * 3
    assert count(directory) != b"n\r\n2\r\n"


def test_no_store(service: Supervisor, tmp_path: Path) -> None:
    """A store that is not there is a StateError with the remedy."""
    with pytest.raises(StateError, match=r"no store in .*fonds rebuild"):
        service.run(SMALL, store=tmp_path / "nowhere")


def test_cannot_start(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends while it starts is told as a StateError, and the next query gets a new one."""
    with monkeypatch.context() as broken:
        broken.setattr(sandbox, "_PROGRAM", "raise SystemExit(3)")
        supervisor = Supervisor(Limits(workers=1)).start()
    with supervisor:
        with pytest.raises(StateError, match="while it was starting"):
            supervisor.run(SMALL, store=directory)
        assert supervisor.run(SMALL, store=directory).kind == "ask"


def test_load(directory: Path) -> None:
    """When all processes are busy and nobody may wait, one is asked to come back later."""
    with Supervisor(Limits(seconds=0.9, workers=1, waiting=0)) as supervisor, ThreadPoolExecutor(1) as pool:
        supervisor.run(SMALL, store=directory)
        busy = pool.submit(supervisor.run, ENDLESS, store=directory)
        while _workers(supervisor):
            threading.Event().wait(0.001)
        with pytest.raises(QueryLimitError, match="Too many") as caught:
            supervisor.run(SMALL, store=directory)
        assert caught.value.limit == "load"
        with pytest.raises(QueryLimitError, match="seconds a query may have"):
            busy.result(PATIENCE)
        assert supervisor.run(SMALL, store=directory).kind == "ask"
        assert supervisor.counts() == {"answered": 2, "load": 1, "time": 1, "waiting": 0}


def test_abandoned(directory: Path) -> None:
    """A query nobody waits for any more is stopped long before its time."""
    gone = threading.Event()
    with Supervisor(Limits(seconds=PATIENCE, workers=1)) as supervisor, ThreadPoolExecutor(1) as pool:
        supervisor.run(SMALL, store=directory)
        busy = pool.submit(supervisor.run, ENDLESS, store=directory, abandoned=gone.is_set)
        while _workers(supervisor):
            threading.Event().wait(0.001)
        gone.set()
        with pytest.raises(QueryLimitError, match="nobody waited"):
            busy.result(PATIENCE / 2)


def test_closing(directory: Path) -> None:
    """Closing ends what runs, and leaves no process behind."""
    with ThreadPoolExecutor(1) as pool:
        supervisor = Supervisor(Limits(seconds=PATIENCE, workers=2)).start()
        supervisor.run(SMALL, store=directory)
        pids = [worker.pid for worker in _workers(supervisor)]
        busy = pool.submit(supervisor.run, ENDLESS, store=directory)
        while len(_workers(supervisor)) == 2:
            threading.Event().wait(0.001)
        supervisor.close()
        with pytest.raises(StateError, match="stopping"):
            busy.result(PATIENCE / 2)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(StateError, match="stopping"):
        supervisor.run(SMALL, store=directory)


def test_orphans(directory: Path) -> None:
    """When the owner is killed in the middle of a query, its processes end by themselves."""
    program = f"""
import sys, threading; sys.path.insert(0, {str(Path(fonds.__file__).parent.parent)!r})
from fonds.store.sandbox import Limits
from fonds.store.supervisor import Supervisor
supervisor = Supervisor(Limits(seconds=0.5, workers=1)).start()
supervisor.run("ASK {{}}", store={str(directory)!r})
[worker] = supervisor._turns._idle
threading.Thread(target=supervisor.run, args=({ENDLESS!r},), kwargs={{"store": {str(directory)!r}}}).start()
while supervisor._turns._idle: pass
print(worker.pid, flush=True)
import os, signal; os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=False)
    pid = int(done.stdout)
    for _ in range(600):
        try:
            if Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text("utf-8"):
                return
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return
        threading.Event().wait(0.05)
    pytest.fail(f"process {pid} lives on")


def test_light() -> None:
    """A web worker that only asks a supervisor loads neither engine nor parsers."""
    program = f"""
import sys; sys.path.insert(0, {str(Path(fonds.__file__).parent.parent)!r})
import fonds.store.query_socket
print(*sorted({{"pyoxigraph", "rdflib", "SPARQLWrapper", "pyparsing"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")


def test_one_client_cannot_have_all(directory: Path) -> None:
    """While one client's endless queries run and wait, another's are answered; one too many is told so by name."""
    with Supervisor(Limits(seconds=4.0, workers=3, each=3)) as supervisor, ThreadPoolExecutor(3) as pool:
        supervisor.run(SMALL, store=directory)
        _wait_until_warm(supervisor)
        busy = [pool.submit(supervisor.run, ENDLESS, store=directory, client="a") for _ in range(3)]
        while supervisor._turns.waiting != 1:
            threading.Event().wait(0.001)
        with pytest.raises(QueryLimitError, match="You have 3 queries") as caught:
            supervisor.run(SMALL, store=directory, client="a")
        assert caught.value.limit == "client"
        assert [supervisor.run(SMALL, store=directory, client="b").kind for _ in range(5)] == ["ask"] * 5
        assert not any(each.done() for each in busy[:2]), "the endless queries were over before the others were asked"
        for each in busy:
            with pytest.raises(QueryLimitError):
                each.result(PATIENCE)
        assert supervisor.run(SMALL, store=directory, client="a").kind == "ask"


def test_processes_are_warmed(directory: Path) -> None:
    """After the first query the other processes are started, and each has opened the store before it is asked."""
    with Supervisor(Limits(seconds=PATIENCE, workers=3)) as supervisor:
        supervisor.run(SMALL, store=directory)
        assert len(_workers(supervisor)) == 3
        _wait_until_warm(supervisor)
        assert [worker._ready for worker in _workers(supervisor)] == [True] * 3
        assert [worker._taken for worker in _workers(supervisor)].count(True) == 1


def test_no_process_can_be_started(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system lets no process start in the place of an ended one, that is said, and its place is not lost."""
    with Supervisor(Limits(seconds=0.3, workers=1)) as supervisor:
        supervisor.run(SMALL, store=directory)
        with monkeypatch.context() as broken:
            broken.setattr(sandbox.sys, "executable", "/nowhere/python")  # type: ignore[attr-defined]
            with pytest.raises(QueryLimitError, match="seconds"):
                supervisor.run(ENDLESS, store=directory)
            with pytest.raises(StateError, match="could be started"):
                supervisor.run(SMALL, store=directory)
        with pytest.raises(StateError, match="could be started"):
            supervisor.run(SMALL, store=directory)
        assert supervisor.run(SMALL, store=directory).kind == "ask"
