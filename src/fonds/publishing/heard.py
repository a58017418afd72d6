"""What is heard of entities (floor 6): all different descriptions that the pages of one publish give, on disk."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fonds.publishing.register import Places
from fonds.publishing.spool import Spool
from fonds.rdf.literals import Triple, ntriples, parse_ntriples

_REMEMBERED = 16_384


class Voices:
    """The descriptions of each entity, by its key. What is kept counts once a document that says it is heard."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._kept = Places()
        self._heard = Places()
        self._keys = Places()
        self._keep = lru_cache(_REMEMBERED)(self._find_or_keep)
        self._hear = lru_cache(_REMEMBERED)(self._hear_once)

    def keep(self, key: str, said: bytes) -> int:
        """Put by what one record says of an entity, in N-Triples; return the place, the same for the same words."""
        digest = hashlib.blake2b(key.encode() + b"\0" + said, digest_size=16).digest()
        return self._keep(digest, key, said)

    def hear(self, place: int) -> None:
        """Count what was put by."""
        self._hear(place)

    def named(self) -> list[str]:
        """The keys of all entities that were described, sorted."""
        return sorted(self._spool.read(place)[1] for place in self._keys)

    def count(self, key: str) -> int:
        """How many different descriptions of an entity there are."""
        return sum(1 for _ in self._said(key))

    def of(self, key: str) -> list[tuple[Triple, ...]]:
        """Return the different descriptions of an entity, in the order of their texts."""
        return [tuple(parse_ntriples(said)) for said in sorted(self._said(key))]

    def _said(self, key: str) -> Iterator[bytes]:
        for place in self._heard.find(hash(key)):
            _, known, said = self._spool.read(place)
            if known == key:
                yield said

    def _find_or_keep(self, digest: bytes, key: str, said: bytes) -> int:
        number = int.from_bytes(digest[:8], signed=True)
        for place in self._kept.find(number):
            if self._spool.read(place)[0] == digest:
                return place
        place = self._spool.keep((digest, key, said))
        self._kept.add(number, place)
        return place

    def _hear_once(self, place: int) -> None:
        _, key, _ = self._spool.read(place)
        known = list(self._heard.find(hash(key)))
        if place in known:
            return
        if not any(self._spool.read(each)[1] == key for each in known):
            self._keys.add(hash(key), place)
        self._heard.add(hash(key), place)


def said_of(triples: Iterable[Triple]) -> bytes:
    """Return what a record says of an entity as :class:`Voices` keeps it."""
    return ntriples(list(triples))
