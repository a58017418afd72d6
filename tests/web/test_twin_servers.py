"""The rules of a twin, in the file servers they are for: each answers IRIs as the site itself does."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fonds.rdf.formats import FORMATS, HTML, LINKSETS, PICTURES, RESULTS
from fonds.web.negotiation import DESCRIPTIONS, choose
from fonds.web.twin.accepting import patterns
from fonds.web.twin.layout import KINDS, Layout
from fonds.web.twin.making import Twin
from fonds.web.twin.rules import write_rules
from fonds.web.twin.shelf import Folder
from publishing.archive import Archive
from web.twins import PRESENT, RENAMED, shortened

ACCEPTS = (
    "", "*/*", "text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml",
    "application/json", "text/csv", "application/sparql-results+json", "application/linkset", "application/linkset+json",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/turtle, application/rdf+xml;q=0.8, */*;q=0.1", "text/turtle;q=0.5, application/rdf+xml;q=0.9",
    "application/rdf+xml, text/html;q=0.1", "text/html;q=0.1, application/ld+json", "image/png", "image/png, text/turtle;q=0.2",
    "text/turtle;q=0", "text/*", "text/*;q=0.3, application/n-triples;q=0.4", "application/ld+json;q=0.95, text/turtle;q=0.45",
    "TEXT/TURTLE", "text/turtle;charset=utf-8", "text/turtle; charset=utf-8; q=0.7, text/html;q=0.6", "application/xhtml+xml",
    "text/turtle , text/html", "application/n-triples,application/rdf+xml", "*/*;q=0.01", "text/tab-separated-values;q=1.0",
    "application/xml;q=0.9, text/turtle;q=0.001", "application/octet-stream",
)
OWN_TYPES = {form.media_type for form in (*DESCRIPTIONS, *LINKSETS, *RESULTS, *PICTURES)}
APACHE = next((path for path in ("/usr/sbin/apache2", "/usr/sbin/httpd") if Path(path).exists()), "")
MODULES = next((path for path in ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules") if Path(path).is_dir()), "")
NGINX = shutil.which("nginx") or next((path for path in ("/usr/sbin/nginx",) if Path(path).exists()), "")


@dataclass(frozen=True)
class Told:
    """What a server answered."""

    status: int
    media_type: str
    body: bytes
    headers: Any


@dataclass(frozen=True)
class Server:
    """A file server at an address."""

    start: str

    def ask(self, path: str, accept: str | None = None, **headers: str) -> Told:
        """Return the answer; redirects are not followed."""
        said = {**({} if accept is None else {"Accept": accept}), **headers}
        opener = urllib.request.build_opener(Stay)
        try:
            answer = opener.open(urllib.request.Request(self.start + path, headers=said), timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Told(answer.status, answer.headers.get_content_type(), answer.read(), answer.headers)


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_said: Any) -> None:
        """Stay."""


def free_port() -> int:
    """Return a port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[Server]:
    """Run a server until the block ends."""
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            for _ in range(200):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield Server(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def nginx(root: Path, rules: Path, work: Path, port: int) -> list[str]:
    """Return the command that runs nginx over a folder."""
    places = "".join(f"{name}_temp_path {work}/{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (work / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {work}/pid; error_log {work}/errors;\nevents {{ }}\nhttp {{ access_log off; {places}\n"
        f"include {rules}/rules/nginx-maps.conf;\nserver {{ listen 127.0.0.1:{port}; root {root};\n"
        f"include {rules}/rules/nginx-server.conf; }} }}\n", encoding="utf-8",
    )
    return [NGINX, "-p", str(work), "-c", str(work / "nginx.conf"), "-e", str(work / "errors")]


def apache(root: Path, work: Path, port: int) -> list[str]:
    """Return the command that runs Apache over a folder."""
    modules = ("mpm_event", "authz_core", "alias", "dir", "mime", "headers", "setenvif", "rewrite", "unixd")
    loaded = "".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in modules if Path(f"{MODULES}/mod_{name}.so").exists()
    )
    (work / "types").write_text("", encoding="utf-8")
    (work / "httpd.conf").write_text(
        f"{loaded}ServerRoot {work}\nPidFile {work}/pid\nListen 127.0.0.1:{port}\nServerName localhost\nUser nobody\n"
        f"Group nogroup\nErrorLog {work}/errors\nMutex file:{work}\nTypesConfig {work}/types\nDocumentRoot {root}\n"
        f"<Directory {root}>\nAllowOverride All\nRequire all granted\n</Directory>\n", encoding="utf-8",
    )
    return [APACHE, "-f", str(work / "httpd.conf"), "-X"]


