"""The harvest ledger on the web: who is noted, and who is not."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from fonds.feeds.ledger import FOLDER, Harvest, Ledger, read_harvests
from fonds.settings import Settings
from web.conftest import served

LIST = "/oai?verb=ListRecords&metadataPrefix=oai_dc"
Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Return a function that serves the archive with other settings, and with a ledger of its own."""
    monkeypatch.setattr("fonds.web.app.Ledger", lambda state: Ledger(tmp_path))
    with ExitStack() as open_sites:

        def made(**changed: object) -> FlaskClient:
            changed_settings = replace(settings, **changed)  # type: ignore[arg-type] # names and values are the test's
            return open_sites.enter_context(contextmanager(served)(changed_settings)).test_client()

        yield made


def _ask(client: FlaskClient, address: str, peer: str, forwarded: str = "", **more: str) -> None:
    headers = {"User-Agent": f"harvester of {peer} {forwarded}", **({"X-Forwarded-For": forwarded} if forwarded else {})}
    answer = client.open(address, environ_base={"REMOTE_ADDR": peer}, headers=headers, method=more.get("method", "GET"))
    assert answer.status_code == 200


def _clients(state: Path) -> dict[str, list[Harvest]]:
    found: dict[str, list[Harvest]] = {}
    for each in read_harvests(state):
        found.setdefault(each.client, []).append(each)
    return found


def test_behind_a_proxy_harvesters_are_told_apart(serve: Serve, tmp_path: Path) -> None:
    """Who a trusted proxy forwards for is a client of its own; what nobody is trusted to say makes no client."""
    client = serve(trusted_proxies=1)
    for forwarded in ("198.51.100.1", "203.0.113.9", "6.6.6.6, 198.51.100.1"):
        _ask(client, LIST, "127.0.0.1", forwarded)
    assert sorted(sum(each.requests for each in rows) for rows in _clients(tmp_path).values()) == [1, 2]
    direct = serve()
    for forwarded in ("198.51.100.1", "203.0.113.9"):
        _ask(direct, LIST, "127.0.0.7", forwarded)
    assert sorted(sum(each.requests for each in rows) for rows in _clients(tmp_path).values()) == [1, 2, 2]


def test_a_network_of_ipv6_is_one_harvester(serve: Serve, tmp_path: Path) -> None:
    """Addresses of one network of 64 bits are one client, those of two are two."""
    client = serve()
    for peer in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
        _ask(client, LIST, peer)
    assert sorted(sum(each.requests for each in rows) for rows in _clients(tmp_path).values()) == [1, 2]


def test_what_was_told_is_noted(serve: Serve, tmp_path: Path) -> None:
    """A list notes the newest change it told of, wherever on its page; headers alone are no harvest, nor is a page for
    a browser.
    """
    client = serve(oai_page=4)
    _ask(client, LIST, "192.0.2.1", method="HEAD")
    client.get(LIST, headers={"Accept": "text/html,application/xhtml+xml"})
    assert read_harvests(tmp_path) == []
    stamps = re.findall(r"<datestamp>([^<]+)<", client.get(LIST, environ_base={"REMOTE_ADDR": "192.0.2.1"}).text)
    (noted,) = read_harvests(tmp_path)
    assert noted.feed == "oai" and noted.up_to == max(stamps) != stamps[-1]


def test_a_part_is_not_the_whole(serve: Serve, tmp_path: Path) -> None:
    """Who fetched one page of a feed was not told of the newest change by it; what is not there is no harvest."""
    client = serve()
    assert client.get("/ldes/7000").status_code == client.get("/changes/7000").status_code == 404
    assert read_harvests(tmp_path) == []
    for address in ("/changes/1", "/ldes/1"):
        _ask(client, address, "192.0.2.1")
    assert {each.feed: each.up_to for each in read_harvests(tmp_path)} == {"changes": "", "ldes": ""}
    for address in ("/changes", "/ldes"):
        _ask(client, address, "192.0.2.2")
    told = {each.feed: each.up_to for each in read_harvests(tmp_path) if each.up_to}
    assert set(told) == {"changes", "ldes"} and all(each.endswith("Z") for each in told.values())


def test_the_setting_turns_it_off(serve: Serve, settings: Settings, tmp_path: Path) -> None:
    """Without the setting nothing is noted anywhere."""
    before = {path: path.stat().st_size for path in (Path(settings.state) / FOLDER).glob("*")}
    _ask(serve(harvest_ledger=False), LIST, "192.0.2.1")
    assert not (tmp_path / FOLDER).exists()
    assert {path: path.stat().st_size for path in (Path(settings.state) / FOLDER).glob("*")} == before
