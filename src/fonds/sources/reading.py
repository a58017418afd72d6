"""Reading files (floor 3): the only place in `sources/` that touches the disk.

A page is UTF-8 text; its offsets count code points of the decoded file as it stands (a byte-order mark and CRLF
line ends count too). What cannot be read is a Problem, never an exception.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from fonds.problems import Problem
from fonds.record.record import SourceFile

PAGE_SUFFIXES = (".txt",)
CURATION_SUFFIX = ".curation.toml"
LEFT_OUT = ("README", "LICENSE", "NOTICE")


def find_files(path: Path) -> Iterator[Path]:
    """Yield every file below a path (or the path itself), sorted, hidden ones and curation files left out.

    A path with nothing at it yields nothing.
    """
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()) if path.is_dir() else ():
        if entry.name.startswith(".") or entry.name.endswith(CURATION_SUFFIX) or entry.stem in LEFT_OUT:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from find_files(entry)
        elif entry.is_file():
            yield entry


def find_orphans(path: Path) -> Iterator[Path]:
    """Yield the curation files below a folder that stand beside no page."""
    if path.is_dir():
        for entry in sorted(path.rglob(f"*{CURATION_SUFFIX}")):
            stem = entry.name.removesuffix(CURATION_SUFFIX)
            if not any(entry.with_name(stem + suffix).exists() for suffix in PAGE_SUFFIXES):
                yield entry


def curation_path(page: Path) -> Path:
    """Return where the curation file of a page stands: ``page.txt`` → ``page.curation.toml``."""
    return page.with_name(page.stem + CURATION_SUFFIX)


def read_page(path: Path, key: str, limit: int) -> SourceFile | Problem:
    """Read one page of at most ``limit`` bytes; a Problem says why it cannot be one."""
    try:
        size = path.stat().st_size
        if size > limit:
            return Problem("file-too-large", str(path), f"{size:,} bytes; the limit is {limit:,}")
        data = path.read_bytes()
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem("file-not-utf8", str(path), f"byte {error.start + 1:,}", line)
    if "\x00" in page:
        line = page.count("\n", 0, page.index("\x00")) + 1
        return Problem("file-not-utf8", str(path), "it holds NUL characters", line)
    if not page.strip("\ufeff \t\r\n"):
        return Problem("file-empty", str(path))
    return SourceFile(key, path.name, "text/plain", hashlib.sha256(data).hexdigest(), len(data), page)
