"""Identities (floor 3): IRIs of authority files that a source itself gives a name, and the keys made of them.

One authority is written in several ways (http and https, with and without a slash at the end); a key is the same for
all of them. Whoever is identified by an IRI is the same in every source, whatever the name there.
"""

import hashlib
import re
from collections.abc import Iterable

from fonds.rdf.authority_files import AUTHORITY_FILES, parse_authority


def identity_of(iri: str) -> str:
    """Return what an authority's IRI stands for, the same for all ways of writing it.

    >>> identity_of("http://d-nb.info/gnd/118562827"), identity_of("http://www.geonames.org/2661552/bern.html")
    ('gnd-118562827', 'geonames-2661552')
    """
    if found := parse_authority(iri):
        return f"{found[0]}-{found[1].lower()}"
    bare = re.sub(r"^https?://(?:www\.)?", "", iri.strip()).rstrip("/")
    return f"id-{hashlib.sha256(bare.encode()).hexdigest()[:12]}"


def authority_of(identity: str) -> str:
    """Return which authority file an identity belongs to.

    >>> authority_of("gnd-118562827")
    'gnd'
    """
    return identity.partition("-")[0]


def best_identity(iris: Iterable[str]) -> str:
    """Return the identity a key is made of: that of the first of the authority files; empty where there is none."""
    order = [file.name for file in AUTHORITY_FILES]
    found = [identity_of(iri) for iri in iris]
    rank = {identity: order.index(name) if (name := authority_of(identity)) in order else len(order) for identity in found}
    return min(found, key=lambda identity: (rank[identity], identity), default="")
