"""Pieces of bytes as a file (floor 3): how text that is made on the way reaches an engine that reads files."""

import io
from collections.abc import Iterable

_BUFFER = 1 << 20


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
