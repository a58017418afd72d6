"""Harvesters we did not write, on an archive of a thousand documents, before and after it changed: all end with the same."""

import json
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import pytest
from lxml import etree
from werkzeug.serving import make_server

from feeds.house import checked
from feeds.many import many, publish_many
from fonds.clock import parse_stamp, stamp
from publishing.archive import Archive
from web.archive import open_catalogue
from web.conftest import served

MANY, CHANGED, GONE, NEW = 1_000, 100, 50, 7

Told = Iterable[tuple[str, str, bool]]
"""Identifier, datestamp, and whether it is gone."""
Harvest = Callable[[str, str], Told]
"""Harvests the records at an address that changed since a datestamp (empty: ever)."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return an archive of a table with a thousand rows, each a document, published."""
    return many(tmp_path_factory.mktemp("many"), "http://archive.example", range(MANY))


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    """Serve the archive at an address of this machine."""
    for app in served(archive.settings):
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/oai"
        server.shutdown()
        thread.join()
        server.server_close()


def by_sickle(address: str, since: str) -> Told:
    """Harvest with sickle; every response is parsed strictly and held against the protocol's schema."""
    from sickle import Sickle
    from sickle.iterator import OAIResponseIterator

    said = {"from": since} if since else {}
    for response in Sickle(address, iterator=OAIResponseIterator).ListRecords(metadataPrefix="oai_dc", **said):
        checked(response.raw.encode())
    for record in Sickle(address).ListRecords(metadataPrefix="oai_dc", **said):
        yield record.header.identifier, record.header.datestamp, record.deleted


def by_scythe(address: str, since: str) -> Told:
    """Harvest with oaipmh-scythe."""
    scythe = pytest.importorskip("oaipmh_scythe", reason="oaipmh-scythe is not installed")
    with scythe.Scythe(address) as client:
        for record in client.list_records(metadata_prefix="oai_dc", from_=since or None):
            yield record.header.identifier, record.header.datestamp, record.deleted


def by_catmandu(address: str, since: str) -> Told:
    """Harvest with Catmandu, whose parser is strict."""
    if not shutil.which("catmandu"):
        pytest.skip("catmandu is not on this machine")
    asked = ["--from", since] if since else []
    done = subprocess.run(
        ["catmandu", "convert", "OAI", "--url", address, "--metadataPrefix", "oai_dc", *asked, "to", "JSON", "--line_delimited", "1"],
        capture_output=True, check=True, timeout=120,
    )
    assert not done.stderr.strip(), done.stderr
    for line in done.stdout.splitlines():
        record = json.loads(line)
        yield record["_identifier"], record["_datestamp"], record.get("_status") == "deleted"


CLIENTS: dict[str, Harvest] = {"sickle": by_sickle, "oaipmh-scythe": by_scythe, "catmandu": by_catmandu}


def _log(archive: Archive) -> tuple[dict[str, str], set[str]]:
    """Return what is live, with its datestamp, and what is gone, from the change log alone."""
    with open_catalogue(archive.settings) as catalogue:
        last = {f"oai:archive.example:{each.slug}": each for each in catalogue.changes(limit=10 * MANY)}
    return {key: each.stamp for key, each in last.items() if each.kind != "delete"}, {
        key for key, each in last.items() if each.kind == "delete"
    }


def _counted(address: str) -> Iterator[int]:
    """Yield the completeListSize that a list begins with."""
    with urllib.request.urlopen(f"{address}?verb=ListRecords&metadataPrefix=oai_dc") as answer:
        root = etree.fromstring(answer.read())
    yield int(root.find(".//{*}resumptionToken").get("completeListSize"))


def test_every_client_ends_with_what_the_change_log_says(archive: Archive, address: str) -> None:
    """Of 1,000 documents 100 are changed and 50 deleted after the first harvest; each client ends with exactly the live
    documents, their datestamps, and the deletions of the change log."""
    held: dict[str, dict[str, str]] = {name: {} for name in CLIENTS}
    gone: dict[str, set[str]] = {name: set() for name in CLIENTS}
    skipped: dict[str, str] = {}

    def harvest(since: str, expected: int) -> None:
        for name, client in CLIENTS.items():
            if name in skipped:
                continue
            try:
                told = list(client(address, since))
            except pytest.skip.Exception as skip:
                skipped[name] = str(skip)
                continue
            assert len(told) == len({each for each, _, _ in told}) == expected, name
            for identifier, datestamp, is_gone in told:
                held[name].pop(identifier, None)
                gone[name].discard(identifier)
                if is_gone:
                    gone[name].add(identifier)
                else:
                    held[name][identifier] = datestamp

    harvest("", MANY)
    assert next(_counted(address)) == MANY == len(_log(archive)[0])
    first = max(_log(archive)[0].values())
    left = [*range(GONE, MANY), *range(MANY, MANY + NEW)]
    publish_many(archive, left, range(GONE, GONE + CHANGED))
    live, deleted = _log(archive)
    assert (len(live), len(deleted)) == (MANY - GONE + NEW, GONE)
    later = [each for each in live.values() if each > first]
    assert len(later) == CHANGED + NEW
    harvest(stamp(parse_stamp(first) + timedelta(seconds=1)), CHANGED + NEW + GONE)
    for name in CLIENTS.keys() - skipped.keys():
        assert held[name] == live and gone[name] == deleted, name
    assert "sickle" not in skipped
    if skipped:
        pytest.skip("; ".join(f"{name}: {why}" for name, why in skipped.items()))
