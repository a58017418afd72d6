"""Pieces of bytes as a file (floor 3): how text that is made on the way reaches an engine that reads files.

Either as an object it reads from, or through a pipe, which has a path: then the engine needs nothing of Python while it
reads, and works in a thread of its own while the next pieces are made.
"""

import io
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

_BUFFER = 1 << 20
_HANDLES = Path("/dev/fd")
"""Where open files have paths, on most systems."""


def chunk_stream(chunks: Iterable[bytes]) -> io.BufferedReader:
    """Return pieces of any size as one file to read; each is asked for when it is needed."""
    return io.BufferedReader(_Chunks(chunks), _BUFFER)


class _Chunks(io.RawIOBase):
    """An iterable of bytes as a file; the engine reads 2 KB at a time, so it stands behind a buffer."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")  # a view: a large piece is cut without being copied again and again

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # typeshed: any buffer
        while not self._rest:
            following = next(self._chunks, None)
            if following is None:
                return 0
            self._rest = memoryview(following)
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def can_feed() -> bool:
    """Whether a pipe has a path here; elsewhere an engine reads from a :func:`chunk_stream`."""
    return _HANDLES.is_dir()


def feed(chunks: Iterable[bytes], read: Callable[[str], None]) -> None:
    """Let ``read`` read pieces of any size from the path of a file, while they are made.

    What the making raises, or ``read``, is raised; ``read`` has ended in any case.
    """
    source, sink = os.pipe()

    def reading() -> None:
        try:
            read(str(_HANDLES / str(source)))
        finally:
            os.close(source)  # who still writes is told so

    with ThreadPoolExecutor(1) as threads:
        done = threads.submit(reading)
        # a reader that ended early tells below why it did
        with suppress(BrokenPipeError), os.fdopen(sink, "wb", _BUFFER) as file:
            file.writelines(chunks)
        try:
            done.result()
        finally:
            del done  # what it raised leads back here: the engine would stay open until garbage is looked for
