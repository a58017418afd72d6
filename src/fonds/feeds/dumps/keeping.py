"""Keeping dumps (floor 6): those of the newest release are made while a server runs, one process at a time.

Not by requests, which write nothing, and not by a publish, which should be over soon: a process of its own, of the
lowest priority, looks which release is current, and begins when that release has been so for a while, since somebody who
publishes often would have it work for nothing.
"""

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from fonds.catalogue.catalogue import FILE_NAME, Catalogue
from fonds.crosswalks.crosswalk import SiteFacts
from fonds.errors import FondsError
from fonds.feeds.dumps.dump import Content, Dump
from fonds.feeds.dumps.making import Manifest, appearing, make_dumps
from fonds.feeds.dumps.shelf import drop_dumps, find_dumps, folder_of
from fonds.feeds.dumps.table import all_dumps

LOOK_EVERY = 5.0
"""Seconds between two looks."""
SETTLED = 10.0
"""Seconds a release has been current before its dumps are begun."""


def export_dumps(
    catalogue: Catalogue, site: SiteFacts, folder: Path, *, dumps: Iterable[Dump] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Manifest:
    """Make the dumps of the current release (None: all) in a folder that is not there yet, or empty. OSError where it is
    not."""
    with appearing(folder) as aside, catalogue.snapshot() as reader:  # the folder first: a purge takes away all it sees
        content = Content(reader, site)
        return make_dumps(content, aside, all_dumps(content) if dumps is None else dumps, progress)


def refresh(state: Path, site: SiteFacts) -> Manifest | None:
    """Make the dumps of the current release where they are not there; return them, or None where there is no release."""
    with Catalogue.open(state / FILE_NAME, read_only=True) as catalogue:
        release = catalogue.current_release()
        found = find_dumps(state)
        if release is None or (found and (found[1].release, found[1].stamp) == (release.number, release.stamp)):
            return found[1] if found else None
        if found and found[1].release == release.number:  # of a catalogue that a restore has replaced
            drop_dumps(state)
        try:
            made = export_dumps(catalogue, site, folder_of(state, release.number))
        except OSError:
            if not folder_of(state, release.number).is_dir():  # another server of this site may have been first
                raise
            return None
    drop_dumps(state, keep=made.release)
    return made


def keep(
    state: Path, site: SiteFacts, *, ended: Callable[[], bool], settled: float = SETTLED, every: float = LOOK_EVERY
) -> None:
    """Keep the dumps of a site until ``ended`` says so. What goes wrong (no release, no room) is tried again later."""
    with suppress(OSError):
        os.nice(19)
    seen, since = 0, time.monotonic()
    while not ended():
        with suppress(FondsError, OSError):
            with Catalogue.open(state / FILE_NAME, read_only=True) as catalogue:
                number = catalogue.release_number()
            if number != seen:
                seen, since = number, time.monotonic()
            elif number and time.monotonic() - since >= settled:
                refresh(state, site)
        time.sleep(every)


def keep_for(parent: int, state: Path, site: SiteFacts) -> None:
    """Keep the dumps of a site for as long as the process ``parent`` is the one that began this."""
    keep(state, site, ended=lambda: os.getppid() != parent)
