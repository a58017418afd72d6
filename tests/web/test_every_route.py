"""What holds of every route there is, each asked at an address of its own."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fonds.crosswalks.facts import site_facts
from fonds.feeds.dumps.keeping import refresh
from fonds.settings import Settings
from fonds.web.contract import ROUTES
from fonds.web.openapi import address_of
from web.archive import BASE, LETTER
from web.conftest import served

ADDRESSES = {
    "/": "/", "/search": "/search?q=letter", "/doc": "/doc", "/doc/{name}": f"/doc/{LETTER}",
    "/doc/{slug}/{name}": f"/doc/{LETTER}/evidence", "/doc/{slug}/as/{name}": f"/doc/{LETTER}/as/europeana",
    "/doc/{slug}/linkset": f"/doc/{LETTER}/linkset", "/doc/{slug}/linkset.{suffix}": f"/doc/{LETTER}/linkset.json",
    "/as/{name}": "/as/base", "/{kind}": "/agent", "/{kind}/{rest}": "/agent/red-army",
    "/suggest/{kind}": "/suggest/agent?prefix=a", "/context.jsonld": "/context.jsonld", "/vocab": "/vocab",
    "/vocab.{suffix}": "/vocab.ttl", "/vocab/{name}": "/vocab/terms", "/vocab/{scheme}/{name}": "/vocab/genre/letter",
    "/queries": "/queries", "/queries/{name}": "/queries/works-cited",
    "/queries/{name}.svg": "/queries/timeline-by-year.svg", "/queries/{name}.png": "/queries/timeline-by-year.png",
    "/queries/{name}/embed": "/queries/timeline-by-year/embed", "/queries/{name}/citation": "/queries/works-cited/citation",
    "/queries/{query}/description": "/queries/works-cited/description",
    "/queries/{query}/description.{suffix}": "/queries/works-cited/description.ttl",
    "/sparql": "/sparql", "/sparql.{suffix}": "/sparql.ttl", "/oai": "/oai?verb=Identify", "/dumps": "/dumps",
    "/dumps/{name}": "/dumps/all.nt", "/robots.txt": "/robots.txt", "/sitemap.xml": "/sitemap.xml",
    "/sitemap-{name}.xml": "/sitemap-documents-1.xml", "/feed.atom": "/feed.atom", "/changes": "/changes",
    "/changes/{number}": "/changes/1", "/ldes": "/ldes", "/ldes.{suffix}": "/ldes.ttl", "/ldes/{name}": "/ldes/view",
    "/.well-known/resourcesync": "/.well-known/resourcesync", "/.well-known/void": "/.well-known/void",
    "/resourcesync/capabilitylist.xml": "/resourcesync/capabilitylist.xml",
    "/resourcesync/changelist.xml": "/resourcesync/changelist.xml",
    "/resourcesync/changelist-{number}.xml": "/resourcesync/changelist-1.xml",
    "/resourcesync/resourcelist.xml": "/resourcesync/resourcelist.xml",
    "/resourcesync/resourcedump.xml": "/resourcesync/resourcedump.xml", "/dataset": "/dataset",
    "/dataset.{suffix}": "/dataset.jsonld", "/health": "/health", "/static/{name}": "/static/fonds.css",
    "/openapi.json": "/openapi.json",
}
MORE = (
    f"/doc/{LETTER}.bib", f"/doc/{LETTER}?profile=dc", "/sparql?query=ASK%7B%7D", "/queries/works-cited.csv",
    "/dumps/all.nt.gz", "/dumps/dumps.json", "/ldes/1", "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/feed.atom",
)
EVERY = (*ADDRESSES.values(), *MORE)
WITHOUT_TAG = ("/.well-known/void", "/health")
NAMELESS = ("nothing-of-this-name", "999999999", "%00", "..%2f..%2fetc%2fpasswd", "%F0%9F%98%80", "x" * 3_000)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def complete(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application of the archive with its dumps made."""
    state = tmp_path_factory.mktemp("complete") / "var"
    shutil.copytree(settings.state, state)
    mine = replace(settings, state=str(state))
    refresh(state, site_facts(mine))
    yield from served(mine)


class Patient(FlaskClient):
    """A client that reads every answer to its end, as a server does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask."""
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture
def asked(complete: Flask) -> FlaskClient:
    """Return a client of it."""
    complete.test_client_class = Patient
    return complete.test_client()


