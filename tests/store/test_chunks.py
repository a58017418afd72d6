"""Pieces of bytes as a file."""

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from fonds.store.chunks import feed


def test_fed_as_made() -> None:
    """What is made on the way arrives whole and in order, whatever the size of its pieces."""
    pieces = [b"", b"a" * 3_000_000, b"b", b"c" * 70_000]
    arrived: list[bytes] = []
    feed(pieces, lambda path: arrived.append(Path(path).read_bytes()))
    assert arrived == [b"".join(pieces)]


def test_making_fails() -> None:
    """Where the making of a piece fails, that is what is raised, and the reader has read to its end."""

    def made() -> Iterator[bytes]:
        yield b"first"
        raise LookupError("the second")

    ended: list[str] = []

    def read(path: str) -> None:
        Path(path).read_bytes()
        ended.append(path)

    with pytest.raises(LookupError, match="the second"):
        feed(made(), read)
    assert ended


def test_reading_fails() -> None:
    """Where the reader gives up, the making stops, be it without end, and the reader's error is raised."""

    def read(path: str) -> None:
        with Path(path).open("rb") as file:
            file.read(10)
        raise OSError("No space left")

    with pytest.raises(OSError, match="No space left"):
        feed(repeat(b"x" * 1_000), read)
