"""A mark in the state directory (floor 6): it stands while files are read there, and where that was ended by a death.

A few changed files are read in the process that publishes. One that crashes a parser ends the publish with it, before
anybody could say which file it was, and so would each publish after it. Where the mark still stands, all files are read
in other processes, whose deaths are looked into (`executors.py`), until no file is left that ends one.
"""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = "reading"


class Mark:
    """Stands while its block lasts, and after it where that was asked for. OSError where it cannot be set."""

    def __init__(self, state: Path | None) -> None:
        """``state`` is the state directory; None: nothing is written there."""
        self._path = None if state is None else state / NAME
        self.stays = False
        """Whether it is left standing for the next publish."""
        self.stood = False
        """Whether it stood before the block began: somebody died while files were read."""

    def __enter__(self) -> Self:
        if self._path:
            self.stood = self._path.exists()
            self._path.touch()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What is raised in the block tells of itself; one that stood before stays then, for nothing was found out."""
        if self._path and not (self.stays or (kind and self.stood)):
            with suppress(OSError):
                self._path.unlink()
