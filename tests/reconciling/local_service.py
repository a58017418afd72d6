"""A small reconciliation service on this machine: it conforms, or it misbehaves in the way asked for."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

MANIFEST: dict[str, Any] = {
    "versions": ["0.1", "0.2"], "name": "Names of the test", "identifierSpace": "https://names.example/entity/",
    "schemaSpace": "https://names.example/schema/", "view": {"url": "https://names.example/view/{{id}}"},
    "defaultTypes": [{"id": "https://names.example/schema/Person", "name": "Person"}, {"id": "P2", "name": "Corporate Body"}],
}
DRAFT = {**MANIFEST, "versions": ["1.0-draft"]}
ENTITIES = (("N1", "Ivan Petrov", 100), ("N2", "Ivan Petrovich Petrov", 81.5), ("N3", "Anna Weber", 100), ("N4", "Igor Petrov", 40))


def candidates(name: str, limit: int) -> list[dict[str, Any]]:
    """Return the candidates this service has for a name: all entities that share a word with it."""
    words = set(name.casefold().split())
    found = [each for each in ENTITIES if words & set(each[1].casefold().split())]
    exact = [each[1] for each in found if each[1] == name]
    return [
        {"id": id_, "name": called, "score": score, "match": called == name and len(exact) == 1, "type": [{"id": "P1"}]}
        for id_, called, score in sorted(found, key=lambda each: -each[2])
    ][:limit]


def answer(batch: dict[str, Any]) -> dict[str, Any]:
    """Return the results of a batch of version 0.2."""
    return {key: {"result": candidates(query["query"], query.get("limit", 5))} for key, query in batch.items()}


class LocalService:
    """The service while it runs. ``faults`` are answers given first, each once; ``asked`` are the batches it got."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        self.manifest = manifest
        self.asked: list[dict[str, Any]] = []
        self.requests: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.address = ""
        self.retry_after = ""


class _Handler(BaseHTTPRequestHandler):
    service: LocalService

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""

    def do_GET(self) -> None:
        """Give the manifest."""
        self.service.requests.append(("GET", self.path))
        if self.path == "/loop":
            self._redirect("/loop")
        elif self.path == "/old":
            self._redirect("/")
        elif self.path == "/away":
            self._redirect("file:///etc/passwd")
        elif not self._misbehave():
            self._give(self.service.manifest)

    def do_POST(self) -> None:
        """Answer a batch."""
        self.service.requests.append(("POST", self.path))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self._misbehave():
            return
        if self.path.endswith("/reconcile"):
            batch = json.loads(body)
            self.service.asked.append(batch)
            found = [candidates(each["conditions"][0]["propertyValue"], each["limit"]) for each in batch["queries"]]
            self._give({"results": [{"candidates": each} for each in found]})
        else:
            assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            batch = json.loads(parse_qs(body.decode())["queries"][0])
            self.service.asked.append(batch)
            self._give(answer(batch))

    def _misbehave(self) -> bool:
        if not self.service.faults:
            return False
        fault = self.service.faults.pop(0)
        if fault.isdigit():
            self.send_response(int(fault))
            if self.service.retry_after:
                self.send_header("Retry-After", self.service.retry_after)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif fault == "slow":
            time.sleep(1.5)
            self._close()
        elif fault in ("drip", "drip headers"):
            self._drip(headers=fault == "drip headers")
        elif fault == "hang up":
            self._close()
        elif fault == "break off":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"{")
        elif fault == "huge":
            self._huge()
        else:
            self._give_bytes(fault.encode())
        return True

    def _close(self) -> None:
        self.close_connection = True

    def _drip(self, *, headers: bool) -> None:
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: " if headers else b"HTTP/1.0 200 OK\r\n\r\n")
            for _ in range(12):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass
        self._close()

    def _huge(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
            for _ in range(200):
                self.wfile.write(b" " * 100_000)
        except OSError:
            pass
        self._close()

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give(self, value: object) -> None:
        self._give_bytes(json.dumps(value).encode())

    def _give_bytes(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(manifest: dict[str, Any] | None = None) -> Iterator[LocalService]:
    """Run the service at an address of its own while the block lasts."""
    service = LocalService(MANIFEST if manifest is None else manifest)
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    service.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
