"""Reading files (floor 3): the only place in `sources/` that touches the disk.

A page is UTF-8 text; its offsets count code points of the decoded file as it stands (a byte-order mark and CRLF
line ends count too). What cannot be read is a Problem, never an exception, and never waited for: only a plain file
is opened.
"""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

from fonds.problems import Problem
from fonds.record.record import SourceFile
from fonds.sources.grammar.names import phrase

SUFFIXES = (
    ".txt", ".html", ".htm", ".xhtml", ".xml", ".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".ttl", ".nt", ".nq",
    ".jsonld",
)
"""What files that some reader of `adapters.py` reads may end in."""
CURATION_SUFFIX = ".curation.toml"
LEFT_OUT = ("README", "LICENSE", "NOTICE")


def find_files(path: Path) -> Iterator[Path]:
    """Yield every file below a path (or the path itself), sorted, hidden ones and curation files left out.

    A path with nothing at it yields nothing. Links to folders are not followed, so that no loop can be. What has a
    page's name but is no file (a pipe, a link to nothing) and a folder that cannot be listed are yielded too:
    reading them says what is wrong.
    """
    if not path.is_dir():
        if path.exists() or path.is_symlink():
            yield path
        return
    try:
        names = sorted(entry.name for entry in path.iterdir())  # as texts: a folder may hold a million
    except OSError:
        yield path
        return
    for entry in map(path.joinpath, names):
        if entry.name.startswith(".") or entry.name.endswith(CURATION_SUFFIX) or entry.stem in LEFT_OUT:
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from find_files(entry)
        elif entry.is_file() or entry.suffix.lower() in SUFFIXES:
            yield entry


def find_orphans(path: Path) -> Iterator[Path]:
    """Yield the curation files below a folder that stand beside no page."""
    if path.is_dir():
        for entry in sorted(path.rglob(f"*{CURATION_SUFFIX}")):
            stem = entry.name.removesuffix(CURATION_SUFFIX)
            if not any(_is_curated_by(other, stem) for other in entry.parent.iterdir()):
                yield entry


def _is_curated_by(file: Path, stem: str) -> bool:
    """Whether a curation file of this name speaks of a file, or of one part of it."""
    return file.suffix.lower() in SUFFIXES and f"{stem}.".startswith(f"{file.stem}.")


def curation_path(file: Path, part: str = "") -> Path:
    """Return where the curation file of a page, or of one part of a file, stands.

    ``page.txt`` → ``page.curation.toml``; the part ``d12`` of ``volume.xml`` → ``volume.d12.curation.toml``.
    """
    return file.with_name(".".join(filter(None, (file.stem, part))) + CURATION_SUFFIX)


def read_data(path: Path, limit: int) -> bytes | Problem:
    """Read a plain file of at most ``limit`` bytes; a Problem says why it cannot be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return Problem("file-unreadable", str(path), "it is a folder" if path.is_dir() else "it is no plain file")
        if found.st_size > limit:
            return Problem("file-too-large", str(path), f"{found.st_size:,} bytes; the limit is {limit:,}")
        return path.read_bytes()
    except OSError as error:
        return Problem("file-unreadable", str(path), error.strerror or "")


def read_page(path: Path, key: str, limit: int) -> SourceFile | Problem:
    """Read one page of at most ``limit`` bytes; a Problem says why it cannot be one."""
    data = read_data(path, limit)
    if isinstance(data, Problem):
        return data
    try:
        page = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem("file-not-utf8", str(path), f"byte {error.start + 1:,}", line)
    if "\x00" in page:
        line = page.count("\n", 0, page.index("\x00")) + 1
        return Problem("file-not-utf8", str(path), "it holds NUL characters", line)
    if not phrase(page, 0, len(page)).text:
        return Problem("file-empty", str(path))
    return SourceFile(key, path.name, "text/plain", hashlib.sha256(data).hexdigest(), len(data), page)
