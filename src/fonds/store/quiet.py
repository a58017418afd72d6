"""Work that others should not notice (floor 3): done in a thread of low priority, while the caller waits.

A process for queries loads its libraries so: half a second of work, done just when somebody's query has had its
predecessor killed and all others want to be answered as before. A priority once given up does not come back, but it
belongs to the thread (Linux, ``sched(7)``), so the caller's own stays what it was. Elsewhere it is done all the same.
"""

import contextlib
import os
import threading
from collections.abc import Callable

NICE = 10
"""A tenth of the processor where others want all of it, and all where nobody does."""


def quietly(work: Callable[[], object]) -> None:
    """Do the work and return when it is done. Raises what it raises."""
    failed: list[BaseException] = []

    def done() -> None:
        with contextlib.suppress(OSError, AttributeError):
            me = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, me, max(NICE, os.getpriority(os.PRIO_PROCESS, me)))
        try:
            work()
        except BaseException as error:  # the caller's to handle, not the thread's
            failed.append(error)

    thread = threading.Thread(target=done)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
