"""OAI-PMH on the web: by GET and by POST, packed, as XML for harvesters and as a page for browsers."""

import gzip
from collections.abc import Hashable
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from feeds.house import OAI, checked, code
from fonds.settings import Settings
from fonds.web.ahead import Ahead
from fonds.web.oai import Made
from web.archive import BASE, HOSTILE, LETTER, RENAMED, WITHDRAWN
from web.conftest import served

LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
"""What HTTP libraries send that were told nothing."""


def _asked(client: FlaskClient, accept: str = "*/*", **said: str) -> TestResponse:
    return client.get(f"/oai?{urlencode(said)}", headers={"Accept": accept})


def test_posted_forms_are_answered_as_addresses_are(client: FlaskClient) -> None:
    """GET and POST with the same arguments give the same records."""
    got, posted = _asked(client, **LIST), client.post("/oai", data=LIST)
    records = [checked(each.data).find(f"{OAI}ListRecords") for each in (got, posted)]
    assert [len(each) for each in records] == [7, 7]
    assert got.content_type == posted.content_type == "text/xml; charset=utf-8"
    assert client.post("/oai?verb=Identify", data={"verb": "Identify"}).data.count(b"badVerb") == 1
    assert client.post("/oai", json=LIST).status_code == 415


def test_the_next_page_is_made_while_one_is_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a page is sent the next is begun, and whoever asks for it, in whatever order of arguments, gets that one."""
    found: list[bool] = []

    class Noting(Ahead[Made]):
        def take(self, key: Hashable, release: int) -> Made | None:
            taken = super().take(key, release)
            found.append(taken is not None)
            return taken

    monkeypatch.setattr("fonds.web.oai.Ahead", Noting)
    said, names = dict(LIST), []
    with contextmanager(served)(replace(settings, oai_page=2)) as app:
        client = app.test_client()
        while said:
            with client.get(f"/oai?{urlencode(said)}") as answer:
                part = checked(answer.data).find(f"{OAI}ListRecords")
            names += [each.text for each in part.iter(f"{OAI}identifier")]
            token = part.findtext(f"{OAI}resumptionToken")
            said = {"resumptionToken": token, "verb": "ListRecords"} if token else {}
    assert found == [False, True, True, True]
    assert len(names) == len(set(names)) == 7


def test_faults_are_no_errors_of_http(client: FlaskClient) -> None:
    """An error of the protocol is told in the body, with status 200; whatever is asked, the answer is well formed."""
    for query in ("", "verb=", "verb=%00", "verb=Identify&%ff=%fe", "verb=GetRecord&identifier=%3C%26&metadataPrefix=oai_dc"):
        answer = client.get(f"/oai?{query}")
        assert answer.status_code == 200 and code(checked(answer.data)) in ("badVerb", "badArgument", "idDoesNotExist")


def test_what_was_withdrawn_or_renamed_is_deleted(client: FlaskClient) -> None:
    """A tombstone and a slug that was left are deleted records, and GetRecord says so."""
    for slug in (WITHDRAWN, RENAMED):
        answer = _asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:archive.example:{slug}")
        header = checked(answer.data).find(f".//{OAI}header")
        assert header.get("status") == "deleted" and checked(answer.data).find(f".//{OAI}metadata") is None


def test_records_name_their_documents(client: FlaskClient) -> None:
    """The identifier in the metadata is the address of the document, whatever address it was asked at."""
    answer = client.get(
        f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:archive.example:{LETTER}", base_url="http://other.example/"
    )
    root = checked(answer.data)
    assert root.findtext(f"{OAI}request") == f"{BASE}/oai"
    assert f"{BASE}/doc/{LETTER}" in [each.text for each in root.iter("{http://purl.org/dc/elements/1.1/}identifier")]


@pytest.mark.parametrize(
    ("accepted", "packed"), [("gzip", True), ("gzip, deflate, br", True), ("gzip;q=0", False), ("", False), ("deflate", False)]
)
def test_responses_are_packed_where_that_is_understood(client: FlaskClient, accepted: str, packed: bool) -> None:
    """Who accepts gzip gets it, with the same content, and caches are told."""
    answer = client.get(f"/oai?{urlencode(LIST)}", headers={"Accept-Encoding": accepted})
    assert (answer.headers.get("Content-Encoding") == "gzip") == packed
    assert "Accept-Encoding" in answer.headers["Vary"]
    body = gzip.decompress(answer.data) if packed else answer.data
    assert len(checked(body).find(f"{OAI}ListRecords")) == 7


@pytest.mark.parametrize("accept", ["*/*", "", "text/xml", "application/xml", JAVA, "text/html"])
def test_harvesters_get_xml(client: FlaskClient, accept: str) -> None:
    """Whoever is no browser gets XML, also who names HTML without meaning it."""
    assert checked(_asked(client, accept, verb="Identify").data).find(f"{OAI}Identify") is not None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "The &lt;Reading&gt; Room"),
        ({"verb": "ListSets"}, "genre:letter"),
        ({"verb": "ListMetadataFormats"}, "oai_dc"),
        (LIST, f"oai:archive.example:{HOSTILE}"),
        ({**LIST, "verb": "ListIdentifiers"}, "deleted"),
        ({"verb": "Nothing"}, "badVerb"),
    ],
)
def test_browsers_get_a_page(client: FlaskClient, said: dict[str, str], words: str) -> None:
    """A browser gets a page that a strict parser reads, without anything executable in it."""
    import html5lib

    answer = _asked(client, BROWSER, **said)
    assert answer.status_code == 200 and answer.content_type.startswith("text/html") and words in answer.text
    html5lib.HTMLParser(strict=True).parse(answer.data)
    assert "<script" not in answer.text and "<b>" not in answer.text


def test_nothing_published_is_told_by_status(empty: object) -> None:
    """Before the first release harvesters are asked to come back later."""
    from flask import Flask

    assert isinstance(empty, Flask)
    answer = empty.test_client().get("/oai?verb=Identify")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
