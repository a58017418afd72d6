"""Naming (floor 3): the agents, places and events of each document as small arrays, to be counted over many at once.

``links`` tell the same, in some forty rows a document: counting those of a thousand documents takes twenty times as
long as counting arrays. A document's own row keeps one array a kind, numbers of ``entities`` in four bytes each. To
count another kind: a row of KINDS, a column of ``documents``, and a new layout.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

KINDS = {"agent": "agents", "place": "places", "event": "events"}
"""Kind of entity → the column of ``documents`` that has their numbers."""

_AT_ONCE = 500
_LINKED = f"""
SELECT DISTINCT l.document, e.kind, l.entity FROM links l JOIN entities e ON e.id = l.entity
WHERE e.kind IN ({", ".join(map(repr, KINDS))}) ORDER BY l.document, l.entity
"""  # noqa: S608 (the words are those above)
_KEEP = f"UPDATE documents SET {', '.join(f'{name} = ?' for name in KINDS.values())} WHERE id = ?"  # noqa: S608
_CLEAR = (
    f"UPDATE documents SET {', '.join(f'{name} = zeroblob(0)' for name in KINDS.values())}"  # noqa: S608
    " WHERE id NOT IN (SELECT document FROM links)"
)


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


def name_all(cursor: Any) -> None:
    """Make the columns of all documents again from the links."""
    reading = cursor.connection.cursor()
    reading.execute(_LINKED)
    rows = groupby(_rows(reading), key=lambda row: row[0])
    waiting: list[tuple[object, ...]] = []
    for document, linked in rows:
        waiting.append((*pack_named((kind, number) for _, kind, number in linked).values(), document))
        if len(waiting) == _AT_ONCE:
            cursor.executemany(_KEEP, waiting)
            waiting.clear()
    cursor.executemany(_KEEP, waiting)
    cursor.execute(_CLEAR)
    reading.close()


def _rows(reading: Any) -> Iterator[tuple[int, str, int]]:
    while found := reading.fetchmany(10_000):
        yield from found
