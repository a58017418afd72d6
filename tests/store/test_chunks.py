"""Long texts in pieces."""

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from itertools import repeat

import pytest

from fonds.store.chunks import give_out, whole_statements

LINES = [b'<http://e/%d> <http://e/p> "a. b .\\n" .\n' % number for number in range(500)]


@pytest.mark.parametrize("size", [1, 7, 100, 4_096, 1_000_000])
@pytest.mark.parametrize("least", [1, 1_000, 1_000_000])
def test_pieces_are_whole(size: int, least: int) -> None:
    """However a text comes, it is given on whole and in order, in pieces that end where statements do."""
    text = b"".join(LINES)
    pieces = list(whole_statements([text[at : at + size] for at in range(0, len(text), size)], least))
    assert b"".join(pieces) == text
    assert all(piece.endswith(b" .\n") for piece in pieces)


def test_pieces_have_their_size() -> None:
    """A piece is given as soon as it is as long as was asked for; the last one has the rest."""
    sizes = [len(piece) for piece in whole_statements(LINES, 3_000)]
    assert len(sizes) > 6
    assert all(3_000 <= size < 3_000 + len(LINES[-1]) for size in sizes[:-1])
    assert list(whole_statements([b"", b""], 1_000)) == []


def test_some_at_a_time() -> None:
    """So many pieces are read at the same time, and never more."""
    together, number, most = threading.Barrier(3, timeout=30), threading.Semaphore(3), list[bool]()

    def read(_: bytes) -> None:
        most.append(number.acquire(blocking=False))
        together.wait()
        number.release()

    give_out(repeat(b"x", 12), read, 3)
    assert most == [True] * 12


def test_making_fails() -> None:
    """Where the making of a piece fails, that is what is raised, and what was given out has been read."""

    def made() -> Iterator[bytes]:
        yield b"first"
        raise LookupError("the second")

    ended: list[bytes] = []
    with pytest.raises(LookupError, match="the second"):
        give_out(made(), ended.append, 2)
    assert ended == [b"first"]


def test_reading_fails() -> None:
    """Where a reader gives up, the making stops, be it without end, and the reader's error is raised."""

    def read(_: bytes) -> None:
        raise OSError("No space left")

    with pytest.raises(OSError, match="No space left"):
        give_out(repeat(b"x" * 1_000), read, 2)


class Engine:
    """Something that keeps files open while it is there."""

    def read(self, _: bytes) -> None:
        """Give up at once."""
        raise OSError("No space left")


def test_failed_reader_is_let_go() -> None:
    """An engine that gave up is gone with the last who holds it, without anybody looking for garbage."""
    engine = Engine()
    still = weakref.ref(engine)
    gc.disable()
    try:
        with suppress(OSError):
            give_out([b"x", b"y", b"z"], engine.read, 2)
        del engine
        assert still() is None
    finally:
        gc.enable()
