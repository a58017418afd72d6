"""Pieces of bytes as a file."""

import gc
import weakref
from collections.abc import Iterator
from contextlib import suppress
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


class Engine:
    """Something that keeps files open while it is there."""

    def read(self, _: str) -> None:
        """Give up at once."""
        raise OSError("No space left")


def test_failed_reader_is_let_go() -> None:
    """An engine that gave up is gone with the last who holds it, without anybody looking for garbage."""
    engine = Engine()
    still = weakref.ref(engine)
    gc.disable()
    try:
        with suppress(OSError):
            feed([b"x"], engine.read)
        del engine
        assert still() is None
    finally:
        gc.enable()