def said(answer: TestResponse) -> dict[str, str]:
    """Return the headers, but for the time; a response of OAI-PMH holds that too, so its tag is another each second."""
    timed = ("Date", "ETag") if answer.request.path == "/oai" else ("Date",)
    return {name: value for name, value in answer.headers.items() if name not in timed}


def test_every_route_is_here(complete: Flask) -> None:
    """Every route of the site has an address in the table of this file, so all that follows is true of every one."""
    assert {address_of(rule) for rule in complete.url_map.iter_rules()} == set(ADDRESSES)


def test_answers_are_open_harmless_and_measured(asked: FlaskClient) -> None:
    """Every answer may be read by any origin, is what it says it is, sets no cookie, and HEAD tells the same of it."""
    for address in EVERY:
        get = asked.get(address)
        assert get.status_code in (200, 302), address
        assert int(get.headers["Content-Length"]) == len(get.data)
        assert get.headers["Access-Control-Allow-Origin"] == "*"
        assert get.headers["X-Content-Type-Options"] == "nosniff"
        assert get.headers["Referrer-Policy"] and get.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        (policy,) = get.headers.getlist("Content-Security-Policy")
        assert policy.startswith("default-src 'none';") and "Set-Cookie" not in get.headers, address
        head = asked.head(address)
        assert (head.status_code, head.data, said(head)) == (get.status_code, b"", said(get)), address


def test_what_is_there_already_is_not_sent(asked: FlaskClient) -> None:
    """An answer says how long it may be kept and has a strong tag; who shows that is told 304, and nothing is sent."""
    for address in [each for each in EVERY if each not in WITHOUT_TAG and "/oai" not in each]:
        first = asked.get(address)
        tag = first.headers["ETag"]
        assert not tag.startswith("W/") and first.headers["Cache-Control"].startswith("public"), address
        again = asked.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b""), address
        kept = ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "Content-Security-Policy")
        assert {name: again.headers.get(name) for name in kept} == {name: first.headers.get(name) for name in kept}


def test_vary_names_what_chose(asked: FlaskClient) -> None:
    """Vary names a header of the request where another value of it gets another answer, and else not."""
    values = {
        "Accept": ("", "*/*", BROWSER, "application/ld+json", "text/turtle", "image/svg+xml", "application/x-bibtex", "audio/ogg"),
        "Accept-Profile": ("<http://www.openarchives.org/OAI/2.0/oai_dc/>", "dc"),
        "Accept-Encoding": ("identity", "gzip"),
    }
    for address in EVERY:
        plain = asked.get(address)
        named = {name for each in plain.headers.getlist("Vary") for name in re.split(r",\s*", each)}
        for header, given in values.items():
            answers = [asked.get(address, headers={header: value}) for value in given]
            kinds = {(each.status_code, each.content_type, each.headers.get("Content-Encoding")) for each in answers}
            assert (len(kinds) > 1 or kinds != {(plain.status_code, plain.content_type, None)}) == (header in named), (address, header, kinds)


def test_preflight_says_what_is_possible(asked: FlaskClient, complete: Flask) -> None:
    """OPTIONS names the methods of the address to browsers that ask before they fetch, and has no body."""
    for address in EVERY:
        answer = asked.options(address, headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"})
        posted = urlsplit(address).path in ("/sparql", "/oai")
        methods = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if posted else set())
        assert (answer.status_code, answer.data, answer.headers["Access-Control-Allow-Origin"]) == (200, b"", "*"), address
        assert set(answer.headers["Allow"].split(", ")) == methods == set(answer.headers["Access-Control-Allow-Methods"].split(", "))


def test_other_methods_are_refused(asked: FlaskClient) -> None:
    """A method an address has not is 405 with those it has, as problem details, or as a page for browsers."""
    for method, address in product(["DELETE", "PUT", "POST"], ADDRESSES.values()):
        if method == "POST" and urlsplit(address).path in ("/sparql", "/oai"):
            assert asked.post(address, data=b"x", content_type="text/plain").status_code == 415
            continue
        answer = asked.open(address, method=method)
        assert (answer.status_code, answer.content_type) == (405, "application/problem+json"), address
        assert {"GET", "HEAD", "OPTIONS"} <= set(answer.headers["Allow"].split(", "))
        page = asked.open(address, method=method, headers={"Accept": BROWSER})
        assert (page.status_code, page.content_type) == (405, "text/html; charset=utf-8")


