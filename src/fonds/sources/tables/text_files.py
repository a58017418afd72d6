"""Tables that are text (floor 3): looked through as bytes before anything of them is read.

UTF-8, with or without a byte-order mark, or UTF-16 with one; anything else is refused, since a wrong guess would
mangle names.
"""

import codecs
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path

from fonds.problems import Problem

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(slots=True)
class _Look:
    """How far the look has come: lines ended, and characters since the last end."""

    lines: int = 0
    tail: int = 0
    blank: bool = True


def check_size(path: Path, limit: int) -> Problem | None:
    """Return why a file cannot be read as a table of at most ``limit`` bytes, or None."""
    try:
        found = path.stat()
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")
    if not stat.S_ISREG(found.st_mode):
        return Problem("file-unreadable", str(path), "it is no plain file")
    if found.st_size > limit:
        return Problem("table-too-large", str(path), f"{found.st_size:,} bytes; the limit is {limit:,}")
    return None


def check_text(path: Path, limit: int, longest: int) -> str | Problem:
    """Return the name of a file's encoding, or the Problem that refuses it.

    ``longest`` is how many characters one line may have.
    """
    if problem := check_size(path, limit):
        return problem
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
            encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
            stream.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            look = _Look()
            while True:
                data = stream.read(_CHUNK)
                if problem := _check_chunk(decoder, data, look, path, longest):
                    return problem
                if not data:
                    return Problem("file-empty", str(path)) if look.blank else encoding
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")


def _check_chunk(
    decoder: codecs.IncrementalDecoder, data: bytes, look: _Look, path: Path, longest: int
) -> Problem | None:
    try:
        text = decoder.decode(data, not data)
    except UnicodeDecodeError as error:
        good = error.object[: error.start].decode(error.encoding, "ignore") if error.encoding == "utf-8" else ""
        line = look.lines + good.count("\n") + 1
        return Problem("table-not-utf8", str(path), f"byte {error.object[error.start]:#04x}", line)
    if (at := text.find("\0")) >= 0:
        return Problem("table-not-utf8", str(path), "it holds NUL characters", look.lines + text.count("\n", 0, at) + 1)
    pieces = text.split("\n")
    for place, piece in enumerate(pieces):
        look.tail = len(piece) + (look.tail if place == 0 else 0)
        if look.tail > longest:
            detail = f"a line of more than {longest:,} characters"
            return Problem("table-too-large", str(path), detail, look.lines + place + 1)
    look.lines += len(pieces) - 1
    look.blank = look.blank and not text.strip("\ufeff\u200b\u00a0 \t\r\n")
    return None


def digest_of(*values: str) -> str:
    """Return the SHA-256 of some texts, each told apart from the next."""
    digest = hashlib.sha256()
    for value in values:
        data = value.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()
