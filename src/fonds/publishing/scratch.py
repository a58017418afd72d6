"""Scratch files (floor 6): what is on disk while a publish needs it, without a name, gone with the process."""

import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self


class Scratch:
    """Has a file to write and read, while its block lasts. OSError where none can be made."""

    def __init__(self, directory: Path | None) -> None:
        """``directory`` is where there is room; None: where the system keeps temporary files."""
        self._file = tempfile.TemporaryFile(dir=directory)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file. Nothing is raised: what was not written until now is wanted by nobody, and the release
        it was for may be made, so a disk that is full by now must not let a publish say that nothing was changed."""
        with suppress(OSError):
            self._file.close()
