"""What one worker serves (floor 7): the current release, and the answers it has ready.

A release is one row of the catalogue, so a new one is noticed by asking for that row now and then, and nobody
has to tell the server. Whatever is made of several questions is made inside one snapshot and kept under the
number of the release the snapshot belongs to: an answer never mixes two releases, and none outlives its own.
Answers are kept by least recent use, up to a number of bytes. A catalogue that does not exist yet is opened
as soon as it does, and one whose file was replaced is opened anew.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.listings import ListingReader
from fonds.catalogue.rows import Release
from fonds.errors import StateError
from fonds.web.representation import Representation

KEPT_BYTES = 64 * 2**20
"""Bytes of answers a worker keeps."""

LOOK_EVERY = 0.5
"""Seconds after which a worker asks again which release is current."""

Maker = Callable[[ListingReader], Representation]
"""Makes an answer from a reader to whom nothing changes meanwhile."""

Finder = Callable[[ListingReader], tuple[Representation, int] | None]
"""Makes an answer by one statement, which is a snapshot in itself, and says of which release it is; None: it cannot."""


class Reading:
    """The reading side of one worker. Many threads may use it."""

    def __init__(
        self,
        open_catalogue: Callable[[], Catalogue],
        *,
        kept_bytes: int = KEPT_BYTES,
        look_every: float = LOOK_EVERY,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``open_catalogue`` is called when first needed, and until it succeeds."""
        self._open = open_catalogue
        self._kept_bytes = kept_bytes
        self._look_every = look_every
        self._now = now
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._looked = float("-inf")
        self._catalogue: Catalogue | None = None
        self._file: tuple[int, int] | None = None
        self._release: Release | None = None
        self._answers: OrderedDict[Hashable, Representation] = OrderedDict()
        self._size = 0

    def release(self) -> Release:
        """Return the release that is served; StateError, with what to do, before the first."""
        release = self._release
        if release is None or self._now() - self._looked >= self._look_every:
            release = self._look()
        return release

    def newest(self) -> Release:
        """Return the release that is current at this moment, and serve it from now on."""
        return self._look(wait=True)

    @contextmanager
    def snapshot(self) -> Iterator[ListingReader]:
        """Give a reader to whom nothing changes while the block lasts."""
        self.release()
        with self._present().snapshot() as reader:
            yield reader

    def answer(self, key: Hashable, make: Maker, find: Finder | None = None) -> Representation:
        """Return the answer kept under the key for the current release, made now where there is none.

        ``find`` may make it sooner.
        """
        number = self.release().number
        with self._lock:
            kept = self._answers.get((number, key))
            if kept is not None:
                self._answers.move_to_end((number, key))
                return kept
        found = find(self._present()) if find else None
        if found is None:
            with self.snapshot() as reader:
                found = make(reader), reader.release_number()
        made, number = found
        self._keep((number, key), made)
        return made

    def close(self) -> None:
        """Close the catalogue."""
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None

    def _keep(self, key: Hashable, made: Representation) -> None:
        if made.location or made.size > self._kept_bytes // 4:  # where an answer leads hangs on the address it was asked at
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._answers[key] = made
            self._size += made.size - (before.size if before else 0)
            while self._size > self._kept_bytes:
                _, dropped = self._answers.popitem(last=False)
                self._size -= dropped.size

    def _look(self, *, wait: bool = False) -> Release:
        """Ask which release is current; one thread asks, and the others go on with what is known meanwhile."""
        if not self._looking.acquire(blocking=wait or self._release is None):
            release = self._release
            if release is not None:
                return release
            self._looking.acquire()
        try:
            found = self._opened().current_release()
            if found is None:
                raise StateError("Nothing has been published yet.", "Run `fonds publish`, or `fonds up`.")
            if self._release is None or found.number != self._release.number:
                self._forget()
            self._release = found
            self._looked = self._now()
            return found
        finally:
            self._looking.release()

    def _opened(self) -> Catalogue:
        """Return the catalogue, opened anew where its file is not the one that was opened.

        Other threads read meanwhile, so the one takes the other's place at once; what they hold of it stays usable.
        """
        present, file = self._catalogue, _file_of(self._catalogue)
        if present is None or file != self._file:
            self._catalogue = opened = self._open()
            self._file = _file_of(opened) if present is None else file
            self._forget()
            if present is not None:
                present.close()
            return opened
        return present

    def _present(self) -> Catalogue:
        """Return the catalogue that the release was found in."""
        catalogue = self._catalogue
        assert catalogue is not None  # noqa: S101 (a release was found in it)
        return catalogue

    def _forget(self) -> None:
        with self._lock:
            self._answers.clear()
            self._size = 0


def _file_of(catalogue: Catalogue | None) -> tuple[int, int] | None:
    """Return what tells a catalogue's file from another one at the same path."""
    if catalogue is None:
        return None
    try:
        status = catalogue.path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
