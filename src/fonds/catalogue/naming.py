"""Naming (floor 3): the agents, places and events of a document as small arrays, to be counted over many at once.

``links`` tell the same, in some forty rows a document: counting those of a thousand documents takes twenty times as
long as counting arrays. There is one array a kind, numbers of ``entities`` in four bytes each. To count another kind: a
row of KINDS, a column of ``outlines``, and a new layout.
"""

import struct
from collections import Counter
from collections.abc import Iterable

KINDS = {"agent": "agents", "place": "places", "event": "events"}
"""Kind of entity → the column of ``outlines`` that has their numbers."""


def pack_named(linked: Iterable[tuple[str, int]]) -> dict[str, bytes]:
    """Return the columns of a document that is linked to entities: kind and number of each, in any order.

    >>> pack_named([("agent", 2), ("work", 9), ("agent", 1)])
    {'agents': b'\\x01\\x00\\x00\\x00\\x02\\x00\\x00\\x00', 'places': b'', 'events': b''}
    """
    numbers: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for kind, number in linked:
        if kind in numbers:
            numbers[kind].add(number)
    return {KINDS[kind]: struct.pack(f"<{len(found)}I", *sorted(found)) for kind, found in numbers.items()}


def count_named(columns: Iterable[bytes]) -> Counter[int]:
    """Return in how many of the columns each number stands.

    >>> sorted(count_named([pack_named([("agent", 1)])["agents"], b"", b"\\1\\0\\0\\0\\2\\0\\0\\0"]).items())
    [(1, 2), (2, 1)]
    """
    packed = b"".join(columns)
    return Counter(struct.unpack(f"<{len(packed) // 4}I", packed))
