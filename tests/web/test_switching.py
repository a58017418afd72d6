"""A running server while one release follows the other: nothing is dropped, nothing is mixed.

Every document of a release says which edition it is, in catalogue and store alike; so whatever is told of two of them
at once shows whether it is of one release.
"""

import http.client
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.stored import Beside
from fonds.clock import system_clock
from fonds.publishing.stores import drop_stores, release_with_store
from fonds.settings import Settings
from web.archive import BASE, catalogue_path, edition, site_settings
from web.test_serving import _wait_until, free_port, get, running

SLUGS = ("one", "two", "three")
PUBLISHES = 10
EDITIONS = "?document a <https://schema.org/Message> ; <http://purl.org/dc/terms/title> ?title"
TITLES = f"SELECT ?title WHERE {{ {EDITIONS} }}"
SLOW = f"""SELECT ?title (COUNT(*) AS ?number) WHERE {{
  {EDITIONS} .
  {{ SELECT ?a WHERE {{ ?a ?b ?c }} LIMIT 700 }} {{ SELECT ?d WHERE {{ ?d ?e ?f }} LIMIT 700 }}
}} GROUP BY ?title"""
_EDITION = re.compile(rb"Edition (\d+)")


def publish_edition(settings: Settings, number: int) -> str:
    """Release all documents in another edition, with its store, drop all stores but the last; return the stamp."""
    state, store = Path(settings.state), f"store-{number}"
    with Catalogue.open(catalogue_path(settings)) as catalogue:
        with catalogue.release(store, clock=system_clock) as writer:
            for slug in SLUGS:
                writer.put(edition(BASE, slug, number))
            release = release_with_store(writer, state, store, Beside())
        drop_stores(state, [store])
    assert release is not None
    return release.stamp


@dataclass
class Client:
    """One who asks for the same again and again, on one connection, and notes what is wrong."""

    settings: Settings
    path: str
    accept: str
    check: Callable[[bytes, str], str]
    faults: list[str] = field(default_factory=list)
    editions: set[int] = field(default_factory=set)

    def ask(self) -> None:
        """Ask once."""
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=60)
        try:
            connection.request("GET", self.path, headers={"Accept": self.accept})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            self.faults.append(f"{self.path}: {answer.status} {body[:300]!r}")
        elif fault := self.check(body, answer.headers.get("Last-Modified", "")):
            self.faults.append(f"{self.path}: {fault}")
        self.editions.update(map(int, _EDITION.findall(body)))


def of_one_edition(body: bytes, _modified: str) -> str:
    """Say where an answer shows no edition, or two."""
    found = set(_EDITION.findall(body))
    return "" if len(found) == 1 else f"editions {found}"


def of_all_documents(body: bytes, modified: str) -> str:
    """Say where rows are missing, or of two editions."""
    titles = {row["title"]["value"] for row in json.loads(body)["results"]["bindings"]}
    whole = {title.partition(" of ")[2] for title in titles} == set(SLUGS)
    return of_one_edition(body, modified) if whole else f"titles {titles}"


def _shows(settings: Settings, number: int) -> bool:
    """Whether the worker that answers now serves an edition."""
    return f"Edition {number} ".encode() in get(settings, "/doc/one", "application/ld+json")[1]


def test_ten_releases_are_followed_without_a_fault(tmp_path: Path) -> None:
    """Pages, JSON-LD and queries, fast and slow, are answered all through ten releases, each from one release, and at
    last everybody gets the newest; the store of every release is dropped as soon as the next one is out.
    """
    settings = replace(
        site_settings(tmp_path / "state"), port=free_port(), workers=2, query_workers=2, query_waiting=20, query_seconds=60
    )
    stamps = {0: publish_edition(settings, 0)}

    def dated(body: bytes, modified: str) -> str:
        record = json.loads(body)["isPrimaryTopicOf"]
        number = int(_EDITION.findall(body)[0])
        stamp = record["modifiedTime"]
        known = stamps.get(number)  # unknown while its publish has not returned yet
        return of_one_edition(body, modified) or ("" if known in (None, stamp) else f"edition {number} of {stamp}")

    clients = [
        Client(settings, "/", "text/html", of_one_edition),
        Client(settings, "/doc", "text/html", of_one_edition),
        Client(settings, "/search?q=of", "text/html", of_one_edition),
        Client(settings, "/doc/one", "application/ld+json", dated),
        Client(settings, "/doc/two", "text/turtle", of_one_edition),
        Client(settings, f"/sparql?query={quote(TITLES)}", "application/sparql-results+json", of_all_documents),
        Client(settings, f"/sparql?query={quote(SLOW)}", "application/sparql-results+json", of_all_documents),
    ]
    done = threading.Event()

    def go_on(client: Client) -> None:
        while not done.is_set():
            try:
                client.ask()
            except OSError as error:
                client.faults.append(f"{client.path}: {error!r}")

    with running(settings, tmp_path) as server:
        threads = [threading.Thread(target=go_on, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for number in range(1, PUBLISHES + 1):
            stamps[number] = publish_edition(settings, number)
            _wait_until(partial(_shows, settings, number), server)
        done.set()
        for thread in threads:
            thread.join()
        assert [fault for client in clients for fault in client.faults] == []
        _wait_until(lambda: all(_shows(settings, PUBLISHES) for _ in range(8)), server)
        for client in clients:
            assert client.editions, client.path
            client.editions.clear()
            client.ask()
            assert client.editions == {PUBLISHES}, client.path
        assert [path.name for path in Path(settings.state).glob("store-*")] == [f"store-{PUBLISHES}"]
