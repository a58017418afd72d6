"""Noting harvests (floor 7): each answer of a feed, unless the setting says otherwise."""

from flask import request

from fonds.web.site import Site


def note_harvest(site: Site, feed: str, up_to: str = "", *, whole: bool = False) -> None:
    """Note that the present client was answered by a feed; ``up_to`` is the newest datestamp it was told of.

    ``whole`` says that there is nothing more to fetch for now.
    """
    if site.ledger is not None and request.method != "OPTIONS":
        address, agent = request.environ.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", "")
        site.ledger.note(feed, address, agent, up_to, whole=whole)
