"""Store directories (floor 6): one a release, beside the catalogue; the catalogue's commit says which one counts.

A release's store is made from the one before where little has changed (hard links, less what is gone, plus what came),
and from the whole catalogue otherwise: where there is no sound store before, where more than MOST of its triples
change, where the evidence of other documents is wanted in it. It is put in order on disk again once more than MOST of
it has changed since that was done last. What the catalogue says is counted, so a store that went wrong is found out and
made anew.
"""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import Release, ReleaseKind
from fonds.catalogue.stamps import stamped
from fonds.catalogue.stored import Beside
from fonds.errors import StateError
from fonds.problems import Problem
from fonds.publishing.scratch import Scratch
from fonds.rdf.tally import Tally
from fonds.store.counts import Counts, Lines, count_changed, count_distinct, count_store, find_counts, write_counts
from fonds.store.embedded import EmbeddedStore, StoreWriter

PREFIX = "store-"
MOST = 0.05
"""The share of a store's triples up to which it is cheaper to change it than to make it anew."""
CHANGING: frozenset[ReleaseKind] = frozenset({"publish", "rollback"})
"""Kinds of releases whose store may come from the one before: of the others it still holds what must be gone."""

_ASIDE = ".gone"
"""Ends the name of a store directory that is being removed."""
_PIECE = 1 << 20
_LINES_A_SECOND = 50_000
_SECONDS = 0.15
"""Closing a store takes so long, however little was added."""


def catalogue_path(state: Path) -> Path:
    """Return where the catalogue of a state directory is."""
    return state / FILE_NAME


def new_store_name() -> str:
    """Return a name no directory has: what a killed publish left behind never stands in the way."""
    return f"{PREFIX}{secrets.token_hex(6)}"


@contextmanager
def new_store(catalogue: Catalogue, state: Path) -> Iterator[str]:
    """Give the name of a store directory to make; where the block fails before its release is committed it is removed."""
    name = new_store_name()
    try:
        yield name
    except BaseException:
        current = catalogue.current_release()
        if current is None or current.store != name:
            drop_store(state, name)
        raise


def release_with_store(
    writer: ReleaseWriter, state: Path, name: str, beside: Beside, *, unchanged_too: bool = False
) -> Release | None:
    """Make the store that belongs to what was written, then commit both; None where nothing changed.

    ``beside`` is what it holds besides: where that has changed there is a release, too. ``unchanged_too`` makes one in
    any case.
    """
    if not writer.changed and not unchanged_too and not _is_stale(writer.previous, beside):
        return writer.finish()
    with ExitStack() as stack:
        waiting = stack.enter_context(_Lines(state))
        made = _derived(writer, state, name, waiting, beside, stack) if writer.kind in CHANGING else None
        made = made or _built(writer, state, name, waiting, beside)
        _close_stamped(stack.enter_context(made.store), writer, waiting)
        stamp = writer.stamp
        released = writer.finish(made.triples + waiting.number, loose=made.loose, beside=beside, unchanged_too=True)
        if released:
            _keep_counts(state, released, writer.previous, made, lambda: (stamped(each, stamp, stamp) for each in waiting))
        return released


def check_readable(directory: Path) -> list[Problem]:
    """Return what keeps a store from being opened; what it holds is not looked at."""
    try:
        EmbeddedStore(directory).close()
    except StateError as error:
        return [Problem("store-unreadable", directory.name, error.message)]
    return []


def drop_store(state: Path, name: str) -> None:
    """Remove one store directory, if it is there; it is out of the way before any of it is gone.

    So whoever opens a store finds all of it or none. What a killed process leaves aside, :func:`drop_stores` removes.
    """
    aside = state / f"{name.removesuffix(_ASIDE)}{_ASIDE}"
    with suppress(OSError):
        (state / name).rename(aside)
    shutil.rmtree(aside, ignore_errors=True)


def is_left(state: Path, name: str) -> bool:
    """Whether anything of a store directory is there, be it what a killed process did not remove to its end."""
    return any((state / each).is_dir() for each in (name, f"{name}{_ASIDE}"))


def drop_stores(state: Path, keep: Iterable[str]) -> None:
    """Remove every store directory that is not to be kept: old snapshots and what killed publishes left."""
    kept = set(keep)
    for directory in state.glob(f"{PREFIX}*"):
        if directory.is_dir() and directory.name not in kept:
            drop_store(state, directory.name)