def test_what_nobody_has_is_refused(asked: FlaskClient, complete: Flask) -> None:
    """Where the Accept header is looked at, one that allows nothing there is gets 406, with what there is; else nobody looks."""
    for pattern, address in ADDRESSES.items():
        (endpoint,) = {rule.endpoint for rule in complete.url_map.iter_rules() if address_of(rule) == pattern}
        answer = asked.get(address, headers={"Accept": "audio/ogg"})
        if ROUTES[endpoint].negotiated and "{suffix}" not in pattern:
            assert (answer.status_code, answer.content_type) == (406, "application/problem+json"), pattern
            assert answer.json and answer.json["available"]
        else:
            assert answer.status_code in (200, 302), pattern


def test_what_is_not_there_is_told(asked: FlaskClient) -> None:
    """A name that nothing has is 404, and one without end 414, whatever is in it; never a failure."""
    for name, pattern in product(NAMELESS, [each for each in ADDRESSES if "{" in each]):
        address = re.sub(r"{[a-z]+}(?!.*{)", name, pattern).replace("{kind}", "agent").replace("{slug}", LETTER)
        answer = asked.get(re.sub(r"{[a-z]+}", "works-cited", address))
        status = 414 if len(name) > 2_000 else 404
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.request.path
        assert len(answer.data) < 3_000


def test_senseless_headers_are_as_if_they_were_not_there(asked: FlaskClient) -> None:
    """Whatever stands in a header that chooses or compares, there is an answer, and it is no failure."""
    senseless = ("", "\x80\xff", ";;;,,,", "a/b;q=nan, */*;q=1e400", '"', "bytes=-", "bytes=9-1", "<>;q=", "," * 5_000, "W/", "*")
    names = ("Accept", "Accept-Profile", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "If-Range", "Range")
    for address, text in product(ADDRESSES.values(), senseless):
        answer = asked.get(address, headers=dict.fromkeys(names, text))
        assert answer.status_code in (200, 206, 302, 304, 406, 416), (address, text, answer.status_code)


def test_links_lead_somewhere(asked: FlaskClient) -> None:
    """Every address of this site in a Link header is one that answers, in the media type that the link promises."""
    for address in EVERY:
        for target, attributes in re.findall(r"<([^>]*)>((?:;[^,<]*)*)", ", ".join(asked.get(address).headers.getlist("Link"))):
            found = urljoin(BASE + address, target)
            if not found.startswith(f"{BASE}/"):
                continue
            answer = asked.get(found.removeprefix(BASE))
            assert answer.status_code in (200, 302), (address, target, attributes)
            if promised := re.search(r'type="([^"]+)"', attributes):
                assert answer.mimetype == promised[1], target


def test_a_part_of_a_dump(asked: FlaskClient) -> None:
    """A part is sent alone, one that is not there is told the length; other units and many parts are sent the whole."""
    whole = asked.get("/dumps/all.nt").data
    part = asked.get("/dumps/all.nt", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}" and part.headers["Content-Length"] == "10"
    unpacked = asked.get("/dumps/all.nt", headers={"Range": "bytes=10-19", "Accept-Encoding": "gzip"})
    assert (unpacked.status_code, unpacked.data, "Content-Encoding" in unpacked.headers) == (206, whole[10:20], False)
    none = asked.get("/dumps/all.nt", headers={"Range": f"bytes={len(whole)}-"})
    assert (none.status_code, none.headers["Content-Range"]) == (416, f"bytes */{len(whole)}")
    for other in ("items=0-1", "bytes=0-1,5-6"):
        answer = asked.get("/dumps/all.nt", headers={"Range": other})
        assert (answer.status_code, answer.data) == (200, whole)
    assert asked.get("/dumps/all.nt").headers["Accept-Ranges"] == "bytes"


def test_the_front_page_leads_to_the_data(asked: FlaskClient) -> None:
    """Who asks the front page is led to the dataset, its feeds and its description for programs."""
    links = asked.head("/").headers["Link"]
    for relation in ("describedby", "service-desc", "alternate", "resourcesync", "sitemap"):
        assert f'rel="{relation}"' in links
