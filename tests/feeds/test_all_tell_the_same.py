"""All feeds tell the same story: clients of each end with exactly what the change log says, whatever is published meanwhile.

A client is a function of the address and of what it has kept so far. Where there is one we did not write it is used:
`resync` for ResourceSync, `ldes-client` for the event stream (where it is installed; the walker here follows
``tree:relation`` besides), `ultimate-sitemap-parser` for sitemaps, `feedparser` for Atom.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
import rdflib
from flask import Flask
from lxml import etree

from feeds.many import many, publish_many
from fonds.crosswalks.facts import site_facts
from fonds.feeds.dumps.dump import Content
from fonds.feeds.dumps.keeping import export_dumps
from fonds.feeds.dumps.shelf import folder_of
from fonds.feeds.resourcesync.resources import resource_dumps
from fonds.web.app import create_app
from harvesting.schemas import FOLDER, schema
from publishing.archive import Archive
from web.archive import open_catalogue
from web.asking import listening
from web.test_serving import free_port

MANY, CHANGED, GONE, NEW = 1_000, 100, 50, 7
FEWER = 130
TREE, AS = rdflib.Namespace("https://w3id.org/tree#"), rdflib.Namespace("https://www.w3.org/ns/activitystreams#")
SITEMAP, RS = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.openarchives.org/rs/terms/}"
ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


@dataclass
class Kept:
    """What a client has: documents and their datestamps, live and gone; ``told`` counts what it was told of.

    ``since`` is the newest datestamp it knows, ``folder`` its own.
    """

    folder: Path
    live: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    told: int = 0
    since: str = ""

    def take(self, document: str, when: str, *, live: bool) -> None:
        """Believe what is told of a document."""
        self.told += 1
        self.live.pop(document, None)
        self.gone.pop(document, None)
        (self.live if live else self.gone)[document] = when
        self.since = max(self.since, when)


Client = Callable[[str, Kept], None]


def fetched(address: str, accept: str = "*/*") -> bytes:
    """Return what is at an address."""
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": accept})) as answer:
        body: bytes = answer.read()
    return body


def read_xml(address: str) -> Any:
    """Return XML parsed strictly, and valid by the schemas of sitemaps where these are here (what ResourceSync adds apart)."""
    body = fetched(address)
    if (FOLDER / "sitemap").exists():
        bare = etree.fromstring(body)
        for added in list(bare.iter(f"{RS}*")):
            added.getparent().remove(added)
        schema("sitemap", "siteindex.xsd" if bare.tag == f"{SITEMAP}sitemapindex" else "sitemap.xsd").assertValid(bare)
    return etree.fromstring(body)


def locations(address: str) -> list[str]:
    """Return the addresses of the lists that an index leads to; where it is a list itself, its own."""
    root = read_xml(address)
    return [each.text for each in root.iter(f"{SITEMAP}loc")] if root.tag == f"{SITEMAP}sitemapindex" else [address]


def by_activities(base: str, kept: Kept) -> None:
    """Follow the stream from its last page back by ``prev`` to a time that is known (IIIF Change Discovery, section 3.5)."""
    collection = json.loads(fetched(f"{base}/changes"))
    address, since, seen = collection["last"]["id"], kept.since, set()
    while address:
        page = json.loads(fetched(address))
        assert page["type"] == "OrderedCollectionPage" and page["orderedItems"]
        for activity in reversed(page["orderedItems"]):
            if activity["endTime"] < since:
                return
            document = activity["object"]["id"]
            if document not in seen and (since == "" or activity["endTime"] > since):
                seen.add(document)
                kept.take(document, activity["endTime"], live=activity["type"] != "Delete")
        address = page.get("prev", {}).get("id")


def by_atom(base: str, kept: Kept) -> None:
    """Read the feed and the archive documents before it until one is known; feedparser reads entries, lxml deletions."""
    known = kept.folder / "archives"
    read = set(known.read_text().split()) if known.exists() else set()
    address, found = f"{base}/feed.atom", []
    while address and address not in read:
        body = fetched(address)
        read.add(address) if "?" in address else None
        parsed = feedparser.parse(body)
        assert not parsed.bozo and parsed.feed.id == f"{base}/feed.atom"
        found += [(each.updated, each.id, True) for each in parsed.entries]
        deleted = etree.fromstring(body).iterfind("at:deleted-entry", ATOM)
        found += [(each.get("when"), each.get("ref"), False) for each in deleted]
        address = next((each.href for each in parsed.feed.links if each.rel == "prev-archive"), "")
    known.write_text("\n".join(read))
    for when, document, live in sorted(found):
        if when > kept.live.get(document, kept.gone.get(document, "")):
            kept.take(document, when, live=live)


def by_walking_ldes(base: str, kept: Kept) -> None:
    """Follow ``tree:relation`` with rdflib, and only those that may lead to members newer than what is known."""
    waiting, met, found = [f"{base}/ldes"], set(), []
    while waiting:
        address = waiting.pop()
        graph = rdflib.Graph().parse(data=fetched(address, "application/n-triples"), format="nt")
        met.add(address)
        ends: dict[str, str] = {}
        for relation in graph.objects(None, TREE.relation):
            node = str(graph.value(relation, TREE.node))
            is_end = (relation, rdflib.RDF.type, TREE.LessThanOrEqualToRelation) in graph
            ends[node] = _stamp(graph.value(relation, TREE.value)) if is_end else ends.get(node, "")
        waiting += [node for node, end in ends.items() if node not in met and (not end or end > kept.since)]
        found += list(_members(graph, graph.objects(None, TREE.member)))
    for _, when, document, live in sorted(each for each in found if each[1] > kept.since):
        kept.take(document, when, live=live)


def _members(graph: rdflib.Graph, members: Iterator[Any]) -> Iterator[tuple[int, str, str, bool]]:
    """Yield place, datestamp and document of members, and whether it is live."""
    for member in members:
        document, when = graph.value(member, rdflib.DCTERMS.isVersionOf), graph.value(member, rdflib.DCTERMS.modified)
        kinds = set(graph.objects(member, rdflib.RDF.type)) & {AS.Create, AS.Update, AS.Delete}
        assert len(kinds) == 1, member
        yield int(str(member).rpartition("#")[2]), _stamp(when), str(document), AS.Delete not in kinds


def _stamp(literal: Any) -> str:
    """Return a moment as datestamps are written; rdflib writes its zone in another way."""
    return f"{literal.toPython():%Y-%m-%dT%H:%M:%SZ}"


def by_ldes_client(base: str, kept: Kept) -> None:
    """Let the LDES client tell the members it has not told before."""
    if not (program := shutil.which("ldes-client")):
        pytest.skip("ldes-client is not on this machine")
    done = subprocess.run(
        [program, f"{base}/ldes", "--save", str(kept.folder / "state"), "--no-shape"], capture_output=True, check=True, timeout=100
    )
    graph = rdflib.Graph().parse(data=done.stdout.decode(), format="nt")
    for _, when, document, live in sorted(_members(graph, graph.subjects(rdflib.DCTERMS.isVersionOf))):
        kept.take(document, when, live=live)


def by_sitemap(base: str, kept: Kept) -> None:
    """Read the sitemaps that robots.txt names; what no longer stands there is gone, as it is for every crawler."""
    from usp.tree import sitemap_tree_for_homepage

    for part in locations(f"{base}/sitemap.xml"):
        read_xml(part)
    tree = sitemap_tree_for_homepage(f"{base}/", use_known_paths=False)
    found = {
        page.url: f"{page.last_modified:%Y-%m-%dT%H:%M:%SZ}" for page in tree.all_pages() if urlsplit(page.url).path.startswith("/doc/")
    }
    for document in kept.live.keys() - found.keys():
        kept.take(document, "", live=False)
    for document, when in found.items():
        if kept.live.get(document) != when:
            kept.take(document, when, live=True)


def by_resync(base: str, kept: Kept) -> None:
    """Let the ResourceSync client make a copy of all resources, and then follow the change list; look at its files."""
    copy = kept.folder / "copy"
    before = set(kept.live)
    program = [sys.executable, "-W", "ignore", str(Path(sys.executable).with_name("resync-sync"))]
    step = ["--incremental", "--delete", "--changelist-uri", f"{base}/resourcesync/changelist.xml"] if before else ["--baseline"]
    done = subprocess.run(
        [*program, *step, "--ignore-failures", "--noauth", f"{base}/", str(copy)],
        capture_output=True, cwd=kept.folder, check=False, timeout=100, env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert done.returncode == 0 and b"FatalError" not in done.stdout, done.stderr.decode() + done.stdout.decode()
    found = {}
    for path in copy.rglob("*.jsonld"):
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        found[f"{base}/{path.relative_to(copy).with_suffix('')}"] = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    for document in before - found.keys():
        kept.take(document, "", live=False)
    for document, when in found.items():
        if kept.live.get(document) != when:
            kept.take(document, when, live=True)


CLIENTS: dict[str, Client] = {
    "activity stream": by_activities, "Atom": by_atom, "LDES, walked": by_walking_ldes, "ldes-client": by_ldes_client,
    "sitemap": by_sitemap, "resync": by_resync,
}
WITHOUT_TIMES = ("sitemap", "resync")
"""Clients that only see that a document is gone, and not since when."""


class Interrupted:
    """An application that does something before it answers a request: that whose number is ``at``."""

    def __init__(self, app: Flask) -> None:
        self._app = app.wsgi_app
        self.at = -1
        self.act: Callable[[], None] = lambda: None

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer."""
        self.at -= 1
        if self.at == 0:
            self.act()
        return self._app(environ, start_response)


