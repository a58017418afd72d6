"""Making dumps (floor 6): written, packed and weighed in one pass, and seen by nobody before all of them are there.

The same release gives the same bytes: gzip bears no name and no time (RFC 1952, section 2.3.1).
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fonds.feeds.dumps.dump import Content, Dump

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MANIFEST = "dumps.json"
SUMS = "SHA256SUMS"
"""Digests of the files as they lie there, for ``sha256sum --check``."""
PACKED = ".gz"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """One file as it was made. ``size`` and ``sha256`` are those of the file as it lies there, ``plain_…`` of what it
    holds; where it is not packed they are the same.
    """

    name: str
    media_type: str
    label: str
    things: str
    number: int
    packed: bool
    size: int
    sha256: str
    plain_size: int
    plain_sha256: str

    @property
    def file(self) -> str:
        """The name under which it lies there."""
        return self.name + PACKED if self.packed else self.name


@dataclass(frozen=True, slots=True)
class Manifest:
    """The dumps of one release; ``refused`` are names of those that the site cannot give, with the reason."""

    release: int
    stamp: str
    files: tuple[Made, ...]
    refused: tuple[tuple[str, str], ...] = ()

    def find(self, name: str) -> Made | None:
        """Return the file of a name (with or without ``.gz``), or None."""
        return next((each for each in self.files if name in (each.name, each.file)), None)


def make_dumps(content: Content, folder: Path, dumps: Iterable[Dump], progress: Progress | None = None) -> Manifest:
    """Make all dumps of a release in an empty folder, with a manifest and digests beside them.

    Raises OSError where the folder cannot be written, ValueError before the first release.
    """
    release = content.reader.current_release()
    if release is None:
        raise ValueError("nothing has been published yet")
    made: list[Made] = []
    refused: list[tuple[str, str]] = []
    wanted = tuple(dumps)
    for number, dump in enumerate(wanted):
        if progress:
            progress(f"writing {dump.name}", number, len(wanted))
        if why := dump.refusal(content.site):
            refused.append((dump.name, why))
        elif (written := _make(dump, content, folder)).number:
            made.append(written)
        else:
            (folder / written.file).unlink()
    manifest = Manifest(release.number, release.stamp, tuple(made), tuple(refused))
    sums = "".join(f"{each.sha256}  {each.file}\n" for each in made)
    _write(folder / SUMS, sums.encode())
    _write(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None where there is none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = tuple(Made(**each) for each in found["files"])
        return Manifest(found["release"], found["stamp"], files, tuple((name, why) for name, why in found["refused"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def damaged(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that is not what the manifest says, and what is wrong with it."""
    for each in manifest.files:
        path = folder / each.file
        if not path.is_file():
            yield each.file, "it is gone"
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != each.sha256:
            yield each.file, "its bytes are not those that were written"


@contextmanager
def appearing(folder: Path) -> Iterator[Path]:
    """Give a new folder that takes its name when the block is done, and is gone where the block fails."""
    aside = folder.with_name(f"{folder.name}.making-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        yield aside
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


class Output(Protocol):
    """Whatever takes bytes."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Take bytes."""


class _Weighed(BufferedIOBase):
    """Passes bytes on, and knows how many they were and their digest."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Say that this is for writing."""
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Pass bytes on."""
        view = memoryview(data)
        self._digest.update(view)
        self.size += view.nbytes
        self._output.write(view)
        return view.nbytes

    @property
    def sha256(self) -> str:
        """The digest of all there was, in hexadecimal digits."""
        return self._digest.hexdigest()


def _make(dump: Dump, content: Content, folder: Path) -> Made:
    import gzip

    path = folder / (dump.name + PACKED if dump.packed else dump.name)
    with path.open("wb") as file:
        outer = _Weighed(file)
        if dump.packed:
            with gzip.GzipFile("", "wb", fileobj=outer, mtime=0) as packing:
                inner = _Weighed(packing)
                number = dump.write(content, inner)
        else:
            inner = outer
            number = dump.write(content, inner)
        file.flush()
        os.fsync(file.fileno())
    return Made(
        dump.name, dump.media_type, dump.label, dump.things, number, dump.packed, outer.size, outer.sha256, inner.size,
        inner.sha256,
    )


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
