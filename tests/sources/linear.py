"""Work that grows no faster than what it is done on, measured side by side in processor time."""

import gc
import time
from collections.abc import Callable

LEAST = 0.005
"""Seconds below which nothing can be told from the clock."""


def is_linear(few: Callable[[], object], many: Callable[[], object], most: float) -> bool:
    """Whether the second takes less than so many times the time of the first.

    A busy machine may spoil one pair of measurements, not three: what is not linear fails them all. No garbage is looked
    for meanwhile, which in the midst of a long run of tests takes half a second.
    """
    return any(_seconds(many) < most * max(_seconds(few), LEAST) for _ in range(3))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()
