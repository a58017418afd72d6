"""The static twin: nothing in it is dead, all of it says what the site says, and it is there whole or not at all."""

import errno
import json
import re
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pyoxigraph
import pytest
from click.testing import CliRunner
from flask import Flask
from lxml import etree, html
from pyld import jsonld
from werkzeug.exceptions import NotFound

from fonds.catalogue.listings import ListingReader
from fonds.cli import main
from fonds.errors import StateError
from fonds.web.twin import addresses
from fonds.web.twin.making import Twin, make_twin
from fonds.web.twin.shelf import Folder
from publishing.archive import Archive
from web.archive import told
from web.twins import BASE, LETTERS, PRESENT, RENAMED, shortened, silent

RDF = {
    "nt": pyoxigraph.RdfFormat.N_TRIPLES, "ttl": pyoxigraph.RdfFormat.TURTLE, "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
OAI = "{http://www.openarchives.org/OAI/2.0/}"
STATIC = "{http://www.openarchives.org/OAI/2.0/static-repository}"


@pytest.fixture(autouse=True)
def short_pages() -> Iterator[None]:
    """Make the pages of feeds so short that there are several."""
    with shortened():
        yield


class Quiet(SimpleHTTPRequestHandler):
    """Python's own file server, without its log."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def crawled(start: str) -> tuple[dict[str, bytes], set[tuple[str, str, str]], list[str]]:
    """Follow every link from the front page; return what was found, the links (from, to, fragment), and the dead ones."""
    found: dict[str, bytes] = {}
    links: set[tuple[str, str, str]] = set()
    dead: list[str] = []
    waiting = ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in found or path in dead:
            continue
        try:
            with urllib.request.urlopen(f"{start}{path}") as answer:
                found[path] = answer.read()
        except HTTPError:
            dead.append(path)
            continue
        if path.endswith(".html"):
            for target, fragment in leads(path, found[path]):
                links.add((path, target, fragment))
                waiting.append(target)
    return found, links, dead


def leads(path: str, page: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and fragment of every address on a page that is not elsewhere; a query would be part of the path."""
    for element in html.fromstring(page.decode()).iter():
        for name in ("href", "src", "action", "{http://www.w3.org/1999/xlink}href"):
            address = element.get(name) if isinstance(element.tag, str) else None
            if address is not None and not urlsplit(address).scheme:
                assert not address.startswith("/"), (path, address)
                target, _, fragment = urljoin(f"http://here/{path}", address).removeprefix("http://here/").partition("#")
                yield target, fragment


@pytest.fixture(scope="module")
def crawl(twin: tuple[Path, Twin]) -> tuple[dict[str, bytes], set[tuple[str, str, str]], list[str]]:
    """Crawl the twin through Python's own file server."""
    with served(twin[0]) as start:
        return crawled(start)


def test_no_link_is_dead(
    twin: tuple[Path, Twin], twin_archive: Archive, crawl: tuple[dict[str, bytes], set[tuple[str, str, str]], list[str]]
) -> None:
    """From the front page every link leads to a file, relative and without a query, and every page of a thing is reached."""
    found, links, dead = crawl
    assert dead == []
    assert len(links) > 4_000
    assert not [target for _, target, _ in links if "?" in target]
    pages = {str(path.relative_to(twin[0])) for path in twin[0].rglob("*.html")}
    unreached = {page for page in pages if page not in found}
    former = {f"doc/{RENAMED}.html"} | {page for page in unreached if b"410" in (twin[0] / page).read_bytes()}
    framed = {page for page in unreached if page.endswith("/embed.html")}
    assert unreached <= former | framed
    assert {f"doc/{slug}.html" for slug in twin_archive.slugs()} <= found.keys()
    assert len(twin_archive.slugs()) == LETTERS + 2
    assert "doc-page-2.html" in found


def test_every_fragment_is_there(crawl: tuple[dict[str, bytes], set[tuple[str, str, str]], list[str]]) -> None:
    """A link into a page leads to an element that has that id."""
    found, links, _ = crawl
    ids = {path: set(re.findall(rb'\bid="([^"]*)"', page)) for path, page in found.items() if path.endswith(".html")}
    inner = [(path, target, fragment) for path, target, fragment in links if fragment and target in ids]
    assert len(inner) > 500
    assert not [each for each in inner if unquote(each[2]).encode() not in ids[each[1]]]


def test_pages_are_whole_and_offer_nothing_that_needs_a_server(twin: tuple[Path, Twin]) -> None:
    """A strict parser finds nothing wrong with pages that were changed, and no form, script or search is left in any."""
    looked = 0
    for path in sorted(twin[0].rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        assert "<form" not in page, path
        assert not re.search(r'(?:href|src)="[./]*(?:search|sparql)\b', page), path
        if looked < 40 or path.name in ("index.html", f"{RENAMED}.html"):
            html5lib.HTMLParser(strict=True).parse(page)
            looked += 1
    assert looked > 40


def triples(body: bytes, suffix: str, context: Any) -> set[str]:
    """Return what a description says, as lines, read by a parser that is not ours."""
    if suffix == "jsonld":
        tree = json.loads(body)
        text = jsonld.to_rdf({**tree, "@context": context}, {"format": "application/n-quads", "base": f"{BASE}/"})
        body, suffix = str(text).encode(), "nt"
    return {str(each.triple) for each in pyoxigraph.parse(body, RDF[suffix])}


def test_every_description_says_what_the_site_says(twin: tuple[Path, Twin], twin_archive: Archive, twin_site: Flask) -> None:
    """Each description of each thing, in each format, read by others' parsers, has the triples the served site gives."""
    context = json.loads((twin[0] / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    client, counted = twin_site.test_client(), 0
    things = [*(twin[0] / "doc").glob("*.nt"), *(twin[0] / "agent").rglob("*.nt"), *(twin[0] / "place").rglob("*.nt")]
    for path in sorted(things):
        address = f"/{path.relative_to(twin[0])}"
        answer = client.get(address)
        if answer.status_code == 301:
            continue
        expected = triples(answer.data, "nt", context)
        assert expected
        for suffix in ("nt", "ttl", "rdf", "jsonld"):
            assert triples(path.with_suffix(f".{suffix}").read_bytes(), suffix, context) == expected, (address, suffix)
            counted += 1
    assert counted > 4 * (LETTERS + 2 + 20)


def test_every_file_of_data_is_what_the_site_answers(twin: tuple[Path, Twin], twin_site: Flask) -> None:
    """Evidence, link sets, feeds, vocabulary and results are byte for byte what is served at the same address."""
    client, compared = twin_site.test_client(), 0
    for path in sorted(twin[0].rglob("*")):
        address = str(path.relative_to(twin[0]))
        if path.suffix in (".html", ".atom") or path.is_dir() or re.match(r"(netlify|rules|vocab/)", address):
            continue
        answer = client.get(f"/{address}")
        if answer.status_code == 200:
            assert path.read_bytes() == answer.data, address
            compared += 1
    assert compared > 600


def test_every_route_is_a_file_or_said_to_be_none(twin: tuple[Path, Twin], twin_site: Flask) -> None:
    """No address of the site is forgotten: each route has answered some file, or is listed with the reason."""
    adapter, answered = twin_site.url_map.bind("archive.example"), set()
    for path in twin[0].rglob("*"):
        for name in {str(path.relative_to(twin[0])), str(path.relative_to(twin[0]).with_suffix(""))}:
            try:
                answered.add(adapter.match(f"/{'' if name == 'index' else name}", return_rule=True)[0].rule)
            except NotFound:
                continue
    rules = {rule.rule for rule in twin_site.url_map.iter_rules()}
    assert rules - answered == addresses.LEFT_OUT.keys()


def test_what_moved_leads_on_and_what_is_gone_says_so(twin: tuple[Path, Twin], twin_site: Flask) -> None:
    """An old address is a page that leads to the present one; a withdrawn one is a tombstone in every format."""
    moved = html.fromstring((twin[0] / "doc" / f"{RENAMED}.html").read_bytes())
    assert moved.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/doc/{PRESENT}"]
    assert moved.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={PRESENT}.html"]
    gone = [path for path in (twin[0] / "doc").glob("*.html") if "410 · Gone" in path.read_text(encoding="utf-8")]
    assert len(gone) == 1
    client = twin_site.test_client()
    for suffix in ("nt", "ttl", "rdf", "jsonld"):
        answer = client.get(f"/doc/{gone[0].stem}.{suffix}")
        assert (answer.status_code, gone[0].with_suffix(f".{suffix}").read_bytes()) == (410, answer.data)
    assert [path for path in (twin[0] / "agent").glob("*.html") if "410 · Gone" in path.read_text(encoding="utf-8")]


def test_the_static_repository_has_every_live_document(twin: tuple[Path, Twin], twin_archive: Archive) -> None:
    """One XML file has all records of all formats, by days, with no deletions, sets or tokens (its specification, 3.2)."""
    root = etree.parse(str(twin[0] / "oai-static-repository.xml")).getroot()
    assert [root.tag, *(child.tag for child in root[:2])] == [f"{STATIC}{n}" for n in ("Repository", "Identify", "ListMetadataFormats")]
    said = {child.tag.removeprefix(OAI): child.text for child in root[0]}
    assert (said["deletedRecord"], said["granularity"], said["protocolVersion"]) == ("no", "YYYY-MM-DD", "2.0")
    assert said["baseURL"] == f"{BASE}/oai-static-repository.xml"
    prefixes = [each.text for each in root[1].iter(f"{OAI}metadataPrefix")]
    lists = {each.get("metadataPrefix"): each for each in root[2:]}
    assert "oai_dc" in prefixes
    assert {each.tag for each in root[2:]} == {f"{STATIC}ListRecords"}
    assert lists.keys() <= set(prefixes)
    slugs = sorted(each.text.removeprefix("oai:archive.example:") for each in lists["oai_dc"].iter(f"{OAI}identifier"))
    assert slugs == twin_archive.slugs()
    stamps = [each.text for each in root.iter(f"{OAI}datestamp")]
    assert stamps
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", str(each)) for each in stamps)
    assert not list(root.iter(f"{OAI}setSpec", f"{OAI}resumptionToken", f"{OAI}compression"))
    assert all(each.find(f"{OAI}metadata") is not None for each in root.iter(f"{OAI}record"))


def test_older_entries_of_the_newsfeed_are_files(twin: tuple[Path, Twin], twin_archive: Archive) -> None:
    """The feed of changes goes back from file to file until every change was told."""
    told_of: set[str] = set()
    name, seen = "feed.atom", 0
    while name:
        feed = etree.parse(str(twin[0] / name))
        told_of |= set(feed.xpath("//*[local-name()='link'][@rel='alternate'][@type='text/html']/@href"))
        earlier = feed.xpath("//*[local-name()='link'][@rel='prev-archive']/@href")
        name = str(earlier[0]).removeprefix(f"{BASE}/") if earlier else ""
        seen += 1
    assert seen > 2
    slugs = {each.rpartition("/doc/")[2] for each in told_of if "/doc/" in each}
    assert set(twin_archive.slugs()) <= slugs


def test_sums_and_report_are_true(twin: tuple[Path, Twin]) -> None:
    """Every file but the list itself is in the list of digests, once, with its own digest."""
    folder, made = twin
    listed = dict(line.split("  ", 1)[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert listed.keys() == files
    assert made.files == len(files) == len((folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    assert made.left_out == ()


def test_a_publish_meanwhile_changes_nothing(
    twin: tuple[Path, Twin], twin_archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same release gives the same bytes, even if another one comes while they are written."""
    copy, whole = Archive(tmp_path), addresses.negotiated_addresses
    published: list[int] = []
    shutil.copytree(twin_archive.state, copy.state)
    copy.settings = replace(twin_archive.settings, state=str(copy.state))

    def publish(step: str, _done: int, _total: int) -> None:
        if step.startswith("writing") and not published:
            copy.write("later.txt", 901)
            published.append(copy.publish().new)

    def few(reader: ListingReader) -> Iterator[str]:
        return (path for path in whole(reader) if not path.startswith("vocab"))  # it is the same for ever, and slow

    monkeypatch.setattr(addresses, "negotiated_addresses", few)
    make_twin(copy.settings, tmp_path / "again", publish)
    assert published == [1]
    again = (tmp_path / "again" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    first = (twin[0] / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(again) > 700
    differing = {line.split("  ")[1] for line in {*again} - {*first}}
    assert not [path for path in differing if not path.endswith(".html")]
    plain = re.compile(r"</?(?:a|span|g)\b[^>]*>")  # links to the vocabulary are none there
    for path in differing:
        pages = ((root / path).read_text(encoding="utf-8") for root in (twin[0], tmp_path / "again"))
        assert len({plain.sub("", page) for page in pages}) == 1, path


def test_a_full_disk_leaves_nothing(twin_archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written there is no folder afterwards, and the command says why."""
    put, written = Folder.put, []

    def full(self: Folder, file: str, *more: Any) -> None:
        written.append(file)
        if len(written) > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        put(self, file, *more)

    monkeypatch.setattr(Folder, "put", full)
    answer = CliRunner().invoke(main, ["--state", str(twin_archive.state), "export", str(tmp_path / "site"), "--static"])
    assert (answer.exit_code, "No space left on device" in answer.output) == (3, True)
    assert len(written) == 6
    assert list(tmp_path.iterdir()) == []


def test_only_an_empty_folder_is_written_to(twin_archive: Archive, tmp_path: Path) -> None:
    """A folder that holds anything is left as it is; before the first release there is nothing to write."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    answer = CliRunner().invoke(main, ["--state", str(twin_archive.state), "export", str(tmp_path), "--static"])
    assert (answer.exit_code, "not empty" in answer.output) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    with pytest.raises(StateError):
        make_twin(replace(twin_archive.settings, state=str(tmp_path / "nowhere")), tmp_path / "site", silent)
    assert CliRunner().invoke(main, ["export", str(tmp_path / "site")]).exit_code == 2


def test_results_are_whole(twin: tuple[Path, Twin], twin_site: Flask) -> None:
    """A question that needs no values has its rows in every format, and its page; one that does has its text."""
    rows = json.loads((twin[0] / "queries" / "timeline-by-year.json").read_text(encoding="utf-8"))["results"]["bindings"]
    assert sum(int(row["documents"]["value"]) for row in rows) == LETTERS + 2
    page = (twin[0] / "queries" / "documents-by-sender.html").read_text(encoding="utf-8")
    assert "cannot be asked" in page
    assert "SELECT" in page
    citation = json.loads((twin[0] / "queries" / "timeline-by-year" / "citation.json").read_text(encoding="utf-8"))
    assert citation == told(twin_site.test_client().get("/queries/timeline-by-year/citation"))
