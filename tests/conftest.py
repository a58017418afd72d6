"""No test reaches the network: a library that fetches anything from elsewhere fails the suite.

Servers that a test starts itself, on this machine, are allowed.
"""

import socket
from typing import Any

import pytest

HERE = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every look-up of a foreign name and every connection to a foreign address an error."""
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def guarded_look_up(host: Any, *more: Any, **named: Any) -> Any:
        assert host in (None, "", *HERE), f"a test tried to reach {host}"
        return look_up(host, *more, **named)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX or address[0] in HERE, f"a test tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
