"""The state directory as a whole (floor 6): opening what is there already, and what the system says against it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fonds.catalogue.catalogue import Catalogue
from fonds.catalogue.faults import is_there
from fonds.errors import StateError
from fonds.publishing.stores import PREFIX, catalogue_path

_REMEDIES = {
    errno.ENOSPC: "Make room on the disk and publish again; nothing was changed.",
    errno.EDQUOT: "Make room within the quota and publish again; nothing was changed.",
    errno.EFBIG: "Raise the limit on the size of files (`ulimit -f`) and publish again; nothing was changed.",
    errno.EACCES: "Check its owner and permissions.",
    errno.EPERM: "Check its owner and permissions.",
    errno.EROFS: "Set 'state' to a directory that may be written.",
}


def check_not_lost(state: Path) -> None:
    """Raise StateError where stores were built and the catalogue they were built from is gone, or empty."""
    path = catalogue_path(state)
    if (is_there(path) and path.stat().st_size) or not any(state.glob(f"{PREFIX}*")):
        return
    raise StateError(
        f"The catalogue {path} is {'empty' if path.exists() else 'gone'}, and stores made from it are there.",
        f"Run `fonds restore BACKUP --replace`, or remove {state} to begin anew.",
    )


def open_published(state: Path) -> Catalogue:
    """Open a catalogue for writing. StateError where there is none: none is made where nothing was published."""
    check_not_lost(state)
    path = catalogue_path(state)
    if not path.exists():
        raise StateError(f"There is no catalogue at {path}.", "Run `fonds publish` first.")
    return Catalogue.open(path)


@contextmanager
def state_border(state: Path) -> Iterator[None]:
    """Turn what the system says of the state directory into StateError, with a remedy."""
    try:
        yield
    except OSError as error:
        raise StateError(
            f"The state directory {state} could not be written: {error.strerror or error}.",
            _REMEDIES.get(error.errno or 0, "Look at the disk, then publish again; nothing was changed."),
        ) from error
