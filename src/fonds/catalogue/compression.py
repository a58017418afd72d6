"""Compression (floor 3): deflate with a dictionary, so that what is said twice lies on disk once.

The words of a page stand again in its tree, its triples, its evidence and its search text. The page is
compressed alone and everything else against it (preset dictionary: RFC 1950, section 2.3). An entity's
triples serve its tree in the same way.
"""

import zlib

_WINDOW = 32_768 - 262
"""Bytes deflate can reach back to; of a longer dictionary only the end would serve."""
_LEVEL = 6


def deflate(data: bytes, dictionary: bytes = b"") -> bytes:
    """Compress, against a dictionary where one is given; nothing stays nothing.

    >>> inflate(deflate(b"the words of the page", b"page"), b"page")
    b'the words of the page'
    """
    if not data:
        return b""
    if not dictionary:
        return zlib.compress(data, _LEVEL)
    machine = zlib.compressobj(_LEVEL, zdict=dictionary[-_WINDOW:])
    return machine.compress(data) + machine.flush()


def inflate(data: bytes, dictionary: bytes = b"") -> bytes:
    """Undo :func:`deflate`, given the same dictionary."""
    if not data:
        return b""
    if not dictionary:
        return zlib.decompress(data)
    machine = zlib.decompressobj(zdict=dictionary[-_WINDOW:])
    return machine.decompress(data) + machine.flush()
