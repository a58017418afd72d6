"""Dumps on the web: listed, packed or plain, whole or in parts."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from fonds.crosswalks.facts import site_facts
from fonds.feeds.dumps.keeping import refresh
from fonds.feeds.dumps.making import Manifest
from fonds.feeds.dumps.shelf import drop_dumps, folder_of
from fonds.settings import Settings


@pytest.fixture
def manifest(settings: Settings) -> Iterator[Manifest]:
    """Make the dumps of the archive."""
    made = refresh(Path(settings.state), site_facts(settings))
    assert made is not None
    yield made
    drop_dumps(Path(settings.state))


def test_every_dump_is_listed_and_given(client: FlaskClient, settings: Settings, manifest: Manifest) -> None:
    """Each file is linked from the list and given with its size; plain, packed in transit and packed hold the same."""
    page = client.get("/dumps").get_data(as_text=True)
    assert html.fromstring(page).find(".//table").getparent().get("class") == "wide"  # digests are wider than a telephone
    for each in manifest.files:
        assert f'href="./dumps/{each.file}"' in page
        lying = (folder_of(Path(settings.state), manifest.release) / each.file).read_bytes()
        stored, plain = client.get(f"/dumps/{each.file}"), client.get(f"/dumps/{each.name}")
        assert (stored.data, stored.content_length) == (lying, each.size)
        assert plain.content_length == each.plain_size == len(plain.data)
        if each.packed:
            packed = client.get(f"/dumps/{each.name}", headers={"Accept-Encoding": "gzip"})
            assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
            assert gzip.decompress(packed.data) == gzip.decompress(stored.data) == plain.data
            assert plain.mimetype == packed.mimetype == each.media_type
            assert stored.mimetype == "application/gzip"
    for name, media_type in (("SHA256SUMS", "text/plain; charset=utf-8"), ("dumps.json", "application/json")):
        answer = client.get(f"/dumps/{name}")
        assert answer.data == (folder_of(Path(settings.state), manifest.release) / name).read_bytes()
        assert answer.content_type == media_type


def test_a_dump_is_resumed_and_not_sent_again(client: FlaskClient, manifest: Manifest) -> None:
    """Who has the first part asks for the rest (RFC 9110, 14.2), who has all is told so."""
    address = f"/dumps/{manifest.files[0].file}"
    whole = client.get(address)
    part = client.get(address, headers={"Range": "bytes=100-"}, buffered=True)
    assert (part.status_code, whole.data[:100] + part.data) == (206, whole.data)
    assert client.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_no_other_file_is_given(client: FlaskClient, manifest: Manifest) -> None:
    """A name that is no dump is not found, whatever lies in the state directory."""
    for name in ("nothing.nt", "catalogue.sqlite", "..%2fcatalogue.sqlite", "%2e%2e/catalogue.sqlite"):
        assert client.get(f"/dumps/{name}").status_code == 404


def test_before_there_are_any(client: FlaskClient) -> None:
    """Before the dumps are made the list says so, and a dump is to be had later."""
    assert "They are being made" in client.get("/dumps").get_data(as_text=True)
    later = client.get("/dumps/all.nt.gz")
    assert (later.status_code, client.get("/dumps/nothing").status_code) == (503, 404)
    assert int(later.headers["Retry-After"]) > 0
