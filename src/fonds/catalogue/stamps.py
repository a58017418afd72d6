"""Datestamps inside a record (floor 3): marks that stand for moments nobody knows before the commit.

``dcterms:issued`` and ``dcterms:modified`` of a record are given when a release is committed, long after the
record was mapped and packed. So a mapper writes two marks (valid xsd:dateTime values of the year 1, which no
record ever has), and the catalogue puts the real stamps in their place whenever it hands the bytes out. A
stamp is thus kept once, in the release it belongs to, and no two places can disagree.
"""

from collections.abc import Iterator

from fonds.rdf.literals import Term, Triple, name_term, typed

CREATED = "0001-01-01T00:00:01Z"
"""Stands for the moment the record first appeared."""
MODIFIED = "0001-01-01T00:00:02Z"
"""Stands for the moment the record last changed."""

_MARKED = b'"0001-01-01T00:00:0'
"""What both begin with, so that one look through the bytes finds them."""
_MARK_BYTES = len(f'"{CREATED}"')


def stamp_triples(record: Term) -> Iterator[Triple]:
    """Yield the two statements that carry the marks, about a record given as a term."""
    yield record, name_term("dcterms:issued"), typed(CREATED, "xsd:dateTime")
    yield record, name_term("dcterms:modified"), typed(MODIFIED, "xsd:dateTime")


def stamped(data: bytes, created: str, modified: str, start: int = 0) -> bytes:
    """Return JSON or N-Triples with the stamps where the marks were; where a stamp is not known yet the mark stays.

    What lies before ``start`` is left out. All that stays is copied once: a tree is far longer than its stamps.

    >>> stamped(b'{"issued": "0001-01-01T00:00:01Z"}', "2026-01-02T03:04:05Z", "")
    b'{"issued": "2026-01-02T03:04:05Z"}'
    """
    moments = {b'1Z"': created, b'2Z"': modified}
    whole, parts, done, found = memoryview(data), list[bytes | memoryview](), start, data.find(_MARKED, start)
    while found >= 0:
        end = found + _MARK_BYTES
        if moment := moments.get(data[end - 3 : end], ""):
            parts += (whole[done:found], f'"{moment}"'.encode())
            done = end
        found = data.find(_MARKED, max(done, found + 1))
    return b"".join((*parts, whole[done:])) if done else data
