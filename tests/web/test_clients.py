"""Who asks, where there are proxies and where there are none."""

import pytest
from flask import Flask

from fonds.web.clients import client_name, present_client


@pytest.mark.parametrize(("peer", "forwarded", "proxies", "name"), [
    ("203.0.113.9", "", 0, "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),
    ("127.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
    ("127.0.0.1", "10.0.0.1, 198.51.100.1", 1, "198.51.100.1"),
    ("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.7", 2, "198.51.100.1"),
    ("127.0.0.1", "198.51.100.1", 2, "198.51.100.1"),
    ("127.0.0.1", "198.51.100.1:4711", 1, "198.51.100.1"),
    ("127.0.0.1", "[2001:db8:1:2:3::4]:4711", 1, "2001:db8:1:2::/64"),
    ("127.0.0.1", "2001:DB8:1:2:ffff::1", 1, "2001:db8:1:2::/64"),
    ("127.0.0.1", "::ffff:198.51.100.1", 1, "198.51.100.1"),
    ("127.0.0.1", "unknown", 1, "127.0.0.1"),
    ("127.0.0.1", "", 1, "127.0.0.1"),
    ("127.0.0.1", ",,", 1, "127.0.0.1"),
    ("fe80::1%eth0", "", 0, "fe80::/64"),
    ("", "", 0, "nobody"),
])
def test_names(peer: str, forwarded: str, proxies: int, name: str) -> None:
    """Only what the trusted proxies say is believed, counted from the end; a network of IPv6 is one client."""
    assert client_name(peer, forwarded, proxies) == name


def test_headers_sent_twice(app: Flask) -> None:
    """A second header follows the first, whoever wrote it."""
    headers = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-For", "198.51.100.1")]
    with app.test_request_context("/sparql", headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert (present_client(0), present_client(1)) == ("127.0.0.1", "198.51.100.1")
