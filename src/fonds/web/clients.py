"""Who asks (floor 7): the name under which queries of one client are counted.

The name is the address the connection comes from. Behind a proxy that is the proxy's, so the setting
``trusted_proxies`` says how many there are: each appends whom it was asked by to X-Forwarded-For, and only the words of
those are believed, counted from the end; the rest of the header is the client's own and may say anything. An IPv6
address stands for its network of 64 bits, which is what one client is given.
"""

import ipaddress

from flask import request

_NETWORK_BITS = 64


def present_client(trusted_proxies: int) -> str:
    """Return the name of the client that sends the present request; never empty."""
    forwarded = ",".join(request.headers.getlist("X-Forwarded-For"))
    return client_name(request.environ.get("REMOTE_ADDR", ""), forwarded, trusted_proxies)


def client_name(peer: str, forwarded: str, trusted_proxies: int) -> str:
    """Return the name of a client that comes from ``peer`` with that X-Forwarded-For.

    >>> client_name("127.0.0.1", "198.51.100.1, 203.0.113.9", 1)
    '203.0.113.9'
    >>> client_name("2001:db8:1:2:3:4:5:6", "198.51.100.1", 0)
    '2001:db8:1:2::/64'
    """
    told = [part.strip() for part in forwarded.split(",") if part.strip()][-trusted_proxies:] if trusted_proxies else []
    return _name(told[0] if told else "") or _name(peer) or "nobody"


def _name(text: str) -> str:
    """Return an address without its port, or its network; empty where it is none."""
    bracketed = text.startswith("[")
    host = text[1:].partition("]")[0] if bracketed else text
    if not bracketed and host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _NETWORK_BITS), strict=False))
