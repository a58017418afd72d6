"""OAI-PMH: records a second against pyoai in this process, and end to end against the ceiling of the client sickle.

``python bench/feeds.py``: copies the shipped pages, under other slugs, into a temporary catalogue. pyoai
(``pip install pyoai``) serves the same metadata from memory. The client's ceiling is what sickle reads of the same
responses, kept as bytes by the same server; both are harvested in turns, and the medians are compared.
"""

import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from lxml import etree

from fonds.catalogue.catalogue import Catalogue
from fonds.crosswalks.facts import site_facts
from fonds.feeds.oai.protocol import answer
from fonds.feeds.oai.repository import PAGE, Provider, Repository
from fonds.publishing.disseminating import dissemination, keep_up, pack_disseminated
from fonds.publishing.publish import publish
from fonds.publishing.sources import given_sources
from fonds.publishing.stores import catalogue_path
from fonds.settings import Settings, load_settings
from fonds.web.app import create_app
from fonds.web.oai import GZIP_LEVEL

DOCUMENTS, ROUNDS = 1_500, 9
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"


def fill(settings: Settings) -> None:
    """Write copies of the shipped pages into the catalogue."""
    publish(given_sources((), settings), settings)
    make = dissemination(site_facts(settings))
    with Catalogue.open(catalogue_path(Path(settings.state))) as catalogue:
        rows = [catalogue.find_version_row(state.slug, 1) for state in catalogue.sources()]
        with catalogue.release("store") as writer:
            for number in range(DOCUMENTS):
                row = rows[number % len(rows)]
                if row is None:
                    raise SystemExit("the shipped pages have gone")
                slug = f"{number:06d}-{row.slug}"
                old, new = row.slug.encode(), slug.encode()
                copy = replace(
                    row, slug=slug, source=slug, content_digest=slug, file_digest=slug, own=row.own.replace(old, new),
                    tree=row.tree.replace(old, new), references=(), evidence=b"[]", page_text=row.page_text[:200],
                )
                writer.put(pack_disseminated(copy, make))
            keep_up(writer, settings)
            writer.finish(1)


def pages(ask: Callable[[str], bytes]) -> tuple[int, list[bytes]]:
    """Return the number of records of a whole harvest, and its responses."""
    query, found, number = "verb=ListRecords&metadataPrefix=oai_dc", [], 0
    while True:
        body = ask(query)
        found.append(body)
        number += body.count(b"<record>") or body.count(b":record>")
        _, mark, rest = body.rpartition(b"<resumptionToken")
        token = rest.partition(b">")[2].partition(b"<")[0].decode() if mark else ""
        if not token:
            return number, found
        query = f"verb=ListRecords&resumptionToken={quote(unescape(token))}"


def ours(settings: Settings) -> Callable[[str], bytes]:
    """Return what answers a query of the address as a request is answered, but for HTTP."""
    catalogue = Catalogue.open(catalogue_path(Path(settings.state)), read_only=True)
    provider = Provider(settings.base_iri, settings.title, settings.contact)

    def ask(query: str) -> bytes:
        with catalogue.snapshot() as reader:
            repository = Repository(provider, reader, "2026-01-01T00:00:00Z")
            return answer(repository, [(name, values[0]) for name, values in parse_qs(query).items()])

    return ask


