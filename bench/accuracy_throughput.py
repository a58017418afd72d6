"""How fast documents are read, on one core, with everything on: reading, grammar, linking; and mapping beside it.

The corpus is whole FRUS volumes. Seconds are processor time of this process, so that other work on the machine does
not count; the first documents, for which models and lists are loaded, are left out.
"""

import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

from accuracy_figures import Rate, Section  # noqa: E402

from fonds.problems import Problem  # noqa: E402
from fonds.publishing.kit import Kit, make_kit  # noqa: E402
from fonds.publishing.page import PageInput, PageRead, read_inputs, understand, work_on  # noqa: E402
from fonds.settings import Settings  # noqa: E402

T = TypeVar("T")
BAR = 300
WARM = 20


def measure(corpora: Path) -> Section:
    """Measure documents a second over all volumes."""
    volumes = sorted((corpora / "frus").glob("*.xml"))
    if not volumes:
        return Section("throughput", skipped=f"there are no volumes in {corpora / 'frus'}")
    kit = make_kit(Settings())
    _warm_up(volumes[0], kit)
    pages, reading = _timed(lambda: [page for path in volumes for page in _pages(path, kit)])
    read, understanding = _timed(lambda: [understand(page, kit) for page in pages])
    found = [(page, each) for page, each in zip(pages, read, strict=True) if isinstance(each, PageRead)]
    _, mapping = _timed(lambda: [work_on(page, each, each.wanted_slug, kit) for page, each in found])
    count = len(pages)
    return Section(
        "throughput",
        [
            Rate("documents read and linked", count / (reading + understanding), BAR),
            Rate("the same, mapped, checked and made rows of", count / (reading + understanding + mapping)),
        ],
        notes=[f"{count:,} documents of {len(volumes)} volumes, one core, processor time"],
    )


def _timed(work: Callable[[], list[T]]) -> tuple[list[T], float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


def _pages(path: Path, kit: Kit) -> list[PageInput]:
    return [page for page in read_inputs(path, path.name, kit) if not isinstance(page, Problem)]


def _warm_up(path: Path, kit: Kit) -> None:
    for page in islice(read_inputs(path, path.name, kit), WARM):
        if not isinstance(page, Problem) and isinstance(read := understand(page, kit), PageRead):
            work_on(page, read, read.wanted_slug, kit)
