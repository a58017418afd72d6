"""The whole site, walked: every link leads somewhere, every IRI answers, every page is well-formed."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html

from fonds.catalogue.rows import Filters
from fonds.settings import Settings
from web.archive import BASE, HOSTILE, LETTER, MESSAGE, WITHDRAWN, open_catalogue, told

PAGES = (
    "/", "/doc", "/search", "/search?q=afghanistan", "/search?q=afghanistan&genre=letter&year=1989", "/search?q=zzz",
    "/search?agent=agent/cwihp&relation=sourceOrganization", f"/doc/{LETTER}", f"/doc/{MESSAGE}", f"/doc/{HOSTILE}",
    f"/doc/{LETTER}/evidence", f"/doc/{HOSTILE}/evidence", f"/doc/{WITHDRAWN}", "/doc/nothing", "/agent", "/rights",
    "/agent/masoud-ahmad-shah", "/agent/hostile", "/archival-unit/tskhsd/f-89", "/rights/digital-archive-notice",
    "/creative-work/lyakhovskiy-plamya-afgana-1999", "/dataset", "/vocab", "/vocab/terms", "/vocab/genre",
    "/vocab/genre/letter", "/vocab/shapes", "/queries", "/sparql",
)
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
"""What browsers ask for, whatever they were led to."""
NOT_OURS = ("http:", "https:", "mailto:")


def crawled(client: FlaskClient) -> dict[str, str]:
    """Return the text of every page that links lead to from the front page, by path and query."""
    found: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path, headers=HTML)
        assert answer.status_code == 200, path
        found[path] = answer.text if answer.mimetype == "text/html" else ""
        if found[path] and not path.startswith("/search?"):  # filters of filters have no end
            waiting += [link for link, _ in links(path, found[path]) if link not in found]
    return found


def links(path: str, page: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses on a page that lead to this site, with their fragments."""
    for element in html.fromstring(page).iter("a", "link"):
        href = element.get("href")
        if href and not href.startswith(NOT_OURS):
            parts = urlsplit(urljoin(f"http://here{path}", href))
            query = f"?{parts.query}" if parts.query else ""
            yield parts.path + query, parts.fragment


@pytest.fixture(scope="module")
def site(app: Flask) -> dict[str, str]:
    """Return all pages of the archive."""
    return crawled(app.test_client())


def ids(page: str) -> list[str]:
    """Return the ids of all elements of a page."""
    return [str(value) for value in html.fromstring(page).xpath("//@id")]


def test_every_link_leads_somewhere(site: dict[str, str]) -> None:
    """Each link on each page, followed from the front page on, is answered by 200, and its fragment is there."""
    assert len(site) > 100
    known = {path: set(ids(page)) for path, page in site.items() if page}
    for path, page in site.items():
        for link, fragment in links(path, page) if page else ():
            if fragment and link in known:
                assert fragment in known[link], (path, link, fragment)
            assert link in site or path.startswith("/search?")


def test_no_id_stands_twice(site: dict[str, str]) -> None:
    """An address within a page is one place."""
    for path, page in site.items():
        found = ids(page) if page else []
        assert len(found) == len(set(found)), path


def test_every_iri_of_the_graph_answers(settings: Settings, client: FlaskClient) -> None:
    """Every IRI below the base that the graph uses answers as a page, and a fragment is an id on it."""
    with open_catalogue(settings) as catalogue, catalogue.snapshot() as reader:
        data = b"".join(reader.ntriples()).decode()
    iris = set(re.findall(rf"<{re.escape(BASE)}(/[^>]*)>", data))
    assert len(iris) > 60
    pages: dict[str, set[str]] = {}
    for iri in sorted(iris):
        path, _, fragment = iri.partition("#")
        if path not in pages:
            answer = client.get(path, headers=HTML)
            assert answer.status_code == 200, path
            pages[path] = set(ids(answer.text))
        assert not fragment or fragment in pages[path], iri


@pytest.mark.parametrize("path", PAGES)
def test_page_is_well_formed(client: FlaskClient, path: str) -> None:
    """A strict HTML parser that is not ours finds nothing wrong with any kind of page."""
    html5lib.HTMLParser(strict=True).parse(client.get(path, headers=HTML).text)


