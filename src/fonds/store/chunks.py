"""Pieces of bytes for an engine that reads whole texts (floor 3): as one file, or in pieces that each say something whole.

A long text is loaded in pieces, some at the same time, while the next is made: the engine needs nothing of Python then,
and what it keeps in mind of a text until its end, it keeps of a piece.
"""

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

_BUFFER = 1 << 20
_END = b".\n"
"""Ends a statement that ends with its line, as all N-Triples do: within one, a line's end is escaped."""


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


def whole_statements(chunks: Iterable[bytes], least: int) -> Iterator[bytes]:
    """Yield a text, cut anywhere, in pieces cut after statements, each but the last of so many bytes at least.

    >>> list(whole_statements([b"<s> <p> ", b"<o> .\\n<s> <p>", b" <q> .\\n"], 1))
    [b'<s> <p> <o> .\\n', b'<s> <p> <q> .\\n']
    """
    gathered: list[bytes] = []
    held = 0
    for chunk in chunks:
        gathered.append(chunk)
        held += len(chunk)
        if held >= least and (end := chunk.rfind(_END) + len(_END)) >= len(_END):
            gathered[-1] = chunk[:end]
            yield b"".join(gathered)
            gathered, held = [chunk[end:]], len(chunk) - end
    if held:
        yield b"".join(gathered)


def give_out(pieces: Iterable[bytes], read: Callable[[bytes], object], at_once: int) -> None:
    """Let ``read`` have each piece, so many at the same time in threads, while the next one is made.

    What the making raises, or ``read``, is raised; nothing is under way any more then.
    """
    under_way: deque[Future[object]] = deque()
    with ThreadPoolExecutor(at_once) as threads:
        for piece in pieces:
            if len(under_way) == at_once:
                under_way.popleft().result()
            under_way.append(threads.submit(read, piece))
        while under_way:
            under_way.popleft().result()