@pytest.fixture(scope="module")
def place(twin: tuple[Path, Twin]) -> Iterator[Path]:
    """Copy the twin to where a server may read it that has given up the rights of who started it."""
    with tempfile.TemporaryDirectory(prefix="fonds-twin-") as folder:
        Path(folder).chmod(0o755)
        shutil.copytree(twin[0], Path(folder) / "site")
        yield Path(folder)


@pytest.fixture(scope="module", params=["nginx", "apache"])
def server(request: pytest.FixtureRequest, place: Path) -> Iterator[Server]:
    """Run a real server over the twin."""
    work, port, site = place / request.param, free_port(), place / "site"
    work.mkdir()
    if request.param == "nginx":
        if not NGINX:
            pytest.skip("nginx is not on this machine: its rules were not tried")
        command = nginx(site, site, work, port)
    else:
        if not (APACHE and MODULES):
            pytest.skip("Apache is not on this machine: its rules were not tried")
        command = apache(site, work, port)
    with running(command, port, work / "output") as found:
        yield found


@pytest.fixture(scope="module")
def addresses(twin_archive: Archive) -> tuple[str, ...]:
    """Return an address of each kind."""
    slug = twin_archive.slugs()[0]
    return (
        f"/doc/{slug}", f"/doc/{slug}/evidence", f"/doc/{slug}/linkset", "/doc", "/agent", "/dataset", "/vocab/genre/letter",
        "/vocab/shapes", "/queries/timeline-by-year", "/queries/timeline-by-year/description", "/queries", "/ldes/view", "/",
    )


def test_every_header_gets_what_the_site_gives(server: Server, twin_site: Flask, addresses: tuple[str, ...]) -> None:
    """Over thirty Accept headers and every kind of address: status, bytes and open access are those of the site itself."""
    client, compared = twin_site.test_client(), 0
    for path in addresses:
        for accept in ACCEPTS:
            with shortened():
                expected = client.get(path, headers={"Accept": accept})
            if path == "/" and expected.status_code == 406:
                continue  # the front page is a file that every server gives in any case
            if path == "/queries/timeline-by-year" and "," in accept:
                continue  # the site asks first whether the answer is a graph, which a file server cannot
            found = server.ask(path, accept)
            assert found.status == expected.status_code, (path, accept)
            if found.status == 200:
                assert expected.mimetype == found.media_type == "text/html" or found.body == expected.data, (path, accept)
                assert found.media_type in OWN_TYPES, (path, accept)
                assert (found.headers["Access-Control-Allow-Origin"], "Accept" in found.headers["Vary"]) == ("*", True)
                compared += 1
    assert compared > 150


def test_every_kind_of_file_has_the_media_type_the_site_gives(
    server: Server, twin: tuple[Path, Twin], twin_site: Flask
) -> None:
    """A file of each folder and suffix is given with the media type of the site."""
    client, compared = twin_site.test_client(), set()
    for path in sorted(twin[0].rglob("*.*")):
        address = f"/{path.relative_to(twin[0])}"
        kind = (address.split("/")[1].partition(".")[0], address.count("/"), path.suffix)
        if kind in compared or path.is_dir() or address.startswith(("/.ht", "/netlify", "/rules", "/dumps", "/feed-before")):
            continue
        expected = client.get(address)
        if expected.status_code == 200:
            compared.add(kind)
            found = server.ask(address)
            assert (found.status, found.headers["Content-Type"]) == (200, expected.content_type), address
    assert len(compared) > 60


def test_what_moved_and_what_is_gone(server: Server, twin: tuple[Path, Twin]) -> None:
    """A renamed document redirects in every format, a withdrawn one is 410 in every format, others never were."""
    for tail in ("", ".ttl", "/evidence", "/evidence.jsonld"):
        answer = server.ask(f"/doc/{RENAMED}{tail}")
        assert (answer.status, answer.headers["Location"].rpartition("/doc/")[2]) == (301, f"{PRESENT}{tail}")
    (gone,) = (p.stem for p in (twin[0] / "doc").glob("*.html") if "410 · Gone" in p.read_text(encoding="utf-8"))
    for tail, accept in (("", "text/turtle"), ("", None), (".ttl", None), (".html", None), ("/evidence", None)):
        assert server.ask(f"/doc/{gone}{tail}", accept).status == 410
    assert {server.ask(path).status for path in ("/doc/never", "/doc/never.ttl", "/nothing", "/rules/nginx-maps.conf")} == {404}