@pytest.mark.parametrize("path", PAGES)
def test_page_is_built_for_everybody(client: FlaskClient, path: str) -> None:
    """A page has a language, a title, landmarks, one first heading, a skip link, and a label for every field."""
    page = html.fromstring(client.get(path, headers=HTML).text)
    assert page.get("lang")
    assert page.findtext("head/title")
    assert [len(page.findall(f".//{name}")) for name in ("main", "h1")] == [1, 1]
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert all(table.find("caption") is not None for table in page.iter("table"))
    labelled = set(page.xpath("//label/@for"))
    fields = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    assert all(field.get("id") in labelled or field.getparent().tag == "label" for field in fields)


@pytest.mark.parametrize("path", PAGES)
def test_headings_leave_no_level_out(client: FlaskClient, path: str) -> None:
    """Headings go down one level at a time."""
    page = html.fromstring(client.get(path, headers=HTML).text)
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_page_keeps_to_its_policy(client: FlaskClient, path: str) -> None:
    """Nothing on a page is executed, styled inline or fetched from elsewhere: the policy would block it."""
    answer = client.get(path, headers=HTML)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = html.fromstring(answer.text)
    assert set(page.xpath("//script/@type")) <= {"application/ld+json"}
    assert not page.xpath("//style | //@style | //iframe | //object | //@*[starts-with(name(), 'on')]")
    fetched = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
    assert fetched
    assert not [each for each in fetched if each.startswith(("http", "//"))]


@pytest.mark.parametrize("prefix", ["", "/archive", "/a/b"])
def test_site_works_below_a_path(app: Flask, prefix: str) -> None:
    """Links hold below any path the site is mounted at, since they are relative to their page."""
    client = app.test_client()
    for path in (f"/doc/{LETTER}", "/archival-unit/tskhsd/f-89/p-14", "/"):
        page = client.get(path, headers=HTML, environ_overrides={"SCRIPT_NAME": prefix}).text
        for element in html.fromstring(page).iter("a"):
            href = element.get("href", "")
            if not href.startswith((*NOT_OURS, "#")):
                target = urlsplit(urljoin(f"http://here{prefix}{path}", href)).path
                assert target.startswith(f"{prefix}/"), (path, href)
                assert client.get(target.removeprefix(prefix) or "/").status_code == 200, target


def test_search_finds_and_narrows(client: FlaskClient) -> None:
    """A search marks its words, and each facet leads to as many documents as it says."""
    page = html.fromstring(client.get("/search?q=afghanistan").text)
    assert page.xpath("//ol[@class='documents']//mark/text()")
    counted = 0
    for item in page.xpath("//ul[@class='facet']/li"):
        target = urljoin("/search", item.find("a").get("href"))
        number = html.fromstring(client.get(target).text).xpath("string(//p[@role='status'])")
        assert number.split()[0] == item.findtext("span"), target
        counted += 1
    assert counted > 10


def test_lists_are_complete(settings: Settings, client: FlaskClient) -> None:
    """The list of documents shows every live document, the undated ones last."""
    with open_catalogue(settings) as catalogue:
        slugs = [each.slug for each in catalogue.documents(Filters()).items]
    hrefs = html.fromstring(client.get("/doc").text).xpath("//ol[@class='documents']//a/@href")
    assert [href.rpartition("/")[2] for href in hrefs] == slugs


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "99999999", "٣"])
def test_ill_page_number_is_named(client: FlaskClient, page: str) -> None:
    """A page that is no number is a 400 that names the parameter."""
    answer = client.get("/doc", query_string={"page": page}, headers={"Accept": "application/json, text/html;q=0.1"})
    assert (answer.status_code, told(answer)["parameter"]) == (400, "page")


def test_page_beyond_the_end_is_empty(client: FlaskClient) -> None:
    """A page after the last one has no documents and no way on."""
    page = html.fromstring(client.get("/doc?page=9").text)
    assert not page.xpath("//ol[@class='documents']/li")
    assert not page.xpath("//a[@rel='next']")


def test_drawing_is_well_formed(client: FlaskClient) -> None:
    """The timeline is XML that stands alone, and each bar says its year and its number."""
    drawing = re.search(r"<svg.*?</svg>", client.get("/").text, re.DOTALL)
    assert drawing
    root = etree.fromstring(drawing[0])
    titles = root.xpath("//title/text()")
    assert "1979: 1 document" in titles
    assert len(titles) == len(root.xpath("//rect"))
