"""Compression (floor 3): a few ways to pack bytes, and each packed value says by its first byte which it is.

What records have in common (terms, keys, namespaces) stands in a dictionary shipped with Fonds, so it costs each
record next to nothing. A document's page and its tree, which repeats the page's words, lie in one frame packed against
that alone: the tree is asked for most, and unpacking it must not wait for anything else. A document's triples, evidence
and search text are packed against both, which come out of that frame at once: the tree says most of it in other words.
An entity's triples lie with its tree in the same way. Triples beside something are folded first: a subject or predicate
that the line before has is left out. All are Zstandard frames (RFC 8878) with a checksum. Packed against the page alone,
and deflate (RFC 1950) with the page or an entity's triples as preset dictionary, is what older catalogues are in.

A dictionary can never change, for what was packed with it needs it: a better one is a file and a way of its own.
"""

import re
import threading
import zlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path

from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError

from fonds.errors import StateError

ALONE, BESIDE = b"\x01", b"\x02"
ALONE_FOLDED, BESIDE_FOLDED = b"\x03", b"\x04"
"""First bytes: packed against the dictionary alone, and against it and the page; of triples folded, the same again.
Deflate begins with 0x78."""

TOGETHER, WITH_PAGE = b"\x05", b"\x06"
"""First bytes of a page with the tree behind it, after the page's length in four bytes; and all that then stands in the
tree's place."""

BESIDE_BOTH, BESIDE_BOTH_FOLDED = b"\x07", b"\x08"
"""First bytes: packed against the dictionary and page and tree that lie together; of triples folded, the same."""

_BESIDE_WAYS = (BESIDE, BESIDE_FOLDED)
_BOTH_WAYS = (BESIDE_BOTH, BESIDE_BOTH_FOLDED)

_WINDOW = 32_768 - 262
"""Bytes deflate can reach back to; of a longer dictionary only the end would serve."""
_LEVEL = 6
_END = b" .\n"
"""How a line of N-Triples ends."""
_OBJECTS, _PREDICATES = re.compile(rb"\n  "), re.compile(rb"\n ")
"""What begins a line that was folded. `bytes.replace` compares at each space of the text and takes twice the time."""
_ALONE_LEVEL, _BESIDE_LEVEL = 6, 10
"""Where gains end: one level more is tenfold the time for a hundredth of the size."""


Told = Callable[[bytes], bytes]
"""Writes triples that were folded in some other way."""


class Packer:
    """Packs what belongs to one page, and to its tree where the two lie together (`pack_together`)."""

    def __init__(self, page: bytes, tree: bytes = b"") -> None:
        self._page, self._tree, self._together = page, tree, bool(page and tree)
        self._plain, self._folded = _BOTH_WAYS if self._together else _BESIDE_WAYS

    @cached_property
    def _machine(self) -> ZstdCompressor:
        """Made when something is packed: that costs as much as packing it, and many entities have nothing beside them."""
        dictionary = _with_both(self._page, self._tree) if self._together else _with_page(self._page)
        return _machine(dictionary, _BESIDE_LEVEL)

    def beside(self, data: bytes) -> bytes:
        """Return what repeats the words of page and tree, packed; nothing stays nothing."""
        return self._plain + self._machine.compress(data) if data else b""

    def triples_beside(self, triples: bytes) -> bytes:
        """Return N-Triples that repeat the words of page and tree, packed; nothing stays nothing."""
        folded = fold(triples) if triples else None
        return self.beside(triples) if folded is None else self._folded + self._machine.compress(folded)


def fold(triples: bytes) -> bytes | None:
    """Leave out subjects and predicates that the line before has; None where what is left would not tell all again.

    >>> fold(b"<s> <p> <o> .\\n<s> <p> <q> .\\n<s> <r> <o> .\\n")
    b'<s> <p> <o>\\n  <q>\\n <r> <o>'
    """
    folded: list[bytes] = []
    subject = predicate = b""
    for line in triples.removesuffix(_END).split(_END):
        terms = line.split(b" ", 2)
        if len(terms) < 3 or b"\n" in line:
            return None
        if terms[0] != subject:
            folded.append(line)
        elif terms[1] != predicate:
            folded.append(line[len(subject) :])
        else:
            folded.append(b"  " + terms[2])
        subject, predicate = terms[0], terms[1]
    lines = b"\n".join(folded)
    return lines if unfold(lines) == triples else None