@dataclass
class Served:
    """An archive at an address of this machine."""

    archive: Archive
    base: str
    between: Interrupted
    app: Flask

    def publish(self, *numbers: Any, **more: Any) -> None:
        """Publish, make what is made once a release, and let the server see it at once."""
        publish_many(self.archive, *numbers, **more)
        self.make_lists()
        self.app.extensions["fonds"].reading.newest()

    def make_lists(self) -> None:
        """Make what ResourceSync has as dumps, and no other dumps."""
        site, state = site_facts(self.archive.settings), self.archive.state
        with open_catalogue(self.archive.settings) as catalogue, catalogue.snapshot() as reader:
            dumps = resource_dumps(Content(reader, site))
            export_dumps(catalogue, site, folder_of(state, reader.release_number()), dumps=dumps)

    def log(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what is live and what is gone, with datestamps, from the change log alone."""
        with open_catalogue(self.archive.settings) as catalogue:
            last = {f"{self.base}/doc/{each.slug}": each for each in catalogue.changes(limit=10 * MANY)}
        live = {document: each.stamp for document, each in last.items() if each.kind != "delete"}
        return live, {document: each.stamp for document, each in last.items() if document not in live}


@contextmanager
def serving(folder: Path, number: int) -> Iterator[Served]:
    """Serve an archive of so many documents below its own address."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    archive = many(folder, base, range(number))
    app = create_app(archive.settings, catalogue=lambda: open_catalogue(archive.settings))
    between = Interrupted(app)
    app.wsgi_app = between  # type: ignore[method-assign]
    made = Served(archive, base, between, app)
    made.make_lists()
    with listening(app, port):
        yield made
    app.extensions["fonds"].reading.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve an archive of a thousand documents."""
    with serving(tmp_path_factory.mktemp("many"), MANY) as made:
        yield made


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    """Return what each client has: nothing yet."""
    return {name: Kept(tmp_path_factory.mktemp("client")) for name in CLIENTS}


def harvest(site: Served, kept: dict[str, Kept], expected: int, *, each: Callable[[], None] = lambda: None) -> None:
    """Let each client harvest; it is told of so many documents, and knows what the change log says."""
    skipped = []
    for name, client in CLIENTS.items():
        each()
        before = kept[name].told
        try:
            client(site.base, kept[name])
        except pytest.skip.Exception as skip:
            skipped.append(f"{name}: {skip}")
            continue
        if expected:
            assert kept[name].told - before == expected, name
            live, gone = site.log()
            assert kept[name].live == live, name
            assert kept[name].gone.keys() == gone.keys(), name
            assert name in WITHOUT_TIMES or kept[name].gone == gone, name
    if skipped and expected:
        pytest.skip("; ".join(skipped))


def test_first_harvests_are_whole(site: Served, kept: dict[str, Kept]) -> None:
    """The first harvest of each client brings all thousand documents with their datestamps, each once."""
    assert len(site.log()[0]) == MANY
    harvest(site, kept, MANY)


def test_what_changed_and_what_is_gone_reaches_every_client(site: Served, kept: dict[str, Kept]) -> None:
    """With 100 of 1,000 documents changed, 50 deleted and 7 added, each client ends with what the change log says."""
    first = max(site.log()[0].values())
    site.publish([*range(GONE, MANY), *range(MANY, MANY + NEW)], range(GONE, GONE + CHANGED))
    live, gone = site.log()
    assert (len(live), len(gone), len([each for each in live.values() if each > first])) == (MANY - GONE + NEW, GONE, CHANGED + NEW)
    harvest(site, kept, CHANGED + GONE + NEW)


def test_resources_are_what_the_list_says(site: Served) -> None:
    """Each resource of the resource list has the digests and the length that are said of it; a copy has the same bytes."""
    capabilities = read_xml(f"{site.base}/resourcesync/capabilitylist.xml")
    assert {each.get("capability") for each in capabilities.iter(f"{RS}md")} == {
        "capabilitylist", "resourcelist", "changelist", "resourcedump"
    }
    weighed = {}
    for part in locations(f"{site.base}/resourcesync/resourcelist.xml"):
        for entry in read_xml(part).iter(f"{SITEMAP}url"):
            said = entry.find(f"{RS}md")
            weighed[entry.findtext(f"{SITEMAP}loc")] = (said.get("hash"), said.get("length"), entry.findtext(f"{SITEMAP}lastmod"))
    assert {address.removesuffix(".jsonld"): when for address, (_, _, when) in weighed.items()} == site.log()[0]
    changed = 0
    for part in locations(f"{site.base}/resourcesync/changelist.xml"):
        for entry in read_xml(part).iter(f"{SITEMAP}url"):
            said, address = entry.find(f"{RS}md"), entry.findtext(f"{SITEMAP}loc")
            assert said.get("datetime") and (said.get("change") != "deleted" or said.get("hash") is None)
            if said.get("hash"):
                changed += 1
                assert (said.get("hash"), said.get("length"), said.get("datetime")) == weighed[address]
    assert changed == len(weighed) == MANY - GONE + NEW, "the last change of each bears what it weighs"
    for address, (digests, length, _) in list(weighed.items())[::10]:
        body = fetched(address)
        md5 = hashlib.md5(body, usedforsecurity=False).hexdigest()
        assert digests == f"md5:{md5} sha-256:{hashlib.sha256(body).hexdigest()}"
        assert length == str(len(body))
    _check_packages(site, weighed)


def _check_packages(site: Served, weighed: dict[str, tuple[str, str, str]]) -> None:
    """Look at the packages of the resource dump: their manifests say the same, and their files are what these say."""
    found = {}
    for part in read_xml(f"{site.base}/resourcesync/resourcedump.xml").iter(f"{SITEMAP}url"):
        body = fetched(part.findtext(f"{SITEMAP}loc"))
        assert str(len(body)) == part.find(f"{RS}md").get("length")
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            for entry in etree.fromstring(package.read("manifest.xml")).iter(f"{SITEMAP}url"):
                said, data = entry.find(f"{RS}md"), package.read(entry.find(f"{RS}md").get("path").lstrip("/"))
                assert said.get("hash").endswith(f"sha-256:{hashlib.sha256(data).hexdigest()}")
                found[entry.findtext(f"{SITEMAP}loc")] = (said.get("hash"), said.get("length"), entry.findtext(f"{SITEMAP}lastmod"))
    assert found == weighed


def test_a_publish_in_the_middle_costs_no_client_anything(tmp_path: Path) -> None:
    """Where something is published while a client is at its third request, it knows all there is after its next harvest."""
    kept = {name: Kept(tmp_path / f"client-{number}") for number, name in enumerate(CLIENTS)}
    left, published = [*range(FEWER)], 0
    for each in kept.values():
        each.folder.mkdir()
    with serving(tmp_path, FEWER) as site:

        def publish() -> None:
            nonlocal published
            published += 1
            left[:] = [*left[1:-1], FEWER + published]  # the first and the newest go, another comes
            site.publish(left, range(published + 20, published + 70), edition=f"edition-{published}")

        def prepare() -> None:
            site.between.at, site.between.act = 3, publish

        harvest(site, kept, 0, each=prepare)
        assert published == sum(bool(each.told) for each in kept.values()) >= len(CLIENTS) - 1
        for name, client in CLIENTS.items():
            if kept[name].told:
                client(site.base, kept[name])
                live, gone = site.log()
                assert kept[name].live == live, name
                assert kept[name].gone.keys() <= gone.keys(), f"{name}: what came and went between need not be told"
