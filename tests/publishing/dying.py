"""Work that ends its process, for the tests of executors: workers know it by the name of this module."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from fonds.publishing.tasks import Result, Task, work

ONCE = "once"
"""The name of a page at which the first process that comes to it is killed."""
ALWAYS = "always"
"""The name of a page at which every process is killed."""


def work_and_die(task: Task) -> Result:
    """Do a task up to a page of such a name; there, the process is killed without any chance to say so."""
    for number, job in enumerate(task.jobs):
        path = Path(job.path)
        if path.stem == ALWAYS or (path.stem == ONCE and _is_first(path)):
            if number:
                work(replace(task, jobs=task.jobs[:number]))
            os.kill(os.getpid(), signal.SIGKILL)
    return work(task)


def _is_first(path: Path) -> bool:
    try:
        path.with_suffix(".died").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
