"""Compression (floor 3): three ways to pack bytes, and each packed value says by its first byte which it is.

What records have in common (terms, keys, namespaces) stands in a dictionary shipped with Fonds, so it costs each
record next to nothing. What a document's tree says is packed against that alone: it is asked for most, and unpacking
it must not wait for anything else. A document's triples, evidence and search text are packed against its page as
well, whose words stand in them again. Both are Zstandard frames (RFC 8878) with a checksum. Deflate (RFC 1950), with
the page or an entity's triples as preset dictionary, is what entities and the documents of older layouts are in.

A dictionary can never change, for what was packed with it needs it: a better one is a file and a way of its own.
"""

import sys
import zlib
from functools import lru_cache
from pathlib import Path

from fonds.errors import StateError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ALONE, BESIDE = b"\x01", b"\x02"
"""First bytes: packed against the dictionary alone, and against it and the page. Deflate begins with 0x78."""

_WINDOW = 32_768 - 262
"""Bytes deflate can reach back to; of a longer dictionary only the end would serve."""
_LEVEL = 6
_OPTIONS: dict[int, int] = {zstd.CompressionParameter.compression_level: 3, zstd.CompressionParameter.checksum_flag: 1}


class Packer:
    """Packs what belongs to one page."""

    def __init__(self, page: bytes) -> None:
        self._machine = _machine(_with_page(page))

    def beside(self, data: bytes) -> bytes:
        """Return what repeats the page's words, packed; nothing stays nothing."""
        return BESIDE + _frame(self._machine, data) if data else b""


def pack(data: bytes) -> bytes:
    """Pack what is to be read without anything else; nothing stays nothing.

    >>> inflate(pack(b"the words of the page"))
    b'the words of the page'
    """
    return ALONE + _frame(_shared_machine(), data) if data else b""


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
    """Undo any of these, given the same page or dictionary. StateError for what is damaged."""
    if not data:
        return b""
    try:
        if data[:1] == ALONE:
            return _unframe(data, _shared())
        if data[:1] == BESIDE:
            return _unframe(data, _with_page(dictionary))
        if not dictionary:
            return zlib.decompress(data)
        machine = zlib.decompressobj(zdict=dictionary[-_WINDOW:])
        return machine.decompress(data) + machine.flush()
    except (zlib.error, zstd.ZstdError, EOFError) as error:
        raise StateError(
            f"What the catalogue keeps of a document is damaged ({error}).",
            "Run `fonds restore BACKUP --replace`, or publish into an empty state directory.",
        ) from error


def is_alone(data: bytes) -> bool:
    """Whether it can be unpacked without the page."""
    return not data or data[:1] == ALONE


def inflate_beside(data: bytes, packed_page: bytes) -> bytes:
    """Undo any of these, given the page packed; it is unpacked only where it is needed."""
    return inflate(data, b"" if is_alone(data) else inflate(packed_page))


def _machine(dictionary: zstd.ZstdDict) -> zstd.ZstdCompressor:
    return zstd.ZstdCompressor(options=_OPTIONS, zstd_dict=dictionary.as_digested_dict)


def _frame(machine: zstd.ZstdCompressor, data: bytes) -> bytes:
    """Return one frame. A machine is used again, since making one costs as much as a small frame."""
    return machine.compress(data, machine.FLUSH_FRAME)


def _unframe(data: bytes, dictionary: zstd.ZstdDict) -> bytes:
    machine = zstd.ZstdDecompressor(zstd_dict=dictionary)
    plain = machine.decompress(memoryview(data)[1:])
    if not machine.eof:
        raise EOFError("its end is missing")
    return plain


@lru_cache(maxsize=1)
def _words() -> bytes:
    return Path(__file__).with_name("dictionary-1.txt").read_bytes()


@lru_cache(maxsize=1)
def _shared() -> zstd.ZstdDict:
    return zstd.ZstdDict(_words(), is_raw=True)


@lru_cache(maxsize=1)
def _shared_machine() -> zstd.ZstdCompressor:
    return _machine(_shared())


@lru_cache(maxsize=2)
def _with_page(page: bytes) -> zstd.ZstdDict:
    """Return both as one dictionary, the page last: what is near costs least. Parts of a document share it."""
    return zstd.ZstdDict(_words() + page, is_raw=True)