# ── how a store is made ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Made:
    """A store that lacks only the lines that wait for the stamp; ``loose`` as in the catalogue's releases.

    ``removed`` and ``added`` are how it differs from the one it was made from; None where it was made anew. Then ``tally``
    has counted what it was made of.
    """

    store: StoreWriter
    triples: int
    loose: int
    removed: "_Lines | None" = None
    added: "_Lines | None" = None
    tally: Tally | None = None


class _Lines(Scratch):
    """N-Triples on disk, gone with the process."""

    number = 0

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while lines := self._file.readlines(_PIECE):
            yield b"".join(lines)

    def add(self, data: bytes) -> None:
        """Write whole lines; all of them before any is read."""
        self._file.write(data)
        self.number += data.count(b"\n")

    def clear(self) -> None:
        """Forget all lines."""
        self._file.seek(0)
        self._file.truncate()
        self.number = 0


def _is_stale(before: Release | None, beside: Beside) -> bool:
    """Whether the store of a release lacks what is wanted in it beside the descriptions, or holds what is not."""
    return before is not None and (before.vocabulary, before.evidence) != (beside.digest, beside.prefix)


def _built(writer: ReleaseWriter, state: Path, name: str, waiting: _Lines, beside: Beside) -> _Made:
    waiting.clear()
    store, tally = StoreWriter(state / name), Tally()
    store.add(writer.whole(waiting.add, beside, tally))
    store.optimise()
    store.keep()
    return _Made(store, store.count(), 0, tally=tally)


def _derived(
    writer: ReleaseWriter, state: Path, name: str, waiting: _Lines, beside: Beside, stack: ExitStack
) -> _Made | None:
    """Make a store from the one before; None where that cannot be, or would be no gain.

    ``stack`` keeps the lines by which they differ.
    """
    before = writer.previous
    if before is None or not (state / before.store).is_dir():
        return None
    most = int(before.triples * MOST)
    removed, added = stack.enter_context(_Lines(state)), stack.enter_context(_Lines(state))
    for delta in writer.delta(waiting.add, beside):
        if delta is None:
            return None
        removed.add(b"".join(delta.removed))
        added.add(b"".join(delta.added))
        if removed.number + added.number + waiting.number > most:
            return None
    triples = before.triples - removed.number + added.number
    loose = before.loose + removed.number + added.number + waiting.number
    store = _changed(state / before.store, state / name, removed, added, optimise=loose > most)
    if store and store.count() == triples:
        return _Made(store, triples, 0 if loose > most else loose, removed, added)
    if store:
        store.abandon()
    drop_store(state, name)
    return None


def _keep_counts(state: Path, released: Release, before: Release | None, made: _Made, late: Lines) -> None:
    """Keep the numbers of a store that was released; what has none is described without them.

    ``late`` are the lines that waited for the stamp. Nothing is raised: the release is made, whatever the disk says now.
    """
    directory = state / released.store
    with suppress(StateError, OSError):
        counts: Counts | None = None
        if before and made.removed is not None and made.added is not None and (held := find_counts(state / before.store)):
            removed, added = made.removed, made.added
            counts = count_changed(held, state / before.store, directory, lambda: removed, lambda: chain(added, late()))
        elif made.tally:
            counts = _told(made.tally, late)
        if counts is None or counts.triples != released.triples:
            counts = count_store(directory)
        elif made.tally:
            counts = count_distinct(directory, counts)
        write_counts(directory, counts)


def _told(tally: Tally, late: Lines) -> Counts:
    """Return what was counted on the way into a store, the lines that waited for the stamp with it."""
    for lines in late():
        tally.add(lines)
    return Counts(tally.triples, tally.classes, tally.properties, languages=tally.languages)


def _changed(source: Path, target: Path, removed: _Lines, added: _Lines, *, optimise: bool) -> StoreWriter | None:
    """Make one store from another; None where that cannot be read, or this not be written."""
    try:
        store = StoreWriter.derived(source, target)
        if removed.number:
            store.remove(removed)
        if added.number:
            store.add(added)
        if optimise:
            store.optimise()
        store.keep()
    except StateError:
        return None
    return store


def _close_stamped(store: StoreWriter, writer: ReleaseWriter, waiting: _Lines) -> None:
    """Give the release its datestamp, write the lines that bear it, and close the store for good: all in time."""
    seconds = _SECONDS + waiting.number / _LINES_A_SECOND
    while True:
        stamp = writer.appoint(seconds)
        if waiting.number:
            store.add(stamped(piece, stamp, stamp) for piece in waiting)
        store.close()
        if not writer.is_late:
            return
        seconds *= 2
        store.reopen()
        store.remove(stamped(piece, stamp, stamp) for piece in waiting)
