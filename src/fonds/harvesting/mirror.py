"""The mirror (floor 3): a folder with one file for each record of a repository.

A file is named after the record's identifier, each character that is not a small letter, a figure, ``.``, ``-`` or
``_`` written as ``%`` and two digits a byte: names are safe and differ on every system, and lead back to the
identifier. One that would be too long is cut, with a digest.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from urllib.parse import unquote

SUFFIX = ".xml"
LONGEST = 180
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_.")
_CUT = "~"
_CUT_NAME = re.compile(rf"(?P<kept>.+){_CUT}(?P<digest>[0-9a-f]{{64}})", re.DOTALL)


def file_name(identifier: str) -> str:
    """Return the name of the file of a record.

    >>> file_name("oai:Example.org:7/a")
    'oai%3a%45xample.org%3a7%2fa.xml'
    """
    name = _escaped(identifier)
    if len(name) > LONGEST:
        digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()
        lengths = accumulate(len(_escaped(char)) for char in identifier)
        fitting = sum(1 for length in lengths if length < LONGEST - len(digest))
        name = f"{_escaped(identifier[:fitting])}{_CUT}{digest}"
    return name + SUFFIX


def record_name(file: str) -> str:
    """Return the identifier a file is named after; where it was cut, what is left of it and the digest.

    >>> record_name(file_name("oai:Example.org:7/a"))
    'oai:Example.org:7/a'
    """
    return unquote(file.removesuffix(SUFFIX), errors="surrogatepass")


def named_file(record: str) -> str:
    """Return the file of what :func:`record_name` gives.

    >>> named_file(record_name(file_name("oai:x:" + "y" * 300))) == file_name("oai:x:" + "y" * 300)
    True
    """
    if match := _CUT_NAME.fullmatch(record):
        return f"{_escaped(match['kept'])}{_CUT}{match['digest']}{SUFFIX}"
    return file_name(record)


def _escaped(words: str) -> str:
    data = words.encode("utf-8", "surrogatepass")
    name = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in data)
    return f"%2e{name[1:]}" if name.startswith(".") else name


class Mirror:
    """The files of one repository's records."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, identifier: str, data: bytes) -> str:
        """Keep a record; return whether it is *new*, *changed* or *unchanged*. Whoever reads sees all of it or none."""
        path = self.folder / file_name(identifier)
        before = path.read_bytes() if path.exists() else None
        if before == data:
            return "unchanged"
        self.folder.mkdir(parents=True, exist_ok=True)
        passing = self.folder / f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.part"
        passing.write_bytes(data)
        passing.replace(path)
        return "new" if before is None else "changed"

    def remove(self, identifier: str) -> bool:
        """Remove a record; return whether there was one."""
        return self.remove_file(file_name(identifier))

    def remove_file(self, name: str) -> bool:
        """Remove a file; return whether there was one."""
        path = self.folder / name
        if not path.exists():
            return False
        path.unlink()
        return True

    def files(self) -> Iterator[str]:
        """Yield the names of all files of records."""
        if self.folder.is_dir():
            for path in sorted(self.folder.iterdir()):
                if path.name.endswith(SUFFIX) and not path.name.startswith("."):
                    yield path.name
