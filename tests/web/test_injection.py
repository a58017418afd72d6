"""Whatever data or askers say, no page takes it for markup and no header for a line end."""

import json
import re
from urllib.parse import urljoin, urlsplit

import extruct
import pytest
from flask.testing import FlaskClient
from lxml import html

from web.archive import HOSTILE, MARKUP, NAME

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    "path", [f"/doc/{HOSTILE}", f"/doc/{HOSTILE}/evidence", "/agent/hostile", "/agent", "/doc", "/", "/search?q=alert"]
)
def test_markup_in_data_stays_text(client: FlaskClient, path: str) -> None:
    """Titles, names, texts and evidence full of markup make no element and close none."""
    page = html.fromstring(client.get(path, headers=HTML).text)
    scripts = page.xpath("//script")
    assert all(script.get("type") == "application/ld+json" for script in scripts)
    assert not page.xpath("//b | //img | //i | //@onerror")
    assert not page.xpath("//@href[starts-with(., 'javascript:')]")


def test_title_reads_as_it_was_written(client: FlaskClient) -> None:
    """What is escaped comes out of a parser as it went in."""
    page = html.fromstring(client.get(f"/doc/{HOSTILE}").text)
    assert page.xpath("string(//h1)") == MARKUP
    assert NAME in page.xpath("string(//dl[@class='parties'])")


def test_snippet_cannot_be_broken_out_of(client: FlaskClient) -> None:
    """The snippet holds the title, whole, though no angle bracket, ampersand or line separator stands in it."""
    page = client.get(f"/doc/{HOSTILE}").text
    snippet = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(snippet) == 1
    assert not re.search("[<>&\u2028\u2029]", snippet[0])
    assert json.loads(snippet[0])["name"] == MARKUP


def test_outside_reader_finds_the_snippet(client: FlaskClient) -> None:
    """A library that search engines' testers use reads the snippet from the page."""
    found = extruct.extract(client.get(f"/doc/{HOSTILE}").text, syntaxes=["json-ld"])["json-ld"]
    assert [each["name"] for each in found] == [MARKUP]
    assert found[0]["sender"]["name"] == NAME


@pytest.mark.parametrize("text", ['"><script>x</script>', "' OR 1=1", 'a"b', "*", "NEAR(a b)", "\x00", "%", "é" * 500])
def test_search_text_is_only_text(client: FlaskClient, text: str) -> None:
    """Whatever is searched for is answered, and shown as text in the field."""
    answer = client.get("/search", query_string={"q": text}, headers=HTML)
    assert answer.status_code == 200
    page = html.fromstring(answer.text)
    assert not page.xpath("//script")
    assert page.xpath("//input[@id='words']/@value") == [text.replace("\x00", "\ufffd")]


@pytest.mark.parametrize("name", ["genre", "agent", "place", "event", "archive", "relation"])
def test_filter_text_is_only_text(client: FlaskClient, name: str) -> None:
    """A filter nobody has finds nothing and is shown as text."""
    answer = client.get("/search", query_string={name: '"><b>x</b>'}, headers=HTML)
    assert answer.status_code == 200
    assert not html.fromstring(answer.text).xpath("//b")


@pytest.mark.parametrize("path", ["/doc/a%0d%0aX-Evil:%201", "/doc/x/%0d%0aSet-Cookie:a=b/", "/%0d%0aA:b/"])
def test_line_ends_reach_no_header(client: FlaskClient, path: str) -> None:
    """A line end in an address makes no header."""
    answer = client.get(path)
    assert answer.status_code in (301, 404)
    assert not {"X-Evil", "Set-Cookie", "A"} & set(answer.headers.keys())
    assert not re.search("[\r\n]", answer.headers.get("Location", ""))


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example//", "/\\evil.example/", "/https://evil.example/"])
def test_redirect_never_leads_elsewhere(client: FlaskClient, path: str) -> None:
    """A slash taken away never leads to another host."""
    answer = client.get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code == 301
    assert urlsplit(urljoin("http://here/a/b", answer.headers["Location"])).netloc == "here"
