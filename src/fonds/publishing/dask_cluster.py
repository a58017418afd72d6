"""A Dask cluster that works (floor 6): the only importer of distributed, which comes with the extra ``fonds[dask]``.

Its workers need the same version of Fonds, and the sources and authority lists under the same paths: that is asked
before anything begins. Which worker does what, and what becomes of the tasks of one that is lost, is the scheduler's
business; a task whose workers died as often as the scheduler allows comes back here and is done alone, on this machine.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from fonds import __version__
from fonds.errors import FondsError, StateError, UsageError
from fonds.publishing.kit import make_kit
from fonds.publishing.lists import own_folder
from fonds.settings import Settings

T = TypeVar("T")
R = TypeVar("R")
PATIENCE = 60.0
"""Seconds a cluster may be without any worker."""
_ANSWER = 15.0
"""Seconds a scheduler, and its first worker, are given to answer."""
_MOMENT = 2.0
"""Seconds for which the number of workers is taken as known."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What every worker is asked before the work begins. ``sizes`` are some files and their sizes."""

    version: str
    settings: Settings
    kit: str
    roots: tuple[str, ...]
    sizes: tuple[tuple[str, int], ...]


def portable(settings: Settings) -> Settings:
    """Return settings whose folders are named so that they mean the same wherever a process was started."""
    own = own_folder(settings)
    return replace(
        settings,
        authorities=str(Path(settings.authorities).resolve()) if settings.authorities else "",
        own_authorities=str(own.resolve()),
    )


def look(asked: Asked) -> str:
    """Say what keeps this process from working, or nothing."""
    if asked.version != __version__:
        return f"it runs Fonds {__version__}, not {asked.version}"
    unseen = [root for root in asked.roots if not Path(root).exists()]
    unseen += [path for path, size in asked.sizes if not Path(path).is_file() or Path(path).stat().st_size != size]
    if unseen:
        return f"it does not see {', '.join(unseen[:_SHOWN])}{' …' if len(unseen) > _SHOWN else ''}"
    try:
        if make_kit(asked.settings).digest != asked.kit:
            return "its authority lists, vocabulary or rules differ"
    except FondsError as error:
        return error.message
    return ""


class DaskCluster:
    """The workers of one scheduler."""

    tries = 1
    """The scheduler itself tries a task again, on several workers, before it says that it is lost."""

    def __init__(self, address: str, asked: Asked) -> None:
        """UsageError where Dask is not installed, StateError where nobody answers, or a worker cannot do this."""
        try:
            from distributed import Client
            from distributed.scheduler import KilledWorker
        except ImportError as error:
            raise UsageError("--dask needs Dask.", "Install it with: pip install 'fonds[dask]'") from error
        self._address = address
        self._loss: tuple[type[BaseException], ...] = (KilledWorker, CancelledError)
        self._empty_since = 0.0
        self._counted = -_MOMENT, 0
        connect: Any = Client
        try:
            self._client: Any = connect(address, timeout=_ANSWER, set_as_default=False, direct_to_workers=False)
        except (OSError, ValueError, ImportError) as error:
            raise StateError(
                f"The Dask scheduler at {address} does not answer ({error}).",
                "Start it with `dask scheduler`, and give the address it prints, as tcp://HOST:8786.",
            ) from error
        self._executor = self._client.get_executor(pure=False)
        try:
            self._ask(asked)
        except BaseException:
            self._client.close()
            raise

    def _ask(self, asked: Asked) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_ANSWER)
        except OSError as error:
            raise self._without_workers() from error
        answers: dict[str, object] = self._client.run(look, asked, on_error="return")
        faults = {worker: _told(answer) for worker, answer in answers.items() if answer != ""}
        if faults:
            worker, fault = min(faults.items())
            raise StateError(
                f"{len(faults)} of {len(answers)} Dask workers cannot do this, as {worker}: {fault}.",
                "All workers need the same version of Fonds, and the sources and authority lists under the same paths "
                "as here: mount the folders there, or publish with --workers on this machine.",
            )

    @property
    def room(self) -> int:
        """One task for each worker, and another one that waits for it."""
        return 2 * max(1, self._workers())

    def submit(self, work: Callable[[T], R], task: T) -> Future[R]:
        """Begin a task."""
        future: Future[R] = self._executor.submit(work, task)
        return future

    def is_loss(self, error: BaseException) -> bool:
        """Whether as many workers died over a task as the scheduler allows."""
        return isinstance(error, self._loss)

    def renew(self) -> None:
        """The scheduler knows which workers there are."""

    def check(self) -> None:
        """Raise StateError where the scheduler is gone, or no worker has been there for long."""
        if self._client.status != "running":
            raise StateError(
                f"The Dask scheduler at {self._address} went away.",
                "Start it again and publish again; nothing was changed.",
            )
        if self._workers():
            self._empty_since = 0.0
        elif not self._empty_since:
            self._empty_since = time.monotonic()
        elif time.monotonic() - self._empty_since > PATIENCE:
            raise self._without_workers()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=kind is None)
        self._client.close()

    def _workers(self) -> int:
        """Return how many workers there are, as they were a moment ago."""
        if time.monotonic() - self._counted[0] > _MOMENT:
            try:
                number = len(self._client.scheduler_info()["workers"])
            except OSError:
                number = 0
            self._counted = time.monotonic(), number
        return self._counted[1]

    def _without_workers(self) -> StateError:
        return StateError(
            f"The Dask scheduler at {self._address} has no workers.",
            f"Start some with `dask worker {self._address} --nthreads 1`, then publish again; nothing was changed.",
        )


def _told(answer: object) -> str:
    return answer if isinstance(answer, str) else f"Fonds does not work there ({type(answer).__name__}: {answer})"


def sizes_of(paths: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the sizes of those files that are there."""
    return tuple((path, Path(path).stat().st_size) for path in paths if Path(path).is_file())
