"""Work in a thread of low priority."""

import os
import sys
import threading

import pytest

from fonds.store.quiet import NICE, quietly


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_others_go_first_while_it_lasts() -> None:
    """The work is done at a low priority, and who waited for it has the priority it had."""
    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    during: list[int] = []
    quietly(lambda: during.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
    assert during == [max(NICE, before)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_what_fails_is_told() -> None:
    """What the work raises is raised where it was asked for."""
    with pytest.raises(ZeroDivisionError):
        quietly(lambda: 1 // 0)
