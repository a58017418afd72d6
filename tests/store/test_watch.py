"""The watch over running queries, and the bounds of the processes it watches."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from fonds.store.sandbox import Limits, Worker
from fonds.store.supervisor import Supervisor
from fonds.store.watch import Watch
from store.samples import SMALL

LONG = 60.0


class Pretender:
    """Something that can be killed, and holds as much memory as it is told."""

    def __init__(self, memory: float | None = 1.0) -> None:
        self.memory = memory
        self.killed = threading.Event()
        self.reason = ""

    def memory_mb(self) -> float | None:
        """Return what was set."""
        return self.memory

    def kill(self, reason: str) -> None:
        """Remember why."""
        self.reason = reason
        self.killed.set()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A watch that is closed in the end."""
    watch = Watch()
    yield watch
    watch.close()


@pytest.mark.parametrize(("seconds", "memory", "abandoned", "reason"), [
    (0.01, 1.0, False, "time"), (LONG, 11.0, False, "memory"), (LONG, 1.0, True, "abandoned"),
    (0.01, None, False, "time"),
])
def test_reasons(watch: Watch, seconds: float, memory: float | None, abandoned: bool, reason: str) -> None:
    """Too long, too large, or no longer wanted: each ends a query, alone and under its name."""
    worker = Pretender(memory)
    with watch.guard(cast(Worker, worker), seconds, 10.0, lambda: abandoned):
        assert worker.killed.wait(LONG)
    assert worker.reason == reason


def test_none(watch: Watch) -> None:
    """What keeps within its bounds is left alone, also by a system that tells no memory."""
    for memory in (9.0, None):
        worker = Pretender(memory)
        with watch.guard(cast(Worker, worker), LONG, 10.0):
            assert not worker.killed.wait(0.15)


def test_after_the_block(watch: Watch) -> None:
    """Nothing is killed for a query that has ended."""
    worker = Pretender()
    with watch.guard(cast(Worker, worker), 0.05, 10.0):
        pass
    assert not worker.killed.wait(0.2)


def test_asleep(watch: Watch) -> None:
    """A watch that has gone to sleep wakes for the next query."""
    with watch.guard(cast(Worker, Pretender()), LONG, 10.0):
        pass
    while not watch._asleep:
        threading.Event().wait(0.01)
    worker = Pretender(11.0)
    with watch.guard(cast(Worker, worker), LONG, 10.0):
        assert worker.killed.wait(LONG)


def test_closing(watch: Watch) -> None:
    """Closing ends what is guarded."""
    worker = Pretender()
    with watch.guard(cast(Worker, worker), LONG, 10.0):
        watch.close()
        assert worker.reason == "stopping"


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="the system does not tell")
def test_bounds_of_a_process(directory: Path) -> None:
    """A query process cannot map much more than its ceiling beyond what an opened store maps."""
    with Supervisor(Limits(seconds=20.0, memory_mb=100, workers=1)) as supervisor:
        supervisor.run(SMALL, store=directory)
        [worker] = supervisor._turns._idle
        limits = Path(f"/proc/{worker.pid}/limits").read_text(encoding="ascii").splitlines()
        [line] = [line for line in limits if line.startswith("Max address space")]
        mapped = int(Path(f"/proc/{worker.pid}/statm").read_text(encoding="ascii").split()[0]) * 4096
        assert 0 < int(line.split()[3]) - mapped <= 100 << 20
        [core] = [line.split()[4] for line in limits if line.startswith("Max core file")]
        assert core == "0"
