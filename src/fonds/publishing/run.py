"""One publish in the making (floor 6): what its steps share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.release import ReleaseWriter
from fonds.catalogue.rows import ReleaseKind
from fonds.clock import Clock, system_clock
from fonds.problems import Problem
from fonds.publishing.kit import Kit
from fonds.publishing.report import Report
from fonds.publishing.sources import Source
from fonds.publishing.spool import Spool, Voices

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are (0: not known)."""


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a publish. ``offline``: no repository is harvested."""

    prune: bool = False
    strict: bool = False
    dry_run: bool = False
    offline: bool = False
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


@dataclass(slots=True)
class Run:
    """The state of one publish.

    ``sources`` are those of this publish, ``known`` all that have a name. ``seen`` maps the key of every file that is
    there to its path, ``moved`` the new key of a file to its old one. ``replaced`` are slugs of live documents that
    are mapped again, ``gone`` those that are to be deleted, ``reasons`` why, where it is not that the page is gone.
    ``unlisted`` are folders whose content nobody knows. ``kind`` and ``note`` are the release's; ``erase`` is called
    when all else is written: then there is a release in any case, and its store is built from nothing.
    """

    catalogue: Catalogue
    kit: Kit
    options: Options
    sources: tuple[Source, ...]
    known: tuple[Source, ...]
    spool: Spool
    voices: Voices
    report: Report = field(default_factory=Report)
    seen: dict[str, Path] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    replaced: set[str] = field(default_factory=set)
    gone: list[str] = field(default_factory=list)
    unlisted: list[Path] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    kind: ReleaseKind = "publish"
    note: str = ""
    erase: Callable[[ReleaseWriter], None] | None = None

    def leave_out(self, *problems: Problem) -> None:
        """Note why a page is not published; what was published of it stays."""
        self.report.problems.extend(problems)
        self.report.left_out += 1
