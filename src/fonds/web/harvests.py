"""Noting harvests (floor 7): each answer of a feed, unless the setting says otherwise."""

from flask import request

from fonds.web.clients import present_client
from fonds.web.site import Site


def note_harvest(site: Site, feed: str, up_to: str = "", *, whole: bool = False) -> None:
    """Note that the present client was answered by a feed; ``up_to`` is the newest datestamp it was told of.

    ``whole`` says that there is nothing more to fetch for now. Who asks for headers alone fetches nothing.
    """
    if site.ledger is not None and request.method != "HEAD":
        client = present_client(site.settings.trusted_proxies)
        site.ledger.note(feed, client, request.headers.get("User-Agent", ""), up_to, whole=whole)