def unfold(folded: bytes) -> bytes:
    """Return the N-Triples that were folded; what is N-Triples already is left as it is."""
    if _is_whole(folded):
        return folded
    lines: list[bytes] = []
    subject = predicate = b""
    for line in folded.split(b"\n"):
        if line[:2] == b"  ":
            lines.append(b"%s %s%s" % (subject, predicate, line[1:]))
        elif line[:1] == b" ":
            predicate = line[1:].partition(b" ")[0]
            lines.append(subject + line)
        else:
            subject, predicate, _ = line.split(b" ", 2)
            lines.append(line)
    return _END.join(lines) + _END


def as_turtle(folded: bytes) -> bytes:
    """Return triples that were folded as Turtle, which leaves out the same: a few replacements, where unfolding takes
    each line by itself. N-Triples are Turtle and stay as they are.

    >>> as_turtle(b"<s> <p> <o>\\n  <q>\\n <r> <o>")
    b'<s> <p> <o>, <q>; <r> <o> .\\n'
    """
    if _is_whole(folded):
        return folded
    subjects = b"; ".join(_PREDICATES.split(b", ".join(_OBJECTS.split(folded))))
    return subjects.replace(b"\n", _END) + _END


def _is_whole(triples: bytes) -> bool:
    """Whether triples are N-Triples: what is folded does not end with its last line."""
    return not triples or triples.endswith(_END)


def pack(data: bytes) -> bytes:
    """Pack what is to be read without anything else; nothing stays nothing.

    >>> inflate(pack(b"the words of the page"))
    b'the words of the page'
    """
    return ALONE + _ALONE_MACHINES.packing.compress(data) if data else b""


def pack_together(page: bytes, tree: bytes) -> tuple[bytes, bytes]:
    """Pack a page and its tree, for the places of both: in one frame, in the page's, where there are both.

    >>> page, tree = pack_together(b"the words of the page", b'{"words": "of the page"}')
    >>> inflate(page), inflate_beside(tree, page)
    (b'the words of the page', b'{"words": "of the page"}')
    """
    if not page or not tree:
        return pack(page), pack(tree)
    return TOGETHER + len(page).to_bytes(4, "big") + _ALONE_MACHINES.packing.compress(page + tree), WITH_PAGE


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


