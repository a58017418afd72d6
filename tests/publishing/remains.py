"""All that a state directory holds, whatever it is packed in: to look for what must not be there."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph

from fonds.catalogue.compression import inflate, inflate_beside
from fonds.errors import StateError


def remains(state: Path, *words: str, slug: str = "") -> dict[str, set[str]]:
    """Return where each of these words stands, in any case: files, tables (unpacked), search index, stores.

    Addresses are looked over: where the words are a part of ``slug``.
    """
    found: dict[str, set[str]] = {}
    for place, raw in _everything(state):
        data = raw.lower().replace(slug.encode(), b"") if slug else raw.lower()
        for word in words:
            if word.lower().encode() in data:
                found.setdefault(word, set()).add(place)
    return found


def _everything(state: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(state.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(state)), path.read_bytes()
        if path.name == "catalogue.sqlite":
            yield from _tables(path)
        if path.is_dir() and path.name.startswith("store-"):
            store = pyoxigraph.Store.read_only(str(path))
            yield path.name, "\n".join(str(quad) for quad in store).encode()


def _tables(path: Path) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in connection.execute(f"SELECT * FROM {name}"):  # noqa: S608 - our own names
                packed = {key: row[key] for key in row.keys() if isinstance(row[key], bytes)}  # noqa: SIM118
                yield name, " ".join(str(row[key]) for key in row.keys() if key not in packed).encode()  # noqa: SIM118
                for key, data in packed.items():
                    yield f"{name}.{key}", _unpacked(key, data, packed)
        for index in ("search_words", "search_titles"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.of_{index} USING fts5vocab(main, {index}, row)")
            yield index, "\n".join(row[0] for row in connection.execute(f"SELECT term FROM of_{index}")).encode()  # noqa: S608


def _unpacked(key: str, data: bytes, row: dict[str, bytes]) -> bytes:
    dictionary = "page_text" if "page_text" in row else "own" if "own" in row else ""
    try:
        return inflate_beside(data, row[dictionary]) if dictionary not in ("", key) else inflate(data)
    except (StateError, zlib.error):
        return data
