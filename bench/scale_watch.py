"""Running a command and watching it: wall time, processor time, and the most memory any of its processes took."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
FONDS = (sys.executable, "-c", "from fonds.cli import main; main()")
"""The command ``fonds`` of this very checkout."""
EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Watched:
    """A command that is done. ``peak_mb`` is VmHWM of its largest process, ``processes`` how many were seen."""

    seconds: float
    processor_seconds: float
    peak_mb: float
    processes: int
    output: str


def most_memory() -> float:
    """Return the most MB that this process has taken, or one of those it has started and seen the end of."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(_high_water(os.getpid()), ended) / 1024


def environment(**more: str) -> dict[str, str]:
    """Return the environment in which Fonds is the one of this checkout, compiled once as where it is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), **more}


def watch(command: Sequence[str], env: Mapping[str, str] | None = None) -> Watched:
    """Run a command to its end; RuntimeError with what it said where it fails."""
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=dict(env or environment())
    )
    peaks, stop = dict[int, int](), Event()
    thread = Thread(target=_poll, args=(process.pid, peaks, stop), daemon=True)
    thread.start()
    output, _ = process.communicate()
    seconds, after = time.perf_counter() - start, os.times()
    stop.set()
    thread.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit {process.returncode}\n{output}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Watched(seconds, spent, max(peaks.values(), default=0) / 1024, len(peaks), output)


def _poll(root: int, peaks: dict[int, int], stop: Event) -> None:
    """Note the high-water mark of every process below ``root``: the kernel keeps it, so no peak is missed for long."""
    while not stop.wait(EVERY):
        for pid in (root, *_below(root)):
            peaks[pid] = max(peaks.get(pid, 0), _high_water(pid))


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def _high_water(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
