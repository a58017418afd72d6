"""What a query process gives up, tried in processes of our own."""

import platform
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import fonds
from fonds.store.confine import resident_megabytes

SOURCES = str(Path(fonds.__file__).parent.parent)
HERE = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}
on_linux = pytest.mark.skipif(not HERE, reason="seccomp is set up for Linux on x86-64 and ARM 64 only")
has_proc = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")


def _run(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program that has imported the module under test."""
    start = f"import sys; sys.path.insert(0, {SOURCES!r}); from fonds.store.confine import *; import socket\n"
    return subprocess.run([sys.executable, "-c", start + program], capture_output=True, text=True, check=False)


@on_linux
def test_no_sockets() -> None:
    """After the network is blocked, no socket can be made, in this thread or a later one."""
    done = _run("""
assert block_network()
import threading
def attempt():
    try:
        socket.create_connection(("127.0.0.1", 9))
    except PermissionError:
        print("blocked")
attempt()
thread = threading.Thread(target=attempt); thread.start(); thread.join()
""")
    assert (done.stdout, done.stderr) == ("blocked\nblocked\n", "")


@on_linux
def test_engine_cannot_fetch() -> None:
    """The engine itself, asked to fetch from a server that listens, cannot reach it once it is blocked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        done = _run(f"""
assert block_network()
import pyoxigraph
try:
    list(pyoxigraph.Store().query("SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
except (OSError, RuntimeError) as error:
    print("stopped", error)
""")
        assert done.stdout.startswith("stopped"), done.stderr
        with pytest.raises(TimeoutError):
            server.accept()


@has_proc
def test_memory() -> None:
    """Beyond the cap an allocation fails; below it none does."""
    done = _run("""
cap_memory(200)
held = bytearray(100 << 20)
try:
    more = bytearray(150 << 20)
except MemoryError:
    print("no more")
""")
    assert (done.stdout, done.stderr) == ("no more\n", "")


@has_proc
def test_resident() -> None:
    """What a process of its own holds is told in megabytes, and of a process that is not there nothing is."""
    done = _run("""
import os
before = resident_megabytes(os.getpid())
held = bytearray(50 << 20)
held[::4096] = b"x" * len(held[::4096])
print(resident_megabytes(os.getpid()) - before)
""")
    assert 45 < float(done.stdout) < 100, done.stderr
    assert resident_megabytes(2**22 + 1) is None


def test_no_core() -> None:
    """A crash leaves no memory image behind."""
    done = _run("import resource; forbid_core_dumps(); print(resource.getrlimit(resource.RLIMIT_CORE)[0])")
    assert (done.stdout, done.stderr) == ("0\n", "")
