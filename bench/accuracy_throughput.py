"""How fast documents are read, on one core, with everything on: reading, grammar, linking; and mapping beside it.

The corpus is whole FRUS volumes, and nothing of a document is kept when it is done, as in a publish. Seconds are
processor time of this process, so that other work on the machine counts little; the first documents, for which models
and lists are loaded, are left out.
"""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from accuracy_figures import Rate, Section  # noqa: E402

from fonds.problems import Problem  # noqa: E402
from fonds.publishing.kit import Kit, make_kit  # noqa: E402
from fonds.publishing.page import PageInput, PageRead, read_inputs, understand, work_on  # noqa: E402
from fonds.publishing.workplace import remember_kit  # noqa: E402
from fonds.settings import Settings  # noqa: E402

T = TypeVar("T")
BAR = 300
WARM = 20


def measure(corpora: Path) -> Section:
    """Measure documents a second over all volumes."""
    volumes = sorted((corpora / "frus").glob("*.xml"))
    if not volumes:
        return Section("throughput", skipped=f"there are no volumes in {corpora / 'frus'}")
    settings = Settings()
    kit = make_kit(settings)
    remember_kit(settings, kit)
    _warm_up(volumes[0], kit)
    count, reading = _timed(lambda: sum(1 for path in volumes for _ in _read(path, kit)))
    _, whole = _timed(
        lambda: [None for path in volumes for page, each in _read(path, kit) if not work_on(page, each, each.wanted_slug, kit)]
    )
    return Section(
        "throughput",
        [
            Rate("documents read and linked", count / reading, BAR),
            Rate("the same, mapped, checked and made rows of", count / whole),
        ],
        notes=[f"{count:,} documents of {len(volumes)} volumes, one core, processor time"],
    )


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def _read(path: Path, kit: Kit) -> Iterator[tuple[PageInput, PageRead]]:
    for page in read_inputs(path, path.name, kit):
        if not isinstance(page, Problem) and isinstance(read := understand(page, kit), PageRead):
            yield page, read


def _warm_up(path: Path, kit: Kit) -> None:
    for page, read in islice(_read(path, kit), WARM):
        work_on(page, read, read.wanted_slug, kit)
