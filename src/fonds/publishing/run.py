"""One publish in the making (floor 6): what its steps share."""

from array import array
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import overload

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import ReleaseKind
from fonds.catalogue.stored import Beside
from fonds.clock import Clock, system_clock
from fonds.problems import Problem
from fonds.publishing.beside import make_beside
from fonds.publishing.edits import Edits
from fonds.publishing.executors import Executor, Here
from fonds.publishing.heard import Voices
from fonds.publishing.kit import Kit
from fonds.publishing.register import Register
from fonds.publishing.report import Report
from fonds.publishing.sources import Source
from fonds.publishing.spool import Spool
from fonds.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are (0: not known)."""


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a publish. ``offline``: no repository is harvested.

    ``dask`` is the address of a Dask scheduler whose workers read and map; empty: ``Settings.publish_workers``
    processes of this machine do.
    """

    prune: bool = False
    strict: bool = False
    dry_run: bool = False
    offline: bool = False
    dask: str = ""
    clock: Clock = system_clock
    progress: Progress = _silent


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that waits in the spool at ``place``; ``named`` are the keys of the entities it leads to.

    ``known``: its source has a live document already, under this slug or another one.
    """

    slug: str
    path: str
    place: int
    named: frozenset[str]
    known: bool


_FREE = -1


class Waiting(Sequence[Pending]):
    """Documents that wait, in an order; memory holds eight bytes of each."""

    def __init__(self, spool: Spool, pending: Iterable[Pending] = ()) -> None:
        self._spool = spool
        self._places = array("q", (spool.keep(each) for each in pending))

    def append(self, pending: Pending) -> None:
        """Let one more wait."""
        self._places.append(self._spool.keep(pending))

    def reserve(self) -> int:
        """Hold a place free; return which one."""
        self._places.append(_FREE)
        return len(self._places) - 1

    def fill(self, place: int, pending: Pending) -> None:
        """Take a place that was held free."""
        self._places[place] = self._spool.keep(pending)

    def close_up(self) -> None:
        """Give up the places that are still held free."""
        self._places = array("q", (place for place in self._places if place != _FREE))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Pending]:
        for place in self._places:
            yield self._spool.read(place)

    @overload
    def __getitem__(self, index: int) -> Pending: ...
    @overload
    def __getitem__(self, index: slice) -> list[Pending]: ...
    def __getitem__(self, index: int | slice) -> Pending | list[Pending]:
        if isinstance(index, slice):
            return [self._spool.read(place) for place in self._places[index]]
        found: Pending = self._spool.read(self._places[index])
        return found


@dataclass(slots=True)
class Run:
    """The state of one publish.

    ``sources`` are those of this publish, ``known`` all that have a name. ``seen`` holds the keys of all that is
    there, where anything may be gone; ``moved`` maps the new key of a file to its old one, ``left`` the old one to the
    new. ``untouched`` holds the keys of what the ``edits`` of the authority lists leave as it is. ``replaced`` are
    slugs of live documents that are mapped again, ``gone`` those that are to be deleted, ``reasons`` why, where it is
    not that the page is gone. ``unlisted`` are folders whose content nobody knows. ``kind`` and ``note`` are the
    release's; ``erase`` is called when all else is written: then there is a release in any case, and its store is
    built from nothing. ``withholds``: there is something that must not come back. ``beside`` is what the store holds
    besides. ``executor`` is where tasks are done, ``worker_settings`` are the settings as they are understood there.
    """

    catalogue: Catalogue
    settings: Settings
    kit: Kit
    options: Options
    sources: tuple[Source, ...]
    known: tuple[Source, ...]
    spool: Spool
    voices: Voices
    report: Report = field(default_factory=Report)
    executor: Executor = field(default_factory=Here)
    worker_settings: Settings = field(init=False)
    seen: MutableMapping[str, str] = field(init=False)
    moved: MutableMapping[str, str] = field(init=False)
    left: MutableMapping[str, str] = field(init=False)
    untouched: MutableMapping[str, str] = field(init=False)
    edits: Edits = field(init=False)
    withholds: bool = field(init=False)
    beside: Beside = field(init=False)
    pending: Waiting = field(init=False)
    replaced: set[str] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)
    unlisted: list[Path] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    kind: ReleaseKind = "publish"
    note: str = ""
    erase: Callable[[ReleaseWriter], None] | None = None

    def __post_init__(self) -> None:
        self.seen, self.moved, self.left, self.untouched = (Register(self.spool) for _ in range(4))
        self.worker_settings = self.settings
        self.withholds = self.catalogue.withholds()
        self.beside = make_beside(self.settings, self.catalogue)
        self.edits = Edits(self.catalogue, self.kit.authorities)
        self.pending = Waiting(self.spool)

    def leave_out(self, *problems: Problem) -> None:
        """Note why a page is not published; what was published of it stays."""
        self.report.problems.extend(problems)
        self.report.left_out += 1
