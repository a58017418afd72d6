"""What a query process may not do (floor 3): open a connection, dump core, take memory without end.

Everything here is a second lock on a door that is shut already: queries are read before they run. Blocking
the network uses seccomp (Linux on x86-64 and ARM 64), which needs no privilege; elsewhere
:func:`block_network` returns False and the reading is all there is. To add a machine: a row in
:data:`_SOCKET_CALLS`.
"""

import ctypes
import errno
import os
import platform
import sys

_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine → (its name for seccomp, linux/audit.h; the number of the ``socket`` system call)."""

# Berkeley packet filter and prctl, from linux/filter.h, linux/seccomp.h and linux/prctl.h
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL_WITH = 0x7FFF0000, 0x00050000
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER_MODE = 38, 22, 2
_MEGABYTE = 1 << 20


class _Step(ctypes.Structure):
    """One instruction of a filter: code, steps to jump if true, if false, operand."""

    _fields_ = (
        ("code", ctypes.c_ushort), ("true", ctypes.c_ubyte), ("false", ctypes.c_ubyte),
        ("operand", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def block_network() -> bool:
    """Let every attempt to open a socket fail in this process, for good; return whether that worked.

    Threads that exist already are not bound by it, so it is called before any is started.
    """
    if sys.platform != "linux" or platform.machine() not in _SOCKET_CALLS:
        return False
    machine, call = _SOCKET_CALLS[platform.machine()]
    steps = (_Step * 6)(
        _Step(_LOAD, 0, 0, 4),                  # the machine the call was made for
        _Step(_JUMP_IF_EQUAL, 0, 2, machine),
        _Step(_LOAD, 0, 0, 0),                  # the number of the call
        _Step(_JUMP_IF_EQUAL, 1, 0, call),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _FAIL_WITH | errno.EACCES),
    )
    program = _Program(len(steps), ctypes.cast(steps, ctypes.POINTER(_Step)))
    system = ctypes.CDLL(None)
    if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) == 0)


def cap_memory(megabytes: int) -> None:
    """Let this process map at most so much more than it maps now; an allocation beyond that fails.

    Relative, because an engine that has only opened a store maps 700 MB without using them. Does nothing
    where the system does not say how much is mapped.
    """
    mapped = _statm("self", 0)
    if sys.platform == "win32" or mapped is None:
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = mapped + max(0, megabytes) * _MEGABYTE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def forbid_core_dumps() -> None:
    """Leave no memory image of a crashed process behind: the store's pages can be large."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def resident_megabytes(process: int) -> float | None:
    """Return the memory a process really holds, or None where the system does not tell (or it has gone)."""
    resident = _statm(str(process), 1)
    return None if resident is None else resident / _MEGABYTE


def _statm(process: str, field: int) -> int | None:
    try:
        with open(f"/proc/{process}/statm", "rb") as file:  # noqa: PTH123 - as every query asks it, a path costs too much
            pages = file.read().split()
    except OSError:
        return None
    return int(pages[field]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > field else None