def pyoai(bodies: list[bytes]) -> Callable[[str], bytes]:
    """Return the same of pyoai, with the same records in memory, as many on a page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import cgi

        from oaipmh import common, metadata, server

    cgi.parse_qs = parse_qs  # type: ignore[attr-defined] # pyoai expects it where Python had it once

    records = []
    for body in bodies:
        for record in etree.fromstring(body).iter(f"{OAI}record"):
            said: dict[str, list[str]] = {}
            for element in record.iter(f"{DC}*"):
                said.setdefault(element.tag.removeprefix(DC), []).append(element.text)
            specs = [each.text for each in record.iter(f"{OAI}setSpec")]
            header = common.Header(None, record.findtext(f".//{OAI}identifier"), datetime(2026, 1, 1), specs, False)  # noqa: DTZ001
            records.append((header, common.Metadata(None, said), None))

    class Held:
        def identify(self) -> Any:
            return common.Identify(
                "x", "http://x/oai", "2.0", ["a@x.example"], datetime(2020, 1, 1), "no", "YYYY-MM-DDThh:mm:ssZ", [""],  # noqa: DTZ001
            )

        def listRecords(self, metadataPrefix: str, cursor: int = 0, batch_size: int = PAGE, **_: Any) -> Any:  # noqa: N802, N803
            return records[cursor : cursor + batch_size]

    registry = metadata.MetadataRegistry()
    registry.registerWriter("oai_dc", server.oai_dc_writer)
    served = server.BatchingServer(Held(), registry, resumption_batch_size=PAGE)
    return lambda query: served.handleRequest({name: values[0] for name, values in parse_qs(query).items()})


def rate(ask: Callable[[str], bytes]) -> float:
    """Return the records a second of processor time of one whole harvest."""
    begun = time.process_time()
    number, _ = pages(ask)
    return number / (time.process_time() - begun)


def compared(found: list[tuple[float, float]], bar: str) -> str:
    """Return the medians of two rates measured in turns, and the median of their ratios."""
    mine, theirs = (statistics.median(each) for each in zip(*found, strict=True))
    return f"{mine:,.0f}/s against {theirs:,.0f}/s: {statistics.median(a / b for a, b in found):.2f} × (bar: {bar} ×)"


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Serve a WSGI application at an address of this machine, in a process of its own."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    ready = context.Queue()

    def work() -> None:
        import logging

        from werkzeug.serving import make_server

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        ready.put(server.server_port)
        server.serve_forever()

    process = context.Process(target=work, daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ready.get()}/oai"
    finally:
        process.terminate()
        process.join()


def by_sickle(address: str) -> float:
    """Return the records a second that sickle reads from an address."""
    from sickle import Sickle

    begun = time.perf_counter()
    number = sum(1 for _ in Sickle(address).ListRecords(metadataPrefix="oai_dc"))
    return number / (time.perf_counter() - begun)


def kept(bodies: list[bytes]) -> Any:
    """Return an application that serves these responses, packed already, to whoever follows their tokens."""
    from isal import igzip

    packed = [igzip.compress(body, GZIP_LEVEL) for body in bodies]
    tokens = [body.rpartition(b"<resumptionToken")[2].partition(b">")[2].partition(b"<")[0].decode() for body in bodies]
    by_query = {"": packed[0], **dict(zip(tokens, packed[1:], strict=False))}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        asked = parse_qs(environ["QUERY_STRING"]).get("resumptionToken", [""])[0]
        body = by_query[asked]
        start_response("200 OK", [
            ("Content-Type", "text/xml"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body))),
        ])
        return [body]

    return app


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(environment={}, state=folder, base_iri="http://archive.example")
        fill(settings)
        ask = ours(settings)
        number, bodies = pages(ask)
        size = sum(map(len, bodies)) / number
        print(f"{number:,} records of {size:,.0f} bytes, {len(bodies)} pages")
        other = pyoai(bodies)
        if pages(other)[0] != number:
            raise SystemExit("pyoai serves another number of records")
        print("ListRecords in process, pyoai:", compared([(rate(ask), rate(other)) for _ in range(ROUNDS)], "5"))
        app = create_app(settings, catalogue=lambda: Catalogue.open(catalogue_path(Path(settings.state)), read_only=True))
        with serving(app) as address, serving(kept(bodies)) as ceiling:
            ends = [(by_sickle(address), by_sickle(ceiling)) for _ in range(ROUNDS)]
        print("end to end, sickle's own ceiling:", compared(ends, "0.9"))


if __name__ == "__main__":
    main()


