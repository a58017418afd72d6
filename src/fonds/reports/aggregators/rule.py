"""Rules of aggregators (floor 6): what one demands or likes of a document or of a site, in words.

A rule never looks at anything but the tree and the facts of the site, so that a document can be judged before it is
published. To add an aggregator: a module with an :class:`Aggregator`, and a row of ``table.py``.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from fonds.crosswalks.crosswalk import SiteFacts
from fonds.crosswalks.dating import Dating, dating
from fonds.crosswalks.describing import Work, work_of
from fonds.crosswalks.nodes import Node
from fonds.crosswalks.parties import Party, parties

Level = Literal["must", "should"]
"""What is not there because of a *must* is not taken; a *should* is taken, and found less well."""
_MAKERS = ("author", "sender", "issuing-body")
_RESERVED = (".localhost", ".local", ".internal", ".test", ".example", ".invalid", ".lan", ".home.arpa")


class Seen(NamedTuple):
    """A document as rules look at it."""

    work: Work
    parties: tuple[Party, ...]
    date: Dating
    site: SiteFacts


def seen(tree: Node, site: SiteFacts) -> Seen:
    """Return a document as rules look at it."""
    work = work_of(tree)
    return Seen(work, parties(work), dating(tree), site)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``holds`` says whether it is kept, ``missing`` what is wrong where it is not, ``remedy`` what mends it.

    ``setting`` names the setting that keeps it for every document at once, empty where each document is its own matter.
    """

    code: str
    level: Level
    missing: str
    remedy: str
    holds: Callable[[Seen], bool]
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Aggregator:
    """An aggregator. ``source`` says where its rules are written down; ``concerns`` which documents are its business."""

    name: str
    title: str
    about: str
    source: str
    rules: tuple[Rule, ...]
    concerns: Callable[[Seen], bool]
    not_concerned: str = ""


def anything(document: Seen) -> bool:
    """Every document is its business."""
    return True


def has_maker(document: Seen) -> bool:
    """Whether anybody is named who made it: an author, a sender, an issuing body."""
    return any(party.role in _MAKERS for party in document.parties)


def has_email(document: Seen) -> bool:
    """Whether the site names an e-mail address."""
    return document.site.email != ""


@lru_cache(maxsize=64)
def is_public(base: str) -> bool:
    """Whether an address is one that others can reach: no loopback, no private network, no reserved name (RFC 6761).

    >>> is_public("https://archive.example.org"), is_public("http://127.0.0.1:8000"), is_public("http://archive.local")
    (True, False, False)
    """
    host = urlsplit(base).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not f".{host}".endswith(_RESERVED)


PUBLIC = Rule(
    "address", "must", "The addresses of documents cannot be reached from outside.",
    "Set 'base_iri' to the address the site has on the web.", lambda document: is_public(document.site.base), "base_iri",
)
PUBLISHER = Rule(
    "publisher", "must", "Nobody is named who publishes the data.", "Set 'publisher'.",
    lambda document: bool(document.site.publisher), "publisher",
)
"""Rules that several aggregators have."""
