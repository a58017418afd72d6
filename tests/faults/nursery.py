"""Processes for the tests of faults: real ones that run Fonds' command line, started in no time, to be killed.

A process that has imported everything forks one for every command, in a session of its own, so that a test may kill,
stop and measure it and see whether anything of it stays alive.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: exit code (negative: killed by that signal), what it said, seconds of processor time."""

    code: int
    out: str
    err: str
    cpu: float


class Child:
    """One command under way."""

    def __init__(self, nursery: "Nursery", pid: int, notes: Path) -> None:
        self.pid = pid
        self._nursery = nursery
        self._notes = notes

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, which do not depend on what else the machine does."""
        return time.clock_gettime((~self.pid << 3) | 2)

    @property
    def has_ended(self) -> bool:
        """Whether it is over, whether anybody has asked or not."""
        return _state(self.pid) in ("Z", "")

    def until(self, condition: Callable[[], bool]) -> bool:
        """Wait until something is so, or the process has ended; return whether it is so."""
        while not condition():
            if self.has_ended:
                return condition()
            time.sleep(0.0005)
        return True

    def until_cpu(self, seconds: float) -> None:
        """Wait until it has taken so much processor time, or has ended."""
        with contextlib.suppress(OSError):  # it has ended
            self.until(lambda: self.cpu >= seconds)

    def send(self, number: int) -> None:
        """Send a signal to the process itself; one that has ended takes no harm."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> Ended:
        """Kill it (SIGKILL), and only it."""
        self.send(signal.SIGKILL)
        return self.end()

    def stop(self) -> None:
        """Let it stand still (SIGSTOP); return when it does, or has ended."""
        self.send(signal.SIGSTOP)
        self.until_it_stands()

    def until_it_stands(self) -> None:
        """Wait until it stands still, or has ended."""
        _wait_until(lambda: _state(self.pid) in ("T", "Z", ""))

    def go_on(self) -> None:
        """Let it go on."""
        self.send(signal.SIGCONT)

    def end(self) -> Ended:
        """Wait for its end."""
        told = self._nursery.ask(wait=self.pid)
        out, err = (self._notes.with_suffix(each).read_text(encoding="utf-8") for each in (".out", ".err"))
        return Ended(told["code"], out, err, told["cpu"])

    def survivors(self) -> list[int]:
        """Return the processes of its session that are alive."""
        return session(self.pid)


class Nursery:
    """Starts commands of Fonds; ``before`` is a program, with its options, that runs the nursery itself."""

    def __init__(self, folder: Path, *before: str) -> None:
        self._folder = folder
        self._number = 0
        self._command = [*before, sys.executable, "-m", "faults.nursery"]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._read()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def start(self, folder: Path, *words: str, file_size: int = 0, stand_at: Path | None = None) -> Child:
        """Begin ``fonds WORDS`` in a folder; no file may become larger than ``file_size``, if it is given.

        It stands still by itself as soon as there is something in the file ``stand_at``, however busy the machine is.
        """
        self._number += 1
        notes = self._folder / f"command-{self._number}"
        told = self.ask(
            run=words, folder=str(folder), notes=str(notes), file_size=file_size, stand_at=str(stand_at or "")
        )
        return Child(self, told["pid"], notes)

    def run(self, folder: Path, *words: str, file_size: int = 0) -> Ended:
        """Run ``fonds WORDS`` to its end."""
        return self.start(folder, *words, file_size=file_size).end()

    def shell(self, *words: str) -> tuple[int, str]:
        """Run another program where the commands run; return its exit code and what it says."""
        told = self.ask(shell=words)
        return told["code"], told["said"]

    def ask(self, **what: Any) -> dict[str, Any]:
        """Send one request and return the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"{' '.join(self._command)} has ended with {self._process.wait()}"
        answer: dict[str, Any] = json.loads(line)
        return answer


def session(leader: int) -> list[int]:
    """Return the processes of a session that are alive."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == leader and fields[0] not in "ZX":
                    found.append(int(path.name))
    return found


def none_survive(leader: int) -> bool:
    """Whether, within a reasonable time, nothing of a session is alive any more."""
    return _wait_until(lambda: not session(leader))


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _wait_until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True


# ── the process that forks ───────────────────────────────────────────────────────────────────────────────


def _serve() -> None:
    from fonds.cli import main

    _warm_up()
    _say({"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        if "run" in asked:
            _say({"pid": _fork(main, asked)})
        elif "wait" in asked:
            _, status, used = os.wait4(asked["wait"], 0)
            _say({"code": os.waitstatus_to_exitcode(status), "cpu": used.ru_utime + used.ru_stime})
        else:
            done = subprocess.run(
                asked["shell"], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
            )
            _say({"code": done.returncode, "said": done.stdout})


def _warm_up() -> None:
    """Import and compile whatever a command needs; no thread may be begun by it, for threads are not forked."""
    from fonds.publishing import purging, rebuilding, restoring, rollback, verifying
    from fonds.publishing.publish import publish
    from fonds.publishing.run import Options
    from fonds.publishing.sources import given_sources
    from fonds.settings import Settings

    assert purging and rebuilding and restoring and rollback and verifying
    settings = Settings(state=os.devnull + "/nowhere")
    publish(given_sources((), settings), settings, Options(dry_run=True, offline=True))
    assert len(os.listdir("/proc/self/task")) == 1, "a process with threads must not fork"  # noqa: PTH208


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _fork(main: Callable[[Sequence[str]], object], asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        os.chdir(asked["folder"])
        for number, ending in ((1, ".out"), (2, ".err")):
            os.dup2(os.open(asked["notes"] + ending, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        if asked["file_size"]:
            resource.setrlimit(resource.RLIMIT_FSIZE, (asked["file_size"], asked["file_size"]))
        if asked["stand_at"]:
            _stand_at(Path(asked["stand_at"]))
        main(asked["run"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _stand_at(file: Path) -> None:
    """Let this process stand still once there is something in a file: whatever it does next is looked at before."""
    stood = False

    def look(*_: object) -> None:
        nonlocal stood
        if not stood and os.path.exists(file) and os.path.getsize(file):  # noqa: PTH110, PTH202 (called very often)
            stood = True
            os.kill(os.getpid(), signal.SIGSTOP)

    sys.addaudithook(look)


if __name__ == "__main__":
    _serve()
