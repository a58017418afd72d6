"""Parts (floor 3): what one file holds. A page is one part; a volume, an index or a table holds many.

A reader yields a :class:`Part` for each document, or a Problem. A Problem of the severity *error* that comes before
any part refuses the file as a whole; readers of files with many documents look at all of it first, so that nothing of
a broken file is half published.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from fonds.record.curation import Curation
from fonds.record.record import Record, SourceFile
from fonds.sources.grammar.lexicon import Lexicon

Parse = Callable[[Curation, Lexicon], Record]
"""Understands a part: pure, and only called where the part is new or changed."""

_UNSAFE = re.compile(r"[^\w.:-]+")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What readers are told: ``page_bytes`` one document may have, ``file_bytes`` a file of many documents.

    ``tables`` are the column mappings of the settings, by the name of the table.
    """

    page_bytes: int = 20_000_000
    file_bytes: int = 1_000_000_000
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: what it is known by (``source``), and what understands it.

    ``source.key`` is the file's key, or ``key#id`` for one of many; ``source.sha256`` is the digest of the file, or
    of all the part is made from. ``id`` is empty for a file that is one document. ``line`` is where a part begins in
    its file, for telling people; None where nobody can tell, or the file is plain text and its lines are the page's.
    """

    source: SourceFile
    parse: Parse
    id: str = ""
    line: int | None = None


def part_key(key: str, id_: str) -> str:
    """Return the key of one part of a file.

    >>> part_key("frus:v22.xml", "d 12")
    'frus:v22.xml#d-12'
    """
    return f"{key}#{part_id(id_)}"


def unique_id(id_: str, used: Counter[str], mark: str = "") -> str:
    """Return an identifier as it is the first time, later with what tells it apart: a ``mark``, or which time it is.

    No number makes it one that stands in the file as well.

    >>> used = Counter[str]()
    >>> [unique_id(each, used) for each in ("d1", "d1", "d1-2", "d1-4", "d1", "d1")]
    ['d1', 'd1-2', 'd1-2-2', 'd1-4', 'd1-3', 'd1-5']
    >>> unique_id("d1", used, "ab12")
    'd1-ab12'
    """
    used[id_] += 1
    if used[id_] == 1:
        return id_
    number = used[id_]
    while not mark and f"{id_}-{number}" in used:
        number += 1
    found = f"{id_}-{mark or number}"
    used[found] += 1
    return found


def part_id(words: str) -> str:
    """Return an identifier of a part without what would not fit into a file's name or a key."""
    return _UNSAFE.sub("-", words.strip()).strip("-")[:120]
