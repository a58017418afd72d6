"""Identities (floor 3): IRIs of authority files that a source itself gives a name, and the keys made of them.

One authority is written in several ways (http and https, with and without a slash at the end); a key is the same for
all of them. Whoever is identified by an IRI is the same in every source, whatever the name there.
"""

import hashlib
import re
from collections.abc import Iterable

_AUTHORITIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("gnd", r"https?://(?:www\.)?d-nb\.info/gnd/(?P<id>[\dX-]+)/?"),
        ("wikidata", r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(?P<id>Q\d+)/?"),
        ("viaf", r"https?://(?:www\.)?viaf\.org/viaf/(?P<id>\d+)/?"),
        ("lc", r"https?://id\.loc\.gov/authorities/(?:names/|subjects/)?(?P<id>[a-z]+\d+)(?:\.html)?/?"),
        ("geonames", r"https?://(?:www\.|sws\.)?geonames\.org/(?P<id>\d+)(?:/[^/]*)?/?"),
        ("isni", r"https?://(?:www\.)?isni\.org/(?:isni/)?(?P<id>\d{15}[\dX])/?"),
        ("bnf", r"https?://(?:data|catalogue)\.bnf\.fr/ark:/12148/(?P<id>cb\w+?)(?:#\w+)?/?"),
        ("tgn", r"https?://vocab\.getty\.edu/tgn/(?P<id>\d+)/?"),
        ("ulan", r"https?://vocab\.getty\.edu/ulan/(?P<id>\d+)/?"),
    )
)


def identity_of(iri: str) -> str:
    """Return what an authority's IRI stands for, the same for all ways of writing it.

    >>> identity_of("http://d-nb.info/gnd/118562827"), identity_of("http://www.geonames.org/2661552/bern.html")
    ('gnd-118562827', 'geonames-2661552')
    """
    for name, pattern in _AUTHORITIES:
        if match := pattern.fullmatch(iri.strip()):
            return f"{name}-{match['id'].lower()}"
    bare = re.sub(r"^https?://(?:www\.)?", "", iri.strip()).rstrip("/")
    return f"id-{hashlib.sha256(bare.encode()).hexdigest()[:12]}"


def authority_of(identity: str) -> str:
    """Return which authority file an identity belongs to.

    >>> authority_of("gnd-118562827")
    'gnd'
    """
    return identity.partition("-")[0]


def best_identity(iris: Iterable[str]) -> str:
    """Return the identity a key is made of: that of the authority named first above; empty where there is none."""
    order = [name for name, _ in _AUTHORITIES]
    found = [identity_of(iri) for iri in iris]
    rank = {identity: order.index(name) if (name := authority_of(identity)) in order else len(order) for identity in found}
    return min(found, key=lambda identity: (rank[identity], identity), default="")
