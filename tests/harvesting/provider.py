"""A repository of OAI-PMH 2.0 on this machine: lists in parts, sets, deletions, and faults on demand."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

SENTENCE = "Letter from Andrei Gromyko to the Foreign Ministry"


def oai_dc(title: str, date: str = "1979-03-05", **values: str) -> str:
    """Return a record in oai_dc; further elements by their names."""
    more = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in values.items())
    return (
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
        f"<dc:title>{escape(title)}</dc:title><dc:date>{date}</dc:date>{more}</oai_dc:dc>"
    )


@dataclass
class Item:
    """One record: its metadata (None: deleted), when it changed, its set."""

    metadata: str | None
    stamp: str = "2026-01-01T00:00:00Z"
    spec: str = ""


@dataclass
class Fault:
    """An answer instead of the right one, to requests whose query holds ``when``, ``times`` times (-1: always)."""

    when: str
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    times: int = -1


@dataclass
class Repository:
    """The records by identifier, the repository's time, how long its lists are, and what it says of itself."""

    items: dict[str, Item] = field(default_factory=dict)
    now: str = "2026-02-01T00:00:00Z"
    page: int = 2
    deletions: str = "persistent"
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    faults: list[Fault] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    address: str = ""

    def put(self, name: str, metadata: str | None, stamp: str = "2026-01-01T00:00:00Z", spec: str = "") -> None:
        """Add, change or (None) delete a record."""
        self.items[f"oai:Example.org:{name}"] = Item(metadata, stamp, spec)

    def verbs(self) -> list[str]:
        """The verbs of all requests so far."""
        return [asked["verb"] for asked in self.asked]

    def answer(self, asked: dict[str, str]) -> str:
        """Return the right answer to a request."""
        verb = asked.get("verb", "")
        inner = {"Identify": self._identify, "ListRecords": self._list, "ListIdentifiers": self._list}.get(verb)
        content = inner(asked) if inner else self._error("badVerb", "no such verb")
        wanted = "" if "badVerb" in content else f' verb="{verb}"'
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<responseDate>{self.now}</responseDate><request{wanted}>{self.address}</request>{content}</OAI-PMH>"
        )

    def _identify(self, _asked: dict[str, str]) -> str:
        return (
            f"<Identify><repositoryName>Example</repositoryName><baseURL>{self.address}</baseURL>"
            "<protocolVersion>2.0</protocolVersion><adminEmail>a@example.org</adminEmail>"
            f"<earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>{self.deletions}</deletedRecord>"
            f"<granularity>{self.granularity}</granularity></Identify>"
        )

    def _list(self, asked: dict[str, str]) -> str:
        verb = asked["verb"]
        start, since, spec = 0, asked.get("from", ""), asked.get("set", "")
        if token := asked.get("resumptionToken", ""):
            parts = token.split("|")
            if len(parts) != 3 or not parts[0].isdigit():
                return self._error("badResumptionToken", "it has run out")
            start, since, spec = int(parts[0]), parts[1], parts[2]
        elif asked.get("metadataPrefix") != "oai_dc":
            return self._error("cannotDisseminateFormat", "only oai_dc")
        found = [
            (name, item) for name, item in self.items.items()
            if item.stamp[: len(since)] >= since and item.spec.startswith(spec)
            and (item.metadata is not None or self.deletions != "no")
        ]
        if not found:
            return self._error("noRecordsMatch", "nothing")
        part = found[start : start + self.page]
        rows = "".join(self._row(name, item, verb) for name, item in part)
        end = start + self.page
        more = f"{end}|{since}|{spec}" if end < len(found) else ""
        last = f"<resumptionToken>{more}</resumptionToken>" if more or start else ""
        return f"<{verb}>{rows}{last}</{verb}>"

    @staticmethod
    def _row(name: str, item: Item, verb: str) -> str:
        status = ' status="deleted"' if item.metadata is None else ""
        spec = f"<setSpec>{item.spec}</setSpec>" if item.spec else ""
        header = f"<header{status}><identifier>{name}</identifier><datestamp>{item.stamp}</datestamp>{spec}</header>"
        if verb == "ListIdentifiers":
            return header
        metadata = "" if item.metadata is None else f"<metadata>{item.metadata}</metadata>"
        return f"<record>{header}{metadata}</record>"

    @staticmethod
    def _error(code: str, words: str) -> str:
        return f'<error code="{code}">{words}</error>'


@contextmanager
def serving(repository: Repository) -> Iterator[Repository]:
    """Serve a repository at an address of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = urlsplit(self.path).query
            repository.paths.append(self.path)
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            repository.asked.append(asked)
            fault = next((each for each in repository.faults if each.when in self.path and each.times), None)
            if fault:
                fault.times -= 1
            body = fault.body if fault else repository.answer(asked).encode()
            self.send_response(fault.status if fault else 200)
            for name, value in (fault.headers if fault else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Tell nobody."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        repository.address = f"http://127.0.0.1:{server.server_port}/oai"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield repository
        finally:
            server.shutdown()
            thread.join()