def inflate(data: bytes, dictionary: bytes = b"", *, told: Told = unfold) -> bytes:
    """Undo any of these but what lies beside page and tree, given the same page or dictionary. StateError for damage.

    ``told`` writes what was folded.
    """
    if not data:
        return b""
    try:
        if data[:1] == TOGETHER:
            return _apart(data)[0]
        if data == WITH_PAGE:
            raise EOFError("the page it lay with is missing")
        if data[:1] in _BOTH_WAYS:
            raise EOFError("the page and tree it was packed against are missing")
        if is_alone(data):
            plain = _ALONE_MACHINES.unpacking.decompress(memoryview(data)[1:])
            return plain if data[:1] == ALONE else told(plain)
        if data[:1] in _BESIDE_WAYS:
            plain = _unframe(data, _of_page(dictionary))
            return plain if data[:1] == BESIDE else told(plain)
        if not dictionary:
            return zlib.decompress(data)
        machine = zlib.decompressobj(zdict=dictionary[-_WINDOW:])
        return machine.decompress(data) + machine.flush()
    except (zlib.error, ZstdError, EOFError, MemoryError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StateError:
    return StateError(
        f"What the catalogue keeps of a document is damaged ({error}).",
        "Run `fonds restore BACKUP --replace`, or publish into an empty state directory.",
    )


def is_alone(data: bytes) -> bool:
    """Whether it can be unpacked without the page."""
    return data[:1] in (b"", ALONE, ALONE_FOLDED)


def inflate_beside(data: bytes, packed_page: bytes, *, told: Told = unfold) -> bytes:
    """Undo any of these, given the page packed; it is unpacked only where it is needed. StateError for damage.

    ``told`` as of :func:`inflate`.
    """
    if packed_page[:1] == TOGETHER and (data == WITH_PAGE or data[:1] in _BOTH_WAYS):
        try:
            if data == WITH_PAGE:
                return _apart(packed_page)[1]
            plain = _unframe(data, _of_both(packed_page))
        except (ZstdError, EOFError, MemoryError) as error:
            raise _damaged(error) from error
        return plain if data[:1] == BESIDE_BOTH else told(plain)
    return inflate(data, b"" if is_alone(data) else inflate(packed_page), told=told)


def inflate_tree(data: bytes, packed_page: bytes) -> tuple[bytes, int]:
    """Undo any of these for a tree; return bytes, and where in them it begins: a page it lay with is not cut off.

    Of all that is asked of a catalogue this is asked most, and a copy takes as long as finding the row. StateError for
    damage.
    """
    if data != WITH_PAGE or packed_page[:1] != TOGETHER:
        return inflate_beside(data, packed_page), 0
    try:
        return _whole(packed_page)
    except (ZstdError, EOFError, MemoryError) as error:
        raise _damaged(error) from error


def _whole(together: bytes) -> tuple[bytes, int]:
    """Return page and tree of what was packed together in one, and how long the page is."""
    return _ALONE_MACHINES.unpacking.decompress(memoryview(together)[5:]), int.from_bytes(together[1:5], "big")


@lru_cache(maxsize=2)
def _apart(together: bytes) -> tuple[bytes, bytes]:
    """Return page and tree of what was packed together; kept, for the parts of a document need its page one by one."""
    plain, length = _whole(together)
    return plain[:length], plain[length:]


def _machine(dictionary: ZstdCompressionDict, level: int) -> ZstdCompressor:
    """Return what packs one frame after the other: to make it costs as much as a small frame."""
    dictionary.precompute_compress(level=level)
    return ZstdCompressor(level=level, dict_data=dictionary, write_checksum=True)


def _unframe(data: bytes, dictionary: ZstdCompressionDict) -> bytes:
    return ZstdDecompressor(dict_data=dictionary).decompress(memoryview(data)[1:])


@lru_cache(maxsize=1)
def _words() -> bytes:
    return Path(__file__).with_name("dictionary-1.txt").read_bytes()


def _dictionary(content: bytes) -> ZstdCompressionDict:
    return ZstdCompressionDict(content, dict_type=DICT_TYPE_RAWCONTENT)


class _Machines(threading.local):
    """What packs and unpacks against the dictionary alone: one of each in a thread, for they do one thing at a time."""

    @cached_property
    def packing(self) -> ZstdCompressor:
        return _machine(_dictionary(_words()), _ALONE_LEVEL)

    @cached_property
    def unpacking(self) -> ZstdDecompressor:
        return ZstdDecompressor(dict_data=_dictionary(_words()))


_ALONE_MACHINES = _Machines()


def _with_page(page: bytes) -> ZstdCompressionDict:
    """Return both as one dictionary, the page last: what is near costs least."""
    return _dictionary(_words() + page)


def _with_both(page: bytes, tree: bytes) -> ZstdCompressionDict:
    """Return all three as one dictionary, the page last."""
    return _dictionary(_words() + tree + page)


# Parts of a document are unpacked one by one against the same, which is kept meanwhile. What packs has a dictionary of
# its own, for it is made ready there, which no other thread may see half done.


@lru_cache(maxsize=2)
def _of_page(page: bytes) -> ZstdCompressionDict:
    """Return the dictionary to unpack against that holds this page."""
    return _with_page(page)


@lru_cache(maxsize=2)
def _of_both(together: bytes) -> ZstdCompressionDict:
    """Return that of what was packed together, known by what is packed: it is a fifth as long to look at."""
    return _with_both(*_apart(together))