def test_lists_dumps_and_slashes(server: Server, twin: tuple[Path, Twin]) -> None:
    """The second page of a list has its address, a dump is given packed and plain, and a slash at the end is taken off."""
    assert server.ask("/doc?page=2").body == (twin[0] / "doc-page-2.html").read_bytes()
    assert server.ask("/doc?page=1").body == (twin[0] / "doc.html").read_bytes()
    packed = server.ask("/dumps/all.nt", **{"Accept-Encoding": "gzip"})
    assert (packed.status, packed.media_type, packed.headers["Content-Encoding"]) == (200, "application/n-triples", "gzip")
    assert packed.body == server.ask("/dumps/all.nt.gz").body == (twin[0] / "dumps" / "all.nt.gz").read_bytes()
    answer = server.ask("/doc/")
    assert (answer.status, answer.headers["Location"].removeprefix(server.start)) == (301, "/doc")


@pytest.mark.skipif(not NGINX, reason="nginx is not on this machine: its rules were not tried")
def test_a_site_below_a_path(place: Path, twin_archive: Archive) -> None:
    """Where the base IRI has a path, the rules are for that path."""
    root, work, port = place / "below", place / "nginx-below", free_port()
    for each in (root / "rooms", work):
        each.mkdir(parents=True)
    (root / "rooms" / "one").symlink_to(place / "site")
    with Folder(work, datetime(2026, 1, 1, tzinfo=UTC)) as folder:
        write_rules(folder, Layout(), "http://archive.example/rooms/one", [(f"doc/{RENAMED}", f"doc/{PRESENT}")], ["doc/gone"])
    slug = twin_archive.slugs()[0]
    with running(nginx(root, work, work, port), port, work / "output") as server:
        assert server.ask(f"/rooms/one/doc/{slug}", "text/turtle").media_type == "text/turtle"
        assert server.ask("/rooms/one/", "*/*").media_type == "text/html"
        assert server.ask(f"/rooms/one/doc/{RENAMED}.ttl").headers["Location"] == f"/rooms/one/doc/{PRESENT}.ttl"
        assert [server.ask(f"/{path}").status for path in ("rooms/one/doc/gone", f"doc/{slug}")] == [410, 404]


def test_patterns_choose_as_the_site_does() -> None:
    """The patterns, tried in their order, choose for every header and kind what negotiation chooses."""
    import re

    compared = 0
    for kind in KINDS:
        for accept in ACCEPTS:
            chosen = choose(accept, kind.formats)
            found = next((suffix for each, suffix in patterns(kind.formats) if re.search(each, accept, re.IGNORECASE)), None)
            assert found == (chosen.format.suffix if chosen else None), (kind.name, accept)
            compared += 1
    assert compared == len(KINDS) * len(ACCEPTS)


@pytest.mark.skipif(not shutil.which("node"), reason="node is not on this machine: the edge function was not run")
def test_the_edge_function_chooses_as_the_site_does(twin: tuple[Path, Twin], twin_archive: Archive, tmp_path: Path) -> None:
    """The function that Netlify runs leads every header to the file that negotiation chooses, and leaves files alone."""
    slug = twin_archive.slugs()[0]
    shutil.copy(twin[0] / "netlify" / "edge-functions" / "negotiate.js", tmp_path / "negotiate.mjs")
    (tmp_path / "ask.mjs").write_text(
        'import negotiate from "./negotiate.mjs";\n'
        "const asked = JSON.parse(process.argv[2]);\n"
        "console.log(JSON.stringify(asked.map(([path, accept]) => {\n"
        '  const found = negotiate(new Request(`http://archive.example${path}`, { headers: { accept } }));\n'
        "  return found === undefined ? null : found.status || found.pathname;\n"
        "})));\n", encoding="utf-8",
    )
    asked = [(f"/doc/{slug}", accept) for accept in ACCEPTS]
    others = [("/doc?page=2", "*/*"), (f"/doc/{slug}.ttl", "*/*"), (f"/doc/{RENAMED}", "*/*"), ("/sitemap.xml", "*/*")]
    command = ["node", str(tmp_path / "ask.mjs"), json.dumps([*asked, *others])]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    expected = [choose(accept, DESCRIPTIONS) for _, accept in asked]
    assert told[: len(asked)] == [f"/doc/{slug}.{each.format.suffix}" if each else 406 for each in expected]
    assert told[len(asked) :] == ["/doc-page-2.html", None, None, None]
    assert {HTML, *FORMATS} == set(DESCRIPTIONS)
